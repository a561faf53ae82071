"""What people read of a port: the dossier of a core, the list of all, the messages of the commits.

Everything is made from what the ledger stores; a figure that was not measured is called so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.figures import NOT_MEASURED, counted, interval, listed, number, percent, plural, ratio
from agents.install.target import CRATE
from agents.install.tests_files import core_files
from cores.lifecycle import FLIPPED

Json = Mapping[str, Any]

SCHEMA_VERSION = 1
READY_PATH = "docs/work/RUST_Ready.md"
_DATA = "<!-- data -->"


@dataclass(frozen=True)
class SymbolFacts:
    """What the ledger holds of one symbol; None where nothing was stored."""

    #: Document of the kind `symbol`.
    symbol: Json
    state: str
    #: Clean cycles survived.
    clean: int = 0
    port: Json | None = None
    captured: Json | None = None
    parity: Json | None = None
    speed: Json | None = None
    deopt: Json | None = None
    #: All results of gates, oldest first.
    gates: Sequence[Json] = ()
    #: Source text of the function, and of its twin.
    python: str = ""
    rust: str = ""

    @property
    def id(self) -> str:
        return str(self.symbol["id"])

    @property
    def has_port(self) -> bool:
        return bool(self.port and self.port.get("rust_name"))

    @property
    def reasons(self) -> list[Json]:
        """Why it is not pure, or not supported."""
        impure = [effect["reason"] for effect in self.symbol.get("effects", ()) if effect["impure"]]
        return [*impure, *(self.port or {}).get("reasons", ())]

    def latest(self) -> dict[str, Json]:
        """Gate -> its newest result, in the order in which they first ran."""
        found: dict[str, Json] = {}
        for row in self.gates:
            found[row["gate"]] = row
        return found

    def figure(self, kind: str, name: str) -> Any:
        """One stored figure of parity, speed or deopt; None where it was not measured."""
        return (getattr(self, kind) or {}).get(name)


@dataclass(frozen=True)
class CoreFacts:
    """A core with its symbols and the places of its files."""

    core: str
    #: Its Rust module.
    stem: str
    #: The switchboard that has its lines.
    bindings_path: str
    symbols: Sequence[SymbolFacts] = field(default_factory=tuple)

    @property
    def ported(self) -> list[SymbolFacts]:
        return [facts for facts in self.symbols if facts.has_port]

    @property
    def others(self) -> list[SymbolFacts]:
        return [facts for facts in self.symbols if not facts.has_port]


def dossier(core: CoreFacts) -> str:
    """`docs/work/<core>.md`."""
    parts = [
        f"# `{core.core}`\n\nWritten by corefleet from its ledger.",
        _overview(core),
        _reproduce(core),
        _undo(core),
        *(_symbol(facts) for facts in core.ported),
        _refused(core.others),
        _data(core),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def dossier_data(text: str) -> Any:
    """The data inside of a dossier; None where it has none."""
    match = re.search(re.escape(_DATA) + r"\s+```json\n(.*?)\n```", text, re.DOTALL)
    return json.loads(match.group(1)) if match else None


def binding_figures(facts: SymbolFacts) -> str:
    """What stands behind a line of `_bindings.py`, as far as measured: `14.2x, 25,000 cases, 3 cycles`."""
    speed, cases = facts.figure("speed", "ratio"), facts.figure("parity", "cases")
    found = [ratio(speed)] if speed is not None else []
    found += [f"{cases:,} cases"] if cases is not None else []
    return ", ".join([*found, plural(facts.clean, "cycle")])


def install_message(cores: Sequence[CoreFacts]) -> str:
    """Message of the commit that installs ports, all bound to Python."""
    count = sum(len(core.ported) for core in cores)
    subject = f"Install native ports of {plural(count, 'function')}, bound to Python"
    body = (
        "Nothing changes for callers: every binding says python until it is flipped by a commit of its own."
    )
    lines = [
        f"  {core.core}: {', '.join(_short(facts.id) for facts in core.ported)}"
        for core in cores
        if core.ported
    ]
    return f"{subject}\n\n{body}\n\n" + "\n".join(lines) + "\n"


def flip_message(core: CoreFacts, flipped: Sequence[str]) -> str:
    """Message of the commit that binds these symbols of a core to Rust."""
    chosen = [facts for facts in core.symbols if facts.id in flipped]
    ratios = sorted(value for facts in chosen if (value := facts.figure("speed", "ratio")) is not None)
    span = f", {ratio(ratios[0])}" if ratios else ""
    span += f" to {ratio(ratios[-1])}" if len(ratios) > 1 else ""
    subject = f"Run {core.core} natively: {plural(len(chosen), 'function')}{span}"
    lines = [f"  {_short(facts.id)}: {_evidence(facts)}" for facts in chosen]
    undo = f'To undo one: set its line in {core.bindings_path} to "python".'
    return f"{subject}\n\n" + "\n".join(lines) + f"\n\n{undo}\n"


def rollback_message(symbol: str, reason: str) -> str:
    """Message of the commit that gives a symbol back to Python."""
    return f"Run {symbol} in Python again\n\n{reason}\n"


def ready_text(report: Json) -> str:
    """`docs/work/RUST_Ready.md`, from the document of `corefleet report --json`."""
    funnel = " > ".join(f"{stage} {_count(count)}" for stage, count in report["funnel"].items())
    speed = report["speedup"]
    rows = [_ready_row(entry) for entry in report["symbols"] if entry["state"] != "refused"]
    refused = [
        f"| `{entry['id']}` | {_cell(entry['reason_code'])} | {_cell(entry['reason'])} |"
        for entry in report["symbols"]
        if entry["state"] == "refused"
    ]
    head = "| symbol | state | speedup | cases | clean cycles | what keeps it |\n|---|---|---|---|---|---|\n"
    parts = [
        "# Ready for Rust\n\nWritten by corefleet from its ledger, symbol by symbol.",
        f"{funnel}\n\nGeometric mean of the measured speedups: live symbols {ratio(speed['geomean_live'])}, "
        f"all pure symbols {ratio(speed['geomean_pure'])} (what stays in Python counts as 1.00x).",
        head + "\n".join(rows) if rows else "No symbol is a candidate.",
        "## Refused\n\n| symbol | code | reason |\n|---|---|---|\n" + "\n".join(refused) if refused else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def python_source(module: str, span: Json) -> str:
    """The lines of a symbol in the text of its module."""
    lines = re.split(r"(?<=\n)", module)
    return "".join(lines[span["line"] - 1 : span["end_line"]]).rstrip() + "\n"


def rust_source(module: str, name: str) -> str:
    """The function of this name in the text of a Rust module, with its doc comment; empty if none."""
    head = re.search(rf"(?:^///.*\n)*^pub fn {re.escape(name)}\b[\s\S]*?^\}}$", module, re.MULTILINE)
    return head.group(0) + "\n" if head else ""


def _overview(core: CoreFacts) -> str:
    rows = [
        f"| {_link(facts)} | {facts.state} | {ratio(facts.figure('speed', 'ratio'))} "
        f"| {number(facts.figure('parity', 'cases'))} | {number(facts.figure('parity', 'mismatches'))} "
        f"| {percent(facts.figure('deopt', 'rate'))} | {facts.clean} |"
        for facts in core.ported
    ]
    if not rows:
        return "No symbol of this core has a port."
    head = "| symbol | state | speedup | cases | mismatches | deopts | clean cycles |\n"
    return f"{head}|---|---|---|---|---|---|---|\n" + "\n".join(rows)


def _reproduce(core: CoreFacts) -> str:
    files = core_files(core.core, core.stem)
    if not core.ported:
        return ""
    commands = [
        f"pip install ./{CRATE} pytest hypothesis asv",
        f"python -m pytest {files.parity}",
        f"asv run --python=same --quick --bench {files.benchmark.rpartition('/')[2].removesuffix('.py')}",
        f"cargo build --release --locked --manifest-path {CRATE}/Cargo.toml",
    ]
    return "## To see for yourself\n\n" + "\n".join(f"    {command}" for command in commands)


def _undo(core: CoreFacts) -> str:
    if not core.ported:
        return ""
    return (
        f'## To undo\n\nSet the line of a symbol in `{core.bindings_path}` to `"python"`; for all of them '
        "in one process, set `COREFLEET_BINDINGS=python`."
    )


def _symbol(facts: SymbolFacts) -> str:
    symbol, port = facts.symbol, facts.port or {}
    parts = [
        f"## `{_short(facts.id)}`",
        f"{_what(facts)}\n\n{_purity(symbol)}\n\n{_depends(symbol, port)}",
        f"Evidence: {_evidence(facts)}.",
        _gates(facts),
        _code("python", facts.python),
        _code("rust", facts.rust),
    ]
    return "\n\n".join(part for part in parts if part)


def _what(facts: SymbolFacts) -> str:
    span, porter = facts.symbol.get("span") or {}, (facts.port or {}).get("porter", "transpiled")
    place = f" at {span['path']}:{span['line']}" if span else ""
    calls, seconds = (facts.captured or {}).get("calls"), (facts.captured or {}).get("seconds")
    why = f"The target's tests call it {number(calls)} times, {number(seconds)} s in all"
    seen = why if calls is not None else f"Its calls in the target's tests: {NOT_MEASURED}"
    return f"A {facts.symbol.get('kind', 'function')}{place}, {porter}; state: {facts.state}. {seen}."


def _purity(symbol: Json) -> str:
    verdict = "Pure" if symbol.get("pure") else "Not pure"
    effects = [f"- {_reason(effect['reason'])}" for effect in symbol.get("effects", ())]
    mutated = ", ".join(f"`{name}`" for name in symbol.get("mutates", ()))
    text = verdict + (f"; changes its argument {mutated} in place" if mutated else "")
    if effects:
        return f"{text}, with these effects:\n" + "\n".join(effects)
    return f"{text}." if mutated else f"{text}: no effect was found."


def _depends(symbol: Json, port: Json) -> str:
    """What the port was proven with; an edit of any of it gives callers the Python again."""
    groups = (
        ("calls", symbol.get("calls", ())),
        ("reads", symbol.get("reads", ())),
        ("calls natively", port.get("closure", ())),
    )
    found = [f"{verb} {', '.join(f'`{name}`' for name in names)}" for verb, names in groups if names]
    return f"It {'; '.join(found)}." if found else "It depends on nothing but its arguments."


def _evidence(facts: SymbolFacts) -> str:
    figures = [
        interval(facts.speed) if facts.speed else f"speed {NOT_MEASURED}",
        counted(facts.figure("parity", "cases"), "cases"),
        counted(facts.figure("parity", "mismatches"), "mismatches"),
        f"deopts {percent(facts.figure('deopt', 'rate'))}",
        plural(facts.clean, "clean cycle"),
    ]
    return ", ".join(figures)


def _gates(facts: SymbolFacts) -> str:
    rows = [
        f"| {row['gate']} | {row['status'].replace('_', ' ')} | {_cell(listed(row.get('figures')))} "
        f"| {_cell(row.get('message'))} |"
        for row in facts.latest().values()
    ]
    return (
        "| gate | outcome | figures | |\n|---|---|---|---|\n" + "\n".join(rows)
        if rows
        else "No gate has run."
    )


def _refused(others: Sequence[SymbolFacts]) -> str:
    if not others:
        return ""
    rows = []
    for facts in others:
        reasons = "<br>".join(_cell(_reason(reason)) for reason in facts.reasons)
        rows.append(f"| `{_short(facts.id)}` | {facts.state} | {reasons or 'no reason stored'} |")
    return "## Without a port\n\n| symbol | state | why |\n|---|---|---|\n" + "\n".join(rows)


def _reason(reason: Json) -> str:
    span = reason.get("span") or {}
    place = f" ({span['path']}:{span['line']})" if span else ""
    text = f": `{' '.join(reason['text'].split())}`" if reason.get("text") else ""
    return f"{reason['code']}: {reason['message']}{place}{text}"


def _data(core: CoreFacts) -> str:
    """The records themselves, so that a fresh clone knows what this one knows."""
    symbols = {facts.id: _record(facts) for facts in core.symbols}
    document = {"schema_version": SCHEMA_VERSION, "core": core.core, "stem": core.stem, "symbols": symbols}
    text = json.dumps(document, indent=1, sort_keys=True)
    return f"<details><summary>Data</summary>\n\n{_DATA}\n\n```json\n{text}\n```\n\n</details>"


def _record(facts: SymbolFacts) -> dict[str, Any]:
    port = {name: value for name, value in (facts.port or {}).items() if name != "rust"} or None
    return {
        "state": facts.state,
        "clean": facts.clean,
        "symbol": facts.symbol,
        "port": port,
        "parity": facts.parity,
        "speed": facts.speed,
        "deopt": facts.deopt,
        "gates": facts.latest(),
    }


def _ready_row(entry: Json) -> str:
    keeps = f"{entry['reason_code']}: {entry['reason']}" if entry["reason_code"] else ""
    state = f"**{entry['state']}**" if entry["state"] in FLIPPED else entry["state"]
    return (
        f"| `{entry['id']}` | {state} | {interval(entry['speedup'])} | {_count(entry['parity']['cases'])} "
        f"| {_count(entry['cycles_clean'])} | {_cell(keeps)} |"
    )


def _count(value: int | None) -> str:
    return "not run" if value is None else number(value)


def _link(facts: SymbolFacts) -> str:
    name = _short(facts.id)
    return f"[`{name}`](#{re.sub(r'[^a-z0-9_-]', '', name.lower())})"


def _code(language: str, text: str) -> str:
    """A block whose fence is longer than any inside."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}" if text else ""


def _cell(text: str | None) -> str:
    """A text inside of a table."""
    return " ".join((text or "").split()).replace("|", "\\|")


def _short(symbol: str) -> str:
    return symbol.partition(":")[2]
