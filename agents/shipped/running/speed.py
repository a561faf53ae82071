"""Mode `speed`: Python and native in turns, in one process, through the real binding.

For each symbol a sequence of real calls, weighted by how often they were made (generated ones where none
were captured), is run in batches of a fraction of a millisecond. One round is a batch of Python, one of
native and one of Python again; the ratio of a round is paired, so that drift of the machine cancels out.
The median of the ratios gets an interval from order statistics. Python against Python tells what the
measurement itself can see.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from typing import Any

from .. import parity
from ..parity.copies import copy_call
from ..parity.make import NoValues
from .job import Job, Pair, plain

Call = tuple[list[Any], dict[str, Any]]
#: Seconds a call: Python, native, Python again.
Round = tuple[float, float, float]

#: Distinct calls in a sequence, and its length.
_DISTINCT, _LENGTH = 48, 96
_BATCH_SECONDS = 0.0004
_ROUNDS, _FEWEST = 61, 11
#: 95% of a normal distribution.
_WIDTH = 1.96

_LOOP = """
def loop(fn, calls, clock):
    start = clock()
    for {names} in calls:
        {body}
    return clock() - start
"""


class Sequence:
    """Calls with one form of arguments, and the loop that makes them."""

    def __init__(self, calls: list[Call]) -> None:
        self._calls = calls
        self._changes = any(copy_call(*call)[2] for call in calls)
        args, kwargs = calls[0]
        uniform = all(len(a) == len(args) and list(k) == list(kwargs) for a, k in calls)
        self._form = (len(args), tuple(kwargs)) if uniform and len(args) + len(kwargs) <= 12 else None
        self._timed = _compiled(self._form, True)
        self._empty = _compiled(self._form, False)
        self._ready = [self._row(*call) for call in calls]

    def _row(self, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if self._form is None:
            return args, kwargs
        row = (*args, *kwargs.values())
        return row[0] if len(row) == 1 else row

    def _rows(self, repeat: int) -> list[Any]:
        """Arguments for that many turns; made anew where a call may change them."""
        if not self._changes:
            return self._ready * repeat
        return [self._row(*copy_call(*call)[:2]) for _ in range(repeat) for call in self._calls]

    def seconds(self, fn: Any, repeat: int) -> float:
        """Seconds for each call, the loop included."""
        rows = self._rows(repeat)
        spent: float = self._timed(fn, rows, time.perf_counter)
        return spent / len(rows)

    def overhead(self, repeat: int) -> float:
        """Seconds that the loop itself takes for each call."""
        rows = self._rows(repeat)
        return min(self._empty(None, rows, time.perf_counter) for _ in range(9)) / len(rows)


def _compiled(form: Any, calls: bool) -> Callable[..., float]:
    if form is None:
        names, call = "args, kwargs", "fn(*args, **kwargs)"
    else:
        positional = [f"a{place}" for place in range(form[0])]
        keywords = [f"k{place}" for place in range(len(form[1]))]
        names = ", ".join([*positional, *keywords]) or "_"
        passed = [*positional, *(f"{name}={key}" for name, key in zip(form[1], keywords, strict=True))]
        call = f"fn({', '.join(passed)})"
    # A `try` costs nothing where nothing is raised.
    body = f"try: {call}\n        except Exception: pass" if calls else "pass"
    namespace: dict[str, Any] = {}
    exec(_LOOP.format(names=names, body=body), namespace)
    loop: Callable[..., float] = namespace["loop"]
    return loop


def measure_symbol(job: Job, symbol: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Ratio of Python's time to native's, with its interval, and both in ns a call."""
    pair = job.pair(symbol["id"])
    calls, source = _representative(job, symbol, pair)
    if not calls:
        return {"status": "undecided", "message": "there are no calls to measure", "ratio": None}
    sequence = Sequence(calls)
    before = job.counters(symbol["id"])
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        rounds = _rounds(job, sequence, pair, seconds)
    finally:
        if enabled:
            gc.enable()
    after = job.counters(symbol["id"])
    return _summary(rounds, source, len(calls), {name: after[name] - before[name] for name in after})


