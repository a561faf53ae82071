"""The ledger on SQLite: the adapter behind the Protocol `Ledger` of agents/ports.py."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from agents.ports import Claim
from agents.report import brief_of
from cores.lease import Lease, holds, is_free, taken
from cores.lifecycle import INITIAL, Counters, advance, count
from fleet.ledger.connection import Store
from fleet.ledger.place import find_place


def open_ledger(path: Path, now: Callable[[], float] = time.time) -> SqliteLedger:
    """The ledger of the repository around `path`, made where there is none yet."""
    return SqliteLedger(find_place(path).ledger, now)


class SqliteLedger:
    """See agents/ports.py:Ledger.  Safe for several threads and processes."""

    def __init__(self, file: Path, now: Callable[[], float] = time.time) -> None:
        self.file = file
        self._store = Store(file)
        self._now = now

    def transaction(self) -> AbstractContextManager[None]:
        """Several calls as one: all of them count, or none."""
        return self._store.transaction()

    def close(self) -> None:
        self._store.close()

    # Documents

    def put(self, kind: str, key: str, value: Mapping[str, Any]) -> None:
        brief = brief_of(kind, value)
        values = {"kind": kind, "key": key, "json": dump(value), "now": self._now()}
        self._store.write("put_document", {**values, "brief": None if brief is None else dump(brief)})

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        row = self._store.row("get_document", {"kind": kind, "key": key})
        return None if row is None else json.loads(row["json"])

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        rows = self._store.rows("all_documents", {"kind": kind})
        return {row["key"]: json.loads(row["json"]) for row in rows}

    def delete(self, kind: str, key: str) -> None:
        self._store.write("delete_document", {"kind": kind, "key": key})

    # States

    def state(self, symbol: str) -> str:
        row = self._store.row("get_state", {"symbol": symbol})
        return INITIAL if row is None else str(row["state"])

    def states(self) -> dict[str, str]:
        return {row["symbol"]: row["state"] for row in self._store.rows("all_states")}

    def counters(self, symbol: str) -> Counters:
        """Clean cycles and failed tries of a symbol, see cores/lifecycle.py."""
        row = self._store.row("get_state", {"symbol": symbol})
        return Counters() if row is None else Counters(row["clean"], row["tries"])

    def advance(self, symbol: str, event: str, details: Mapping[str, Any] | None = None) -> str:
        with self.transaction():
            before = self.state(symbol)
            after = advance(before, event)
            counters = count(self.counters(symbol), event, after)
            self._write_state(symbol, after, counters)
            self._write_event(symbol, event, before, after, details or {})
        return after

    def forget(self, symbol: str) -> None:
        """Drops the state of a symbol whose source is gone; its history stays."""
        with self.transaction():
            before = self.state(symbol)
            if self._store.write("delete_state", {"symbol": symbol}).rowcount:
                self._write_event(symbol, "source_removed", before, "", {})

    def history(self, symbol: str) -> list[dict[str, Any]]:
        """The life of a symbol, oldest event first."""
        return [_decoded(row, "details") for row in self._store.rows("symbol_history", {"symbol": symbol})]

    def _write_state(self, symbol: str, state: str, counters: Counters) -> None:
        values = {"symbol": symbol, "state": state, "now": self._now(), **counters._asdict()}
        self._store.write("put_state", values)

    def _write_event(
        self, symbol: str, event: str, before: str, after: str, details: Mapping[str, Any]
    ) -> None:
        values = {"symbol": symbol, "event": event, "before": before, "after": after}
        self._store.write("add_history", {**values, "details": dump(details), "now": self._now()})

    # Gates and cycles

    def record_gate(self, result: Mapping[str, Any], cycle: int) -> None:
        values = {name: result[name] for name in ("symbol", "gate", "status")}
        self._store.write("add_gate", {**values, "cycle": cycle, "json": dump(result), "now": self._now()})

    def gates(self, symbol: str) -> list[dict[str, Any]]:
        rows = self._store.rows("symbol_gates", {"symbol": symbol})
        return [{**json.loads(row["json"]), "cycle": row["cycle"], "at": row["at"]} for row in rows]

    def record_cycle(self, summary: Mapping[str, Any]) -> None:
        """Stores the summary of a cycle (agents/records.py:CycleSummary) under its number."""
        values = {"number": summary["number"], "json": dump(summary), "now": self._now()}
        self._store.write("put_cycle", values)

    def cycles(self) -> list[dict[str, Any]]:
        """The summaries of all cycles, oldest first."""
        return [json.loads(row["json"]) for row in self._store.rows("all_cycles")]

    def next_cycle(self) -> int:
        """The number that the next cycle bears; asking doesn't take it."""
        row = self._store.row("last_cycle")
        return 1 if row is None or row["number"] is None else int(row["number"]) + 1

    # The queue

    def enqueue(self, core: str, score: float, terms: Mapping[str, float]) -> None:
        values = {"core": core, "score": score, "terms": dump(terms), "now": self._now()}
        self._store.write("enqueue", values)

    def dequeue(self, core: str) -> None:
        """Takes a core off the queue because it is gone; a worker that holds it loses its lease."""
        self._store.write("dequeue", {"core": core})

    def queue(self) -> list[dict[str, Any]]:
        return [_decoded(row, "terms") for row in self._store.rows("all_queued")]

    def claim(self, worker: str, seconds: float, cores: Sequence[str] | None = None) -> Claim | None:
        with self.transaction():
            now = self._now()
            wanted = self._best_free(now) if cores is None else sorted(set(cores))
            leases = [self._lease(core) for core in wanted]
            if not wanted or not all(lease is not None and is_free(lease, now) for lease in leases):
                return None
            token = self._next_token()
            lease = taken(worker, token, now, seconds)
            for core, read in zip(wanted, leases, strict=True):
                if read is not None:
                    self._store.write("take_lease", {"core": core, "read": read.token, **lease._asdict()})
        return Claim(tuple(wanted), worker, token, lease.expires)

    def renew(self, claim: Claim, seconds: float) -> bool:
        with self.transaction():
            if not self.holds(claim):
                return False
            lease = taken(claim.worker, claim.token, self._now(), seconds)
            for core in claim.cores:
                self._store.write("renew_lease", {"core": core, **lease._asdict()})
        return True

    def release(self, claim: Claim, done: bool) -> bool:
        with self.transaction():
            if not self.holds(claim):
                return False
            for core in claim.cores:
                values = {"core": core, "worker": claim.worker, "token": claim.token}
                if done:
                    self._store.write("finish_lease", values)
                self._store.write("drop_lease", values)
        return True

    def holds(self, claim: Claim) -> bool:
        """Whether results made under this claim still count; ask inside the transaction that stores them."""
        leases = [self._lease(core) for core in claim.cores]
        return all(lease is not None and holds(lease, claim.worker, claim.token) for lease in leases)

    def free_dead(self, is_dead: Callable[[str], bool]) -> list[str]:
        """Gives back the cores of workers that are known to be dead, before their leases end."""
        freed = []
        with self.transaction():
            for row in self._store.rows("leases"):
                if is_dead(row["worker"]):
                    values = {name: row[name] for name in ("core", "worker", "token")}
                    self._store.write("drop_lease", values)
                    freed.append(row["core"])
        return freed

    def _best_free(self, now: float) -> list[str]:
        row = self._store.row("best_free", {"now": now})
        return [] if row is None else [row["core"]]

    def _lease(self, core: str) -> Lease | None:
        row = self._store.row("get_lease", {"core": core})
        return None if row is None else Lease(row["worker"], row["token"], row["expires"])

    def _next_token(self) -> int:
        return int(self._store.write("next_token").fetchone()[0])

    # Intents

    def intend(self, kind: str, details: Mapping[str, Any]) -> int:
        values = {"kind": kind, "details": dump(details), "now": self._now()}
        return int(self._store.write("add_intent", values).lastrowid or 0)

    def settle(self, intent: int, outcome: str) -> None:
        values = {"id": intent, "outcome": outcome, "now": self._now()}
        if not self._store.write("settle_intent", values).rowcount:
            raise ValueError(f"intent {intent} is not open")

    def open_intents(self) -> list[dict[str, Any]]:
        return [_decoded(row, "details") for row in self._store.rows("open_intents")]


def dump(value: Mapping[str, Any]) -> str:
    """JSON as the ledger stores it: no NaN, since neither JSON nor SQLite's functions know it."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def _decoded(row: Any, column: str) -> dict[str, Any]:
    return {**dict(row), column: json.loads(row[column])}
