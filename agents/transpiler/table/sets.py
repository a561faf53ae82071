"""Rows of `set` and `frozenset`: only what does not depend on the order of their members."""

from __future__ import annotations

from agents.transpiler.rtypes import (
    BOOL,
    CHAR,
    INT,
    NONE,
    RANGE,
    STR,
    DictOf,
    FrozenSetOf,
    IterOf,
    K,
    ListOf,
    RType,
    SetOf,
    T,
    V,
    VarTuple,
)
from agents.transpiler.table.registry import Row, register

_SET = SetOf(T)
_FROZEN = FrozenSetOf(T)
_KEY = ((T, "key"),)
_TOTAL = ((T, "total"),)

#: operator, method, method of the runtime, method that takes any iterable.
_ALGEBRA = (
    ("or_", "union", "union", "union_iter"),
    ("and_", "intersection", "intersection", "intersection_iter"),
    ("sub", "difference", "difference", "difference_iter"),
    ("xor", "symmetric_difference", "symmetric_difference", "symmetric_difference_iter"),
)
#: operator, runtime method, whether the operands change places, whether it is a method as well.
_ORDER = (
    ("le", "is_subset", False, "issubset"),
    ("lt", "is_proper_subset", False, ""),
    ("ge", "is_subset", True, "issuperset"),
    ("gt", "is_proper_subset", True, ""),
)


def _both(one: RType, other: RType) -> tuple[str, str]:
    """Operands of a binary operation, as sets of one Rust type."""
    if one == other:
        return "{0}", "{&1}"
    return ("{0}", "&{1}.as_frozen()") if one == _FROZEN else ("{0}", "&{1}.as_set()")


def _algebra(one: RType, other: RType) -> list[Row]:
    left, right = _both(one, other)
    made = [
        Row(f"operator.{op}", (one, other), one, f"{left}.{rust}({right})?") for op, _, rust, _ in _ALGEBRA
    ]
    kind = "set" if one == _SET else "frozenset"
    made += [
        Row(f"{kind}.{method}", (one, other), one, f"{left}.{rust}({right})?")
        for _, method, rust, _ in _ALGEBRA
    ]
    return made


def _order(one: RType, other: RType) -> list[Row]:
    made = []
    kind = "set" if one == _SET else "frozenset"
    left, right = _both(one, other)
    turned = {"{&1}": "{1}", "&{1}.as_set()": "{1}.as_set()", "&{1}.as_frozen()": "{1}.as_frozen()"}[right]
    for op, rust, swapped, method in _ORDER:
        text = f"{turned}.{rust}({left.replace('{0}', '{&0}')})?" if swapped else f"{left}.{rust}({right})?"
        made.append(Row(f"operator.{op}", (one, other), BOOL, text))
        made += [Row(f"{kind}.{method}", (one, other), BOOL, text)] if method else []
    made.append(Row("operator.eq", (one, other), BOOL, f"{left}.py_eq({right})?"))
    made.append(Row("operator.ne", (one, other), BOOL, f"{left}.py_ne({right})?"))
    made.append(Row(f"{kind}.isdisjoint", (one, other), BOOL, f"{left}.is_disjoint({right})?"))
    return made


def _read(kind: str, shape: RType) -> list[Row]:
    """What sets and frozen sets offer alike."""
    items = "{0}.unordered_iter()"
    return [
        Row("builtins.len", (shape,), INT, "{0}.len()"),
        Row("builtins.bool", (shape,), BOOL, "{0}.truth()"),
        Row("operator.contains", (shape, T), BOOL, "{0}.contains({&1})?"),
        Row("builtins.sorted", (shape, BOOL), ListOf(T), f"compare::sorted({items}, {{1}})?", bounds=_TOTAL),
        Row(
            "builtins.min",
            (shape,),
            T,
            f"set::unordered_min({items})?",
            raises=("ValueError",),
            bounds=_TOTAL,
        ),
        Row(
            "builtins.max",
            (shape,),
            T,
            f"set::unordered_max({items})?",
            raises=("ValueError",),
            bounds=_TOTAL,
        ),
        Row(
            "builtins.min",
            (shape, T),
            T,
            f"set::unordered_min_or({items}, {{=1}})?",
            keywords=("default",),
            bounds=_TOTAL,
        ),
        Row(
            "builtins.max",
            (shape, T),
            T,
            f"set::unordered_max_or({items}, {{=1}})?",
            keywords=("default",),
            bounds=_TOTAL,
        ),
        Row("builtins.set", (shape,), _SET, f"Set::of({items})?"),
        *(
            Row(f"{kind}.{method}", (shape, IterOf(T)), shape, f"{{0}}.{rust}({{1}})?", bounds=_KEY)
            for _, method, _, rust in _ALGEBRA
        ),
        *(
            Row(f"{kind}.{method}", (shape, ListOf(T)), shape, f"{{0}}.{rust}({{1}}.iter())?", bounds=_KEY)
            for _, method, _, rust in _ALGEBRA
        ),
    ]


