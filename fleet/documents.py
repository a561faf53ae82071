"""What is committed beside the ports: parity tests, benchmarks, goldens, dossiers and the list of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from agents.evidence.benchmarks import asv_files, benchmark
from agents.evidence.goldens import corpus
from agents.evidence.properties import parity_test, support_files
from agents.install.tests_files import core_files
from agents.report import build_report
from agents.review import READY_PATH, CoreFacts, SymbolFacts, dossier, python_source, ready_text
from fleet.base import Base
from fleet.candidate import Candidate
from fleet.ledger.reader import Reader
from fleet.stages.state import Knowledge
from fleet.wiring import Fleet

Json = dict[str, Any]


def symbol_facts(fleet: Fleet, knowledge: Knowledge, name: str) -> SymbolFacts:
    """All that the ledger holds of a symbol."""
    ledger, symbol = fleet.ledger, knowledge.symbols[name]
    port = ledger.get("port", name)
    captured = ledger.get("captured", name)
    return SymbolFacts(
        symbol=symbol.model_dump(),
        state=ledger.state(name),
        clean=ledger.counters(name).clean,
        port=port,
        captured=captured,
        parity=ledger.get("parity", name),
        speed=ledger.get("speed", name),
        deopt=ledger.get("deopt", name),
        gates=ledger.gates(name),
        python=python_source(knowledge.modules[symbol.core].source, symbol.span.model_dump()),
        rust=str((port or {}).get("rust") or ""),
    )


def core_facts(
    fleet: Fleet, base: Base, knowledge: Knowledge, core: str, members: Collection[str]
) -> CoreFacts:
    """A core with all its symbols; `members` are those whose ports are in the crate."""
    names = sorted(name for name, symbol in knowledge.symbols.items() if symbol.core == core)
    facts = [symbol_facts(fleet, knowledge, name) for name in names]
    facts = [each if each.id in members else _without_port(each) for each in facts]
    stem = next((str(f.port["stem"]) for f in facts if f.port and f.port.get("stem")), core.replace(".", "_"))
    return CoreFacts(core, stem, base.supports[core].bindings_path, facts)


def _without_port(facts: SymbolFacts) -> SymbolFacts:
    """A symbol whose port, if there ever was one, is not in the crate; what stopped it is the reason."""
    stopped = [row for row in facts.latest().values() if row["status"] in ("failed", "undecided")]
    reasons = list((facts.port or {}).get("reasons", ()))
    reasons += [{"code": f"gate-{row['gate']}", "message": row["message"]} for row in stopped]
    return replace(facts, port={"reasons": reasons}, rust="")


def documents(
    fleet: Fleet, base: Base, knowledge: Knowledge, candidate: Candidate, cores: Iterable[CoreFacts]
) -> dict[str, str]:
    """Path -> text of all files that belong to these cores."""
    files: dict[str, str] = dict(support_files())
    served = candidate.ported_of
    for core in cores:
        names = [facts.id for facts in core.ported if facts.id in candidate.bindings]
        if not names:
            continue
        paths = core_files(core.core, core.stem)
        specs = {name: knowledge.specs[name] for name in names}
        mutating = [name for name in names if knowledge.symbols[name].mutates]
        goldens = {name: knowledge.goldens.get(name, []) for name in names}
        files[paths.parity] = parity_test(core.core, served[names[0]], specs)
        files[paths.benchmark] = benchmark(core.core, served[names[0]], names, mutating)
        files[paths.golden] = corpus(goldens, core.core)
        files[paths.dossier] = dossier(core)
    if "asv.conf.json" not in base.files.paths:
        files |= {path: text for path, text in asv_files(base.target.distribution).items() if path not in base.files.paths}
    files[READY_PATH] = ready_text(report_of(fleet))
    return files


def report_of(fleet: Fleet) -> Mapping[str, Any]:
    """The document of `corefleet report --json`."""
    with Reader(fleet.ledger.file) as reader:
        return build_report(reader.facts())
