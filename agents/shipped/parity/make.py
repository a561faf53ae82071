"""Makers of random values, one for each type: small mostly, edges often, huge rarely."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from . import rows
from .codec import decode
from .parts import empty, fill, resolve
from .shapes import VARIADIC, Shape, parse

Maker = Callable[[Random], Any]


class NoValues(Exception):
    """There is no way to make a value of some type."""


class Hints:
    """What real calls and the code say about sizes and contents; constants come from the code."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.seen: dict[str, list[Any]] = {}
        self.longest = 0
        for encoded in spec.get("constants", ()):
            self._add(encoded, 0)
        for param in spec["params"]:
            for encoded in param.get("seen", ()):
                self._add(encoded, 0)
        texts = self.seen.get("str", [])
        own = "".join(sorted(set("".join(texts))))
        #: Characters that texts are made of; those that were seen most often.
        self.alphabets = [*rows.ALPHABETS, *([own] * 6 if own else [])]
        ints = [value for value in self.seen.get("int", ()) if abs(value) < 2**40]
        #: Bits of the ints that are made.
        self.bits = max((value.bit_length() for value in ints), default=3 if self.seen.get("int") else 16) + 1
        self.negative = not ints or min(ints) < 0
        self.long_text = max(12, *(2 * len(text) for text in texts)) if texts else 12
        self.longest = max(self.longest, 6)
        #: Whether ints that a loop never finishes may be made.
        self.large = True

    def _add(self, encoded: Any, depth: int) -> None:
        if depth > 4:
            return
        if isinstance(encoded, list):
            self.longest = max(self.longest, len(encoded))
            for item in encoded[:50]:
                self._add(item, depth + 1)
        elif isinstance(encoded, dict):
            self._add_tagged(encoded, depth)
        elif encoded is not None and type(encoded) is not bool:
            values = self.seen.setdefault(type(encoded).__name__, [])
            if len(values) < 200:
                values.append(encoded)

    def _add_tagged(self, encoded: dict[str, Any], depth: int) -> None:
        for tag, inside in encoded.items():
            if tag in ("tuple", "dict", "set", "frozenset"):
                self._add([part for pair in inside for part in pair] if tag == "dict" else inside, depth)
            elif tag in ("bytes", "bytearray"):
                self.seen.setdefault("bytes", []).append(inside.encode("latin-1"))
            elif tag in ("state", "slots"):
                self._add(list(inside.values()), depth)
            elif tag == "base":
                self._add(inside, depth)


class Makers:
    """Builds the maker of a type; classes of the target by recipe."""

    def __init__(self, hints: Hints, classes: dict[str, dict[str, Any]]) -> None:
        self._hints = hints
        self._classes = classes
        self._known: dict[str, Maker] = {}
        self._depth = 0

    def of(self, spelled: str) -> Maker:
        """The maker of a type that is given as text."""
        if spelled not in self._known:
            self._known[spelled] = self.of_shape(parse(spelled))
        return self._known[spelled]

    def of_param(self, param: dict[str, Any]) -> Maker:
        """The maker of a parameter; what was seen of it where its type says nothing."""
        try:
            return self.of(param["type"])
        except NoValues:
            seen = param.get("seen")
            if not seen:
                raise
            return lambda random: decode(random.choice(seen))

    def of_shape(self, shape: Shape) -> Maker:
        makers = []
        problems = []
        for (name, count), args in shape.items():
            try:
                makers.append(self._one(name, count, args))
            except NoValues as problem:
                problems.append(str(problem))
        if not makers:
            raise NoValues("; ".join(problems))
        if len(makers) == 1:
            return makers[0]
        return lambda random: makers[int(random.random() * len(makers))](random)

    def _one(self, name: str, count: int, args: tuple[Shape, ...]) -> Maker:
        if name in _SCALARS:
            return _SCALARS[name](self._hints)
        if name == "tuple" and count != VARIADIC:
            makers = [self.of_shape(arg) for arg in args]
            return lambda random: tuple([maker(random) for maker in makers])
        if name in _CONTAINERS:
            items = [self.of_shape(arg) for arg in args] or [self.of("int")] * 2
            return _CONTAINERS[name](self._hints, *items)
        if name in ("Any", "object", "builtins.object"):
            choices = [self.of(spelled) for spelled in rows.ANYTHING]
            return lambda random: random.choice(choices)(random)
        return self._object(name)

    def _object(self, name: str) -> Maker:
        recipe = self._classes.get(name)
        if recipe is None or self._depth > 3:
            raise NoValues(f"no values of {name} were seen")
        if "members" in recipe:
            members = recipe["members"]
            return lambda random: resolve(random.choice(members))
        seen = recipe.get("seen", [])
        built = self._from_fields(recipe) if "fields" in recipe else None
        if built is None and not seen:
            raise NoValues(f"no values of {name} can be made")
        return _seen_or_built(seen, built)

    def _from_fields(self, recipe: dict[str, Any]) -> Maker | None:
        self._depth += 1
        try:
            return _built(recipe, {key: self.of(spelled) for key, spelled in recipe["fields"].items()})
        except NoValues:
            return None
        finally:
            self._depth -= 1