def _ints(shape: RType) -> Row:
    """A sum of ints is the same in every order; where a partial one leaves 64 bits, it deopts."""
    return Row("builtins.sum", (shape,), INT, "sum::ints({0}.unordered_iter(), 0)?")


register(
    *_read("set", _SET),
    *_read("frozenset", _FROZEN),
    _ints(SetOf(INT)),
    _ints(FrozenSetOf(INT)),
    *(
        row
        for one in (_SET, _FROZEN)
        for other in (_SET, _FROZEN)
        for row in (*_algebra(one, other), *_order(one, other))
    ),
    Row("builtins.set", (IterOf(CHAR),), SetOf(STR), "Set::of(iter::texts({0}))?"),
    Row("builtins.set", (IterOf(T),), _SET, "Set::of({0})?", bounds=_KEY),
    Row("builtins.set", (ListOf(T),), _SET, "Set::of({0}.iter())?", bounds=_KEY),
    Row("builtins.set", (VarTuple(T),), _SET, "Set::of({0}.iter())?", bounds=_KEY),
    Row("builtins.set", (DictOf(K, V),), SetOf(K), "Set::of({0}.iter())?"),
    Row("builtins.frozenset", (IterOf(CHAR),), FrozenSetOf(STR), "FrozenSet::of(iter::texts({0}))?"),
    Row("builtins.frozenset", (IterOf(T),), _FROZEN, "FrozenSet::of({0})?", bounds=_KEY),
    Row("builtins.frozenset", (ListOf(T),), _FROZEN, "FrozenSet::of({0}.iter())?", bounds=_KEY),
    Row("builtins.frozenset", (VarTuple(T),), _FROZEN, "FrozenSet::of({0}.iter())?", bounds=_KEY),
    Row("builtins.frozenset", (_SET,), _FROZEN, "FrozenSet::of({0}.unordered_iter())?"),
    Row("builtins.frozenset", (_FROZEN,), _FROZEN, "{=0}"),
    Row("builtins.frozenset", (DictOf(K, V),), FrozenSetOf(K), "FrozenSet::of({0}.iter())?"),
    Row("set.copy", (_SET,), _SET, "{0}.copy()?"),
    Row("frozenset.copy", (_FROZEN,), _FROZEN, "{=0}"),
    spec="sets",
)

register(
    Row("set.add", (_SET, T), NONE, "{0}.add({=1})?", mutates=0),
    Row("set.discard", (_SET, T), NONE, "{0}.discard({&1})?", mutates=0),
    Row("set.remove", (_SET, T), NONE, "{0}.remove({&1})?", raises=("KeyError",), mutates=0),
    Row("set.clear", (_SET,), NONE, "{0}.clear()?", mutates=0),
    Row("set.update", (_SET, _SET), NONE, "{0}.union_update({&1})?", mutates=0),
    Row("set.update", (SetOf(INT), RANGE), NONE, "{0}.update({1}.iter())?", mutates=0),
    Row("set.update", (_SET, IterOf(T)), NONE, "{0}.update({1})?", mutates=0),
    Row("set.update", (_SET, ListOf(T)), NONE, "{0}.update({1}.iter())?", mutates=0),
    Row("operator.ior", (_SET, _SET), NONE, "{0}.union_update({&1})?", mutates=0),
    Row("operator.iand", (_SET, _SET), NONE, "{0}.intersection_update({&1})?", mutates=0),
    Row("operator.isub", (_SET, _SET), NONE, "{0}.difference_update({&1})?", mutates=0),
    Row("operator.ixor", (_SET, _SET), NONE, "{0}.symmetric_difference_update({&1})?", mutates=0),
    Row("set.intersection_update", (_SET, _SET), NONE, "{0}.intersection_update({&1})?", mutates=0),
    Row("set.difference_update", (_SET, _SET), NONE, "{0}.difference_update({&1})?", mutates=0),
    Row(
        "set.symmetric_difference_update",
        (_SET, _SET),
        NONE,
        "{0}.symmetric_difference_update({&1})?",
        mutates=0,
    ),
    spec="set_edits",
)
