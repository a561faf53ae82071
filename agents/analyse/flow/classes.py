"""Attributes of the target's classes and of their instances."""

from __future__ import annotations

import ast

from agents.analyse.annotations import outside_type
from agents.analyse.facts.lookup import is_abstract, method
from agents.analyse.facts.names import PLAIN_BASES, STATEFUL_TYPES, STATIC_ATTRIBUTES, TEMPLATE_BASES
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.functions import Passed, apply_function
from agents.analyse.flow.globals import entity_value
from agents.analyse.flow.items import plain
from agents.analyse.flow.state import State
from agents.analyse.program import ClassInfo, Entity, Program
from agents.analyse.scopes import FUNCTIONS
from agents.analyse.values import ANY, BOTTOM, UNKNOWN, Type, Value, join, reach, settled

#: What every instance of an Enum has.
_ENUM = {"name": "str", "value": "?", "_name_": "str", "_value_": "?"}
_FIELD_BASES = frozenset({"typing.NamedTuple", "typing.TypedDict"})


def attribute_of_instance(frame: Frame, cls: str, base: Value, name: str, node: ast.AST, root: str) -> Value:
    """`instance.name`: methods and properties of the class and its subclasses, fields, class attributes."""
    program = frame.state.program
    if cls not in program.classes:
        return Value(ANY, reach(base), reach(base))
    frame.need(cls)
    for dotted in program.outside_bases(cls):
        if dotted in STATEFUL_TYPES:
            frame.effect(STATEFUL_TYPES[dotted], node, f"uses {name} of {cls}, which is a {dotted}")
    if name == "__class__":
        return Value(frozenset({Type("classes", (), cls)}))
    methods = program.overrides(cls, name)
    result = BOTTOM
    for function in methods:
        result = join(result, _method(frame, function, cls, base, node, root))
    if methods:
        if all(frame.state.decorated(m).abstract for m in methods):
            frame.effect("unknown-call", node, f"uses {cls}.{name}, which nothing here fills in")
        return result
    fields = _field_value(frame, cls, base, name, node)
    return fields if fields is not None else _inherited(frame, cls, base, name, node, root)


def _method(frame: Frame, function: str, cls: str, base: Value, node: ast.AST, root: str) -> Value:
    binding = frame.state.decorated(function).binding
    if binding == "property":
        return apply_function(frame, node, function, Arguments(), Passed(base, root))
    frame.need(function)
    if binding == "classmethod":
        return Value(frozenset({Type("of-class", (), (function, cls))}))
    if binding == "staticmethod":
        return Value(frozenset({Type("fn", (), function)}))
    return Value(frozenset({Type("method", (), (function, base, root))}))


def _field_value(frame: Frame, cls: str, base: Value, name: str, node: ast.AST) -> Value | None:
    """An attribute that holds data; None when the class doesn't show one of that name."""
    state, program = frame.state, frame.state.program
    if program.is_enum(cls) and name in _ENUM:
        return Value(plain(_ENUM[name]))
    order = program.classes[cls].mro or (cls,)
    stored = [owner for owner in program.family(cls) if name in stored_names(state, owner)]
    value = BOTTOM
    for owner in stored:
        value = join(value, state.read(frame.unit, f"@{owner}.{name}"))
    annotation = _declared(program, order, name)
    declared = frame.engine.annotation(frame, annotation) if annotation is not None else ANY
    if declared != ANY:
        value = join(Value(declared), Value(frozenset(), value.own, value.inside))
    is_field = annotation is not None and has_fields(state, cls)
    shared = [] if is_field else [e for e in program.class_member(cls, name) if e.kind != "fn"]
    for entity in shared:
        value = join(value, _class_level(frame, cls, entity, node))
    if not stored and annotation is None and not shared:
        return None
    if not value.types:
        if not is_field:
            return BOTTOM
        value = Value(ANY, value.own, value.inside)
    # what is shared is known for each attribute, so that `base` needn't stand for all of them
    roots = {o.removesuffix("*") for o in base.own}
    own = frozenset(o for o in reach(base) if o[0] != "g" or o.removesuffix("*") in roots)
    return settled(Value(value.types, value.own | own, value.inside | own))


def _class_level(frame: Frame, cls: str, entity: Entity, node: ast.AST) -> Value:
    program = frame.state.program
    if entity.kind == "value" and program.is_enum(cls):
        frame.need(cls)
        return Value(frozenset({Type(cls)}))
    value = entity_value(frame, entity, node)
    for known in value.types:
        if known.name in program.classes:
            for getter in program.overrides(known.name, "__get__"):
                descriptor = Passed(Value(frozenset({known}), value.own, value.inside))
                value = join(
                    value, apply_function(frame, node, getter, Arguments((UNKNOWN, UNKNOWN)), descriptor)
                )
    return value


def _declared(program: Program, order: tuple[str, ...], name: str) -> ast.expr | None:
    """The annotation of an attribute in the class body."""
    for owner in order:
        for statement in program.classes[owner].node.body:
            if (
                isinstance(statement, ast.AnnAssign)
                and isinstance(statement.target, ast.Name)
                and statement.target.id == name
            ):
                return statement.annotation
    return None


