"""`corefleet verify` and `bench`: what is committed as live, proven or measured again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agents.gate.facts import Facts
from agents.gate.table import first_stop, judge
from agents.records import GateResult
from cores.naming import core_of
from fleet.committed import committed_candidate
from fleet.cycle import STAGES
from fleet.errors import UserError
from fleet.measure import Measure
from fleet.output import Output
from fleet.stages.confirm import rules_of
from fleet.stages.evidence import gather
from fleet.stages.state import Cycle
from fleet.wiring import Fleet, open_fleet

Json = dict[str, Any]

#: Stages that tell what there is to be proven with; none of them changes a port.
BEFORE = ("prepare", "scan", "analyse")

#: Measures symbols, and gives the results of the gates.
Look = Callable[[Fleet, Measure, list[str], int], list[GateResult]]


def verify(path: Path, out: Output, core: str | None = None, allow_unsandboxed: bool = False) -> int:
    """Parity, panics and deopts of everything that is committed as live, on a wheel built from the commit."""
    return _again(path, out, core, allow_unsandboxed, _proven)


def bench(path: Path, out: Output, core: str | None = None, allow_unsandboxed: bool = False) -> int:
    """Speed of everything that is committed as live."""
    return _again(path, out, core, allow_unsandboxed, _measured)


def _again(path: Path, out: Output, core: str | None, allow_unsandboxed: bool, look: Look) -> int:
    with open_fleet(path, allow_unsandboxed) as fleet:
        cycle = Cycle(fleet.ledger.next_cycle(), time.time(), int(time.time()))
        for name, stage in STAGES:
            if name in BEFORE:
                stage(fleet, cycle)
        candidate = committed_candidate(fleet, cycle)
        names = [n for n in candidate.bound if core is None or core_of(n) == core]
        if not names:
            where = f" in {core}" if core else ""
            raise UserError(
                "nothing-live", f"Nothing is bound to Rust{where}.", "`corefleet run` comes first."
            )
        gather(fleet, cycle, names)
        measure = Measure(fleet, cycle.base, cycle.knowledge, candidate)
        found = look(fleet, measure, names, cycle.seed)
        with fleet.ledger.transaction():
            for result in found:
                fleet.ledger.record_gate(result.model_dump(), cycle.number)
    bad = [result for result in found if first_stop([result]) is not None]
    document = {"results": [result.model_dump() for result in found], "passed": not bad}
    out.answer(document, [_line(result) for result in found])
    return 1 if bad else 0


def _proven(fleet: Fleet, measure: Measure, names: list[str], seed: int) -> list[GateResult]:
    unreached = measure.loaded(names)
    parity = measure.parity(names, seed, fleet.config.parity_cases)
    deopts = measure.deopts(names)
    found = []
    for name in names:
        figures = parity.get(name, {})
        if name in unreached:
            figures = {**figures, "status": "undecided", "cases": 0, "message": unreached[name]}
        facts = Facts(parity=figures, deopts=deopts.get(name))
        found += judge(["panics", "parity", "deopts"], name, facts, rules_of(fleet))
    return found


def _measured(fleet: Fleet, measure: Measure, names: list[str], seed: int) -> list[GateResult]:
    speed = measure.speed(names, seed)
    return [
        r for name in names for r in judge(["speed"], name, Facts(speed=speed.get(name)), rules_of(fleet))
    ]


def _line(result: GateResult) -> str:
    figures = result.figures
    if result.gate == "speed" and figures.get("ratio") is not None:
        text = f"{figures['ratio']:.2f}x ({figures['low']:.2f}x to {figures['high']:.2f}x)"
    elif result.gate == "parity":
        text = f"{figures.get('cases') or 0:,} cases"
    else:
        text = ""
    return f"{result.symbol}: {result.gate} {result.status} {text} {result.message}".rstrip()
