"""Rows of `list`."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, INT, NONE, RANGE, IterOf, ListOf, OptOf, T, VarTuple
from agents.transpiler.table.registry import Row, register

_LIST = ListOf(T)
_BOUND = OptOf(INT)
_EQ = ((T, "eq"),)
_ORDER = ((T, "order"),)
_TOTAL = ((T, "total"),)

register(
    Row("builtins.len", (_LIST,), INT, "{0}.len()"),
    Row("builtins.bool", (_LIST,), BOOL, "{0}.truth()"),
    Row("builtins.iter", (_LIST,), IterOf(T), "{0}.iter()"),
    Row("builtins.reversed", (_LIST,), IterOf(T), "{0}.reversed()"),
    Row("builtins.list", (_LIST,), _LIST, "{0}.copy()?"),
    Row("operator.getitem", (_LIST, INT), T, "{0}.get({1})?", raises=("IndexError",)),
    Row("operator.getslice", (_LIST, _BOUND, _BOUND), _LIST, "{0}.slice({1}, {2})?"),
    Row(
        "operator.getslice3",
        (_LIST, _BOUND, _BOUND, _BOUND),
        _LIST,
        "{0}.slice_step({1}, {2}, {3})?",
        raises=("ValueError",),
    ),
    Row("operator.add", (_LIST, _LIST), _LIST, "{0}.concat({&1})?"),
    Row("operator.mul", (_LIST, INT), _LIST, "{0}.repeat({1})?"),
    Row("operator.mul", (INT, _LIST), _LIST, "{1}.repeat({0})?"),
    spec="lists",
)

register(
    Row("operator.contains", (_LIST, T), BOOL, "{0}.contains({&1})?", bounds=_EQ),
    Row("operator.eq", (_LIST, _LIST), BOOL, "{0}.py_eq({&1})?", bounds=_EQ),
    Row("operator.ne", (_LIST, _LIST), BOOL, "{0}.py_ne({&1})?", bounds=_EQ),
    Row("operator.lt", (_LIST, _LIST), BOOL, "{0}.py_lt({&1})?", bounds=_ORDER),
    Row("operator.le", (_LIST, _LIST), BOOL, "{0}.py_le({&1})?", bounds=_ORDER),
    Row("operator.gt", (_LIST, _LIST), BOOL, "{0}.py_gt({&1})?", bounds=_ORDER),
    Row("operator.ge", (_LIST, _LIST), BOOL, "{0}.py_ge({&1})?", bounds=_ORDER),
    Row("list.index", (_LIST, T), INT, "{0}.index({&1})?", raises=("ValueError",), bounds=_EQ),
    Row(
        "list.index",
        (_LIST, T, INT),
        INT,
        "{0}.index_within({&1}, {2}, i64::MAX)?",
        raises=("ValueError",),
        bounds=_EQ,
    ),
    Row(
        "list.index",
        (_LIST, T, INT, INT),
        INT,
        "{0}.index_within({&1}, {2}, {3})?",
        raises=("ValueError",),
        bounds=_EQ,
    ),
    Row("list.count", (_LIST, T), INT, "{0}.count({&1})?", bounds=_EQ),
    Row("list.copy", (_LIST,), _LIST, "{0}.copy()?"),
    spec="lists",
)

register(
    Row("operator.setitem", (_LIST, INT, T), NONE, "{0}.set({1}, {=2})?", raises=("IndexError",), mutates=0),
    Row("operator.delitem", (_LIST, INT), NONE, "{0}.del({1})?", raises=("IndexError",), mutates=0),
    Row(
        "operator.setslice", (_LIST, _BOUND, _BOUND, _LIST), NONE, "{0}.set_slice({1}, {2}, {&3})?", mutates=0
    ),
    Row(
        "operator.setslice",
        (_LIST, _BOUND, _BOUND, VarTuple(T)),
        NONE,
        "{0}.set_slice_tup({1}, {2}, {&3})?",
        mutates=0,
    ),
    Row(
        "operator.setslice3",
        (_LIST, _BOUND, _BOUND, _BOUND, _LIST),
        NONE,
        "{0}.set_slice_step({1}, {2}, {3}, {&4})?",
        raises=("ValueError",),
        mutates=0,
    ),
    Row("operator.delslice", (_LIST, _BOUND, _BOUND), NONE, "{0}.del_slice({1}, {2})?", mutates=0),
    Row(
        "operator.delslice3",
        (_LIST, _BOUND, _BOUND, _BOUND),
        NONE,
        "{0}.del_slice_step({1}, {2}, {3})?",
        raises=("ValueError",),
        mutates=0,
    ),
    Row("operator.iadd", (_LIST, _LIST), NONE, "{0}.extend_list({&1})?", mutates=0),
    Row("operator.iadd", (_LIST, VarTuple(T)), NONE, "{0}.extend({1}.iter())?", mutates=0),
    Row("operator.iadd", (_LIST, IterOf(T)), NONE, "{0}.extend({1})?", mutates=0),
    Row("operator.imul", (_LIST, INT), NONE, "{0}.repeat_in_place({1})?", mutates=0),
    Row("list.append", (_LIST, T), NONE, "{0}.push({=1})?", mutates=0),
    Row("list.extend", (_LIST, _LIST), NONE, "{0}.extend_list({&1})?", mutates=0),
    Row("list.extend", (_LIST, VarTuple(T)), NONE, "{0}.extend({1}.iter())?", mutates=0),
    Row("list.extend", (ListOf(INT), RANGE), NONE, "{0}.extend({1}.iter())?", mutates=0),
    Row("list.extend", (_LIST, IterOf(T)), NONE, "{0}.extend({1})?", mutates=0),
    Row("list.insert", (_LIST, INT, T), NONE, "{0}.insert({1}, {=2})?", mutates=0),
    Row("list.pop", (_LIST,), T, "{0}.pop()?", raises=("IndexError",), mutates=0),
    Row("list.pop", (_LIST, INT), T, "{0}.pop_at({1})?", raises=("IndexError",), mutates=0),
    Row("list.remove", (_LIST, T), NONE, "{0}.remove({&1})?", raises=("ValueError",), mutates=0, bounds=_EQ),
    Row("list.clear", (_LIST,), NONE, "{0}.clear()?", mutates=0),
    Row("list.reverse", (_LIST,), NONE, "{0}.reverse()?", mutates=0),
    Row("list.sort", (_LIST,), NONE, "{0}.sort(false)?", mutates=0, bounds=_TOTAL),
    Row("list.sort", (_LIST, BOOL), NONE, "{0}.sort({1})?", mutates=0, bounds=_TOTAL),
    spec="list_edits",
)

register(
    Row("bisect.bisect_left", (_LIST, T), INT, "bisect::bisect_left({&0}, {&1}, 0, None)?", bounds=_ORDER),
    Row("bisect.bisect_right", (_LIST, T), INT, "bisect::bisect_right({&0}, {&1}, 0, None)?", bounds=_ORDER),
    Row("bisect.bisect", (_LIST, T), INT, "bisect::bisect_right({&0}, {&1}, 0, None)?", bounds=_ORDER),
    *(
        Row(
            f"bisect.{name}",
            (_LIST, T, INT, *rest),
            INT,
            f"bisect::{rust}({{&0}}, {{&1}}, {{2}}, {'{3}' if rest else 'None'})?",
            raises=("ValueError", "IndexError"),
            bounds=_ORDER,
        )
        for name, rust in (
            ("bisect_left", "bisect_left"),
            ("bisect_right", "bisect_right"),
            ("bisect", "bisect_right"),
        )
        for rest in ((), (_BOUND,))
    ),
    Row(
        "bisect.insort_left", (_LIST, T), NONE, "bisect::insort({&0}, {=1}, false)?", mutates=0, bounds=_ORDER
    ),
    Row(
        "bisect.insort_right", (_LIST, T), NONE, "bisect::insort({&0}, {=1}, true)?", mutates=0, bounds=_ORDER
    ),
    Row("bisect.insort", (_LIST, T), NONE, "bisect::insort({&0}, {=1}, true)?", mutates=0, bounds=_ORDER),
    Row("heapq.heappush", (_LIST, T), NONE, "heapq::heappush({&0}, {=1})?", mutates=0, bounds=_ORDER),
    Row(
        "heapq.heappop",
        (_LIST,),
        T,
        "heapq::heappop({&0})?",
        raises=("IndexError",),
        mutates=0,
        bounds=_ORDER,
    ),
    Row("heapq.heapify", (_LIST,), NONE, "heapq::heapify({&0})?", mutates=0, bounds=_ORDER),
    Row(
        "heapq.heapreplace",
        (_LIST, T),
        T,
        "heapq::heapreplace({&0}, {=1})?",
        raises=("IndexError",),
        mutates=0,
        bounds=_ORDER,
    ),
    Row("heapq.heappushpop", (_LIST, T), T, "heapq::heappushpop({&0}, {=1})?", mutates=0, bounds=_ORDER),
    spec="heaps",
)
