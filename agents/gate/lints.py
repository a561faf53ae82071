"""Gate `lints`: nothing in the port that rustc or clippy take for wrong or suspicious.

Findings on style are counted, but refuse no port: it is right all the same.
"""

from __future__ import annotations

from agents.gate.facts import Facts, Rules
from agents.gate.result import not_run, result
from agents.records import GateResult

NAME = "lints"

#: Level of findings that say that code is likely to be wrong; see Toolchain.clippy.
SERIOUS = "error"

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
#: The same for all findings whose names begin like this.
FROM_PYTHON_PREFIXES = ("clippy::doc_",)


def judge(symbol: str, facts: Facts, rules: Rules) -> GateResult:
    """Failed with the first finding that is the port's own."""
    if facts.lints is None:
        return not_run(NAME, symbol, "the linters were not run")
    own = [each for each in facts.lints if not _is_from_python(each[1])]
    figures = {"findings": len(own)}
    serious = [each for each in own if each[0] == SERIOUS]
    if serious:
        return result(NAME, symbol, "failed", f"{serious[0][1]}: {serious[0][2]}", figures)
    return result(NAME, symbol, "passed", f"{own[0][1]}: {own[0][2]}" if own else "", figures)


def _is_from_python(lint: str) -> bool:
    return lint in FROM_PYTHON or lint.startswith(FROM_PYTHON_PREFIXES)
