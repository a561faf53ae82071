"""Gate `deopts`: the real calls that were captured are nearly all answered natively."""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result
from agents.records import GateResult

NAME = "deopts"


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed where too many calls fall back; not run where no call was captured."""
    seen = facts.deopts
    if seen is None or seen.get("rate") is None:
        return not_run(NAME, symbol, str((seen or {}).get("message") or "no call was captured"))
    rate, calls = float(seen["rate"]), int(seen.get("calls") or 0)
    figures = {"rate": rate, "calls": calls}
    if rate < rules.deopt_maximum:
        return result(NAME, symbol, "passed", "", figures)
    limit = f"{rules.deopt_maximum:.0%} is too many"
    text = f"{rate:.0%} of {calls:,} captured calls fall back to Python; {limit}"
    failed = result(NAME, symbol, "failed", text, figures)
    examples = list(seen.get("examples") or ())
    return failed.model_copy(update={"counterexample": examples[0] if examples else None})
