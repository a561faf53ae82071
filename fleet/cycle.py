"""One cycle of the fleet: the stages in order, and the runner."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from fleet.stages import confirm, evidence, flip, gate, judge, port, prepare, queue, report, standing
from fleet.stages.state import Cycle, Knowledge
from fleet.wiring import Fleet

#: A stage reads what the earlier ones left in the cycle and the ledger, and leaves more.  Each is
#: idempotent: killed anywhere and started again, it ends in the same place.
Stage = Callable[[Fleet, Cycle], None]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("prepare", prepare.prepare),
    ("reconcile", standing.reconcile),
    ("scan", judge.scan),
    ("analyse", judge.judge),
    ("enqueue", queue.enqueue),
    ("evidence", evidence.collect),
    ("port", port.port),
    ("gate", gate.gate),
    ("confirm", confirm.confirm),
    ("flip", flip.flip),
    ("report", report.report),
)


def run_cycle(fleet: Fleet, apply: bool = False, knowledge: Knowledge | None = None) -> Cycle:
    """Runs all stages once; what the last cycle left half done is finished first."""
    flip.recover(fleet)
    cycle = Cycle(fleet.ledger.next_cycle(), time.time(), _seed(fleet), apply)
    if knowledge is not None:
        cycle.knowledge = knowledge
    for name, stage in STAGES:
        fleet.ledger.put("progress", "stage", {"cycle": cycle.number, "stage": name})
        stage(fleet, cycle)
    return cycle


def run_cycles(fleet: Fleet, most: int | None, apply: bool = False) -> list[Cycle]:
    """Cycles until nothing more can change, or `most` of them."""
    done: list[Cycle] = []
    while most is None or len(done) < most:
        cycle = run_cycle(fleet, apply, done[-1].knowledge if done else None)
        done.append(cycle)
        if not cycle.waiting:
            break
    return done


def _seed(fleet: Fleet) -> int:
    """A new one in each cycle, unless the configuration wants runs that can be repeated."""
    if fleet.config.seed:
        return fleet.config.seed + 1000 * fleet.ledger.next_cycle()
    return secrets.randbelow(2**31)
