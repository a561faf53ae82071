"""Classes of all simple kinds, for the tests of the codec and the comparer."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Point(NamedTuple):
    x: float
    y: float


class Colour(enum.Enum):
    RED = 1
    GREEN = "g"


class Level(enum.IntEnum):
    LOW = 1


@dataclass
class Box:
    items: list[Any] = field(default_factory=list)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    left: Any
    right: Any


class Plain:
    def __init__(self) -> None:
        raise AssertionError("nobody may call this")

    def __eq__(self, other: object) -> bool:
        raise AssertionError("nor this")

    __hash__ = None  # type: ignore[assignment]


class Slotted:
    __slots__ = ("a", "b")


class Celsius(float):
    unit: str

    def __repr__(self) -> str:
        raise AssertionError("nor this")


class Names(list):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        raise AssertionError("nor this")


class Refused(ValueError):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def made(cls: type, **state: Any) -> Any:
    """An object without its __init__ having run."""
    made = cls.__new__(cls)
    for name, value in state.items():
        object.__setattr__(made, name, value)
    return made


def double(x: int) -> int:
    return 2 * x