def has_fields(state: State, cls: str) -> bool:
    """Whether annotations in the class body are fields of its instances."""
    program = state.program
    for owner in program.classes[cls].mro or (cls,):
        info = program.classes[owner]
        if any(base in _FIELD_BASES for base in info.outside):
            return True
        if any(d.startswith(("dataclasses.", "attr.", "attrs.")) for d in info.decorators):
            return True
    return False


def stored_names(state: State, cls: str) -> frozenset[str]:
    """Attributes that the methods of a class give to `self`."""
    known = state.stored.get(cls)
    if known is None:
        known = state.stored[cls] = frozenset(_stored(state.program.classes[cls]))
    return known


def _stored(info: ClassInfo) -> set[str]:
    names: set[str] = set()
    for statement in ast.walk(info.node):
        if isinstance(statement, FUNCTIONS) and statement.args.args:
            first = statement.args.args[0].arg
            for node in ast.walk(statement):
                if _is_self_store(node, first):
                    names.add(node.attr)  # type: ignore[attr-defined]
                elif isinstance(node, ast.Call) and len(node.args) == 3:
                    target, key = node.args[:2]
                    if isinstance(key, ast.Constant) and isinstance(target, ast.Name) and target.id == first:
                        names.add(str(key.value))
    return names


def _is_self_store(node: ast.AST, first: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == first
    )


def _inherited(frame: Frame, cls: str, base: Value, name: str, node: ast.AST, root: str) -> Value:
    """What isn't in the target's part of the class."""
    program = frame.state.program
    fallback = [f for hook in ("__getattribute__", "__getattr__") for f in program.overrides(cls, hook)]
    if fallback:
        return apply_function(frame, node, fallback[0], Arguments((Value(plain("str")),)), Passed(base, root))
    outside = program.outside_bases(cls)
    for dotted in (*outside, "builtins.object"):
        short = base_type(dotted)
        row = method(short, name)
        if row is not None:
            if is_abstract(dotted):
                _reach_hooks(frame, cls, base, node, root, bool(row.mutates))
            elif dotted in TEMPLATE_BASES:
                _reach_all(frame, cls, base, node, root)
            as_base = Value(frozenset({Type(short)}), base.own, base.inside)
            return Value(frozenset({Type("bound", (), (name, as_base, root))}))
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    if not set(outside) <= PLAIN_BASES or not outside:
        frame.effect("open-attribute", node, f"{cls} doesn't show an attribute {name}")
    return Value(ANY, reach(base), reach(base))


def base_type(dotted: str) -> str:
    """The type whose methods a base class brings along."""
    if dotted in ("typing.NamedTuple", "collections.namedtuple"):
        return "NamedTuple"
    found = outside_type(dotted)
    return dotted.removeprefix("builtins.") if found == "?" else found


#: What the methods of abstract containers are made of.
_READ_HOOKS = ("__getitem__", "__iter__", "__len__", "__contains__")
_WRITE_HOOKS = ("__setitem__", "__delitem__", "insert")


def _reach_hooks(frame: Frame, cls: str, base: Value, node: ast.AST, root: str, writes: bool) -> None:
    for hook in (*_READ_HOOKS, *(_WRITE_HOOKS if writes else ())):
        for function in frame.state.program.overrides(cls, hook):
            apply_function(frame, node, function, Arguments(), Passed(base, root))


def _reach_all(frame: Frame, cls: str, base: Value, node: ast.AST, root: str) -> None:
    """A base that calls the methods of its subclasses may call any of them."""
    for function in frame.state.program.classes[cls].methods.values():
        if frame.state.decorated(function).binding == "method":
            apply_function(frame, node, function, Arguments(), Passed(base, root))


def attribute_of_class(frame: Frame, cls: str, name: str, node: ast.AST, subclasses: bool = False) -> Value:
    """`Class.name`."""
    program = frame.state.program
    if cls not in program.classes:
        return Value(ANY)
    frame.need(cls)
    result = BOTTOM
    if subclasses:
        for function in program.overrides(cls, name):
            result = join(result, _class_function(frame, function, cls))
    for entity in program.class_member(cls, name):
        if entity.kind == "fn":
            result = join(result, _class_function(frame, entity.ref, cls))
        else:
            result = join(result, _class_level(frame, cls, entity, node))
    if result.types or program.class_member(cls, name):
        return result
    for dotted in (*program.outside_bases(cls), "builtins.object"):
        row = method(base_type(dotted), name)
        if row is not None and row.callable:
            return Value(frozenset({Type("fact", (), row.name)}))
    if program.is_enum(cls) and name == "__members__":
        return Value(frozenset({Type("dict", (plain("str"), frozenset({Type(cls)})))}))
    frame.effect("open-attribute", node, f"{cls} doesn't show an attribute {name}")
    return Value(ANY)


def _class_function(frame: Frame, function: str, cls: str) -> Value:
    frame.need(function)
    binding = frame.state.decorated(function).binding
    if binding == "classmethod":
        return Value(frozenset({Type("of-class", (), (function, cls))}))
    if binding == "property":
        return Value(frozenset({Type("property")}))
    return Value(frozenset({Type("fn", (), function)}))
