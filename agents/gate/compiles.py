"""Gate `compile`: the port is accepted by the compiler."""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result
from agents.records import GateResult

NAME = "compile"


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed with the first error; errors elsewhere in the crate say nothing about this symbol."""
    if facts.compile_errors is None:
        return not_run(NAME, symbol, "it was not compiled")
    if facts.compile_errors:
        return result(NAME, symbol, "failed", facts.compile_errors[0], {"errors": len(facts.compile_errors)})
    return result(NAME, symbol, "passed", "", {"errors": 0})
