"""Rows of `bytes`."""

from __future__ import annotations

from agents.transpiler.rtypes import (
    BOOL,
    BYTES,
    INT,
    NONE,
    STR,
    IterOf,
    ListOf,
    OptOf,
    RType,
    VarTuple,
)
from agents.transpiler.table.registry import Row, register

_VALUE = ("ValueError",)
_BOUND = OptOf(INT)
_PAIR = (BYTES, BYTES)
_DECODING = ("UnicodeDecodeError",)
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

register(
    Row("builtins.len", (BYTES,), INT, "{0}.len()"),
    Row("builtins.bool", (BYTES,), BOOL, "!{0}.is_empty()"),
    Row("builtins.iter", (BYTES,), IterOf(INT), "{0}.iter()"),
    Row("builtins.reversed", (BYTES,), IterOf(INT), "{0}.reversed()"),
    Row("builtins.repr", (BYTES,), STR, "format::repr_of({&0})?"),
    Row("builtins.str", (BYTES,), STR, "format::str_of({&0})?"),
    Row("builtins.bytes", (), BYTES, "Bytes::empty()"),
    Row("builtins.bytes", (BYTES,), BYTES, "{=0}"),
    Row("builtins.bytes", (INT,), BYTES, "Bytes::zeros({0})?", raises=_VALUE),
    Row("builtins.bytes", (IterOf(INT),), BYTES, "Bytes::of_values({0})?", raises=_VALUE),
    *(
        Row("builtins.bytes", (many,), BYTES, "Bytes::of_values({0}.iter())?", _VALUE)
        for many in (ListOf(INT), VarTuple(INT))
    ),
    Row(
        "builtins.bytes",
        (STR, STR),
        BYTES,
        '{0}.encode({&1}, &lit!("strict"))?',
        raises=("UnicodeEncodeError",),
    ),
    Row("builtins.str", (BYTES, STR), STR, '{0}.decode({&1}, &lit!("strict"))?', raises=_DECODING),
    Row("operator.getitem", (BYTES, INT), INT, "{0}.get({1})?", raises=("IndexError",)),
    Row("operator.getslice", (BYTES, _BOUND, _BOUND), BYTES, "{0}.cut({1}, {2})"),
    Row(
        "operator.getslice3",
        (BYTES, _BOUND, _BOUND, _BOUND),
        BYTES,
        "{0}.cut_step({1}, {2}, {3})?",
        raises=_VALUE,
    ),
    Row("operator.add", _PAIR, BYTES, "{0}.concat({&1})"),
    Row("operator.iadd", _PAIR, NONE, "{0}.push({&1})", mutates=0),
    Row("operator.mul", (BYTES, INT), BYTES, "{0}.repeat({1})?"),
    Row("operator.contains", _PAIR, BOOL, "{0}.contains({&1})"),
    Row("operator.contains", (BYTES, INT), BOOL, "{0}.contains_value({1})?", raises=_VALUE),
    *(Row(f"operator.{name}", _PAIR, BOOL, f"{{0}} {sign} {{1}}") for name, sign in _COMPARISONS.items()),
    spec="bytestrings",
)


def _searching(name: str, result: RType, mark: str = "", raises: tuple[str, ...] = ()) -> list[Row]:
    """A method that takes bytes and optional bounds."""
    full = f"bytes.{name}"
    return [
        Row(full, _PAIR, result, f"{{0}}.{name}({{&1}}, None, None){mark}", raises),
        Row(full, (*_PAIR, _BOUND), result, f"{{0}}.{name}({{&1}}, {{2}}, None){mark}", raises),
        Row(full, (*_PAIR, _BOUND, _BOUND), result, f"{{0}}.{name}({{&1}}, {{2}}, {{3}}){mark}", raises),
    ]


_SIDES = {"strip": "true, true", "lstrip": "true, false", "rstrip": "false, true"}

register(
    *_searching("find", INT),
    *_searching("rfind", INT),
    *_searching("index", INT, "?", _VALUE),
    *_searching("count", INT),
    *_searching("startswith", BOOL),
    *_searching("endswith", BOOL),
    Row("bytes.split", (BYTES,), ListOf(BYTES), "{0}.split()"),
    Row("bytes.split", _PAIR, ListOf(BYTES), "{0}.split_at({&1}, -1)?", raises=_VALUE),
    Row("bytes.split", (*_PAIR, INT), ListOf(BYTES), "{0}.split_at({&1}, {2})?", raises=_VALUE),
    Row("bytes.join", (BYTES, ListOf(BYTES)), BYTES, "{0}.join({1}.iter())?"),
    Row("bytes.join", (BYTES, VarTuple(BYTES)), BYTES, "{0}.join({1}.iter())?"),
    Row("bytes.join", (BYTES, IterOf(BYTES)), BYTES, "{0}.join({1})?"),
    *(
        Row(f"bytes.{name}", (BYTES,), BYTES, f"{{0}}.stripped({sides}, None)")
        for name, sides in _SIDES.items()
    ),
    *(
        Row(f"bytes.{name}", _PAIR, BYTES, f"{{0}}.stripped({sides}, Some({{&1}}))")
        for name, sides in _SIDES.items()
    ),
    Row("bytes.replace", (BYTES, BYTES, BYTES), BYTES, "{0}.replace({&1}, {&2})?"),
    Row("bytes.lower", (BYTES,), BYTES, "{0}.lower()"),
    Row("bytes.upper", (BYTES,), BYTES, "{0}.upper()"),
    Row("bytes.translate", _PAIR, BYTES, "{0}.translate({&1})?", raises=_VALUE),
    Row("bytes.hex", (BYTES,), STR, "{0}.hex()"),
    Row("bytes.fromhex", (STR,), BYTES, "Bytes::fromhex({&0})?", raises=_VALUE),
    Row("bytes.decode", (BYTES,), STR, "{0}.decode_utf8()?", raises=_DECODING),
    *(
        Row(
            "bytes.decode", (BYTES, STR), STR, '{0}.decode({&1}, &lit!("strict"))?', _DECODING, keywords=names
        )
        for names in ((), ("encoding",))
    ),
    *(
        Row("bytes.decode", (BYTES, STR, STR), STR, "{0}.decode({&1}, {&2})?", _DECODING, keywords=names)
        for names in ((), ("errors",), ("encoding", "errors"))
    ),
    spec="bytes_methods",
)
