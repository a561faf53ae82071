"""Making instances of the target's classes."""

from __future__ import annotations

import ast

from agents.analyse.facts.lookup import is_abstract
from agents.analyse.facts.names import CLASS_DECORATORS, PLAIN_BASES, PLAIN_METACLASSES
from agents.analyse.flow.classes import has_fields
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.functions import Passed, apply_function
from agents.analyse.flow.order import call_method
from agents.analyse.values import Type, Value, deep


def construct(frame: Frame, node: ast.AST, cls: str, args: Arguments, subclasses: bool = False) -> Value:
    """`cls(...)`; with `subclasses`, of any class derived from it as well."""
    program = frame.state.program
    result = _construct(frame, node, cls, args)
    if subclasses:
        for sub in sorted(program.subclasses.get(cls, ())):
            _construct(frame, node, sub, args)
    return result


def _construct(frame: Frame, node: ast.AST, cls: str, args: Arguments) -> Value:
    program = frame.state.program
    frame.need(cls)
    _check_machinery(frame, node, cls)
    inside = frozenset(o for v in args.everything() for o in deep(v))
    made = Value(frozenset({Type(cls)}), inside=inside)
    if program.is_enum(cls):
        call_method(frame, made, "_missing_", node, args.positional[:1])
        return Value(made.types)
    with_class = Passed(Value(frozenset({Type("class", (), cls)})))
    result = made
    for entity in program.class_member(cls, "__new__"):
        if entity.kind == "fn":
            made_by_new = apply_function(
                frame, node, entity.ref, args._replace(positional=(with_class.value, *args.positional))
            )
            result = Value(result.types, made_by_new.own, inside | made_by_new.inside)
    for entity in program.class_member(cls, "__init__"):
        if entity.kind == "fn":
            apply_function(frame, node, entity.ref, args, Passed(result))
    if has_fields(frame.state, cls):
        _fill_fields(frame, node, cls, result)
    return result


def _check_machinery(frame: Frame, node: ast.AST, cls: str) -> None:
    """Notes what makes the construction of a class more than running `__init__`."""
    program = frame.state.program
    for owner in program.classes[cls].mro or (cls,):
        info = program.classes[owner]
        if info.metaclass and info.metaclass not in PLAIN_METACLASSES:
            frame.effect("dynamic", node, f"{cls} has the metaclass {info.metaclass}")
        for base in info.outside:
            if base not in PLAIN_BASES and not is_abstract(base):
                frame.effect("unknown-call", node, f"constructs {cls}, whose base {base} isn't known")
        for decorator in info.decorators:
            if decorator not in CLASS_DECORATORS:
                frame.effect("unknown-call", node, f"constructs {cls}, which is decorated with {decorator}")
        if "__del__" in info.methods:
            frame.effect("object-finalizer", node, f"{cls} has a finalizer")


def _fill_fields(frame: Frame, node: ast.AST, cls: str, made: Value) -> None:
    """Default factories and `__post_init__` of a dataclass."""
    program = frame.state.program
    for name in ("__post_init__", "__attrs_post_init__"):
        call_method(frame, made, name, node)
    for owner in program.classes[cls].mro or (cls,):
        factories = frame.state.read(frame.unit, f"%{owner}")
        if factories.types:
            frame.engine.invoke(frame, node, factories, Arguments())
