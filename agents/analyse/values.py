"""Abstract values: what the analyser knows of a Python value without running anything.

A value has possible types and origins. Origins say which objects that existed before the call it may be
(`own`) and which may be reached from it (`inside`); a fresh object has none.

| origin | object |
|---|---|
| `p:x` | argument `x` itself; `p:x*` anything inside of it |
| `d:x` | the default of parameter `x`, which lives as long as the function |
| `g:mod:NAME` | a module global; `g:mod:Class.attr` a class attribute |
| `x:name` | something of another package |
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import NamedTuple


class Type(NamedTuple):
    """One possible type of a value.

    Names with a meaning of their own: `?` (anything), `fn` (a function of the target, `ref` its id),
    `fact` (a function, class or object of the standard library, `ref` its dotted name), `class` (a class
    of the target), `module`, `bound` (`ref` = method name and receiver), `local` (nested function or
    lambda), `ext` (of another package), `generator`. A colon makes an instance of a target class
    (`pkg.mod:Class`); all else is a built-in or standard type.
    """

    name: str
    args: tuple[frozenset[Type], ...] = ()
    ref: Hashable = None


Types = frozenset[Type]
Origins = frozenset[str]

NO_ORIGINS: Origins = frozenset()
ANY: Types = frozenset({Type("?")})

#: Instances of these can't be changed, nor can anything be reached through them that can.
ATOMS = frozenset(
    [
        "int",
        "float",
        "bool",
        "complex",
        "str",
        "bytes",
        "NoneType",
        "range",
        "slice",
        "type",
        "module",
        "fn",
        "fact",
        "class",
        "classes",
        "ext",
        "ellipsis",
        "NotImplementedType",
        "re.Pattern",
        "re.Match",
        "datetime.date",
        "datetime.datetime",
        "datetime.time",
        "datetime.timedelta",
        "datetime.timezone",
        "decimal.Decimal",
        "fractions.Fraction",
        "uuid.UUID",
        "pathlib.PurePath",
        "ipaddress.IPv4Address",
        "ipaddress.IPv6Address",
        "struct.Struct",
        "property",
        "NamedTupleClass",
        "newtype",
        "sys.info",
    ]
)
#: Instances of these can't be changed, but may hold things that can.
SHELLS = frozenset(["tuple", "frozenset", "local", "types.MappingProxyType", "NamedTuple"])
#: Iteration order depends on hashes.
UNORDERED = frozenset({"set", "frozenset", "AbstractSet", "unordered"})
#: Types that mean something inside of one function only.
LOCAL = frozenset({"bound", "local", "method", "partial", "super", "super-method"})
_WIDE = "wide"
_WIDEST = 12
_DEEPEST = 3


class Value(NamedTuple):
    """Types and origins. No types at all means that no value arrives here (yet)."""

    types: Types
    own: Origins = NO_ORIGINS
    inside: Origins = NO_ORIGINS


def ordered(types: Types) -> Iterable[Type]:
    """The types in an order that is the same in every process."""
    return types if len(types) < 2 else sorted(types, key=_rank)


def _rank(known: Type) -> tuple[str, str]:
    ref = known.ref[0] if isinstance(known.ref, tuple) and known.ref else known.ref
    return known.name, ref if isinstance(ref, str) else ""


def of(*names: str) -> Value:
    """A fresh value of these plain types."""
    return Value(frozenset(Type(name) for name in names))


BOTTOM = Value(frozenset())
UNKNOWN = Value(ANY)
INT, FLOAT, BOOL, STR, BYTES, NONE = (of(n) for n in ("int", "float", "bool", "str", "bytes", "NoneType"))


def star(origin: str) -> str:
    """The origin of what lies inside an object."""
    return origin if origin.endswith("*") else origin + "*"


def reach(value: Value) -> Origins:
    """Origins of everything that may be reached from a value, the value itself left out."""
    if not value.own:
        return value.inside
    return frozenset(map(star, value.own)) | value.inside


def deep(value: Value) -> Origins:
    """Origins of a value and of everything inside."""
    return value.own | reach(value) if value.own else value.inside


def loaded(value: Value, types: Types) -> Value:
    """What an item or attribute of `value` may be."""
    origins = reach(value)
    return settled(Value(types, origins, origins))


def settled(value: Value) -> Value:
    """Without origins where the types can't be changed anyway."""
    if not (value.own or value.inside):
        return value
    names = {t.name for t in value.types}
    if names <= ATOMS:
        return Value(value.types)
    if names <= ATOMS | SHELLS and all(_holds_atoms(t) for t in value.types):
        return Value(value.types)
    if value.own and names <= ATOMS | SHELLS:
        # an immutable shell that came from outside still leads to what is inside of it
        return Value(value.types, NO_ORIGINS, deep(value))
    return value


def _holds_atoms(known: Type) -> bool:
    if known.name in ATOMS:
        return True
    return bool(known.args) and all(arg and all(map(_holds_atoms, arg)) for arg in known.args)


def join(left: Value, right: Value) -> Value:
    """What covers both."""
    if left is right or left == right:
        return left
    return Value(join_types(left.types, right.types), left.own | right.own, left.inside | right.inside)


