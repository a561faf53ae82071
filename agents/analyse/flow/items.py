"""Types of items and results: what iterating, indexing and calling known things gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents.analyse.facts.table import Spec, spec
from agents.analyse.values import (
    ANY,
    BOTTOM,
    NO_ORIGINS,
    Origins,
    Type,
    Types,
    Value,
    deep,
    join,
    join_types,
    limited,
    loaded,
    reach,
    settled,
)

#: Types whose items are of one fixed type.
_FIXED = {"str": "str", "bytes": "int", "bytearray": "int", "memoryview": "int", "range": "int"}
#: Types that map keys to values.
MAPPINGS = frozenset(
    [
        "dict",
        "Mapping",
        "MutableMapping",
        "collections.OrderedDict",
        "collections.defaultdict",
        "collections.Counter",
        "collections.ChainMap",
        "types.MappingProxyType",
    ]
)
#: Types that are used up by iterating them.
ITERATORS = frozenset(["Iterator", "generator", "enumerate", "zip", "map", "filter"])


def item_types(types: Types) -> Types:
    """Types of what iterating over built-in types gives; anything for the rest."""
    found: Types = frozenset()
    for known in types:
        found = join_types(found, _items_of(known))
    return found


def _items_of(known: Type) -> Types:
    if known.name in _FIXED:
        return frozenset({Type(_FIXED[known.name])})
    if known.name == "tuple" and known.ref == "fixed":
        joined: Types = frozenset()
        for arg in known.args:
            joined = join_types(joined, arg or ANY)
        return joined or ANY
    if known.name in ("NoneType", "int", "float", "bool"):
        return frozenset()
    return known.args[0] if known.args and known.args[0] else ANY


def value_types(types: Types) -> Types:
    """Types of the values of mappings."""
    found: Types = frozenset()
    for known in types:
        if known.name in MAPPINGS and len(known.args) > 1 and known.args[1]:
            found = join_types(found, known.args[1])
        elif known.name != "NoneType":
            found = join_types(found, ANY)
    return found


def subscript_types(types: Types, index: int | None, sliced: bool) -> Types:
    """Types of `x[i]`; `index` where it is a constant."""
    found: Types = frozenset()
    for known in types:
        found = join_types(found, _subscripted(known, index, sliced))
    return found


def _subscripted(known: Type, index: int | None, sliced: bool) -> Types:
    if sliced:
        if known.name == "tuple" and known.ref == "fixed":
            return frozenset({Type("tuple", (_items_of(known),))})
        return frozenset({known})
    if known.name in MAPPINGS:
        return value_types(frozenset({known}))
    if known.name == "re.Match":
        return frozenset({Type("str"), Type("NoneType")})
    if known.name == "tuple" and known.ref == "fixed" and index is not None:
        if -len(known.args) <= index < len(known.args):
            return known.args[index] or ANY
        return frozenset()
    return _items_of(known)


def result_value(text: str, args: Sequence[Value], called: Value, item_of: Callable[[Value], Value]) -> Value:
    """The result of a known function, by the result column of its row."""
    names, parts = spec(text)
    if names == "|":
        left, right = parts
        return join(_alternative(left, args, called, item_of), _alternative(right, args, called, item_of))
    return _alternative((names, parts), args, called, item_of)


def _alternative(
    node: Spec, args: Sequence[Value], called: Value, item_of: Callable[[Value], Value]
) -> Value:
    name, parts = node
    if name == "|":
        left, right = parts
        return join(_alternative(left, args, called, item_of), _alternative(right, args, called, item_of))
    direct = _direct(name, args, called, item_of)
    if direct is not None:
        return direct
    types = _spec_types(node, args, called, item_of)
    return settled(Value(limited(types), NO_ORIGINS, _held(node, args, called)))


def _direct(
    name: str, args: Sequence[Value], called: Value, item_of: Callable[[Value], Value]
) -> Value | None:
    """The value that a hole stands for, None for ordinary type names."""
    if name == "called":
        return called
    if name == "best":
        return item_of(args[0]) if len(args) == 1 else _joined(args)
    kind, number = name[:-1], name[-1:]
    if kind not in ("arg", "item", "key", "val") or not number.isdigit():
        return None
    if int(number) >= len(args):
        return BOTTOM
    arg = args[int(number)]
    if kind == "arg":
        return arg
    return loaded(arg, value_types(arg.types)) if kind == "val" else item_of(arg)


def _joined(args: Sequence[Value]) -> Value:
    result = BOTTOM
    for arg in args:
        result = join(result, arg)
    return result


def _spec_types(node: Spec, args: Sequence[Value], called: Value, item_of: Callable[[Value], Value]) -> Types:
    name, parts = node
    if name == "|":
        return join_types(*(_spec_types(p, args, called, item_of) for p in parts))
    direct = _direct(name, args, called, item_of)
    if direct is not None:
        return direct.types
    inner = tuple(_spec_types(p, args, called, item_of) for p in parts)
    if name == "fixed":
        return frozenset({Type("tuple", inner, "fixed")})
    return frozenset({Type(name, inner)})


def _held(node: Spec, args: Sequence[Value], called: Value) -> Origins:
    """Origins of what a fresh result holds."""
    name, parts = node
    if name in ("?", "called") or (not parts and name[:-1] in ("arg", "item", "key", "val")):
        if name == "called":
            return deep(called)
        chosen = args if name == "?" else args[int(name[-1]) : int(name[-1]) + 1]
        held: Origins = NO_ORIGINS
        for arg in chosen:
            held |= deep(arg) if name in ("?", f"arg{name[-1]}") else reach(arg)
        return held
    if not parts:
        # a plain type: what it was made of may be inside
        return frozenset(o for arg in args for o in deep(arg))
    return frozenset(o for part in parts for o in _held(part, args, called))


def plain(text: str) -> Types:
    """The types of a result column without holes."""
    return _spec_types(spec(text), (), BOTTOM, lambda v: v)
