"""Globals, and things of other packages, as values."""

from __future__ import annotations

import ast

from agents.analyse.facts.lookup import fact, is_abstract, is_library_class
from agents.analyse.flow.frame import Frame
from agents.analyse.flow.items import plain
from agents.analyse.program import Entity
from agents.analyse.values import BOTTOM, Type, Value, settled


def entity_value(frame: Frame, entity: Entity, node: ast.AST) -> Value:
    """The value of what a name stands for."""
    if entity.kind == "value":
        return stored_value(frame, entity.ref, node)
    if entity.kind == "outside":
        return outside_value(frame, entity.ref, node)
    if entity.kind != "module":
        frame.need(entity.ref)
    return Value(frozenset({Type(entity.kind, (), entity.ref)}))


def stored_value(frame: Frame, key: str, node: ast.AST) -> Value:
    """The value of a global or class attribute; reading it is noted."""
    value = frame.state.read(frame.unit, key)
    if not frame.at_import():
        frame.watch(key, node)
        for origin in value.own | value.inside:
            if origin[0] == "x":
                frame.effect("global-read", node, f"reads {key}, which holds {origin[2:].removesuffix('*')}")
    if not value.types:
        return BOTTOM
    if all(frame.state.program.is_member_type(t.name) for t in value.types):
        return Value(value.types)
    own = frozenset({f"g:{key}"})
    return settled(Value(value.types, value.own | own, value.inside | {f"g:{key}*"}))


def outside_value(frame: Frame, dotted: str, node: ast.AST) -> Value:
    """Something of another package: known by its row, or not at all."""
    row = fact(dotted)
    if row is None:
        if is_abstract(dotted) or is_library_class(dotted):
            return Value(frozenset({Type("fact", (), dotted)}))
        return Value(frozenset({Type("ext", (), dotted)}), frozenset({f"x:{dotted}"}))
    if row.callable or (row.result == "?" and not row.effect):
        return Value(frozenset({Type("fact", (), row.name)}))
    if row.effect:
        frame.effect(row.effect, node, f"reads {dotted}")
    return settled(Value(plain(row.result), frozenset({f"x:{dotted}"})))
