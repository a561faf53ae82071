"""Runs everything that a target offers to test itself with, and counts which calls ran natively."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from agents.install.tests_files import baseline_ignores
from agents.ports import Checkout
from fleet.environment import doctest_folders
from fleet.layout import TargetFiles
from fleet.suite import SuiteRun, run_doctests, run_tests
from fleet.wiring import Fleet

#: Callers get the Python, whatever is installed.
PYTHON_ONLY = {"COREFLEET_BINDINGS": "python"}


@dataclass(frozen=True)
class Extra:
    """What one run of pytest gets besides."""

    arguments: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    writable: tuple[Path, ...] = ()


def nothing(_run: str) -> Extra:
    """Runs get nothing besides."""
    return Extra()


@dataclass
class TestsRun:
    """One run of a target's tests and doctests."""

    #: Test -> `passed`, `failed`, `error` or `skipped`.
    outcomes: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    #: Symbol -> how often which path was taken, over all processes.
    counters: dict[str, dict[str, int]] = field(default_factory=dict)
    #: The test in which the interpreter died.
    crashed_in: str = ""

    @property
    def missing(self) -> bool:
        """Whether there is nothing that tests the target."""
        return not self.outcomes

    def count(self, *outcomes: str) -> int:
        """Tests with one of these outcomes."""
        return sum(outcome in outcomes for outcome in self.outcomes.values())

    def add(self, run: SuiteRun) -> None:
        """Takes in one run of pytest."""
        self.outcomes |= run.report.outcomes
        self.messages |= run.report.messages
        self.notes += [
            *run.notes,
            *(f"{path}: {text[-300:]}" for path, text in run.report.uncollected.items()),
        ]
        self.crashed_in = self.crashed_in or run.report.crashed_in
        if not run.finished:
            done = run.completed
            self.notes.append(
                f"pytest did not come to its end: {done.limit or done.code} {done.stderr[-300:]}"
            )


def run_target_tests(
    fleet: Fleet,
    checkout: Checkout,
    files: TargetFiles,
    *,
    env: Mapping[str, str] | None = None,
    extra: Callable[[str], Extra] = nothing,
    only: Collection[str] | None = None,
) -> TestsRun:
    """Runs tests and doctests once; `only` these tests where given."""
    run = TestsRun()
    folders = doctest_folders(files)
    doctests = [name for name in only or () if _is_doctest(name, folders)]
    tests = [name for name in only or () if name not in doctests]
    kept_out = ignores(checkout, files)
    with scratch_folder(fleet, "counters-") as counters:
        given = dict(env or {})
        if checkout.environment.test_command and (only is None or tests):
            more = _with_counters(extra("tests"), counters / "tests")
            run.add(
                run_tests(
                    checkout,
                    fleet.sandbox,
                    files,
                    extra_args=[*kept_out, *more.arguments, *tests],
                    env={**given, **more.env},
                    writable=more.writable,
                    limits=fleet.test_limits,
                )
            )
        if folders and (only is None or doctests):
            more = _with_counters(extra("doctests"), counters / "doctests")
            run.add(
                run_doctests(
                    checkout,
                    fleet.sandbox,
                    doctests or folders,
                    extra_args=[*kept_out, *more.arguments],
                    env={**given, **more.env},
                    writable=more.writable,
                    limits=fleet.test_limits,
                )
            )
        run.counters = _summed(counters)
    return run


def _with_counters(extra: Extra, folder: Path) -> Extra:
    """Counters of each run apart: in a sandbox, processes of two runs have the same ids."""
    folder.mkdir()
    env = {"COREFLEET_COUNTERS": str(folder / "%p.json"), **extra.env}
    return Extra(extra.arguments, env, (folder, *extra.writable))


def ignores(checkout: Checkout, files: TargetFiles) -> list[str]:
    """Options that keep generated tests and benchmarks out."""
    now = [str(path.relative_to(checkout.path)) for path in _files_below(checkout.path)]
    return list(baseline_ignores([path for path in files.paths if not is_own(path)], now))


def is_own(path: str) -> bool:
    """Whether only the fleet can have put a file there."""
    return path.startswith(("tests/parity/", "rust_core/"))


def _files_below(root: Path) -> Iterator[Path]:
    for folder in ("tests/parity", "benchmarks", "docs/work", "rust_core/src"):
        yield from (path for path in (root / folder).rglob("*") if path.is_file())


def _is_doctest(name: str, folders: Sequence[str]) -> bool:
    """Doctests are named after the module that they stand in."""
    path, _, rest = name.partition("::")
    inside = any(path == folder or path.startswith(f"{folder}/") for folder in folders)
    return inside and "." in rest and "::" not in rest


@contextmanager
def scratch_folder(fleet: Fleet, prefix: str) -> Iterator[Path]:
    """A folder for one run, out of reach of the worktrees."""
    base = fleet.folder / "tmp"
    base.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _summed(folder: Path) -> dict[str, dict[str, int]]:
    """Counters of all processes that came to their end."""
    found: dict[str, dict[str, int]] = {}
    for path in sorted(folder.glob("*/*.json")):
        try:
            document = json.loads(path.read_text("utf-8"))
        except ValueError:
            continue
        for symbol, counts in document.items():
            mine = found.setdefault(symbol, {})
            for name, count in counts.items():
                mine[name] = mine.get(name, 0) + int(count)
    return found
