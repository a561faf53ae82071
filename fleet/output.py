"""What a command says: one answer on stdout, as text or as one JSON document, and logs on stderr.

Names, messages and source texts come from targets that nobody vouches for, so whatever could steer a
terminal is shown as an escape instead.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

SCHEMA_VERSION = 1


class Output:
    """Where a command answers.  It may answer once; what it has to tell on the way are logs."""

    def __init__(self, as_json: bool, out: TextIO | None = None, log: TextIO | None = None) -> None:
        self.as_json = as_json
        self.answered = False
        self._out = sys.stdout if out is None else out
        self._log = sys.stderr if log is None else log

    def answer(self, document: Mapping[str, Any], lines: Iterable[str]) -> None:
        """Prints the document with --json, else the lines."""
        if self.answered:
            raise RuntimeError("a command answers once")
        self.answered = True
        if self.as_json:
            # Before anything is written: a document that is none must not leave half of itself.
            text = json.dumps({"schema_version": SCHEMA_VERSION, **document}, allow_nan=False, indent=2)
            self._out.write(text + "\n")
        else:
            for line in lines:
                self._out.write(visible(line) + "\n")
        self._out.flush()

    def log(self, text: str) -> None:
        """A line on stderr."""
        self._log.write(visible(text) + "\n")
        self._log.flush()


def visible(line: str) -> str:
    """A line that moves no cursor and hides nothing: control and format characters become escapes."""
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() else _escaped(char) for char in line)


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
