"""Runs a target's own tests in the sandbox and reads the outcome of each, whatever happens to the run."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agents.ports import Checkout, Completed, Limits, Sandbox
from cores.suite_report import SuiteReport, read_report
from cores.suite_setup import GENERATED, pytest_addopts, wanted_options
from fleet.layout import TargetFiles

#: The plugin's source, and the name it is loaded under: one that no target has.
PLUGIN = Path(__file__).resolve().parent.parent / "agents" / "shipped" / "outcomes.py"
PLUGIN_NAME = "corefleet_outcomes"

#: pytest's exit status for options that it doesn't know.
USAGE_ERROR = 4

#: Seconds after which the folder of a run is what a killed tool left behind.
LEFT_OVER = 86_400.0

#: Files that may hold pytest's options.
OPTION_FILES = ("pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg")


@dataclass(frozen=True)
class SuiteRun:
    """One run of a target's tests."""

    report: SuiteReport
    completed: Completed
    #: What was changed to make it run, one sentence each.
    notes: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether pytest came to its end; otherwise the report holds what ran before."""
        return self.report.status is not None


def run_tests(
    checkout: Checkout,
    sandbox: Sandbox,
    target: TargetFiles,
    *,
    extra_args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    writable: Iterable[Path] = (),
    limits: Limits = Limits(),
) -> SuiteRun:
    """Runs the environment's test command once; folders in PYTHONPATH must be readable in the sandbox."""
    if not checkout.environment.test_command:
        return SuiteRun(
            read_report([{"finished": 0}]), Completed((), 0, "", "", 0.0), ("there are no tests",)
        )
    own = [f"--ignore={folder}" for folder in GENERATED if (checkout.path / folder).exists()]
    options, notes = _options(target)
    pytest = [*checkout.environment.test_command, "-p", PLUGIN_NAME, "-p", "no:cacheprovider", *own]
    run = _attempt(checkout, sandbox, [*pytest, *options, *extra_args], env, writable, limits)
    if run.completed.code == USAGE_ERROR and not run.report.outcomes:
        told = f"run without the target's own pytest options, which were refused: {_last(run.completed)}"
        plain = [*pytest, "-o", "addopts=", *extra_args]
        run = _attempt(checkout, sandbox, plain, env, writable, limits)
        notes = [told]
    return replace(run, notes=tuple(notes))


def run_doctests(
    checkout: Checkout,
    sandbox: Sandbox,
    folders: Sequence[str],
    *,
    extra_args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    writable: Iterable[Path] = (),
    limits: Limits = Limits(),
) -> SuiteRun:
    """Runs the examples in the docstrings of these folders (see fleet.environment.doctest_folders)."""
    python = str(checkout.environment.python)
    plugins = ["-p", PLUGIN_NAME, "-p", "no:cacheprovider"]
    options = ["-o", "addopts=", "--doctest-modules", "--doctest-continue-on-failure"]
    # Files with tests are left to the other run; a module that can't be imported is no failure here.
    options += ["-o", "python_files=", "--doctest-ignore-import-errors"]
    command = [python, "-m", "pytest", *plugins, *options, *extra_args, *folders]
    return _attempt(checkout, sandbox, command, env, writable, limits)


def _options(target: TargetFiles) -> tuple[list[str], list[str]]:
    """Options that take the place of the target's own, and a note for each change."""
    files = {name: target.text(name) for name in OPTION_FILES if name in target.paths}
    own = pytest_addopts(target.pyproject, files)
    kept = wanted_options(own or "")
    if kept is None:
        return [], []
    return ["-o", f"addopts={kept}"], [f"pytest options {own!r} became {kept!r}"]


def _attempt(
    checkout: Checkout,
    sandbox: Sandbox,
    command: Sequence[str],
    env: Mapping[str, str] | None,
    writable: Iterable[Path],
    limits: Limits,
) -> SuiteRun:
    with _scratch(checkout) as scratch:
        shutil.copy(PLUGIN, scratch / f"{PLUGIN_NAME}.py")
        outcomes = scratch / "outcomes.jsonl"
        given = dict(env or {})
        path = [str(scratch), *([given["PYTHONPATH"]] if given.get("PYTHONPATH") else [])]
        given.update(PYTHONPATH=":".join(path), COREFLEET_OUTCOMES=str(outcomes))
        done = sandbox.run(
            command,
            cwd=checkout.path,
            writable=(checkout.path, scratch, *writable),
            env=given,
            limits=limits,
        )
        return SuiteRun(read_report(_rows(outcomes)), done)


@contextmanager
def _scratch(checkout: Checkout) -> Iterator[Path]:
    """A folder for one run, beside the environments."""
    base = checkout.environment.root.parent.parent / "tmp"
    base.mkdir(parents=True, exist_ok=True)
    for old in base.glob("run-*"):
        if time.time() - old.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=base))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Whole lines of the plugin's file; a killed process may have left half a line."""
    text = path.read_text("utf-8", "replace") if path.exists() else ""
    for line in text.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row


def _last(done: Completed) -> str:
    lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if "rror" in line]
    return lines[-1][:300] if lines else f"exit code {done.code}"
