"""Names and attributes: what they refer to."""

from __future__ import annotations

import ast
from collections.abc import Callable

from agents.analyse.facts.lookup import BUILTIN_NAMES, fact, has_methods, method
from agents.analyse.facts.names import (
    DYNAMIC_ATTRIBUTES,
    MAPPING_METHODS,
    MUTATORS,
    STATEFUL_TYPES,
    STATIC_ATTRIBUTES,
)
from agents.analyse.flow.classes import attribute_of_class, attribute_of_instance
from agents.analyse.flow.frame import Frame
from agents.analyse.flow.globals import entity_value
from agents.analyse.flow.items import MAPPINGS, plain
from agents.analyse.flow.state import ALL
from agents.analyse.program import Entity, canonical
from agents.analyse.values import ANY, BOTTOM, UNKNOWN, Type, Value, join, loaded, ordered, reach


def name_value(frame: Frame, node: ast.Name) -> Value:
    """What a name holds: a local, a variable of an outer function, a global or a builtin."""
    name = node.id
    env = frame.env
    if env is not None and name in env:
        return env[name]
    if frame.scope is not None:
        if name in frame.scope.locals:
            return BOTTOM
        if name not in frame.scope.globals:
            outer = frame.outer
            while outer is not None and outer.scope is not None:
                if name in outer.scope.locals or name in outer.held:
                    return outer.held.get(name, BOTTOM)
                outer = outer.outer
    if frame.prefix.count(".") > frame.module.count(".") and frame.scope is None:
        found = _class_body_name(frame, name, node)
        if found is not None:
            return found
    return global_value(frame, name, node)


def _class_body_name(frame: Frame, name: str, node: ast.AST) -> Value | None:
    cls = frame.prefix[:-1]
    info = frame.state.program.classes.get(cls)
    if info is None or name not in info.scope.bindings:
        return None
    if name in info.methods:
        return entity_value(frame, Entity("fn", info.methods[name]), node)
    return entity_value(frame, Entity("value", f"{cls}.{name}"), node)


def global_value(frame: Frame, name: str, node: ast.AST) -> Value:
    """What a global name of the module holds."""
    program = frame.state.program
    entities = program.resolve(frame.module, name)
    if not entities and name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    if entities or name not in BUILTIN_NAMES:
        frame.report.reads.setdefault(name)
    scope = program.modules[frame.module].scope
    hidden = name in scope.bindings and entities
    if name in BUILTIN_NAMES and not hidden and not any(_is_known(e) for e in entities):
        return entity_value(frame, Entity("outside", f"builtins.{name}"), node)
    if not entities and frame.at_import() and not scope.stars and not scope.open:
        return BOTTOM  # a NameError, which the module expects
    if not entities:
        return Value(frozenset({Type("ext", (), name)}), frozenset({f"x:{name}"}))
    result = BOTTOM
    for entity in entities:
        result = join(result, entity_value(frame, entity, node))
    if len(scope.bindings.get(name, ())) > 1 or name in program.modules[frame.module].declared:
        frame.need(f"{frame.module}:{name}")
    return result


def _is_known(entity: Entity) -> bool:
    return entity.kind != "outside" or fact(entity.ref) is not None


def attribute_value(frame: Frame, node: ast.Attribute, calling: bool) -> Value:
    """What an attribute refers to; a method that is about to be called isn't read as data."""
    base = frame.engine.reference(frame, node.value, False)
    return attribute_on(frame, base, node.attr, node, calling, root_name(node.value))


def attribute_on(frame: Frame, base: Value, name: str, node: ast.AST, calling: bool, root: str = "") -> Value:
    """The attribute `name` of a value, over all of its types."""
    result = BOTTOM
    if name in DYNAMIC_ATTRIBUTES:
        frame.effect("dynamic", node, f"reads {name}")
        whole = frozenset(f"g:{t.ref}:{ALL}" for t in base.types if t.name == "module" and name == "__dict__")
        return Value(ANY, reach(base) | whole, reach(base) | whole)
    mapping = name in MAPPING_METHODS and any(t.name in MAPPINGS for t in base.types)
    for known in ordered(base.types):
        if mapping and known.name == "?":
            continue  # the other possibilities show what it is meant to be
        handler = _BY_TYPE.get(known.name)
        one = Value(frozenset({known}), base.own, base.inside)
        if handler is not None:
            result = join(result, handler(frame, known, name, node, one))
        elif ":" in known.name:
            result = join(result, attribute_of_instance(frame, known.name, one, name, node, root))
        else:
            result = join(result, _builtin_attribute(frame, known, one, name, node, calling, root))
    return result


def _of_module(frame: Frame, known: Type, name: str, node: ast.AST, base: Value) -> Value:
    program = frame.state.program
    result = BOTTOM
    for entity in program.member(str(known.ref), name):
        result = join(result, entity_value(frame, entity, node))
    if result.types:
        return result
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    entities = program.member(str(known.ref), name)
    dotted = f"{known.ref}.{name}"
    return BOTTOM if entities else Value(frozenset({Type("ext", (), dotted)}), frozenset({f"x:{dotted}"}))


def _of_outside(frame: Frame, known: Type, name: str, node: ast.AST, base: Value) -> Value:
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    return entity_value(frame, Entity("outside", canonical(f"{known.ref}.{name}")), node)


def _of_class(frame: Frame, known: Type, name: str, node: ast.AST, base: Value) -> Value:
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    return attribute_of_class(frame, str(known.ref), name, node)


def _of_classes(frame: Frame, known: Type, name: str, node: ast.AST, base: Value) -> Value:
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    return attribute_of_class(frame, str(known.ref), name, node, subclasses=True)


def _of_function(frame: Frame, known: Type, name: str, node: ast.AST, base: Value) -> Value:
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    frame.effect("hidden-state", node, f"reads the attribute {name} of a function")
    return UNKNOWN


def _of_super(frame: Frame, known: Type, name: str, node: ast.AST, base: Value) -> Value:
    return Value(frozenset({Type("super-method", (), (known.ref, name))}), base.own, base.inside)


_BY_TYPE: dict[str, Callable[[Frame, Type, str, ast.AST, Value], Value]] = {
    "module": _of_module,
    "fact": _of_outside,
    "ext": _of_outside,
    "class": _of_class,
    "classes": _of_classes,
    "fn": _of_function,
    "local": _of_function,
    "super": _of_super,
}


def _builtin_attribute(
    frame: Frame, known: Type, base: Value, name: str, node: ast.AST, calling: bool, root: str
) -> Value:
    if name == "__class__":
        return Value(frozenset({Type("type")}))
    if known.name in STATEFUL_TYPES:
        frame.effect(STATEFUL_TYPES[known.name], node, f"uses {name} of a {known.name}")
    row = method(known.name, name)
    if row is not None and not row.callable:
        if row.effect:
            frame.effect(row.effect, node, f"reads {row.name}")
        return loaded(base, plain(row.result))
    if row is not None or calling or (known.name == "?" and name in MUTATORS):
        return Value(frozenset({Type("bound", (), (name, base, root))}))
    if known.name == "BaseException" or not has_methods(known.name):
        frame.effect("open-attribute", node, f"reads the attribute {name} of a value of unknown type")
    if name in STATIC_ATTRIBUTES:
        return Value(plain(STATIC_ATTRIBUTES[name]))
    return loaded(base, ANY)


def root_name(node: ast.AST) -> str:
    """The variable from which a chain of attributes and items starts."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
