"""math: functions that give or take ints."""

import math
from math import gcd


def down(x: float) -> int:
    return math.floor(x)


def up(x: float) -> int:
    return math.ceil(x)


def toward_zero(x: float) -> int:
    return math.trunc(x)


def of_an_int(n: int) -> tuple[int, int, int]:
    return math.floor(n), math.ceil(n), math.trunc(n)


def common(a: int, b: int) -> int:
    return gcd(a, b)


def common3(a: int, b: int, c: int) -> int:
    return math.gcd(a, b, c)


def multiple(a: int, b: int) -> int:
    return math.lcm(a, b)


def choices(n: int, k: int) -> int:
    return math.comb(n, k)


def arrangements(n: int, k: int) -> int:
    return math.perm(n, k)


def factorial(n: int) -> int:
    return math.factorial(n)


def integer_root(n: int) -> int:
    return math.isqrt(n)


def reduced(top: int, bottom: int) -> tuple[int, int]:
    divisor = math.gcd(top, bottom)
    return top // divisor, bottom // divisor


def pages(items: int, size: int) -> int:
    return math.ceil(items / size)


def is_square(n: int) -> bool:
    return n >= 0 and math.isqrt(n) ** 2 == n


def binned(x: float, width: float) -> int:
    return math.floor(x / width)


_INF = math.inf
_FLOATS = [0.0, -0.0, 0.5, -0.5, 2.0, -2.7, 1e15 + 0.5, 9.2e18, 9.3e18, -9223372036854775808.0, _INF, -_INF, math.nan]
_INTS = [0, 1, -1, 6, -15, 2**31, 2**62, 2**63 - 1, -(2**63)]

CASES = {
    "down": [(x,) for x in _FLOATS],
    "up": [(x,) for x in _FLOATS],
    "toward_zero": [(x,) for x in _FLOATS],
    "of_an_int": [(n,) for n in _INTS],
    "common": [(a, b) for a in _INTS for b in _INTS],
    "common3": [(12, 18, -30), (0, 0, 0), (7, 5, 3)],
    "multiple": [(a, b) for a in _INTS for b in (0, 4, -6, 2**33)],
    "choices": [(n, k) for n in (0, 5, 20, 66, 67, 68, 1000, -1) for k in (0, 1, 2, 10, 33, -1)],
    "arrangements": [(n, k) for n in (0, 5, 20, 21, 1000, -1) for k in (0, 1, 2, 20, -1)],
    "factorial": [(0,), (1,), (20,), (21,), (-1,)],
    "integer_root": [(n,) for n in _INTS],
    "reduced": [(6, 8), (-6, 8), (0, 5), (0, 0)],
    "pages": [(10, 3), (9, 3), (0, 5), (1, 0)],
    "is_square": [(0,), (16,), (15,), (-4,), (2**62,)],
    "binned": [(7.5, 2.0), (-0.1, 1.0), (1.0, 0.0)],
}

DEOPTS = {
    "down": [(x,) for (x,) in CASES["down"] if not abs(x) <= 2.0**63],
    "up": [(x,) for (x,) in CASES["up"] if not abs(x) <= 2.0**63],
    "toward_zero": [(x,) for (x,) in CASES["toward_zero"] if not abs(x) <= 2.0**63],
    "common": [(0, -(2**63)), (-(2**63), 0), (-(2**63), -(2**63))],
    "multiple": [
        (4611686018427387904, -6), (2**63 - 1, 4), (2**63 - 1, -6), (2**63 - 1, 8589934592), (-(2**63), 4),
        (-(2**63), -6), (-(2**63), 8589934592),
    ],
    "choices": [
        (0, -1), (5, -1), (20, -1), (66, -1), (67, 33), (67, -1), (68, 33), (68, -1), (1000, 10), (1000, 33), (1000, -1),
        (-1, 0), (-1, 1), (-1, 2), (-1, 10), (-1, 33), (-1, -1),
    ],
    "arrangements": [
        (0, -1), (5, -1), (20, -1), (21, 20), (21, -1), (1000, 20), (1000, -1), (-1, 0), (-1, 1), (-1, 2), (-1, 20),
        (-1, -1),
    ],
    "factorial": [(21,), (-1,)],
    "integer_root": [(-1,), (-15,), (-(2**63),)],
    "reduced": [(0, 0)],
    "pages": [(1, 0)],
    "binned": [(1.0, 0.0)],
}
