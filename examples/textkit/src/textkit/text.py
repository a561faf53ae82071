"""Text: slugs, wrapping, ciphers, letter cases, sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_VOWELS = "aeiou"
_FOLDED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
_SOUNDEX = {
    "b": "1", "f": "1", "p": "1", "v": "1",
    "c": "2", "g": "2", "j": "2", "k": "2", "q": "2", "s": "2", "x": "2", "z": "2",
    "d": "3", "t": "3",
    "l": "4",
    "m": "5", "n": "5",
    "r": "6",
}  # fmt: skip
_SUFFIXES = ("ingly", "edly", "ing", "ies", "ed", "es", "ly", "s")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_stems: dict[str, str] = {}


def _fold(char: str) -> str:
    """Return the plain letters of a lower-case character, or nothing."""
    if char.isascii():
        return char
    if char in _FOLDED:
        return _FOLDED[char]
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
    return plain.lower()


def slugify(text: str, separator: str = "-", max_length: int = 0) -> str:
    """Turn a title into the last part of a web address.

    >>> slugify("  Hello, World!  ")
    'hello-world'
    >>> slugify("Ein längerer Titel", max_length=12)
    'ein-langerer'
    """
    words: list[str] = []
    word = ""
    for char in text.lower():
        folded = _fold(char)
        if folded and folded.isalnum():
            word += folded
        elif word:
            words.append(word)
            word = ""
    if word:
        words.append(word)
    slug = ""
    for word in words:
        longer = slug + separator + word if slug else word
        if max_length and len(longer) > max_length:
            break
        slug = longer
    return slug


def wrap(text: str, width: int = 72) -> list[str]:
    """Break a text into lines of at most the given width; longer words stay whole.

    >>> wrap("the quick brown fox jumps", 10)
    ['the quick', 'brown fox', 'jumps']
    """
    if width < 1:
        raise ValueError("width must be positive")
    lines: list[str] = []
    line: list[str] = []
    length = 0
    for word in text.split():
        if line and length + 1 + len(word) > width:
            lines.append(" ".join(line))
            line, length = [], 0
        length += len(word) + (1 if line else 0)
        line.append(word)
    if line:
        lines.append(" ".join(line))
    return lines


def caesar(text: str, shift: int) -> str:
    """Move each Latin letter along the alphabet.

    >>> caesar("Hello", 3)
    'Khoor'
    """
    result = []
    for char in text:
        if "a" <= char <= "z":
            result.append(chr((ord(char) - ord("a") + shift) % 26 + ord("a")))
        elif "A" <= char <= "Z":
            result.append(chr((ord(char) - ord("A") + shift) % 26 + ord("A")))
        else:
            result.append(char)
    return "".join(result)


def rot13(text: str) -> str:
    """Move each Latin letter by half the alphabet; doing it twice gives the text back.

    >>> rot13(rot13("Spoiler"))
    'Spoiler'
    """
    return caesar(text, 13)


def rle_encode(text: str) -> list[tuple[str, int]]:
    """Return each run of equal characters with its length.

    >>> rle_encode("aaabcc")
    [('a', 3), ('b', 1), ('c', 2)]
    """
    runs: list[tuple[str, int]] = []
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        runs.append((text[i], j - i))
        i = j
    return runs


def rle_decode(runs):
    """Undo rle_encode.

    >>> rle_decode([('a', 3), ('b', 1)])
    'aaab'
    """
    parts = []
    for char, count in runs:
        if count < 0:
            raise ValueError(f"negative run length for {char!r}")
        parts.append(char * count)
    return "".join(parts)


def is_palindrome(text: str) -> bool:
    """Tell whether a text reads the same backwards, letters and digits only.

    >>> is_palindrome("A man, a plan, a canal: Panama")
    True
    """
    left, right = 0, len(text) - 1
    while left < right:
        if not text[left].isalnum():
            left += 1
        elif not text[right].isalnum():
            right -= 1
        elif text[left].lower() != text[right].lower():
            return False
        else:
            left += 1
            right -= 1
    return True


def count_vowels(text: str) -> int:
    """Count the letters a, e, i, o and u.

    >>> count_vowels("Education")
    5
    """
    return sum(1 for char in text.lower() if char in _VOWELS)


def snake_case(name: str) -> str:
    """Write an identifier in lower case with underscores.

    >>> snake_case("parseHTTPResponse2")
    'parse_http_response_2'
    """
    return "_".join(word.lower() for word in _WORD.findall(name))


def camel_case(name: str, upper_first: bool = False) -> str:
    """Write an identifier with capital letters instead of underscores.

    >>> camel_case("first_name"), camel_case("first_name", upper_first=True)
    ('firstName', 'FirstName')
    """
    words = [word for word in name.lower().replace("-", "_").split("_") if word]
    if not words:
        return ""
    capitalized = [word[0].upper() + word[1:] for word in words]
    if not upper_first:
        capitalized[0] = words[0]
    return "".join(capitalized)


def soundex(name: str) -> str:
    """Return the American Soundex code of a name.

    >>> soundex("Robert"), soundex("Rupert"), soundex("Tymczak")
    ('R163', 'R163', 'T522')
    """
    letters = [char for char in name.lower() if "a" <= char <= "z"]
    if not letters:
        return ""
    code = letters[0].upper()
    last = _SOUNDEX.get(letters[0], "")
    for char in letters[1:]:
        digit = _SOUNDEX.get(char, "")
        if digit and digit != last:
            code += digit
            if len(code) == 4:
                break
        if char not in "hw":
            last = digit
    return code.ljust(4, "0")


def word_counts(text: str) -> dict[str, int]:
    """Count the words of a text, without regard to case and punctuation.

    >>> word_counts("To be, or not to be")
    {'to': 2, 'be': 2, 'or': 1, 'not': 1}
    """
    counts: dict[str, int] = {}
    for raw in text.lower().split():
        word = raw.strip(".,;:!?\"'()")
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts


def ngrams(text: str, n: int) -> Iterator[str]:
    """Yield all runs of n neighbouring characters.

    >>> list(ngrams("text", 2))
    ['te', 'ex', 'xt']
    """
    for i in range(len(text) - n + 1):
        yield text[i : i + n]


def stem(word: str) -> str:
    """Cut the usual English endings off a word; stems are remembered.

    >>> stem("walking"), stem("cities"), stem("is")
    ('walk', 'citi', 'is')
    """
    if word in _stems:
        return _stems[word]
    result = word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            result = word[: -len(suffix)]
            if suffix == "ies":
                result += "i"
            break
    _stems[word] = result
    return result


def unix_newlines(text: str) -> str:
    """Replace the line ends of Windows by those of Unix.

    >>> unix_newlines("one\\r\\ntwo")
    'one\\ntwo'
    """
    return text.replace("\r\n", "\n")
