"""Rows of values that may be None."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, OptOf, T
from agents.transpiler.table.registry import Row, register

_OPTIONAL = OptOf(T)

register(
    Row("builtins.bool", (_OPTIONAL,), BOOL, "{0}.truth()", bounds=((T, "truth"),)),
    Row("operator.eq", (_OPTIONAL, _OPTIONAL), BOOL, "{0}.py_eq({&1})?", bounds=((T, "eq"),)),
    Row("operator.ne", (_OPTIONAL, _OPTIONAL), BOOL, "!{0}.py_eq({&1})?", bounds=((T, "eq"),)),
    spec="optionals",
)