def _seen_or_built(seen: list[Any], built: Maker | None) -> Maker:
    if built is None or not seen:
        return built or (lambda random: decode(random.choice(seen)))
    return lambda random: decode(random.choice(seen)) if random.random() < 0.5 else built(random)


def _built(recipe: dict[str, Any], fields: dict[str, Maker]) -> Maker:
    slots = set(recipe.get("slots", ()))

    def make(random: Random) -> Any:
        cls = resolve(recipe["object"])
        values = {name: maker(random) for name, maker in fields.items()}
        if recipe.get("kind") == "namedtuple":
            return empty(cls, tuple(values.values()))
        made = empty(cls, None)
        state = {name: value for name, value in values.items() if name not in slots}
        fill(made, None, state or None, {name: values[name] for name in values if name in slots})
        return made

    return make


def _ints(hints: Hints) -> Maker:
    seen = hints.seen.get("int", []) or [0, 1]

    def make(random: Random) -> int:
        chance = random.random()
        if chance < 0.55:
            value = int(random.random() * (1 << int(random.random() * hints.bits) + 1))
            return -value if hints.negative and random.random() < 0.3 else value
        if chance < 0.8:
            return seen[int(random.random() * len(seen))] + int(random.random() * 3) - 1
        if chance < 0.97 or not hints.large:
            return random.choice(rows.INTS)
        return random.choice(rows.HUGE_INTS if chance > 0.995 else rows.LARGE_INTS)

    return make


def _floats(hints: Hints) -> Maker:
    seen = [*hints.seen.get("float", []), *map(float, filter(_small, hints.seen.get("int", [])))] or [1.0]
    widest = max((abs(value) for value in seen), default=1.0) or 1.0

    def make(random: Random) -> float:
        chance = random.random()
        if chance < 0.3:
            return (random.random() * 2.4 - 1.2) * widest
        if chance < 0.5:
            return round((random.random() * 2 - 1) * 1000, int(random.random() * 4))
        if chance < 0.7:
            factor = random.choice((1.0, 1.0, -1.0, 0.5, 1.0000000000000002))
            return seen[int(random.random() * len(seen))] * factor
        if chance < 0.8:
            return (random.random() - 0.5) * 10.0 ** (random.random() * 40 - 20)
        return random.choice(rows.FLOATS if chance < 0.96 else rows.ODD_FLOATS)

    return make


def _small(value: int) -> bool:
    return abs(value) < 2**53


