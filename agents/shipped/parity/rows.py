"""Values at the edges, one table for each type: where ports of Python usually go wrong."""

from __future__ import annotations

import math
import struct
from typing import Any

from .codec import BytesChild, DictChild, FloatChild, IntChild, ListChild, StrChild


def _around(*values: int) -> tuple[int, ...]:
    return tuple(sign * value + step for value in values for sign in (1, -1) for step in (-1, 0, 1))


#: Small enough that code which loops that often still ends.
INTS = (0, 1, -1, 2, -2, *_around(8, 10, 16, 32, 64, 100, 128, 256), 97, 360, 999, 1000, 1024, 4096)
LARGE_INTS = (*_around(2**31, 2**32, 2**53), 10**9, 10**12, 10**15, 2**62, -(2**62))
#: Beyond what 64 bits hold: the native side must hand these back.
HUGE_INTS = (*_around(2**63, 2**64), 10**20, 10**40, -(10**40), 1 << 200)
FLOATS = (
    *(
        0.0,
        -0.0,
        0.1,
        0.2,
        0.5,
        -0.5,
        1.0,
        -1.0,
        1.5,
        2.5,
        -2.5,
        3.0,
        10.0,
        100.0,
        1e-5,
        1e-4,
        1e15,
        1e16,
        1e17,
    ),
    *(2.0**53, 2.0**53 + 2, -(2.0**53), 2.0**63, -(2.0**63), 1e22, 1e23, 1.7976931348623157e308, -1e308),
    *(
        5e-324,
        -5e-324,
        2.2250738585072014e-308,
        1e-308,
        math.pi,
        0.1 + 0.2,
        1 / 3,
        1 - 2.0**-53,
        1 + 2.0**-52,
    ),
)
ODD_FLOATS = (
    math.nan,
    math.inf,
    -math.inf,
    -math.nan,
    struct.unpack(">d", bytes.fromhex("7ff8000000000001"))[0],
)
#: White space of several kinds, other digits, letters whose case changes their number, combining, astral.
TEXTS = (
    *(
        "",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\x0b",
        "\x0c",
        "\x00",
        "\x1c",
        "\x1d",
        "\x1e",
        "\x1f",
        "\x85",
        "\xa0",
    ),
    *(
        "\u2028",
        "\u3000",
        "\ufeff",
        "\u200b",
        "0",
        "1",
        "-1",
        "+1",
        "1_0",
        " 1 ",
        "1.5",
        "1e5",
        ".5",
        "nan",
        "inf",
    ),
    *(
        "٣",
        "１２",
        "²",
        "½",
        "Ⅷ",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "ŉ",
        "ﬁ",
        "ς",
        "Σ",
        "ǆ",
        "ǅ",
        "é",
        "e\u0301",
        "ñ",
        "\u0345",
    ),
    *(
        "ⓐ",
        "가",
        "日本",
        "العربية",
        "😀",
        "👨\u200d👩\u200d👧",
        "𝟘𝟙",
        "𐐀",
        "\U0010ffff",
        "\ud800",
        "\udfff",
        "a\ud800b",
    ),
    *(
        "a b",
        "a-b",
        "A",
        "aA",
        "abc",
        "ABC",
        "a,b;c",
        "'",
        '"',
        "\\",
        "%s",
        "{}",
        "a\nb",
        "a\rb",
        "\x7f",
        "\xff",
    ),
)
ALPHABETS = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "ab ",
    "aAbB019 _-.,:/",
    "".join(map(chr, range(32, 127))),
    "".join(map(chr, range(256))),
    "aéßİŉ٣１日😀\u0301\x1c\x85 ",
)
BYTES = (b"", b"\x00", b" ", b"\xff", b"a", b"abc", b"\n", b"\x80\x81", bytes(range(256)))
COMPLEX = (0j, 1j, -1j, complex(-0.0, 0.0), complex(math.nan, 1), complex(math.inf, -1), 1 + 2j)
RANGES = (range(0), range(1), range(10), range(5, 0, -1), range(0, 10, 3), range(-3, 3))

#: For a value of the type: makers of something else that a caller may pass instead.
HOSTILE: dict[str, tuple[Any, ...]] = {
    "int": (bool, IntChild, float, str, lambda value: None),
    "float": (
        lambda value: 1,
        lambda value: True,
        FloatChild,
        lambda value: 2**53 + 1,
        str,
        lambda value: None,
    ),
    "bool": (int, float, str, lambda value: None),
    "str": (
        StrChild,
        lambda value: value.encode("utf-8", "surrogatepass"),
        list,
        lambda value: 0,
        lambda value: None,
    ),
    "bytes": (BytesChild, bytearray, lambda value: value.decode("latin-1"), list, lambda value: None),
    "list": (ListChild, tuple, lambda value: "ab", lambda value: None, lambda value: 0),
    "tuple": (list, lambda value: "ab", lambda value: None, lambda value: ()),
    "dict": (DictChild, list, lambda value: None, lambda value: []),
    "set": (list, tuple, lambda value: None, lambda value: []),
    "frozenset": (list, set, lambda value: None),
    "None": (lambda value: 0, lambda value: "", lambda value: False, lambda value: []),
}
#: What an argument of unknown type may be.
ANYTHING = ("int", "float", "str", "bool", "None", "list[int]", "tuple[int, str]", "dict[str, int]")
