from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, find, settings

from agents.shipped.parity import Generator, encode, encode_call
from agents.shipped.parity.make import NoValues
from agents.shipped.parity.shapes import merge_all, parse, shape_of, text, type_text
from agents.shipped.parity.strategies import calls

TYPES = [
    "int", "float", "bool", "str", "bytes", "None", "int | None", "list[int]", "list[list[float]]",
    "dict[str, list[float | int]]", "tuple[int, str]", "tuple[int, ...]", "set[int]", "frozenset[str]", "Any",
]  # fmt: skip


def spec(*types: str, **more: Any) -> dict[str, Any]:
    params = [
        {"name": f"x{n}", "kind": "positional", "type": kind, "seen": []} for n, kind in enumerate(types)
    ]
    return {"params": params, **more}


@pytest.mark.parametrize("kind", TYPES)
def test_most_values_have_the_type(kind: str) -> None:
    generator = Generator(spec(kind), seed=1)
    wanted = parse(kind)
    if kind == "Any":
        return
    made = [[*args, *kwargs.values()] for args, kwargs in (generator.call() for _ in range(2000))]
    assert sum(len(call) == 1 and merge_all([wanted, shape_of(call[0])]) == wanted for call in made) > 1800


@pytest.mark.parametrize("kind", TYPES)
def test_the_same_seed_gives_the_same_calls(kind: str) -> None:
    one, two, other = (
        Generator(spec(kind, kind), 5),
        Generator(spec(kind, kind), 5),
        Generator(spec(kind, kind), 6),
    )
    first = [encode_call(*one.call()) for _ in range(60)]
    assert first == [encode_call(*two.call()) for _ in range(60)]
    assert first != [encode_call(*other.call()) for _ in range(60)] or kind == "None"


@pytest.mark.parametrize("kind", TYPES)
def test_hypothesis_makes_the_type_as_well(kind: str) -> None:
    found = find(
        calls(spec(kind)),
        lambda call: len(call[0]) == 1,
        settings=settings(max_examples=20, database=None, suppress_health_check=list(HealthCheck)),
    )
    assert len(found[0]) == 1


@pytest.mark.parametrize("kind", ["int", "float", "str", "bool"])
def test_speed(kind: str) -> None:
    generator = Generator(spec(kind), 1)
    started = time.process_time()
    for _ in range(20_000):
        generator.call()
    assert 20_000 / (time.process_time() - started) > 50_000


def test_edges_are_reached() -> None:
    generator = Generator(spec("float", "str", "int"), 1)
    made = [generator.call()[0] for _ in range(20_000)]
    shown = Counter(repr(value) for args in made for value in args)
    for edge in (
        "-0.0",
        "nan",
        "inf",
        "5e-324",
        "9007199254740992.0",
        "'\\x1c'",
        "'ß'",
        "'\\ud800'",
        "True",
        "None",
    ):
        assert shown[edge], edge
    assert any(type(value) is int and abs(value) >= 2**63 for args in made for value in args)


def test_ints_are_as_large_as_those_seen() -> None:
    small = spec("int")
    small["params"][0]["seen"] = [3, 9]
    generator = Generator(small, 1)
    generator.hints.large = False
    values = [
        value for args, _ in (generator.call() for _ in range(3000)) for value in args if type(value) is int
    ]
    assert sorted(values)[len(values) * 8 // 10] < 40


def test_constants_and_real_calls_are_used() -> None:
    generator = Generator(spec("str", constants=["needle"], calls=[{"args": ["978-3-16"], "kwargs": {}}]), 1)
    made = [args[0] for args, _ in (generator.call() for _ in range(2000)) if args]
    assert "needle" in made
    assert sum(type(value) is str and value[:3] == "978" for value in made) > 100


def test_defaults_keywords_and_rest() -> None:
    params = [
        {"name": "a", "kind": "positional-only", "type": "int"},
        {"name": "b", "kind": "positional", "type": "int", "default": True},
        {"name": "rest", "kind": "variadic", "type": "str"},
        {"name": "k", "kind": "keyword", "type": "bool", "default": True},
        {"name": "more", "kind": "keywords", "type": "int"},
    ]
    generator = Generator({"params": params}, 1)
    sizes = Counter(
        (min(len(args), 3), "k" in kwargs, len(kwargs) > 1)
        for args, kwargs in (generator.call() for _ in range(900))
    )
    assert {size for size, _, _ in sizes} >= {1, 2, 3}
    assert {k for _, k, _ in sizes} == {True, False}
    assert {more for _, _, more in sizes} == {True, False}


def test_two_arguments_may_be_one_object() -> None:
    generator = Generator(spec("list[int]", "list[int]"), 1)
    made = [generator.call()[0] for _ in range(3000)]
    assert any(len(args) == 2 and args[0] is args[1] for args in made)


POINT = {
    "object": "tests.evidence.shapes_of_objects:Point",
    "kind": "namedtuple",
    "fields": {"0": "float", "1": "int"},
}
BOX = {
    "object": "tests.evidence.shapes_of_objects:Box",
    "kind": "plain",
    "fields": {"items": "list[int]", "label": "str"},
    "slots": [],
}
COLOUR = {"members": ["tests.evidence.shapes_of_objects:Colour.RED"]}
CLASSES = {"m.Point": POINT, "m.Box": BOX, "m.Colour": COLOUR}


@pytest.mark.parametrize(("name", "cls"), [("m.Point", "Point"), ("m.Box", "Box"), ("m.Colour", "Colour")])
def test_objects_are_made_by_recipe(name: str, cls: str) -> None:
    generator = Generator(spec(name, classes=CLASSES), 1)
    made = [args[0] for args, _ in (generator.call() for _ in range(50)) if args]
    assert sum(type(value).__name__ == cls for value in made) > 35
    assert type(find(calls(spec(name, classes=CLASSES)), lambda call: True)[0][0]).__name__ == cls


def test_unknown_classes_are_refused_unless_seen() -> None:
    with pytest.raises(NoValues):
        Generator(spec("other.Thing"), 1)
    seen = spec("other.Thing")
    seen["params"][0]["seen"] = [encode((1, 2))]
    assert Generator(seen, 1).call() is not None


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ([1, 2.5], "list[float | int]"),
        ([], "list"),
        ({"a": [1], "b": []}, "dict[str, list[int]]"),
        ((1, "a"), "tuple[int, str]"),
        ((), "tuple[]"),
        (tuple(range(20)), "tuple[int, ...]"),
        (None, "None"),
        ([(1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)], "list[tuple[int, ...]]"),
    ],
)
def test_types_of_values(value: Any, spelled: str) -> None:
    assert type_text(value) == spelled
    assert text(parse(spelled)) == spelled
