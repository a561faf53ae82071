"""Stage `report`: the summary of the cycle, and whether another one can change anything."""

from __future__ import annotations

import time

from agents.records import CycleSummary
from cores.lifecycle import COUNTING, FLIPPED
from fleet.stages.moves import in_states
from fleet.stages.queue import WAITING, wanted_ports
from fleet.stages.state import Cycle
from fleet.wiring import Fleet


def report(fleet: Fleet, cycle: Cycle) -> None:
    """Stores the summary; a cycle is clean when nothing that callers use got worse."""
    baseline = fleet.ledger.get("baseline", "tests") or {}
    run = cycle.suite
    passed, failed = baseline.get("passed"), baseline.get("failed")
    if run is not None and not run.missing:
        passed, failed = run.count("passed"), run.count("failed", "error")
    elif baseline.get("tests") is None:
        passed = failed = None
    summary = CycleSummary(
        number=cycle.number,
        clean=not cycle.regressions,
        files_scanned=cycle.files_scanned,
        issues=cycle.issues,
        tests_passed=passed,
        tests_failed=failed,
        regressions=len(cycle.regressions),
        seconds=round(time.time() - cycle.started, 3),
        seed=cycle.seed,
        commit=cycle.base.commit,
    )
    fleet.ledger.record_cycle(summary.model_dump())
    cycle.waiting = _is_waiting(fleet, cycle)
    live = in_states(fleet, FLIPPED)
    coming = [name for name in in_states(fleet, COUNTING) if name not in live]
    told = "clean" if summary.clean else f"{summary.regressions} regressions"
    fleet.progress.note(f"cycle {cycle.number}: {told}, {len(live)} live, {len(coming)} waiting for cycles")


def _is_waiting(fleet: Fleet, cycle: Cycle) -> bool:
    """Candidates that still need cycles, or ports that could not be tried yet."""
    states = fleet.ledger.states()
    coming = any(state in COUNTING and state not in FLIPPED for state in states.values())
    return coming or any(states.get(name) in WAITING for name in wanted_ports(fleet, cycle))
