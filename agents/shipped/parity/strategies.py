"""The same specs as Hypothesis strategies; imported only where Hypothesis is installed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from . import rows
from .codec import decode, decode_call
from .generate import Call
from .make import Hints, NoValues
from .parts import empty, fill, resolve
from .shapes import VARIADIC, Shape, parse

Strategy = st.SearchStrategy[Any]


def calls(spec: dict[str, Any]) -> Strategy:
    """Strategy of calls, `(args, kwargs)`."""
    builder = _Builder(spec)
    fresh = builder.fresh(spec["params"])
    if not spec.get("calls"):
        return fresh
    return st.one_of(st.sampled_from(spec["calls"]).map(decode_call), fresh)


class _Builder:
    def __init__(self, spec: dict[str, Any]) -> None:
        self._hints = Hints(spec)
        self._classes = spec.get("classes", {})
        self._depth = 0

    def fresh(self, params: list[dict[str, Any]]) -> Strategy:
        positional = [p for p in params if p["kind"] in ("positional-only", "positional")]
        required = sum(not p.get("default") for p in positional)
        values = [self.of_param(param) for param in positional]
        args = st.one_of([st.tuples(*values[:count]) for count in range(len(values), required - 1, -1)])
        extra: Strategy = st.just(())
        keywords: Strategy = st.just({})
        needed: dict[str, Strategy] = {}
        optional: dict[str, Strategy] = {}
        for param in params:
            strategy = self.of_param(param)
            if param["kind"] == "variadic":
                args, extra = st.tuples(*values), st.lists(strategy, max_size=4)
            elif param["kind"] == "keywords":
                keywords = st.dictionaries(st.sampled_from(["key", "value", "x"]), strategy, max_size=2)
            elif param["kind"] == "keyword":
                (optional if param.get("default") else needed)[param["name"]] = strategy
        named = st.fixed_dictionaries(needed, optional=optional)
        return st.tuples(args, extra, named, keywords).map(_call)

    def of_shape(self, shape: Shape) -> Strategy:
        found = []
        for (name, count), args in shape.items():
            try:
                found.append(self._one(name, count, args))
            except NoValues:
                continue
        if not found:
            raise NoValues(f"no strategy for {shape}")
        return st.one_of(found)

    def _one(self, name: str, count: int, args: tuple[Shape, ...]) -> Strategy:
        if name in _SCALARS:
            return _SCALARS[name](self._hints)
        if name == "tuple" and count != VARIADIC:
            return st.tuples(*map(self.of_shape, args))
        inside = [self.of_shape(arg) for arg in args] or [st.integers(-9, 9)] * 2
        if name in _CONTAINERS:
            return _CONTAINERS[name](*inside)
        if name in ("Any", "object"):
            return st.one_of([self.of_shape(parse(spelled)) for spelled in rows.ANYTHING])
        return self._object(name)

    def _object(self, name: str) -> Strategy:
        recipe = self._classes.get(name)
        if recipe is None or self._depth > 3:
            raise NoValues(f"no values of {name} were seen")
        if "members" in recipe:
            return st.sampled_from(recipe["members"]).map(resolve)
        options = [st.sampled_from(recipe["seen"]).map(decode)] if recipe.get("seen") else []
        if "fields" in recipe:
            options += self._from_fields(recipe)
        if not options:
            raise NoValues(f"no values of {name} can be made")
        return st.one_of(options)

    def _from_fields(self, recipe: dict[str, Any]) -> list[Strategy]:
        self._depth += 1
        try:
            fields = {key: self.of_shape(parse(spelled)) for key, spelled in recipe["fields"].items()}
        except NoValues:
            return []
        finally:
            self._depth -= 1
        return [st.fixed_dictionaries(fields).map(lambda values: _object(recipe, values))]

    def of_param(self, param: dict[str, Any]) -> Strategy:
        try:
            return self.of_shape(parse(param["type"]))
        except NoValues:
            if not param.get("seen"):
                raise
            return st.sampled_from(param["seen"]).map(decode)


def _object(recipe: dict[str, Any], values: dict[str, Any]) -> Any:
    cls = resolve(recipe["object"])
    if recipe.get("kind") == "namedtuple":
        return empty(cls, tuple(values.values()))
    slots = set(recipe.get("slots", ()))
    made = empty(cls, None)
    state = {name: value for name, value in values.items() if name not in slots}
    fill(made, None, state or None, {name: values[name] for name in values if name in slots})
    return made


def _call(parts: Any) -> Call:
    args, extra, named, keywords = parts
    return [*args, *extra], {**keywords, **named}


def _ints(hints: Hints) -> Strategy:
    widest = 1 << hints.bits
    seen = hints.seen.get("int", [])
    near = [value + step for value in seen[:60] for step in (-1, 0, 1)]
    return st.one_of(
        st.integers(-widest if hints.negative else 0, widest), st.sampled_from([*rows.INTS, *near])
    )


def _floats(hints: Hints) -> Strategy:
    seen = hints.seen.get("float", [])
    return st.one_of(
        st.floats(-1e6, 1e6), st.sampled_from([*rows.FLOATS, *rows.ODD_FLOATS, *seen]), st.floats()
    )


def _texts(hints: Hints) -> Strategy:
    seen = hints.seen.get("str", [])
    alphabet = hints.alphabets[-1] or "a"
    return st.one_of(
        st.text(alphabet, max_size=hints.long_text),
        st.sampled_from([*seen, *rows.TEXTS]),
        st.text(st.characters(), max_size=hints.long_text),
    )


_SCALARS: dict[str, Any] = {
    "int": _ints,
    "float": _floats,
    "bool": lambda hints: st.booleans(),
    "str": _texts,
    "bytes": lambda hints: st.one_of(
        st.binary(max_size=20), st.sampled_from([*rows.BYTES, *hints.seen.get("bytes", [])])
    ),
    "bytearray": lambda hints: st.binary(max_size=20).map(bytearray),
    "None": lambda hints: st.none(),
    "complex": lambda hints: st.complex_numbers(),
    "range": lambda hints: st.sampled_from(rows.RANGES),
    "ellipsis": lambda hints: st.just(...),
}
_CONTAINERS: dict[str, Any] = {
    "list": lambda item, *_: st.lists(item, max_size=12),
    "tuple": lambda item, *_: st.lists(item, max_size=12).map(tuple),
    "set": lambda item, *_: st.sets(item, max_size=12),
    "frozenset": lambda item, *_: st.frozensets(item, max_size=12),
    "dict": lambda key, value: st.dictionaries(key, value, max_size=12),
}
