"""Lists: reading, slicing, comparing, adding; what does not change them."""


def item(xs: list[int], i: int) -> int:
    return xs[i]


def float_item(xs: list[float], i: int) -> float:
    return xs[i]


def last_word(words: list[str]) -> str:
    return words[-1] if words else ""


def part(xs: list[int], start: int, stop: int) -> list[int]:
    return xs[start:stop]


def parts(xs: list[int], k: int) -> list[list[int]]:
    return [xs[:k], xs[k:], xs[:-1], xs[1:], xs[:]]


def stepped(xs: list[int], start: int, stop: int, step: int) -> list[int]:
    return xs[start:stop:step]


def backwards(words: list[str]) -> list[str]:
    return words[::-1]


def every_other(xs: list[float]) -> list[float]:
    return xs[::2] + xs[1::2]


def same_object(xs: list[int]) -> list[int]:
    return xs


def inner_object(rows: list[list[int]], i: int) -> list[int]:
    return rows[i]


def is_member(xs: list[int], x: int) -> bool:
    return x in xs


def float_member(xs: list[float], x: float) -> bool:
    return x in xs


def word_missing(words: list[str], word: str) -> bool:
    return word not in words


def place(xs: list[int], x: int) -> int:
    return xs.index(x)


def place_from(xs: list[int], x: int, start: int, stop: int) -> int:
    return xs.index(x, start, stop)


def how_many(words: list[str], word: str) -> int:
    return words.count(word)


def joined(a: list[int], b: list[int]) -> list[int]:
    return a + b


def tripled(xs: list[int], n: int) -> list[int]:
    return xs * n


def equal(a: list[int], b: list[int]) -> bool:
    return a == b


def differ(a: list[str], b: list[str]) -> bool:
    return a != b


def equal_floats(a: list[float], b: list[float]) -> bool:
    return a == b


def order(a: list[int], b: list[int]) -> list[bool]:
    return [a < b, a <= b, a > b, a >= b]


def order_nested(a: list[list[str]], b: list[list[str]]) -> bool:
    return a < b


def truthy(xs: list[int]) -> str:
    return "some" if xs else "none"


