"""Ranges: loops with every kind of step, and ranges as values."""


def total(n: int) -> int:
    result = 0
    for i in range(n):
        result += i
    return result


def between(a: int, b: int) -> list[int]:
    return list(range(a, b))


def stepped(a: int, b: int, step: int) -> list[int]:
    return [i for i in range(a, b, step)]


def down(n: int) -> list[int]:
    out = []
    for i in range(n - 1, -1, -1):
        out.append(i)
    return out


def reversed_range(n: int) -> list[int]:
    return list(reversed(range(n)))


def length(a: int, b: int, step: int) -> int:
    return len(range(a, b, step))


def contains(a: int, b: int, step: int, x: int) -> bool:
    return x in range(a, b, step)


def item(n: int, i: int) -> int:
    return range(0, n, 3)[i]


def after_loop(n: int) -> int:
    i = -1
    for i in range(n):
        if i * i > 20:
            break
    return i


def rebinding(n: int) -> list[int]:
    out = []
    for i in range(n):
        n = n - 1
        i = i * 2
        out.append(i + n)
    return out


def near_the_end(start: int) -> int:
    count = 0
    for _ in range(start, 9223372036854775807, 4611686018427387904):
        count += 1
    return count


def triangle(n: int) -> list[list[int]]:
    rows: list[list[int]] = []
    for i in range(n):
        row = [1] * (i + 1)
        for j in range(1, i):
            row[j] = rows[i - 1][j - 1] + rows[i - 1][j]
        rows.append(row)
    return rows


def truthy(n: int) -> bool:
    return bool(range(n))


CASES = {
    "total": [(n,) for n in (-5, 0, 1, 10, 100000)],
    "between": [(a, b) for a in (-2, 0, 3) for b in (-2, 0, 3)],
    "stepped": [(a, b, s) for a in (-5, 0, 7) for b in (-5, 0, 7) for s in (-3, -1, 1, 2)] + [(0, 1, 0)],
    "down": [(0,), (4,)],
    "reversed_range": [(-1,), (0,), (4,)],
    "length": [(0, 10, 3), (10, 0, -3), (0, 0, 1), (-(2**63), 2**63 - 1, 1), (-(2**63), 2**63 - 1, 3), (0, 1, 0)],
    "contains": [(0, 10, 3, x) for x in (-3, 0, 1, 9, 10)] + [(10, 0, -4, x) for x in (10, 6, 2, -2)],
    "item": [(10, i) for i in (-5, -4, 0, 3, 4)],
    "after_loop": [(0,), (3,), (100,)],
    "rebinding": [(0,), (4,)],
    "near_the_end": [(0,), (-(2**63),), (2**63 - 1,)],
    "triangle": [(0,), (1,), (6,), (70,)],
    "truthy": [(0,), (1,), (-1,)],
}
DEOPTS = {
    "stepped": [(0, 1, 0)],
    "length": [(-(2**63), 2**63 - 1, 1), (0, 1, 0)],
    "item": [(10, -5), (10, 4)],
    "triangle": [(70,)],
}