def _texts(hints: Hints) -> Maker:
    seen = [text for text in hints.seen.get("str", []) if len(text) < 2000]
    alphabets = hints.alphabets

    def make(random: Random) -> str:
        chance = random.random()
        if seen and chance < 0.25:
            return random.choice(seen)
        if seen and chance < 0.55:
            return mutated_text(random.choice(seen), random, random.choice(alphabets))
        if chance < 0.68:
            return random.choice(rows.TEXTS)
        if chance < 0.71:
            return random.choice(rows.TEXTS) + random.choice(seen or rows.TEXTS) + random.choice(rows.TEXTS)
        alphabet = random.choice(alphabets)
        size = int(random.random() * hints.long_text) if chance < 0.997 else int(random.random() * 3000)
        return "".join(random.choices(alphabet, k=size))

    return make


def mutated_text(text: str, random: Random, alphabet: str) -> str:
    """The text with something small done to it."""
    place = int(random.random() * (len(text) + 1))
    other = int(random.random() * (len(text) + 1))
    kind = int(random.random() * 8)
    if kind < 2:
        return text[:place] + random.choice(alphabet) + text[place + 1 :]
    if kind == 2:
        return text[:place] + text[place + 1 :]
    if kind == 3:
        return text[:place] + random.choice(alphabet) + text[place:]
    if kind == 4:
        return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
    if kind == 5:
        return text[min(place, other) : max(place, other)]
    if kind == 6:
        return text.swapcase() if random.random() < 0.5 else text + text
    return text[:place] + random.choice(rows.TEXTS) + text[place:]


def _bytes(hints: Hints) -> Maker:
    seen = hints.seen.get("bytes", [])

    def make(random: Random) -> bytes:
        chance = random.random()
        if seen and chance < 0.3:
            return random.choice(seen)
        if chance < 0.4:
            return random.choice(rows.BYTES)
        if seen and chance < 0.6:
            whole = bytearray(random.choice(seen) or b"x")
            whole[int(random.random() * len(whole))] = int(random.random() * 256)
            return bytes(whole)
        return random.randbytes(int(random.random() * 20))

    return make


def _bytearrays(hints: Hints) -> Maker:
    make = _bytes(hints)
    return lambda random: bytearray(make(random))


def size(hints: Hints, random: Random) -> int:
    """How many items a container gets."""
    chance = random.random()
    if chance < 0.1:
        return int(chance * 20)
    if chance < 0.995:
        return int(random.random() * random.random() * 2 * min(hints.longest, 60)) + 1
    return int(random.random() * 400)


def _lists(hints: Hints, item: Maker, *_: Maker) -> Maker:
    def make(random: Random) -> list[Any]:
        count = size(hints, random)
        if random.random() < 0.1:
            few = [item(random) for _ in range(2)]
            return [few[int(random.random() * 2)] for _ in range(count)]
        return [item(random) for _ in range(count)]

    return make


def _dicts(hints: Hints, key: Maker, value: Maker) -> Maker:
    return lambda random: {key(random): value(random) for _ in range(size(hints, random))}


def _from_list(kind: Any) -> Any:
    def container(hints: Hints, item: Maker, *_: Maker) -> Maker:
        make = _lists(hints, item)
        return lambda random: kind(make(random))

    return container


_SCALARS: dict[str, Callable[[Hints], Maker]] = {
    "int": _ints,
    "float": _floats,
    "bool": lambda hints: lambda random: random.random() < 0.5,
    "str": _texts,
    "bytes": _bytes,
    "bytearray": _bytearrays,
    "None": lambda hints: lambda random: None,
    "complex": lambda hints: lambda random: random.choice(rows.COMPLEX),
    "range": lambda hints: lambda random: random.choice(rows.RANGES),
    "ellipsis": lambda hints: lambda random: ...,
}
_CONTAINERS: dict[str, Any] = {
    "list": _lists,
    "tuple": _from_list(tuple),
    "set": _from_list(set),
    "frozenset": _from_list(frozenset),
    "dict": _dicts,
}
