"""Reads encoded values without running the target's code: their types, and the objects in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agents.shipped.parity.shapes import VARIADIC, Shape, merge_all

Json = Any

_CONTAINERS = ("tuple", "dict", "set", "frozenset")
_NAMED = {"decimal": "decimal.Decimal", "date": "datetime.date", "datetime": "datetime.datetime"}


def shape_of_encoded(encoded: Json, depth: int = 0) -> Shape:
    """The type of an encoded value, as `shapes.shape_of` gives it for the value."""
    if depth > 6:
        return {("Any", 0): ()}
    if isinstance(encoded, list):
        items = merge_all(shape_of_encoded(item, depth + 1) for item in encoded)
        return {("list", 1): (items,)} if items else {("list", 0): ()}
    if not isinstance(encoded, dict):
        return {("None" if encoded is None else type(encoded).__name__, 0): ()}
    tag = next(iter(encoded))
    if tag in _CONTAINERS:
        return _container(tag, encoded[tag], depth + 1)
    if tag == "object":
        return {(encoded["object"].replace(":", "."), 0): ()}
    if tag in ("ref", "global", "child"):
        return {("Any", 0): ()}
    return {(_NAMED.get(tag, tag), 0): ()}


def _container(tag: str, items: list[Json], depth: int) -> Shape:
    if tag == "dict":
        if not items:
            return {("dict", 0): ()}
        keys = merge_all(shape_of_encoded(key, depth) for key, _ in items)
        return {("dict", 2): (keys, merge_all(shape_of_encoded(value, depth) for _, value in items))}
    shapes = [shape_of_encoded(item, depth) for item in items]
    if tag == "tuple" and len(items) <= 8:
        return {("tuple", len(items)): tuple(shapes)}
    if not items:
        return {(tag, 0): ()}
    return {(tag, VARIADIC if tag == "tuple" else 1): (merge_all(shapes),)}


def has_reference(encoded: Json) -> bool:
    """Whether it points to an object elsewhere in its call, and so means nothing alone."""
    if isinstance(encoded, dict):
        return "ref" in encoded or any(map(has_reference, encoded.values()))
    return isinstance(encoded, list) and any(map(has_reference, encoded))


def objects_in(encoded: Json) -> Iterator[dict[str, Json]]:
    """Encoded objects of classes, outermost first."""
    if isinstance(encoded, dict):
        if "object" in encoded:
            yield encoded
        for inside in encoded.values():
            yield from objects_in(inside)
    elif isinstance(encoded, list):
        for inside in encoded:
            yield from objects_in(inside)
