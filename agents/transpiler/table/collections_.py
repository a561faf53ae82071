"""Rows of `itertools`."""

from __future__ import annotations

from agents.transpiler.rtypes import FLOAT, INT, A, B, IterOf, OptOf, RType, T, TupleOf, VarTuple
from agents.transpiler.table.registry import Row, register

_C = RType("~C")
_ITER = IterOf(T)
_BOUND = OptOf(INT)
_MANY = IterOf(VarTuple(T))

register(
    Row("itertools.chain", (_ITER, _ITER), _ITER, "iter::chain({0}, {1})"),
    Row("itertools.chain", (_ITER, _ITER, _ITER), _ITER, "iter::chain(iter::chain({0}, {1}), {2})"),
    Row("itertools.pairwise", (_ITER,), IterOf(TupleOf(T, T)), "iter::pairwise({0})"),
    Row(
        "itertools.islice",
        (_ITER, _BOUND),
        _ITER,
        "iter::islice({0}, None, {1}, None)?",
        raises=("ValueError",),
    ),
    Row(
        "itertools.islice",
        (_ITER, _BOUND, _BOUND),
        _ITER,
        "iter::islice({0}, {1}, {2}, None)?",
        raises=("ValueError",),
    ),
    Row(
        "itertools.islice",
        (_ITER, _BOUND, _BOUND, _BOUND),
        _ITER,
        "iter::islice({0}, {1}, {2}, {3})?",
        raises=("ValueError",),
    ),
    Row("itertools.accumulate", (IterOf(INT),), IterOf(INT), "iter::accumulate({0}, int::add)"),
    Row("itertools.accumulate", (IterOf(FLOAT),), IterOf(FLOAT), "iter::accumulate({0}, |a, b| Ok(a + b))"),
    Row("itertools.repeat", (T, INT), _ITER, "iter::repeat({=0}, {1})"),
    Row("itertools.count", (), IterOf(INT), "iter::count(0, 1)"),
    Row("itertools.count", (INT,), IterOf(INT), "iter::count({0}, 1)"),
    Row("itertools.count", (INT, INT), IterOf(INT), "iter::count({0}, {1})"),
    Row("itertools.cycle", (_ITER,), _ITER, "iter::cycle({0})"),
    Row("itertools.product", (IterOf(A), IterOf(B)), IterOf(TupleOf(A, B)), "iter::product2({0}, {1})?"),
    Row(
        "itertools.product",
        (IterOf(A), IterOf(B), IterOf(_C)),
        IterOf(TupleOf(A, B, _C)),
        "iter::product3({0}, {1}, {2})?",
    ),
    Row(
        "itertools.product",
        (_ITER, INT),
        _MANY,
        "iter::product_repeat({0}, {1})?",
        raises=("ValueError",),
        keywords=("repeat",),
    ),
    Row(
        "itertools.combinations", (_ITER, INT), _MANY, "iter::combinations({0}, {1})?", raises=("ValueError",)
    ),
    Row(
        "itertools.combinations_with_replacement",
        (_ITER, INT),
        _MANY,
        "iter::combinations_with_replacement({0}, {1})?",
        raises=("ValueError",),
    ),
    Row("itertools.permutations", (_ITER,), _MANY, "iter::permutations({0}, None)?"),
    Row(
        "itertools.permutations",
        (_ITER, _BOUND),
        _MANY,
        "iter::permutations({0}, {1})?",
        raises=("ValueError",),
    ),
    Row(
        "itertools.zip_longest",
        (_ITER, _ITER, T),
        IterOf(TupleOf(T, T)),
        "iter::zip_longest({0}, {1}, {=2})",
        keywords=("fillvalue",),
    ),
    spec="itertools_",
)
