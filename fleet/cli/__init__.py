"""The command line: finds the command in its table, loads its module alone, and answers.

Nothing else is imported up front: a reading command answers within 120 ms, interpreter included.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fleet.cli.table import BY_NAME, COMMANDS
from fleet.errors import UserError
from fleet.output import Output

_HELP = ("-h", "--help", "help")
#: Options that are the same for each command and may come before it.
_COMMON = ("--json", "-j", "--debug")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    out = Output("--json" in words or "-j" in words)
    try:
        return _guarded(words, out)
    except BrokenPipeError:
        # The reader, `head` say, has seen enough.  Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _guarded(words: list[str], out: Output) -> int:
    """Runs the command; whatever goes wrong becomes a sentence and an exit code."""
    try:
        return _dispatch(words, out)
    except UserError as error:
        from fleet.cli.failures import tell

        return tell(error, out)
    except KeyboardInterrupt:
        from fleet.cli.failures import tell_interrupt

        return tell_interrupt(out)
    except BrokenPipeError:
        raise
    except Exception as error:
        from fleet.cli.failures import tell_defect

        return tell_defect(error, out, _log_folder(), "--debug" in words)


def _dispatch(words: list[str], out: Output) -> int:
    first = [word for word in words if word not in _COMMON]
    if not first or first[0] in _HELP:
        return _help(out)
    if first[0] == "--version":
        return _version(out)
    if first[0] not in BY_NAME:
        raise UserError("usage", f"There is no command {first[0]!r}.", _suggestion(first[0]))
    command = BY_NAME[first[0]]
    words.remove(command.name)
    from importlib import import_module

    from fleet.cli.arguments import parser_of

    module = import_module(command.module)
    parser = parser_of(command)
    module.arguments(parser)
    try:
        options = parser.parse_args(words)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    out.as_json = options.json
    return int(module.run(options, out))


def _help(out: Output) -> int:
    width = max(len(command.name) for command in COMMANDS)
    lines = ["Moves the pure core of a Python repository to proven Rust, function by function.", ""]
    lines += [f"  corefleet {command.name:<{width}}  {command.summary}" for command in COMMANDS]
    lines += ["", "`corefleet COMMAND --help` shows its options and an example. Start with: corefleet scan"]
    out.answer({"commands": [command._asdict() for command in COMMANDS]}, lines)
    return 0


def _version(out: Output) -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("corefleet")
    except PackageNotFoundError:
        found = "unknown (not installed)"
    out.answer({"version": found}, [f"corefleet {found}"])
    return 0


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, BY_NAME, n=1)
    return f"Did you mean `corefleet {close[0]}`?" if close else "`corefleet --help` lists them all."


def _log_folder() -> Path | None:
    from fleet.ledger.place import find_place

    try:
        return find_place(Path()).folder
    except UserError:
        return None
