"""Stage `confirm`: what is live, or about to be, is proven again, with a new seed and in new processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.gate.facts import Facts, Rules
from agents.gate.parity import enough
from agents.gate.table import judge
from agents.records import GateResult
from cores.comparison import CycleFacts, Limits, LiveFacts, Regression, regressions
from cores.lifecycle import COUNTING, FLIPPED
from fleet.candidate import Candidate
from fleet.measure import Measure
from fleet.stages.gate import forget_port, regress
from fleet.stages.moves import happen
from fleet.stages.state import Cycle
from fleet.suites import SuiteVerdict, judge_suite
from fleet.wiring import Fleet

Json = dict[str, Any]

#: Share of the usual time in which a speed that is known already is looked at again.
QUICK_LOOK = 0.3


@dataclass(frozen=True)
class Seen:
    """What this cycle saw of the candidate."""

    unreached: Mapping[str, str]
    parity: Mapping[str, Json]
    deopts: Mapping[str, Json]
    speed: Mapping[str, Json]
    suite: SuiteVerdict


def confirm(fleet: Fleet, cycle: Cycle) -> None:
    """A candidate that was made in this cycle has been judged already; it counts from the next one on."""
    if cycle.candidate is None:
        return
    if cycle.fresh:
        _count_clean(fleet, cycle, FLIPPED, set())
        return
    seen = look(fleet, cycle, cycle.candidate, cycle.candidate.bound)
    cycle.suite = seen.suite.run
    found = _compare(fleet, cycle, cycle.candidate, seen)
    guilty = {regression.subject for regression in found}
    with fleet.ledger.transaction():
        for result in results(fleet, cycle, seen):
            fleet.ledger.record_gate(result.model_dump(), cycle.number)
        for regression in found:
            _settle(fleet, cycle, regression, seen.speed.get(regression.subject))
        _count_clean(fleet, cycle, COUNTING, guilty)
        if guilty:
            fleet.ledger.delete("candidate", "current")


def look(fleet: Fleet, cycle: Cycle, candidate: Candidate, names: list[str]) -> Seen:
    """All that is measured in a cycle, on the installed wheel."""
    measure = Measure(fleet, cycle.base, cycle.knowledge, candidate)
    baseline = fleet.ledger.get("baseline", "tests") or {}
    fleet.progress.stage("confirm", len(names))
    unreached = measure.loaded(names)
    parity = measure.parity(names, cycle.seed, fleet.config.cycle_cases)
    deopts = measure.deopts(names)
    fleet.progress.stage("suite")
    suite = judge_suite(fleet, cycle.base, candidate, baseline.get("tests"))
    fleet.progress.stage("speed", len(names))
    speed = measure.speed(names, cycle.seed, QUICK_LOOK)
    below = [name for name in names if _is_below(speed.get(name), fleet.config.speed_minimum)]
    # A busy machine isn't a slow port: whoever seems slower is measured once more.
    speed |= measure.speed(below, cycle.seed + 1)
    return Seen(unreached, parity, deopts, speed, suite)


def _is_below(figures: Json | None, minimum: float) -> bool:
    return figures is not None and figures.get("high") is not None and float(figures["high"]) < minimum


def rules_of(fleet: Fleet) -> Rules:
    """What a cycle demands."""
    config = fleet.config
    return Rules(
        cases=config.cycle_cases,
        fewest=config.cycle_cases,
        speed_minimum=config.speed_minimum,
        deopt_maximum=config.deopt_maximum,
        cycles=config.cycles_required,
    )


def results(fleet: Fleet, cycle: Cycle, seen: Seen) -> list[GateResult]:
    """The gates of a cycle, for every symbol that was looked at."""
    rules = rules_of(fleet)
    found = []
    for name in sorted(seen.parity):
        facts = Facts(
            parity=seen.parity[name],
            deopts=seen.deopts.get(name),
            speed=seen.speed.get(name),
            suite=seen.suite.facts(name, cycle.ports, cycle.knowledge.captured),
        )
        found += judge(["panics", "parity", "suite", "deopts", "speed"], name, facts, rules)
    return [result for result in found if result.status != "not_run"]


def _compare(fleet: Fleet, cycle: Cycle, candidate: Candidate, seen: Seen) -> list[Regression]:
    """What got worse since the last accepted cycle, by symbol."""
    before = fleet.ledger.get("accepted", "facts") or {"live": {}}
    live_before = {name: LiveFacts(**figures) for name, figures in before["live"].items()}
    now = {name: live_facts(fleet, name, seen) for name in candidate.bound}
    limits = Limits(fleet.config.speed_minimum, fleet.config.deopt_maximum, fleet.config.cycle_cases)
    found = regressions(CycleFacts(None, live_before), CycleFacts(None, now), limits)
    for name, tests in seen.suite.broken.items():
        found.append(Regression("test-failed", name, f"{tests[0]} passed before and fails now"))
    guilty = {regression.subject for regression in found}
    kept = {name: figures._asdict() for name, figures in now.items() if name not in guilty}
    fleet.ledger.put("accepted", "facts", {"cycle": cycle.number, "live": kept})
    return found


def live_facts(fleet: Fleet, name: str, seen: Seen) -> LiveFacts:
    """The figures of one symbol, as the comparison reads them."""
    parity = seen.parity.get(name, {})
    cases = int(parity.get("cases") or 0)
    # Slow calls need fewer cases; so that they compare like the others, their share is scaled.
    required = fleet.config.cycle_cases
    needed = enough(parity, rules_of(fleet))
    if needed < required and cases >= needed:
        cases = max(cases, required)
    if parity.get("nondeterministic"):
        cases = 0
    crashed = bool(parity.get("crashed")) or parity.get("status") == "error"
    return LiveFacts(
        native=name not in seen.unreached,
        cases=cases,
        mismatches=int(parity.get("mismatches") or 0),
        crashes=int(parity.get("panics") or 0) + crashed,
        high=(seen.speed.get(name) or {}).get("high"),
        deopt_rate=(seen.deopts.get(name) or {}).get("rate"),
    )


def _settle(fleet: Fleet, cycle: Cycle, regression: Regression, speed: Json | None) -> None:
    """A live symbol goes back to Python; a candidate just leaves the set."""
    name = regression.subject
    fleet.progress.note(f"{name}: {regression.message}")
    if fleet.ledger.state(name) in FLIPPED:
        regress(fleet, cycle, regression)
        return
    details = {"kind": regression.kind, "message": regression.message}
    cycle.setbacks.append(regression)
    if regression.kind == "slower":
        happen(fleet, cycle, name, "found_slower", details=details)
        known = fleet.ledger.get("judged", name)
        if known is not None:
            facts = {**known["facts"], "speed": speed}
            fleet.ledger.put("judged", name, {**known, "slow": True, "facts": facts})
        return
    forget_port(fleet, cycle, name)
    happen(fleet, cycle, name, "gate_failed", details=details)
    if fleet.ledger.counters(name).tries >= fleet.config.tries:
        happen(fleet, cycle, name, "parked", details=details)


def _count_clean(fleet: Fleet, cycle: Cycle, states: tuple[str, ...], guilty: set[str]) -> None:
    assert cycle.candidate is not None
    for name in cycle.candidate.bound:
        if name not in guilty and fleet.ledger.state(name) in states:
            happen(fleet, cycle, name, "cycle_clean", details={"cycle": cycle.number, "seed": cycle.seed})
