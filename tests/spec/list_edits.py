"""Lists that a function makes and changes: append, pop, sort, slices, aliases, change while iterating."""


def appended(n: int) -> list[int]:
    out = []
    for i in range(n):
        out.append(i * i)
    return out


def copied_and_set(xs: list[int], i: int, x: int) -> list[int]:
    ys = list(xs)
    ys[i] = x
    return ys


def without(xs: list[int], i: int) -> list[int]:
    ys = xs.copy()
    del ys[i]
    return ys


def without_value(xs: list[int], x: int) -> list[int]:
    ys = xs[:]
    ys.remove(x)
    return ys


def popped(xs: list[int], i: int) -> tuple[int, list[int]]:
    ys = xs[:]
    return ys.pop(i), ys


def pop_last(xs: list[str]) -> str:
    ys = xs[:]
    last = ys.pop()
    return last + str(len(ys))


def inserted(xs: list[int], i: int, x: int) -> list[int]:
    ys = xs[:]
    ys.insert(i, x)
    return ys


def extended(xs: list[int], n: int) -> list[int]:
    ys = xs[:]
    ys.extend(range(n))
    ys += [n, n]
    ys += ys
    ys *= 2
    return ys


def replaced(xs: list[int], start: int, stop: int, new: list[int]) -> list[int]:
    ys = xs[:]
    ys[start:stop] = new
    return ys


def cut(xs: list[int], start: int, stop: int) -> list[int]:
    ys = xs[:]
    del ys[start:stop]
    return ys


def turned(xs: list[float]) -> list[float]:
    ys = xs[:]
    ys.reverse()
    return ys


def cleared(xs: list[int]) -> int:
    ys = xs[:]
    ys.clear()
    return len(ys)


def in_order(xs: list[float]) -> list[float]:
    ys = xs[:]
    ys.sort()
    return ys


def in_reverse(words: list[str]) -> list[str]:
    ys = words[:]
    ys.sort(reverse=True)
    return ys


def by_length(words: list[str]) -> list[str]:
    ys = words[:]
    ys.sort(key=len)
    return ys


def by_length_down(words: list[str]) -> list[str]:
    return sorted(words, key=lambda word: len(word), reverse=True)


