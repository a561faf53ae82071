"""Gate `speed`: through the real binding the port is measurably faster, by the configured factor."""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result
from agents.records import GateResult

NAME = "speed"


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Passed where the whole interval lies above the floor, and above what noise can look like."""
    seen = facts.speed
    if seen is None:
        return not_run(NAME, symbol, "its speed was not measured")
    if seen.get("ratio") is None:
        return result(NAME, symbol, "undecided", str(seen.get("message") or "nothing could be measured"))
    ratio, low = float(seen["ratio"]), float(seen["low"])
    figures = {
        "ratio": ratio,
        "low": low,
        "high": float(seen["high"]),
        "python_ns": seen.get("python_ns"),
        "rust_ns": seen.get("native_ns"),
        "source": seen.get("source"),
    }
    # Python against Python in the same rounds: what a difference that isn't there looks like.
    noise = max(1.0, float((seen.get("same") or {}).get("ratio") or 1.0))
    if low >= rules.speed_minimum and low > noise:
        return result(NAME, symbol, "passed", "", figures)
    measured = f"{ratio:.2f}x ({low:.2f}x to {figures['high']:.2f}x)"
    wanted = f"{rules.speed_minimum:.2f}x is required" if low < rules.speed_minimum else "that may be noise"
    return result(NAME, symbol, "failed", f"{measured}; {wanted}", figures)
