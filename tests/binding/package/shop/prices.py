"""Small pure functions; their ports are in crate/src/prices.rs."""

import math

from ._ported import ported

LIMIT = 1000
GREETING = "hello"


class Terms:
    days = 30000


@ported
def nothing():
    return 1_000_000


@ported
def gcd(a, b):
    """The greatest common divisor.

    >>> gcd(1071, 462)
    21
    """
    while b != 0:
        a, b = b, a % b
    return a


@ported
def clamp(x: float, lo: float = 0.0, hi: float = 1.0) -> float:
    """Moves `x` between `lo` and `hi`."""
    if x < lo:
        return lo
    if x > hi:
        return hi
    return x


@ported
def scale(x, *, factor=2.0):
    return x * factor


@ported
def pick(a, b, /, c=3):
    return a * 100 + b * 10 + c


#: Made while the module is still being imported.
SMALL = pick(1, 2)


@ported
def capped(n):
    return min(n, LIMIT)


#: As above, and it uses a builtin, which the rest of the module might still shadow.
EARLY = [capped(n) for n in (1, 5000)]


def half(x):
    return x / 2.0


@ported
def quarter(x):
    return half(half(x))


@ported
def hypotenuse(a, b):
    return math.sqrt(a * a + b * b)


def stepped(n, step=500):
    return n * step


def kw_stepped(n, *, step=7):
    return n * step


@ported
def default_steps(n):
    return stepped(n) + kw_stepped(n)


@ported
def due(n):
    return n + Terms.days


@ported
def longer(name):
    return len(name) > len(GREETING)


@ported
def shorter(name):
    return len(name) < len(GREETING)


@ported
def echo(name):
    return name


@ported
def checked(n):
    if n < 0:
        raise ValueError("negative")
    return n


@ported
def fact(n):
    if n < 2:
        return 1
    return fact(n - 1) * n


@ported
def descend(n):
    if n == 0:
        return 0
    return descend(n - 1) + 1


@ported
def fragile(n):
    return n


class Till:
    @ported
    def take(self, n=1):
        return n * 1000


@ported
def refuse(n):
    raise LookupError(n)
