"""`corefleet scan`: finds pure functions and ranks them; changes nothing in the target."""

from __future__ import annotations

import argparse

from fleet.cli.arguments import add_path, path_of
from fleet.cli.commands import call
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    return call("scan", path_of(options), out)
