"""Rows of builtins over iterables: `sum`, `min`, `sorted`, `zip` and their like."""

from __future__ import annotations

from agents.transpiler.rtypes import (
    BOOL,
    CHAR,
    FLOAT,
    INT,
    NUM,
    STR,
    A,
    B,
    IterOf,
    ListOf,
    RType,
    T,
    TupleOf,
    VarTuple,
)
from agents.transpiler.table.registry import Row, register

_C, _D = RType("~C"), RType("~D")
_ITER = IterOf(T)
_EQ = ((T, "eq"),)
_ORDER = ((T, "order"),)
_TOTAL = ((T, "total"),)
_TRUTH = ((T, "truth"),)

register(
    Row("builtins.iter", (_ITER,), _ITER, "{0}"),
    Row("builtins.list", (IterOf(CHAR),), ListOf(STR), "List::of(iter::texts({0}))?"),
    Row("builtins.list", (_ITER,), ListOf(T), "List::of({0})?"),
    Row("builtins.tuple", (IterOf(CHAR),), VarTuple(STR), "Tup::of(iter::texts({0}))?"),
    Row("builtins.tuple", (ListOf(T),), VarTuple(T), "Tup::of({0}.iter())?"),
    Row("builtins.list", (VarTuple(T),), ListOf(T), "List::of({0}.iter())?"),
    Row("builtins.enumerate", (_ITER,), IterOf(TupleOf(INT, T)), "iter::enumerate({0}, 0)"),
    Row("builtins.enumerate", (_ITER, INT), IterOf(TupleOf(INT, T)), "iter::enumerate({0}, {1})"),
    Row("builtins.zip", (IterOf(A), IterOf(B)), IterOf(TupleOf(A, B)), "iter::zip2({0}, {1})"),
    Row(
        "builtins.zip",
        (IterOf(A), IterOf(B), IterOf(_C)),
        IterOf(TupleOf(A, B, _C)),
        "iter::zip3({0}, {1}, {2})",
    ),
    Row(
        "builtins.zip",
        (IterOf(A), IterOf(B), IterOf(_C), IterOf(_D)),
        IterOf(TupleOf(A, B, _C, _D)),
        "iter::zip4({0}, {1}, {2}, {3})",
    ),
    Row(
        "builtins.zip",
        (IterOf(A), IterOf(B), BOOL),
        IterOf(TupleOf(A, B)),
        "iter::zip_strict({0}, {1}, {2})",
        raises=("ValueError",),
        keywords=("strict",),
    ),
    Row("operator.contains", (_ITER, T), BOOL, "iter::contains({0}, {&1})?", bounds=_EQ),
    Row("builtins.any", (_ITER,), BOOL, "iter::any({0})?", bounds=_TRUTH),
    Row("builtins.all", (_ITER,), BOOL, "iter::all({0})?", bounds=_TRUTH),
    Row("builtins.any", (ListOf(T),), BOOL, "iter::any({0}.iter())?", bounds=_TRUTH),
    Row("builtins.all", (ListOf(T),), BOOL, "iter::all({0}.iter())?", bounds=_TRUTH),
    spec="iteration",
)

register(
    Row("builtins.sum", (IterOf(INT),), INT, "sum::ints({0}, 0)?"),
    Row("builtins.sum", (IterOf(INT), INT), INT, "sum::ints({0}, {1})?"),
    Row("builtins.sum", (IterOf(BOOL),), INT, "sum::bools({0}, 0)?"),
    Row("builtins.sum", (IterOf(BOOL), INT), INT, "sum::bools({0}, {1})?"),
    Row("builtins.sum", (IterOf(FLOAT),), NUM, "sum::floats({0})?"),
    Row("builtins.sum", (IterOf(FLOAT), FLOAT), FLOAT, "sum::floats_from({0}, {1})?"),
    Row("builtins.sum", (IterOf(INT), FLOAT), FLOAT, "sum::ints_from_float({0}, {1})?"),
    Row("builtins.sum", (IterOf(FLOAT), INT), NUM, "sum::floats_from_int({0}, {1})?"),
    Row("builtins.sum", (IterOf(NUM),), NUM, "sum::nums({0}, Num::I(0))?"),
    Row("builtins.sum", (IterOf(NUM), NUM), NUM, "sum::nums({0}, {1})?"),
    Row("builtins.sum", (IterOf(ListOf(T)), ListOf(T)), ListOf(T), "sum::lists({0}, {=1})?"),
    spec="sums",
)

register(
    Row("builtins.sorted", (IterOf(CHAR), BOOL), ListOf(STR), "compare::sorted(iter::texts({0}), {1})?"),
    Row("builtins.sorted", (_ITER, BOOL), ListOf(T), "compare::sorted({0}, {1})?", bounds=_TOTAL),
    Row("builtins.sorted", (ListOf(T), BOOL), ListOf(T), "compare::sorted({0}.iter(), {1})?", bounds=_TOTAL),
    Row("builtins.min", (_ITER,), T, "compare::min({0})?", raises=("ValueError",), bounds=_ORDER),
    Row("builtins.max", (_ITER,), T, "compare::max({0})?", raises=("ValueError",), bounds=_ORDER),
    Row("builtins.min", (_ITER, T), T, "compare::min_or({0}, {=1})?", keywords=("default",), bounds=_ORDER),
    Row("builtins.max", (_ITER, T), T, "compare::max_or({0}, {=1})?", keywords=("default",), bounds=_ORDER),
    Row("builtins.min", (ListOf(T),), T, "compare::min({0}.iter())?", raises=("ValueError",), bounds=_ORDER),
    Row("builtins.max", (ListOf(T),), T, "compare::max({0}.iter())?", raises=("ValueError",), bounds=_ORDER),
    Row("builtins.min", (T, T), T, "compare::min2({=0}, {=1})?", bounds=_ORDER),
    Row("builtins.max", (T, T), T, "compare::max2({=0}, {=1})?", bounds=_ORDER),
    spec="extremes",
)