def matrix_multiply(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    columns = len(b[0])
    result = []
    for row in a:
        out = [0.0] * columns
        for k in range(len(b)):
            x = row[k]
            for j in range(columns):
                out[j] += x * b[k][j]
        result.append(out)
    return result


def transpose(rows: list[list[int]]) -> list[list[int]]:
    if not rows:
        return []
    return [[row[j] for row in rows] for j in range(len(rows[0]))]


def two_sum(xs: list[int], target: int) -> list[int]:
    seen: dict[int, int] = {}
    for i, x in enumerate(xs):
        if target - x in seen:
            return [seen[target - x], i]
        seen[x] = i
    return []


def prefix_sums(xs: list[int]) -> list[int]:
    sums = [0]
    for x in xs:
        sums.append(sums[-1] + x)
    return sums


def moving_average(xs: list[float], size: int) -> list[float]:
    return [sum(xs[i : i + size], 0.0) / size for i in range(len(xs) - size + 1)]


def flatten(rows: list[list[str]]) -> list[str]:
    return [word for row in rows for word in row if word]


def dot(a: list[float], b: list[float]) -> float:
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def edit_distance(a: list[int], b: list[int]) -> int:
    before = list(range(len(b) + 1))
    for i, x in enumerate(a):
        now = [i + 1]
        for j, y in enumerate(b):
            now.append(min(before[j + 1] + 1, now[j] + 1, before[j] + (x != y)))
        before = now
    return before[-1]


def chunks(xs: list[int], size: int) -> list[list[int]]:
    return [xs[i : i + size] for i in range(0, len(xs), size)]


def optional_first(xs: list[int]) -> int | None:
    return xs[0] if xs else None


_NAN = float("nan")
_INF = float("inf")

CASES = {
    "item": [([5, 6, 7], i) for i in (-4, -3, -1, 0, 2, 3, 2**63 - 1, -(2**63))] + [([], 0), ([True], 0), ([2**63], 0)],
    "float_item": [([0.5, -0.0, _NAN, _INF], i) for i in range(-4, 4)] + [([1], 0)],
    "last_word": [([],), (["a"],), (["a", "añ😀"],)],
    "part": [([1, 2, 3, 4], a, b) for a in (-9, -2, 0, 1, 9) for b in (-9, -1, 0, 3, 2**63 - 1)] + [([], 0, 1)],
    "parts": [([1, 2, 3], k) for k in (-9, -1, 0, 2, 9)] + [([], 1)],
    "stepped": [(list(range(7)), a, b, s) for a in (-9, 0, 5) for b in (-9, 3, 9) for s in (-3, -1, 1, 2, 2**63 - 1, -(2**63))]
    + [([1], 0, 1, 0)],
    "backwards": [([],), (["a", "b", ""],)],
    "every_other": [([],), ([1.0],), ([1.0, 2.0, 3.0],)],
    "same_object": [([],), ([1, 2],), (["not an int"],)],
    "inner_object": [([[1], [2, 3]], 1), ([[1], [2, 3]], -2), ([], 0)],
    "is_member": [([1, 2], 2), ([1, 2], 3), ([], 1), ([1, "x"], 1), (["x", 1], 1), ([2.0], 2), ([True], 1)],
    "float_member": [([1.0, 0.0], -0.0), ([1.0], _NAN), ([_NAN], 1.0), ([_NAN, 2.0], 2.0), ([_INF], _INF)],
    "word_missing": [(["a", "b"], "b"), (["a"], "A"), ([], "")],
    "place": [([4, 5, 4], 4), ([4, 5], 5), ([4], 6), ([], 0)],
    "place_from": [([1, 2, 1, 2], 2, a, b) for a in (-9, -2, 0, 2, 9) for b in (-9, -1, 2, 4, 9)],
    "how_many": [(["a", "b", "a"], "a"), ([], "a")],
    "joined": [([1], [2, 3]), ([], []), ([1], []), ([], [1])],
    "tripled": [([1, 2], n) for n in (-1, 0, 1, 3)] + [([], 5)],
    "equal": [([1, 2], [1, 2]), ([1, 2], [1, 3]), ([1], [1, 2]), ([], [])],
    "differ": [(["a"], ["a"]), (["a"], ["b"])],
    "equal_floats": [([0.0], [-0.0]), ([_NAN], [1.0]), ([_NAN], [_NAN]), ([1.0], [1.0, 2.0])],
    "order": [(a, b) for a in ([], [1], [1, 2], [2]) for b in ([], [1], [1, 1], [1, 2, 0])],
    "order_nested": [([["a"], ["b"]], [["a"], ["c"]]), ([["a"]], [["a", ""]]), ([], [[]])],
    "truthy": [([],), ([0],)],
    "matrix_multiply": [([[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]), ([[0.1]], [[3.0]]), ([[1.0]], [])],
    "transpose": [([],), ([[1, 2], [3, 4], [5, 6]],), ([[1, 2], [3]],)],
    "two_sum": [([2, 7, 11, 15], 9), ([3, 3], 6), ([1], 2), ([2**63 - 1, -1], -2)],
    "prefix_sums": [([],), ([1, -2, 3],), ([2**63 - 1, 1],)],
    "moving_average": [([1.0, 2.0, 3.0, 4.5], 2), ([1.0], 2), ([], 1), ([1e308, 1e308], 2)],
    "flatten": [([["a", ""], [], ["b"]],), ([],)],
    "dot": [([1.5, 2.0], [4.0, -1.0]), ([], []), ([1.0], []), ([_INF], [0.0])],
    "edit_distance": [([1, 2, 3], [2, 3, 4]), ([], [1, 2]), ([], []), ([1] * 20, [2] * 15)],
    "chunks": [([1, 2, 3, 4, 5], 2), ([], 3), ([1], 0)],
    "optional_first": [([],), ([3],)],
}
DEOPTS = {
    "item": [([5, 6, 7], i) for i in (-4, 3, 2**63 - 1, -(2**63))] + [([], 0), ([True], 0), ([2**63], 0)],
    "float_item": [([1], 0)],
    "stepped": [([1], 0, 1, 0)],
    "inner_object": [([], 0)],
    "is_member": [(["x", 1], 1), ([2.0], 2), ([True], 1)],
    "place": [([4], 6), ([], 0)],
    "place_from": [([1, 2, 1, 2], 2, a, b) for a, b in ((-9, -9), (-2, -9), (-2, 2), (0, -9), (2, -9), (2, -1), (2, 2))]
    + [([1, 2, 1, 2], 2, 9, b) for b in (-9, -1, 2, 4, 9)]
    + [([1, 2, 1, 2], 2, -2, -1)],
    "equal_floats": [([_NAN], [_NAN])],
    "matrix_multiply": [([[1.0]], [])],
    "transpose": [([[1, 2], [3]],)],
    "two_sum": [([2**63 - 1, -1], -2)],
    "prefix_sums": [([2**63 - 1, 1],)],
    "dot": [([1.0], [])],
    "chunks": [([1], 0)],
}
