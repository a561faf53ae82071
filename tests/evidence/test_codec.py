from __future__ import annotations

import json
import math
import struct
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.shipped.parity import Unencodable, decode, decode_call, encode, encode_call
from agents.shipped.parity.codec import CHILDREN
from agents.shipped.parity.compare import Comparison
from tests.evidence.shapes_of_objects import (
    Box,
    Celsius,
    Colour,
    Level,
    Names,
    Pair,
    Plain,
    Point,
    Slotted,
    double,
    made,
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**300), 2**300),
    st.floats(),
    st.binary(),
    st.complex_numbers(),
    st.text(st.characters(exclude_categories=())),
    st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9)),
)
hashable = st.one_of(scalars.filter(lambda value: value == value), st.tuples(scalars, scalars))
values = st.recursive(
    scalars,
    lambda inside: st.one_of(
        st.lists(inside),
        st.lists(inside).map(tuple),
        st.dictionaries(hashable, inside),
        st.sets(hashable),
        st.frozensets(hashable),
        st.binary().map(bytearray),
        st.builds(Box, st.lists(inside), st.text()),
        st.builds(Pair, inside, inside),
        st.builds(Point, inside, inside),
    ),
    max_leaves=12,
)


def bits(value: float) -> bytes:
    return struct.pack(">d", value)


def through_json(value: Any) -> Any:
    return decode(json.loads(json.dumps(encode(value))))


@settings(max_examples=400, deadline=None)
@given(values)
def test_round_trip_is_exact(value: Any) -> None:
    Comparison().same("value", value, through_json(value))


@given(st.lists(values, min_size=1, max_size=3), st.data())
def test_shared_objects_stay_shared(parts: list[Any], data: Any) -> None:
    args = [data.draw(st.sampled_from(parts)) for _ in range(4)]
    again, _ = decode_call(json.loads(json.dumps(encode_call(args, {}))))
    comparison = Comparison()
    for place, (left, right) in enumerate(zip(args, again, strict=True)):
        comparison.same(f"argument {place}", left, right)


@pytest.mark.parametrize(
    "payload", ["7ff8000000000000", "fff8000000000000", "7ff8000000000001", "7ff0000000000001"]
)
def test_nan_keeps_its_payload(payload: str) -> None:
    value = struct.unpack(">d", bytes.fromhex(payload))[0]
    assert bits(through_json(value)) == bits(value)


def test_a_list_may_contain_itself() -> None:
    value: list[Any] = [1]
    value.append(value)
    again = through_json(value)
    assert again[1] is again


def test_pairs_of_surrogates_are_not_joined() -> None:
    assert through_json("\ud83d\ude00") == "\ud83d\ude00" != "\U0001f600"


@pytest.mark.parametrize(
    "value",
    [
        Colour.RED,
        Level.LOW,
        double,
        len,
        math.sqrt,
        int,
        Point,
        ...,
        NotImplemented,
        Decimal("1.10"),
        date(2020, 2, 29),
    ],
    ids=lambda thing: getattr(thing, "__qualname__", repr(thing)),
)
def test_named_things_come_back_as_themselves(value: Any) -> None:
    again = through_json(value)
    assert again == value and type(again) is type(value)
    assert again is value or isinstance(value, Decimal | date)


def test_objects_are_built_without_running_their_code() -> None:
    plain = through_json(made(Plain, a=1, b=[2]))
    assert type(plain) is Plain and vars(plain) == {"a": 1, "b": [2]}
    slotted = through_json(made(Slotted, b=3))
    assert slotted.b == 3 and not hasattr(slotted, "a")
    warm = Celsius(21.5)
    warm.unit = "C"
    again = through_json(warm)
    assert type(again) is Celsius and float(again) == 21.5 and again.unit == "C"
    names = Names(["a"])
    assert list.__getitem__(through_json(names), 0) == "a"


@pytest.mark.parametrize("kind", CHILDREN, ids=lambda kind: kind.__name__)
def test_subclasses_made_to_surprise(kind: type) -> None:
    value = CHILDREN[kind](kind())
    assert type(through_json(value)) is CHILDREN[kind]


def local_class() -> type:
    class Local:
        pass

    return Local


@pytest.mark.parametrize(
    "value",
    [lambda: 1, local_class(), local_class()(), iter([]), object(), open, [].append],
    ids=[
        "lambda",
        "local class",
        "object of a local class",
        "iterator",
        "object",
        "function of a hidden module",
        "bound method",
    ],
)
def test_what_cannot_be_written_is_refused(value: Any) -> None:
    try:
        encoded = encode(value)
    except Unencodable:
        return
    assert decode(encoded) is value or (type(value) is object and type(decode(encoded)) is object)


def test_tuples_that_contain_themselves_are_refused() -> None:
    inner: list[Any] = []
    value = (inner,)
    inner.append(value)
    with pytest.raises(Unencodable):
        encode(value)


def test_size_is_bounded() -> None:
    with pytest.raises(Unencodable):
        encode(list(range(100)), limit=50)
    with pytest.raises(Unencodable):
        encode("x" * 10_000, limit=50)


def test_timedelta() -> None:
    assert through_json(timedelta(days=1, microseconds=3)) == timedelta(days=1, microseconds=3)
