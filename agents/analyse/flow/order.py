"""Iteration: what it gives, what it uses up, and whether its order may be seen."""

from __future__ import annotations

import ast

from agents.analyse.flow.classes import attribute_of_instance
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.items import ITERATORS, item_types
from agents.analyse.values import (
    BOTTOM,
    UNORDERED,
    Type,
    Value,
    has,
    join,
    loaded,
    ordered,
    reach,
    settled,
)

_COUNTERS = (ast.Add, ast.Sub, ast.BitOr, ast.BitAnd, ast.BitXor)
_SET_METHODS = frozenset({"add", "discard", "update", "remove"})


def iterate(frame: Frame, value: Value, node: ast.AST, free: bool = False) -> Value:
    """The items of a value that is iterated; `free` when the consumer doesn't care for the order."""
    if not free and has(value, UNORDERED):
        frame.effect("set-order", node, "the result depends on the order in which a set is iterated")
    if has(value, ITERATORS):
        used = frozenset(o for o in value.own if not o.endswith("*") or o[0] == "g")
        frame.mutate(used, node, "iterating it")
    return items_of(frame, value, node)


def items_of(frame: Frame, value: Value, node: ast.AST) -> Value:
    """The items of a value, without a look at their order."""
    result = BOTTOM
    plain = frozenset(t for t in value.types if ":" not in t.name and t.name not in ("class", "classes"))
    if plain:
        origins = reach(value)
        result = settled(Value(item_types(plain), origins, origins))
    for known in value.types - plain:
        one = Value(frozenset({known}), value.own, value.inside)
        if ":" in known.name:
            result = join(result, _items_of_instance(frame, known.name, one, node))
        else:
            result = join(result, _members(frame, known))
    return result


def _members(frame: Frame, known: Type) -> Value:
    """Iterating a class: its members, when it is an Enum."""
    cls = str(known.ref)
    if cls in frame.state.program.classes and frame.state.program.is_enum(cls):
        frame.need(cls)
        return Value(frozenset({Type(cls)}))
    return Value(frozenset({Type("?")}))


def _items_of_instance(frame: Frame, cls: str, one: Value, node: ast.AST) -> Value:
    program = frame.state.program
    for name in ("__iter__", "__getitem__"):
        if cls in program.classes and program.overrides(cls, name):
            found = call_method(frame, one, name, node, () if name == "__iter__" else (Value(_INT),))
            if name == "__getitem__":
                return found
            return _next_of(frame, found, node)
    return loaded(one, frozenset({Type("?")}))


def _next_of(frame: Frame, iterator: Value, node: ast.AST) -> Value:
    result = BOTTOM
    for known in iterator.types:
        one = Value(frozenset({known}), iterator.own, iterator.inside)
        if ":" in known.name and frame.state.program.overrides(known.name, "__next__"):
            result = join(result, call_method(frame, one, "__next__", node))
        elif ":" not in known.name:
            result = join(result, items_of(frame, one, node))
        else:
            result = join(result, loaded(one, frozenset({Type("?")})))
    return result


_INT = frozenset({Type("int")})


def call_method(
    frame: Frame, receiver: Value, name: str, node: ast.AST, args: tuple[Value, ...] = ()
) -> Value:
    """A method that an operator, a builtin or a statement reaches on instances of target classes."""
    result = BOTTOM
    for known in ordered(receiver.types):
        if ":" not in known.name or known.name not in frame.state.program.classes:
            continue
        if frame.state.program.overrides(known.name, name):
            one = Value(frozenset({known}), receiver.own, receiver.inside)
            found = attribute_of_instance(frame, known.name, one, name, node, "")
            result = join(result, frame.engine.invoke(frame, node, found, Arguments(args)))
    return result


def order_free_loop(body: list[ast.stmt]) -> bool:
    """Whether a loop body does the same in whatever order the items come."""
    return all(_order_free(statement) for statement in body)


def _order_free(node: ast.stmt) -> bool:
    if isinstance(node, (ast.Pass, ast.Continue)):
        return True
    if isinstance(node, ast.If):
        return order_free_loop(node.body) and order_free_loop(node.orelse)
    if isinstance(node, ast.Return):
        return node.value is None or isinstance(node.value, ast.Constant)
    if isinstance(node, ast.AugAssign):
        counted = isinstance(node.value, ast.Constant) and isinstance(node.value.value, int)
        return counted and isinstance(node.op, _COUNTERS)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = node.value.func
        return isinstance(called, ast.Attribute) and called.attr in _SET_METHODS
    return False
