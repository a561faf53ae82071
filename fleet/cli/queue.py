"""`corefleet queue`: the cores that wait, best first, with what their score is made of."""

from __future__ import annotations

import argparse
import time
from typing import Any

from cores.lease import Lease, remaining
from fleet.cli.arguments import add_path, natural, path_of
from fleet.cli.text import columns, duration, number
from fleet.ledger.reader import read_ledger
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--top", type=natural, metavar="N", help="only the first N")


def run(options: argparse.Namespace, out: Output) -> int:
    with read_ledger(path_of(options))[1] as reader:
        queue = reader.queue()
    now = time.time()
    entries = [_entry(rank, row, now) for rank, row in enumerate(queue[: options.top], 1)]
    out.answer({"queue": entries, "waiting": len(queue)}, _text(entries))
    return 0


def _entry(rank: int, row: dict[str, Any], now: float) -> dict[str, Any]:
    left = remaining(Lease(row["worker"], row["token"], row["expires"]), now)
    holder = {"worker": row["worker"], "seconds_left": left} if left else None
    return {"rank": rank, **{name: row[name] for name in ("core", "score", "terms")}, "held_by": holder}


def _text(entries: list[dict[str, Any]]) -> list[str]:
    if not entries:
        return ["The queue is empty."]
    rows = [
        [
            number(entry["rank"]),
            entry["core"],
            number(float(entry["score"])),
            ", ".join(f"{name} {number(value)}" for name, value in entry["terms"].items()),
            _holder(entry["held_by"]),
        ]
        for entry in entries
    ]
    return columns(["rank", "core", "score", "terms", "held by"], rows, [0, 2])


def _holder(holder: dict[str, Any] | None) -> str:
    return f"{holder['worker']}, {duration(holder['seconds_left'])} left" if holder else ""
