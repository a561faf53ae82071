"""A cycle against the last accepted one: what got worse.

Only what is certain counts as a regression: a speed interval that still reaches the floor is not one.
What was measured before and isn't any more is a regression of its own kind, for otherwise a broken
measurement would look like peace.
"""

from __future__ import annotations

from typing import NamedTuple

#: Kind of a regression -> what happened.
KINDS: dict[str, str] = {
    "test-failed": "a test that passed fails",
    "test-lost": "a test that passed was not run any more",
    "mismatch": "Rust gave another answer than Python",
    "crashed": "the native call panicked or the process died in it",
    "little-evidence": "too few new cases completed natively",
    "slower": "the speedup lies below the floor, with its whole interval",
    "unmeasured": "the speed was known and could not be measured",
    "deopts": "too many of the captured calls fall back to Python",
    "not-native": "the binding says rust, but callers get Python",
}

#: Outcomes of a test that are no reason to worry.
_FINE = ("passed", "skipped", "xfailed")


class Limits(NamedTuple):
    """What a live symbol must keep to."""

    speed_minimum: float
    deopt_maximum: float
    #: New cases that must complete natively in each cycle.
    cases_required: int


class LiveFacts(NamedTuple):
    """One cycle's figures of a symbol that is live, or a candidate; None: not measured."""

    native: bool = True
    cases: int | None = None
    mismatches: int = 0
    crashes: int = 0
    #: Upper end of the interval of the speedup.
    high: float | None = None
    deopt_rate: float | None = None


class CycleFacts(NamedTuple):
    """What a cycle saw."""

    #: Test -> `passed`, `failed`, `error`, `skipped`, `xfailed`; None: the tests did not run.
    tests: dict[str, str] | None
    live: dict[str, LiveFacts]


class Regression(NamedTuple):
    """One thing that got worse."""

    kind: str
    #: The test, or the symbol.
    subject: str
    #: One sentence with figures.
    message: str


def regressions(before: CycleFacts, now: CycleFacts, limits: Limits) -> list[Regression]:
    """What got worse, tests first, each sorted by name."""
    found = _of_tests(before.tests, now.tests)
    for symbol in sorted(now.live):
        found += _of_symbol(symbol, before.live.get(symbol), now.live[symbol], limits)
    return found


def is_clean(found: list[Regression], candidates: list[str]) -> bool:
    """Whether nothing regressed but, at most, candidates that callers don't use yet."""
    return all(regression.subject in candidates for regression in found)


def _of_tests(before: dict[str, str] | None, now: dict[str, str] | None) -> list[Regression]:
    if before is None:
        return []
    passed = sorted(test for test, outcome in before.items() if outcome == "passed")
    if now is None:
        return [_regression("test-lost", "tests", f"{len(passed)} tests passed before, none were run")]
    found = []
    for test in passed:
        if test not in now:
            found.append(_regression("test-lost", test, "it passed before and was not run"))
        elif now[test] not in _FINE:
            found.append(_regression("test-failed", test, f"it passed before; now: {now[test]}"))
    return found


def _of_symbol(symbol: str, before: LiveFacts | None, now: LiveFacts, limits: Limits) -> list[Regression]:
    found = []
    if not now.native:
        found.append(_regression("not-native", symbol, "its native twin was not reached"))
    if now.crashes:
        found.append(_regression("crashed", symbol, f"{now.crashes} native calls crashed"))
    if now.mismatches:
        found.append(_regression("mismatch", symbol, f"{now.mismatches} of {now.cases or 0} cases differ"))
    if now.cases is None or now.cases < limits.cases_required:
        text = f"{now.cases or 0} new cases completed natively, {limits.cases_required} are required"
        found.append(_regression("little-evidence", symbol, text))
    if now.deopt_rate is not None and now.deopt_rate >= limits.deopt_maximum:
        text = f"{now.deopt_rate:.0%} of the captured calls deopt, the limit is {limits.deopt_maximum:.0%}"
        found.append(_regression("deopts", symbol, text))
    return found + _of_speed(symbol, before, now, limits)


def _of_speed(symbol: str, before: LiveFacts | None, now: LiveFacts, limits: Limits) -> list[Regression]:
    if now.high is None:
        known = before is not None and before.high is not None
        return [_regression("unmeasured", symbol, "no speed was measured in this cycle")] if known else []
    if now.high < limits.speed_minimum:
        text = f"{now.high:.2f}x at best, the floor is {limits.speed_minimum:.2f}x"
        return [_regression("slower", symbol, text)]
    return []


def _regression(kind: str, subject: str, message: str) -> Regression:
    return Regression(kind, subject, f"{KINDS[kind]}: {message}")
