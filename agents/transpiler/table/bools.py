"""Rows of `bool`; in arithmetic a bool is the int that it equals."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, FLOAT, INT, STR
from agents.transpiler.table.registry import Row, register

_PAIR = (BOOL, BOOL)
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

register(
    Row("operator.and_", _PAIR, BOOL, "{0} & {1}"),
    Row("operator.or_", _PAIR, BOOL, "{0} | {1}"),
    Row("operator.xor", _PAIR, BOOL, "{0} ^ {1}"),
    *(Row(f"operator.{name}", _PAIR, BOOL, f"{{0}} {sign} {{1}}") for name, sign in _COMPARISONS.items()),
    Row("builtins.bool", (), BOOL, "false"),
    Row("builtins.bool", (BOOL,), BOOL, "{0}"),
    Row("builtins.int", (BOOL,), INT, "i64::from({0})"),
    Row("builtins.float", (BOOL,), FLOAT, "float(i64::from({0}))"),
    Row("builtins.abs", (BOOL,), INT, "i64::from({0})"),
    Row("builtins.round", (BOOL,), INT, "i64::from({0})"),
    Row("builtins.hex", (BOOL,), STR, "int::hex(i64::from({0}))"),
    Row("builtins.bin", (BOOL,), STR, "int::bin(i64::from({0}))"),
    Row("builtins.str", (BOOL,), STR, "format::str_of({&0})?"),
    Row("builtins.repr", (BOOL,), STR, "format::str_of({&0})?"),
    Row("builtins.ascii", (BOOL,), STR, "format::str_of({&0})?"),
    spec="bools",
)
