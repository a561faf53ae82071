"""Reads a ledger, with nothing but sqlite3 and json, so that a reading command answers at once.

It never writes, not even the layout of an older ledger, and works while the fleet is at work.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from agents.report import Facts
from fleet.errors import UserError
from fleet.ledger.migrations import check, newest
from fleet.ledger.place import Place, find_place
from fleet.ledger.queries import queries

#: Tables of the export, in order: name of the record, query, columns that hold JSON.
EXPORTS = (
    ("document", "export_documents", ("json",)),
    ("state", "all_states", ()),
    ("event", "export_history", ("details",)),
    ("gate", "export_gates", ("json",)),
    ("queued", "all_queued", ("terms",)),
    ("intent", "export_intents", ("details",)),
    ("cycle", "all_cycles", ("json",)),
)


class Reader:
    """One consistent look at a ledger: everything is read as of the moment it was opened."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection = _open(file)
        found = check(self._connection, file)
        if not found:
            # Somebody was stopped in the moment of making it.
            raise _nothing_in(str(file))
        if found != newest():
            raise UserError(
                "ledger-older",
                f"The ledger {file} was written by an older corefleet.",
                "Run `corefleet scan` to bring it up to date.",
            )
        self._connection.execute("BEGIN")

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def rows(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The rows of a query of queries.sql."""
        return [dict(row) for row in self._connection.execute(queries()[name], values)]

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """The latest document of a kind under a key."""
        rows = self.rows("get_document", kind=kind, key=key)
        return json.loads(rows[0]["json"]) if rows else None

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        """All documents of a kind."""
        return {row["key"]: json.loads(row["json"]) for row in self.rows("all_documents", kind=kind)}

    def gates(self, symbol: str) -> list[dict[str, Any]]:
        """Results of all gates of a symbol, oldest first."""
        rows = self.rows("symbol_gates", symbol=symbol)
        return [{**json.loads(row["json"]), "cycle": row["cycle"], "at": row["at"]} for row in rows]

    def history(self, symbol: str) -> list[dict[str, Any]]:
        """The life of a symbol, oldest event first."""
        rows = self.rows("symbol_history", symbol=symbol)
        return [{**row, "details": json.loads(row["details"])} for row in rows]

    def queue(self) -> list[dict[str, Any]]:
        """The queue, best first."""
        return [{**row, "terms": json.loads(row["terms"])} for row in self.rows("all_queued")]

    def cycles(self) -> list[dict[str, Any]]:
        """The summaries of all cycles, oldest first."""
        return [json.loads(row["json"]) for row in self.rows("all_cycles")]

    def facts(self) -> Facts:
        """What the report is made from."""
        briefs: dict[str, dict[str, dict[str, Any]]] = {}
        for row in self.rows("all_briefs"):
            briefs.setdefault(row["key"], {})[row["kind"]] = json.loads(row["brief"])
        gates: dict[str, dict[str, str]] = {}
        for row in self.rows("latest_gates"):
            gates.setdefault(row["symbol"], {})[row["gate"]] = row["status"]
        failures = {}
        for row in self.rows("latest_unpassed_gates"):
            message = json.loads(row["json"]).get("message", "")
            failures[row["symbol"]] = {"gate": row["gate"], "status": row["status"], "message": message}
        states = {row["symbol"]: (row["state"], row["clean"]) for row in self.rows("all_states")}
        symbols = {key: brief for key, brief in sorted(briefs.items()) if "symbol" in brief}
        target = self.get("target", "target") or {}
        return Facts(target, symbols, states, gates, failures, self.cycles())

    def export(self) -> Iterator[dict[str, Any]]:
        """The whole ledger, row by row, each with the name of its kind under `record`."""
        for record, query, decoded in EXPORTS:
            for row in self._connection.execute(queries()[query]):
                values = dict(row)
                values.update({column: json.loads(values[column]) for column in decoded})
                yield {"record": record, **values}


def read_ledger(path: Path) -> tuple[Place, Reader]:
    """The ledger of the repository around `path`; a UserError `nothing-here` where there is none yet."""
    place = find_place(path)
    if not place.ledger.is_file():
        raise _nothing_in(str(place.root))
    return place, Reader(place.ledger)


def _nothing_in(place: str) -> UserError:
    hint = "Start with `corefleet scan` (reads only) or `corefleet run`."
    return UserError("nothing-here", f"Nothing has run in {place} yet.", hint)


def _open(file: Path) -> sqlite3.Connection:
    """Opens read-only; without the right to write beside the file, as a file that nobody changes."""
    for options in ("mode=ro", "mode=ro&immutable=1"):
        try:
            connection = sqlite3.connect(f"file:{quote(str(file))}?{options}", uri=True, timeout=5)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA user_version").fetchone()
            return connection
        except sqlite3.OperationalError as error:
            failure: sqlite3.DatabaseError = error
        except sqlite3.DatabaseError as error:
            failure = error
            break
    raise UserError(
        "ledger-unusable",
        f"The ledger {file} cannot be read: {failure}.",
        "If the file is damaged, move it away; the next run makes a new one.",
    )
