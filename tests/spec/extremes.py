"""min, max and sorted: ties, NaN, keys, defaults."""


def smallest(xs: list[int]) -> int:
    return min(xs)


def largest_float(xs: list[float]) -> float:
    return max(xs)


def least_of(a: float, b: float) -> float:
    return min(a, b)


def greatest_of(a: int, b: int, c: int) -> int:
    return max(a, b, c)


def clamp(x: float, low: float, high: float) -> float:
    return max(low, min(x, high))


def first_word(words: list[str]) -> str:
    return min(words)


def longest(words: list[str]) -> str:
    return max(words, key=len)


def nearest(xs: list[float], x: float) -> float:
    return min(xs, key=lambda y: abs(y - x))


def with_default(xs: list[int]) -> int:
    return max(xs, default=-1)


def largest_of_generator(words: list[str]) -> int:
    return max(len(word) for word in words)


def last_letter(text: str) -> str:
    return max(text)


def in_order(xs: list[int]) -> list[int]:
    return sorted(xs)


def floats_in_order(xs: list[float]) -> list[float]:
    return sorted(xs, reverse=True)


def words_in_order(words: list[str]) -> list[str]:
    return sorted(words)


def folded(words: list[str]) -> list[str]:
    return sorted(words, key=str.lower)


def stable(pairs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(pairs, key=lambda pair: pair[0], reverse=True)


def letters_in_order(text: str) -> str:
    return "".join(sorted(text))


def median(xs: list[float]) -> float:
    ys = sorted(xs)
    middle = len(ys) // 2
    return ys[middle] if len(ys) % 2 else (ys[middle - 1] + ys[middle]) / 2


def intervals(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def ranks(scores: list[float]) -> list[int]:
    order = sorted(range(len(scores)), key=lambda i: scores[i])
    result = [0] * len(scores)
    for rank, i in enumerate(order):
        result[i] = rank
    return result


_NAN = float("nan")
_INF = float("inf")

CASES = {
    "smallest": [([3, 1, 2],), ([2**63 - 1, -(2**63)],), ([],), ([1, True],)],
    "largest_float": [([1.0, _NAN, 2.0],), ([_NAN, 1.0],), ([0.0, -0.0],), ([-0.0, 0.0],), ([_INF],), ([],)],
    "least_of": [(a, b) for a in (1.0, 0.0, -0.0, _NAN) for b in (2.0, 0.0, -0.0, _NAN)],
    "greatest_of": [(1, 2, 3), (3, 2, 1), (2, 2, 2)],
    "clamp": [(0.5, 0.0, 1.0), (-1.0, 0.0, 1.0), (2.0, 0.0, 1.0), (_NAN, 0.0, 1.0), (-0.0, 0.0, 1.0)],
    "first_word": [(["b", "a", "B"],), (["ä", "z", "😀"],), ([],)],
    "longest": [(["a", "bb", "cc"],), ([],)],
    "nearest": [([1.0, 3.0, 5.0], 2.0), ([1.0], _NAN), ([], 1.0)],
    "with_default": [([],), ([1, 5, 2],)],
    "largest_of_generator": [(["a", "bbb"],), ([],)],
    "last_letter": [("hello",), ("añ😀",), ("",)],
    "in_order": [([3, 1, 2, 1],), ([],), ([1, 2.0],)],
    "floats_in_order": [([0.0, -0.0, 1.0, -0.0],), ([1.0, _NAN],), ([],)],
    "words_in_order": [(["b", "a", "", "B", "aa"],), (["\uffff", "😀", "\ud800"],), ([],)],
    "folded": [(["b", "A", "a", "B"],), ([],)],
    "stable": [([(1, "a"), (2, "b"), (1, "c"), (2, "a")],), ([],)],
    "letters_in_order": [("hello",), ("",), ("😀ña",)],
    "median": [([3.0, 1.0, 2.0],), ([4.0, 1.0],), ([],)],
    "intervals": [([(1, 3), (8, 9), (2, 6)],), ([],), ([(1, 2), (2, 3)],)],
    "ranks": [([0.5, 0.1, 0.5],), ([],)],
}
DEOPTS = {
    "smallest": [([],), ([1, True],)],
    "largest_float": [([],)],
    "first_word": [([],)],
    "longest": [([],)],
    "nearest": [([], 1.0)],
    "largest_of_generator": [([],)],
    "last_letter": [("",)],
    "in_order": [([1, 2.0],)],
    "floats_in_order": [([1.0, _NAN],)],
    "median": [([],)],
}
