"""math: constants, and functions of many numbers."""

import math


def circle(r: float) -> tuple[float, float]:
    return math.pi * r**2, math.tau * r


def constants() -> tuple[float, float, float, float, float]:
    return math.pi, math.e, math.tau, math.inf, math.nan


def exact_sum(xs: list[float]) -> float:
    return math.fsum(xs)


def exact_squares(xs: list[float]) -> float:
    return math.fsum(x * x for x in xs)


def product(xs: list[int]) -> int:
    return math.prod(xs)


def product_from(xs: list[int], start: int) -> int:
    return math.prod(xs, start=start)


def odd_product(xs: list[int]) -> int:
    return math.prod(x for x in xs if x % 2)


def distance(p: list[float], q: list[float]) -> float:
    return math.dist(p, q)


def distance2(p: tuple[float, float], q: tuple[float, float]) -> float:
    return math.dist(p, q)


def geometric_mean(xs: list[float]) -> float:
    return math.exp(math.fsum(math.log(x) for x in xs) / len(xs))


def norm(xs: list[float]) -> float:
    return math.sqrt(sum(x * x for x in xs))


CASES = {
    "circle": [(1.0,), (-2.5,), (math.inf,)],
    "constants": [()],
    "exact_sum": [([],), ([0.1] * 10,), ([1e100, 1.0, -1e100],), ([1e308, 1e308],), ([math.inf, -math.inf],)],
    "exact_squares": [([],), ([0.1, 1e8, -0.3],)],
    "product": [([],), ([2, -3, 7],), ([2**40, 2**40],), ([True, 2],)],
    "product_from": [([2, 3], 4), ([], -1)],
    "odd_product": [([1, 2, 3, 5],), ([2],)],
    "distance": [([0.0, 0.0], [3.0, 4.0]), ([], []), ([1.0], [1.0, 2.0]), ([1e200], [-1e200])],
    "distance2": [((0.1, 0.2), (0.4, 0.9)), ((math.nan, 0.0), (0.0, 0.0))],
    "geometric_mean": [([1.0, 4.0],), ([0.0],), ([],)],
    "norm": [([3.0, 4.0],), ([],), ([1e200],)],
}

DEOPTS = {
    "product": [([1099511627776, 1099511627776],), ([True, 2],)],
    "geometric_mean": [([0.0],), ([],)],
}
