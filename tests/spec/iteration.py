"""enumerate, zip, reversed, any, all, comprehensions, list() and tuple() of iterables."""


def numbered(words: list[str]) -> list[str]:
    return [f"{i}: {word}" for i, word in enumerate(words, 1)]


def enumerated(xs: list[float]) -> list[tuple[int, float]]:
    return list(enumerate(xs))


def zipped(a: list[int], b: list[str]) -> list[tuple[int, str]]:
    return list(zip(a, b))


def zipped_three(a: list[int], b: list[int], c: list[int]) -> int:
    return sum(x * y + z for x, y, z in zip(a, b, c))


def dot(a: list[float], b: list[float]) -> float:
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total


def backwards(words: list[str]) -> list[str]:
    return [word for word in reversed(words)]


def pairs_of_neighbours(xs: list[int]) -> list[int]:
    return [b - a for a, b in zip(xs, xs[1:])]


def indexed_pairs(a: list[int], b: list[int]) -> list[tuple[int, int, int]]:
    return [(i, x, y) for i, (x, y) in enumerate(zip(a, b))]


def any_negative(xs: list[int]) -> bool:
    return any(x < 0 for x in xs)


def all_positive(xs: list[float]) -> bool:
    return all(x > 0 for x in xs)


def any_item(xs: list[int]) -> bool:
    return any(xs)


def all_words(words: list[str]) -> bool:
    return all(words)


def stops_early(xs: list[int]) -> bool:
    return any(10 // x > 3 for x in xs)


def letters(text: str) -> list[str]:
    return list(text)


def digits(number: int) -> list[int]:
    return [int(digit) for digit in str(number)]


def grid_points(n: int, m: int) -> list[tuple[int, int]]:
    return [(x, y) for x in range(n) for y in range(m) if x != y]


def filtered(xs: list[int]) -> list[int]:
    return list(filter(lambda x: x % 2, xs))


def mapped(xs: list[int]) -> list[str]:
    return list(map(str, xs))


def squares_by_key(xs: list[int]) -> dict[int, int]:
    return {x: x * x for x in xs if x}


def nested_loops(rows: list[list[int]]) -> int:
    total = 0
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            if x:
                total += i * j * x
    return total


def first_match(words: list[str], prefix: str) -> int:
    for i, word in enumerate(words):
        if word.startswith(prefix):
            return i
    else:
        return -1


def longest_run(text: str) -> int:
    best = run = 0
    before = ""
    for char in text:
        run = run + 1 if char == before else 1
        best = max(best, run)
        before = char
    return best


def value_among(d: dict[str, int], x: int) -> bool:
    return x in d.values()


def over_dict(d: dict[str, int]) -> list[str]:
    return [key * value for key, value in d.items()]


CASES = {
    "numbered": [(["a", "b"],), ([],)],
    "enumerated": [([0.5, 1.5],), ([],)],
    "zipped": [([1, 2, 3], ["a", "b"]), ([], ["a"]), ([1], [])],
    "zipped_three": [([1, 2], [3, 4], [5, 6, 7]), ([], [], [])],
    "dot": [([1.0, 2.0], [3.0]), ([], [])],
    "backwards": [(["a", "b"],), ([],)],
    "pairs_of_neighbours": [([1, 4, 9],), ([1],), ([],)],
    "indexed_pairs": [([1, 2], [3, 4]), ([], [])],
    "any_negative": [([1, -1],), ([],), ([1],), ([-1, "x"],), ([1, "x"],)],
    "all_positive": [([1.0, 2.0],), ([],), ([0.0],)],
    "any_item": [([0, 0],), ([0, 1],), ([],)],
    "all_words": [(["a", ""],), (["a"],), ([],)],
    "stops_early": [([1, 0],), ([9, 0],), ([],)],
    "letters": [("",), ("añ😀",), ("abc",)],
    "digits": [(0,), (9075,), (-12,)],
    "grid_points": [(2, 3), (0, 5)],
    "filtered": [([1, 2, 3, -1],), ([],)],
    "mapped": [([1, -2],), ([],)],
    "squares_by_key": [([1, 0, 2, 1],), ([],), ([2**32],)],
    "nested_loops": [([[1, 2], [3, 4]],), ([],)],
    "first_match": [(["ab", "cd"], "c"), (["ab"], "x"), ([], "")],
    "longest_run": [("aabbbc",), ("",), ("😀😀",)],
    "value_among": [({"a": 1}, 1), ({"a": 1}, 2), ({}, 0)],
    "over_dict": [({"a": 2, "b": 0},), ({},)],
}
DEOPTS = {
    "any_negative": [([1, "x"],)],
    "stops_early": [([9, 0],)],
    "digits": [(-12,)],
    "squares_by_key": [([2**32],)],
}
