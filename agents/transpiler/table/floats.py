"""Rows of `float`, and of ints that meet floats."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, BYTES, FLOAT, INT, STR, RType, TupleOf
from agents.transpiler.table.registry import Row, register

_DIVISION = ("ZeroDivisionError",)
_INTEGRAL = ("OverflowError", "ValueError")
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
#: Operator -> Rust over two floats, exceptions.
_ARITHMETIC: dict[str, tuple[str, tuple[str, ...]]] = {
    "add": ("{a} + {b}", ()),
    "sub": ("{a} - {b}", ()),
    "mul": ("{a} * {b}", ()),
    "truediv": ("float::truediv({a}, {b})?", _DIVISION),
    "floordiv": ("float::floordiv({a}, {b})?", _DIVISION),
    "mod": ("float::modulo({a}, {b})?", _DIVISION),
    "pow": ("float::pow({a}, {b})?", ("OverflowError", "ZeroDivisionError")),
}


def _as_float(rtype: RType, index: int) -> str:
    return f"float({{{index}}})" if rtype == INT else f"{{{index}}}"


def _arithmetic(left: RType, right: RType) -> list[Row]:
    """The operators over two numbers of which one is a float: an int becomes one first."""
    holes = {"a": _as_float(left, 0), "b": _as_float(right, 1)}
    made = [
        Row(f"operator.{name}", (left, right), FLOAT, rust.format(**holes), raises)
        for name, (rust, raises) in _ARITHMETIC.items()
    ]
    power, raises = _ARITHMETIC["pow"]
    pair = "float::divmod({a}, {b})?".format(**holes)
    made.append(Row("builtins.pow", (left, right), FLOAT, power.format(**holes), raises))
    made.append(Row("builtins.divmod", (left, right), TupleOf(FLOAT, FLOAT), pair, _DIVISION))
    return made


register(*_arithmetic(FLOAT, FLOAT), *_arithmetic(INT, FLOAT), *_arithmetic(FLOAT, INT), spec="floats")

register(
    *(
        Row(f"operator.{name}", (FLOAT, FLOAT), BOOL, f"{{0}} {sign} {{1}}")
        for name, sign in _COMPARISONS.items()
    ),
    # An int is compared exactly, not as the float next to it.
    *(Row(f"operator.{name}", (INT, FLOAT), BOOL, f"Num::I({{0}}).{name}({{1}})") for name in _COMPARISONS),
    *(Row(f"operator.{name}", (FLOAT, INT), BOOL, f"Num::F({{0}}).{name}({{1}})") for name in _COMPARISONS),
    Row("operator.neg", (FLOAT,), FLOAT, "-{0}"),
    Row("operator.pos", (FLOAT,), FLOAT, "{0}"),
    spec="floats",
)

register(
    Row("builtins.abs", (FLOAT,), FLOAT, "{0}.abs()"),
    Row("builtins.round", (FLOAT,), INT, "float::round({0})?", raises=_INTEGRAL),
    Row("builtins.round", (FLOAT, INT), FLOAT, "float::round_to({0}, {1})?", raises=("OverflowError",)),
    Row(
        "builtins.round",
        (FLOAT, INT),
        FLOAT,
        "float::round_to({0}, {1})?",
        raises=("OverflowError",),
        keywords=("ndigits",),
    ),
    Row("builtins.bool", (FLOAT,), BOOL, "{0} != 0.0"),
    Row("builtins.int", (FLOAT,), INT, "float::to_int({0})?", raises=_INTEGRAL),
    Row("builtins.float", (), FLOAT, "0.0"),
    Row("builtins.float", (FLOAT,), FLOAT, "{0}"),
    Row("builtins.float", (INT,), FLOAT, "float({0})"),
    Row("builtins.float", (STR,), FLOAT, "float::of_text({&0})?", raises=("ValueError",)),
    Row("builtins.float", (BYTES,), FLOAT, "float::of_bytes({&0})?", raises=("ValueError",)),
    Row("builtins.str", (FLOAT,), STR, "float::text({0})"),
    Row("builtins.repr", (FLOAT,), STR, "float::text({0})"),
    Row("builtins.ascii", (FLOAT,), STR, "float::text({0})"),
    Row("float.is_integer", (FLOAT,), BOOL, "float::is_integer({0})"),
    Row("float.conjugate", (FLOAT,), FLOAT, "{0}"),
    Row("float.hex", (FLOAT,), STR, "float::hex({0})?"),
    Row(
        "float.as_integer_ratio",
        (FLOAT,),
        TupleOf(INT, INT),
        "float::as_integer_ratio({0})?",
        raises=_INTEGRAL,
    ),
    spec="float_methods",
)
