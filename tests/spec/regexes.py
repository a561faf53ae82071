"""Calls through Python objects: compiled patterns, matches that may be None, the module re."""

import re

HEX = re.compile(r"^#([a-fA-F0-9]{3}|[a-fA-F0-9]{6})$")
WORD = re.compile(r"[a-z]+")


def normalized(text: str) -> str:
    if (found := HEX.match(text)) is None:
        raise ValueError(f"bad: {text}")
    digits = found.group(1)
    if len(digits) == 3:
        digits = "".join(2 * d for d in digits)
    return "#" + digits.lower()


def has_word(text: str) -> bool:
    return WORD.search(text) is not None


def first_word(text: str) -> str:
    found = WORD.search(text)
    if found:
        return found.group(0)
    return ""


def dashed(text: str) -> str:
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text)
    return text.replace("-", "_").lower()


def words(text: str) -> list[str]:
    return WORD.findall(text)


CASES = {
    "normalized": [("#fff",), ("#00AAff",), ("",), ("#12",)],
    "has_word": [("abc",), ("123",), ("",)],
    "first_word": [("1 abc d",), ("",)],
    "dashed": [("HTMLParser",), ("a-B",), ("",)],
    "words": [("a bc 1",), ("",)],
}
