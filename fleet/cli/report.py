"""`corefleet report`: the funnel, all symbols, speedups and cycles; as text, JSON or static pages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from agents.report import build_report
from fleet.cli.arguments import add_path, path_of
from fleet.cli.commands import call
from fleet.cli.cycles import table as cycle_table
from fleet.cli.text import columns, interval, number, percent, ratio
from fleet.ledger.reader import read_ledger
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--html", type=Path, metavar="DIR", help="write static pages into this folder")
    parser.add_argument("--refused", action="store_true", help="list refused symbols too (JSON always does)")


def run(options: argparse.Namespace, out: Output) -> int:
    if options.html is not None:
        return call("report_html", path_of(options), out, folder=options.html)
    place, reader = read_ledger(path_of(options))
    with reader:
        report = build_report(reader.facts())
    report["target"]["path"] = report["target"]["path"] or str(place.root)
    out.answer(report, text(report, options.refused))
    return 0


def text(report: dict[str, Any], refused: bool) -> list[str]:
    """The report as text."""
    target, gain = report["target"], report["speedup"]
    shown = [entry for entry in report["symbols"] if refused or entry["state"] != "refused"]
    left_out = len(report["symbols"]) - len(shown)
    return [
        f"{target['path']} at {(target['commit'] or 'no commit yet')[:12]}",
        "",
        *columns(list(report["funnel"]), [[number(count) for count in report["funnel"].values()]], range(9)),
        "",
        f"Speedup of live symbols: {ratio(gain['geomean_live'])}; of all pure symbols, those in Python"
        f" counted as 1.0x: {ratio(gain['geomean_pure'])}",
        *_section("Symbols", _symbols(shown)),
        *([f"{left_out} refused symbols are not shown (--refused)."] if left_out else []),
        *_section("Reasons", columns(["symbols", "reason"], _reasons(report), [0])),
        *_section("Cycles", cycle_table(report["cycles"])),
    ]


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _reasons(report: dict[str, Any]) -> list[list[str]]:
    return [[number(count), code] for code, count in report["reasons"].items()]


def _symbols(entries: list[dict[str, Any]]) -> list[str]:
    rows = [
        [
            entry["id"],
            entry["state"],
            interval(entry["speedup"]),
            number(entry["parity"]["cases"]),
            number(entry["parity"]["mismatches"]),
            percent(entry["deopt_rate"]),
            number(entry["cycles_clean"]),
            f"{entry['reason_code']}: {entry['reason']}" if entry["reason_code"] else "",
        ]
        for entry in entries
    ]
    head = ["symbol", "state", "speedup", "cases", "mismatches", "deopts", "clean cycles", "reason"]
    return columns(head, rows, [3, 4, 5, 6])
