"""Tuples of fixed and of any length."""


def pair(a: int, b: str) -> tuple[int, str]:
    return a, b


def swapped(pair: tuple[int, str]) -> tuple[str, int]:
    return pair[1], pair[0]


def negative_place(triple: tuple[int, float, str]) -> str:
    return triple[-1]


def equal(a: tuple[int, str], b: tuple[int, str]) -> bool:
    return a == b


def order(a: tuple[int, str], b: tuple[int, str]) -> list[bool]:
    return [a < b, a <= b, a > b, a >= b, a != b]


def float_order(a: tuple[float, int], b: tuple[float, int]) -> bool:
    return a < b


def item(xs: tuple[int, ...], i: int) -> int:
    return xs[i]


def part(xs: tuple[int, ...], start: int, stop: int) -> tuple[int, ...]:
    return xs[start:stop]


def backwards(xs: tuple[str, ...]) -> tuple[str, ...]:
    return xs[::-1]


def joined(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    return a + b


def repeated(xs: tuple[int, ...], n: int) -> tuple[int, ...]:
    return xs * n


def contains(xs: tuple[str, ...], x: str) -> bool:
    return x in xs


def places(xs: tuple[int, ...], x: int) -> tuple[int, int]:
    return xs.index(x), xs.count(x)


def same_object(xs: tuple[int, ...]) -> tuple[int, ...]:
    return xs


def from_list(xs: list[int]) -> tuple[int, ...]:
    return tuple(xs)


def from_generator(n: int) -> tuple[int, ...]:
    return tuple(i * i for i in range(n) if i % 3)


def to_list(xs: tuple[float, ...]) -> list[float]:
    return list(xs)


def longer(point: tuple[int, int], z: int) -> tuple[int, int, int]:
    return point + (z,)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    (x, y), (u, v) = a, b
    return ((x - u) ** 2 + (y - v) ** 2) ** 0.5


def total(xs: tuple[int, ...]) -> int:
    result = 0
    for x in xs:
        result += x
    return result


def sum_of_fixed(xs: tuple[int, int, int]) -> int:
    return sum(xs)


def sorted_pairs(pairs: list[tuple[float, str]]) -> list[tuple[float, str]]:
    return sorted(pairs)


def smallest(pairs: list[tuple[int, int]]) -> tuple[int, int]:
    return min(pairs)


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def newer(a: str, b: str) -> bool:
    return tuple(int(p) for p in a.split(".")) > tuple(int(p) for p in b.split("."))


def optional_pair(xs: list[int]) -> tuple[int, int] | None:
    return (xs[0], xs[-1]) if xs else None


def unpacked(xs: tuple[int, ...]) -> int:
    a, b, c = xs
    return a * 100 + b * 10 + c


def nothing(xs: list[int]) -> tuple[()]:
    return ()


def is_nothing(xs: tuple[int, ...]) -> bool:
    return xs == ()


_NAN = float("nan")

CASES = {
    "pair": [(1, "x"), (-(2**63), "")],
    "swapped": [((1, "x"),), ((True, "x"),), ((1, "x", 2),)],
    "negative_place": [((1, 2.0, "x"),), ((1, 2, "x"),)],
    "equal": [((1, "a"), (1, "a")), ((1, "a"), (1, "b"))],
    "order": [(a, b) for a in ((1, "a"), (1, "b"), (2, "a")) for b in ((1, "a"), (2, ""))],
    "float_order": [((1.0, 2), (1.0, 3)), ((_NAN, 2), (1.0, 3)), ((_NAN, 2), (_NAN, 3)), ((0.0, 2), (-0.0, 1))],
    "item": [((5, 6, 7), i) for i in (-4, -3, 0, 2, 3)] + [((), 0), ((1.0,), 0)],
    "part": [((1, 2, 3, 4), a, b) for a in (-9, 0, 2) for b in (-1, 3, 9)] + [((), 0, 1)],
    "backwards": [((),), (("a", "b"),)],
    "joined": [((1,), (2, 3)), ((), (1,)), ((1,), ()), ((), ())],
    "repeated": [((1, 2), n) for n in (-1, 0, 1, 3)] + [((), 3)],
    "contains": [(("a", "b"), "b"), ((), "a")],
    "places": [((3, 4, 3), 3), ((3,), 4)],
    "same_object": [((),), ((1, 2),), ((1.5,),)],
    "from_list": [([],), ([1, 2],)],
    "from_generator": [(0,), (7,)],
    "to_list": [((),), ((0.5, -0.0),)],
    "longer": [((1, 2), 3)],
    "distance": [((0.0, 0.0), (3.0, 4.0)), ((1e200, 0.0), (-1e200, 0.0))],
    "total": [((),), ((1, 2, 3),), ((2**63 - 1, 1),)],
    "sum_of_fixed": [((1, 2, 3),)],
    "sorted_pairs": [([(1.0, "b"), (1.0, "a"), (0.5, "z")],), ([(_NAN, "a"), (1.0, "b")],), ([],)],
    "smallest": [([(2, 1), (1, 5), (1, 4)],), ([],)],
    "version": [("1.2.30",), ("1..2",)],
    "newer": [("1.10", "1.9"), ("1.9", "1.9"), ("1.9", "1.9.0")],
    "optional_pair": [([],), ([1],), ([1, 2, 3],)],
    "unpacked": [((1, 2, 3),), ((1, 2),)],
    "nothing": [([],)],
    "is_nothing": [((),), ((1,),)],
}
DEOPTS = {
    "swapped": [((True, "x"),), ((1, "x", 2),)],
    "negative_place": [((1, 2, "x"),)],
    "float_order": [((_NAN, 2), (_NAN, 3))],
    "item": [((5, 6, 7), -4), ((5, 6, 7), 3), ((), 0), ((1.0,), 0)],
    "places": [((3,), 4)],
    "distance": [((1e200, 0.0), (-1e200, 0.0))],
    "total": [((2**63 - 1, 1),)],
    "sorted_pairs": [([(_NAN, "a"), (1.0, "b")],)],
    "smallest": [([],)],
    "version": [("1..2",)],
    "unpacked": [((1, 2),)],
}
