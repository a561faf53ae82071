"""Mode `parity`: the native port against its Python original.

Known counterexamples first, then goldens, then captured calls, then generated ones until enough calls
completed natively, and a few hundred through Hypothesis where that is installed. Only calls that completed
natively count as cases. Calls go in batches: all of them as Python, then all of them through the binding.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from .. import parity
from ..parity.check import compared
from ..parity.copies import copy_call
from ..parity.make import NoValues
from .by_hypothesis import search
from .job import NO_CALLS, Job, Pair
from .shrink import shrink

Call = tuple[list[Any], dict[str, Any]]

BATCH = 64
#: Calls made twice as Python, to see whether it agrees with itself.
_TWICE = 40
#: Attempts for each wanted case.
_PATIENCE = 5
#: Attempts after which a port that never completed anything natively is given up.
_HOPELESS = 600
_MOST_TIMEOUTS = 12
_REMEMBERED = 200


#: Calls without an end after which less time is given to each, and how much then.
_TIRED_AFTER, _TIRED_SECONDS = 3, 0.03


class Failure(NamedTuple):
    """A call on which the two sides differ."""

    call: Call
    outcome: parity.Outcome


class SameResults:
    """Whether two calls of a batch gave the same object on one side only."""

    def __init__(self) -> None:
        self._native_of: dict[int, int] = {}
        self._python_of: dict[int, int] = {}

    def judged(self, outcome: parity.Outcome) -> parity.Outcome:
        """The outcome, or a mismatch where a result that can change is shared between calls."""
        python, native = outcome.python, outcome.native
        if (
            outcome.status != "match"
            or python is None
            or native is None
            or type(python.value) not in _CHANGES
        ):
            return outcome
        left, right = id(python.value), id(native.value)
        if self._native_of.setdefault(left, right) != right:
            text = "result: Python gives the same object at each call, Rust gives new ones"
        elif self._python_of.setdefault(right, left) != left:
            text = "result: Rust gives the same object at each call, Python gives new ones"
        else:
            return outcome
        return outcome._replace(status="mismatch", difference=text)


_CHANGES = (list, dict, set, bytearray)


def _partners(mine: Any, yours: Any) -> list[tuple[Any, Any]]:
    """The copies that two calls of `copy_call` made of the same objects."""
    return [(left, right) for (_, left), (_, right) in zip(mine[2], yours[2], strict=True)]


class Trial:
    """Figures of one symbol while its calls are made."""

    def __init__(self, job: Job, symbol: dict[str, Any], pair: Pair) -> None:
        self.job = job
        self.id: str = symbol["id"]
        self.pair = pair
        self.attempts = 0
        self.cases = 0
        self.counts = dict(NO_CALLS)
        self.undecided = 0
        self.timeouts = 0
        self.why_undecided = ""
        self.notes: list[str] = []
        self.disagreement = ""
        self.failure: Failure | None = None
        #: Encoded calls and what Python did, for another process to repeat.
        self.remembered: list[dict[str, Any]] = []

    def batch(self, calls: list[Call]) -> None:
        """Makes the calls on both sides and compares."""
        copied = [copies for copies in map(self._copies, calls) if copies is not None]
        with self.job.python_only():
            copied, ours = self._python(copied)
            self._twice(copied, ours)
        before = self.job.counters(self.id)
        theirs = [self.job.limit.run(self.pair.native, yours[0], yours[1]) for _, yours, _ in copied]
        after = self.job.counters(self.id)
        used = {name: after[name] - before[name] for name in NO_CALLS}
        decided = self._compare(copied, ours, theirs)
        for name, count in used.items():
            self.counts[name] += count
        # A deopt may call natively again from inside; such calls are no cases of their own.
        completed = min(used["native"], max(0, len(copied) - used["deopts"] - used["panics"]))
        self.cases += max(0, completed - (len(copied) - decided))

    def _python(self, copied: list[Any]) -> tuple[list[Any], list[parity.Ran]]:
        """What Python did; calls that it did not finish are left out.

        A function that often runs for ever gets less patience, or a few of its calls would eat the time of
        all other symbols.
        """
        kept, ours = [], []
        for copies in copied:
            mine = copies[0]
            ran = self.job.limit.run(self.pair.python, mine[0], mine[1])
            if isinstance(ran.value, parity.TimedOut):
                self._undecided("Python did not finish in time")
                self.timeouts += 1
                if self.timeouts >= _TIRED_AFTER:
                    self.job.limit.hurry(_TIRED_SECONDS)
                continue
            kept.append(copies)
            ours.append(ran)
        return kept, ours

    def _copies(self, call: Call) -> Any:
        self.attempts += 1
        try:
            return copy_call(*call), copy_call(*call), call
        except parity.Unencodable as problem:
            self._undecided(str(problem))
            return None

    def _undecided(self, why: str) -> None:
        self.undecided += 1
        self.why_undecided = why

    def _compare(self, copied: list[Any], ours: list[parity.Ran], theirs: list[parity.Ran]) -> int:
        decided = 0
        same = SameResults()
        for (mine, yours, call), python, native in zip(copied, ours, theirs, strict=True):
            outcome = same.judged(compared(python, native, _partners(mine, yours)))
            if outcome.status == "undecided":
                self._undecided(outcome.difference)
                self.timeouts += any(isinstance(ran.value, parity.TimedOut) for ran in (python, native))
                continue
            decided += 1
            self.notes += [note for note in outcome.notes if note not in self.notes][: 5 - len(self.notes)]
            if outcome.status == "mismatch" and self.failure is None:
                self.failure = Failure(call, outcome)
            self._remember(call, python)
        return decided

    def _twice(self, copied: list[Any], ours: list[parity.Ran]) -> None:
        """Python again in the same process, for the first calls."""
        room = max(0, _TWICE - self.attempts + len(copied))
        for (mine, _, call), first in zip(copied[:room], ours[:room], strict=True):
            again = copy_call(*call)
            second = self.job.limit.run(self.pair.python, again[0], again[1])
            outcome = compared(first, second, _partners(mine, again))
            if outcome.status == "mismatch":
                self.disagreement = outcome.difference.replace("Rust", "Python called again")
                return

    def _remember(self, call: Call, python: parity.Ran) -> None:
        if len(self.remembered) >= _REMEMBERED:
            return
        try:
            encoded = parity.encode_call(*call)
            self.remembered.append({**encoded, "outcome": parity.outcome_of(python, encoded)})
        except parity.Unencodable:
            return


def compare_symbol(job: Job, symbol: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Parity of one symbol within some seconds."""
    pair = job.pair(symbol["id"])
    trial = Trial(job, symbol, pair)
    deadline = time.monotonic() + seconds
    patience = job.limit.seconds
    try:
        return _compared(trial, symbol, deadline)
    finally:
        job.limit.seconds = patience


