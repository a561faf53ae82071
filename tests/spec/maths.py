"""math: functions of floats, to the last bit."""

import math
from math import hypot


def elementary(x: float) -> tuple[float, float, float, float]:
    return math.sin(x), math.cos(x), math.atan(x), math.tanh(x)


def tangent(x: float) -> float:
    return math.tan(x)


def root(x: float) -> float:
    return math.sqrt(x)


def cube_root(x: float) -> float:
    return math.cbrt(x)


def exponential(x: float) -> float:
    return math.exp(x)


def exponential2(x: float) -> float:
    return math.exp2(x)


def grown(x: float) -> float:
    return math.expm1(x)


def logarithm(x: float) -> float:
    return math.log(x)


def logarithms(x: float) -> tuple[float, float]:
    return math.log2(x), math.log10(x)


def logarithm_to(x: float, base: float) -> float:
    return math.log(x, base)


def log_plus(x: float) -> float:
    return math.log1p(x)


def arcs(x: float) -> tuple[float, float]:
    return math.asin(x), math.acos(x)


def hyperbolic(x: float) -> tuple[float, float]:
    return math.sinh(x), math.cosh(x)


def area(x: float) -> float:
    return math.asinh(x)


def area_cosine(x: float) -> float:
    return math.acosh(x)


def area_tangent(x: float) -> float:
    return math.atanh(x)


def errors(x: float) -> tuple[float, float]:
    return math.erf(x), math.erfc(x)


def gammas(x: float) -> float:
    return math.gamma(x)


def log_gamma(x: float) -> float:
    return math.lgamma(x)


def raised(x: float, y: float) -> float:
    return math.pow(x, y)


def rest(x: float, y: float) -> float:
    return math.fmod(x, y)


def nearest_rest(x: float, y: float) -> float:
    return math.remainder(x, y)


def angle(y: float, x: float) -> float:
    return math.atan2(y, x)


def length(x: float, y: float) -> float:
    return hypot(x, y)


def length3(x: float, y: float, z: float) -> float:
    return math.hypot(x, y, z)


def signed(x: float, y: float) -> float:
    return math.copysign(x, y)


def classified(x: float) -> tuple[bool, bool, bool]:
    return math.isnan(x), math.isinf(x), math.isfinite(x)


def close(a: float, b: float) -> bool:
    return math.isclose(a, b)


def close_within(a: float, b: float) -> tuple[bool, bool, bool]:
    return (
        math.isclose(a, b, rel_tol=0.1),
        math.isclose(a, b, abs_tol=0.5),
        math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-3),
    )


def close_or_not(a: float, b: float, tolerance: float) -> bool:
    return math.isclose(a, b, rel_tol=tolerance)


def parts(x: float) -> tuple[float, float]:
    return math.modf(x)


def scaled(x: float, n: int) -> float:
    return math.ldexp(x, n)


def mantissa(x: float) -> tuple[float, int]:
    return math.frexp(x)


def turned(x: float) -> tuple[float, float]:
    return math.degrees(x), math.radians(x)


def of_an_int(n: int) -> tuple[float, float]:
    return math.sqrt(n), math.fabs(n)


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    dphi, dlambda = phi2 - phi1, math.radians(lon2 - lon1)
    a = math.sin(dphi / 2) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(dlambda / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(a))


def normal_density(x: float, mean: float, deviation: float) -> float:
    return math.exp(-((x - mean) ** 2) / (2 * deviation**2)) / (deviation * math.sqrt(2 * math.pi))


def entropy(counts: list[int]) -> float:
    total = sum(counts)
    return -sum(c / total * math.log2(c / total) for c in counts if c)


_INF = math.inf
_NAN = math.nan
_EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, -0.75, 2.0, 3.7, -12.25, 1e-300, 5e-324, 700.0, 710.0, 1e22, 1e308, _INF, -_INF, _NAN]
_ONE = [(x,) for x in _EDGES]
_TWO = [(x, y) for x in _EDGES for y in (0.0, -0.0, 1.0, -2.5, 3.0, 0.5, 1e300, _INF, -_INF, _NAN)]

