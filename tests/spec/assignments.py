"""Assignment forms: swaps, unpacking, chains, augmented, items, walrus, reused names."""


def swap(a: int, b: int) -> tuple[int, int]:
    a, b = b, a
    return a, b


def fibonacci(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def rotate(xs: list[int]) -> list[int]:
    ys = xs.copy()
    for i in range(len(ys) // 2):
        ys[i], ys[-1 - i] = ys[-1 - i], ys[i]
    return ys


def nested(pair: tuple[int, tuple[int, str]]) -> str:
    number, (other, text) = pair
    return text * (number + other)


def chained(n: int) -> int:
    a = b = n + 1
    a += 2
    b *= 3
    return a - b


def histogram(xs: list[int]) -> list[int]:
    counts = [0] * 10
    for x in xs:
        counts[x % 10] += 1
    return counts


def shared(n: int) -> list[list[int]]:
    rows = [[0] * n] * 3
    rows[0][0] = 7
    return rows


def reused(text: str) -> str:
    letters = list(text)
    letters = letters[::-1]
    text = "".join(letters)
    return text


def recycled(value: str) -> int:
    parts = value.split(",")
    total = 0
    for part in parts:
        value = part.strip()
        if value:
            total += len(value)
    return total


def walrus(xs: list[int]) -> int:
    if (n := len(xs)) > 2:
        return n
    return -n


def walrus_in_loop(n: int) -> list[int]:
    found: list[int] = []
    while (n := n - 3) > 0:
        found.append(n)
    return found


def first_rest(a: int, b: int, c: int) -> int:
    x, y, z = a, b, c
    x, y = y, z
    return x * 100 + y * 10 + z


def unpack_list(xs: list[int]) -> int:
    a, b = xs
    return a - b


CASES = {
    "swap": [(1, 2), (-5, 5)],
    "fibonacci": [(0,), (1,), (10,), (90,), (100,)],
    "rotate": [([],), ([1],), ([1, 2, 3, 4],), ([1, 2, 3],)],
    "nested": [((1, (2, "ab")),), ((0, (0, "x")),)],
    "chained": [(1,), (-4,), (2**62,)],
    "histogram": [([],), ([1, 11, 21, -1],)],
    "shared": [(1,), (3,)],
    "reused": [("abc",), ("",), ("añ😀",)],
    "recycled": [("a, bb ,,c",), ("",)],
    "walrus": [([],), ([1, 2, 3],)],
    "walrus_in_loop": [(10,), (0,)],
    "first_rest": [(1, 2, 3)],
    "unpack_list": [([5, 3],), ([1],), ([1, 2, 3],)],
}
DEOPTS = {"fibonacci": [(100,)], "chained": [(2**62,)], "unpack_list": [([1],), ([1, 2, 3],)]}
