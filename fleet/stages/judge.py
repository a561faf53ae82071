"""Stages `scan` and `analyse`: modules, verdicts of purity, captured calls, types."""

from __future__ import annotations

import fnmatch
import hashlib
from collections.abc import Mapping
from typing import Any

from agents.analyse.captured import captured_record
from agents.analyse.parsed import ParsedModule
from agents.analyse.purity import analyse
from agents.analyse.types import Place, find_types
from agents.evidence.capture import merged, prepare, written
from agents.records import Captured, FunctionTypes, Symbol
from agents.scan import Scan, Scanned, Source
from agents.scan import scan as scan_files
from fleet.base import Base
from fleet.stages.moves import happen
from fleet.stages.state import Cycle, Knowledge
from fleet.target_tests import PYTHON_ONLY, Extra, run_target_tests, scratch_folder
from fleet.toolprint import tool_print
from fleet.wiring import Fleet

Json = dict[str, Any]


def scan(fleet: Fleet, cycle: Cycle) -> None:
    """The modules of the target, with fingerprints, and what ruff says of it."""
    base = cycle.base
    if cycle.knowledge.key != knowledge_key(base):
        cycle.knowledge = Knowledge(knowledge_key(base))
        cycle.knowledge.modules = read_modules(fleet, base)
    cycle.files_scanned = len(cycle.knowledge.modules)
    cycle.issues = len(fleet.toolchain.ruff(base.checkout.path))


def knowledge_key(base: Base) -> str:
    """What the knowledge about a target depends on."""
    return hashlib.sha256(f"{base.key} {tool_print()}".encode()).hexdigest()


def judge(fleet: Fleet, cycle: Cycle) -> None:
    """Verdicts on all symbols; calls are captured and types found for those that may be pure."""
    knowledge = cycle.knowledge
    if not knowledge.symbols:
        first = analyse(knowledge.modules, progress=fleet.progress)
        knowledge.captured = _captured(fleet, cycle.base, knowledge.key, first)
        knowledge.types = _types(fleet, cycle.base, knowledge)
        knowledge.symbols = analyse(knowledge.modules, knowledge.types)
    _store(fleet, cycle)


def _captured(fleet: Fleet, base: Base, key: str, symbols: Mapping[str, Symbol]) -> dict[str, Captured]:
    """Real calls of pure functions while the target's own tests run; made once for a state of the target."""
    known = fleet.ledger.get("done", "capture")
    if known == {"key": key}:
        return {name: Captured(**document) for name, document in fleet.ledger.all("captured").items()}
    wanted = sorted(name for name, symbol in symbols.items() if symbol.pure)
    fleet.progress.stage("capture")
    documents: list[Mapping[str, Any]] = []
    with scratch_folder(fleet, "sample-") as folder:

        def watched(run: str) -> Extra:
            sampling = prepare(folder / run, wanted)
            return Extra(sampling.arguments, sampling.env, (sampling.folder,))

        if wanted:
            run_target_tests(fleet, base.checkout, base.files, env=PYTHON_ONLY, extra=watched)
        for run in ("tests", "doctests"):
            documents += written(folder / run)
    found = {name: captured_record(document) for name, document in merged(documents).items()}
    with fleet.ledger.transaction():
        for name in fleet.ledger.all("captured"):
            fleet.ledger.delete("captured", name)
        for name, record in found.items():
            fleet.ledger.put("captured", name, record.model_dump())
        fleet.ledger.put("done", "capture", {"key": key})
    fleet.progress.note(f"Captured calls of {len(found)} of {len(wanted)} functions that may be pure.")
    return found


def _types(fleet: Fleet, base: Base, knowledge: Knowledge) -> dict[str, FunctionTypes]:
    """mypy's types, with captured ones where annotations are missing."""
    place = Place(base.checkout.path, base.checkout.environment.python)
    infos = [module.info for module in knowledge.modules.values()]
    found = find_types(fleet.toolchain, place, infos, knowledge.captured, fleet.progress)
    for module, problem in sorted(found.problems.items()):
        fleet.progress.note(f"{module} has no types: {problem[:200]}")
    return found.functions


def _store(fleet: Fleet, cycle: Cycle) -> None:
    """Verdicts into the ledger; what was edited starts again, what is gone is forgotten."""
    known = fleet.ledger.all("symbol")
    refusals_are_old = (fleet.ledger.get("done", "tool") or {}).get("key") != tool_print()
    with fleet.ledger.transaction():
        for name, symbol in sorted(cycle.knowledge.symbols.items()):
            before = known.get(name)
            edited = before is not None and before["closure"] != symbol.closure
            if edited or (before is not None and before["pure"] and not symbol.pure):
                happen(fleet, cycle, name, "source_changed")
            elif refusals_are_old or (before is not None and symbol.pure and not before["pure"]):
                happen(fleet, cycle, name, "reconsidered", "recalibrated")
            document = symbol.model_dump()
            if document != before:
                fleet.ledger.put("symbol", name, document)
            happen(fleet, cycle, name, "judged_pure" if symbol.pure else "judged_impure")
        for name in sorted(set(known) - set(cycle.knowledge.symbols)):
            _forget(fleet, name)
        fleet.ledger.put("done", "tool", {"key": tool_print()})


def _forget(fleet: Fleet, symbol: str) -> None:
    for kind in ("symbol", "port", "parity", "speed", "deopt", "failed"):
        fleet.ledger.delete(kind, symbol)
    fleet.ledger.forget(symbol)


def is_wanted(fleet: Fleet, symbol: Symbol) -> bool:
    """Whether the configuration lets the fleet port it."""
    package = symbol.core.partition(".")[0]
    allowed = fleet.config.package
    if allowed and package not in allowed and symbol.core not in allowed:
        return False
    return not any(fnmatch.fnmatch(symbol.span.path, pattern) for pattern in fleet.config.exclude)


def read_modules(fleet: Fleet, base: Base) -> dict[str, ParsedModule]:
    """All modules with their trees; files that were read before are only parsed."""
    root = base.checkout.path
    blobs = fleet.workspace.blob_ids(base.commit)
    sources = [Source(path, blob, (root / path).read_bytes) for path, blob in blobs.items()]
    known = fleet.ledger.all("scanned")
    before = {path: Scanned(**document) for path, document in known.items()}
    found = scan_files(sources, base.files.layout.module_of, before, fleet.progress)
    _store_scan(fleet, found, known)
    for finding in found.findings:
        where = finding.span.path if finding.span is not None else ""
        fleet.progress.note(f"{where} is left out: {finding.code}: {finding.message}")
    return found.all_parsed()


def _store_scan(fleet: Fleet, found: Scan, known: Mapping[str, Json]) -> None:
    with fleet.ledger.transaction():
        for path, scanned in found.files.items():
            document = scanned.model_dump()
            if known.get(path) != document:
                fleet.ledger.put("scanned", path, document)
                if scanned.module is not None:
                    fleet.ledger.put("module", scanned.module.name, scanned.module.model_dump())
        for path in known.keys() - found.files.keys():
            fleet.ledger.delete("scanned", path)
