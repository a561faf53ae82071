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
    seen = facts.parity or {}
    if seen.get("crashed"):
        return result(NAME, symbol, "failed", str(seen.get("message")), {"panics": None, "crashed": True})
    if seen.get("panics") is None:
        return not_run(NAME, symbol, str(seen.get("message") or "no call was made"))
    panics = int(seen["panics"])
    if panics:
        figures = {"panics": panics, "crashed": False}
        return result(NAME, symbol, "failed", f"{shown(panics, 'call')} panicked", figures)
    return result(NAME, symbol, "passed", "", {"panics": 0, "crashed": False})
