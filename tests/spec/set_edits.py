"""Sets that a function makes and changes."""


def seen_twice(xs: list[int]) -> list[int]:
    seen: set[int] = set()
    out = []
    for x in xs:
        if x in seen:
            out.append(x)
        seen.add(x)
    return out


def unique(words: list[str]) -> list[str]:
    seen = set()
    out = []
    for word in words:
        if word not in seen:
            seen.add(word)
            out.append(word)
    return out


def discarded(s: set[int], x: int) -> list[int]:
    t = s.copy()
    t.discard(x)
    return sorted(t)


def removed(s: set[int], x: int) -> list[int]:
    t = set(s)
    t.remove(x)
    return sorted(t)


def updated(s: set[int], xs: list[int]) -> list[int]:
    t = set(s)
    t.update(xs)
    t |= {100}
    t -= {1}
    t &= set(range(101))
    t ^= {2, 3}
    return sorted(t)


def cleared(s: set[int]) -> int:
    t = set(s)
    t.clear()
    return len(t)


def happy(n: int) -> bool:
    seen: set[int] = set()
    while n != 1 and n not in seen:
        seen.add(n)
        n = sum(int(digit) ** 2 for digit in str(n))
    return n == 1


def flood(grid: list[str], y: int, x: int) -> int:
    seen = set()
    stack = [(y, x)]
    while stack:
        y, x = stack.pop()
        if (y, x) in seen or not (0 <= y < len(grid) and 0 <= x < len(grid[0])) or grid[y][x] == "#":
            continue
        seen.add((y, x))
        stack.extend([(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)])
    return len(seen)


CASES = {
    "seen_twice": [([1, 2, 1, 1],), ([],)],
    "unique": [(["b", "a", "b"],), ([],)],
    "discarded": [({1, 2}, 1), ({1}, 5)],
    "removed": [({1, 2}, 1), ({1}, 5)],
    "updated": [({1, 2}, [3, 3, 4]), (set(), [])],
    "cleared": [({1},), (set(),)],
    "happy": [(19,), (4,), (1,)],
    "flood": [(["..#", ".#.", "#.."], 0, 0), (["#"], 0, 0)],
}
DEOPTS = {"removed": [({1}, 5)]}