def _representative(job: Job, symbol: dict[str, Any], pair: Pair) -> tuple[list[Call], str]:
    """The sequence of calls; those that end in time on the Python side."""
    captured = sorted(symbol.get("captured", ()), key=lambda call: -call.get("count", 1))[:_DISTINCT]
    weighted = [(call, encoded.get("count", 1)) for encoded in captured for call in _decoded(encoded)]
    source = "captured"
    if not weighted:
        source = "generated"
        weighted = [(call, 1) for call in _generated(job, symbol)]
    with job.limit, job.python_only():
        weighted = [(call, count) for call, count in weighted if _ends(job, pair, call)]
    total = sum(count for _, count in weighted)
    sequence: list[Call] = []
    for call, count in weighted:
        sequence += [call] * max(1, round(_LENGTH * count / total))
    return _mixed(sequence), source


def _mixed(sequence: list[Call]) -> list[Call]:
    """Neighbours shouldn't be the same call, or the processor learns its branches by heart."""
    size = len(sequence)
    step = next((step for step in (37, 41, 43, 47) if math.gcd(step, size) == 1), 1)
    return [sequence[place * step % size] for place in range(size)]


def _decoded(encoded: dict[str, Any]) -> list[Call]:
    try:
        return [parity.decode_call(encoded)]
    except Exception:
        return []


def _generated(job: Job, symbol: dict[str, Any]) -> list[Call]:
    try:
        generator = parity.Generator(symbol["spec"], job.seed)
    except (NoValues, KeyError):
        return []
    generator.hints.large = False
    return [generator.call() for _ in range(_DISTINCT)]


def _ends(job: Job, pair: Pair, call: Call) -> bool:
    """Whether the call returns; generated ones that raise aren't representative, real ones are."""
    try:
        args, kwargs, _ = copy_call(*call)
    except parity.Unencodable:
        return False
    return job.limit.run(pair.python, args, kwargs).kind != "undecided"


def _rounds(job: Job, sequence: Sequence, pair: Pair, seconds: float) -> list[Round]:
    """(Python, native, Python again) in seconds a call, for each round."""
    twin = plain(pair.python)
    with job.python_only():
        once = sequence.seconds(pair.python, 1)
        once = min(once, sequence.seconds(pair.python, 1))
    native_once = min(sequence.seconds(pair.native, 1) for _ in range(3))
    # The faster side decides, so that both batches are long enough for the clock.
    batch = max(1, math.ceil(_BATCH_SECONDS / max(1e-9, min(once, native_once) * _LENGTH)))
    overhead = sequence.overhead(batch)
    deadline = time.perf_counter() + max(0.2, seconds)
    rounds: list[Round] = []
    while len(rounds) < _ROUNDS and (len(rounds) < _FEWEST or time.perf_counter() < deadline):
        native = sequence.seconds(pair.native, batch) if len(rounds) % 2 else 0.0
        with job.python_only():
            python, other = sequence.seconds(pair.python, batch), sequence.seconds(twin, batch)
        native = native or sequence.seconds(pair.native, batch)
        rounds.append((python - overhead, max(native - overhead, 1e-10), other - overhead))
    return rounds


def _summary(rounds: list[Round], source: str, calls: int, used: dict[str, int]) -> dict[str, Any]:
    ratio = _interval([python / native for python, native, _ in rounds])
    same = _interval([python / max(other, 1e-10) for python, _, other in rounds])
    return {
        "status": "passed",
        "message": "",
        "ratio": ratio[0],
        "low": ratio[1],
        "high": ratio[2],
        "same": {"ratio": same[0], "low": same[1], "high": same[2]},
        "python_ns": round(_median([python for python, _, _ in rounds]) * 1e9, 2),
        "native_ns": round(_median([native for _, native, _ in rounds]) * 1e9, 2),
        "rounds": len(rounds),
        "calls": calls,
        "source": source,
        "used": used,
    }


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _interval(values: list[float]) -> tuple[float, float, float]:
    """Median with the order statistics that hold it in 95% of all samples."""
    ordered = sorted(values)
    half = _WIDTH * math.sqrt(len(ordered)) / 2
    low = max(0, math.floor(len(ordered) / 2 - half))
    high = min(len(ordered) - 1, math.ceil(len(ordered) / 2 + half))
    return round(_median(ordered), 4), round(ordered[low], 4), round(ordered[high], 4)
