"""Stage `enqueue`: which symbols can be ported, and in which order.

The porters are asked here, before any evidence is made: what they refuse needs none.
"""

from __future__ import annotations

from collections.abc import Collection

from agents.enqueue import rank
from cores.formula import compile_formula
from fleet.ledger.worker import is_dead
from fleet.porting import formatted, make_ports
from fleet.stages.judge import is_wanted
from fleet.stages.moves import happen
from fleet.stages.state import Cycle
from fleet.wiring import Fleet

#: States in which a symbol is kept away from the porters, by a person or for good reason.
KEPT_OUT = ("seen", "parked", "rolled_back", "quarantined")
#: States in which a symbol still waits for a verdict on its port.
WAITING = ("queued", "evidenced", "ported")


def enqueue(fleet: Fleet, cycle: Cycle) -> None:
    """Supported symbols wait on the queue, by core, best first; the others are refused with all reasons."""
    fleet.ledger.free_dead(is_dead)
    wanted = portable(fleet, cycle)
    if cycle.knowledge.ports is None:
        fleet.progress.stage("translate", len(wanted))
        cycle.knowledge.ports = formatted(fleet, make_ports(cycle.knowledge.work, wanted))
    _record(fleet, cycle, wanted)
    _rank(fleet, cycle)


def portable(fleet: Fleet, cycle: Cycle) -> list[str]:
    """Pure symbols that nobody keeps out."""
    states = fleet.ledger.states()
    return [
        name
        for name, symbol in sorted(cycle.knowledge.symbols.items())
        if symbol.pure and is_wanted(fleet, symbol) and states.get(name) not in KEPT_OUT
    ]


def wanted_ports(fleet: Fleet, cycle: Cycle) -> list[str]:
    """Symbols with a port that did not fail before in this very form."""
    ports = cycle.knowledge.ports
    if ports is None:
        return []
    digests, failed = ports.digests, fleet.ledger.all("failed")
    portables = set(portable(fleet, cycle))
    return [
        name
        for name in sorted(digests)
        if name in portables and digests[name] not in failed.get(name, {}).get("digests", ())
    ]


def _record(fleet: Fleet, cycle: Cycle, wanted: Collection[str]) -> None:
    """What the porters said of each symbol."""
    ports = cycle.knowledge.ports
    assert ports is not None
    with fleet.ledger.transaction():
        for name in wanted:
            reasons = ports.refused.get(name)
            if reasons is None:
                happen(fleet, cycle, name, "reconsidered", "judged_pure", "enqueued")
                continue
            document = {
                "core": cycle.knowledge.symbols[name].core,
                "porter": "transpiled",
                "rust_name": "",
                "rust": "",
                "reasons": [reason.model_dump() for reason in reasons],
                "closure": [],
            }
            if fleet.ledger.get("port", name) != document:
                fleet.ledger.put("port", name, document)
            happen(fleet, cycle, name, "found_unsupported")


def _rank(fleet: Fleet, cycle: Cycle) -> None:
    """The queue holds the cores that have something to be tried, and no others."""
    knowledge, states = cycle.knowledge, fleet.ledger.states()
    waiting = [name for name in wanted_ports(fleet, cycle) if states.get(name) in WAITING]
    formula = compile_formula(fleet.config.formula)
    queue = rank(formula, waiting, knowledge.symbols, knowledge.types, knowledge.captured)
    cores = {queued.core for queued in queue}
    with fleet.ledger.transaction():
        for row in fleet.ledger.queue():
            if row["core"] not in cores:
                fleet.ledger.dequeue(row["core"])
        for queued in queue:
            fleet.ledger.enqueue(queued.core, queued.score, queued.terms)
