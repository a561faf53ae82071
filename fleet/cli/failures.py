"""How a command fails: a sentence and what to do next, never a traceback unless asked for."""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from pathlib import Path

from fleet.errors import UserError
from fleet.output import Output

#: Codes that mean "what you gave me is wrong" rather than "it went wrong".
BAD_INPUT = (
    "usage",
    "configuration",
    "no-such-path",
    "not-a-git-repository",
    "no-such-symbol",
    "no-such-core",
    "no-such-kind",
    "no-such-key",
)

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def tell(error: UserError, out: Output) -> int:
    """Says what is the matter and returns the exit code."""
    _answer(out, error.code, error.message, error.hint)
    return USAGE if error.code in BAD_INPUT else FAILED


def tell_interrupt(out: Output) -> int:
    """Ctrl-C is an answer too: nothing is lost."""
    _answer(out, "interrupted", "Interrupted.", "Nothing is lost: the same command goes on where it stopped.")
    return INTERRUPTED


def tell_defect(error: Exception, out: Output, folder: Path | None, debug: bool) -> int:
    """An error that nobody foresaw: its traceback goes to a file, and on the screen only with --debug."""
    trace = "".join(traceback.format_exception(error))
    file = _write(trace, folder)
    if debug:
        for line in trace.splitlines():
            out.log(line)
    text = str(error).strip().split("\n")[0][:200]
    message = f"Unexpected error: {type(error).__name__}{': ' + text if text else ''}."
    _answer(out, "defect", message, f"The details are in {file}." if file else "Run it again with --debug.")
    return FAILED


def _answer(out: Output, code: str, message: str, hint: str) -> None:
    if out.as_json and not out.answered:
        out.answer({"error": {"code": code, "message": message, "hint": hint}}, ())
    else:
        out.log(f"corefleet: {message}{' ' + hint if hint else ''}")


def _write(trace: str, folder: Path | None) -> Path | None:
    """Writes a log beside the ledger, or where that is impossible, into the folder for temporary files."""
    name = f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    for place in (folder and folder / "logs", Path(tempfile.gettempdir())):
        if place is None:
            continue
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(trace, encoding="utf-8", errors="backslashreplace")
            return place / name
        except OSError:
            continue
    return None
