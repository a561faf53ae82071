"""`corefleet run` and `corefleet cycle`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cores.lifecycle import FLIPPED
from fleet.cycle import run_cycles
from fleet.documents import report_of
from fleet.output import Output
from fleet.stages.state import Cycle
from fleet.wiring import Fleet, open_fleet


def run(
    path: Path, out: Output, cycles: int | None = None, apply: bool = False, allow_unsandboxed: bool = False
) -> int:
    """Cycles until nothing more can flip, or so many of them."""
    with open_fleet(path, allow_unsandboxed) as fleet:
        return _answer(fleet, out, run_cycles(fleet, cycles, apply))


def cycle(path: Path, out: Output, allow_unsandboxed: bool = False) -> int:
    """One cycle."""
    with open_fleet(path, allow_unsandboxed) as fleet:
        return _answer(fleet, out, run_cycles(fleet, 1))


def _answer(fleet: Fleet, out: Output, done: list[Cycle]) -> int:
    """What came of it; 1 where the proven work could not be merged."""
    report = report_of(fleet)
    problem = next((cycle.problem for cycle in reversed(done) if cycle.problem), "")
    document = {
        "cycles": [cycle.number for cycle in done],
        "problem": problem or None,
        "branches": fleet.workspace.branches(),
        "report": report,
    }
    out.answer(document, _lines(report, problem))
    return 1 if problem else 0


def _lines(report: Any, problem: str) -> list[str]:
    live = [entry for entry in report["symbols"] if entry["state"] in FLIPPED]
    funnel = " > ".join(f"{stage} {count}" for stage, count in report["funnel"].items() if count is not None)
    lines = [funnel]
    for entry in live:
        ratio = entry["speedup"]["ratio"]
        speed = "speed not measured" if ratio is None else f"{ratio:.1f}x"
        lines.append(f"  {entry['id']}: {speed}, {entry['parity']['cases']:,} cases")
    mean = report["speedup"]["geomean_live"]
    lines.append(
        "Nothing is live." if mean is None else f"{len(live)} live, {mean:.2f}x in the geometric mean."
    )
    return [*lines, *([problem] if problem else [])]
