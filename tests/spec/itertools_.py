"""itertools, consumed where it is made."""

import itertools


def chained(a: list[int], b: list[int]) -> list[int]:
    return list(itertools.chain(a, b))


def neighbours(xs: list[int]) -> list[int]:
    return [b - a for a, b in itertools.pairwise(xs)]


def sums(xs: list[int]) -> list[int]:
    return list(itertools.accumulate(xs))


def float_sums(xs: list[float]) -> list[float]:
    return list(itertools.accumulate(xs))


def first(xs: list[int], n: int) -> list[int]:
    return list(itertools.islice(xs, n))


def middle(xs: list[int], start: int, stop: int) -> list[int]:
    return list(itertools.islice(xs, start, stop))


def products(a: list[int], b: list[str]) -> list[tuple[int, str]]:
    return list(itertools.product(a, b))


def product_total(a: list[int], b: list[int], c: list[int]) -> int:
    total = 0
    for x, y, z in itertools.product(a, b, c):
        total += x * y - z
    return total


def counted(words: list[str], start: int) -> dict[str, int]:
    return {word: number for word, number in zip(words, itertools.count(start))}


def cycled(xs: list[int], shifts: list[int]) -> list[int]:
    return [x + shift for x, shift in zip(xs, itertools.cycle(shifts))]


CASES = {
    "chained": [([1, 2], [3]), ([], [])],
    "neighbours": [([1, 4, 9],), ([1],), ([],)],
    "sums": [([1, 2, 3],), ([],), ([2**63 - 1, 1],)],
    "float_sums": [([0.1] * 4,), ([],), ([-0.0, -0.0],)],
    "first": [([1, 2, 3], n) for n in (0, 2, 9, -1)],
    "middle": [([1, 2, 3, 4], a, b) for a in (0, 2, 5) for b in (0, 3, 9)],
    "products": [([1, 2], ["a", "b"]), ([], ["a"]), ([1], [])],
    "product_total": [([1, 2], [3], [4, 5]), ([], [1], [1])],
    "counted": [(["a", "b", "a"], 5), ([], 0)],
    "cycled": [([1, 2, 3, 4, 5], [10, 20]), ([1], []), ([], [1])],
}
DEOPTS = {"sums": [([2**63 - 1, 1],)], "first": [([1, 2, 3], -1)]}
