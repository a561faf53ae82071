"""float: rounding, conversions, text, methods."""

from typing import Optional


def whole(x: float) -> int:
    return round(x)


def places(x: float, digits: int) -> float:
    return round(x, digits)


def cents(x: float) -> float:
    return round(x, 2)


def named(x: float) -> float:
    return round(x, ndigits=1)


def truncated(x: float) -> int:
    return int(x)


def widened(n: int) -> float:
    return float(n)


def of_bool(flag: bool) -> float:
    return float(flag)


def parsed(text: str) -> float:
    return float(text)


def parsed_bytes(data: bytes) -> float:
    return float(data)


def maybe(text: str) -> Optional[float]:
    try:
        return float(text)
    except ValueError:
        return None


def shown(x: float) -> str:
    return str(x)


def represented(x: float) -> str:
    return repr(x)


def is_whole(x: float) -> bool:
    return x.is_integer()


def ratio(x: float) -> tuple[int, int]:
    return x.as_integer_ratio()


def in_hex(x: float) -> str:
    return x.hex()


def is_nan(x: float) -> bool:
    return x != x


def average(text: str) -> float:
    numbers = [float(part) for part in text.split()]
    return round(sum(numbers) / len(numbers), 3)


def half_up(x: float) -> int:
    return int(x + 0.5) if x >= 0 else int(x - 0.5)


_INF = float("inf")
_NAN = float("nan")
_NUMBERS = [
    0.0,
    -0.0,
    0.5,
    1.5,
    2.5,
    -0.5,
    -2.5,
    2.675,
    1.005,
    0.1,
    1e15,
    1e16,
    123456789.12345679,
    5e-324,
    1e22,
    1e23,
    9007199254740993.0,
    584487119344441.25,
    2.9802322387695312e-08,
    1.7976931348623157e308,
    1e-5,
    0.0001,
    9.2e18,
    -9223372036854775808.0,
    9.3e18,
    _INF,
    -_INF,
    _NAN,
    0.1 + 0.2,
    1 / 3,
    100.0,
    1e100,
]
_TEXTS = [
    "1",
    "1.",
    ".5",
    "+.5e-3",
    "1e5",
    "1E+5",
    "-0",
    "1_000.5",
    "nan",
    "-inf",
    "Infinity",
    "  2.5\n",
    "1e400",
    "1e-400",
    "0.1",
    "123456789012345678901234567890",
    "१.५",
    "\u20037\u2003",
    "",
    ".",
    "-",
    "1e",
    "e5",
    "1__0",
    "_1",
    "1_.5",
    "infinit",
    "\x1c2.5",
    "0x10",
    "1 2",
    "1\0",
]

CASES = {
    "whole": [(x,) for x in _NUMBERS],
    "places": [(x, d) for x in _NUMBERS for d in (0, 1, 2, 5, 15, 22, -1, -20, 400, -400)],
    "cents": [(x,) for x in _NUMBERS],
    "named": [(0.25,), (0.35,), (-1.05,)],
    "truncated": [(x,) for x in _NUMBERS],
    "widened": [(n,) for n in (0, -1, 2**53 + 1, 2**53 + 3, 2**63 - 1, -(2**63))],
    "of_bool": [(True,), (False,)],
    "parsed": [(text,) for text in _TEXTS],
    "parsed_bytes": [(b"1.5",), (b" 2e3 ",), (b"",), (b"\xff",), (b"nan",)],
    "maybe": [("2.5",), ("x",), ("",), ("nan",)],
    "shown": [(x,) for x in _NUMBERS],
    "represented": [(x,) for x in _NUMBERS],
    "is_whole": [(x,) for x in _NUMBERS],
    "ratio": [(x,) for x in _NUMBERS],
    "in_hex": [(x,) for x in _NUMBERS],
    "is_nan": [(x,) for x in _NUMBERS],
    "average": [("1 2 3.5",), ("0.1",), ("",), ("a",)],
    "half_up": [(0.5,), (-0.5,), (2.5,), (0.49999999999999994,), (_NAN,)],
}

DEOPTS = {
    "whole": [(x,) for (x,) in CASES["whole"] if not abs(x) <= 2.0**63],
    "truncated": [(x,) for (x,) in CASES["truncated"] if not abs(x) <= 2.0**63],
    "parsed": [('',), ('.',), ('-',), ('1e',), ('e5',)],
    "parsed_bytes": [(b'',)],
    "ratio": [
        (5e-324,), (1e+22,), (1e+23,), (1.7976931348623157e+308,), (1e-05,), (0.0001,), (9.3e+18,), (_INF,), (-_INF,),
        (_NAN,), (1e+100,),
    ],
    "average": [('',)],
    "half_up": [(_NAN,)],
}
