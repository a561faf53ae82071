"""sum: of ints, floats, mixtures and lists, in the order of the running interpreter."""


def ints(xs: list[int]) -> int:
    return sum(xs)


def floats(xs: list[float]) -> float:
    return sum(xs)


def floats_from(xs: list[float], start: float) -> float:
    return sum(xs, start)


def ints_from(xs: list[int], start: int) -> int:
    return sum(xs, start)


def true_ones(xs: list[bool]) -> int:
    return sum(xs)


def counted(words: list[str]) -> int:
    return sum(1 for word in words if word)


def conditions(xs: list[int]) -> int:
    return sum(x > 2 for x in xs)


def squares(n: int) -> int:
    return sum(i * i for i in range(n))


def mean(xs: list[float]) -> float:
    return sum(xs) / len(xs)


def variance(xs: list[float]) -> float:
    average = sum(xs) / len(xs)
    return sum((x - average) ** 2 for x in xs) / len(xs)


def lists(rows: list[list[int]]) -> list[int]:
    return sum(rows, [])


def in_a_loop(xs: list[float]) -> float:
    total = 0.0
    for x in xs:
        total += x
    return total


_NAN = float("nan")
_INF = float("inf")

CASES = {
    "ints": [([],), ([1, -2, 3],), ([2**63 - 1, 1],), ([2**63 - 1, 1, -1],), ([True],), ([1, 2.5],)],
    "floats": [([],), ([0.1] * 10,), ([1e100, 1.0, -1e100],), ([1e16, 1.0, 1.0],), ([-0.0],), ([_INF, -_INF],), ([_NAN],)]
    + [([_INF, 1.0],), ([1e308, 1e308],), ([1, 2],), ([0.5, 1],)],
    "floats_from": [([0.1, 0.2], 0.3), ([], -0.0), ([-0.0], -0.0)],
    "ints_from": [([1, 2], 3), ([], -1), ([1], 2**63 - 1)],
    "true_ones": [([],), ([True, False, True],)],
    "counted": [(["a", "", "b"],), ([],)],
    "conditions": [([1, 2, 3, 4],), ([],)],
    "squares": [(0,), (10,), (100,)],
    "mean": [([1.0, 2.0],), ([0.1] * 10,), ([],)],
    "variance": [([1.0, 2.0, 4.0],), ([5.0],), ([],)],
    "lists": [([[1], [], [2, 3]],), ([],)],
    "in_a_loop": [([0.1] * 10,), ([],)],
}
DEOPTS = {
    "ints": [([2**63 - 1, 1],), ([2**63 - 1, 1, -1],), ([True],), ([1, 2.5],)],
    "floats": [([1, 2],), ([0.5, 1],)],
    "ints_from": [([1], 2**63 - 1)],
    "mean": [([],)],
    "variance": [([],)],
}
