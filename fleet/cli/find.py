"""Finds the symbol that somebody means."""

from __future__ import annotations

from fleet.errors import UserError
from fleet.ledger.reader import Reader


def find_symbol(reader: Reader, text: str) -> str:
    """The id that `text` is, or is the only end of: `mod:fn`, `Class.method` or `fn` will do."""
    known = [str(row["key"]) for row in reader.rows("symbol_ids")]
    if text in known:
        return text
    ending = [symbol for symbol in known if symbol.endswith((f".{text}", f":{text}"))]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise UserError("no-such-symbol", f"{text!r} could be {_some(ending)}.", "Give more of its name.")
    raise UserError("no-such-symbol", f"There is no symbol {text!r} here.", _suggestion(text, known))


def _suggestion(text: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = _by_name(text, known) or get_close_matches(text, known, n=3)
    return f"Did you mean {_some(close)}?" if close else "`corefleet report` lists them all."


def _by_name(text: str, known: list[str]) -> list[str]:
    """Symbols whose last name looks like the last name of the text."""
    from difflib import get_close_matches

    names: dict[str, list[str]] = {}
    for symbol in known:
        names.setdefault(symbol.rpartition(":")[2].rpartition(".")[2], []).append(symbol)
    last = text.rpartition(":")[2].rpartition(".")[2]
    return [symbol for name in get_close_matches(last, names, n=2) for symbol in names[name]]


def _some(symbols: list[str]) -> str:
    shown = " or ".join(symbols[:3])
    return f"{shown} (or {len(symbols) - 3} more)" if len(symbols) > 3 else shown
