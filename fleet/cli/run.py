"""`corefleet run`: cycles until nothing more can flip."""

from __future__ import annotations

import argparse

from fleet.cli.arguments import add_path, add_unsandboxed, natural, path_of
from fleet.cli.commands import call
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--cycles", type=natural, metavar="N", help="stop after N cycles")
    parser.add_argument(
        "--apply", action="store_true", help="merge what is proven into the checked-out branch"
    )
    add_unsandboxed(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    return call(
        "run",
        path_of(options),
        out,
        cycles=options.cycles,
        apply=options.apply,
        allow_unsandboxed=options.allow_unsandboxed,
    )