def _compared(trial: Trial, symbol: dict[str, Any], deadline: float) -> dict[str, Any]:
    job = trial.job
    with job.limit:
        stale, dropped = _known_calls(trial, symbol)
        message = _generated_calls(trial, symbol, deadline)
        if trial.failure is None and not message:
            search(trial, symbol["spec"], deadline)
        counterexample = _counterexample(trial, deadline) if trial.failure else None
    job.remembered[trial.id] = trial.remembered
    return _figures(trial, message, counterexample, {"stale_goldens": stale, "dropped_calls": dropped})


def _figures(trial: Trial, message: str, counterexample: Any, more: dict[str, int]) -> dict[str, Any]:
    status, message = _verdict(trial, message, counterexample)
    return {
        "status": status,
        "message": message,
        "cases": trial.cases,
        "attempts": trial.attempts,
        **trial.counts,
        "mismatches": int(trial.failure is not None),
        "undecided": trial.undecided,
        "nondeterministic": bool(trial.disagreement),
        "notes": trial.notes,
        "counterexample": counterexample,
        **more,
    }


def _verdict(trial: Trial, message: str, counterexample: Any) -> tuple[str, str]:
    if trial.disagreement:
        return "undecided", f"Python does not agree with itself: {trial.disagreement}"
    if trial.failure is not None:
        return "failed", (counterexample or {}).get("difference") or trial.failure.outcome.difference
    if message:
        return "undecided", message
    return ("passed", "") if trial.cases else ("undecided", _why_no_cases(trial))


