"""States change only as cores/lifecycle.py says, and every change is on record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cores import lifecycle
from fleet.ledger.sqlite import SqliteLedger

FN = "pkg.mod:fn"


def test_a_symbol_never_heard_of_is_seen(ledger: SqliteLedger) -> None:
    assert ledger.state(FN) == "seen"
    assert ledger.states() == {}


def test_advance_writes_state_and_history(ledger: SqliteLedger) -> None:
    assert ledger.advance(FN, "judged_pure") == "pure"
    assert ledger.advance(FN, "enqueued", {"score": 2.5}) == "queued"
    assert ledger.states() == {FN: "queued"}
    events = [(row["event"], row["before"], row["after"], row["details"]) for row in ledger.history(FN)]
    assert events == [("judged_pure", "seen", "pure", {}), ("enqueued", "pure", "queued", {"score": 2.5})]


def test_an_illegal_event_changes_nothing(ledger: SqliteLedger) -> None:
    ledger.advance(FN, "judged_pure")
    with pytest.raises(lifecycle.IllegalTransition):
        ledger.advance(FN, "went_live")
    assert ledger.state(FN) == "pure"
    assert len(ledger.history(FN)) == 1


ROAD = (
    "judged_pure",
    "enqueued",
    "evidence_made",
    "port_made",
    "gates_passed",
    "shadow_started",
    "cycle_clean",
    "cycle_clean",
    "went_live",
    "cycle_clean",
)


def test_clean_cycles_are_counted_and_lost_with_the_source(ledger: SqliteLedger) -> None:
    for event in ROAD:
        ledger.advance(FN, event)
    assert (ledger.state(FN), ledger.counters(FN).clean) == ("live", 3)
    ledger.advance(FN, "source_changed")
    assert (ledger.state(FN), ledger.counters(FN).clean) == ("seen", 0)


def test_tries_grow_until_a_fresh_start(ledger: SqliteLedger) -> None:
    for event in (*ROAD[:4], "gate_failed", "evidence_made", "port_made", "gate_failed"):
        ledger.advance(FN, event)
    assert ledger.counters(FN).tries == 2
    for event in ("evidence_made", "port_made", "gates_passed"):
        ledger.advance(FN, event)
    assert ledger.counters(FN).tries == 0


def test_since_stays_while_the_state_stays(tmp_path: Path) -> None:
    times = iter(range(1000))
    ledger = SqliteLedger(tmp_path / "l.sqlite", now=lambda: float(next(times)))
    for event in ROAD[:6]:
        ledger.advance(FN, event)
    before = raw(ledger, "SELECT since FROM states")
    ledger.advance(FN, "cycle_clean")
    assert before == raw(ledger, "SELECT since FROM states")
    ledger.advance(FN, "went_live")
    assert before != raw(ledger, "SELECT since FROM states")


def test_a_forgotten_symbol_keeps_its_history(ledger: SqliteLedger) -> None:
    ledger.advance(FN, "judged_pure")
    ledger.forget(FN)
    ledger.forget(FN)
    assert ledger.states() == {}
    assert [row["event"] for row in ledger.history(FN)] == ["judged_pure", "source_removed"]


def test_the_check_in_the_schema_is_that_of_the_table(ledger: SqliteLedger) -> None:
    ledger.states()
    ((sql,),) = raw(ledger, "SELECT sql FROM sqlite_master WHERE name = 'states'")
    assert f"CHECK (state IN ({lifecycle.sql_states()}))" in sql


def test_the_database_itself_refuses_an_unknown_state(ledger: SqliteLedger) -> None:
    ledger.advance(FN, "judged_pure")
    with pytest.raises(sqlite3.IntegrityError):
        raw(ledger, "UPDATE states SET state = 'flying'")


def raw(ledger: SqliteLedger, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(ledger.file) as connection:
        return connection.execute(sql).fetchall()
