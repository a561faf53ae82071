"""str: indexing, slicing, iteration, comparison, addition; code points, wide ones and lone surrogates."""


def length(s: str) -> int:
    return len(s)


def item(s: str, i: int) -> str:
    return s[i]


def part(s: str, a: int, b: int) -> str:
    return s[a:b]


def open_parts(s: str, a: int) -> tuple[str, str, str]:
    return s[a:], s[:a], s[:]


def stepped(s: str, a: int, b: int, step: int) -> str:
    return s[a:b:step]


def backwards(s: str) -> str:
    return s[::-1]


def added(a: str, b: str) -> str:
    return a + b


def added_three(a: str, b: str) -> str:
    return a + ", " + b


def repeated(s: str, n: int) -> str:
    return s * n


def repeated_left(s: str, n: int) -> str:
    return n * s


def inside(s: str, t: str) -> bool:
    return t in s


def compared(a: str, b: str) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def truth(s: str) -> bool:
    return not s


def itself(s: str) -> tuple[str, str]:
    return str(s), repr(s)


def escaped(s: str) -> str:
    return ascii(s)


def grown(s: str, n: int) -> str:
    out = ""
    for i in range(n):
        out += s
        if i % 3 == 2:
            out += "-"
    return out


def grown_and_kept(s: str) -> tuple[str, str]:
    longer = s
    longer += "!"
    kept = longer
    longer += "?"
    return kept, longer


def counted(s: str, wanted: str) -> int:
    count = 0
    for c in s:
        if c == wanted:
            count += 1
    return count


def vowels(s: str) -> int:
    return sum(1 for c in s if c in "aeiouAEIOU")


def is_palindrome(s: str) -> bool:
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def hamming(a: str, b: str) -> int:
    if len(a) != len(b):
        raise ValueError("strings differ in length")
    return sum(x != y for x, y in zip(a, b))


def levenshtein(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


def run_lengths(s: str) -> list[tuple[str, int]]:
    runs: list[tuple[str, int]] = []
    for c in s:
        if runs and runs[-1][0] == c:
            runs[-1] = (c, runs[-1][1] + 1)
        else:
            runs.append((c, 1))
    return runs


def common_prefix(a: str, b: str) -> str:
    i = 0
    while i < len(a) and i < len(b) and a[i] == b[i]:
        i += 1
    return a[:i]


def first_and_last(s: str) -> str:
    return s[0] + s[-1]


def without(s: str, i: int) -> str:
    return s[:i] + s[i + 1 :]


def middle(s: str) -> str:
    return s[len(s) // 2] if s else ""


def letter_counts(s: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for c in s:
        counts[c] = counts.get(c, 0) + 1
    return counts


def reversed_words(s: str) -> str:
    return "".join(reversed(s))


def smallest(s: str) -> str:
    return min(s)


def sorted_letters(s: str) -> str:
    return "".join(sorted(s))


_TEXTS = [
    "",
    "a",
    "é",
    "日",
    "\U0001f600",
    "\ud800",
    "abc",
    "naïve café",
    "日本語",
    "a\U0001f600b",
    "x\ud800y\udfff",
    "e\u0301",
    "\x00\x1c\x7f\x85\xa0",
    "it's",
    '"q"',
    "a\\b\n",
    "level",
    "aabbbc",
]
_PLACES = [0, 1, -1, 2, -3, 7, -8, 2**62, -(2**63)]

CASES = {
    "length": [(s,) for s in _TEXTS],
    "item": [(s, i) for s in _TEXTS for i in _PLACES],
    "part": [(s, a, b) for s in ("", "abc", "日本語", "a\U0001f600b") for a in _PLACES for b in _PLACES],
    "open_parts": [(s, a) for s in _TEXTS for a in _PLACES],
    "stepped": [
        (s, a, b, c)
        for s in ("", "abcdefg", "a\U0001f600b日")
        for a in (0, 5, -1)
        for b in (0, 3, -9, 99)
        for c in (1, 2, -1, -2, 0)
    ],
    "backwards": [(s,) for s in _TEXTS],
    "added": [(a, b) for a in _TEXTS for b in ("", "x", "é", "日", "\U0001f600")],
    "added_three": [("a", "b"), ("", ""), ("日", "\U0001f600")],
    "repeated": [(s, n) for s in ("", "a", "日本") for n in (0, 1, 3, -2)] + [("ab", 2**62)],
    "repeated_left": [("ab", 2), ("ab", -1)],
    "inside": [(s, t) for s in _TEXTS for t in ("", "a", "日本", "\U0001f600", "\ud800", "bc")],
    "compared": [(a, b) for a in _TEXTS for b in _TEXTS],
    "truth": [("",), ("0",)],
    "itself": [(s,) for s in _TEXTS],
    "escaped": [(s,) for s in _TEXTS],
    "grown": [("ab", 5), ("日", 4), ("", 3), ("é", 0)],
    "grown_and_kept": [("a",), ("",), ("日",)],
    "counted": [("banana", "a"), ("日本日", "日"), ("abc", ""), ("abc", "ab")],
    "vowels": [("Education",), ("",), ("日本",)],
    "is_palindrome": [("",), ("level",), ("levels",), ("日本日",)],
    "hamming": [("karolin", "kathrin"), ("", ""), ("a", "ab")],
    "levenshtein": [("kitten", "sitting"), ("", "abc"), ("日本", "本日")],
    "run_lengths": [("aabbbc",), ("",), ("日日\U0001f600",)],
    "common_prefix": [("flower", "flow"), ("a", "b"), ("日本語", "日本人")],
    "first_and_last": [("abc",), ("日",), ("",)],
    "without": [("abc", 1), ("日本語", 0), ("abc", -1)],
    "middle": [("abc",), ("abcd",), ("",)],
    "letter_counts": [("banana",), ("",), ("日本日\U0001f600",)],
    "reversed_words": [("abc",), ("日本\U0001f600",), ("",)],
    "smallest": [("banana",), ("日é",), ("",)],
    "sorted_letters": [("banana",), ("日é\U0001f600a",), ("",)],
}

DEOPTS = {
    "item": [(s, i) for s, i in CASES["item"] if not -len(s) <= i < len(s)],
    "stepped": [(s, a, b, c) for s, a, b, c in CASES["stepped"] if c == 0],
    "repeated": [('ab', 4611686018427387904)],
    "first_and_last": [('',)],
    "smallest": [('',)],
}
