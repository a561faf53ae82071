"""What a call of a bound function costs, next to the same call of its Python body.

`time_call` gives asv's figures for each side; `track_python_over_native` measures both sides in
alternating rounds of one process, so that drift of the machine cancels out.  The functions are
those of tests/binding: bodies of a few nanoseconds, so that the call itself is what is measured.
"""

from __future__ import annotations

import sys
import tempfile
import timeit
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Calls by name; the function is called `f`.
CALLS = {
    "no argument": ("nothing", "f()"),
    "two ints": ("gcd", "f(7, 3)"),
    "three floats": ("clamp", "f(0.5, 0.0, 1.0)"),
    "defaults": ("clamp", "f(0.5)"),
    "keywords": ("gcd", "f(a=7, b=3)"),
    "text": ("echo", "f(text)"),
    "callee": ("quarter", "f(8.0)"),
    "constant and builtin": ("capped", "f(5)"),
    "class attribute": ("due", "f(5)"),
    "deopt": ("gcd", "f(big, 6)"),
}
SIDES = ("python", "native")
LOOPS = 20_000
ROUNDS = 40


def bound_functions() -> tuple[Any, Any]:
    """The modules `shop.prices`, bound, and `shop._ported`."""
    sys.path.insert(0, str(ROOT))
    from tests.binding.shop_site import bound_site, built_for

    folder = Path(tempfile.mkdtemp())
    bound_site(folder, *built_for("{}.{}".format(*sys.version_info)))
    sys.path.insert(0, str(folder))
    from shop import _ported, prices

    return prices, _ported


class CallFloor:
    """Nanoseconds of one call."""

    params = (list(CALLS), list(SIDES))
    param_names = ("call", "side")

    def setup(self, call: str, side: str) -> None:
        self.timer = timers(call)[side]

    def time_call(self, call: str, side: str) -> None:
        self.timer.timeit(1000)


class Ratio:
    """How many times faster the native call is."""

    params = (tuple(CALLS),)
    param_names = ("call",)
    unit = "ratio"

    def track_python_over_native(self, call: str) -> float:
        best = interleaved(timers(call))
        return best["python"] / best["native"]


def timers(call: str) -> dict[str, timeit.Timer]:
    prices, ported = bound_functions()
    name, text = CALLS[call]
    native = getattr(prices, name)
    values = {"text": "a text", "big": 2**80}
    eval(text, {"f": native, **values})
    assert ported._native.is_native(native), ported.health()
    sides = {"python": ported.python(native), "native": native}
    return {side: timeit.Timer(text, globals={"f": f, **values}) for side, f in sides.items()}


def interleaved(sides: dict[str, timeit.Timer]) -> dict[str, float]:
    """Best nanoseconds of a call for each side, the loop taken off."""
    empty = min(timeit.repeat("pass", number=LOOPS, repeat=ROUNDS))
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(ROUNDS):
        for side, timer in sides.items():
            best[side] = min(best[side], timer.timeit(LOOPS))
    return {side: (seconds - empty) / LOOPS * 1e9 for side, seconds in best.items()}


def main() -> None:
    print(f"{'call':22} {'python':>8} {'native':>8}   ns, best of {ROUNDS} alternating rounds")
    for call in CALLS:
        best = interleaved(timers(call))
        print(f"{call:22} {best['python']:8.1f} {best['native']:8.1f}")


if __name__ == "__main__":
    main()
