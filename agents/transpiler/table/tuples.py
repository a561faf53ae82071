"""Rows of `tuple`: of any length (`Tup<T>`), and of a fixed length (Rust's own)."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, INT, IterOf, OptOf, RType, T, TupleOf, VarTuple
from agents.transpiler.table.registry import Row, register

_TUPLE = VarTuple(T)
_BOUND = OptOf(INT)
_EQ = ((T, "eq"),)
_ORDER = ((T, "order"),)

register(
    Row("builtins.len", (_TUPLE,), INT, "{0}.len()"),
    Row("builtins.bool", (_TUPLE,), BOOL, "{0}.truth()"),
    Row("builtins.iter", (_TUPLE,), IterOf(T), "{0}.iter()"),
    Row("builtins.reversed", (_TUPLE,), IterOf(T), "{0}.reversed()"),
    Row("builtins.tuple", (_TUPLE,), _TUPLE, "{=0}"),
    Row("builtins.tuple", (IterOf(T),), _TUPLE, "Tup::of({0})?"),
    Row("operator.getitem", (_TUPLE, INT), T, "{0}.get({1})?", raises=("IndexError",)),
    Row("operator.getslice", (_TUPLE, _BOUND, _BOUND), _TUPLE, "{0}.slice({1}, {2})?"),
    Row(
        "operator.getslice3",
        (_TUPLE, _BOUND, _BOUND, _BOUND),
        _TUPLE,
        "{0}.slice_step({1}, {2}, {3})?",
        raises=("ValueError",),
    ),
    Row("operator.add", (_TUPLE, _TUPLE), _TUPLE, "{0}.concat({&1})?"),
    Row("operator.mul", (_TUPLE, INT), _TUPLE, "{0}.repeat({1})?"),
    Row("operator.mul", (INT, _TUPLE), _TUPLE, "{1}.repeat({0})?"),
    Row("operator.contains", (_TUPLE, T), BOOL, "{0}.contains({&1})?", bounds=_EQ),
    Row("operator.eq", (_TUPLE, _TUPLE), BOOL, "{0}.py_eq({&1})?", bounds=_EQ),
    Row("operator.ne", (_TUPLE, _TUPLE), BOOL, "{0}.py_ne({&1})?", bounds=_EQ),
    Row("operator.lt", (_TUPLE, _TUPLE), BOOL, "{0}.py_lt({&1})?", bounds=_ORDER),
    Row("operator.le", (_TUPLE, _TUPLE), BOOL, "{0}.py_le({&1})?", bounds=_ORDER),
    Row("operator.gt", (_TUPLE, _TUPLE), BOOL, "{0}.py_gt({&1})?", bounds=_ORDER),
    Row("operator.ge", (_TUPLE, _TUPLE), BOOL, "{0}.py_ge({&1})?", bounds=_ORDER),
    Row("tuple.index", (_TUPLE, T), INT, "{0}.index({&1})?", raises=("ValueError",), bounds=_EQ),
    Row("tuple.count", (_TUPLE, T), INT, "{0}.count({&1})?", bounds=_EQ),
    spec="tuples",
)

#: One type variable for each item of a tuple of fixed length.
_ITEMS = tuple(RType(f"~{letter}") for letter in "ABCDEFGH")
_LENGTHS = range(1, 9)


def _compared(length: int) -> list[Row]:
    """Comparisons of two tuples of one shape."""
    items = _ITEMS[:length]
    shape = TupleOf(*items)
    eq, order = (tuple((item, ability) for item in items) for ability in ("eq", "order"))
    return [
        Row("operator.eq", (shape, shape), BOOL, "{0}.py_eq({&1})?", bounds=eq),
        Row("operator.ne", (shape, shape), BOOL, "{0}.py_ne({&1})?", bounds=eq),
        *(
            Row(f"operator.{name}", (shape, shape), BOOL, f"{{0}}.py_{name}({{&1}})?", bounds=order)
            for name in ("lt", "le", "gt", "ge")
        ),
    ]


def _uniform(length: int) -> list[Row]:
    """Tuples of a fixed length whose items are all of one type."""
    shape = TupleOf(*[T] * length)
    return [
        Row("builtins.iter", (shape,), IterOf(T), "{0}.iter()"),
        Row("builtins.reversed", (shape,), IterOf(T), "{0}.as_tup().reversed()"),
        Row("operator.getitem", (shape, INT), T, "{0}.as_tup().get({1})?", raises=("IndexError",)),
        Row("operator.getslice", (shape, _BOUND, _BOUND), _TUPLE, "{0}.as_tup().slice({1}, {2})?"),
        Row("operator.contains", (shape, T), BOOL, "{0}.as_tup().contains({&1})?", bounds=_EQ),
        Row("operator.add", (_TUPLE, shape), _TUPLE, "{0}.concat(&{1}.as_tup())?"),
        Row("operator.add", (shape, _TUPLE), _TUPLE, "{0}.as_tup().concat({&1})?"),
        Row("operator.mul", (shape, INT), _TUPLE, "{0}.as_tup().repeat({1})?"),
        Row("operator.eq", (_TUPLE, shape), BOOL, "{0}.py_eq(&{1}.as_tup())?", bounds=_EQ),
        Row("operator.ne", (_TUPLE, shape), BOOL, "{0}.py_ne(&{1}.as_tup())?", bounds=_EQ),
        Row("tuple.index", (shape, T), INT, "{0}.as_tup().index({&1})?", raises=("ValueError",), bounds=_EQ),
        Row("tuple.count", (shape, T), INT, "{0}.as_tup().count({&1})?", bounds=_EQ),
    ]


for _length in _LENGTHS:
    register(
        Row("builtins.len", (TupleOf(*_ITEMS[:_length]),), INT, str(_length)),
        Row("builtins.bool", (TupleOf(*_ITEMS[:_length]),), BOOL, "true"),
        *_compared(_length),
        *_uniform(_length),
        spec="tuples",
    )


_EMPTY = TupleOf()
register(
    Row("builtins.len", (_EMPTY,), INT, "0"),
    Row("builtins.bool", (_EMPTY,), BOOL, "false"),
    Row("operator.eq", (_TUPLE, _EMPTY), BOOL, "{0}.is_empty()"),
    Row("operator.add", (_TUPLE, _EMPTY), _TUPLE, "{=0}"),
    spec="tuples",
)


def _joined(left: int, right: int) -> Row:
    """`a + b` of tuples of fixed lengths."""
    one, other = _ITEMS[:left], _ITEMS[left : left + right]
    return Row("operator.add", (TupleOf(*one), TupleOf(*other)), TupleOf(*one, *other), "{=0}.join({=1})")


register(*(_joined(left, right) for left in _LENGTHS for right in range(1, 9 - left)), spec="tuples")