def _why_no_cases(trial: Trial) -> str:
    if trial.undecided >= trial.attempts:
        return f"no call could be decided: {trial.why_undecided}"
    return "no call completed natively"


def _known_calls(trial: Trial, symbol: dict[str, Any]) -> tuple[int, int]:
    """Counterexamples, goldens and captured calls; how many goldens are stale, how many can't be decoded."""
    stale = dropped = 0
    calls: list[Call] = []
    for encoded in itertools.chain(
        symbol.get("counterexamples", ()), symbol.get("goldens", ()), symbol.get("captured", ())
    ):
        try:
            calls.append(parity.decode_call(encoded))
        except Exception:
            dropped += 1
    for start in range(0, len(calls), BATCH):
        trial.batch(calls[start : start + BATCH])
    with trial.job.python_only():
        for golden in symbol.get("goldens", ()):
            try:
                stale += parity.check_golden(trial.pair.python, golden).status == "mismatch"
            except parity.TimedOut:
                continue
            except Exception:
                dropped += 1
    return stale, dropped


def _generated_calls(trial: Trial, symbol: dict[str, Any], deadline: float) -> str:
    """Until enough cases were native; an empty text, or why not."""
    try:
        generator = parity.Generator(symbol["spec"], trial.job.seed)
    except NoValues as problem:
        return "" if trial.cases else str(problem)
    wanted = trial.job.cases
    while trial.failure is None and trial.cases < wanted:
        if time.monotonic() > deadline:
            return f"the time was over after {trial.cases} cases"
        if trial.attempts > _HOPELESS and trial.cases == 0:
            return _why_no_cases(trial)
        if trial.attempts > _PATIENCE * wanted + _HOPELESS:
            return f"only {trial.cases} of {trial.attempts} calls completed natively"
        if trial.timeouts > _MOST_TIMEOUTS and 2 * trial.timeouts > trial.attempts:
            return f"{trial.timeouts} calls took longer than {trial.job.limit.seconds} s"
        if trial.timeouts > 2:
            generator.hints.large = False
        # Small batches at first, so that a function which loops for ever costs little.
        trial.batch(list(_some_calls(generator, BATCH if trial.attempts > 200 else 16)))
    return ""


def _some_calls(generator: parity.Generator, count: int) -> Iterator[Call]:
    for _ in range(count):
        yield generator.call()


def _counterexample(trial: Trial, deadline: float) -> dict[str, Any]:
    """The smallest failing call that is found, with what both sides did."""
    assert trial.failure is not None
    call, outcome = trial.failure
    seconds = min(20.0, max(3.0, deadline - time.monotonic()))
    try:
        encoded = parity.encode_call(*call)
    except parity.Unencodable as problem:
        return {"difference": outcome.difference, "text": f"the call cannot be written down: {problem}"}

    def fails(candidate: dict[str, Any]) -> bool:
        found = _check_once(trial, candidate)
        return found is not None and found.status == "mismatch"

    smallest = shrink(encoded, fails, seconds)
    found = _check_once(trial, smallest)
    if found is None or found.status != "mismatch":
        smallest, found = encoded, outcome
    sides = {"python": _encoded(found.python, smallest), "rust": _encoded(found.native, smallest)}
    return {**smallest, **sides, "difference": found.difference}


def _check_once(trial: Trial, encoded: dict[str, Any]) -> parity.Outcome | None:
    try:
        call = parity.decode_call(encoded)
        mine, yours = copy_call(*call), copy_call(*call)
    except Exception:
        return None
    with trial.job.python_only():
        python = trial.job.limit.run(trial.pair.python, mine[0], mine[1])
    native = trial.job.limit.run(trial.pair.native, yours[0], yours[1])
    return compared(python, native, _partners(mine, yours))


def _encoded(ran: parity.Ran | None, call: dict[str, Any]) -> Any:
    if ran is None:
        return None
    try:
        return parity.outcome_of(ran, call)
    except parity.Unencodable as problem:
        return {"text": f"cannot be written down: {problem}"}
