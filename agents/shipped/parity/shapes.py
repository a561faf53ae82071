"""The types of values that were seen, as text such as `dict[str, list[int | float]] | None`.

A shape is a union: each way of being, by name and number of arguments, with the shapes of its arguments.
`tuple[int, str]` has its exact length, `tuple[int, ...]` (arguments: `VARIADIC`) any. A container that was
empty has no arguments: `list`. The empty tuple is `tuple[]`.
"""

from __future__ import annotations

from typing import Any

#: {(name, number of arguments): shapes of the arguments}
Shape = dict[tuple[str, int], tuple[Any, ...]]
Parsed = tuple[Shape, str]

VARIADIC = -1
#: Items of a container that are looked at, from its start and spread over the rest.
_HEAD, _SPREAD = 48, 48
_DEEPEST = 6
#: More lengths of tuples than this are read as a tuple of any length.
_LENGTHS = 3

_qualname = type.__dict__["__qualname__"].__get__
_module = type.__dict__["__module__"].__get__
_mro = type.__dict__["__mro__"].__get__


def type_name(cls: type) -> str:
    """`int`, `None`, `pkg.mod.Class`; asks nothing of the class that could run its code."""
    module = _module(cls)
    name: str = _qualname(cls)
    if module == "builtins":
        return "None" if name == "NoneType" else name
    return f"{module}.{name}" if isinstance(module, str) else name


def class_order(cls: type) -> tuple[type, ...]:
    """The classes that a class inherits from, itself first, without running code of its metaclass."""
    order: tuple[type, ...] = _mro(cls)
    return order


def shape_of(value: Any, depth: int = 0) -> Shape:
    """What a value is, judged by exact types."""
    cls = type(value)
    if cls in _ITEMS and depth < _DEEPEST:
        return _ITEMS[cls](value, depth + 1)
    return {(type_name(cls), 0): ()}


def _of_items(name: str) -> Any:
    def shape(value: Any, depth: int) -> Shape:
        items = merge_all(shape_of(item, depth) for item in _some(value))
        return {(name, 1): (items,)} if items else {(name, 0): ()}

    return shape


def _of_dict(value: dict[Any, Any], depth: int) -> Shape:
    if not value:
        return {("dict", 0): ()}
    keys = merge_all(shape_of(key, depth) for key in _some(value))
    return {("dict", 2): (keys, merge_all(shape_of(item, depth) for item in _some(value.values())))}


def _of_tuple(value: tuple[Any, ...], depth: int) -> Shape:
    if len(value) > 8:
        return {("tuple", VARIADIC): (merge_all(shape_of(item, depth) for item in _some(value)),)}
    return {("tuple", len(value)): tuple(shape_of(item, depth) for item in value)}


_ITEMS = {
    list: _of_items("list"),
    set: _of_items("set"),
    frozenset: _of_items("frozenset"),
    tuple: _of_tuple,
    dict: _of_dict,
}


def _some(items: Any) -> Any:
    size = len(items)
    if size <= _HEAD + _SPREAD:
        return items
    step = size // _SPREAD
    return (item for place, item in enumerate(items) if place < _HEAD or place % step == 0)


def merge(left: Shape, right: Shape) -> Shape:
    """What covers both. An empty container adds nothing to a filled one of its kind."""
    if left == right:
        return left
    merged = dict(left)
    for key, args in right.items():
        known = merged.get(key)
        merged[key] = args if known is None else tuple(map(merge, known, args))
    return _one_tuple(_without_empty(merged))


def merge_all(shapes: Any) -> Shape:
    """What covers all of them."""
    result: Shape = {}
    for shape in shapes:
        result = merge(result, shape)
    return result


def _without_empty(shape: Shape) -> Shape:
    filled = {name for name, count in shape if count and name != "tuple"}
    return {key: args for key, args in shape.items() if key[1] or key[0] not in filled}


def _one_tuple(shape: Shape) -> Shape:
    tuples = {key: args for key, args in shape.items() if key[0] == "tuple"}
    if len(tuples) <= _LENGTHS and not (len(tuples) > 1 and ("tuple", VARIADIC) in tuples):
        return shape
    rest = {key: args for key, args in shape.items() if key not in tuples}
    return {**rest, ("tuple", VARIADIC): (merge_all(arg for args in tuples.values() for arg in args),)}


def text(shape: Shape) -> str:
    """
    >>> text(shape_of({"a": [1, 2.5]}))
    'dict[str, list[float | int]]'
    """
    return " | ".join(sorted(_one(name, count, args) for (name, count), args in shape.items()))


def _one(name: str, count: int, args: tuple[Shape, ...]) -> str:
    if count == 0:
        return "tuple[]" if name == "tuple" else name
    inside = ", ".join(map(text, args))
    return f"{name}[{inside}, ...]" if count == VARIADIC else f"{name}[{inside}]"


def type_text(value: Any) -> str:
    """The shape of a value as text."""
    return text(shape_of(value))


def parse(spelled: str) -> Shape:
    """The shape that `text` gave; ValueError where the text is none."""
    shape, rest = _union(spelled.replace(" ", ""))
    if rest:
        raise ValueError(f"not the text of a type: {spelled!r}")
    return shape


def _union(spelled: str) -> Parsed:
    shape, rest = _name(spelled)
    while rest.startswith("|"):
        option, rest = _name(rest[1:])
        shape = merge(shape, option)
    return shape, rest


def _name(spelled: str) -> Parsed:
    end = next((place for place, char in enumerate(spelled) if char in "[]|,"), len(spelled))
    name, rest = spelled[:end], spelled[end:]
    if not rest.startswith("["):
        return {(name, 0): ()}, rest
    args: list[Shape] = []
    count: int | None = None
    rest = rest[1:]
    while rest and rest[0] != "]":
        if rest.startswith("..."):
            count, rest = VARIADIC, rest[3:]
        else:
            arg, rest = _union(rest)
            args.append(arg)
        rest = rest.removeprefix(",")
    return {(name, len(args) if count is None else count): tuple(args)}, rest[1:]
