"""str: split, join, partition, lines."""


def words(s: str) -> list[str]:
    return s.split()


def some_words(s: str, n: int) -> tuple[list[str], list[str]]:
    return s.split(None, n), s.rsplit(None, n)


def named_words(s: str, n: int) -> list[str]:
    return s.split(maxsplit=n)


def cut(s: str, separator: str) -> tuple[list[str], list[str]]:
    return s.split(separator), s.rsplit(separator)


def cut_some(s: str, separator: str, n: int) -> tuple[list[str], list[str]]:
    return s.split(separator, n), s.rsplit(separator, maxsplit=n)


def lines(s: str) -> list[str]:
    return s.splitlines()


def whole_lines(s: str) -> tuple[list[str], list[str]]:
    return s.splitlines(True), s.splitlines(keepends=True)


def around(s: str, separator: str) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    return s.partition(separator), s.rpartition(separator)


def joined(separator: str, parts: list[str]) -> str:
    return separator.join(parts)


def joined_letters(separator: str, s: str) -> str:
    return separator.join(s)


def joined_made(s: str) -> str:
    return "".join(c for c in s if c != "a")


def joined_numbers(xs: list[int]) -> str:
    return ",".join(str(x) for x in xs)


def joined_pieces(s: str) -> str:
    return "-".join([part.strip() for part in s.split(",")])


def joined_keys(table: dict[str, int]) -> str:
    return " ".join(table)


def tidy(s: str) -> str:
    return " ".join(s.split())


def fields(line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in line.split(";"):
        key, separator, value = pair.partition("=")
        if separator:
            found[key.strip()] = value.strip()
    return found


def initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.split())


def snake(name: str) -> str:
    out = []
    for i, c in enumerate(name):
        if c.isupper() and i:
            out.append("_")
        out.append(c.lower())
    return "".join(out)


def camel(name: str) -> str:
    words = name.split("_")
    return words[0] + "".join(word.capitalize() for word in words[1:])


def longest(s: str) -> str:
    best = ""
    for word in s.split():
        if len(word) > len(best):
            best = word
    return best


def wrapped(s: str, width: int) -> list[str]:
    rows: list[str] = []
    row = ""
    for word in s.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = row + " " + word if row else word
    if row:
        rows.append(row)
    return rows


_SPACED = ["", " ", "a", "  a b  c ", "a\tb\nc\r\nd", "\x1ca\x1d\x85b\xa0c\u2003", "日 本\u3000語", "a\u200bb", "\U0001f600 x"]
_LISTED = ["", ",", "a,b,,c,", "a", "日,本", "--a--b", "\U0001f600,\U0001f600"]
_LINES = ["", "\n", "a\nb", "a\r\nb\rc", "a\x0bb\x0cc\x1cd\x1de\x1ef", "a\x85b\u2028c\u2029", "a\n\n", "\r\r\n", "日\n本"]

CASES = {
    "words": [(s,) for s in _SPACED],
    "some_words": [(s, n) for s in _SPACED for n in (-1, 0, 1, 2, 99)],
    "named_words": [(s, n) for s in _SPACED for n in (-1, 1)],
    "cut": [(s, t) for s in _LISTED for t in (",", "--", "日", "")],
    "cut_some": [(s, t, n) for s in _LISTED for t in (",", "-") for n in (-1, 0, 1, 2)],
    "lines": [(s,) for s in _LINES],
    "whole_lines": [(s,) for s in _LINES],
    "around": [(s, t) for s in _LISTED for t in (",", "--", "本", "")],
    "joined": [(t, parts) for t in ("", ", ", "日") for parts in ([], ["a"], ["a", "", "é"], ["\U0001f600", "b"])],
    "joined_letters": [("-", "abc"), ("", "日本"), ("日", "ab"), ("-", "")],
    "joined_made": [("banana",), ("",), ("日a本",)],
    "joined_numbers": [([],), ([1, -2, 3],)],
    "joined_pieces": [(" a , b",), ("",)],
    "joined_keys": [({"a": 1, "b": 2},), ({},)],
    "tidy": [("  a \n b\t",), ("",), ("日 \u3000 本",)],
    "fields": [("a=1; b = 2;c",), ("",), ("x==y",)],
    "initials": [("ada lovelace",), ("",), ("éa ßb",)],
    "snake": [("CamelCaseName",), ("",), ("ÀB",)],
    "camel": [("snake_case_name",), ("one",), ("",), ("a__b",)],
    "longest": [("the longest word here",), ("",)],
    "wrapped": [("the quick brown fox jumps", 10), ("", 5), ("toolongword x", 3)],
}

DEOPTS = {
    "cut": [('', ''), (',', ''), ('a,b,,c,', ''), ('a', ''), ('日,本', ''), ('--a--b', ''), ('😀,😀', '')],
    "around": [('', ''), (',', ''), ('a,b,,c,', ''), ('a', ''), ('日,本', ''), ('--a--b', ''), ('😀,😀', '')],
}
