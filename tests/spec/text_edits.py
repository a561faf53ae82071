"""str: strip, case, padding, translate."""


def stripped(s: str) -> tuple[str, str, str]:
    return s.strip(), s.lstrip(), s.rstrip()


def stripped_of(s: str, chars: str) -> tuple[str, str, str]:
    return s.strip(chars), s.lstrip(chars), s.rstrip(chars)


def cases(s: str) -> tuple[str, str, str, str]:
    return s.upper(), s.lower(), s.casefold(), s.swapcase()


def titles(s: str) -> tuple[str, str]:
    return s.title(), s.capitalize()


def padded(s: str, width: int) -> tuple[str, str, str]:
    return s.ljust(width), s.rjust(width), s.center(width)


def padded_with(s: str, width: int) -> tuple[str, str, str]:
    return s.ljust(width, "."), s.rjust(width, "日"), s.center(width, "*")


def padded_by(s: str, width: int, fill: str) -> str:
    return s.center(width, fill)


def zeros(s: str, width: int) -> str:
    return s.zfill(width)


def tabs(s: str) -> tuple[str, str]:
    return s.expandtabs(), s.expandtabs(3)


def translated(s: str, table: dict[int, str]) -> str:
    return s.translate(table)


def caesar(s: str, shift: int) -> str:
    out = ""
    for c in s:
        if "a" <= c <= "z":
            out += chr((ord(c) - ord("a") + shift) % 26 + ord("a"))
        elif "A" <= c <= "Z":
            out += chr((ord(c) - ord("A") + shift) % 26 + ord("A"))
        else:
            out += c
    return out


def slug(s: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in s.lower())
    while "--" in kept:
        kept = kept.replace("--", "-")
    return kept.strip("-")


def same_ignoring_case(a: str, b: str) -> bool:
    return a.casefold() == b.casefold()


def table_row(cells: list[str], width: int) -> str:
    return "|" + "|".join(cell.center(width) for cell in cells) + "|"


def masked(number: str) -> str:
    return "*" * (len(number) - 4) + number[-4:]


_TEXTS = [
    "",
    "a",
    "  ab \t",
    "\x1c\x85\xa0x\u3000",
    "Hello World",
    "hello wORLD",
    "naïve ÉCOLE",
    "STRASSE straße",
    "İstanbul ıI",
    "Ǆ ǅ ǆ ﬁ",
    "ΑΣ ΟΔΥΣΣΕΥΣ.",
    "日本語 ok",
    "\U0001f600a",
    "they're bill's",
    "\ud800x",
    "e\u0301A",
    "1a2B",
]
_WIDTHS = [(s, n) for s in ("", "a", "ab", "日本", "abc") for n in (-1, 0, 1, 2, 3, 4, 5, 8)]

CASES = {
    "stripped": [(s,) for s in _TEXTS],
    "stripped_of": [(s, chars) for s in ("", "xxaxx", "日本日", " a ", "abcba") for chars in ("x", "", "ab", "日", "xa ")],
    "cases": [(s,) for s in _TEXTS],
    "titles": [(s,) for s in _TEXTS],
    "padded": _WIDTHS,
    "padded_with": _WIDTHS,
    "padded_by": [("ab", 5, "é"), ("ab", 5, ""), ("ab", 5, "xy"), ("ab", 1, "xy")],
    "zeros": [(s, n) for s in ("", "7", "-7", "+7", "--7", "日", "1234") for n in (-1, 0, 2, 5)],
    "tabs": [("a\tb\n\tc",), ("",), ("日\t本",)],
    "translated": [("abc", {97: "A", 98: ""}), ("", {}), ("日本", {26085: "sun"})],
    "caesar": [("Hello, World!", 3), ("xyz", 3), ("abc", -1), ("日本", 5)],
    "slug": [("Hello, World!",), ("  a--b  ",), ("Größe 日本",), ("",)],
    "same_ignoring_case": [("Straße", "STRASSE"), ("a", "b")],
    "table_row": [(["a", "bcd", ""], 5), ([], 3)],
    "masked": [("1234567890",), ("12",), ("",)],
}

DEOPTS = {
    "padded_by": [('ab', 5, ''), ('ab', 5, 'xy'), ('ab', 1, 'xy')],
}
