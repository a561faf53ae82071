"""The reading commands on a ledger in which symbols stand everywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fleet.ledger.sqlite import SqliteLedger
from tests.cli.conftest import Run, git

pytestmark = pytest.mark.usefixtures("ledger")


def test_report_json_has_the_fields_that_are_promised(run: Run, repository: Path) -> None:
    report = run("report", "--json").json
    assert report["schema_version"] == 1
    commit = git(repository, "rev-parse", "HEAD")
    assert {**report["target"], "sandbox": ""} == {
        "path": str(repository),
        "commit": commit,
        "python": "3.11.7",
        "sandbox": "",
    }
    assert report["funnel"] == {
        "seen": 7,
        "pure": 6,
        "supported": 4,
        "translated": 4,
        "compiled": 4,
        "parity": 3,
        "proven": 3,
        "faster": 2,
        "live": 1,
    }
    assert report["speedup"]["geomean_live"] == pytest.approx(8.0)
    assert report["speedup"]["geomean_pure"] == pytest.approx(8.0 ** (1 / 6))
    assert report["cycles"][0] == {
        "number": 1,
        "clean": True,
        "files_scanned": 12,
        "issues": 3,
        "tests_passed": 40,
        "tests_failed": 0,
        "regressions": 0,
        "seconds": 100.0,
        "seed": 7,
        "commit": "abc",
    }


def test_each_symbol_has_its_figures_and_null_where_nothing_was_measured(run: Run) -> None:
    symbols = {entry["id"]: entry for entry in run("report", "--json").json["symbols"]}
    assert symbols["pkg.mod:clamp"] == {
        "id": "pkg.mod:clamp",
        "core": "pkg.mod",
        "state": "live",
        "pure": True,
        "porter": "transpiled",
        "reason_code": None,
        "reason": None,
        "parity": {"cases": 12_000, "native": 11_000, "mismatches": 0},
        "mutants": {"made": None, "killed": None},
        "speedup": {"ratio": 8.0, "low": 7.2, "high": 8.8},
        "deopt_rate": 0.015,
        "cycles_clean": 2,
    }
    assert symbols["pkg.mod:fresh"]["speedup"] == {"ratio": None, "low": None, "high": None}
    reasons = {name.partition(":")[2]: entry["reason_code"] for name, entry in symbols.items()}
    assert reasons == {
        "clamp": None,
        "fresh": None,
        "odd": "no-row",
        "shout": "io",
        "slow": "gate-speed",
        "waiting": None,
        "wrong": "gate-parity",
    }
    assert symbols["pkg.mod:slow"]["reason"] == "0.50x, the floor is 1.20x"


def test_report_as_text_is_one_table_after_the_other(run: Run) -> None:
    text = run("report").out
    for part in (
        "seen  pure  supported",
        "8.00x (7.20x to 8.80x)",
        "2 refused symbols are not shown",
        "Cycles",
    ):
        assert part in text
    assert "pkg.mod:odd" not in text
    assert "pkg.mod:odd" in run("report", "--refused").out


def test_status_fits_on_one_screen(run: Run) -> None:
    lines = run("status").out.splitlines()
    assert len(lines) <= 24
    text = "\n".join(lines)
    for part in (
        "seen 7 > pure 6",
        "1 core on the queue",
        "live symbols 8.00x",
        "tests 40 passed, 1 failed",
        "cycle 2: 2 regressions",
        "isolated (bubblewrap)",
        "pkg.mod:waiting goes live after 1 more clean cycle",
    ):
        assert part in text


def test_status_counts_the_cycles_that_the_target_asks_for(run: Run, repository: Path) -> None:
    (repository / "corefleet.toml").write_text("cycles_required = 5", encoding="utf-8")
    assert "after 4 more clean cycles" in run("status", "--json").json["next"]


def test_explain_tells_why(run: Run) -> None:
    text = run("explain", "pkg.mod:wrong").out
    for part in ("is queued", "gate-parity", "Python gives 1, Rust gives 2", "counterexample", "gate_failed"):
        assert part in text
    impure = run("explain", "pkg.mod:shout").out
    for part in ("is refused", "io: it calls print (pkg/mod.py:9)", "print(text)"):
        assert part in impure
    unsupported = run("explain", "odd").out
    for part in ("no-row: no row for os.fspath", "lifted by: a row"):
        assert part in unsupported
    live = run("explain", "pkg.mod:clamp").out
    for part in (
        "12,000 cases",
        "8.00x (7.20x to 8.80x), 80 ns in Python",
        "1.5%",
        "1,000 calls, 2 us each",
        "went_live",
    ):
        assert part in live


def test_explain_json(run: Run) -> None:
    found = run("explain", "mod:clamp", "--json").json
    assert (found["id"], found["state"], found["queue_rank"]) == ("pkg.mod:clamp", "live", 1)
    assert found["can_happen"]["regressed"] == "rolled_back"
    assert [gate["gate"] for gate in found["gates"]] == ["compile", "parity", "speed"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("pkg.mod:clanp", "Did you mean pkg.mod:clamp?"),
        ("wron", "Did you mean pkg.mod:wrong?"),
        ("zzzzz", "`corefleet report` lists them all"),
    ],
)
def test_a_symbol_that_is_not_there(run: Run, name: str, part: str) -> None:
    ran = run("explain", name)
    assert ran.code == 2
    assert ran.out == ""
    assert part in ran.log


def test_a_name_that_several_symbols_end_in(run: Run, ledger: SqliteLedger) -> None:
    ledger.put("symbol", "pkg.other:clamp", {"core": "pkg.other", "pure": True})
    ran = run("explain", "clamp", "--json")
    assert ran.code == 2
    assert ran.json["error"]["message"] == "'clamp' could be pkg.mod:clamp or pkg.other:clamp."


def test_diff_shows_the_scanned_python_beside_the_rust(run: Run, repository: Path) -> None:
    (repository / "pkg" / "mod.py").write_text("# edited since\n", encoding="utf-8")
    found = run("diff", "clamp", "--json").json
    assert found["python"].startswith("def clamp(x: float")
    assert found["rust"].startswith("pub fn clamp")
    wide = run("diff", "clamp", COLUMNS="200").out.splitlines()
    assert wide[3].startswith("def clamp")
    assert "| pub fn clamp(x: f64)" in wide[3]
    narrow = run("diff", "clamp", COLUMNS="80").out.splitlines()
    assert narrow.index("Rust") > narrow.index("Python")


def test_diff_without_a_port(run: Run) -> None:
    ran = run("diff", "odd")
    assert (ran.code, ran.out) == (1, "")
    assert "has no Rust twin" in ran.log


def test_queue(run: Run, ledger: SqliteLedger) -> None:
    ledger.enqueue("pkg.other", 9.0, {})
    entries = run("queue", "--json").json["queue"]
    assert [(entry["rank"], entry["core"], entry["held_by"]) for entry in entries] == [
        (1, "pkg.other", None),
        (2, "pkg.mod", None),
    ]
    assert run("queue", "--top", "1", "--json").json["waiting"] == 2
    SqliteLedger(ledger.file).claim("me", 3600, ["pkg.mod"])
    assert "me, " in run("queue").out
    assert "calls 1,000, seconds 0.25" in run("queue").out


def test_cycles(run: Run) -> None:
    assert [cycle["number"] for cycle in run("cycles", "--json").json["cycles"]] == [1, 2]
    assert run("cycles").out.splitlines()[1].split()[:2] == ["1", "yes"]


def test_ledger_shows_kinds_keys_and_documents(run: Run) -> None:
    kinds = {row["kind"]: row["documents"] for row in run("ledger", "--json").json["kinds"]}
    assert kinds["symbol"] == 7
    assert run("ledger", "show", "speed").out.split() == ["pkg.mod:clamp", "pkg.mod:slow", "pkg.mod:waiting"]
    assert run("ledger", "show", "deopt", "pkg.mod:clamp", "--json").json["document"] == {"rate": 0.015}
    assert run("ledger", "show", "nothing").code == 2
    assert run("ledger", "show", "deopt", "nothing").code == 2


def test_ledger_history(run: Run) -> None:
    events = run("ledger", "history", "clamp", "--json").json["events"]
    assert [event["event"] for event in events][-1] == "went_live"
    assert len(run("ledger", "history", "--limit", "3").out.splitlines()) == 3


def test_ledger_path(run: Run, ledger: SqliteLedger) -> None:
    assert run("ledger", "path").out.strip() == str(ledger.file)


def test_ledger_export_is_complete(run: Run, ledger: SqliteLedger) -> None:
    lines = [json.loads(line) for line in run("ledger", "export").out.splitlines()]
    assert {row["record"] for row in lines} == {"document", "state", "event", "gate", "queued", "cycle"}
    documents = {(row["kind"], row["key"]): row["json"] for row in lines if row["record"] == "document"}
    assert documents[("deopt", "pkg.mod:clamp")] == ledger.get("deopt", "pkg.mod:clamp")
    assert {row["symbol"]: row["state"] for row in lines if row["record"] == "state"} == ledger.states()
    assert run("ledger", "export", "--json").json["rows"] == lines


def test_config(run: Run) -> None:
    values = {
        row["name"]: row["value"] for row in run("config", "--json", COREFLEET_SEED="9").json["options"]
    }
    assert (values["seed"], values["cycles_required"]) == (9, 2)


def test_a_target_named_by_path_from_elsewhere(run: Run, repository: Path, tmp_path: Path) -> None:
    for words in (("report", str(repository / "pkg")), ("report", "--path", str(repository))):
        assert run(*words, "--json", cwd=tmp_path).json["funnel"]["seen"] == 7
    ran = run("report", str(repository), "--path", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")


def test_a_worktree_of_the_target_has_the_same_ledger(run: Run, repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    assert run("report", "--json", cwd=tmp_path / "tree").json["funnel"]["live"] == 1


def test_a_ledger_in_a_folder_that_cannot_be_written(run: Run, ledger: SqliteLedger) -> None:
    before = sorted(path.name for path in ledger.file.parent.iterdir())
    ledger.file.parent.chmod(0o555)
    try:
        assert run("report", "--json").json["funnel"]["live"] == 1
    finally:
        ledger.file.parent.chmod(0o755)
    assert "ledger.sqlite" in before
