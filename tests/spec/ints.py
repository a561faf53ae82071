"""int: operators, builtins, text, and algorithms; results beyond 64 bits are Python's."""


def add(a: int, b: int) -> int:
    return a + b


def subtract(a: int, b: int) -> int:
    return a - b


def multiply(a: int, b: int) -> int:
    return a * b


def floor_divide(a: int, b: int) -> int:
    return a // b


def modulo(a: int, b: int) -> int:
    return a % b


def divide(a: int, b: int) -> float:
    return a / b


def power(a: int, b: int) -> int:
    return a**b


def cube(a: int) -> int:
    return a**3


def shift_left(a: int, b: int) -> int:
    return a << b


def shift_right(a: int, b: int) -> int:
    return a >> b


def bits(a: int, b: int) -> tuple[int, int, int, int]:
    return a & b, a | b, a ^ b, ~a


def signs(a: int) -> tuple[int, int, int]:
    return -a, +a, abs(a)


def compared(a: int, b: int) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


def quotient_and_rest(a: int, b: int) -> tuple[int, int]:
    return divmod(a, b)


def modular_power(a: int, b: int, m: int) -> int:
    return pow(a, b, m)


def rounded(a: int, digits: int) -> int:
    return round(a, digits)


def truth(a: int) -> str:
    return "yes" if a else "no"


def shown(a: int) -> tuple[str, str, str, str]:
    return str(a), hex(a), oct(a), bin(a)


def polynomial(x: int) -> int:
    return 3 * x**2 - 7 * x + 2


def digit_sum(n: int) -> int:
    total = 0
    n = abs(n)
    while n:
        n, digit = divmod(n, 10)
        total += digit
    return total


def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def fnv1a(data: bytes) -> int:
    value = 0x811C9DC5
    for byte in data:
        value ^= byte
        value = (value * 0x01000193) & 0xFFFFFFFF
    return value


def clock(seconds: int) -> tuple[int, int, int]:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours % 24, minutes, seconds


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


def population(n: int) -> int:
    count = 0
    while n > 0:
        count += n & 1
        n >>= 1
    return count


def bool_arithmetic(a: bool, b: bool, n: int) -> int:
    return a + b * n - (a or b)


def constant_folds() -> int:
    return 7 // -2 * 100 + -7 % 3 * 10 + (1 << 4)


def hex_colour(red: int, green: int, blue: int) -> str:
    return "#" + hex((red << 16) | (green << 8) | blue)[2:].rjust(6, "0")


_EDGES = [0, 1, -1, 7, -7, 2**31, -(2**31), 2**53 + 1, 2**62, 2**63 - 1, -(2**63)]
_PAIRS = [(a, b) for a in _EDGES for b in _EDGES]

CASES = {
    "add": _PAIRS,
    "subtract": _PAIRS,
    "multiply": _PAIRS,
    "floor_divide": _PAIRS,
    "modulo": _PAIRS,
    "divide": _PAIRS,
    "power": [(a, b) for a in (0, 1, -1, 2, -2, 10, 3037000499, 2**62) for b in (0, 1, 2, 3, 39, 62, 63, -1)],
    "cube": [(2,), (-3,), (2097151,), (2097152,)],
    "shift_left": [(1, 0), (1, 62), (1, 63), (-1, 63), (-1, 64), (0, 500), (5, -1), (3, 61), (3, 62)],
    "shift_right": [(-1, 1), (-8, 1), (7, 1), (2**63 - 1, 62), (5, 64), (-5, 2**40), (5, -1)],
    "bits": _PAIRS,
    "signs": [(a,) for a in _EDGES],
    "compared": _PAIRS,
    "quotient_and_rest": _PAIRS,
    "modular_power": [(3, 200, 13), (-3, 5, 7), (3, 5, -7), (2, 0, 1), (2, 5, 0), (2, -1, 7), (2**62, 2**62, 2**63 - 1)],
    "rounded": [(a, d) for a in (0, 5, 15, 25, -15, 149, 150, 2**63 - 1, -(2**63)) for d in (0, 2, -1, -2, -18, -19, -20)],
    "truth": [(0,), (1,), (-1,)],
    "shown": [(a,) for a in _EDGES],
    "polynomial": [(0,), (-5,), (2**31,), (2**32,)],
    "digit_sum": [(0,), (12345,), (-99,), (2**63 - 1,), (-(2**63),)],
    "collatz": [(1,), (27,), (97,), (0x7FFFFFFFFFFFFFFF,)],
    "fnv1a": [(b"",), (b"a",), (b"foobar",), (bytes(range(256)),)],
    "clock": [(0,), (86399,), (100000,), (-1,)],
    "is_prime": [(-1,), (0,), (2,), (97,), (7919,), (7917,)],
    "population": [(0,), (255,), (2**63 - 1,), (-1,)],
    "bool_arithmetic": [(True, True, 5), (False, True, -1), (False, False, 0)],
    "constant_folds": [()],
    "hex_colour": [(0, 0, 0), (255, 128, 1), (18, 52, 86)],
}

_FITS = lambda n: -(2**63) <= n < 2**63

DEOPTS = {
    "add": [(a, b) for a, b in CASES["add"] if not _FITS(a + b)],
    "subtract": [(a, b) for a, b in CASES["subtract"] if not _FITS(a - b)],
    "multiply": [(a, b) for a, b in CASES["multiply"] if not _FITS(a * b)],
    "floor_divide": [(a, b) for a, b in CASES["floor_divide"] if b == 0 or not _FITS(a // b)],
    "modulo": [(a, b) for a, b in CASES["modulo"] if b == 0],
    "divide": [(a, b) for a, b in CASES["divide"] if b == 0],
    "power": [(a, b) for a, b in CASES["power"] if b < 0 or not _FITS(a**b)],
    "cube": [(2097152,)],
    "shift_left": [(1, 63), (-1, 64), (5, -1), (3, 62)],
    "shift_right": [(5, -1)],
    "signs": [(-(2**63),)],
    "quotient_and_rest": [(a, b) for a, b in CASES["quotient_and_rest"] if b == 0 or not _FITS(a // b)],
    "modular_power": [(2, 5, 0), (2, -1, 7)],
    "rounded": [(2**63 - 1, -1), (2**63 - 1, -19), (-(2**63), -1), (-(2**63), -19)],
    "polynomial": [(2147483648,), (4294967296,)],
    "digit_sum": [(-(2**63),)],
    "collatz": [(2**63 - 1,)],
}