def join_all(values: Iterable[Value]) -> Value:
    """What covers all of them; no value for none."""
    result = BOTTOM
    for value in values:
        result = join(result, value)
    return result


def join_types(left: Types, right: Types, depth: int = 0) -> Types:
    """The union, with one entry for each generic type, and no wider or deeper than is useful."""
    if left <= right:
        return right
    if right <= left:
        return left
    if depth > _DEEPEST:
        return ANY
    merged: dict[tuple[str, Hashable], Type] = {}
    for found in (*left, *right):
        key = (found.name, None if found.name == "tuple" else found.ref)
        known = merged.get(key)
        merged[key] = found if known is None else _merge(known, found, depth)
    if len(merged) > _WIDEST or ("?", _WIDE) in merged:
        # from here on only what may show the order of a set is told apart, or joining would never end
        kept = (t for t in merged.values() if t.name in UNORDERED)
        return frozenset({Type("?"), Type("?", (), _WIDE), *kept})
    return frozenset(merged.values())


def _merge(left: Type, right: Type, depth: int) -> Type:
    if left == right:
        return left
    if len(left.args) == len(right.args) and left.ref == right.ref:
        pairs = zip(left.args, right.args, strict=True)
        return Type(left.name, tuple(join_types(a, b, depth + 1) for a, b in pairs), left.ref)
    if left.name == "tuple":
        items: Types = frozenset()
        for arg in (*left.args, *right.args):
            items = join_types(items, arg, depth + 1)
        return Type("tuple", (items,))
    return Type(left.name, (), left.ref)


@lru_cache(maxsize=20_000)
def limited(types: Types, depth: int = 0) -> Types:
    """Without nesting that would grow for ever (a list that holds lists that hold lists ...)."""
    if depth > _DEEPEST:
        return ANY
    return frozenset(
        t if not t.args else Type(t.name, tuple(limited(a, depth + 1) for a in t.args), t.ref) for t in types
    )


def container(name: str, *items: Value) -> Value:
    """A fresh container with one type argument for each item."""
    inside: Origins = NO_ORIGINS
    for item in items:
        inside |= deep(item)
    return Value(limited(frozenset({Type(name, tuple(i.types for i in items))})), NO_ORIGINS, inside)


def fixed_tuple(items: list[Value]) -> Value:
    """A tuple of known length."""
    inside: Origins = NO_ORIGINS
    for item in items:
        inside |= deep(item)
    types = frozenset({Type("tuple", tuple(i.types for i in items), "fixed")})
    return Value(limited(types), NO_ORIGINS, inside)


def has(value: Value, names: frozenset[str]) -> bool:
    """Whether one of the types may be meant."""
    return any(t.name in names for t in value.types)


def only(value: Value, names: frozenset[str]) -> bool:
    """Whether nothing but these types is possible (and something is)."""
    return bool(value.types) and all(t.name in names for t in value.types)


def instance_classes(value: Value) -> list[str]:
    """Target classes of which the value may be an instance."""
    return [t.name for t in value.types if ":" in t.name]


def kept(value: Value) -> Value:
    """The value as an attribute of an object holds it: whatever isn't shared belongs to the object."""
    outside = portable(value)
    own = frozenset(o for o in outside.own if o[0] == "g")
    return Value(outside.types, own, frozenset(o for o in outside.inside if o[0] == "g"))


def portable(value: Value) -> Value:
    """The value as another function sees it: without this function's arguments and nested functions."""
    types = value.types
    if any(t.name in LOCAL for t in types):
        types = frozenset(_portable_type(t) for t in types)
    return Value(types, _shared(value.own), _shared(value.inside))


def _portable_type(known: Type) -> Type:
    """A bound method stays one where its receiver is the same for everybody."""
    if known.name in ("bound", "method") and isinstance(known.ref, tuple):
        what, receiver, _ = known.ref
        shared = all(o[0] in "gx" for o in (*receiver.own, *receiver.inside))
        if shared and not any(t.name in LOCAL for t in receiver.types):
            return Type(known.name, (), (what, receiver, ""))
    return Type("?") if known.name in LOCAL else known


def _shared(origins: Origins) -> Origins:
    return frozenset(o for o in origins if o[0] in "gx") if origins else origins


def substituted(value: Value, arguments: Callable[[str], Value]) -> Value:
    """A callee's result in terms of the caller: parameters replaced by what was passed."""
    if not (value.own or value.inside):
        return value
    own = frozenset(o for origin in value.own for o in _replaced(origin, arguments))
    inside = frozenset(o for origin in value.inside for o in _replaced(origin, arguments))
    extra: Origins = NO_ORIGINS
    for origin in value.own:
        if origin.startswith("p:") and not origin.endswith("*"):
            extra |= arguments(origin[2:]).inside
    return settled(Value(value.types, own, inside | extra))


def _replaced(origin: str, arguments: Callable[[str], Value]) -> Iterable[str]:
    if not origin.startswith("p:"):
        # a default belongs to the callee; seen from outside it is state of the module
        return () if origin.startswith("d:") else (origin,)
    if origin.endswith("*"):
        return reach(arguments(origin[2:-1]))
    return arguments(origin[2:]).own
