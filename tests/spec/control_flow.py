"""if, while, for, else of loops, break, continue, nesting, early returns."""


def sign(x: int) -> int:
    if x > 0:
        return 1
    elif x < 0:
        return -1
    return 0


def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
        if steps > 500:
            break
    else:
        steps += 1000
    return steps


def first_multiple(xs: list[int], k: int) -> int:
    for x in xs:
        if x % k == 0:
            found = x
            break
    else:
        found = -1
    return found


def pairs_below(n: int, limit: int) -> int:
    count = 0
    for i in range(n):
        if i % 3 == 1:
            continue
        for j in range(i, n):
            if i * j > limit:
                break
            if j == 5:
                continue
            count += 1
    return count


def last_index(xs: list[int], wanted: int) -> int:
    where = -1
    for i, x in enumerate(xs):
        if x == wanted:
            where = i
    return where


def endless_until(n: int) -> int:
    total = 0
    while True:
        total += n
        n -= 1
        if n <= 0:
            return total


def classify(n: int) -> str:
    if n < 0:
        kind = "negative"
    else:
        if n == 0:
            kind = "zero"
        else:
            kind = "positive"
    return kind


def countdown(n: int) -> list[int]:
    result: list[int] = []
    while n > 0:
        result.append(n)
        n -= 2
    return result


def triangle(n: int) -> list[list[int]]:
    rows: list[list[int]] = []
    for i in range(n):
        row: list[int] = []
        for j in range(i + 1):
            if j == 0 or j == i:
                row.append(1)
            else:
                row.append(rows[i - 1][j - 1] + rows[i - 1][j])
        rows.append(row)
    return rows


def nothing(n: int) -> None:
    for _ in range(n):
        pass


def backwards(n: int) -> list[int]:
    return [i for i in range(n, -n, -3)]


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


CASES = {
    "sign": [(5,), (0,), (-7,), (2**63 - 1,), (-(2**63),), (2**63,), (True,)],
    "collatz": [(1,), (7,), (27,), (2,)],
    "first_multiple": [([3, 4, 5], 2), ([1], 7), ([], 3), ([9], 0), ([9, 2**63], 5)],
    "pairs_below": [(0, 5), (10, 20), (30, 100), (-3, 1)],
    "last_index": [([1, 2, 1], 1), ([], 1), ([5], 1)],
    "endless_until": [(0,), (10,), (-5,), (1000,)],
    "classify": [(-1,), (0,), (1,)],
    "countdown": [(9,), (0,), (-4,)],
    "triangle": [(0,), (1,), (6,)],
    "nothing": [(0,), (3,)],
    "backwards": [(5,), (0,), (1,)],
    "is_prime": [(0,), (2,), (97,), (91,), (7919,)],
}
#: Calls for which native code must hand over to Python.
DEOPTS = {"sign": [(2**63,), (True,)], "first_multiple": [([9], 0), ([9, 2**63], 5)]}
