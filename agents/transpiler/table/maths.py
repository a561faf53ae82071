"""Rows of the module `math`."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, FLOAT, INT, NUM, IterOf, ListOf, RType, TupleOf, VarTuple
from agents.transpiler.table.registry import Row, register

_DOMAIN = ("ValueError",)
_GROWING = ("OverflowError", "ValueError")

#: Functions of one float: Rust, result, exceptions.
_OF_ONE: dict[str, tuple[str, RType, tuple[str, ...]]] = {
    **{
        name: (f"math::{name}({{x}})?", FLOAT, _DOMAIN)
        for name in ("sqrt", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan")
    },
    **{
        name: (f"math::{name}({{x}})?", FLOAT, _DOMAIN)
        for name in ("asinh", "acosh", "atanh", "tanh", "erf", "erfc", "cbrt")
    },
    **{
        name: (f"math::{name}({{x}})?", FLOAT, _GROWING)
        for name in ("exp", "exp2", "expm1", "sinh", "cosh", "gamma", "lgamma")
    },
    "ulp": ("math::ulp({x})?", FLOAT, ()),
    "degrees": ("math::degrees({x})", FLOAT, ()),
    "radians": ("math::radians({x})", FLOAT, ()),
    "fabs": ("{x}.abs()", FLOAT, ()),
    "isnan": ("{x}.is_nan()", BOOL, ()),
    "isinf": ("{x}.is_infinite()", BOOL, ()),
    "isfinite": ("{x}.is_finite()", BOOL, ()),
    "modf": ("math::modf({x})", TupleOf(FLOAT, FLOAT), ()),
    "frexp": ("math::frexp({x})", TupleOf(FLOAT, INT), ()),
}
#: Functions of two floats.
_OF_TWO: dict[str, tuple[str, RType, tuple[str, ...]]] = {
    "log": ("math::log_base({x}, {y})?", FLOAT, ("ValueError", "ZeroDivisionError")),
    "pow": ("math::pow({x}, {y})?", FLOAT, _GROWING),
    "fmod": ("math::fmod({x}, {y})?", FLOAT, _DOMAIN),
    "remainder": ("math::remainder({x}, {y})?", FLOAT, _DOMAIN),
    "atan2": ("math::atan2({x}, {y})", FLOAT, ()),
    "copysign": ("{x}.copysign({y})", FLOAT, ()),
    "hypot": ("math::hypot({x}, {y})", FLOAT, ()),
    "nextafter": ("math::nextafter({x}, {y})?", FLOAT, ()),
    "isclose": ("math::isclose({x}, {y})", BOOL, ()),
}

register(
    *(
        Row(f"math.{name}", (rtype,), result, text.format(x=hole), raises)
        for name, (text, result, raises) in _OF_ONE.items()
        for rtype, hole in ((FLOAT, "{0}"), (NUM, "{0}.to_float()"))
    ),
    *(
        Row(f"math.{name}", (rtype, rtype), result, text.format(x="{0}" + to, y="{1}" + to), raises)
        for name, (text, result, raises) in _OF_TWO.items()
        for rtype, to in ((FLOAT, ""), (NUM, ".to_float()"))
    ),
    Row("math.hypot", (FLOAT,), FLOAT, "{0}.abs()"),
    Row("math.hypot", (FLOAT, FLOAT, FLOAT), FLOAT, "math::hypot3({0}, {1}, {2})"),
    Row("math.ldexp", (FLOAT, INT), FLOAT, "math::ldexp({0}, {1})?", raises=("OverflowError",)),
    spec="maths",
)

register(
    *(
        Row(
            "math.isclose",
            (FLOAT, FLOAT, *[FLOAT] * len(names)),
            BOOL,
            f"math::isclose_within({{0}}, {{1}}, {rel}, {tol})?",
            raises=_DOMAIN,
            keywords=names,
        )
        for names, rel, tol in (
            (("rel_tol",), "{2}", "0.0"),
            (("abs_tol",), "1e-9", "{2}"),
            (("rel_tol", "abs_tol"), "{2}", "{3}"),
        )
    ),
    spec="maths",
)

register(
    *(
        Row(f"math.{name}", (FLOAT,), INT, f"math::{name}({{0}})?", raises=_GROWING)
        for name in ("floor", "ceil", "trunc")
    ),
    *(Row(f"math.{name}", (INT,), INT, "{0}") for name in ("floor", "ceil", "trunc")),
    Row("math.floor", (NUM,), INT, "{0}.floor()?", raises=_GROWING),
    Row("math.ceil", (NUM,), INT, "{0}.ceil()?", raises=_GROWING),
    Row("math.trunc", (NUM,), INT, "{0}.to_int()?", raises=_GROWING),
    Row("math.gcd", (INT,), INT, "int::abs({0})?"),
    Row("math.gcd", (INT, INT), INT, "math::gcd({0}, {1})?"),
    Row("math.gcd", (INT, INT, INT), INT, "math::gcd(math::gcd({0}, {1})?, {2})?"),
    Row("math.lcm", (INT,), INT, "int::abs({0})?"),
    Row("math.lcm", (INT, INT), INT, "math::lcm({0}, {1})?"),
    Row("math.lcm", (INT, INT, INT), INT, "math::lcm(math::lcm({0}, {1})?, {2})?"),
    Row("math.comb", (INT, INT), INT, "math::comb({0}, {1})?", raises=_DOMAIN),
    Row("math.perm", (INT,), INT, "math::factorial({0})?", raises=_DOMAIN),
    Row("math.perm", (INT, INT), INT, "math::perm({0}, {1})?", raises=_DOMAIN),
    Row("math.factorial", (INT,), INT, "math::factorial({0})?", raises=_DOMAIN),
    Row("math.isqrt", (INT,), INT, "math::isqrt({0})?", raises=_DOMAIN),
    spec="math_ints",
)

_FLOATS = (ListOf(FLOAT), VarTuple(FLOAT))
#: Points of as many dimensions.
_POINTS = {2: TupleOf(FLOAT, FLOAT), 3: TupleOf(FLOAT, FLOAT, FLOAT)}

register(
    *(Row("math.fsum", (many,), FLOAT, "math::fsum({0}.iter())?", raises=_GROWING) for many in _FLOATS),
    Row("math.fsum", (IterOf(FLOAT),), FLOAT, "math::fsum({0})?", raises=_GROWING),
    Row("math.prod", (IterOf(INT),), INT, "math::prod_ints({0}, 1)?"),
    Row("math.prod", (IterOf(FLOAT),), NUM, "math::prod_floats({0})?"),
    *(Row("math.prod", (many(INT),), INT, "math::prod_ints({0}.iter(), 1)?") for many in (ListOf, VarTuple)),
    *(Row("math.prod", (many(FLOAT),), NUM, "math::prod_floats({0}.iter())?") for many in (ListOf, VarTuple)),
    Row("math.prod", (ListOf(INT), INT), INT, "math::prod_ints({0}.iter(), {1})?", keywords=("start",)),
    *(
        Row("math.dist", (point, point), FLOAT, "math::dist({&0}, {&1})?", raises=_DOMAIN)
        for point in _FLOATS
    ),
    *(
        Row("math.dist", (point, point), FLOAT, f"math::dist{size}({{0}}, {{1}})")
        for size, point in _POINTS.items()
    ),
    Row("math.pi", (), FLOAT, "math::PI"),
    Row("math.e", (), FLOAT, "math::E"),
    Row("math.tau", (), FLOAT, "math::TAU"),
    Row("math.inf", (), FLOAT, "f64::INFINITY"),
    Row("math.nan", (), FLOAT, "f64::NAN"),
    spec="math_sums",
)
