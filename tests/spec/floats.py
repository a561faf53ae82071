"""float: operators, comparison with ints, NaN and zeros."""


def add(a: float, b: float) -> float:
    return a + b


def subtract(a: float, b: float) -> float:
    return a - b


def multiply(a: float, b: float) -> float:
    return a * b


def divide(a: float, b: float) -> float:
    return a / b


def floor_divide(a: float, b: float) -> float:
    return a // b


def modulo(a: float, b: float) -> float:
    return a % b


def quotient_and_rest(a: float, b: float) -> tuple[float, float]:
    return divmod(a, b)


def power(a: float, b: float) -> float:
    return a**b


def square(a: float) -> float:
    return a**2


def root(a: float) -> float:
    return a**0.5


def inverse(a: float) -> float:
    return a**-1


def signs(a: float) -> tuple[float, float, float]:
    return -a, +a, abs(a)


def compared(a: float, b: float) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def truth(a: float) -> bool:
    return bool(a)


def int_against_float(a: int, b: float) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def float_against_int(a: float, b: int) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def mixed(n: int, x: float) -> tuple[float, float, float, float]:
    return n + x, x - n, n * x, x + n


def mixed_division(n: int, x: float) -> tuple[float, float, float]:
    return n / x, n // x, n % x


def int_power(n: int, x: float) -> float:
    return n**x


def lerp(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def celsius(fahrenheit: float) -> float:
    return (fahrenheit - 32) * 5 / 9


def clamp(x: float, lo: float, hi: float) -> float:
    return max(lo, min(x, hi))


def newton(x: float) -> float:
    guess = x / 2 or 1.0
    for _ in range(20):
        guess = (guess + x / guess) / 2
    return guess


def logistic(r: float, x: float, steps: int) -> float:
    for _ in range(steps):
        x = r * x * (1 - x)
    return x


def compound(principal: float, rate: float, years: int) -> float:
    return principal * (1 + rate / 100) ** years


def sign(x: float) -> int:
    return (x > 0) - (x < 0)


def percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 0.0


def horner(coefficients: list[float], x: float) -> float:
    result = 0.0
    for c in reversed(coefficients):
        result = result * x + c
    return result


_INF = float("inf")
_NAN = float("nan")
_EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 0.1, 1e16, 5e-324, 1.7976931348623157e308, _INF, -_INF, _NAN]
_PAIRS = [(a, b) for a in _EDGES for b in _EDGES]
_INTS = [0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)]
_MIXED = [(n, x) for n in _INTS for x in (0.0, -0.0, 0.5, 2.0**53, 2.0**63, -(2.0**63), 1e300, _INF, -_INF, _NAN)]

CASES = {
    "add": _PAIRS,
    "subtract": _PAIRS,
    "multiply": _PAIRS,
    "divide": _PAIRS,
    "floor_divide": _PAIRS,
    "modulo": _PAIRS,
    "quotient_and_rest": _PAIRS,
    "power": [*_PAIRS, (2.0, 1024.0), (-8.0, 1 / 3), (-2.0, 3.0), (0.0, -1.0), (1e200, 2.0), (2.0, -1080.0)],
    "square": [(a,) for a in (*_EDGES, 1e200, 1.1)],
    "root": [(a,) for a in (*_EDGES, 2.0)],
    "inverse": [(a,) for a in _EDGES],
    "signs": [(a,) for a in _EDGES],
    "compared": _PAIRS,
    "truth": [(a,) for a in _EDGES],
    "int_against_float": _MIXED,
    "float_against_int": [(x, n) for n, x in _MIXED],
    "mixed": _MIXED,
    "mixed_division": _MIXED,
    "int_power": [(2, 0.5), (-8, 0.5), (10, 308.0), (10, 309.0), (0, -0.5), (-2, 3.0)],
    "lerp": [(0.0, 10.0, 0.25), (1.0, 1.0, _NAN), (5, 10, 0.5)],
    "celsius": [(212.0,), (-40.0,), (_INF,), (100,)],
    "clamp": [(5.0, 0.0, 1.0), (-0.0, 0.0, 1.0), (_NAN, 0.0, 1.0), (0.5, _NAN, 1.0)],
    "newton": [(2.0,), (1e-10,), (0.0,)],
    "logistic": [(3.9, 0.5, 100), (2.0, 0.25, 0)],
    "compound": [(1000.0, 5.0, 30), (1.0, 1e200, 3), (0.0, 0.0, 0)],
    "sign": [(a,) for a in _EDGES],
    "percent": [(1, 3), (0, 0), (2**62, 7)],
    "horner": [([], 2.0), ([1.0, -2.5, 0.1], 3.0), ([_INF, 1.0], 0.0)],
}

DEOPTS = {
    "divide": [(a, b) for a, b in CASES["divide"] if b == 0],
    "floor_divide": [(a, b) for a, b in CASES["floor_divide"] if b == 0],
    "modulo": [(a, b) for a, b in CASES["modulo"] if b == 0],
    "quotient_and_rest": [(a, b) for a, b in CASES["quotient_and_rest"] if b == 0],
    "power": [
        (0.0, -1.0), (0.0, -2.5), (-0.0, -1.0), (-0.0, -2.5), (-1.0, 0.5), (-1.0, -2.5), (-1.0, 0.1), (-1.0, 5e-324),
        (-2.5, 0.5), (-2.5, -2.5), (-2.5, 0.1), (-2.5, 1e+16), (-2.5, 5e-324), (-2.5, 1.7976931348623157e+308),
        (3.0, 1e+16), (3.0, 1.7976931348623157e+308), (1e+16, 1e+16), (1e+16, 1.7976931348623157e+308), (5e-324, -1.0),
        (5e-324, -2.5), (1.7976931348623157e+308, 3.0), (1.7976931348623157e+308, 1e+16),
        (1.7976931348623157e+308, 1.7976931348623157e+308), (2.0, 1024.0), (-8.0, 0.3333333333333333), (0.0, -1.0),
        (1e+200, 2.0),
    ],
    "square": [(1.7976931348623157e+308,), (1e+200,)],
    "root": [(-1.0,), (-2.5,)],
    "inverse": [(0.0,), (-0.0,), (5e-324,)],
    "mixed_division": [(n, x) for n, x in CASES["mixed_division"] if x == 0],
    "int_power": [(-8, 0.5), (10, 309.0), (0, -0.5)],
    "lerp": [(5, 10, 0.5)],
    "celsius": [(100,)],
    "compound": [(1.0, 1e+200, 3)],
}
