"""Numbers of which only the run tells whether they are ints or floats."""

from typing import Union

Number = Union[int, float]


def add(a: Union[int, float], b: Union[int, float]) -> Union[int, float]:
    return a + b


def subtract(a: Union[int, float], b: Union[int, float]) -> Union[int, float]:
    return a - b


def multiply(a: Union[int, float], b: Union[int, float]) -> Union[int, float]:
    return a * b


def divide(a: Union[int, float], b: Union[int, float]) -> float:
    return a / b


def floor_divide(a: Union[int, float], b: Union[int, float]) -> Union[int, float]:
    return a // b


def modulo(a: Union[int, float], b: Union[int, float]) -> Union[int, float]:
    return a % b


def compared(a: Union[int, float], b: Union[int, float]) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def beside_float(a: Union[int, float], x: float) -> tuple[float, float, float]:
    return a + x, x - a, a * x


def beside_int(a: Union[int, float], n: int) -> Union[int, float]:
    return a * n + 1


def negated(a: Union[int, float]) -> Union[int, float]:
    return -a


def size(a: Union[int, float]) -> Union[int, float]:
    return abs(a)


def truth(a: Union[int, float]) -> bool:
    return bool(a)


def shown(a: Union[int, float]) -> str:
    return str(a) + " " + repr(a)


def whole(a: Union[int, float]) -> int:
    return int(a)


def real(a: Union[int, float]) -> float:
    return float(a)


def rounded(a: Union[int, float]) -> int:
    return round(a)


def smaller(a: Union[int, float], b: Union[int, float]) -> Union[int, float]:
    return min(a, b)


def kind(a: Union[int, float]) -> str:
    if isinstance(a, int):
        return "whole"
    return "real"


def mean(xs: list[float]) -> float:
    total = 0
    for x in xs:
        total += x
    return total / len(xs)


_NAN = float("nan")
_NUMBERS = [0, 1, -3, 2**53 + 1, 2**63 - 1, -(2**63), 0.0, -0.0, 2.5, 2.0**53, 1e300, float("inf"), _NAN]
_PAIRS = [(a, b) for a in _NUMBERS for b in _NUMBERS]

CASES = {
    "add": _PAIRS,
    "subtract": _PAIRS,
    "multiply": _PAIRS,
    "divide": _PAIRS,
    "floor_divide": _PAIRS,
    "modulo": _PAIRS,
    "compared": _PAIRS,
    "beside_float": [(a, 0.5) for a in _NUMBERS],
    "beside_int": [(a, 3) for a in _NUMBERS],
    "negated": [(a,) for a in _NUMBERS],
    "size": [(a,) for a in _NUMBERS],
    "truth": [(a,) for a in _NUMBERS],
    "shown": [(a,) for a in _NUMBERS],
    "whole": [(a,) for a in _NUMBERS],
    "real": [(a,) for a in _NUMBERS],
    "rounded": [(a,) for a in _NUMBERS],
    "smaller": [(1, 1.0), (1.0, 1), (2, 1.5), (_NAN, 1), (1, _NAN)],
    "kind": [(1,), (1.0,), (True,)],
    "mean": [([1.0, 2.5],), ([0.1] * 3,), ([],)],
}

_FITS = lambda n: -(2**63) <= n < 2**63

DEOPTS = {
    "add": [(a, b) for a, b in CASES["add"] if type(a) is type(b) is int and not _FITS(a + b)],
    "subtract": [(a, b) for a, b in CASES["subtract"] if type(a) is type(b) is int and not _FITS(a - b)],
    "multiply": [(a, b) for a, b in CASES["multiply"] if type(a) is type(b) is int and not _FITS(a * b)],
    "divide": [(a, b) for a, b in CASES["divide"] if b == 0],
    "floor_divide": [(a, b) for a, b in CASES["floor_divide"] if b == 0 or (type(a) is type(b) is int and not _FITS(a // b))],
    "modulo": [(a, b) for a, b in CASES["modulo"] if b == 0],
    "beside_int": [(2**63 - 1, 3), (-(2**63), 3)],
    "negated": [(-(2**63),)],
    "size": [(-(2**63),)],
    "whole": [(a,) for (a,) in CASES["whole"] if not abs(a) <= 2.0**63],
    "rounded": [(a,) for (a,) in CASES["rounded"] if not abs(a) <= 2.0**63],
    "kind": [(True,)],
    "mean": [([],)],
}
