"""The target's own tests with ports really flipped, and who is to blame where one fails."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from agents.gate.facts import SuiteFacts
from agents.records import Captured
from fleet.base import Base
from fleet.candidate import Candidate
from fleet.porting import Ports
from fleet.target_tests import PYTHON_ONLY, TestsRun, run_target_tests
from fleet.wiring import Fleet

#: Outcomes that are no reason to worry about a test that passed before.
FINE = ("passed", "skipped")
#: Tests that are run again while the guilty are looked for.
MOST = 50


@dataclass
class SuiteVerdict:
    """What the tests said."""

    run: TestsRun
    #: Symbol -> tests that passed before and fail because of it.
    broken: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Tests that fail without any port as well.
    unsteady: tuple[str, ...] = ()

    def facts(self, symbol: str, ports: Ports, captured: Mapping[str, Captured]) -> SuiteFacts | None:
        """What the gate is told of one symbol; None where the target has no tests."""
        if self.run.missing:
            return None
        holders = [symbol, *ports.callers(symbol)]
        native = sum(self.run.counters.get(name, {}).get("native", 0) for name in holders)
        return SuiteFacts(
            broken=self.broken.get(symbol, ()),
            passed=self.run.count("passed"),
            failed=self.run.count("failed", "error"),
            expected=captured[symbol].calls if symbol in captured else 0,
            native=native,
        )


def judge_suite(
    fleet: Fleet, base: Base, candidate: Candidate, before: Mapping[str, str] | None
) -> SuiteVerdict:
    """Runs all tests once; what passed before and fails now is traced to the ports that cause it."""
    if before is None:
        return SuiteVerdict(TestsRun())
    run = run_target_tests(fleet, candidate.checkout, base.files)
    verdict = SuiteVerdict(run)
    broken = broken_tests(before, run)
    if broken:
        _trace(fleet, base, candidate, broken, verdict)
    return verdict


def broken_tests(before: Mapping[str, str], run: TestsRun) -> list[str]:
    """Tests that passed before, and now fail or did not run."""
    now = run.outcomes
    passed = [name for name, outcome in before.items() if outcome == "passed"]
    lost = sorted(name for name in passed if now.get(name) not in FINE)
    # Where the interpreter died, the test that ran says most.
    return sorted(lost, key=lambda name: name != run.crashed_in)


def _trace(
    fleet: Fleet, base: Base, candidate: Candidate, broken: Sequence[str], verdict: SuiteVerdict
) -> None:
    """Ports, the installation itself, or nobody: tests may fail now and then by themselves."""
    fleet.progress.note(f"{len(broken)} tests fail with the ports; looking for the cause, first {broken[0]}")
    chosen = list(broken[:MOST])
    without = run_target_tests(fleet, candidate.checkout, base.files, env=PYTHON_ONLY, only=chosen)
    ours = [name for name in chosen if without.outcomes.get(name) in FINE]
    if not ours:
        before = run_target_tests(fleet, base.checkout, base.files, env=PYTHON_ONLY, only=chosen)
        installed = [name for name in chosen if before.outcomes.get(name) in FINE]
        verdict.unsteady = tuple(name for name in chosen if name not in installed)
        verdict.broken = dict.fromkeys(candidate.bound, tuple(installed)) if installed else {}
        return
    verdict.unsteady = tuple(name for name in chosen if name not in ours)
    bound = candidate.bound
    try:
        for symbol in _guilty(fleet, base, candidate, ours, bound):
            verdict.broken[symbol] = tuple(ours)
    finally:
        candidate.bind(bound)


def _guilty(
    fleet: Fleet, base: Base, candidate: Candidate, tests: Collection[str], symbols: Sequence[str]
) -> list[str]:
    """Halves the set until single ports are left; ports that only fail together are all guilty."""
    if not _fails(fleet, base, candidate, tests, symbols):
        return []
    if len(symbols) == 1:
        return list(symbols)
    middle = len(symbols) // 2
    halves = (symbols[:middle], symbols[middle:])
    found = [name for half in halves for name in _guilty(fleet, base, candidate, tests, half)]
    return found or list(symbols)


def _fails(
    fleet: Fleet, base: Base, candidate: Candidate, tests: Collection[str], symbols: Collection[str]
) -> bool:
    bound = candidate.bind(symbols)
    run = run_target_tests(fleet, bound.checkout, base.files, only=tests)
    return any(run.outcomes.get(name) not in FINE for name in tests)
