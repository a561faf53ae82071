"""What a run of a target's tests showed, from the lines that the pytest plugin wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: Outcomes of one test, the one that counts most last.
RANK = ("skipped", "passed", "error", "failed")


@dataclass(frozen=True)
class SuiteReport:
    """Outcome per test, and how far the run came."""

    #: Test id -> `passed`, `failed`, `error` or `skipped`.
    outcomes: Mapping[str, str]
    #: Test id -> last lines of what went wrong.
    messages: Mapping[str, str]
    #: Test id -> seconds of the test itself.
    seconds: Mapping[str, float]
    #: Files that could not be collected, with the reason.
    uncollected: Mapping[str, str]
    #: The test that was running when the process ended early; empty otherwise.
    crashed_in: str = ""
    #: pytest's exit status; None when it didn't get to its end.
    status: int | None = None

    def count(self, *outcomes: str) -> int:
        return sum(outcome in outcomes for outcome in self.outcomes.values())

    @property
    def passed(self) -> list[str]:
        """Ids of the tests that passed, sorted."""
        return sorted(name for name, outcome in self.outcomes.items() if outcome == "passed")


def read_report(rows: Iterable[Mapping[str, Any]]) -> SuiteReport:
    """Puts the lines of a run together."""
    outcomes: dict[str, str] = {}
    messages: dict[str, str] = {}
    seconds: dict[str, float] = {}
    uncollected: dict[str, str] = {}
    running, status = "", None
    for row in rows:
        if "start" in row:
            running = row["start"]
        elif "id" in row:
            _add_phase(outcomes, messages, seconds, row)
            running = "" if row["phase"] == "teardown" else running
        elif "uncollected" in row:
            uncollected[row["uncollected"]] = row["message"]
        elif "finished" in row:
            status = row["finished"]
    crashed_in = running if status is None else ""
    if crashed_in:
        outcomes[crashed_in] = "error"
    return SuiteReport(outcomes, messages, seconds, uncollected, crashed_in, status)


def _add_phase(
    outcomes: dict[str, str], messages: dict[str, str], seconds: dict[str, float], row: Mapping[str, Any]
) -> None:
    """A test passes by its call; set-up and clean-up count only when they go wrong."""
    name, outcome, in_call = row["id"], row["outcome"], row["phase"] == "call"
    if in_call:
        seconds[name] = seconds.get(name, 0.0) + row["seconds"]
    elif outcome == "failed":
        outcome = "error"
    elif outcome == "passed":
        return
    if RANK.index(outcome) >= RANK.index(outcomes.get(name, "skipped")):
        outcomes[name] = outcome
    if row["message"]:
        messages[name] = row["message"]
