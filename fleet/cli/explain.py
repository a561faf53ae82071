"""`corefleet explain SYMBOL`: why a symbol stands where it stands, with all figures."""

from __future__ import annotations

import argparse
from typing import Any

from agents.report import symbol_entry
from cores.lifecycle import EVENTS, TABLE
from fleet.cli.arguments import add_symbol, path_of
from fleet.cli.find import find_symbol
from fleet.cli.ledger import event_line
from fleet.cli.text import interval, number, percent, when
from fleet.ledger.reader import Reader, read_ledger
from fleet.output import Output

#: Events shown; `corefleet ledger history SYMBOL` has them all.
NEWEST = 8


def arguments(parser: argparse.ArgumentParser) -> None:
    add_symbol(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    with read_ledger(path_of(options))[1] as reader:
        symbol = find_symbol(reader, options.symbol)
        document = explanation(reader, symbol)
    out.answer(document, text(document))
    return 0


def explanation(reader: Reader, symbol: str) -> dict[str, Any]:
    """All that is known of a symbol."""
    entry = symbol_entry(symbol, reader.facts())
    latest: dict[str, dict[str, Any]] = {}
    for gate in reader.gates(symbol):
        latest[gate["gate"]] = gate
    source = reader.get("symbol", symbol) or {}
    captured = reader.get("captured", symbol) or {}
    queue = [row["core"] for row in reader.queue()]
    return {
        **entry,
        "kind": source.get("kind"),
        "span": source.get("span"),
        "effects": source.get("effects", []),
        "unsupported": (reader.get("port", symbol) or {}).get("reasons", []),
        "calls": source.get("calls", []),
        "captured": {name: captured.get(name) for name in ("calls", "seconds", "raised")},
        "speed": reader.get("speed", symbol),
        "gates": list(latest.values()),
        "queue_rank": queue.index(entry["core"]) + 1 if entry["core"] in queue else None,
        "history": reader.history(symbol),
        "can_happen": dict(sorted(TABLE[entry["state"]].items())),
    }


def text(found: dict[str, Any]) -> list[str]:
    """The explanation as text."""
    lines = [f"{found['id']} is {found['state']}", f"  {_where(found)}"]
    if found["reason_code"]:
        lines.append(f"  because of {found['reason_code']}: {found['reason']}")
    for title, part in (
        ("Purity", _effects(found["effects"])),
        ("Not supported", [line for reason in found["unsupported"] for line in _reason(reason)]),
        ("Calls seen while the tests ran", _captured(found["captured"])),
        ("Figures", _figures(found)),
        ("Gates", [line for gate in found["gates"] for line in _gate(gate)]),
        ("History", [event_line(event) for event in found["history"][-NEWEST:]]),
        ("What can happen next", [f"{event}: {EVENTS[event]}" for event in found["can_happen"]]),
    ):
        if part:
            lines += ["", title, *(f"  {line}" for line in part)]
    return lines


def _where(found: dict[str, Any]) -> str:
    span = found["span"] or {}
    place = f"{span['path']}:{span['line']}" if span else "its source is not known"
    rank = f", its core is number {found['queue_rank']} on the queue" if found["queue_rank"] else ""
    return f"{found['kind'] or 'symbol'} in {place}{rank}"


def _effects(effects: list[dict[str, Any]]) -> list[str]:
    if not effects:
        return ["no effects"]
    lines = []
    for effect in effects:
        lines.append("impure:" if effect["impure"] else "tracked, but allowed:")
        lines += [f"  {line}" for line in _reason(effect["reason"])]
    return lines


def _reason(reason: dict[str, Any]) -> list[str]:
    span = reason.get("span") or {}
    place = f" ({span['path']}:{span['line']})" if span else ""
    lines = [f"{reason['code']}: {reason['message']}{place}"]
    lines += [f"    {line}" for line in reason.get("text", "").splitlines()[:3]]
    if reason.get("lifted_by"):
        lines.append(f"    lifted by: {reason['lifted_by']}")
    return lines


def _captured(captured: dict[str, Any]) -> list[str]:
    if not captured["calls"]:
        return []
    each = captured["seconds"] / captured["calls"] * 1e6
    return [f"{number(captured['calls'])} calls, {each:.3g} us each, {number(captured['raised'])} raised"]


def _figures(found: dict[str, Any]) -> list[str]:
    lines = []
    if found["parity"]["cases"] is not None:
        cases, wrong = number(found["parity"]["cases"]), number(found["parity"]["mismatches"])
        lines.append(f"parity: {cases} cases, {wrong} mismatches")
    if found["mutants"]["made"] is not None:
        lines.append(
            f"mutants of the port: {found['mutants']['killed']} of {found['mutants']['made']} caught"
        )
    if found["speedup"]["ratio"] is not None:
        speed = found["speed"]
        each = f", {number(speed.get('python_ns'))} ns in Python, {number(speed.get('rust_ns'))} ns in Rust"
        lines.append(f"speedup: {interval(found['speedup'])}{each}")
    if found["deopt_rate"] is not None:
        lines.append(f"captured calls that fall back to Python: {percent(found['deopt_rate'])}")
    if found["cycles_clean"]:
        lines.append(f"clean cycles: {found['cycles_clean']}")
    return lines


def _gate(gate: dict[str, Any]) -> list[str]:
    figures = ", ".join(f"{name} {value}" for name, value in gate.get("figures", {}).items())
    lines = [f"{gate['gate']}: {gate['status']} in cycle {gate['cycle']}, {when(gate['at'])}"]
    lines += [f"    {part}" for part in (gate.get("message"), figures) if part]
    if gate.get("counterexample"):
        lines.append(f"    counterexample: {gate['counterexample']}")
    return lines
