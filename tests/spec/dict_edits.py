"""Dicts that a function makes and changes: counting, grouping, memo tables, change while iterating."""


def word_counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def char_counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for char in text:
        if char in counts:
            counts[char] += 1
        else:
            counts[char] = 1
    return counts


def groups(words: list[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found


def anagrams(words: list[str]) -> list[list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for word in words:
        key = tuple(sorted(word))
        if key not in found:
            found[key] = []
        found[key].append(word)
    return list(found.values())


def order_of_keys(n: int) -> list[int]:
    d = {i: i for i in range(n)}
    for i in range(0, n, 2):
        del d[i]
    d[0] = -1
    d[1] = -2
    return list(d)


def popped(d: dict[str, int], key: str) -> tuple[int, dict[str, int]]:
    e = d.copy()
    return e.pop(key), e


def popped_default(d: dict[str, int], key: str) -> int:
    e = dict(d)
    return e.pop(key, -1) + len(e)


def popped_none(d: dict[str, int], key: str) -> int | None:
    e = dict(d)
    return e.pop(key, None)


def last_items(d: dict[str, int], n: int) -> list[tuple[str, int]]:
    e = dict(d)
    return [e.popitem() for _ in range(n)]


def updated(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    c = dict(a)
    c.update(b)
    c |= {"z": 26}
    return c


def cleared(d: dict[int, int]) -> bool:
    e = dict(d)
    e.clear()
    return not e


def default_kept(d: dict[str, int]) -> dict[str, int]:
    e = dict(d)
    e.setdefault("a", 100)
    return e


def grows_while_iterating(n: int) -> int:
    d = {i: i for i in range(n)}
    try:
        for key in d:
            d[key + 100] = 1
    except RuntimeError:
        return -len(d)
    return len(d)


def values_while_iterating(n: int) -> dict[int, int]:
    d = {i: i for i in range(n)}
    for key in d:
        d[key] = d[key] * 2
    return d


def memo_fibonacci(n: int) -> int:
    memo = {0: 0, 1: 1}
    for i in range(2, n + 1):
        memo[i] = memo[i - 1] + memo[i - 2]
    return memo[n]


def topological(graph: dict[str, list[str]]) -> list[str]:
    degree = {node: 0 for node in graph}
    for targets in graph.values():
        for target in targets:
            degree[target] = degree.get(target, 0) + 1
    ready = [node for node, count in degree.items() if count == 0]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for target in graph.get(node, []):
            degree[target] -= 1
            if degree[target] == 0:
                ready.append(target)
    return order


def union_find(n: int, pairs: list[tuple[int, int]]) -> int:
    parent = {i: i for i in range(n)}
    count = n
    for a, b in pairs:
        while parent[a] != a:
            a = parent[a]
        while parent[b] != b:
            b = parent[b]
        if a != b:
            parent[a] = b
            count -= 1
    return count


def shared_value() -> dict[str, list[int]]:
    row = [1]
    d = {"a": row, "b": row}
    d["a"].append(2)
    return d


def deleted(d: dict[str, int], key: str) -> dict[str, int]:
    e = dict(d)
    del e[key]
    return e


def longest_unique(text: str) -> int:
    last: dict[str, int] = {}
    start = best = 0
    for i, char in enumerate(text):
        if char in last and last[char] >= start:
            start = last[char] + 1
        last[char] = i
        best = max(best, i - start + 1)
    return best


CASES = {
    "word_counts": [("a b a",), ("",), (" x\x1fy\u2003x ",)],
    "char_counts": [("hello",), ("",), ("añ😀😀",)],
    "groups": [(["a", "bb", "c", ""],), ([],)],
    "anagrams": [(["eat", "tea", "tan", "ate", "nat", "bat"],), ([],)],
    "order_of_keys": [(0,), (1,), (6,), (40,)],
    "popped": [({"a": 1, "b": 2}, "a"), ({"a": 1}, "b")],
    "popped_default": [({"a": 1, "b": 2}, "a"), ({"a": 1}, "b")],
    "popped_none": [({"a": 1}, "a"), ({"a": 1}, "b")],
    "last_items": [({"a": 1, "b": 2}, 2), ({"a": 1}, 0), ({"a": 1}, 2)],
    "updated": [({"a": 1}, {"b": 2, "a": 3}), ({}, {}), ({"z": 1, "y": 2}, {})],
    "cleared": [({},), ({1: 2},)],
    "default_kept": [({"a": 1},), ({},)],
    "grows_while_iterating": [(0,), (3,)],
    "values_while_iterating": [(0,), (5,)],
    "memo_fibonacci": [(0,), (10,), (90,), (100,)],
    "topological": [({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []},), ({},), ({"a": ["a"]},)],
    "union_find": [(5, [(0, 1), (1, 2), (3, 4)]), (3, []), (2, [(0, 5)])],
    "shared_value": [()],
    "deleted": [({"a": 1, "b": 2}, "a"), ({}, "a")],
    "longest_unique": [("abcabcbb",), ("",), ("bbbb",), ("añb😀a",)],
}
DEOPTS = {
    "popped": [({"a": 1}, "b")],
    "last_items": [({"a": 1}, 2)],
    "memo_fibonacci": [(100,)],
    "union_find": [(2, [(0, 5)])],
    "deleted": [({}, "a")],
}
