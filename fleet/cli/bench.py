"""`corefleet bench`: measures the live symbols again, all or those of one core."""

from __future__ import annotations

import argparse

from fleet.cli.arguments import add_core, add_unsandboxed, path_of
from fleet.cli.commands import call
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_core(parser)
    add_unsandboxed(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    return call(
        "bench", path_of(options), out, core=options.core, allow_unsandboxed=options.allow_unsandboxed
    )
