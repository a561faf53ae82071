"""Documents, transactions, intents, cycles, migrations, threads and forks."""

from __future__ import annotations

import json
import math
import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet.errors import UserError
from fleet.ledger import migrations
from fleet.ledger.queries import parse, queries
from fleet.ledger.reader import Reader
from fleet.ledger.sqlite import SqliteLedger

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_the_latest_document_wins(ledger: SqliteLedger) -> None:
    ledger.put("symbol", "k", {"n": 1})
    ledger.put("symbol", "k", {"n": 2})
    ledger.put("symbol", "j", {"n": 3})
    ledger.put("port", "k", {"n": 4})
    assert ledger.get("symbol", "k") == {"n": 2}
    assert ledger.all("symbol") == {"j": {"n": 3}, "k": {"n": 2}}


def test_what_is_not_there_is_none(ledger: SqliteLedger) -> None:
    ledger.put("symbol", "k", {})
    ledger.delete("symbol", "k")
    ledger.delete("symbol", "k")
    assert ledger.get("symbol", "k") is None
    assert ledger.all("symbol") == {}


@settings(max_examples=60, deadline=None)
@given(st.text(), st.dictionaries(st.text(), JSON, max_size=4))
def test_documents_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: dict[str, object]
) -> None:
    ledger = SqliteLedger(tmp_path_factory.getbasetemp() / "round-trip.sqlite")
    key = key.encode("utf-8", "replace").decode()
    ledger.put("any", key, value)
    assert json.dumps(value) == json.dumps(ledger.get("any", key))
    with Reader(ledger.file) as reader:
        assert json.dumps(value) == json.dumps(reader.get("any", key))


def test_figures_that_json_does_not_know_are_refused(ledger: SqliteLedger) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        ledger.put("speed", "k", {"ratio": math.nan})


def test_a_failed_transaction_leaves_nothing(ledger: SqliteLedger) -> None:
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.put("a", "k", {})
        ledger.advance("m:f", "judged_pure")
        with ledger.transaction():
            ledger.enqueue("m", 1.0, {})
        raise RuntimeError
    assert (ledger.all("a"), ledger.states(), ledger.queue()) == ({}, {}, [])
    ledger.put("a", "k", {})
    assert ledger.all("a") == {"k": {}}


def test_an_inner_failure_that_is_caught_outside_undoes_all(ledger: SqliteLedger) -> None:
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.put("a", "k", {})
        with ledger.transaction():
            raise RuntimeError
    assert ledger.all("a") == {}


def test_intents_are_open_until_settled_once(ledger: SqliteLedger) -> None:
    first = ledger.intend("flip", {"core": "m"})
    second = ledger.intend("merge", {})
    assert [first, second] == [row["id"] for row in ledger.open_intents()]
    assert ledger.open_intents()[0]["details"] == {"core": "m"}
    ledger.settle(first, "done")
    assert [second] == [row["id"] for row in ledger.open_intents()]
    with pytest.raises(ValueError, match="not open"):
        ledger.settle(first, "again")


def test_cycles_are_numbered_and_replaced_when_run_again(ledger: SqliteLedger) -> None:
    assert ledger.next_cycle() == 1
    ledger.record_cycle({"number": 1, "clean": False})
    ledger.record_cycle({"number": 1, "clean": True})
    assert ledger.next_cycle() == 2
    assert ledger.cycles() == [{"number": 1, "clean": True}]


def test_gates_come_back_oldest_first_with_their_cycle(ledger: SqliteLedger) -> None:
    for cycle, status in ((1, "failed"), (2, "passed")):
        ledger.record_gate(
            {"symbol": "m:f", "gate": "parity", "status": status, "figures": {"n": cycle}}, cycle
        )
    found = [(row["cycle"], row["status"], row["figures"]) for row in ledger.gates("m:f")]
    assert found == [(1, "failed", {"n": 1}), (2, "passed", {"n": 2})]
    with pytest.raises(sqlite3.IntegrityError):
        ledger.record_gate({"symbol": "m:f", "gate": "parity", "status": "fine"}, 3)


def test_a_ledger_of_a_newer_version_is_refused_untouched(ledger: SqliteLedger) -> None:
    ledger.put("a", "k", {})
    ledger.close()
    with sqlite3.connect(ledger.file) as connection:
        connection.execute("PRAGMA user_version = 999")
    for opening in (lambda: SqliteLedger(ledger.file).states(), lambda: Reader(ledger.file)):
        with pytest.raises(UserError) as caught:
            opening()
        assert caught.value.code == "ledger-newer"


