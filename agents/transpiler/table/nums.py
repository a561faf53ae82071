"""Rows of numbers of which only the run tells whether they are ints or floats."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, FLOAT, INT, NUM, STR, RType, TupleOf
from agents.transpiler.table.registry import Row, register

_DIVISION = ("ZeroDivisionError",)
_INTEGRAL = ("OverflowError", "ValueError")
_POWER = ("OverflowError", "ZeroDivisionError")
#: Operator -> Rust method, result, exceptions.
_ARITHMETIC: dict[str, tuple[str, RType, tuple[str, ...]]] = {
    "add": ("add", NUM, ()),
    "sub": ("sub", NUM, ()),
    "mul": ("mul", NUM, ()),
    "truediv": ("truediv", FLOAT, _DIVISION),
    "floordiv": ("floordiv", NUM, _DIVISION),
    "mod": ("modulo", NUM, _DIVISION),
    "pow": ("pow", NUM, _POWER),
}
#: Operators whose result is a float where one operand is: Rust over two floats, exceptions.
_BESIDE_FLOATS: dict[str, tuple[str, tuple[str, ...]]] = {
    "add": ("{a} + {b}", ()),
    "sub": ("{a} - {b}", ()),
    "mul": ("{a} * {b}", ()),
    "truediv": ("float::truediv({a}, {b})?", _DIVISION),
    "floordiv": ("float::floordiv({a}, {b})?", _DIVISION),
    "mod": ("float::modulo({a}, {b})?", _DIVISION),
    "pow": ("float::pow({a}, {b})?", _POWER),
}

register(
    *(
        Row(f"operator.{name}", (NUM, NUM), result, f"{{0}}.{rust}({{1}})?", raises)
        for name, (rust, result, raises) in _ARITHMETIC.items()
    ),
    *(
        Row(f"operator.{name}", (NUM, FLOAT), FLOAT, text.format(a="{0}.to_float()", b="{1}"), raises)
        for name, (text, raises) in _BESIDE_FLOATS.items()
    ),
    *(
        Row(f"operator.{name}", (FLOAT, NUM), FLOAT, text.format(a="{0}", b="{1}.to_float()"), raises)
        for name, (text, raises) in _BESIDE_FLOATS.items()
    ),
    *(
        Row(f"operator.{name}", (NUM, NUM), BOOL, f"{{0}}.{name}({{1}})")
        for name in ("eq", "ne", "lt", "le", "gt", "ge")
    ),
    Row("operator.neg", (NUM,), NUM, "{0}.neg()?"),
    Row("operator.pos", (NUM,), NUM, "{0}"),
    spec="nums",
)

register(
    Row("builtins.abs", (NUM,), NUM, "{0}.abs()?"),
    Row("builtins.round", (NUM,), INT, "{0}.round()?", raises=_INTEGRAL),
    Row("builtins.round", (NUM, INT), NUM, "{0}.round_to({1})?", raises=("OverflowError",)),
    Row("builtins.round", (NUM, INT), NUM, "{0}.round_to({1})?", ("OverflowError",), keywords=("ndigits",)),
    Row("builtins.bool", (NUM,), BOOL, "{0}.truth()"),
    Row("builtins.int", (NUM,), INT, "{0}.to_int()?", raises=_INTEGRAL),
    Row("builtins.float", (NUM,), FLOAT, "{0}.to_float()"),
    Row("builtins.str", (NUM,), STR, "format::str_of({&0})?"),
    Row("builtins.repr", (NUM,), STR, "format::str_of({&0})?"),
    Row("builtins.ascii", (NUM,), STR, "format::str_of({&0})?"),
    Row("builtins.divmod", (NUM, NUM), TupleOf(NUM, NUM), "{0}.divmod({1})?", raises=_DIVISION),
    Row("builtins.pow", (NUM, NUM), NUM, "{0}.pow({1})?", raises=_POWER),
    spec="nums",
)
