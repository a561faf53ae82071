"""`corefleet health`: whether every live binding loads and answers its probes."""

from __future__ import annotations

import argparse

from fleet.cli.arguments import add_path, add_unsandboxed, path_of
from fleet.cli.commands import call
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_unsandboxed(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    return call("health", path_of(options), out, allow_unsandboxed=options.allow_unsandboxed)
