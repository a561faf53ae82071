"""Rows of `int`: results that leave 64 bits deopt."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, BYTES, FLOAT, INT, STR, TupleOf
from agents.transpiler.table.registry import Row, register

_DIVISION = ("ZeroDivisionError",)
_VALUE = ("ValueError",)
_PAIR = (INT, INT)
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

register(
    Row("operator.add", _PAIR, INT, "int::add({0}, {1})?"),
    Row("operator.sub", _PAIR, INT, "int::sub({0}, {1})?"),
    Row("operator.mul", _PAIR, INT, "int::mul({0}, {1})?"),
    Row("operator.truediv", _PAIR, FLOAT, "int::truediv({0}, {1})?", raises=_DIVISION),
    Row("operator.floordiv", _PAIR, INT, "int::floordiv({0}, {1})?", raises=_DIVISION),
    Row("operator.mod", _PAIR, INT, "int::modulo({0}, {1})?", raises=_DIVISION),
    Row("operator.pow", _PAIR, INT, "int::pow({0}, {1})?"),
    Row("operator.lshift", _PAIR, INT, "int::shl({0}, {1})?", raises=_VALUE),
    Row("operator.rshift", _PAIR, INT, "int::shr({0}, {1})?", raises=_VALUE),
    Row("operator.and_", _PAIR, INT, "{0} & {1}"),
    Row("operator.or_", _PAIR, INT, "{0} | {1}"),
    Row("operator.xor", _PAIR, INT, "{0} ^ {1}"),
    Row("operator.neg", (INT,), INT, "int::neg({0})?"),
    Row("operator.pos", (INT,), INT, "{0}"),
    Row("operator.invert", (INT,), INT, "!{0}"),
    *(Row(f"operator.{name}", _PAIR, BOOL, f"{{0}} {sign} {{1}}") for name, sign in _COMPARISONS.items()),
    spec="ints",
)

register(
    Row("builtins.abs", (INT,), INT, "int::abs({0})?"),
    Row("builtins.divmod", _PAIR, TupleOf(INT, INT), "int::divmod({0}, {1})?", raises=_DIVISION),
    Row("builtins.pow", _PAIR, INT, "int::pow({0}, {1})?"),
    Row("builtins.pow", (INT, INT, INT), INT, "int::pow_mod({0}, {1}, {2})?", raises=_VALUE),
    Row("builtins.round", (INT,), INT, "{0}"),
    Row("builtins.round", _PAIR, INT, "int::round_to({0}, {1})?"),
    Row("builtins.round", _PAIR, INT, "int::round_to({0}, {1})?", keywords=("ndigits",)),
    Row("builtins.bool", (INT,), BOOL, "{0} != 0"),
    Row("builtins.int", (), INT, "0"),
    Row("builtins.int", (INT,), INT, "{0}"),
    Row("builtins.str", (INT,), STR, "int::text({0})"),
    Row("builtins.repr", (INT,), STR, "int::text({0})"),
    Row("builtins.ascii", (INT,), STR, "int::text({0})"),
    Row("builtins.hex", (INT,), STR, "int::hex({0})"),
    Row("builtins.oct", (INT,), STR, "int::oct({0})"),
    Row("builtins.bin", (INT,), STR, "int::bin({0})"),
    spec="ints",
)

_OF_BASE = "int::of_text_base({&0}, {1})?"

register(
    Row("builtins.int", (STR,), INT, "int::of_text({&0})?", raises=_VALUE),
    Row("builtins.int", (STR, INT), INT, _OF_BASE, raises=_VALUE),
    Row("builtins.int", (STR, INT), INT, _OF_BASE, raises=_VALUE, keywords=("base",)),
    Row("builtins.int", (BYTES,), INT, "int::of_bytes({&0})?", raises=_VALUE),
    spec="int_parsing",
)

_TO_BYTES = "int::to_bytes({0}, {1}, {&2}, %s)?"
_FROM_BYTES = "int::from_bytes({&0}, {&1}, %s)?"
_RANGE = ("OverflowError", "ValueError")

register(
    Row("int.bit_length", (INT,), INT, "int::bit_length({0})"),
    Row("int.bit_count", (INT,), INT, "int::bit_count({0})"),
    Row("int.conjugate", (INT,), INT, "{0}"),
    Row("int.as_integer_ratio", (INT,), TupleOf(INT, INT), "({0}, 1)"),
    Row("int.to_bytes", (INT, INT, STR), BYTES, _TO_BYTES % "false", raises=_RANGE),
    Row("int.to_bytes", (INT, INT, STR), BYTES, _TO_BYTES % "false", raises=_RANGE, keywords=("byteorder",)),
    Row("int.to_bytes", (INT, INT, STR, BOOL), BYTES, _TO_BYTES % "{3}", raises=_RANGE, keywords=("signed",)),
    Row("int.from_bytes", (BYTES, STR), INT, _FROM_BYTES % "false", raises=_VALUE),
    Row("int.from_bytes", (BYTES, STR), INT, _FROM_BYTES % "false", raises=_VALUE, keywords=("byteorder",)),
    Row("int.from_bytes", (BYTES, STR, BOOL), INT, _FROM_BYTES % "{2}", raises=_VALUE, keywords=("signed",)),
    spec="int_bits",
)
