"""Calls of which nothing but the name is known."""

from __future__ import annotations

import ast

from agents.analyse.facts.names import (
    MAPPING_METHODS,
    MUTATORS,
    OPEN_KEYWORDS,
    OPEN_METHODS,
    POPPERS,
)
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.items import result_value
from agents.analyse.flow.order import items_of
from agents.analyse.values import ANY, Value, deep, loaded


def unknown_call(frame: Frame, node: ast.AST, args: Arguments, why: str) -> Value:
    """A call that could do anything."""
    frame.effect("unknown-call", node, why)
    return handed_out(frame, node, args)


def handed_out(frame: Frame, node: ast.AST, args: Arguments) -> Value:
    """What comes back from code that nobody knows; what it is given may be changed by it."""
    inside = frozenset(o for v in args.everything() for o in deep(v))
    for origin in inside:
        if origin[0] == "g":
            key = origin[2:].removesuffix("*")
            frame.state.note_mutated(key, f"{frame.unit} line {getattr(node, 'lineno', 0)}", False)
    return Value(ANY, frozenset({RESULT}), inside | {RESULT})


#: Nobody knows what an unknown call returns.
RESULT = "x:the result of an unknown call"


def unknown_method(
    frame: Frame, node: ast.AST, name: str, receiver: Value, root: str, args: Arguments
) -> Value:
    """A method of a value of unknown type: some names say enough."""
    if name in MUTATORS and _is_ours(receiver):
        frame.effect("open-type", node, f"calls {name}() on a value of unknown type")
        frame.mutate(receiver.own, node, f"{name}()")
        for value in args.positional:
            frame.keep(receiver, root, value)
        frame.widen_items(root, [ANY, ANY])
        return loaded(receiver, ANY) if name in POPPERS else Value(ANY)
    row = _open_row(frame, name, root, args)
    if row is not None and not _from_outside(receiver):
        frame.effect("open-type", node, f"calls {name}() on a value of unknown type")
        everything = (receiver, *args.positional)
        result = result_value(row[2], everything, Value(ANY), lambda v: items_of(frame, v, node))
        return Value(result.types or ANY, result.own, result.inside | frozenset(_origins(everything)))
    everything = args._replace(positional=(receiver, *args.positional))
    param = parameter_of(receiver)
    if param:
        return called_back(
            frame, node, f"{param}.{name}", f"calls {name}() on its argument {param}", everything
        )
    return unknown_call(frame, node, everything, f"calls {name}() on a value of unknown type")


def parameter_of(value: Value) -> str:
    """The parameter that a value is for sure, or nothing."""
    if len(value.own) == 1:
        (origin,) = value.own
        if origin.startswith("p:") and not origin.endswith("*"):
            return origin[2:]
    return ""


def called_back(frame: Frame, node: ast.AST, what: str, why: str, args: Arguments) -> Value:
    """A call of an argument, or of its method: callers know what that is."""
    frame.report.callbacks.add(what)
    frame.effect("callback", node, why)
    return handed_out(frame, node, args)


def _open_row(frame: Frame, name: str, root: str, args: Arguments) -> tuple[int, int, str] | None:
    """The row of a method whose name says enough, when the arguments fit."""
    row = OPEN_METHODS.get(name)
    if row is None and name in MAPPING_METHODS and _shows_mapping(frame, root):
        row = MAPPING_METHODS[name]
    if row is None:
        return None
    keywords = {key for key, _ in args.keywords}
    if keywords and keywords <= OPEN_KEYWORDS.get(name, frozenset()):
        return row
    return row if row[0] <= len(args.positional) <= row[1] else None


def _origins(values: tuple[Value, ...]) -> set[str]:
    return {o for v in values for o in deep(v)}


def _is_ours(receiver: Value) -> bool:
    """Whether the receiver came as an argument or was made here."""
    return not _from_outside(receiver)


def _from_outside(receiver: Value) -> bool:
    return any(o[0] == "x" for o in receiver.own)


def _shows_mapping(frame: Frame, root: str) -> bool:
    """Whether the function uses a variable as only mappings are used."""
    return bool(root) and root in frame.state.mappings(frame.node)
