from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

import pytest

from agents.shipped.parity import check
from tests.evidence.shapes_of_objects import Box, Pair, Point, Refused

NAN_1 = struct.unpack(">d", bytes.fromhex("7ff8000000000001"))[0]
LIST = [1]

#: Two results that must not pass for each other, and a part of the sentence.
DIFFERENT = [
    (1, True, "Python gives the int 1, Rust gives the bool True"),
    (1, 1.0, "the float 1.0"),
    (0.0, -0.0, "Python gives 0.0, Rust gives -0.0"),
    (math.nan, NAN_1, "bits 7ff8000000000001"),
    (math.nan, -math.nan, "bits"),
    (complex(0.0, 0.0), complex(0.0, -0.0), "imag"),
    ("a", b"a", "bytes"),
    ("ab", "a", "'ab'"),
    ([1, 2], (1, 2), "tuple"),
    ([1], [1, 2], "1 items"),
    ([1, [2.0]], [1, [2]], "result[1][0]"),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "order"),
    ({"a": 1}, {"a": True}, "result['a']"),
    ({1: 0}, {True: 0}, "key 0"),
    ({1}, {1.0}, "set"),
    ({1}, {True}, "True"),
    (frozenset({1, 2}), frozenset({1}), "2 items"),
    (range(3), range(0, 3, 2), "range"),
    (None, False, "Python gives None"),
    (Point(1, 2), (1, 2), "Point"),
    (Point(1, 2), Point(1, 2.0), "[1]"),
    (Box([1], "a"), Box([1], "b"), ".label"),
    (Pair(1, 2), Pair(1, 3), ".right"),
    (bytearray(b"a"), bytearray(b"b"), "bytearray"),
    ([LIST, LIST], [[1], [1]], "another object"),
    ([[1], [1]], [LIST, LIST], "object of its own"),
    (int, float, "float"),
]


@pytest.mark.parametrize(("python", "native", "said"), DIFFERENT, ids=lambda value: repr(value)[:30])
def test_different_results(python: Any, native: Any, said: str) -> None:
    outcome = check(lambda: python, lambda: native, ([], {}))
    assert outcome.status == "mismatch"
    assert said in outcome.difference


@pytest.mark.parametrize("value", [pair[0] for pair in DIFFERENT], ids=lambda value: repr(value)[:30])
def test_a_result_equals_itself(value: Any) -> None:
    assert check(lambda: value, lambda: value, ([], {})).status == "match"


def raising(make: Callable[[], BaseException], cause: BaseException | None = None) -> Callable[[], Any]:
    def function() -> Any:
        raise make() from cause

    return function


def raising_inside() -> Any:
    try:
        raise KeyError(1)
    except KeyError:
        raise ValueError("x")  # noqa: B904


EXCEPTIONS = [
    (raising(lambda: ValueError("a")), raising(lambda: ValueError("b")), "args of exception"),
    (raising(lambda: ValueError("a")), raising(lambda: TypeError("a")), "TypeError"),
    (raising(lambda: ValueError("a")), lambda: "a", "Rust returns 'a'"),
    (lambda: 1, raising(lambda: ValueError(1)), "Rust raises ValueError(1)"),
    (raising(lambda: KeyError(1)), raising(lambda: KeyError(1.0)), "float"),
    (raising(lambda: Refused(1, "a")), raising(lambda: Refused(2, "a")), "code"),
    (raising(lambda: ValueError("a"), KeyError()), raising(lambda: ValueError("a")), "__cause__"),
    (raising_inside, raising(lambda: ValueError("x")), "__context__"),
    (
        raising(lambda: UnicodeDecodeError("utf-8", b"x", 0, 1, "a")),
        raising(lambda: ValueError("a")),
        "Unicode",
    ),
]


@pytest.mark.parametrize(("python", "native", "said"), EXCEPTIONS, ids=range(len(EXCEPTIONS)))
def test_exceptions(python: Any, native: Any, said: str) -> None:
    outcome = check(python, native, ([], {}))
    assert outcome.status == "mismatch"
    assert said in outcome.difference
    assert check(python, python, ([], {})).status == "match"


def pops(items: list[Any]) -> Any:
    return items.pop()


ARGUMENTS = [
    (lambda items: items.append(3), lambda items: None, "afterwards"),
    (lambda items: None, lambda items: items.clear(), "afterwards"),
    (lambda items: items, lambda items: list(items), "another object"),
    (lambda items: list(items), lambda items: items, "own"),
    (lambda items: [items[1]], lambda items: [list(items[1])], "another object"),
    (pops, lambda items: list(pops(items)), "another object"),
    (lambda items: pops(items).append(0), lambda items: pops(items) and None, "afterwards"),
]


@pytest.mark.parametrize(("python", "native", "said"), ARGUMENTS, ids=range(len(ARGUMENTS)))
def test_arguments_and_identity(python: Any, native: Any, said: str) -> None:
    call: Any = ([[1, [2]]], {})
    outcome = check(python, native, call)
    assert outcome.status == "mismatch", outcome
    assert said in outcome.difference
    assert check(python, python, call).status == "match"
    assert call == ([[1, [2]]], {}), "the call itself must not change"


def test_one_list_for_two_arguments_stays_one() -> None:
    shared = [1]

    def python(left: list[int], right: list[int]) -> int:
        left.append(2)
        return len(right)

    assert (
        check(python, lambda left, right: (left.append(2), 1)[1], ([shared, shared], {})).status == "mismatch"
    )
    assert check(python, python, ([shared, shared], {})).python.value == 2  # type: ignore[union-attr]


def test_an_immutable_argument_comes_back_itself() -> None:
    text = "".join(["a", "b", "c"])
    assert check(lambda x: x, lambda x: x, ([text], {})).status == "match"
    outcome = check(lambda x: x, lambda x: "".join(list(x)), ([text], {}))
    assert outcome.status == "mismatch" and "very object" in outcome.difference
    assert check(lambda x: "".join(list(x)), lambda x: x, ([text], {})).status == "match"


def test_of_equal_immutable_arguments_any_may_come_back() -> None:
    one, other = float("0.5"), float("0.5")
    assert one is not other
    assert check(lambda x, y: y, lambda x, y: x, ([one, other], {})).status == "match"
    assert check(lambda x, y: y, lambda x, y: y * 1.0, ([one, other], {})).status == "mismatch"


def out_of_memory() -> None:
    raise MemoryError


def endless() -> None:
    endless()


@pytest.mark.parametrize("failing", [out_of_memory, endless])
def test_out_of_means_is_no_match(failing: Any) -> None:
    assert check(failing, failing, ([], {})).status == "undecided"
    assert check(failing, lambda: None, ([], {})).status == "undecided"
    assert check(lambda: None, failing, ([], {})).status == "undecided"


def test_iterators_cannot_be_compared() -> None:
    assert check(lambda: iter([1]), lambda: iter([1]), ([], {})).status == "undecided"


def test_the_order_of_a_set_is_a_note() -> None:
    left, right = {0, 8}, {8, 0}
    assert list(left) != list(right)
    outcome = check(lambda: left, lambda: right, ([], {}))
    assert outcome.status == "match"
    assert "another order" in outcome.notes[0]
