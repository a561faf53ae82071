"""`corefleet health`: asks the target's own `_ported` who answers for each symbol."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agents.evidence.runs import Results, Runner, read_lines
from agents.ports import Limits
from fleet.candidate import NATIVE
from fleet.errors import UserError
from fleet.layout import TargetFiles, read_target
from fleet.output import Output
from fleet.plain import supports_of
from fleet.sandbox import SetupSandbox, open_sandbox
from fleet.workspace import FOLDER, GitWorkspace

Json = dict[str, Any]

SECONDS = 60.0
#: Calls of the committed corpus that each symbol must answer.
PROBES = 10


def health(path: Path, out: Output, allow_unsandboxed: bool = False) -> int:
    """0 only where every live binding loads and answers its probes natively."""
    workspace = GitWorkspace(path)
    root = workspace.root
    files = _files(workspace)
    python = find_python(root)
    sandbox = open_sandbox(readable=(root,), allow_unsandboxed=allow_unsandboxed)
    found: dict[str, Json] = {}
    for module in supports_of(files):
        found |= _ask(root, files, python, sandbox, module)
    live = {name: line for name, line in found.items() if line["binding"] in NATIVE}
    bad = {name: line for name, line in live.items() if line["path"] != "native" or line["error"]}
    document = {"ok": not bad, "python": str(python), "live": len(live), "symbols": found}
    lines = [f"{python}: {len(live) - len(bad)} of {len(live)} live bindings run natively"]
    lines += [
        f"  {name}: {line['kind'] or 'wrong'}: {line['error'] or line['reason']}"
        for name, line in bad.items()
    ]
    out.answer(document, lines)
    return 1 if bad else 0


def find_python(root: Path) -> Path:
    """The active environment, the target's `.venv`, or the one in which the fleet tries its candidates."""
    active = os.environ.get("VIRTUAL_ENV")
    places = [*([Path(active)] if active else []), root / ".venv", root / FOLDER / "env" / "candidate"]
    for place in places:
        if (place / "bin" / "python").exists():
            return place / "bin" / "python"
    raise UserError(
        "no-environment",
        "There is no environment to ask.",
        "Activate the one that the target is installed in, or run `corefleet run` first.",
    )


def _files(workspace: GitWorkspace) -> TargetFiles:
    """The user's work tree as it is, uncommitted changes included."""
    paths = [path for path in workspace.blob_ids(workspace.head()) if (workspace.root / path).is_file()]
    return read_target(sorted(paths), lambda path: (workspace.root / path).read_bytes(), workspace.root.name)


def _ask(root: Path, files: TargetFiles, python: Path, sandbox: SetupSandbox, module: str) -> dict[str, Json]:
    """Symbol -> what `_ported` says, and whether its probes were answered natively."""
    with tempfile.TemporaryDirectory(prefix="corefleet-") as folder:
        roots = tuple(files.layout.source_roots(files.paths))
        runner = Runner(sandbox, python, root, roots, module, Path(folder))
        first = runner.run("probe", [{"id": "_:_"}], seconds=SECONDS)
        said = first.rest.get("health")
        if said is None:
            why = first.symbols.get("_:_", {}).get("message", "it gave no answer")
            raise UserError("no-answer", f"{module} cannot be asked: {why}", "Is the target installed there?")
        symbols: dict[str, Json] = said["symbols"]
        probes = _probes(root, [name for name, line in symbols.items() if line["path"] == "native"])
        answered = runner.run("deopts", probes, seconds=SECONDS, call_seconds=Limits().seconds / 60)
    return {name: {**line, "error": _error(name, answered, said)} for name, line in symbols.items()}


def _probes(root: Path, names: Sequence[str]) -> list[Json]:
    """Calls of the committed corpus; none where the corpus isn't there."""
    found: dict[str, list[Json]] = {name: [] for name in names}
    for path in sorted((root / "docs" / "work" / "golden").glob("*.jsonl")):
        for line in read_lines(path):
            calls = found.get(str(line.get("symbol")))
            if calls is not None and len(calls) < PROBES:
                calls.append({"args": line["args"], "kwargs": line.get("kwargs", {})})
    return [{"id": name, "captured": calls} for name, calls in found.items() if calls]


def _error(name: str, answered: Results, said: Json) -> str:
    figures = answered.symbols.get(name)
    if figures is None:
        return str(said.get("reason") or "") if said["symbols"][name]["path"] != "native" else ""
    if figures.get("rate") is None or figures["rate"] >= 1.0:
        return str(figures.get("message") or "none of its probes was answered natively")
    return ""
