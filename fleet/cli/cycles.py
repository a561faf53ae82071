"""`corefleet cycles`: the cycles that have run."""

from __future__ import annotations

import argparse
from typing import Any

from agents.report import CYCLE_FIELDS
from fleet.cli.arguments import add_path, path_of
from fleet.cli.text import columns, duration, number
from fleet.ledger.reader import read_ledger
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    with read_ledger(path_of(options))[1] as reader:
        cycles = [{name: cycle.get(name) for name in CYCLE_FIELDS} for cycle in reader.cycles()]
    out.answer({"cycles": cycles}, table(cycles) or ["No cycle has run yet: `corefleet cycle`."])
    return 0


def table(cycles: list[dict[str, Any]]) -> list[str]:
    """Cycles as lines of text."""
    rows = [
        [
            number(cycle["number"]),
            "yes" if cycle["clean"] else "no",
            *(number(cycle[name]) for name in CYCLE_FIELDS[2:7]),
            duration(cycle["seconds"]),
            (cycle["commit"] or "-")[:12],
        ]
        for cycle in cycles
    ]
    head = ["cycle", "clean", "files", "issues", "passed", "failed", "regressions", "time", "commit"]
    return columns(head, rows, [0, 2, 3, 4, 5, 6, 7])
