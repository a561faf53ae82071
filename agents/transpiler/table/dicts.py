"""Rows of `dict`."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, INT, NONE, DictOf, IterOf, K, ListOf, OptOf, TupleOf, V
from agents.transpiler.table.registry import Row, register

_DICT = DictOf(K, V)
_MAYBE = DictOf(K, OptOf(V))
_PAIR = TupleOf(K, V)
_KEY = ((K, "key"),)
_EQ = ((K, "key"), (V, "eq"))

register(
    Row("builtins.len", (_DICT,), INT, "{0}.len()"),
    Row("builtins.bool", (_DICT,), BOOL, "{0}.truth()"),
    Row("builtins.iter", (_DICT,), IterOf(K), "{0}.iter()", raises=("RuntimeError",)),
    Row("builtins.reversed", (_DICT,), IterOf(K), "{0}.reversed()", raises=("RuntimeError",)),
    Row("builtins.list", (_DICT,), ListOf(K), "List::of({0}.iter())?"),
    Row("builtins.dict", (_DICT,), _DICT, "{0}.copy()?"),
    Row("builtins.dict", (IterOf(_PAIR),), _DICT, "Dict::of({0})?", bounds=_KEY),
    Row("builtins.dict", (ListOf(_PAIR),), _DICT, "Dict::of({0}.iter())?", bounds=_KEY),
    Row("operator.getitem", (_DICT, K), V, "{0}.get({&1})?", raises=("KeyError",)),
    Row("operator.contains", (_DICT, K), BOOL, "{0}.contains({&1})?"),
    Row("operator.eq", (_DICT, _DICT), BOOL, "{0}.py_eq({&1})?", bounds=_EQ),
    Row("operator.ne", (_DICT, _DICT), BOOL, "{0}.py_ne({&1})?", bounds=_EQ),
    Row("operator.or_", (_DICT, _DICT), _DICT, "{0}.union({&1})?"),
    Row("dict.get", (_MAYBE, K), OptOf(V), "{0}.get_flat({&1})?"),
    Row("dict.get", (_DICT, K), OptOf(V), "{0}.get_opt({&1})?"),
    Row("dict.get", (_MAYBE, K, NONE), OptOf(V), "{0}.get_flat({&1})?"),
    Row("dict.get", (_DICT, K, NONE), OptOf(V), "{0}.get_opt({&1})?"),
    Row("dict.get", (_DICT, K, V), V, "{0}.get_or({&1}, {=2})?"),
    Row("dict.keys", (_DICT,), IterOf(K), "{0}.iter()", raises=("RuntimeError",)),
    Row("dict.values", (_DICT,), IterOf(V), "{0}.values()", raises=("RuntimeError",)),
    Row("dict.items", (_DICT,), IterOf(_PAIR), "{0}.items()", raises=("RuntimeError",)),
    Row("dict.copy", (_DICT,), _DICT, "{0}.copy()?"),
    spec="dicts",
)

register(
    Row("operator.setitem", (_DICT, K, V), NONE, "{0}.set({=1}, {=2})?", mutates=0),
    Row("operator.delitem", (_DICT, K), NONE, "{0}.del({&1})?", raises=("KeyError",), mutates=0),
    Row("operator.ior", (_DICT, _DICT), NONE, "{0}.update({&1})?", mutates=0),
    Row("dict.setdefault", (_DICT, K, V), V, "{0}.setdefault({=1}, {=2})?", mutates=0),
    Row("dict.pop", (_DICT, K), V, "{0}.pop({&1})?", raises=("KeyError",), mutates=0),
    Row("dict.pop", (_MAYBE, K, NONE), OptOf(V), "{0}.pop_flat({&1})?", mutates=0),
    Row("dict.pop", (_DICT, K, NONE), OptOf(V), "{0}.pop_opt({&1})?", mutates=0),
    Row("dict.pop", (_DICT, K, V), V, "{0}.pop_or({&1}, {=2})?", mutates=0),
    Row("dict.popitem", (_DICT,), _PAIR, "{0}.popitem()?", raises=("KeyError",), mutates=0),
    Row("dict.update", (_DICT, _DICT), NONE, "{0}.update({&1})?", mutates=0),
    Row("dict.update", (_DICT, IterOf(_PAIR)), NONE, "{0}.extend({1})?", mutates=0),
    Row("dict.update", (_DICT, ListOf(_PAIR)), NONE, "{0}.extend({1}.iter())?", mutates=0),
    Row("dict.clear", (_DICT,), NONE, "{0}.clear()?", mutates=0),
    spec="dict_edits",
)
