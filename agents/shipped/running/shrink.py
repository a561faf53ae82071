"""Makes a failing call smaller for as long as it still fails; works on the encoded call."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

Json = Any
Encoded = dict[str, Json]


def shrink(call: Encoded, fails: Callable[[Encoded], bool], seconds: float) -> Encoded:
    """The smallest call that was found to fail."""
    deadline = time.monotonic() + seconds
    best = call
    improved = True
    while improved:
        improved = False
        for candidate in _smaller(best):
            if time.monotonic() > deadline:
                return best
            if fails(candidate):
                best, improved = candidate, True
                break
    return best


def _smaller(call: dict[str, Json]) -> Iterator[dict[str, Json]]:
    """Calls that are a step simpler, boldest first."""
    for name in call.get("kwargs", {}):
        yield {**call, "kwargs": {key: value for key, value in call["kwargs"].items() if key != name}}
    places = list(_places({"args": call["args"], "kwargs": call.get("kwargs", {})}, ()))
    shared = '"ref"' in json.dumps(call)
    for place, node in places:
        for simpler in _simpler(node, shared):
            changed = copy.deepcopy(call)
            _set(changed, place, simpler)
            yield changed


def _places(node: Json, place: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Json]]:
    """Every value below the arguments with its place, outermost first."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inside in parts:
        here = (*place, key)
        if len(here) > 1 and not (
            isinstance(key, str) and isinstance(inside, list) and key not in _CONTAINERS
        ):
            yield here, inside
        yield from _places(inside, here)


#: Tags whose list may lose items; other lists under a tag aren't values themselves.
_CONTAINERS = ("tuple", "set", "frozenset", "dict")


def _simpler(node: Json, shared: bool) -> Iterator[Json]:
    if isinstance(node, list):
        # References count objects, so that none may go where there are some.
        yield from () if shared else _shorter(node)
    elif isinstance(node, str):
        yield from (text for text in _shorter(node))
        yield from (node.replace(char, "a", 1) for char in dict.fromkeys(node) if char not in "a0 ")
    elif type(node) is int:
        nearer = node - 1 if node > 0 else node + 1
        yield from (value for value in (0, 1, node // 2, nearer) if abs(value) < abs(node))
    elif type(node) is float:
        candidates = (0.0, 1.0, float(int(node)), round(node, 1), node / 2)
        yield from (value for value in candidates if len(repr(value)) < len(repr(node)) and value == value)


def _shorter(items: Any) -> Iterator[Any]:
    size = len(items)
    if size == 0:
        return
    yield items[:0]
    if size > 3:
        yield items[: size // 2]
        yield items[size // 2 :]
    for place in range(min(size, 60)):
        yield items[:place] + items[place + 1 :]


def _set(root: Json, place: tuple[Any, ...], value: Json) -> None:
    for key in place[:-1]:
        root = root[key]
    root[place[-1]] = value
