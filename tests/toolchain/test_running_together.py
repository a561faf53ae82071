"""The machine-wide lock and the pool of workers."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from fleet.errors import UserError
from fleet.executor import WorkerPool
from fleet.machine_lock import machine_lock

ROOT = Path(__file__).parents[2]
HOLDER = (
    "import time\nfrom fleet.machine_lock import machine_lock\n"
    "with machine_lock('test'):\n    print('held', flush=True)\n    time.sleep(60)"
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def hold() -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    return holder


def test_another_process_waits_and_is_told_for_whom() -> None:
    holder = hold()
    told: list[str] = []
    with pytest.raises(UserError) as caught, machine_lock("test", seconds=0.3, waiting=told.append):
        pass
    assert caught.value.code == "machine-busy" and told == [f"process {holder.pid}"]
    with machine_lock("other", seconds=0):
        pass
    holder.kill()
    holder.wait()
    with machine_lock("test", seconds=1):
        pass


def test_the_lock_of_a_killed_owner_is_free() -> None:
    for _ in range(2):
        holder = hold()
        holder.kill()
        holder.wait()


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("text")
    (tmp_path / "corefleet-test.lock").symlink_to(victim)
    with pytest.raises(OSError), machine_lock("test"):
        pass
    assert victim.read_text() == "text"


def test_errors_stay_with_their_item() -> None:
    def work(number: int) -> float:
        return 1 / number

    outcomes = {o.item: o for o in WorkerPool(3).run(work, [2, 0, 4])}
    assert (outcomes[2].result, outcomes[4].result) == (0.5, 0.25)
    assert isinstance(outcomes[0].error, ZeroDivisionError)


def test_work_is_done_side_by_side() -> None:
    meeting = threading.Barrier(3, timeout=10)
    assert len(list(WorkerPool(3).run(lambda _: meeting.wait(), range(3)))) == 3


def test_drained_means_that_nobody_works() -> None:
    pool = WorkerPool(3)
    working: list[int] = []
    seen: list[int] = []

    def work(number: int) -> None:
        working.append(number)
        time.sleep(0.01)
        working.remove(number)

    def benchmark() -> None:
        for _ in range(5):
            with pool.drained():
                for _ in range(5):
                    seen.append(len(working))
                    time.sleep(0.004)
            time.sleep(0.01)

    thread = threading.Thread(target=benchmark)
    thread.start()
    assert len(list(pool.run(work, range(60)))) == 60
    thread.join()
    assert seen == [0] * 25


def test_interrupt_ends_workers_and_their_processes(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\nfrom fleet import process\nfrom fleet.executor import WorkerPool\n"
        "def work(n):\n"
        f"    Path({str(tmp_path)!r}, str(n)).touch()\n"
        "    process.run(['sleep', '60'], cwd=Path('/'), env=process.environment('base'))\n"
        "for _ in WorkerPool(2).run(work, range(50)): pass"
    )
    tool = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=-3)
    deadline = time.monotonic() + 10
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.2)
    tool.send_signal(2)
    assert tool.wait(10) != 0
    assert len(list(tmp_path.iterdir())) == 2
