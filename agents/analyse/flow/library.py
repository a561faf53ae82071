"""Calls of functions and methods that have a row."""

from __future__ import annotations

import ast

from agents.analyse.facts.table import Fact
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.items import ITERATORS, result_value
from agents.analyse.flow.operators import show
from agents.analyse.flow.order import call_method, items_of
from agents.analyse.values import (
    ANY,
    BOTTOM,
    UNORDERED,
    Types,
    Value,
    deep,
    has,
    join,
    only,
    reach,
)

#: Special methods of the target's classes that a builtin reaches.
_REACHES = {
    "builtins.len": ("__len__",),
    "builtins.bool": ("__bool__", "__len__"),
    "builtins.int": ("__int__", "__index__", "__trunc__"),
    "builtins.float": ("__float__", "__index__"),
    "builtins.complex": ("__complex__",),
    "builtins.abs": ("__abs__",),
    "builtins.round": ("__round__",),
    "builtins.divmod": ("__divmod__",),
    "builtins.pow": ("__pow__",),
    "builtins.bytes": ("__bytes__", "__iter__"),
    "builtins.reversed": ("__reversed__", "__len__", "__getitem__"),
    "math.floor": ("__floor__",),
    "math.ceil": ("__ceil__",),
    "math.trunc": ("__trunc__",),
    "copy.copy": ("__copy__", "__reduce_ex__", "__getstate__"),
    "copy.deepcopy": ("__deepcopy__", "__reduce_ex__", "__getstate__"),
    "os.fspath": ("__fspath__",),
}
#: Builtins that turn their arguments into text.
_SHOWS = frozenset({"builtins.str", "builtins.repr", "builtins.ascii", "builtins.format", "str.format"})
#: Builtins that compare the items that they are given.
_COMPARES = frozenset({"builtins.sorted", "builtins.min", "builtins.max", "list.sort", "heapq.heappush"})
_CALLABLES = frozenset({"fn", "local", "method", "of-class", "partial", "bound"})
_INTEGERS = frozenset({"int", "bool"})
#: Pairs go into mappings.
_PAIRS = frozenset({"dict.setdefault", "object.__setattr__"})


def apply_fact(frame: Frame, node: ast.AST, row: Fact, args: Arguments) -> Value:
    """The result of a call by its row; its effects are noted."""
    if not row.callable:
        frame.effect("unknown-call", node, f"calls {row.name}, of which no row says what it does")
        return Value(ANY, inside=_all(args))
    if row.effect:
        frame.effect(row.effect, node, f"calls {row.name}")
    if row.order != "opaque":
        _check_order(frame, row, args, node)
        _reach(frame, row, args, node)
    called = _callbacks(frame, row, args, node)
    for place in row.mutates:
        if place < len(args.positional):
            frame.mutate(args.positional[place].own, node, row.name.rpartition(".")[2] + "()")
    _keep(frame, row, args, node)
    if any(not v.types for v in args.positional):
        return BOTTOM
    result = result_value(row.result, args.positional, called, lambda v: items_of(frame, v, node))
    return result if result.types else Value(ANY, result.own, result.inside | _all(args))


def _all(args: Arguments) -> frozenset[str]:
    return frozenset(o for v in args.everything() for o in deep(v))


def _check_order(frame: Frame, row: Fact, args: Arguments, node: ast.AST) -> None:
    for place, value in enumerate(args.everything()):
        if has(value, UNORDERED) and not _is_free(frame, row, args, value, node):
            receiver = place == 0 and row.name.startswith(("set.", "frozenset.", "AbstractSet."))
            if not (receiver and row.mutates):
                message = f"{row.name} sees the order in which a set is iterated"
                frame.effect("set-order", node, message)
        used_up = row.order != "opaque" and not row.mutates and has(value, ITERATORS)
        if used_up and row.name not in ("builtins.iter", "builtins.bool"):
            taken = frozenset(o for o in value.own if not o.endswith("*") or o[0] == "g")
            frame.mutate(taken, node, f"{row.name}()")


