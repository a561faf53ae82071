"""Gate `cycles`: the candidate has survived enough clean cycles, each with new processes and a new seed."""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result, shown
from agents.records import GateResult

NAME = "cycles"


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Undecided as long as cycles are missing."""
    if facts.cycles_clean is None:
        return not_run(NAME, symbol, "no cycle has run since it was proven")
    clean = facts.cycles_clean
    figures = {"clean": clean, "required": rules.cycles}
    if clean >= rules.cycles:
        return result(NAME, symbol, "passed", "", figures)
    why = f"{shown(clean, 'clean cycle')} of {rules.cycles}"
    return result(NAME, symbol, "undecided", why, figures)
