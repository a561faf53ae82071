"""Real processes race for claims and are killed in the middle of them."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fleet.ledger.sqlite import SqliteLedger
from fleet.ledger.worker import is_dead, worker_name

ROOT = Path(__file__).resolve().parents[2]


def racers(
    count: int, ledger: SqliteLedger, traces: Path, lease: float, seconds: float
) -> list[subprocess.Popen[str]]:
    """Workers that are imported and ready, and start at the same moment."""
    traces.mkdir(exist_ok=True)
    argv = [sys.executable, "-m", "tests.ledger.racer", ledger.file, traces, str(lease), str(seconds)]
    started = [
        subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return started


def wait(processes: list[subprocess.Popen[str]]) -> list[int]:
    codes = []
    for process in processes:
        process.communicate(timeout=60)
        codes.append(process.returncode)
    return codes


@pytest.fixture
def ledger(tmp_path: Path) -> SqliteLedger:
    return SqliteLedger(tmp_path / "ledger.sqlite")


def test_racing_workers_finish_each_core_once_and_never_hold_one_together(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    cores = [f"core{number}" for number in range(60)]
    for number, core in enumerate(cores):
        ledger.enqueue(core, float(number % 3), {})
    assert wait(racers(4, ledger, tmp_path / "traces", lease=60, seconds=0)) == [0] * 4
    done = ledger.all("done")
    assert sorted(cores) == sorted(done)
    tokens = [token for record in done.values() for token in record["by"]]
    assert len(cores) == len(tokens) == len(set(tokens))


def test_killed_workers_lose_nothing_and_nothing_is_done_twice(ledger: SqliteLedger, tmp_path: Path) -> None:
    cores = [f"core{number}" for number in range(80)]
    for core in cores:
        ledger.enqueue(core, 1.0, {})
    choice = random.Random(20261121)
    traces = tmp_path / "traces"
    workers = racers(3, ledger, traces, lease=30, seconds=0.02)
    freed: list[str] = []
    for _ in range(4):
        time.sleep(choice.uniform(0.02, 0.1))
        victim = workers.pop(choice.randrange(len(workers)))
        victim.send_signal(signal.SIGKILL)
        victim.communicate(timeout=60)
        for row in ledger.queue():
            if row["worker"] and is_dead(row["worker"]):
                (traces / f"{row['core']}.held").unlink(missing_ok=True)
        freed += ledger.free_dead(is_dead)
        workers += racers(1, ledger, traces, lease=30, seconds=0.02)
    assert {0} == set(wait(workers))
    assert freed, "no worker was killed while it held a core"
    assert ledger.queue() == []
    assert dict.fromkeys(cores, 1) == {core: len(record["by"]) for core, record in ledger.all("done").items()}
    with sqlite3.connect(ledger.file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_expired_lease_of_a_killed_worker_is_taken_over(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.enqueue("core", 1.0, {})
    traces = tmp_path / "traces"
    (victim,) = racers(1, ledger, traces, lease=0.5, seconds=60)
    until = time.monotonic() + 20
    while not (traces / "core.held").exists():
        assert time.monotonic() < until
        time.sleep(0.01)
    victim.kill()
    victim.communicate(timeout=60)
    (traces / "core.held").unlink()
    assert wait(racers(1, ledger, traces, lease=30, seconds=0)) == [0]
    assert list(ledger.all("done")) == ["core"]


def test_two_processes_may_make_the_ledger_at_once(ledger: SqliteLedger, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from fleet.ledger.sqlite import SqliteLedger\n"
        "SqliteLedger(Path(sys.argv[1])).put('n', sys.argv[2], {})"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, ledger.file, str(number)], cwd=ROOT)
        for number in range(4)
    ]
    assert [process.wait(timeout=60) for process in started] == [0] * 4
    assert list(ledger.all("n")) == ["0", "1", "2", "3"]


def test_a_worker_knows_the_living_from_the_dead() -> None:
    assert not is_dead(worker_name())
    assert not is_dead(worker_name("thread-3"))
    host, boot, _, started, suffix = worker_name("x").split(":")
    assert is_dead(":".join((host, boot, str(2**22 + 1), started, suffix)))
    assert is_dead(":".join((host, boot, "1", started, suffix)))
    assert is_dead(":".join((host, "another-boot", "1", started, suffix)))
    assert not is_dead(":".join(("elsewhere", boot, "1", started, suffix)))
    assert not is_dead("somebody")
