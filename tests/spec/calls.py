"""Calls among ported functions: defaults, keywords, recursion, mutual recursion, constants."""

LIMIT = 10
RATE = 0.25
NAMES = ["zero", "one", "two"]
CODES = {"a": 1, "b": 2}
VOWELS = frozenset("aeiou")
PAIRS = (("I", 1), ("V", 5))


def scaled(x: int, factor: int = 2, *, offset: int = 0) -> int:
    return x * factor + offset


def use_scaled(x: int) -> int:
    return scaled(x) + scaled(x, 3) + scaled(x, offset=1) + scaled(factor=5, x=x)


def factorial(n: int) -> int:
    if n <= 1:
        return 1
    return n * factorial(n - 1)


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def limited(n: int) -> int:
    return min(n, LIMIT)


def taxed(x: float) -> float:
    return x + x * RATE


def named(i: int) -> str:
    return NAMES[i]


def coded(text: str) -> int:
    total = 0
    for char in text:
        total += CODES.get(char, 0)
    return total


def vowels(text: str) -> int:
    return sum(1 for char in text if char in VOWELS)


def numeral(text: str) -> int:
    total = 0
    for letter, value in PAIRS:
        total += text.count(letter) * value
    return total


def helper(text: str) -> str:
    return text.strip().lower()


def same(a: str, b: str) -> bool:
    return helper(a) == helper(b)


def deep(n: int) -> int:
    return 0 if n == 0 else 1 + deep(n - 1)


CASES = {
    "scaled": [(1,), (1, 5), (2**62, 4)],
    "use_scaled": [(7,), (0,)],
    "factorial": [(0,), (5,), (20,), (21,)],
    "is_even": [(0,), (7,), (40,)],
    "limited": [(5,), (50,)],
    "taxed": [(1.0,), (float("inf"),), (0.0,)],
    "named": [(0,), (2,), (-1,), (3,)],
    "coded": [("abc",), ("",)],
    "vowels": [("education",), ("",), ("xyz",)],
    "numeral": [("VII",), ("",)],
    "same": [(" Ab", "aB "), ("x", "y")],
    "deep": [(0,), (100,), (5000,)],
}
DEOPTS = {"scaled": [(2**62, 4)], "factorial": [(21,)], "named": [(3,)], "deep": [(5000,)]}
