"""Rows of values whose type stays open.

They deopt unless the objects are exact built-in values, so that no foreign code runs.
"""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, INT, OBJ, STR
from agents.transpiler.table.registry import Row, register

_PAIR = (OBJ, OBJ)
_ANY = ("TypeError",)
_OPERATORS = {
    "add": "add",
    "sub": "sub",
    "mul": "mul",
    "truediv": "truediv",
    "floordiv": "floordiv",
    "mod": "modulo",
    "pow": "pow",
    "lshift": "shl",
    "rshift": "shr",
    "and_": "and",
    "or_": "or",
    "xor": "xor",
}

register(
    *(
        Row(f"operator.{name}", _PAIR, OBJ, f"{{0}}.{rust}({{&1}})?", _ANY)
        for name, rust in _OPERATORS.items()
    ),
    *(
        Row(f"operator.{name}", _PAIR, BOOL, f"{{0}}.{name}({{&1}})?", _ANY)
        for name in ("eq", "ne", "lt", "le", "gt", "ge")
    ),
    *(Row(f"operator.{name}", (OBJ,), OBJ, f"{{0}}.{name}()?", _ANY) for name in ("neg", "pos", "invert")),
    Row("operator.contains", _PAIR, BOOL, "{0}.contains({&1})?", _ANY),
    Row("operator.getitem", _PAIR, OBJ, "{0}.getitem({&1})?", ("IndexError", "KeyError", "TypeError")),
    Row("builtins.abs", (OBJ,), OBJ, "{0}.abs()?", _ANY),
    Row("builtins.bool", (OBJ,), BOOL, "{0}.truth()?"),
    Row("builtins.len", (OBJ,), INT, "{0}.len()?", _ANY),
    Row("builtins.str", (OBJ,), STR, "{0}.str()?"),
    Row("builtins.repr", (OBJ,), STR, "{0}.repr()?"),
    Row("builtins.ascii", (OBJ,), STR, "text::ascii_repr({&0})?"),
    spec="objects",
)