def by_two_keys(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def aliased_rows(n: int) -> list[list[int]]:
    grid = [[0] * n] * n
    grid[0][-1] = 1
    return grid


def separate_rows(n: int) -> list[list[int]]:
    grid = [[0] * n for _ in range(n)]
    grid[0][-1] = 1
    return grid


def alias(xs: list[int]) -> list[int]:
    a = xs[:]
    b = a
    b.append(1)
    return a


def grows_while_iterating(xs: list[int]) -> list[int]:
    ys = xs[:]
    for y in ys:
        if len(ys) < 10:
            ys.append(y + 1)
    return ys


def shrinks_while_iterating(xs: list[int]) -> list[int]:
    ys = xs[:]
    for y in ys:
        if y % 2 == 0:
            ys.remove(y)
    return ys


def sieve(n: int) -> list[int]:
    prime = [True] * (n + 1)
    for i in range(2, n + 1):
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
    return [i for i in range(2, n + 1) if prime[i]]


def bubble_sort(xs: list[int]) -> list[int]:
    ys = xs[:]
    for i in range(len(ys)):
        for j in range(len(ys) - 1 - i):
            if ys[j] > ys[j + 1]:
                ys[j], ys[j + 1] = ys[j + 1], ys[j]
    return ys


def merge(a: list[int], b: list[int]) -> list[int]:
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


def quicksort(xs: list[int]) -> list[int]:
    if len(xs) < 2:
        return xs
    pivot = xs[0]
    small = [x for x in xs[1:] if x < pivot]
    large = [x for x in xs[1:] if x >= pivot]
    return quicksort(small) + [pivot] + quicksort(large)


def run_lengths(xs: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x in xs:
        if runs and runs[-1][0] == x:
            runs[-1] = (x, runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs


def balanced(text: str) -> bool:
    stack = []
    for char in text:
        if char in "([":
            stack.append(char)
        elif char == ")":
            if not stack or stack.pop() != "(":
                return False
        elif char == "]":
            if not stack or stack.pop() != "[":
                return False
    return not stack


def life(rows: list[list[int]]) -> list[list[int]]:
    height, width = len(rows), len(rows[0])
    out = [[0] * width for _ in range(height)]
    for y in range(height):
        for x in range(width):
            near = sum(
                rows[(y + dy) % height][(x + dx) % width] for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx
            )
            out[y][x] = 1 if near == 3 or (near == 2 and rows[y][x]) else 0
    return out


def knapsack(weights: list[int], values: list[int], room: int) -> int:
    best = [0] * (room + 1)
    for weight, value in zip(weights, values):
        for left in range(room, weight - 1, -1):
            best[left] = max(best[left], best[left - weight] + value)
    return best[room]


_NAN = float("nan")

CASES = {
    "appended": [(0,), (5,), (-1,)],
    "copied_and_set": [([1, 2, 3], i, 9) for i in (-4, -3, 0, 2, 3)],
    "without": [([1, 2, 3], i) for i in (-4, -3, 0, 2, 3)],
    "without_value": [([1, 2, 1], 1), ([1, 2], 2), ([1], 3)],
    "popped": [([1, 2, 3], i) for i in (-4, -1, 0, 2, 3)] + [([], 0)],
    "pop_last": [(["a", "b"],), ([],)],
    "inserted": [([1, 2], i, 9) for i in (-9, -1, 0, 1, 2, 9, 2**63 - 1, -(2**63))],
    "extended": [([1], 3), ([], 0)],
    "replaced": [([1, 2, 3, 4], a, b, n) for a in (-9, 1, 3) for b in (-1, 2, 9) for n in ([], [7], [7, 8, 9])],
    "cut": [([1, 2, 3, 4], a, b) for a in (-9, 1, 3) for b in (-1, 2, 9)],
    "turned": [([],), ([1.0, -0.0, _NAN],)],
    "cleared": [([],), ([1],)],
    "in_order": [([3.0, 1.0, 2.0],), ([0.0, -0.0, -1.0, -0.0],), ([],), ([1.0, _NAN],)],
    "in_reverse": [(["b", "a", "B", "ä", "😀", ""],), ([],)],
    "by_length": [(["ccc", "a", "bb", "b", ""],), ([],)],
    "by_length_down": [(["a", "bb", "b", "cc", ""],), ([],)],
    "by_two_keys": [([("b", 1), ("a", 1), ("c", 2), ("a", 2)],), ([],)],
    "aliased_rows": [(1,), (3,)],
    "separate_rows": [(1,), (3,)],
    "alias": [([],), ([5],)],
    "grows_while_iterating": [([],), ([1],), ([1, 2, 3],)],
    "shrinks_while_iterating": [([2, 4, 6, 1],), ([1, 2, 3, 4],), ([],)],
    "sieve": [(1,), (2,), (30,), (100,)],
    "bubble_sort": [([],), ([3, 1, 2],), ([1, 1, 0, -(2**63), 2**63 - 1],)],
    "merge": [([1, 3], [2, 4]), ([], [1]), ([1, 1], [1]), ([], [])],
    "quicksort": [([],), ([1],), ([3, 1, 2, 3, 0],)],
    "run_lengths": [([],), ([1, 1, 2, 2, 2, 1],)],
    "balanced": [("",), ("([])",), ("([)]",), ("(",), (")",)],
    "life": [([[0, 1, 0], [0, 1, 0], [0, 1, 0]],), ([[0] * 5, [0, 0, 1, 0, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0], [0] * 5],)],
    "knapsack": [([1, 3, 4], [15, 20, 30], 4), ([], [], 5), ([2], [3], 1)],
}
DEOPTS = {
    "copied_and_set": [([1, 2, 3], -4, 9), ([1, 2, 3], 3, 9)],
    "without": [([1, 2, 3], -4), ([1, 2, 3], 3)],
    "without_value": [([1], 3)],
    "popped": [([1, 2, 3], -4), ([1, 2, 3], 3), ([], 0)],
    "pop_last": [([],)],
    "in_order": [([1.0, _NAN],)],
    "sieve": [],
}
