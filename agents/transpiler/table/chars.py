"""Rows of single characters: what iterating over a str and indexing it give.

All other methods of str work on a character as on any str.
"""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, CHAR, INT, STR, IterOf
from agents.transpiler.table.registry import Row, register

_PAIR = (CHAR, CHAR)
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

register(
    Row("builtins.ord", (CHAR,), INT, "{0}.ord()"),
    Row("builtins.chr", (INT,), CHAR, "text::chr({0})?", raises=("OverflowError", "ValueError")),
    Row("builtins.len", (CHAR,), INT, "text::one({0})"),
    Row("builtins.bool", (CHAR,), BOOL, "{0}.truth()"),
    Row("builtins.str", (CHAR,), STR, "{0}.text()"),
    Row("builtins.repr", (CHAR,), STR, "format::repr_of({&0})?"),
    Row("builtins.ascii", (CHAR,), STR, "text::ascii_repr({&0})?"),
    Row("builtins.iter", (CHAR,), IterOf(CHAR), "{0}.text().iter()"),
    Row("operator.contains", (STR, CHAR), BOOL, "{0}.contains_char({1})"),
    Row("operator.mul", (CHAR, INT), STR, "{0}.repeat({1})?"),
    Row("operator.add", _PAIR, STR, "concat(&[&{0}.text(), &{1}.text()])"),
    *(Row(f"operator.{name}", _PAIR, BOOL, f"{{0}} {sign} {{1}}") for name, sign in _COMPARISONS.items()),
    *(
        Row(f"operator.{name}", pair, BOOL, f"{{0}} {sign} {{1}}")
        for name, sign in (("eq", "=="), ("ne", "!="))
        for pair in ((STR, CHAR), (CHAR, STR))
    ),
    spec="chars",
)

register(
    *(
        Row(f"char.{name}", (CHAR,), BOOL, f"{{0}}.{name}()")
        for name in (
            "isalpha",
            "isalnum",
            "isdecimal",
            "isdigit",
            "isnumeric",
            "isspace",
            "isprintable",
            "isascii",
            "islower",
            "isupper",
            "istitle",
        )
    ),
    *(
        Row(f"char.{name}", (CHAR,), STR, f"{{0}}.{name}()?")
        for name in ("lower", "upper", "casefold", "swapcase")
    ),
    spec="chars",
)
