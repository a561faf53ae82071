"""Gate `panics`: no call made the port panic, and none took the process down.

A panic is caught and answered by the Python, so that parity alone would not see it.
"""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result, shown
from agents.records import GateResult

NAME = "panics"


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed by one panic."""
    if facts.crash:
        return result(NAME, symbol, "failed", facts.crash, panics=None, crashed=True)
    if facts.parity is None or facts.parity.get("panics") is None:
        return not_run(NAME, symbol, "no call was made")
    panics = int(facts.parity["panics"])
    if panics:
        return result(NAME, symbol, "failed", f"{shown(panics, 'call')} panicked", panics=panics, crashed=False)
    return result(NAME, symbol, "passed", panics=0, crashed=False)
