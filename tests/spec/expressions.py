"""Conditional expressions, boolean values, comparison chains, membership, comprehensions, f-strings."""

from typing import Optional


def clamp(x: float, lo: float = 0.0, hi: float = 1.0) -> float:
    if x < lo:
        return lo
    return hi if x > hi else x


def between(a: int, x: int, b: int) -> bool:
    return a <= x < b


def ordered(xs: list[int]) -> bool:
    return len(xs) == 3 and xs[0] < xs[1] < xs[2]


def or_value(text: str, default: str) -> str:
    return text or default


def and_value(text: str, other: str) -> str:
    return text and other


def maybe(xs: list[int], wanted: int) -> Optional[int]:
    for i, x in enumerate(xs):
        if x == wanted:
            return i
    return None


def use_maybe(xs: list[int], wanted: int) -> int:
    found = maybe(xs, wanted)
    if found is None:
        return -1
    return found + 1


def with_default(x: Optional[int] = None) -> int:
    return 5 if x is None else x


def member(char: str) -> bool:
    return char in ("a", "b", "cc") or char not in {"x", "y"}


def squares(n: int) -> list[int]:
    return [i * i for i in range(n) if i % 2]


def table(words: list[str]) -> dict[str, int]:
    return {word: len(word) for word in words if word}


def grid(n: int) -> list[list[int]]:
    return [[i * j for j in range(n)] for i in range(n)]


def flat(rows: list[list[int]]) -> list[int]:
    return [x for row in rows for x in row if x > 0]


def all_positive(xs: list[int]) -> bool:
    return all(x > 0 for x in xs)


def any_even(xs: list[int]) -> bool:
    return any(x % 2 == 0 for x in xs)


def total(xs: list[float]) -> float:
    return sum(x * x for x in xs)


def running(xs: list[float]) -> float:
    t = 0
    for x in xs:
        t += x
    return t


def label(name: str, n: int, share: float) -> str:
    return f"{name}: {n:>5d} ({share:.1%}) {name!r}"


def old_label(name: str, n: int) -> str:
    return "%s has %d%% of %05d" % (name, n, n)


def templated(a: str, b: int) -> str:
    return "{} and {x}, {0}".format(a, x=b) if False else "{0} and {x}".format(a, x=b)


def negated(a: bool, b: bool) -> bool:
    return not (a and not b)


def by_length(words: list[str]) -> list[str]:
    return sorted(words, key=lambda word: (len(word), word), reverse=True)


def longest(words: list[str]) -> str:
    return max(words, key=len)


def mean(xs: list[float]) -> float:
    return sum(xs) / len(xs)


CASES = {
    "clamp": [(0.5,), (-1.0,), (2.0,), (float("nan"),), (-0.0,), (3,), (1.5, 1.0, 2.0)],
    "between": [(1, 2, 3), (1, 3, 3), (3, 1, 2)],
    "ordered": [([1, 2, 3],), ([1, 1, 3],), ([],)],
    "or_value": [("", "x"), ("a", "x")],
    "and_value": [("", "x"), ("a", "x")],
    "maybe": [([1, 2], 2), ([], 1)],
    "use_maybe": [([1, 2], 2), ([], 1)],
    "with_default": [(), (None,), (3,)],
    "member": [("a",), ("x",), ("cc",), ("",)],
    "squares": [(0,), (10,)],
    "table": [(["a", "", "bb", "a"],), ([],)],
    "grid": [(0,), (3,)],
    "flat": [([[1, -1], [], [2]],), ([],)],
    "all_positive": [([],), ([1, 2],), ([1, 0],)],
    "any_even": [([],), ([1, 2],), ([1, 3],)],
    "total": [([],), ([1.5, 2.5],), ([1e308, 1e308],)],
    "running": [([],), ([1.5, 2.5],)],
    "label": [("x", 5, 0.256), ("añ'", -3, float("nan"))],
    "old_label": [("x", 5), ("", -42)],
    "templated": [("x", 5)],
    "negated": [(True, True), (True, False), (False, False)],
    "by_length": [(["b", "a", "ccc", "dd"],), ([],)],
    "longest": [(["b", "ccc", "ddd"],), ([],)],
    "mean": [([1.0, 2.0],), ([],)],
}
DEOPTS = {"clamp": [(3,)], "longest": [([],)], "mean": [([],)]}