def _is_free(frame: Frame, row: Fact, args: Arguments, value: Value, node: ast.AST) -> bool:
    if args.free:
        return True
    if row.order == "free":
        return args.keyword("key") is None or args.total_key
    if row.order == "free-int":
        return only(items_of(frame, value, node), _INTEGERS)
    return False


def _reach(frame: Frame, row: Fact, args: Arguments, node: ast.AST) -> None:
    """Special methods of the target's classes that run inside of the call."""
    if row.name in _SHOWS:
        for value in args.everything():
            show(frame, node, value)
        return
    names = _REACHES.get(row.name, ("__iter__", "__next__", "__len__"))
    for value in args.everything():
        if any(":" in t.name for t in value.types):
            for name in names:
                call_method(frame, value, name, node)
    if row.name in _COMPARES and args.keyword("key") is None:
        for value in args.positional:
            for item in (value, items_of(frame, value, node)):
                if any(":" in t.name for t in item.types):
                    call_method(frame, item, "__lt__", node, (item,))


def _callbacks(frame: Frame, row: Fact, args: Arguments, node: ast.AST) -> Value:
    """Calls the arguments that the function calls; the sum of what they return."""
    called = BOTTOM
    seen: list[int] = []
    for key, specs in row.calls:
        value = _argument(args, key)
        if value is None:
            continue
        seen.append(id(value))
        inputs = []
        for text in specs:
            given = result_value(text, args.positional, called, lambda v: items_of(frame, v, node))
            if text.startswith("item") and int(text[4:]) >= len(args.positional):
                continue
            inputs.append(given if given.types else Value(ANY, given.own, given.inside))
        callee = Value(_callable_part(value.types), value.own, value.inside)
        if callee.types:
            called = join(called, frame.engine.invoke(frame, node, callee, Arguments(tuple(inputs))))
    if row.order != "opaque":
        _stray_callables(frame, row, args, node, seen)
    return called


def _argument(args: Arguments, key: str) -> Value | None:
    if not key.isdigit():
        return args.keyword(key)
    return args.positional[int(key)] if int(key) < len(args.positional) else None


def _callable_part(types: Types) -> Types:
    return frozenset(t for t in types if t.name not in ("NoneType", "str", "int"))


def _stray_callables(frame: Frame, row: Fact, args: Arguments, node: ast.AST, seen: list[int]) -> None:
    """Functions that go somewhere where nobody says whether they are called."""
    if row.mutates or row.name in ("builtins.list", "builtins.tuple", "builtins.set", "builtins.dict"):
        return
    for value in args.everything():
        stray = frozenset(t for t in value.types if t.name in _CALLABLES)
        if stray and id(value) not in seen:
            given = (Value(ANY), Value(ANY))
            frame.engine.invoke(frame, node, Value(stray, value.own, value.inside), Arguments(given))


def _keep(frame: Frame, row: Fact, args: Arguments, node: ast.AST) -> None:
    """What the call leaves inside of argument 0."""
    if not row.mutates or not args.positional:
        return
    holder, root = args.positional[0], args.root(0)
    for place in row.stores:
        for value in args.positional[place : place + 1]:
            spread = row.name.endswith((".extend", ".update", ".extendleft"))
            put = Value(value.types, reach(value), reach(value)) if spread else value
            frame.keep(holder, root, put)
            items = items_of(frame, value, node).types if spread else value.types
            _note_types(frame, row, root, args, items)


def _note_types(frame: Frame, row: Fact, root: str, args: Arguments, items: Types) -> None:
    if row.name in _PAIRS:
        frame.widen_items(root, [args.positional[1].types, items])
    elif ".update" in row.name and not row.name.startswith("set"):
        frame.widen_items(root, [ANY, ANY])
    else:
        frame.widen_items(root, [items or ANY])