def test_an_older_layout_can_be_written_but_not_read(
    ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger.put("a", "k", {"n": 1})
    ledger.close()
    schema = tmp_path / "schema"
    shutil.copytree(Path(migrations.__file__).with_name("schema"), schema)
    (schema / f"{migrations.newest() + 1:04}_more.sql").write_text(
        "CREATE TABLE more (n);\n", encoding="utf-8"
    )
    monkeypatch.setattr(migrations, "_SCHEMA", str(schema))
    with pytest.raises(UserError) as caught:
        Reader(ledger.file)
    assert caught.value.code == "ledger-older"
    assert SqliteLedger(ledger.file).get("a", "k") == {"n": 1}
    with Reader(ledger.file) as reader:
        assert reader.get("a", "k") == {"n": 1}


def test_a_ledger_that_was_never_finished_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").touch()
    with pytest.raises(UserError) as caught:
        Reader(tmp_path / "x.sqlite")
    assert caught.value.code == "nothing-here"


def test_another_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(UserError) as caught:
        SqliteLedger(file).states()
    assert caught.value.code == "not-a-ledger"


def test_a_damaged_file_is_told_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    file.write_bytes(b"this is not a database, and it is long enough to be looked at" * 40)
    for opening in (lambda: SqliteLedger(file).states(), lambda: Reader(file)):
        with pytest.raises(UserError) as caught:
            opening()
        assert caught.value.code == "ledger-unusable"


def test_migrations_are_numbered_without_a_gap() -> None:
    assert list(range(1, migrations.newest() + 1)) == [number for number, _ in migrations.steps()]


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = tmp_path / "schema"
    schema.mkdir()
    (schema / "0001_first.sql").write_text("CREATE TABLE t (n);\nCREATE TABLE t (n);\n", encoding="utf-8")
    monkeypatch.setattr(migrations, "_SCHEMA", str(schema))
    connection = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, tmp_path / "x.sqlite")
    assert migrations.layout(connection) == 0
    assert connection.execute("SELECT * FROM sqlite_master").fetchall() == []


def test_every_query_is_explained_and_valid_sql(ledger: SqliteLedger) -> None:
    ledger.states()
    text = Path(migrations.__file__).with_name("queries.sql").read_text(encoding="utf-8")
    blocks = text.split("\n\n")
    assert all(block.splitlines()[1].startswith("-- ") for block in blocks if block.strip())
    with sqlite3.connect(ledger.file) as connection:
        for sql in queries().values():
            names = {word.strip("(),;") for word in sql.split() if word.startswith((":", "(:"))}
            connection.execute(f"EXPLAIN {sql}", dict.fromkeys([name.strip("(:") for name in names], 0))


def test_two_queries_of_one_name_are_an_error() -> None:
    with pytest.raises(ValueError, match="two queries"):
        parse("-- a --\nSELECT 1;\n-- a --\nSELECT 2;\n")


def test_threads_share_a_ledger(ledger: SqliteLedger) -> None:
    def work(number: int) -> None:
        for step in range(20):
            with ledger.transaction():
                value = ledger.get("n", "k") or {"n": 0}
                ledger.put("n", "k", {"n": value["n"] + 1})
            ledger.put("own", f"{number}-{step}", {})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.get("n", "k") == {"n": 80}
    assert len(ledger.all("own")) == 80


def test_a_forked_child_opens_a_connection_of_its_own(ledger: SqliteLedger) -> None:
    ledger.put("n", "parent", {})
    child = os.fork()
    if child == 0:
        code = 1
        try:
            ledger.put("n", "child", {})
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    ledger.put("n", "parent", {"again": True})
    assert ledger.all("n") == {"child": {}, "parent": {"again": True}}


def test_a_reader_sees_one_moment(ledger: SqliteLedger) -> None:
    ledger.put("n", "a", {})
    with Reader(ledger.file) as reader:
        assert list(reader.all("n")) == ["a"]
        ledger.put("n", "b", {})
        assert list(reader.all("n")) == ["a"]


def test_a_reader_cannot_write(ledger: SqliteLedger) -> None:
    ledger.put("n", "a", {})
    with Reader(ledger.file) as reader, pytest.raises(sqlite3.OperationalError):
        reader.rows("delete_document", kind="n", key="a")
