"""`corefleet config`: all options with their meaning and their values for this target."""

from __future__ import annotations

import argparse

from fleet.cli.arguments import add_path, path_of
from fleet.cli.text import columns
from fleet.config import load_config, options
from fleet.ledger.place import find_place
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)


def run(given: argparse.Namespace, out: Output) -> int:
    config = load_config(find_place(path_of(given)).root)
    entries = [{**row._asdict(), "value": getattr(config, row.name)} for row in options()]
    rows = [[str(entry["name"]), str(entry["value"]), str(entry["meaning"])] for entry in entries]
    head = ["option", "value", "meaning"]
    out.answer({"options": entries}, columns(head, rows))
    return 0