CASES = {
    **dict.fromkeys(
        ["elementary", "tangent", "root", "cube_root", "exponential", "exponential2", "grown", "logarithm", "logarithms"], _ONE
    ),
    **dict.fromkeys(["log_plus", "arcs", "hyperbolic", "area", "area_cosine", "area_tangent", "errors", "gammas"], _ONE),
    **dict.fromkeys(["log_gamma", "classified", "parts", "mantissa", "turned"], _ONE),
    **dict.fromkeys(["logarithm_to", "raised", "rest", "nearest_rest", "angle", "length", "signed", "close"], _TWO),
    "length3": [(1.0, 2.0, 2.0), (1e200, 1e200, 1e200), (_NAN, _INF, 0.0), (0.1, 0.2, 0.3)],
    "close_within": [(1.0, 1.05), (1.0, 1.4), (0.0, 1e-4), (_INF, _INF), (_NAN, _NAN)],
    "close_or_not": [(1.0, 1.05, 0.1), (1.0, 1.05, -0.1), (1.0, 2.0, _NAN)],
    "scaled": [
        (x, n) for x in (0.0, 1.0, -0.3, 5e-324, 1e308, _INF, _NAN) for n in (0, 1, -1, 1023, 1024, -1074, -1080, 2**40, -(2**40))
    ],
    "of_an_int": [(0,), (2,), (2**53 + 1,), (-1,)],
    "haversine": [(52.5, 13.4, 48.9, 2.35), (0.0, 0.0, 0.0, 0.0), (90.0, 0.0, -90.0, 180.0)],
    "normal_density": [(0.0, 0.0, 1.0), (1.5, -2.0, 0.3), (1.0, 0.0, 0.0)],
    "entropy": [([1, 1],), ([3, 0, 5, 9],), ([],), ([0],)],
}

DEOPTS = {
    "elementary": [(_INF,), (-_INF,)],
    "tangent": [(_INF,), (-_INF,)],
    "root": [(-1.0,), (-0.75,), (-12.25,), (-_INF,)],
    "exponential": [(710.0,), (1e+22,), (1e+308,)],
    "exponential2": [(1e+22,), (1e+308,)],
    "grown": [(710.0,), (1e+22,), (1e+308,)],
    "logarithm": [(0.0,), (-0.0,), (-1.0,), (-0.75,), (-12.25,), (-_INF,)],
    "logarithms": [(0.0,), (-0.0,), (-1.0,), (-0.75,), (-12.25,), (-_INF,)],
    "log_plus": [(-1.0,), (-12.25,), (-_INF,)],
    "arcs": [(2.0,), (3.7,), (-12.25,), (700.0,), (710.0,), (1e+22,), (1e+308,), (_INF,), (-_INF,)],
    "hyperbolic": [(1e+22,), (1e+308,)],
    "area_cosine": [(0.0,), (-0.0,), (-1.0,), (0.5,), (-0.75,), (-12.25,), (1e-300,), (5e-324,), (-_INF,)],
    "area_tangent": [(1.0,), (-1.0,), (2.0,), (3.7,), (-12.25,), (700.0,), (710.0,), (1e+22,), (1e+308,), (_INF,), (-_INF,)],
    "logarithm_to": [(x, y) for x, y in CASES["logarithm_to"] if x <= 0 or y <= 0 or y == 1],
    "raised": [
        (0.0, -2.5), (-0.0, -2.5), (-1.0, -2.5), (-1.0, 0.5), (-0.75, -2.5), (-0.75, 0.5), (2.0, 1e+300), (3.7, 1e+300),
        (-12.25, -2.5), (-12.25, 0.5), (-12.25, 1e+300), (1e-300, -2.5), (5e-324, -2.5), (700.0, 1e+300), (710.0, 1e+300),
        (1e+22, 1e+300), (1e+308, 3.0), (1e+308, 1e+300),
    ],
    "rest": [(x, y) for x, y in CASES["rest"] if (math.isinf(x) or y == 0) and x == x and y == y],
    "nearest_rest": [(x, y) for x, y in CASES["nearest_rest"] if (math.isinf(x) or y == 0) and x == x and y == y],
    "close_or_not": [(1.0, 1.05, -0.1)],
    "scaled": [
        (1.0, 1024), (1.0, 1099511627776), (-0.3, 1099511627776), (5e-324, 1099511627776), (1e+308, 1), (1e+308, 1023),
        (1e+308, 1024), (1e+308, 1099511627776),
    ],
    "of_an_int": [(-1,)],
    "normal_density": [(1.0, 0.0, 0.0)],
}
