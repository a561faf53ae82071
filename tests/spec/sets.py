"""Sets and frozen sets: what does not depend on the order of their members."""


def has(s: set[int], x: int) -> bool:
    return x in s


def has_word(s: set[str], word: str) -> bool:
    return word in s


def frozen_has(s: frozenset[str], word: str) -> bool:
    return word not in s


def size(s: set[int]) -> int:
    return len(s) if s else -1


def union(a: set[int], b: set[int]) -> set[int]:
    return a | b


def common(a: set[str], b: set[str]) -> list[str]:
    return sorted(a & b)


def difference(a: set[int], b: set[int]) -> set[int]:
    return a - b


def either(a: set[int], b: set[int]) -> set[int]:
    return a ^ b


def methods(a: set[int], xs: list[int]) -> list[list[int]]:
    return [sorted(a.union(xs)), sorted(a.intersection(xs)), sorted(a.difference(xs))]


def relations(a: set[int], b: set[int]) -> list[bool]:
    return [a <= b, a < b, a >= b, a > b, a == b, a != b, a.isdisjoint(b), a.issubset(b), a.issuperset(b)]


def frozen_relations(a: frozenset[int], b: set[int]) -> list[bool]:
    return [a <= b, a == b]


def distinct(xs: list[int]) -> int:
    return len(set(xs))


def distinct_letters(text: str) -> list[str]:
    return sorted(set(text))


def has_duplicates(words: list[str]) -> bool:
    return len(words) != len(set(words))


def smallest(s: set[int]) -> int:
    return min(s)


def largest_or(s: frozenset[float], default: float) -> float:
    return max(s, default=default)


def total(s: set[int]) -> int:
    return sum(s)


def squares(n: int) -> set[int]:
    return {i * i % 7 for i in range(n)}


def frozen(xs: list[str]) -> frozenset[str]:
    return frozenset(xs)


def same_object(s: set[int]) -> set[int]:
    return s


def pair_members(s: set[tuple[int, str]], x: int, word: str) -> bool:
    return (x, word) in s


def jaccard(a: list[str], b: list[str]) -> float:
    x, y = set(a), set(b)
    return len(x & y) / len(x | y)


def is_pangram(text: str) -> bool:
    return set("abcdefghijklmnopqrstuvwxyz") <= set(text.lower())


def missing(xs: list[int]) -> list[int]:
    return sorted(set(range(len(xs) + 1)) - set(xs))


def float_members(xs: list[float]) -> int:
    return len(set(xs))


_NAN = float("nan")

CASES = {
    "has": [({1, 2}, 2), ({1, 2}, 3), (set(), 0), ({1.0}, 1), ({True}, 1), ({"a"}, 1), ({2**70, 1}, 1)],
    "has_word": [({"a", "b"}, "a"), ({"a"}, ""), (set(), "x")],
    "frozen_has": [(frozenset({"a"}), "a"), (frozenset(), "a")],
    "size": [(set(),), ({1, 2},)],
    "union": [({1, 2}, {2, 3}), (set(), set())],
    "common": [({"a", "b"}, {"b", "c"}), (set(), {"a"})],
    "difference": [({1, 2, 3}, {2}), (set(), {1})],
    "either": [({1, 2}, {2, 3}), ({1}, {1})],
    "methods": [({1, 2}, [2, 3, 3]), (set(), [])],
    "relations": [(a, b) for a in (set(), {1}, {1, 2}) for b in (set(), {1}, {1, 2}, {3})],
    "frozen_relations": [(frozenset({1}), {1, 2}), (frozenset({1}), {1})],
    "distinct": [([],), ([1, 1, 2],), ([1, True],)],
    "distinct_letters": [("hello",), ("",), ("ñ😀ñ",)],
    "has_duplicates": [(["a", "b", "a"],), (["a", "b"],), ([],)],
    "smallest": [({3, 1, 2},), (set(),)],
    "largest_or": [(frozenset({0.5, -1.0}), 9.0), (frozenset(), 9.0), (frozenset({_NAN, 1.0}), 0.0)],
    "total": [({1, 2, 3},), (set(),)],
    "squares": [(0,), (10,)],
    "frozen": [(["a", "b", "a"],), ([],)],
    "same_object": [(set(),), ({1},)],
    "pair_members": [({(1, "a")}, 1, "a"), ({(1, "a")}, 2, "a"), ({(1.0, "a")}, 1, "a")],
    "jaccard": [(["a", "b"], ["b", "c"]), (["a"], ["a"]), ([], [])],
    "is_pangram": [("The quick brown fox jumps over the lazy dog",), ("abc",)],
    "missing": [([0, 1, 3],), ([],), ([5, 6],)],
    "float_members": [([0.0, -0.0, 1.0, 1.0],), ([],), ([_NAN],)],
}
DEOPTS = {
    "has": [({1.0}, 1), ({True}, 1)],
    "distinct": [([1, True],)],
    "smallest": [(set(),)],
    "largest_or": [(frozenset({_NAN, 1.0}), 0.0)],
    "pair_members": [({(1.0, "a")}, 1, "a")],
    "jaccard": [([], [])],
    "float_members": [([_NAN],)],
}
