"""Commands: limits, output, environment, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.ports import Completed
from fleet import process
from fleet.process import Capture


def python(code: str, **more: object) -> Completed:
    command = [sys.executable, "-c", code]
    return process.run(command, cwd=Path("/"), env=process.environment("base"), **more)  # type: ignore[arg-type]


def test_both_streams_are_read_at_once() -> None:
    """A pipe that nobody reads would block the child."""
    done = python("import sys\nfor s in (sys.stderr, sys.stdout): s.write('x' * 3_000_000)")
    assert (len(done.stdout), len(done.stderr), done.ok) == (3_000_000, 3_000_000, True)


def test_a_child_that_does_not_read_its_input() -> None:
    assert python("print('done')", stdin="x" * 5_000_000).stdout == "done\n"


def test_a_command_that_does_not_exist() -> None:
    done = process.run(["/nowhere/x"], cwd=Path("/"), env={})
    assert (done.code, done.ok) == (127, False) and "No such file" in done.stderr


def test_no_shell_looks_at_the_words() -> None:
    command = [sys.executable, "-c", "import sys; print(sys.argv[1:])", "$HOME; ls", "*"]
    assert process.run(command, cwd=Path("/"), env={}).stdout == "['$HOME; ls', '*']\n"


def test_a_stray_grandchild_does_not_keep_the_run_waiting() -> None:
    code = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5)'])\n"
        "print('x')"
    )
    started = time.monotonic()
    assert python(code).stdout == "x\n"
    assert time.monotonic() - started < 3


def test_the_end_is_noticed_at_once() -> None:
    started = time.monotonic()
    for _ in range(20):
        process.run(["true"], cwd=Path("/"), env=process.environment("base"))
    assert time.monotonic() - started < 20 * process.TICK


def test_stop_all_ends_what_other_threads_run() -> None:
    found: list[Completed] = []
    thread = threading.Thread(target=lambda: found.append(python("import time; time.sleep(30)")))
    thread.start()
    deadline = time.monotonic() + 10
    while not process._running and time.monotonic() < deadline:
        time.sleep(0.01)
    process.stop_all()
    thread.join(10)
    assert found[0].code == -9


def test_interrupt_ends_the_child(tmp_path: Path) -> None:
    """Ctrl-C reaches the tool alone, since its children have sessions of their own."""
    mark = tmp_path / "pid"
    inner = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = (
        "import sys\nfrom pathlib import Path\nfrom fleet import process\n"
        f"process.run([sys.executable, '-c', {inner!r}], cwd=Path('/'), env={{}})"
    )
    tool = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2], stderr=-3)
    deadline = time.monotonic() + 10
    while not (mark.exists() and mark.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    tool.send_signal(2)
    assert tool.wait(10) != 0
    assert not Path("/proc", mark.read_text()).exists()


def test_the_environment_is_an_allow_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:password@proxy")
    clean = process.environment("base", extra={"MORE": "1"})
    assert set(clean) <= {*process.PASSED["base"], "MORE"} and clean["PATH"] == os.environ["PATH"]
    assert process.environment("download")["HTTPS_PROXY"].endswith("@proxy")


@given(st.lists(st.binary(max_size=50), max_size=40), st.integers(0, 60))
def test_capture_keeps_head_and_tail(chunks: list[bytes], limit: int) -> None:
    capture = Capture(limit)
    for chunk in chunks:
        capture.add(chunk)
    data = b"".join(chunks)
    if len(data) <= limit:
        assert not capture.truncated and capture.text() == data.decode("utf-8", "replace")
        return
    head, _, tail = capture.text().partition("\n[... ")
    count, _, tail = tail.partition(" bytes left out ...]\n")
    assert int(count) == len(data) - limit
    assert head == data[: limit // 2].decode("utf-8", "replace")
    assert tail == data[len(data) - (limit - limit // 2) :].decode("utf-8", "replace")
