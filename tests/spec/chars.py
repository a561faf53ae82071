"""Single characters, as iterating and indexing give them."""


def questions(s: str) -> list[tuple[bool, bool, bool, bool, bool]]:
    return [(c.isalpha(), c.isdigit(), c.isspace(), c.isupper(), c.islower()) for c in s]


def more_questions(s: str) -> list[tuple[bool, bool, bool, bool, bool, bool]]:
    return [(c.isalnum(), c.isdecimal(), c.isnumeric(), c.isprintable(), c.isascii(), c.istitle()) for c in s]


def mapped(s: str) -> list[tuple[str, str, str, str]]:
    return [(c.upper(), c.lower(), c.casefold(), c.swapcase()) for c in s]


def kept(s: str) -> list[str]:
    return [c for c in s]


def compared(s: str) -> list[tuple[bool, bool, bool]]:
    return [(c == "b", c < "b", c >= "日") for c in s]


def against_text(s: str, t: str) -> list[bool]:
    return [c == t for c in s]


def in_text(s: str, t: str) -> list[bool]:
    return [c in t for c in s]


def in_literals(s: str) -> list[bool]:
    return [c in ("a", "日", "xy") for c in s]


def repeated(s: str, n: int) -> list[str]:
    return [c * n for c in s]


def doubled(s: str) -> str:
    return "".join(c + c for c in s)


def methods_of_text(s: str) -> list[tuple[int, bool, str, list[str]]]:
    return [(len(c), c.startswith("a"), c.strip(), c.split()) for c in s]


def shown(s: str) -> list[tuple[str, str]]:
    return [(repr(c), str(c)) for c in s]


def brackets(s: str) -> bool:
    stack: list[str] = []
    pairs = {")": "(", "]": "[", "}": "{"}
    for c in s:
        if c in "([{":
            stack.append(c)
        elif c in ")]}":
            if not stack or stack.pop() != pairs[c]:
                return False
    return not stack


def tokens(s: str) -> list[str]:
    found: list[str] = []
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            j = i
            while j < len(s) and s[j].isdigit():
                j += 1
            found.append(s[i:j])
            i = j
        else:
            found.append(c)
            i += 1
    return found


def soundex(word: str) -> str:
    codes = {
        "b": "1",
        "f": "1",
        "p": "1",
        "v": "1",
        "c": "2",
        "g": "2",
        "s": "2",
        "d": "3",
        "t": "3",
        "l": "4",
        "m": "5",
        "r": "6",
    }
    out = word[0].upper()
    last = codes.get(word[0].lower(), "")
    for c in word[1:]:
        code = codes.get(c.lower(), "")
        if code and code != last:
            out += code
        last = code
    return (out + "000")[:4]


def last_letter(s: str) -> str:
    found = ""
    for c in s:
        if c.isalpha():
            found = c
    return found


def roman(s: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for c, following in zip(s, s[1:] + " "):
        value = values[c]
        total += -value if values.get(following, 0) > value else value
    return total


_TEXTS = ["", "a", "abc1 B", "éßİ", "日本\U0001f600", "\ud800²½ǅ", "\x1c\x85 \t"]
_ONE = [(s,) for s in _TEXTS]

CASES = {
    "questions": _ONE,
    "more_questions": _ONE,
    "mapped": _ONE,
    "kept": _ONE,
    "compared": _ONE,
    "against_text": [(s, t) for s in _TEXTS for t in ("a", "", "ab", "日")],
    "in_text": [(s, t) for s in _TEXTS for t in ("abc", "", "日本")],
    "in_literals": _ONE,
    "repeated": [(s, n) for s in _TEXTS for n in (0, 1, 3, -1)],
    "doubled": _ONE,
    "methods_of_text": _ONE,
    "shown": _ONE,
    "brackets": [("([]{})",), ("([)]",), ("",), ("((",)],
    "tokens": [("12 + 3*(45-6)",), ("",), ("日1",)],
    "soundex": [("Robert",), ("Rupert",), ("Tymczak",), ("A",), ("",)],
    "last_letter": [("a1b2",), ("123",), ("",)],
    "roman": [("MCMXCIV",), ("IV",), ("",), ("X?",)],
}

DEOPTS = {
    "soundex": [('',)],
    "roman": [('X?',)],
}
