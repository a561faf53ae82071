"""Arguments that commands share, and a parser whose errors are ours."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from fleet.cli.table import Command
from fleet.errors import UserError


class Parser(argparse.ArgumentParser):
    """argparse, but for a usage error it raises what `--json` can show too, instead of leaving."""

    def error(self, message: str) -> NoReturn:
        raise UserError("usage", f"{self.prog}: {message}.", f"See `{self.prog} --help`.")


def parser_of(command: Command) -> Parser:
    """The parser of a command, with the options that each command has."""
    parser = Parser(
        prog=f"corefleet {command.name}",
        description=command.summary,
        epilog=f"example: corefleet {command.example}",
        allow_abbrev=False,
    )
    parser.add_argument("-j", "--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an unexpected error")
    parser.add_argument("--path", type=Path, metavar="DIR", help="the target (default: the current folder)")
    return parser


def add_path(parser: argparse.ArgumentParser) -> None:
    """The target as the first argument, for commands that take nothing else by place."""
    parser.add_argument("target", nargs="?", type=Path, metavar="PATH", help="the target, like --path")


def add_symbol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("symbol", metavar="SYMBOL", help="pkg.mod:function, or an end of it that is unique")


def add_core(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("core", nargs="?", metavar="CORE", help="one module, pkg.mod (default: all)")


def add_reason(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", default="", metavar="TEXT", help="kept in the ledger with the event")


def add_unsandboxed(parser: argparse.ArgumentParser) -> None:
    text = "run the target's code even where it cannot be isolated"
    parser.add_argument("--allow-unsandboxed", action="store_true", help=text)


def path_of(options: argparse.Namespace) -> Path:
    """The folder that the command is about."""
    places = [place for place in (getattr(options, "target", None), options.path) if place is not None]
    if len(set(places)) > 1:
        raise UserError("usage", f"PATH says {places[0]} and --path says {places[1]}.", "Give one of them.")
    return places[0] if places else Path()


def natural(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)
