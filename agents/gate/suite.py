"""Gate `suite`: the target's own tests do as before with the binding really flipped, and reach the Rust."""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result, shown
from agents.records import GateResult

NAME = "suite"


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed by a test that passed before; undecided where the tests call the symbol but not the Rust."""
    seen = facts.suite
    if seen is None:
        return not_run(NAME, symbol, "the target has no tests that run")
    figures = {"passed": seen.passed, "failed": seen.failed, "native": seen.native, "expected": seen.expected}
    if seen.broken:
        more = f" and {shown(len(seen.broken) - 1, 'other')}" if len(seen.broken) > 1 else ""
        why = f"{seen.broken[0]}{more} passed before and fails now"
        return result(NAME, symbol, "failed", why, figures)
    if seen.expected and not seen.native:
        why = f"the tests call it {shown(seen.expected, 'time')}, but no call was answered natively"
        return result(NAME, symbol, "undecided", why, figures)
    return result(NAME, symbol, "passed", "", figures)
