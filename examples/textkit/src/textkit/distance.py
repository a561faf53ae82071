"""How far two strings are apart."""

from __future__ import annotations


def levenshtein(a: str, b: str) -> int:
    """Return the number of insertions, deletions and substitutions between two strings.

    >>> levenshtein("kitten", "sitting")
    3
    >>> levenshtein("", "abc")
    3
    """
    if a == b:
        return 0
    if len(a) < len(b):
        a, b = b, a
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        current = [i]
        for j, y in enumerate(b, start=1):
            cost = 0 if x == y else 1
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
        previous = current
    return previous[-1]


def hamming(a: str, b: str) -> int:
    """Return the number of positions at which two strings of equal length differ.

    >>> hamming("karolin", "kathrin")
    3
    """
    if len(a) != len(b):
        raise ValueError(f"strings differ in length: {len(a)} and {len(b)}")
    return sum(x != y for x, y in zip(a, b, strict=True))


def _matches(a: str, b: str, window: int) -> tuple[list[str], list[str]]:
    """Return the characters of a and of b that match within the window, in order."""
    used = [False] * len(b)
    from_a: list[str] = []
    for i, char in enumerate(a):
        for j in range(max(0, i - window), min(len(b), i + window + 1)):
            if not used[j] and b[j] == char:
                used[j] = True
                from_a.append(char)
                break
    from_b = [char for j, char in enumerate(b) if used[j]]
    return from_a, from_b


def jaro(a: str, b: str) -> float:
    """Return the Jaro similarity, from 0.0 (nothing alike) to 1.0 (equal).

    >>> round(jaro("MARTHA", "MARHTA"), 4)
    0.9444
    """
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    window = max(0, max(len(a), len(b)) // 2 - 1)
    from_a, from_b = _matches(a, b, window)
    m = len(from_a)
    if m == 0:
        return 0.0
    transpositions = 0
    for x, y in zip(from_a, from_b, strict=True):
        if x != y:
            transpositions += 1
    transpositions //= 2
    return (m / len(a) + m / len(b) + (m - transpositions) / m) / 3


def jaro_winkler(a, b, scale=0.1):
    """Return the Jaro similarity, raised for a common prefix of up to four characters.

    >>> round(jaro_winkler("DWAYNE", "DUANE"), 2)
    0.84
    """
    base = jaro(a, b)
    prefix = 0
    for x, y in zip(a[:4], b[:4], strict=False):
        if x != y:
            break
        prefix += 1
    return base + prefix * scale * (1 - base)


def _bigrams(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for i in range(len(text) - 1):
        pair = text[i : i + 2]
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def dice(a: str, b: str) -> float:
    """Return the Dice coefficient of the pairs of neighbouring characters.

    >>> dice("night", "nacht")
    0.25
    """
    if a == b:
        return 1.0
    left, right = _bigrams(a), _bigrams(b)
    total = sum(left.values()) + sum(right.values())
    if total == 0:
        return 0.0
    shared = 0
    for pair, count in left.items():
        shared += min(count, right.get(pair, 0))
    return 2 * shared / total


def lcs_length(a: str, b: str) -> int:
    """Return the length of the longest common subsequence.

    >>> lcs_length("AGGTAB", "GXTXAYB")
    4
    """
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, start=1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else max(above, row[j - 1])
            diagonal = above
    return row[-1]


def closest(word: str, candidates: list[str], limit: int = 3) -> str | None:
    """Return the first candidate with the smallest distance, or None if all exceed the limit.

    >>> closest("speling", ["spelling", "spewing", "sapling"])
    'spelling'
    >>> closest("zebra", ["lion", "giraffe"]) is None
    True
    """
    best: str | None = None
    best_distance = limit + 1
    for candidate in candidates:
        distance = levenshtein(word, candidate)
        if distance < best_distance:
            best, best_distance = candidate, distance
    return best
