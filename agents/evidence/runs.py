"""Runs the runner over a target's symbols, and says which symbol took a process down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.ports import Completed, Limits, Sandbox

Json = Any

SHIPPED = Path(__file__).resolve().parent.parent / "shipped"
_PARTS = ("__init__.py", "runner.py", "parity", "running", "sampling")
#: Processes that may die in one job; each one costs the symbol that ran.
_MOST_CRASHES = 25


@dataclass
class Results:
    """What a job gave, by symbol."""

    symbols: dict[str, dict[str, Json]] = field(default_factory=dict)
    #: Whether Python agreed with itself under another hash seed; None where that was not found out.
    deterministic: dict[str, bool | None] = field(default_factory=dict)
    #: Lines that belong to no symbol, such as `health`.
    rest: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Runner:
    """Where and how jobs of one checkout run."""

    sandbox: Sandbox
    python: Path
    #: Root of the checkout.
    root: Path
    #: Folders of the checkout that must be importable.
    source_roots: tuple[str, ...]
    #: Dotted name of the target's `_ported`, or None before anything was ported.
    ported: str | None
    #: A folder for job files, writable.
    folder: Path
    memory_mib: int = 4096

    def run(
        self,
        mode: str,
        symbols: Sequence[Mapping[str, Json]],
        *,
        seconds: float,
        env: Mapping[str, str] | None = None,
        **settings: Json,
    ) -> Results:
        """Runs one mode over these symbols; starts again behind a symbol that ended the process."""
        results = Results()
        left = list(symbols)
        for attempt in range(_MOST_CRASHES):
            if not left:
                break
            job = {"mode": mode, "path": self._path(), "ported": self.ported, "seconds": seconds, **settings}
            done, lines = self._process(f"{mode}-{attempt}", {**job, "symbols": left}, seconds, env)
            finished = _collect(lines, results)
            left = [symbol for symbol in left if symbol["id"] not in results.symbols]
            if finished or not left:
                break
            culprit = _culprit(lines, left)
            results.symbols[culprit] = {"id": culprit, **_crash(done)}
            left = [symbol for symbol in left if symbol["id"] != culprit]
        for symbol in left:
            results.symbols[symbol["id"]] = {
                "id": symbol["id"],
                "status": "undecided",
                "message": "was not run",
            }
        return results

    def _path(self) -> list[str]:
        return [str(self.root / folder) for folder in self.source_roots or ("",)]

    def _process(
        self, name: str, job: Mapping[str, Json], seconds: float, env: Mapping[str, str] | None
    ) -> tuple[Completed, list[dict[str, Json]]]:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        # A copy, since the sandbox may hide the place where the tool is installed.
        support = install_support(folder)
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        out = folder / "out.jsonl"
        done = self.sandbox.run(
            [str(self.python), "-P", str(support / "runner.py"), str(folder / "job.json"), str(out)],
            cwd=self.root,
            writable=(folder,),
            env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", **(env or {})},
            limits=Limits(seconds=seconds * 1.5 + 150, memory_mib=self.memory_mib),
        )
        return done, read_lines(out)


def install_support(folder: Path) -> Path:
    """Copies what runs inside the target's interpreter."""
    support = folder / "support"
    support.mkdir(parents=True, exist_ok=True)
    for part in _PARTS:
        source = SHIPPED / part
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, support / part, ignore=ignore, dirs_exist_ok=True)
        else:
            shutil.copy(source, support / part)
    return support


def read_lines(path: Path) -> list[dict[str, Json]]:
    """Whole lines of a file that may have been cut off."""
    if not path.exists():
        return []
    lines = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines


def _collect(lines: list[dict[str, Json]], results: Results) -> bool:
    """Takes over what was written; whether the job came to its end."""
    finished = False
    for line in lines:
        if "result" in line:
            results.symbols[line["result"]["id"]] = line["result"]
        elif "again" in line:
            results.deterministic.update(
                {name: found["deterministic"] for name, found in line["again"].items()}
            )
        elif "end" in line:
            finished = True
        elif "start" not in line:
            results.rest.update(line)
    return finished


def _culprit(lines: list[dict[str, Json]], left: Sequence[Mapping[str, Json]]) -> str:
    started = [line["start"] for line in lines if "start" in line]
    waiting = [symbol["id"] for symbol in left]
    return started[-1] if started and started[-1] in waiting else str(waiting[0])


def _crash(done: Completed) -> dict[str, Json]:
    last = done.stderr.strip().rpartition("\n")[2][:300]
    if done.limit:
        why = f"the process was ended by its limit of {done.limit}"
        return {"status": "undecided", "message": why, "crashed": False}
    code = done.code or 0
    if code < 0 or code > 128:
        # A wrapper such as bwrap turns the signal into a code.
        signal = -code if code < 0 else code - 128
        return {"status": "failed", "message": f"the process died of signal {signal}", "crashed": True}
    return {"status": "error", "message": f"the runner ended with code {done.code}: {last}", "crashed": False}
