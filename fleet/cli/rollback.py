"""`corefleet rollback`: puts a symbol, and whoever holds its native twin, back to Python."""

from __future__ import annotations

import argparse

from fleet.cli.arguments import add_reason, add_symbol, path_of
from fleet.cli.commands import call
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_symbol(parser)
    add_reason(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    return call("rollback", path_of(options), out, symbol=options.symbol, reason=options.reason)
