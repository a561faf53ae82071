"""Gate `parity`: the port does what the Python does, on enough calls that it really completed itself."""

from __future__ import annotations

from agents.gate.facts import Facts, Json, Rules
from agents.gate.result import not_run, result, shown
from agents.records import GateResult

NAME = "parity"
#: Figures of the runner that are kept, under the names that the report uses.
FIGURES = ("cases", "native", "raised", "deopts", "mismatches", "undecided", "attempts", "seconds")


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed with the counterexample; undecided where too few calls were native."""
    seen = facts.parity
    if seen is None or seen.get("crashed"):
        return not_run(NAME, symbol, str((seen or {}).get("message") or "no call was made"))
    figures = {name: seen.get(name) for name in FIGURES}
    message = str(seen.get("message") or "")
    if seen.get("status") == "failed":
        failed = result(NAME, symbol, "failed", message, figures)
        return failed.model_copy(update={"counterexample": seen.get("counterexample")})
    if seen.get("nondeterministic"):
        return result(NAME, symbol, "undecided", message, figures)
    cases = int(seen.get("cases") or 0)
    if cases >= enough(seen, rules):
        return result(NAME, symbol, "passed", "" if cases >= rules.cases else message, figures)
    why = message or f"only {shown(cases, 'case')} completed natively"
    return result(NAME, symbol, "undecided", why, figures)


def enough(seen: Json, rules: Rules) -> int:
    """How many cases this run needs to count."""
    attempts, seconds = int(seen.get("attempts") or 0), float(seen.get("seconds") or 0.0)
    slow = attempts > 0 and seconds / attempts >= rules.slow_call
    return min(rules.cases, rules.fewest_slow if slow else rules.fewest)
