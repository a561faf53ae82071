"""`corefleet scan`: looks at the newest commit, and writes nothing anywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from agents.analyse.purity import analyse
from agents.enqueue import rank
from agents.records import Symbol
from agents.scan import Scan, Source
from agents.scan import scan as scan_files
from cores.formula import compile_formula
from fleet.config import load_config
from fleet.layout import TargetFiles, read_target
from fleet.output import Output
from fleet.plain import plain_source
from fleet.progress import progress
from fleet.workspace import GitWorkspace

#: Cores of the queue that are shown as text.
SHOWN = 20


def scan(path: Path, out: Output) -> int:
    """Cores, verdicts with reasons, and the queue; nothing of the target is run."""
    workspace = GitWorkspace(path)
    config = load_config(workspace.root)
    commit = workspace.head()
    blobs = workspace.blob_ids(commit)
    python = sorted(name for name in blobs if name.endswith(".py"))
    content = workspace.cat_files(blobs[name] for name in blobs)
    files = read_target(sorted(blobs), lambda name: content[blobs[name]], workspace.root.name, config.exclude)
    sources = [_source(files, name, blobs[name], content[blobs[name]]) for name in python]
    with progress() as shown:
        found = scan_files(sources, files.layout.module_of, progress=shown)
        symbols = analyse(found.all_parsed(), progress=shown)
    pure = [name for name, symbol in symbols.items() if symbol.pure]
    queue = rank(compile_formula(config.formula), pure, symbols, {}, {})
    document = {
        "target": {"path": str(workspace.root), "commit": commit},
        "files": len(found.modules),
        "left_out": [finding.model_dump() for finding in found.findings],
        "symbols": [_entry(symbol) for _, symbol in sorted(symbols.items())],
        "queue": [row._asdict() for row in queue],
    }
    out.answer(document, _lines(document, found, symbols))
    return 0


def _source(files: TargetFiles, path: str, blob: str, data: bytes) -> Source:
    return Source(path, blob, lambda: plain_source(files, path, data))


def _entry(symbol: Symbol) -> dict[str, Any]:
    """A symbol with the reasons of its verdict."""
    reasons = [effect.reason.model_dump() for effect in symbol.effects if effect.impure]
    return {
        "id": symbol.id,
        "core": symbol.core,
        "kind": symbol.kind,
        "pure": symbol.pure,
        "mutates": list(symbol.mutates),
        "reasons": reasons,
    }


def _lines(document: dict[str, Any], found: Scan, symbols: dict[str, Symbol]) -> list[str]:
    pure = sum(symbol.pure for symbol in symbols.values())
    codes = Counter(entry["reasons"][0]["code"] for entry in document["symbols"] if entry["reasons"])
    lines = [f"{len(found.modules)} modules, {len(symbols)} functions and methods, {pure} of them pure"]
    lines += [f"  left out: {f.span.path if f.span else ''}: {f.message}" for f in found.findings]
    lines += [f"  {count:5,}  {code}" for code, count in codes.most_common()]
    lines += ["", "Cores, best first (without captured calls, so by size alone):"]
    for row in document["queue"][:SHOWN]:
        lines.append(f"  {row['core']}: {int(row['terms']['symbols'])} pure")
    more = len(document["queue"]) - SHOWN
    return [*lines, *([f"  and {more} more"] if more > 0 else [])]
