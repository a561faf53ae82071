"""Brings a ledger to the layout of this version: the numbered files in `schema/`, each applied once.

The number of the last one is kept in the database itself (`user_version`), beside a mark that tells a
ledger from any other database (`application_id`).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from fleet.errors import UserError

#: "crft", so that `file` and a reader can tell what this is.
APPLICATION = 0x63726674
_SCHEMA = os.path.join(os.path.dirname(__file__), "schema")  # noqa: PTH118, PTH120


def steps() -> list[tuple[int, str]]:
    """Numbers and file names of the migrations, in order."""
    names = sorted(name for name in os.listdir(_SCHEMA) if name.endswith(".sql"))  # noqa: PTH208
    return [(int(name.split("_")[0]), name) for name in names]


def newest() -> int:
    """The layout that this version writes."""
    return steps()[-1][0]


def layout(connection: sqlite3.Connection) -> int:
    """The number of the last migration that was applied; 0 in an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: sqlite3.Connection, path: Path | str) -> int:
    """The layout of a ledger that this version may open."""
    found = layout(connection)
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if found and mark != APPLICATION:
        raise UserError("not-a-ledger", f"{path} is a database, but not a ledger.", "Move the file away.")
    if found > newest():
        raise UserError(
            "ledger-newer",
            f"The ledger {path} was written by a newer corefleet.",
            f"Update corefleet (layout {found}, this one knows {newest()}); nothing was changed.",
        )
    return found


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Applies what is missing; several processes may try at the same time."""
    if check(connection, path) == newest():
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = check(connection, path)
        for number, name in steps():
            if number > done:
                _apply(connection, Path(_SCHEMA, name).read_text(encoding="utf-8"))
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _apply(connection: sqlite3.Connection, script: str) -> None:
    """Runs a script statement by statement: `executescript` would commit the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
