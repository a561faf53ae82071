"""str: isdigit and its like, ord and chr, encode."""


def letters(s: str) -> tuple[bool, bool, bool, bool]:
    return s.isalpha(), s.isalnum(), s.isidentifier(), s.isascii()


def digits(s: str) -> tuple[bool, bool, bool]:
    return s.isdecimal(), s.isdigit(), s.isnumeric()


def shapes(s: str) -> tuple[bool, bool, bool, bool, bool]:
    return s.isspace(), s.isprintable(), s.islower(), s.isupper(), s.istitle()


def code(s: str) -> int:
    return ord(s)


def codes(s: str) -> list[int]:
    return [ord(c) for c in s]


def char(n: int) -> str:
    return chr(n)


def text(numbers: list[int]) -> str:
    return "".join(chr(n) for n in numbers)


def encoded(s: str) -> bytes:
    return s.encode()


def encoded_as(s: str) -> tuple[bytes, bytes, bytes]:
    return s.encode("utf-8", "replace"), s.encode("ascii", errors="ignore"), s.encode("latin-1", "replace")


def strict_ascii(s: str) -> bytes:
    return s.encode("ascii")


def byte_length(s: str) -> int:
    return len(s.encode("utf-8"))


def is_number(s: str) -> bool:
    return s.isdigit() or (s[:1] in ("-", "+") and s[1:].isdigit())


def kind(s: str) -> str:
    if s.isdigit():
        return "digits"
    if s.isalpha():
        return "letters"
    if s.isspace():
        return "space"
    return "mixed" if s else "empty"


def checksum(s: str) -> int:
    total = 0
    for i, c in enumerate(s):
        total = (total * 31 + ord(c) * (i + 1)) % 1_000_007
    return total


_TEXTS = [
    "",
    "a",
    "A",
    "1",
    "²",
    "½",
    "१",
    "Ⅷ",
    "ª",
    "ǅ",
    "日本",
    "_x9",
    "9x",
    "a b",
    "\t\n\x1c\x1f\x85\xa0\u2003",
    "\u200b",
    "\x7f",
    "é",
    "ß",
    "İ",
    "\U0001f600",
    "\ud800",
    "Hello World",
    "hello",
    "HELLO",
    "ΑΣ",
    "a1",
    "\u0345",
    "\xad",
    "class",
]

CASES = {
    "letters": [(s,) for s in _TEXTS],
    "digits": [(s,) for s in _TEXTS],
    "shapes": [(s,) for s in _TEXTS],
    "code": [("a",), ("日",), ("\U0001f600",), ("\ud800",), ("",), ("ab",)],
    "codes": [(s,) for s in _TEXTS],
    "char": [(n,) for n in (0, 65, 0xE9, 0xD800, 0xFFFF, 0x10FFFF, 0x110000, -1, 2**31, 2**63 - 1)],
    "text": [([],), ([72, 105],), ([0x1F600, 0x65E5],), ([-1],)],
    "encoded": [(s,) for s in _TEXTS],
    "encoded_as": [(s,) for s in _TEXTS],
    "strict_ascii": [("abc",), ("é",), ("",)],
    "byte_length": [("abc",), ("日本",), ("\ud800",)],
    "is_number": [("12",), ("-5",), ("+",), ("",), ("²",), ("1.5",)],
    "kind": [("12",), ("ab",), (" \t",), ("a1",), ("",)],
    "checksum": [("",), ("hello",), ("日本\U0001f600",)],
}

DEOPTS = {
    "code": [('',), ('ab',)],
    "char": [(1114112,), (-1,), (2147483648,), (2**63 - 1,)],
    "text": [([-1],)],
}
