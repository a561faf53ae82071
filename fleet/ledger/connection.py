"""Connections to a ledger that several threads and processes write: one a thread, never one across a fork."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fleet.errors import UserError
from fleet.ledger.migrations import migrate
from fleet.ledger.queries import queries

#: Milliseconds that a writer waits for another one.
BUSY = 30_000


class _Local(threading.local):
    """What belongs to one thread; `pid` tells a forked child from its parent."""

    connection: sqlite3.Connection | None = None
    pid: int = 0
    depth: int = 0


class Store:
    """Runs named queries; each write is a transaction of its own unless one is open already."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = _Local()

    def rows(self, name: str, values: Mapping[str, Any] | None = None) -> list[sqlite3.Row]:
        """All rows of a reading query."""
        return self._connection().execute(queries()[name], values or {}).fetchall()

    def row(self, name: str, values: Mapping[str, Any] | None = None) -> sqlite3.Row | None:
        """The first row of a reading query."""
        rows = self.rows(name, values)
        return rows[0] if rows else None

    def write(self, name: str, values: Mapping[str, Any] | None = None) -> sqlite3.Cursor:
        """Runs a writing query; its rows, if it has some, must be fetched inside a transaction."""
        with self.transaction():
            return self._connection().execute(queries()[name], values or {})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an inner one joins the outer one."""
        connection, local = self._connection(), self._local
        if local.depth == 0:
            connection.execute("BEGIN IMMEDIATE")
        local.depth += 1
        try:
            yield
        except BaseException:
            local.depth -= 1
            if local.depth == 0:
                connection.execute("ROLLBACK")
            raise
        local.depth -= 1
        if local.depth == 0:
            connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the connection of this thread."""
        if self._local.connection is not None and self._local.pid == os.getpid():
            self._local.connection.close()
        self._local.connection = None

    def _connection(self) -> sqlite3.Connection:
        local = self._local
        if local.connection is None or local.pid != os.getpid():
            # After a fork the parent's connection is dropped without being closed: closing it here
            # would release the parent's locks.
            _inherited.append(local.connection)
            local.connection, local.pid, local.depth = connect(self.path), os.getpid(), 0
        return local.connection


#: Connections of a parent process, kept so that no finaliser closes them in the child.
_inherited: list[sqlite3.Connection | None] = []


def connect(path: Path) -> sqlite3.Connection:
    """Opens a ledger for writing, made and migrated where need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY / 1000, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {BUSY}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        migrate(connection, path)
    except (sqlite3.DatabaseError, OSError) as error:
        raise UserError(
            "ledger-unusable",
            f"The ledger {path} cannot be opened: {error}.",
            "If the file is damaged, move it away; the next run makes a new one.",
        ) from error
    return connection
