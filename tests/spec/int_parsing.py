"""int(text) and int(text, base): Python's grammar, white space and underscores."""

from typing import Optional


def parse(text: str) -> int:
    return int(text)


def parse_base(text: str, base: int) -> int:
    return int(text, base)


def parse_hex(text: str) -> int:
    return int(text, base=16)


def parse_bytes(data: bytes) -> int:
    return int(data)


def or_default(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default


def maybe(text: str) -> Optional[int]:
    try:
        return int(text.strip())
    except ValueError:
        return None


def total(text: str) -> int:
    return sum(int(part) for part in text.split(","))


def version(text: str) -> tuple[int, int]:
    major, minor = text.split(".")
    return int(major), int(minor)


def colour(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def digits(text: str) -> list[int]:
    return [int(c) for c in text if c.isdigit()]


def luhn(number: str) -> bool:
    checksum = 0
    for i, char in enumerate(reversed(number)):
        digit = int(char)
        if i % 2:
            digit *= 2
            if digit > 9:
                digit -= 9
        checksum += digit
    return checksum % 10 == 0


_TEXTS = [
    "0",
    "-0",
    "+7",
    "  42\t\n\r\x0b\x0c",
    "1_000",
    "00",
    "9223372036854775807",
    "-9223372036854775808",
    "",
    " ",
    "1__0",
    "_1",
    "1_",
    "--1",
    "+-1",
    "- 1",
    "1 2",
    "1.0",
    "1e3",
    "12\0",
    "\x1c5",
    "5\x1f",
    "z",
    "0x1f",
    "9223372036854775808",
    "-9223372036854775809",
    "٣",
    "१२",
    "²",
    "\u20037",
    "0" * 700,
]

CASES = {
    "parse": [(text,) for text in _TEXTS],
    "parse_base": [
        (text, base)
        for text in ("0", "11", "-0x1F", "0b101", "0o17", "z", "0_0", "01", "0x", "0X_f", "7f")
        for base in (0, 1, 2, 8, 10, 16, 36, 37, -1)
    ],
    "parse_hex": [("ff",), ("0xFF",), ("-7fffffffffffffff",), ("fffffffffffffffff",), ("g",)],
    "parse_bytes": [(b"12",), (b" -5\n",), (b"",), (b"\xff",), (b"1_0",)],
    "or_default": [("5", 0), ("five", -1), ("", 7), ("9" * 30, 1)],
    "maybe": [("\u20035\x1c",), ("x",), ("",)],
    "total": [("1,2,3",), (" 4 , -5 ",), ("1,,2",)],
    "version": [("3.11",), ("3",), ("1.2.3",), ("a.b",)],
    "colour": [("#ff8001",), ("#000000",), ("#fff",)],
    "digits": [("a1b22",), ("",), ("x²y",), ("१२",)],
    "luhn": [("79927398713",), ("79927398710",), ("",), ("12a",)],
}

DEOPTS = {
    "parse": [
        ('',), (' ',), ('1__0',), ('_1',), ('1_',), ('--1',), ('+-1',), ('- 1',), ('1 2',), ('1.0',), ('1e3',),
        ('12\x00',), ('\x1c5',), ('5\x1f',), ('z',), ('0x1f',), ('9223372036854775808',), ('-9223372036854775809',),
        ('٣',), ('१२',), ('²',), ('\u20037',), ("0" * 700,),
    ],
    "parse_base": [
        ('0', 1), ('0', 37), ('0', -1), ('11', 1), ('11', 37), ('11', -1), ('-0x1F', 1), ('-0x1F', 2), ('-0x1F', 8),
        ('-0x1F', 10), ('-0x1F', 37), ('-0x1F', -1), ('0b101', 1), ('0b101', 8), ('0b101', 10), ('0b101', 37),
        ('0b101', -1), ('0o17', 1), ('0o17', 2), ('0o17', 10), ('0o17', 16), ('0o17', 37), ('0o17', -1), ('z', 0),
        ('z', 1), ('z', 2), ('z', 8), ('z', 10), ('z', 16), ('z', 37), ('z', -1), ('0_0', 1), ('0_0', 37), ('0_0', -1),
        ('01', 0), ('01', 1), ('01', 37), ('01', -1), ('0x', 0), ('0x', 1), ('0x', 2), ('0x', 8), ('0x', 10), ('0x', 16),
        ('0x', 37), ('0x', -1), ('0X_f', 1), ('0X_f', 2), ('0X_f', 8), ('0X_f', 10), ('0X_f', 37), ('0X_f', -1),
        ('7f', 0), ('7f', 1), ('7f', 2), ('7f', 8), ('7f', 10), ('7f', 37), ('7f', -1),
    ],
    "parse_hex": [('fffffffffffffffff',), ('g',)],
    "parse_bytes": [(b'',), (b'\xff',)],
    "or_default": [('999999999999999999999999999999', 1)],
    "maybe": [('\u20035\x1c',)],
    "total": [('1,,2',)],
    "version": [('3',), ('1.2.3',), ('a.b',)],
    "colour": [('#fff',)],
    "digits": [('x²y',), ('१२',)],
    "luhn": [('12a',)],
}
