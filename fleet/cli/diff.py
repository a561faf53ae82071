"""`corefleet diff SYMBOL`: the Python of a symbol beside its Rust."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path
from typing import Any

from fleet.cli.arguments import add_symbol, path_of
from fleet.cli.find import find_symbol
from fleet.errors import UserError
from fleet.ledger.reader import read_ledger
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_symbol(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    place, reader = read_ledger(path_of(options))
    with reader:
        symbol = find_symbol(reader, options.symbol)
        source = reader.get("symbol", symbol) or {}
        port = reader.get("port", symbol) or {}
        commit = (reader.get("target", "target") or {}).get("commit") or "HEAD"
    if not port.get("rust"):
        hint = f"`corefleet explain {symbol}` tells why."
        raise UserError("no-port", f"{symbol} has no Rust twin.", hint)
    python = python_of(place.root, commit, source["span"])
    document = {"symbol": symbol, "commit": commit, "python": python, "rust": port["rust"]}
    out.answer(document, beside(symbol, python, port["rust"], shutil.get_terminal_size().columns))
    return 0


def python_of(root: Path, commit: str, span: dict[str, Any]) -> str:
    """The source of a symbol in the commit that was scanned, which may not be what is checked out."""
    git = ["git", "-C", str(root), "show", "--no-textconv", f"{commit}:{span['path']}"]
    shown = subprocess.run(git, capture_output=True, check=False)
    if shown.returncode:
        reason = shown.stderr.decode("utf-8", "replace").strip()
        hint = "Run `corefleet scan` to look at the target again."
        raise UserError("no-source", f"{span['path']} of {commit} cannot be read: {reason}.", hint)
    lines = shown.stdout.decode("utf-8", "replace").splitlines()
    return "\n".join(lines[span["line"] - 1 : span["end_line"] or None]) + "\n"


def beside(symbol: str, python: str, rust: str, width: int) -> list[str]:
    """Two columns where the screen is wide enough, else one below the other."""
    left = ["Python", *_lines(python)]
    right = ["Rust", *_lines(rust)]
    column = max(len(line) for line in left)
    if column + 3 + max(len(line) for line in right) > width:
        return [symbol, "", *left, "", *right]
    count = max(len(left), len(right))
    left += [""] * (count - len(left))
    right += [""] * (count - len(right))
    pairs = zip(left, right, strict=True)
    return [symbol, "", *(f"{one:<{column}} | {other}".rstrip() for one, other in pairs)]


def _lines(source: str) -> list[str]:
    """Tabs would be shown as escapes."""
    return [line.expandtabs(4) for line in source.splitlines()]
