"""Patterns of `match`: what they bind, and what matching runs."""

from __future__ import annotations

import ast

from agents.analyse.flow.frame import Frame
from agents.analyse.flow.order import call_method, items_of
from agents.analyse.flow.stores import assign
from agents.analyse.values import ANY, Type, Value, loaded, settled


def bind_pattern(frame: Frame, pattern: ast.pattern, subject: Value, source: ast.AST) -> None:
    """Binds the names of a pattern to what they may match."""
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            bind_pattern(frame, pattern.pattern, subject, source)
        if pattern.name is not None:
            _bind(frame, pattern.name, subject, source)
    elif isinstance(pattern, ast.MatchOr):
        for part in pattern.patterns:
            bind_pattern(frame, part, subject, source)
    elif isinstance(pattern, ast.MatchSequence):
        item = items_of(frame, subject, pattern)
        for part in pattern.patterns:
            bind_pattern(frame, part, item, source)
    elif isinstance(pattern, ast.MatchStar) and pattern.name is not None:
        _bind(frame, pattern.name, Value(frozenset({Type("list")}), inside=subject.own), source)
    elif isinstance(pattern, ast.MatchMapping):
        for part in pattern.patterns:
            bind_pattern(frame, part, loaded(subject, ANY), source)
        if pattern.rest is not None:
            _bind(frame, pattern.rest, Value(frozenset({Type("dict")}), inside=subject.own), source)
    elif isinstance(pattern, ast.MatchClass):
        _match_class(frame, pattern, subject, source)
    elif isinstance(pattern, ast.MatchValue):
        frame.engine.evaluate(frame, pattern.value)
        call_method(frame, subject, "__eq__", pattern, (Value(ANY),))


def _match_class(frame: Frame, pattern: ast.MatchClass, subject: Value, source: ast.AST) -> None:
    types = frame.engine.annotation(frame, pattern.cls)
    frame.engine.reference(frame, pattern.cls, True)
    instance = settled(Value(types, subject.own, subject.inside))
    for part in pattern.patterns:
        inner = (
            instance
            if len(types) == 1 and next(iter(types)).name in _SELF_MATCHING
            else loaded(instance, ANY)
        )
        bind_pattern(frame, part, inner, source)
    for part in pattern.kwd_patterns:
        bind_pattern(frame, part, loaded(instance, ANY), source)


#: `int(x)` binds x to the value itself.
_SELF_MATCHING = frozenset(
    ["bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"]
)


def _bind(frame: Frame, name: str, value: Value, source: ast.AST) -> None:
    assign(frame, ast.copy_location(ast.Name(name, ast.Store()), source), value, source)
