"""The gates, in the order in which a port meets them.

A gate is a file and a row.  `proof` gates say whether a port is right, `worth` gates whether callers gain
by it; `flip` gates decide when they may get it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from agents.gate import compiles, cycles, deopts, lints, panics, parity, speed, suite
from agents.gate.facts import Facts, Rules
from agents.records import GateResult

Kind = Literal["proof", "worth", "flip"]


class Gate(NamedTuple):
    """One gate."""

    name: str
    kind: Kind
    judge: Callable[[str, Facts, Rules], GateResult]
    #: Whether a port may go on where the gate had nothing to look at, such as without any tests.
    may_be_missing: bool = False


GATES: tuple[Gate, ...] = (
    Gate(compiles.NAME, "proof", compiles.judge),
    Gate(lints.NAME, "proof", lints.judge),
    Gate(panics.NAME, "proof", panics.judge),
    Gate(parity.NAME, "proof", parity.judge),
    Gate(suite.NAME, "proof", suite.judge, may_be_missing=True),
    Gate(deopts.NAME, "proof", deopts.judge, may_be_missing=True),
    Gate(speed.NAME, "worth", speed.judge),
    Gate(cycles.NAME, "flip", cycles.judge),
)
BY_NAME = {gate.name: gate for gate in GATES}


def judge(names: Iterable[str], symbol: str, facts: Facts, rules: Rules) -> list[GateResult]:
    """Results of these gates, in order."""
    wanted = set(names)
    return [gate.judge(symbol, facts, rules) for gate in GATES if gate.name in wanted]


def stops(result: GateResult) -> bool:
    """Whether this result keeps a port from going on."""
    if result.status == "not_run":
        return not BY_NAME[result.gate].may_be_missing
    return result.status != "passed"


def first_stop(results: Iterable[GateResult]) -> GateResult | None:
    """The first result that keeps a port from going on."""
    return next((result for result in results if stops(result)), None)
