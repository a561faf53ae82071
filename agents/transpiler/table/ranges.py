"""Rows of `range`."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, INT, RANGE, IterOf, ListOf, OptOf
from agents.transpiler.table.registry import Row, register

_BOUND = OptOf(INT)

register(
    Row("builtins.range", (INT,), RANGE, "range({0})"),
    Row("builtins.range", (INT, INT), RANGE, "range::between({0}, {1})"),
    Row("builtins.range", (INT, INT, INT), RANGE, "range::stepped({0}, {1}, {2})?", raises=("ValueError",)),
    Row("builtins.len", (RANGE,), INT, "{0}.len()?", raises=("OverflowError",)),
    Row("builtins.bool", (RANGE,), BOOL, "{0}.truth()"),
    Row("builtins.iter", (RANGE,), IterOf(INT), "{0}.iter()"),
    Row("builtins.reversed", (RANGE,), IterOf(INT), "{0}.reversed()"),
    Row("builtins.list", (RANGE,), ListOf(INT), "List::of({0}.iter())?"),
    Row("operator.getitem", (RANGE, INT), INT, "{0}.get({1})?", raises=("IndexError",)),
    Row("operator.getslice", (RANGE, _BOUND, _BOUND), RANGE, "{0}.slice({1}, {2}, 1)?"),
    Row("operator.contains", (RANGE, INT), BOOL, "{0}.contains({1})"),
    Row("operator.eq", (RANGE, RANGE), BOOL, "{0}.equals({1})"),
    Row("operator.ne", (RANGE, RANGE), BOOL, "{0}.differs({1})"),
    Row("range.index", (RANGE, INT), INT, "{0}.index({1})?", raises=("ValueError",)),
    Row("range.count", (RANGE, INT), INT, "{0}.count_of({1})"),
    spec="ranges",
)
