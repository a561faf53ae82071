"""str: find, index, count, startswith, replace and their like."""


def found(s: str, t: str) -> tuple[int, int, int]:
    return s.find(t), s.rfind(t), s.count(t)


def found_from(s: str, t: str, a: int) -> tuple[int, int, int]:
    return s.find(t, a), s.rfind(t, a), s.count(t, a)


def found_within(s: str, t: str, a: int, b: int) -> tuple[int, int, int]:
    return s.find(t, a, b), s.rfind(t, a, b), s.count(t, a, b)


def index(s: str, t: str) -> int:
    return s.index(t)


def last_index(s: str, t: str, a: int) -> int:
    return s.rindex(t, a)


def index_or(s: str, t: str) -> int:
    try:
        return s.index(t)
    except ValueError:
        return -1


def begins(s: str, t: str) -> tuple[bool, bool]:
    return s.startswith(t), s.endswith(t)


def begins_at(s: str, t: str, a: int, b: int) -> tuple[bool, bool, bool]:
    return s.startswith(t, a), s.startswith(t, a, b), s.endswith(t, a, b)


def is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def is_image(name: str) -> bool:
    return name.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))


def stripped_affixes(s: str, a: str, b: str) -> tuple[str, str]:
    return s.removeprefix(a), s.removesuffix(b)


def replaced(s: str, old: str, new: str) -> str:
    return s.replace(old, new)


def replaced_first(s: str, old: str, new: str, n: int) -> str:
    return s.replace(old, new, n)


def escaped(s: str) -> str:
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def all_places(s: str, t: str) -> list[int]:
    places = []
    at = s.find(t)
    while at != -1:
        places.append(at)
        at = s.find(t, at + 1)
    return places


def extension(name: str) -> str:
    at = name.rfind(".")
    return name[at + 1 :] if at > 0 else ""


_TEXTS = ["", "a", "abcabc", "aaaa", "日本日本", "a\U0001f600b\U0001f600", "naïve é", "x\ud800y", "aXbXc" * 20]
_NEEDLES = ["", "a", "abc", "bc", "日本", "\U0001f600", "é", "\ud800", "aa", "Xb"]
_PAIRS = [(s, t) for s in _TEXTS for t in _NEEDLES]

CASES = {
    "found": _PAIRS,
    "found_from": [(s, t, a) for s, t in _PAIRS for a in (0, 2, -2, 99)],
    "found_within": [(s, t, a, b) for s, t in _PAIRS for a, b in ((0, 3), (-3, -1), (2, 1), (-99, 99), (99, 99))],
    "index": _PAIRS,
    "last_index": [("abcabc", "c", 0), ("abcabc", "x", 0), ("abcabc", "a", 4)],
    "index_or": [("abc", "c"), ("abc", "x"), ("", "")],
    "begins": _PAIRS,
    "begins_at": [(s, t, a, b) for s, t in _PAIRS for a, b in ((0, 2), (1, 9), (-2, -1), (9, 9))],
    "is_web": [("http://x",), ("https://x",), ("ftp://x",), ("",)],
    "is_image": [("A.PNG",), ("a.txt",), ("jpg",)],
    "stripped_affixes": [("abcabc", "abc", "abc"), ("abc", "", ""), ("abc", "abc", "abc"), ("日本", "日", "本")],
    "replaced": [(s, t, new) for s, t in _PAIRS for new in ("", "-", "日本人", "\U0001f600")],
    "replaced_first": [("aaaa", "a", "b", n) for n in (-1, 0, 1, 2, 9)] + [("abc", "", "-", 2)],
    "escaped": [("<a & b>",), ("plain",), ("&&",)],
    "all_places": [("banana", "ana"), ("日本日", "日"), ("abc", "x")],
    "extension": [("a.tar.gz",), (".bashrc",), ("none",), ("",)],
}

DEOPTS = {
    "index": [(s, t) for s, t in CASES["index"] if t not in s],
    "last_index": [('abcabc', 'x', 0), ('abcabc', 'a', 4)],
}
