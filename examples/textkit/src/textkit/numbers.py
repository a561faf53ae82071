"""Everyday numbers: numerals, sizes, primes, means."""

from __future__ import annotations

import math
from functools import lru_cache

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

EARTH_RADIUS_KM = 6371.0088


def to_roman(number: int) -> str:
    """Write a number from 1 to 3999 as a Roman numeral.

    >>> to_roman(1994)
    'MCMXCIV'
    """
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    parts: list[str] = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def from_roman(numeral: str) -> int:
    """Read a Roman numeral; raise ValueError if it is not written the usual way.

    >>> from_roman("mcmxciv")
    1994
    """
    text = numeral.upper()
    total = 0
    previous = 0
    for char in reversed(text):
        try:
            value = _ROMAN_VALUES[char]
        except KeyError:
            raise ValueError(f"not a Roman numeral: {numeral!r}") from None
        if value < previous:
            total -= value
        else:
            total += value
            previous = value
    if not 1 <= total <= 3999 or to_roman(total) != text:
        raise ValueError(f"not a Roman numeral: {numeral!r}")
    return total


def ordinal(number: int) -> str:
    """Write a number with its English ordinal suffix.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 112, 123)]
    ['1st', '2nd', '3rd', '11th', '112th', '123rd']
    """
    if abs(number) % 100 in (11, 12, 13):
        suffix = "th"
    else:
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(abs(number) % 10, "th")
    return f"{number}{suffix}"


def human_size(size: float, binary: bool = False) -> str:
    """Write a number of bytes in the largest fitting unit.

    >>> human_size(1536, binary=True)
    '1.5 KiB'
    >>> human_size(999)
    '999 B'
    """
    if size < 0:
        return "-" + human_size(-size, binary)
    base = 1024 if binary else 1000
    units = ["KiB", "MiB", "GiB", "TiB"] if binary else ["kB", "MB", "GB", "TB"]
    if size < base:
        return f"{size:.0f} B"
    value = size / base
    index = 0
    while value >= base and index < len(units) - 1:
        value /= base
        index += 1
    return f"{value:.1f} {units[index]}"


def primes_up_to(limit: int) -> list[int]:
    """List the primes up to and including a limit.

    >>> primes_up_to(30)
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    """
    if limit < 2:
        return []
    composite = [False] * (limit + 1)
    primes: list[int] = []
    for n in range(2, limit + 1):
        if composite[n]:
            continue
        primes.append(n)
        for multiple in range(n * n, limit + 1, n):
            composite[multiple] = True
    return primes


def is_prime(n: int) -> bool:
    """Tell whether a number is prime.

    >>> is_prime(7919), is_prime(7917)
    (True, False)
    """
    if n < 4:
        return n > 1
    if n % 2 == 0 or n % 3 == 0:
        return False
    divisor = 5
    while divisor * divisor <= n:
        if n % divisor == 0 or n % (divisor + 2) == 0:
            return False
        divisor += 6
    return True


def gcd_all(numbers: list[int]) -> int:
    """Return the greatest common divisor of all numbers, 0 for none.

    >>> gcd_all([12, 18, 30])
    6
    """
    result = 0
    for number in numbers:
        a, b = result, abs(number)
        while b:
            a, b = b, a % b
        result = a
    return result


def weighted_mean(values: list[float], weights: list[float]) -> float:
    """Return the mean of values, each counted by its weight.

    >>> weighted_mean([1.0, 2.0, 4.0], [1.0, 1.0, 2.0])
    2.75
    """
    if len(values) != len(weights):
        raise ValueError("values and weights differ in length")
    total = 0.0
    weight_sum = 0.0
    for value, weight in zip(values, weights, strict=True):
        if weight < 0:
            raise ValueError(f"negative weight {weight}")
        total += value * weight
        weight_sum += weight
    if weight_sum == 0:
        raise ZeroDivisionError("weights sum to zero")
    return total / weight_sum


def moving_average(values, window):
    """Return the means of all runs of neighbouring values.

    >>> moving_average([1.0, 2.0, 3.0, 4.0], 2)
    [1.5, 2.5, 3.5]
    """
    if window < 1:
        raise ValueError("the window must hold at least one value")
    averages = []
    for end in range(window, len(values) + 1):
        total = 0.0
        for i in range(end - window, end):
            total += values[i]
        averages.append(total / window)
    return averages


def haversine(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance in kilometres between two points given as latitude and longitude.

    >>> round(haversine((52.52, 13.405), (48.8566, 2.3522)))
    877
    """
    lat1, lon1 = math.radians(start[0]), math.radians(start[1])
    lat2, lon2 = math.radians(end[0]), math.radians(end[1])
    a = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(a))


@lru_cache(maxsize=1024)
def fibonacci(n: int) -> int:
    """Return the n-th Fibonacci number.

    >>> fibonacci(50)
    12586269025
    """
    if n < 0:
        raise ValueError("n must not be negative")
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)
