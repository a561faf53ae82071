"""The text of a formula as tokens, and the error that names a place in it."""

from __future__ import annotations

import math
from typing import NamedTuple

#: Longer texts are refused before anything is done with them.
LONGEST = 10_000

_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_SPACE = " \t\r\n"
#: Two characters before one, so that the longest match comes first.
_SYMBOLS = ("**", "//", "<=", ">=", "==", "!=", "+", "-", "*", "/", "%", "<", ">", "(", ")", ",")


class FormulaError(ValueError):
    """A formula that cannot be compiled, or has no finite real value for these variables."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message, at)
        self.message = message
        #: Column in the text, from 0.
        self.at = at

    def __str__(self) -> str:
        return f"{self.message} (column {self.at + 1})"


class Token(NamedTuple):
    """A piece of the text; the last one is always of kind `end`."""

    #: `number`, `name`, `symbol` or `end`.
    kind: str
    text: str
    at: int
    number: float = 0.0


def tokens_of(text: str) -> list[Token]:
    """Splits a formula; white space separates and means nothing else."""
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is longer than {LONGEST} characters", LONGEST)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] in _SPACE:
            at += 1
            continue
        token = _token_at(text, at)
        tokens.append(token)
        at += len(token.text)
    tokens.append(Token("end", "", len(text)))
    return tokens


def _token_at(text: str, at: int) -> Token:
    if text[at] in _DIGITS or (text[at] == "." and text[at + 1 : at + 2] in tuple(_DIGITS)):
        return _number_at(text, at)
    if text[at] in _LETTERS:
        return Token("name", text[at : _run(text, at, _LETTERS + _DIGITS)], at)
    for symbol in _SYMBOLS:
        if text.startswith(symbol, at):
            return Token("symbol", symbol, at)
    raise FormulaError(f"unexpected character {text[at]!r}", at)


def _number_at(text: str, at: int) -> Token:
    end = _run(text, at, _DIGITS)
    if text[end : end + 1] == ".":
        end = _run(text, end + 1, _DIGITS)
    exponent = end + 1
    if text[end : end + 1] in ("e", "E"):
        if text[exponent : exponent + 1] in ("+", "-"):
            exponent += 1
        past = _run(text, exponent, _DIGITS)
        end = past if past > exponent else end
    if text[end : end + 1] in tuple(_LETTERS):
        raise FormulaError(f"unexpected {text[end]!r} in a number", end)
    number = float(text[at:end])
    if not math.isfinite(number):
        raise FormulaError("the number is too large", at)
    return Token("number", text[at:end], at, number)


def _run(text: str, at: int, characters: str) -> int:
    """The index behind the characters of a kind that follow each other."""
    while at < len(text) and text[at] in characters:
        at += 1
    return at
