from __future__ import annotations

from agents.analyse.captured import merged, observed, wanted_types
from agents.records import Captured


def captured(name: str, **types: tuple[tuple[str, int], ...]) -> Captured:
    return Captured(id=name, calls=1, seconds=0.0, raised=0, types=types, returns=(("int", 1),))


def test_empty_containers_count_for_filled_ones() -> None:
    counts = (("list[int]", 5), ("list", 3), ("None", 1))
    assert observed(counts) == (("list[int]", 8), ("None", 1))
    assert merged(counts) == "None | list[int]"


def test_nothing_but_empty_stays_empty() -> None:
    assert observed((("dict", 2),)) == (("dict", 2),)


def test_mixtures_become_unions() -> None:
    assert merged((("int", 9), ("float", 1))) == "float | int"
    assert merged((("list[int]", 9), ("list[float]", 1))) == "list[float | int]"
    assert merged((("tuple[int]", 1), ("tuple[int, int]", 1))) == "tuple[int, int] | tuple[int]"


def test_classes_of_tests_are_left_out() -> None:
    assert merged((("test_shop.Odd", 1), ("int", 1))) == ""
    assert merged((("tests.helpers.Fake", 1),)) == ""


def test_only_symbols_of_the_core() -> None:
    seen = {"a.b:f": captured("a.b:f", x=(("int", 1),)), "a.c:g": captured("a.c:g", x=(("int", 1),))}
    assert wanted_types(seen, "a.b") == {"f": {"x": "int", "return": "int"}}
