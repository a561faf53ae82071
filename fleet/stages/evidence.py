"""Stage `evidence`: how arguments of each symbol are made, and what Python does with a corpus of calls."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from agents.evidence.goldens import LINES, golden_job, lines_of
from agents.evidence.recipes import Recipes, joined, static_recipes
from agents.evidence.strategies import Sources, spec_of
from fleet.counterexamples import counterexamples
from fleet.jobs import Where, run_jobs
from fleet.stages.moves import happen
from fleet.stages.queue import wanted_ports
from fleet.stages.state import Cycle
from fleet.target_tests import PYTHON_ONLY
from fleet.wiring import Fleet

Json = dict[str, Any]

#: Seconds for the corpus of one symbol.
SECONDS = 5.0
#: The corpus of a symbol stays the same from cycle to cycle, so that its commits stay small.
SEED = 1


def collect(fleet: Fleet, cycle: Cycle) -> None:
    """Evidence for everything that may be ported; what is there already is kept."""
    for name in gather(fleet, cycle, wanted_ports(fleet, cycle)):
        happen(fleet, cycle, name, "evidence_made")


def gather(fleet: Fleet, cycle: Cycle, names: Sequence[str]) -> list[str]:
    """Specs and corpora of these symbols; returns those that had none."""
    knowledge = cycle.knowledge
    wanted = [name for name in names if name not in knowledge.specs]
    if not wanted:
        return []
    fleet.progress.stage("evidence", len(wanted))
    recipes = joined(*(static_recipes(name, module.tree) for name, module in knowledge.modules.items()))
    sources = Sources.of({name: module.tree for name, module in knowledge.modules.items()})
    for name in wanted:
        knowledge.specs[name] = _spec(cycle, sources, recipes, name)
    _goldens(fleet, cycle, wanted)
    return wanted


def _spec(cycle: Cycle, sources: Sources, recipes: Recipes, name: str) -> Json:
    knowledge = cycle.knowledge
    callees = [sources.functions[each] for each in knowledge.symbols[name].calls if each in sources.functions]
    captured = knowledge.captured.get(name)
    return spec_of(sources.functions[name], knowledge.types.get(name), captured, recipes, callees)


def _goldens(fleet: Fleet, cycle: Cycle, wanted: Sequence[str]) -> None:
    """Lines of the corpus; recorded again only where the symbol or its spec has changed."""
    knowledge, stale = cycle.knowledge, []
    for name in wanted:
        known = fleet.ledger.get("golden", name)
        if known is not None and known["key"] == _key(cycle, name):
            knowledge.goldens[name] = known["lines"]
        else:
            stale.append(name)
    jobs = [
        golden_job(name, knowledge.specs[name], knowledge.captured.get(name), counterexamples(fleet, name))
        for name in stale
    ]
    if not jobs:
        return
    base = cycle.base
    where = Where(base.checkout, base.source_roots, env=PYTHON_ONLY)
    results = run_jobs(fleet, where, "golden", jobs, each=SECONDS, seed=SEED, cases=LINES)
    lines = lines_of(results)
    with fleet.ledger.transaction():
        for name in stale:
            knowledge.goldens[name] = lines.get(name, [])
            document = {"key": _key(cycle, name), "lines": knowledge.goldens[name]}
            fleet.ledger.put("golden", name, document)


def _key(cycle: Cycle, name: str) -> str:
    about = [cycle.knowledge.symbols[name].closure, json.dumps(cycle.knowledge.specs[name], sort_keys=True)]
    return hashlib.sha256("\n".join(about).encode()).hexdigest()
