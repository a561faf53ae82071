"""Functions whose effect depends on their arguments in ways that a row can't say."""

from __future__ import annotations

import ast
from collections.abc import Callable

from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.items import plain
from agents.analyse.flow.order import call_method, items_of
from agents.analyse.flow.references import attribute_on
from agents.analyse.flow.state import ALL
from agents.analyse.values import (
    ANY,
    Type,
    Value,
    deep,
    join,
    kept,
    portable,
)

_HASHED_BY_VALUE = frozenset(
    ["int", "float", "bool", "complex", "NoneType", "fractions.Fraction", "decimal.Decimal"]
)

Special = Callable[[Frame, ast.AST, Arguments], Value | None]


def _constant(node: ast.AST, place: int) -> object:
    if isinstance(node, ast.Call) and place < len(node.args):
        arg = node.args[place]
        if isinstance(arg, ast.Constant):
            return arg.value
    return None


def _getattr(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    name = _constant(node, 1)
    if not isinstance(name, str) or not args.positional:
        frame.effect("dynamic", node, "looks an attribute up by a name that isn't constant")
        return Value(ANY, inside=frozenset(o for v in args.everything() for o in deep(v)))
    found = attribute_on(frame, args.positional[0], name, node, False, args.root(0))
    return join(found, args.positional[2]) if len(args.positional) > 2 else found


def _hasattr(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    name = _constant(node, 1)
    if not isinstance(name, str):
        frame.effect("dynamic", node, "looks an attribute up by a name that isn't constant")
    else:
        if not args.positional[0].types <= _NO_HOOKS:
            frame.effect("open-attribute", node, f"asks for the attribute {name}")
        call_method(frame, args.positional[0], "__getattr__", node, (Value(plain("str")),))
    return Value(plain("bool"))


_NO_HOOKS = frozenset(
    Type(n) for n in ["int", "float", "bool", "str", "bytes", "list", "dict", "tuple", "set", "NoneType"]
)


def _setattr(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    name = _constant(node, 1)
    if not isinstance(name, str) or len(args.positional) < 3:
        frame.effect("dynamic", node, "sets an attribute by a name that isn't constant")
        return Value(plain("NoneType"))
    holder, _, value = args.positional[:3]
    frame.mutate(holder.own, node, "setattr()")
    frame.keep(holder, args.root(0), value)
    for known in holder.types:
        if ":" in known.name:
            frame.state.learn(f"@{known.name}.{name}", kept(value))
        elif known.name in ("class", "classes", "module", "fn", "fact", "ext"):
            frame.effect("dynamic", node, f"sets an attribute of {known.ref}")
            frame.state.note_rebound(_rebound_key(known, name), frame.unit)
    return Value(plain("NoneType"))


def _rebound_key(known: Type, name: str) -> str:
    return f"{known.ref}:{name}" if known.name == "module" else f"{known.ref}.{name}"


def _next(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if not args.positional:
        return None
    iterator = args.positional[0]
    frame.mutate(iterator.own, node, "next()")
    call_method(frame, iterator, "__next__", node)
    found = items_of(frame, iterator, node)
    return join(found, args.positional[1]) if len(args.positional) > 1 else found


def _iter(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if len(args.positional) == 2:
        called = frame.engine.invoke(frame, node, args.positional[0], Arguments())
        return Value(frozenset({Type("Iterator", (called.types or ANY,))}), called.own, called.inside)
    return None


def _hash(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    for value in args.positional[:1]:
        own = call_method(frame, value, "__hash__", node)
        if not own.types and not _by_value(value):
            frame.effect("identity", node, "hash() of such a value differs from run to run")
    return Value(plain("int"))


def _by_value(value: Value) -> bool:
    return bool(value.types) and all(_type_by_value(t) for t in value.types)


def _type_by_value(known: Type) -> bool:
    if known.name == "tuple" and known.args:
        return all(arg and all(map(_type_by_value, arg)) for arg in known.args)
    return known.name in _HASHED_BY_VALUE


def _type(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if len(args.positional) != 1:
        frame.effect("dynamic", node, "makes a class")
        return Value(ANY)
    found = set()
    for known in args.positional[0].types:
        found.add(Type("classes", (), known.name) if ":" in known.name else Type("type"))
    return Value(frozenset(found))


def _partial(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if not args.positional or args.rest is not None:
        return None
    callee, *rest = args.positional
    inside = frozenset(o for v in args.everything() for o in deep(v))
    return Value(frozenset({Type("partial", (), (callee, tuple(rest), args.keywords))}), inside=inside)


def _random(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if not args.everything():
        frame.effect("random", node, "makes a generator of random numbers without a seed")
    return None


def _gmtime(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if not args.positional:
        return None
    return Value(frozenset({Type("tuple", (plain("int"),))}))


def _cast(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if not isinstance(node, ast.Call) or len(node.args) != 2:
        return None
    types = frame.engine.annotation(frame, node.args[0])
    value = args.positional[1]
    return value if types == ANY else Value(types, value.own, value.inside)


def _field(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    """`field(default_factory=f)` in a class body: instances will call `f`."""
    factory = args.keyword("default_factory") or args.keyword("factory")
    if factory is not None and frame.scope is None and frame.prefix.endswith("."):
        frame.state.learn(f"%{frame.prefix[:-1]}", portable(factory))
    return Value(frozenset({Type("field")}))


def _json(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    if args.keyword("cls") is not None or args.keyword("object_pairs_hook") is not None:
        frame.effect("unknown-call", node, "hands a coder class to json")
    return None


def _takes_class(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    """`object.__new__(cls)`."""
    for value in args.positional[:1]:
        found = frozenset(Type(str(t.ref)) for t in value.types if t.name in ("class", "classes"))
        if found:
            return Value(found)
    return Value(ANY)


def _globals(frame: Frame, node: ast.AST, args: Arguments) -> Value | None:
    """All globals of the module at once."""
    frame.effect("dynamic", node, "takes the globals as a mapping")
    return Value(frozenset({Type("dict", (plain("str"), ANY))}), frozenset({f"g:{frame.module}:{ALL}"}))


SPECIALS: dict[str, Special] = {
    "builtins.getattr": _getattr,
    "builtins.globals": _globals,
    "builtins.hasattr": _hasattr,
    "builtins.setattr": _setattr,
    "object.__setattr__": _setattr,
    "builtins.next": _next,
    "builtins.iter": _iter,
    "builtins.hash": _hash,
    "builtins.type": _type,
    "functools.partial": _partial,
    "random.Random": _random,
    "time.gmtime": _gmtime,
    "typing.cast": _cast,
    "dataclasses.field": _field,
    "attr.ib": _field,
    "attr.field": _field,
    "attrs.field": _field,
    "json.dumps": _json,
    "json.loads": _json,
    "object.__new__": _takes_class,
}
