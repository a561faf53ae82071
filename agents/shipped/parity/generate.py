"""Calls made at random from what is known about a function.

A spec is plain JSON:

    {"params": [{"name": "x", "kind": "positional", "type": "list[int]", "seen": [...], "default": false}],
     "constants": [...], "calls": [...],
     "classes": {"pkg.mod.Point": {"object": "pkg.mod:Point", "kind": "namedtuple",
                                   "fields": {"x": "float"}, "seen": [...]}}}

kind: `positional-only`, `positional`, `variadic`, `keyword`, `keywords`; `seen`, `constants` and `calls` are
encoded as in `codec`. The same spec and seed give the same calls.
"""

from __future__ import annotations

from random import Random
from typing import Any

from . import rows
from .codec import decode_call
from .make import Hints, Maker, Makers, mutated_text
from .shapes import shape_of, type_name

Call = tuple[list[Any], dict[str, Any]]

#: Share of calls with one argument that is not what the function expects.
HOSTILE = 0.07
#: Share of calls that start from a real one, where there are any.
MUTATED = 0.3
_NAMES = ("key", "value", "x", "default", "name")


class Generator:
    """Makes calls for one function."""

    def __init__(self, spec: dict[str, Any], seed: int) -> None:
        self._random = Random(seed)
        self.hints = Hints(spec)
        self._makers = Makers(self.hints, spec.get("classes", {}))
        self._params = [(param, self._makers.of_param(param)) for param in spec["params"]]
        self._calls = list(spec.get("calls", ()))
        mutable = [param["type"] for param in spec["params"] if param["type"].startswith(_MUTABLE)]
        self._aliases = len(mutable) > len(set(mutable))

    def call(self) -> Call:
        """Arguments, made anew; they may share objects with each other."""
        random = self._random
        chance = random.random()
        if self._calls and chance < MUTATED:
            args, kwargs = self._from_real()
        else:
            args, kwargs = self._fresh()
        chance = random.random()
        if chance < HOSTILE:
            self._surprise(args, kwargs)
        elif self._aliases and chance < HOSTILE + 0.03:
            self._alias(args)
        return args, kwargs

    def _fresh(self) -> Call:
        random = self._random
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        by_name = random.random() < 0.1
        left_out = random.random() < 0.25
        for param, maker in self._params:
            kind = param["kind"]
            if param.get("default") and (left_out or (kind == "keyword" and random.random() < 0.3)):
                # Whatever follows by position has a default as well.
                continue
            by_name = by_name and kind != "variadic"
            if kind in ("positional-only", "positional") and not (by_name and kind == "positional"):
                args.append(maker(random))
            elif kind == "variadic":
                args += [] if left_out else [maker(random) for _ in range(int(random.random() * 4))]
            elif kind == "keywords":
                kwargs.update((name, maker(random)) for name in _NAMES[: int(random.random() * 3)])
            else:
                kwargs[param["name"]] = maker(random)
        return args, kwargs

    def _from_real(self) -> Call:
        random = self._random
        args, kwargs = decode_call(random.choice(self._calls))
        for _ in range(1 if random.random() < 0.7 else 2):
            place = int(random.random() * (len(args) + len(kwargs)))
            if place < len(args):
                args[place] = self._mutated(args[place], place)
            elif kwargs:
                name = list(kwargs)[place - len(args)]
                kwargs[name] = self._mutated(kwargs[name], name)
        return args, kwargs

    def _mutated(self, value: Any, which: int | str) -> Any:
        random = self._random
        if random.random() < 0.25:
            return self._maker(which)(random)
        change = _CHANGES.get(type(value))
        return self._maker(which)(random) if change is None else change(self, value)

    def _maker(self, which: int | str) -> Maker:
        for place, (param, maker) in enumerate(self._params):
            if which in (place, param["name"]) or param["kind"] in ("variadic", "keywords"):
                return maker
        return self._makers.of("int")

    def _change_int(self, value: int) -> int:
        step = self._random.choice((1, -1, 2, -2, 10, 100))
        return self._random.choice((value + step, -value, value * 2, value // 2, 0))

    def _change_float(self, value: float) -> float:
        return self._random.choice((value + 1, -value, value * 2, value / 3, round(value, 1), 0.0, -0.0))

    def _change_text(self, value: str) -> str:
        return mutated_text(value, self._random, self._random.choice(self.hints.alphabets))

    def _change_list(self, value: list[Any]) -> list[Any]:
        random = self._random
        if not value:
            return value
        place = int(random.random() * len(value))
        kind = int(random.random() * 5)
        if kind == 0:
            del value[place]
        elif kind == 1:
            value.insert(place, value[int(random.random() * len(value))])
        elif kind == 2:
            value.reverse()
        elif kind == 3:
            random.shuffle(value)
        else:
            change = _CHANGES.get(type(value[place]))
            value[place] = value[place] if change is None else change(self, value[place])
        return value

    def _change_tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        inside = list(value)
        if inside:
            place = int(self._random.random() * len(inside))
            change = _CHANGES.get(type(inside[place]))
            inside[place] = inside[place] if change is None else change(self, inside[place])
        return tuple(inside)

    def _change_dict(self, value: dict[Any, Any]) -> dict[Any, Any]:
        random = self._random
        if value and random.random() < 0.4:
            del value[random.choice(list(value))]
        elif value:
            key = random.choice(list(value))
            change = _CHANGES.get(type(value[key]))
            value[key] = value[key] if change is None else change(self, value[key])
        return value

    def _surprise(self, args: list[Any], kwargs: dict[str, Any]) -> None:
        """One argument becomes something else; or there is one too many or too few."""
        random = self._random
        place = int(random.random() * (len(args) + 0.3))
        if place == len(args):
            if args and random.random() < 0.5:
                args.pop()
            else:
                args.append(0)
            return
        makers = rows.HOSTILE.get(type_name(type(args[place])))
        if makers:
            args[place] = random.choice(makers)(args[place])

    def _alias(self, args: list[Any]) -> None:
        """Two arguments of one type become the same object."""
        first: dict[str, Any] = {}
        for place, arg in enumerate(args):
            if type(arg) in (list, dict, set, bytearray):
                args[place] = first.setdefault(str(shape_of(arg)), arg)


_MUTABLE = ("list", "dict", "set", "bytearray")
_CHANGES: dict[type, Any] = {
    int: Generator._change_int,
    float: Generator._change_float,
    str: Generator._change_text,
    list: Generator._change_list,
    tuple: Generator._change_tuple,
    dict: Generator._change_dict,
}
