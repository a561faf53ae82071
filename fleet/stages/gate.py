"""Stage `gate`: brings the ports through the gates, and leaves what has passed as the candidate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from agents.gate.facts import Facts
from agents.gate.table import GATES, judge
from agents.records import GateResult
from cores.comparison import Regression
from cores.lifecycle import FLIPPED
from fleet.candidate import install_wheel, make_candidate
from fleet.porting import Ports, make_ports
from fleet.stages.moves import happen
from fleet.stages.port import keep_claim, record_ports
from fleet.stages.queue import wanted_ports
from fleet.stages.state import Cycle
from fleet.toolprint import tool_print
from fleet.trial import Build, Trial
from fleet.wiring import Fleet

Json = dict[str, Any]

#: Gate -> kind of the document with its figures, and figure -> name in the document.
FIGURES: dict[str, tuple[str, dict[str, str]]] = {
    "parity": (
        "parity",
        {name: name for name in ("cases", "native", "mismatches", "deopts", "undecided", "raised")},
    ),
    "speed": ("speed", {name: name for name in ("ratio", "low", "high", "python_ns", "rust_ns", "source")}),
    "deopts": ("deopt", {"rate": "rate", "calls": "calls"}),
}


def gate(fleet: Fleet, cycle: Cycle) -> None:
    """Nothing is judged again as long as neither the target nor the set of ports has changed."""
    wanted = wanted_ports(fleet, cycle)
    key = _key(cycle, wanted)
    known = fleet.ledger.get("candidate", "current")
    if known is not None and known["key"] == key:
        _restore(fleet, cycle, known)
    elif wanted:
        cycle.fresh = True
        _judge(fleet, cycle, wanted)
    if cycle.claim is not None:
        keep_claim(fleet, cycle)
        fleet.ledger.release(cycle.claim, done=True)


def _key(cycle: Cycle, wanted: Sequence[str]) -> str:
    ports = cycle.knowledge.ports
    digests = ports.digests if ports is not None else {}
    rows = [cycle.knowledge.key, *(f"{name} {digests[name]}" for name in wanted)]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _restore(fleet: Fleet, cycle: Cycle, known: Json) -> None:
    """The candidate of an earlier cycle, made again where somebody has touched it."""
    if not known["good"]:
        return
    ports = make_ports(cycle.knowledge.work, known["members"])
    infos = [module.info for module in cycle.knowledge.modules.values()]
    candidate = make_candidate(fleet, cycle.base, infos, ports.cores)
    done = install_wheel(fleet, candidate)
    if done is not None and not done.ok:
        raise RuntimeError(f"the wheel cannot be built: {done.stderr.strip()[-600:]}")
    cycle.candidate = candidate.bind(known["good"])
    cycle.ports = Ports(candidate.cores)


def _judge(fleet: Fleet, cycle: Cycle, wanted: list[str]) -> None:
    baseline = fleet.ledger.get("baseline", "tests") or {}
    trial = Trial(
        fleet=fleet,
        base=cycle.base,
        knowledge=cycle.knowledge,
        seed=cycle.seed,
        tests_before=baseline.get("tests"),
        wanted=wanted,
        renew=lambda: keep_claim(fleet, cycle),
    )
    _remember(fleet, cycle, trial)
    build = trial.settle()
    _conclude(fleet, cycle, trial, build)
    members = sorted(build.digests) if build is not None else []
    good = trial.good if build is not None else []
    # What failed is wanted no more: the next cycle asks for the rest alone.
    key = _key(cycle, wanted_ports(fleet, cycle))
    fleet.ledger.put("candidate", "current", {"key": key, "good": good, "members": members})
    if build is not None:
        cycle.candidate, cycle.ports = build.candidate, build.ports
        cycle.suite = trial.suite.run if trial.suite is not None else None


def _remember(fleet: Fleet, cycle: Cycle, trial: Trial) -> None:
    """What was found out about the very same ports before."""
    assert cycle.knowledge.ports is not None
    digests = cycle.knowledge.ports.digests
    for name, known in fleet.ledger.all("judged").items():
        if name not in trial.wanted or known["key"] != proof_key(fleet, cycle, name):
            continue
        facts = known["facts"]
        trial.facts[known["digest"]] = Facts(
            compile_errors=(),
            lints=tuple((level, lint, text) for level, lint, text in facts["lints"] or ()),
            parity=facts["parity"],
            speed=facts["speed"],
            deopts=facts["deopts"],
        )
        trial.proven.add(known["digest"])
        if known["slow"] and digests.get(name) == known["digest"]:
            trial.slow.add(name)


def proof_key(fleet: Fleet, cycle: Cycle, name: str) -> str:
    """What a verdict on a port depends on besides its native code: the tool, the Python, the evidence."""
    knowledge = cycle.knowledge
    spec = json.dumps(knowledge.specs.get(name), sort_keys=True)
    rows = (tool_print(), fleet.interpreter.name, knowledge.symbols[name].closure, spec)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _conclude(fleet: Fleet, cycle: Cycle, trial: Trial, build: Build | None) -> None:
    """Results and states of all that was tried, in one transaction."""
    with fleet.ledger.transaction():
        if build is not None:
            record_ports(fleet, build.ports, sorted(build.digests))
        for name in trial.wanted:
            facts = trial.last_facts.get(name, Facts())
            stop = trial.failed.get(name)
            for result in _results(name, facts, trial, stop[0] if stop else None):
                _record(fleet, cycle, result)
            if stop is not None:
                _failed(fleet, cycle, name, *stop)
            elif name in trial.slow:
                _slow(fleet, cycle, trial, name)
            elif name in trial.unmarked:
                happen(fleet, cycle, name, "found_unsupported")
            elif build is not None:
                _passed(fleet, cycle, trial, name)


def _results(name: str, facts: Facts, trial: Trial, stop: GateResult | None) -> list[GateResult]:
    """What each gate says; the one that stopped a port comes last."""
    names = [gate.name for gate in GATES if gate.kind != "flip"]
    found = [result for result in judge(names, name, facts, trial.rules) if result.status != "not_run"]
    if stop is None:
        return found
    return [*(result for result in found if result.gate != stop.gate), stop]


def _record(fleet: Fleet, cycle: Cycle, result: GateResult) -> None:
    fleet.ledger.record_gate(result.model_dump(), cycle.number)
    if result.gate in FIGURES:
        kind, names = FIGURES[result.gate]
        if any(result.figures.get(figure) is not None for figure in names):
            document = {name: result.figures.get(figure) for figure, name in names.items()}
            fleet.ledger.put(kind, result.symbol, document)


def _failed(fleet: Fleet, cycle: Cycle, name: str, stop: GateResult, digest: str) -> None:
    details = {"gate": stop.gate, "status": stop.status, "message": stop.message}
    forget_port(fleet, cycle, name, digest)
    if fleet.ledger.state(name) in FLIPPED:
        regress(fleet, cycle, Regression("mismatch", name, f"{stop.gate}: {stop.message}"))
        return
    happen(fleet, cycle, name, "recalibrated", "gate_failed", details=details)
    if fleet.ledger.counters(name).tries >= fleet.config.tries:
        happen(fleet, cycle, name, "parked", details=details)


def forget_port(fleet: Fleet, cycle: Cycle, name: str, digest: str = "") -> None:
    """This very port is not tried again; another one is."""
    ports = cycle.knowledge.ports
    first = ports.digests.get(name, "") if ports is not None else ""
    known = fleet.ledger.get("failed", name) or {"digests": []}
    digests = [*known["digests"], *(each for each in (digest, first) if each)]
    fleet.ledger.put("failed", name, {"digests": list(dict.fromkeys(digests))[-20:]})
    fleet.ledger.delete("judged", name)


def regress(fleet: Fleet, cycle: Cycle, regression: Regression) -> None:
    """A live symbol got worse: it goes back to Python, and so does whoever holds its twin inside."""
    cycle.regressions.append(regression)
    details = {"kind": regression.kind, "message": regression.message}
    happen(fleet, cycle, regression.subject, "regressed", "quarantined", details=details)
    for name, document in fleet.ledger.all("port").items():
        if regression.subject in document.get("closure", ()):
            happen(fleet, cycle, name, "callee_unflipped", details={"callee": regression.subject})


def _slow(fleet: Fleet, cycle: Cycle, trial: Trial, name: str) -> None:
    changed = _judged(fleet, cycle, trial, name, slow=True)
    if fleet.ledger.state(name) in FLIPPED:
        regress(fleet, cycle, Regression("slower", name, "it is not measurably faster any more"))
        return
    if changed:
        happen(fleet, cycle, name, "port_changed")
    happen(fleet, cycle, name, "evidence_made", "port_made", "gates_passed", "found_slower")


def _passed(fleet: Fleet, cycle: Cycle, trial: Trial, name: str) -> None:
    changed = _judged(fleet, cycle, trial, name, slow=False)
    if changed:
        happen(fleet, cycle, name, "port_changed")
    happen(fleet, cycle, name, "recalibrated", "evidence_made", "port_made", "gates_passed", "shadow_started")


def _judged(fleet: Fleet, cycle: Cycle, trial: Trial, name: str, slow: bool) -> bool:
    """Keeps what is known of this very port; tells whether another one was judged before."""
    facts = trial.last_facts[name]
    digest = trial.last_digests[name]
    before = fleet.ledger.get("judged", name)
    document = {
        "key": proof_key(fleet, cycle, name),
        "digest": digest,
        "slow": slow,
        "facts": {
            "lints": facts.lints,
            "parity": facts.parity,
            "speed": facts.speed,
            "deopts": facts.deopts,
        },
    }
    fleet.ledger.put("judged", name, document)
    return before is not None and before["digest"] != digest
