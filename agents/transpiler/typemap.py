"""From what mypy and real calls say about a value to how native code represents it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agents.transpiler import lattice
from agents.transpiler.rtypes import (
    BOOL,
    BYTES,
    FLOAT,
    INT,
    NONE,
    NUM,
    OBJ,
    RANGE,
    STR,
    DictOf,
    FrozenSetOf,
    InstOf,
    ListOf,
    OptOf,
    RType,
    SetOf,
    TupleOf,
    VarTuple,
)

_SCALARS: dict[str, RType] = {
    "builtins.int": INT,
    "builtins.float": FLOAT,
    "builtins.bool": BOOL,
    "builtins.str": STR,
    "builtins.bytes": BYTES,
    "builtins.range": RANGE,
    "builtins.object": OBJ,
}
#: Abstract collections are read as the concrete one that callers nearly always pass; others deopt.
_CONTAINERS: dict[str, str] = {
    "builtins.list": "list",
    "typing.Sequence": "list",
    "typing.MutableSequence": "list",
    "typing.Collection": "list",
    "typing.Iterable": "list",
    "collections.abc.Sequence": "list",
    "collections.abc.Iterable": "list",
    "builtins.dict": "dict",
    "typing.Mapping": "dict",
    "typing.MutableMapping": "dict",
    "collections.abc.Mapping": "dict",
    "builtins.set": "set",
    "typing.AbstractSet": "set",
    "builtins.frozenset": "frozenset",
}
_KEYS = {"int", "float", "bool", "str", "char", "bytes", "tuple", "vartuple", "optional"}


def from_mypy(json: Any) -> RType:
    """The representation of a type in mypy's JSON form; OBJ where nothing narrower is exact."""
    match json:
        case {"k": "inst", "n": name, **rest} if name in _SCALARS and not rest.get("a"):
            return _SCALARS[name]
        case {"k": "inst", "n": "builtins.tuple", "a": [item]}:
            return VarTuple(from_mypy(item))
        case {"k": "inst", "n": name, "a": args} if name in _CONTAINERS:
            return _container(_CONTAINERS[name], [from_mypy(arg) for arg in args])
        case {"k": "inst", "n": name, **rest} if "." in name and not rest.get("a"):
            return InstOf(name)
        case {"k": "inst", "n": "re.Pattern" | "re.Match" as name}:
            return InstOf(name)
        case {"k": "tuple", "a": items}:
            return fixed_tuple([from_mypy(item) for item in items])
        case {"k": "none"}:
            return NONE
        case {"k": "literal", "n": name}:
            return _SCALARS.get(name, OBJ)
        case {"k": "union", "a": options}:
            # `str | Any`: the part that says nothing is dropped, since every read is checked
            return union(from_mypy(option) for option in options if option.get("k") != "any")
        case {"k": "typevar", "bound": bound} if bound:
            return OBJ
    return OBJ


#: Items of the longest tuple that is a Rust tuple; longer ones of one type are read like a list.
_LONGEST = 8


def fixed_tuple(items: list[RType]) -> RType:
    """A tuple of these items.

    >>> str(fixed_tuple([INT] * 9)), str(fixed_tuple([INT] * 8 + [STR]))
    ('vartuple[int]', 'object')
    """
    if len(items) <= _LONGEST:
        return TupleOf(*items)
    joined = union(items)
    return OBJ if joined == OBJ else VarTuple(joined)


def _container(name: str, args: list[RType]) -> RType:
    if name in ("dict", "set", "frozenset") and args and not hashable(args[0]):
        return OBJ
    makers = {"list": ListOf, "set": SetOf, "frozenset": FrozenSetOf, "dict": DictOf}
    return makers[name](*args)


def hashable(rtype: RType) -> bool:
    """Whether native dicts and sets take the type as a key."""
    return rtype.name in _KEYS and all(map(hashable, rtype.args))


def union(options: Iterable[RType]) -> RType:
    """The representation of a union."""
    result = lattice.BOTTOM
    for option in options:
        result = lattice.join(result, option)
    return OBJ if result == lattice.BOTTOM else result


def parameter(declared: RType, observed: list[RType]) -> RType:
    """What a parameter is read as.

    Annotations are hypotheses: where real calls pass ints for a float, native code takes both; where
    the annotation says nothing, the calls decide.
    """
    seen = union(observed) if observed else OBJ
    if _open(declared):
        return seen if observed else declared
    if declared == FLOAT and observed and seen in (INT, NUM):
        return NUM
    if observed and not declared.args and seen != OBJ and not lattice.coercible(seen, declared):
        # what callers really pass is another type than the annotation's (`ordinal("3")`)
        return OptOf(lattice.join(declared, seen.args[0])) if seen == OptOf(declared) else seen
    if declared.name == "list" and observed and seen.name in ("vartuple", "tuple", "dict", "set", "range", "str"):
        return seen
    if declared.name == "list" and seen.name == "list" and observed:
        return ListOf(parameter(declared.args[0], [seen.args[0]])) if not lattice.has_bottom(seen) else declared
    if declared.name == "optional":
        inner = [option.args[0] if option.name == "optional" else option for option in observed if option != NONE]
        return OptOf(parameter(declared.args[0], inner))
    return declared


def _open(rtype: RType) -> bool:
    return rtype == OBJ or any(map(_open, rtype.args))


def observed(text: str) -> RType:
    """Parses the sampler's spelling of a type: `list[int | float]`, `dict[str, int]`, `tuple[int, str]`.

    >>> str(observed("dict[str, list[int | float]]"))
    'dict[str, list[num]]'
    """
    rtype, rest = _parse_union(text.replace(" ", ""))
    return OBJ if rest else rtype


_NAMES = {"int": INT, "float": FLOAT, "bool": BOOL, "str": STR, "bytes": BYTES, "None": NONE, "NoneType": NONE, "range": RANGE}


def _parse_union(text: str) -> tuple[RType, str]:
    first, rest = _parse_one(text)
    options = [first]
    while rest.startswith("|"):
        option, rest = _parse_one(rest[1:])
        options.append(option)
    return union(options), rest


def _parse_one(text: str) -> tuple[RType, str]:
    end = next((i for i, char in enumerate(text) if char in "[]|,"), len(text))
    name, rest = text[:end], text[end:]
    args: list[RType] = []
    ellipsis = False
    if rest.startswith("["):
        rest = rest[1:]
        while rest and not rest.startswith("]"):
            if rest.startswith("..."):
                ellipsis, rest = True, rest[3:]
            else:
                arg, rest = _parse_union(rest)
                args.append(arg)
            rest = rest.removeprefix(",")
        rest = rest[1:]
    return _named(name, args, ellipsis), rest


def _named(name: str, args: list[RType], ellipsis: bool) -> RType:
    if name in _NAMES:
        return _NAMES[name]
    if name == "tuple":
        return VarTuple(args[0]) if ellipsis else TupleOf(*args)
    if name in ("list", "set", "frozenset"):
        return _container(name, args or [lattice.BOTTOM]) if args else ListOf(lattice.BOTTOM) if name == "list" else OBJ
    if name == "dict":
        return _container("dict", args) if len(args) == 2 else OBJ
    return InstOf(name) if "." in name else OBJ
