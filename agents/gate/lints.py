"""Gate `lints`: nothing in the port that rustfmt, rustc or clippy find fault with."""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result
from agents.records import GateResult

NAME = "lints"

#: Findings that say something about the Python, which the port has to follow.
FROM_PYTHON = {
    "clippy::approx_constant": "the Python has that very literal",
    "clippy::excessive_precision": "the literal is as it is written in the Python",
    "clippy::unreadable_literal": "the literal is as it is written in the Python",
    "clippy::eq_op": "the Python compares a value with itself",
    "clippy::neg_multiply": "the Python multiplies by -1",
    "clippy::identity_op": "the Python has that operation",
    "clippy::erasing_op": "the Python has that operation",
    "clippy::too_many_arguments": "the Python function has as many",
    "clippy::many_single_char_names": "the names are those of the Python",
    "clippy::just_underscores_and_digits": "the names are those of the Python",
    "clippy::cognitive_complexity": "the Python is as complex",
    "clippy::nonminimal_bool": "the condition is that of the Python",
    "clippy::overly_complex_bool_expr": "the condition is that of the Python",
    "clippy::if_same_then_else": "the branches are those of the Python",
    "clippy::collapsible_if": "the branches are those of the Python",
    "clippy::collapsible_else_if": "the branches are those of the Python",
    "clippy::manual_range_contains": "the condition is that of the Python",
    "clippy::manual_clamp": "clamp treats NaN otherwise than the Python does",
    "clippy::never_loop": "the loop is that of the Python",
    "clippy::float_cmp": "the Python compares floats",
}


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed with the first finding that is the port's own."""
    if facts.lints is None:
        return not_run(NAME, symbol, "the linters were not run")
    own = [(lint, message) for lint, message in facts.lints if lint not in FROM_PYTHON]
    if own:
        return result(NAME, symbol, "failed", f"{own[0][0]}: {own[0][1]}", {"findings": len(own)})
    return result(NAME, symbol, "passed", "", {"findings": 0})
