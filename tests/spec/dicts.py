"""Dicts: reading, iterating, comparing; what does not change them."""


def lookup(d: dict[str, int], key: str) -> int:
    return d[key]


def lookup_int(d: dict[int, float], key: int) -> float:
    return d[key]


def get_none(d: dict[str, int], key: str) -> int | None:
    return d.get(key)


def get_default(d: dict[str, int], key: str, default: int) -> int:
    return d.get(key, default)


def get_optional(d: dict[str, int | None], key: str) -> bool:
    return d.get(key) is None


def has(d: dict[str, int], key: str) -> bool:
    return key in d


def size(d: dict[int, int]) -> int:
    return len(d) if d else -1


def keys(d: dict[str, int]) -> list[str]:
    return list(d)


def values(d: dict[str, float]) -> list[float]:
    return list(d.values())


def items(d: dict[str, int]) -> list[tuple[str, int]]:
    return list(d.items())


def backwards(d: dict[int, int]) -> list[int]:
    return [k for k in reversed(d)]


def equal(a: dict[str, int], b: dict[str, int]) -> bool:
    return a == b


def equal_nested(a: dict[str, list[int]], b: dict[str, list[int]]) -> bool:
    return a == b


def merged(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    return a | b


def same_object(d: dict[str, int]) -> dict[str, int]:
    return d


def copied(d: dict[str, int]) -> dict[str, int]:
    return dict(d)


def inverted(d: dict[str, int]) -> dict[int, str]:
    return {v: k for k, v in d.items()}


def tuple_keys(d: dict[tuple[int, int], str], x: int, y: int) -> str:
    return d.get((x, y), "?")


def nested(d: dict[str, dict[str, int]], a: str, b: str) -> int:
    return d[a][b]


def total(prices: dict[str, float], basket: list[str]) -> float:
    result = 0.0
    for name in basket:
        result += prices.get(name, 0.0)
    return result


def best_key(scores: dict[str, int]) -> str:
    best, best_score = "", -1
    for name, score in scores.items():
        if score > best_score:
            best, best_score = name, score
    return best


def by_value(scores: dict[str, int]) -> list[str]:
    return sorted(scores, key=lambda name: (-scores[name], name))


def zipped(names: list[str], numbers: list[int]) -> dict[str, int]:
    return dict(zip(names, numbers))


def zeroes(names: list[str]) -> dict[str, int]:
    return {name: 0 for name in names}


def from_pairs(pairs: list[tuple[str, int]]) -> dict[str, int]:
    return dict(pairs)


def displayed(x: int) -> dict[str, int]:
    return {"a": x, "b": x + 1, "a": x + 2}  # noqa: F601


def sorted_items(d: dict[int, str]) -> list[tuple[int, str]]:
    return sorted(d.items())


def path(parents: dict[int, int], node: int) -> list[int]:
    result = [node]
    while node in parents:
        node = parents[node]
        result.append(node)
    return result


def reachable(graph: dict[str, list[str]], start: str) -> list[str]:
    seen = {start}
    queue = [start]
    for node in queue:
        for neighbour in graph.get(node, []):
            if neighbour not in seen:
                seen.add(neighbour)
                queue.append(neighbour)
    return queue


_NAN = float("nan")


class _Odd(str):
    """A key that the exact check has to notice."""


CASES = {
    "lookup": [({"a": 1, "b": 2}, "b"), ({"a": 1}, "c"), ({}, ""), ({"a": True}, "a"), ({_Odd("a"): 1}, "a"), ({"a": 1, 2: 3}, "a")],
    "lookup_int": [({1: 0.5, -1: -0.0}, -1), ({1: 0.5}, 2), ({True: 0.5}, 1), ({1.0: 0.5}, 1), ({2**70: 1.0}, 1)],
    "get_none": [({"a": 1}, "a"), ({"a": 1}, "b")],
    "get_default": [({"a": 1}, "a", 5), ({}, "b", 5)],
    "get_optional": [({"a": None, "b": 1}, "a"), ({"a": None, "b": 1}, "b"), ({}, "a")],
    "has": [({"a": 1}, "a"), ({"a": 1}, "A"), ({}, "")],
    "size": [({},), ({1: 2},)],
    "keys": [({},), ({"b": 1, "a": 2},)],
    "values": [({},), ({"b": 1.0, "a": _NAN},)],
    "items": [({},), ({"b": 1, "a": 2},)],
    "backwards": [({},), ({3: 1, 1: 2, 2: 3},)],
    "equal": [({"a": 1, "b": 2}, {"b": 2, "a": 1}), ({"a": 1}, {"a": 2}), ({"a": 1}, {"b": 1}), ({}, {}), ({"a": 1}, {})],
    "equal_nested": [({"a": [1]}, {"a": [1]}), ({"a": [1]}, {"a": [2]})],
    "merged": [({"a": 1, "b": 2}, {"b": 3, "c": 4}), ({}, {})],
    "same_object": [({},), ({"a": 1},)],
    "copied": [({},), ({"b": 1, "a": 2},)],
    "inverted": [({"a": 1, "b": 2, "c": 1},), ({},)],
    "tuple_keys": [({(1, 2): "x"}, 1, 2), ({(1, 2): "x"}, 2, 1), ({(1.0, 2): "x"}, 1, 2)],
    "nested": [({"a": {"b": 1}}, "a", "b"), ({"a": {}}, "a", "b"), ({}, "a", "b")],
    "total": [({"x": 0.1, "y": 0.2}, ["x", "y", "x", "z"]), ({}, [])],
    "best_key": [({"a": 1, "b": 3, "c": 3},), ({},)],
    "by_value": [({"a": 1, "c": 3, "b": 3},), ({},)],
    "zipped": [(["a", "b", "a"], [1, 2, 3]), (["a"], []), ([], [1])],
    "zeroes": [(["b", "a", "b"],), ([],)],
    "from_pairs": [([("a", 1), ("b", 2), ("a", 3)],), ([],)],
    "displayed": [(1,)],
    "sorted_items": [({2: "b", 1: "a"},), ({},)],
    "path": [({1: 2, 2: 3}, 1), ({}, 5)],
    "reachable": [({"a": ["b", "c"], "b": ["a"], "c": ["d"]}, "a"), ({}, "x")],
}
DEOPTS = {
    "lookup": [({"a": 1}, "c"), ({}, ""), ({"a": True}, "a"), ({_Odd("a"): 1}, "a"), ({"a": 1, 2: 3}, "a")],
    "lookup_int": [({1: 0.5}, 2), ({True: 0.5}, 1), ({1.0: 0.5}, 1), ({2**70: 1.0}, 1)],
    "tuple_keys": [({(1.0, 2): "x"}, 1, 2)],
    "nested": [({"a": {}}, "a", "b"), ({}, "a", "b")],
}
