"""Progress on a terminal and elsewhere."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys

import pytest

from agents.ports import Progress
from fleet.progress import PlainProgress, progress, remaining_seconds
from tests.cli.conftest import ROOT


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_plain_lines_are_rare_and_tell_the_rest() -> None:
    stream, clock = io.StringIO(), Clock()
    plain: Progress = PlainProgress(stream, clock)
    plain.stage("parity", 4)
    plain.step("pkg.a")
    clock.now = 20.0
    plain.step("pkg.b\x1b")
    plain.step("pkg.c")
    plain.note("something happened")
    plain.stage("speed")
    assert stream.getvalue().splitlines() == [
        "parity (4) ...",
        r"parity: 2 of 4, about 20 s left  pkg.b\x1b",
        "something happened",
        "parity: 3 of 4 in 20.0 s",
        "speed ...",
    ]


def test_without_a_terminal_the_lines_are_plain_and_the_last_stage_ends() -> None:
    stream = io.StringIO()
    with pytest.raises(RuntimeError), progress(stream) as shown:
        shown.stage("scan")
        shown.step(advance=3)
        raise RuntimeError
    lines = stream.getvalue().splitlines()
    assert lines[0] == "scan ..."
    assert lines[1].startswith("scan: 3 in ")


def test_on_a_terminal_a_bar_moves_and_markup_is_text() -> None:
    code = (
        "import time; from fleet.progress import progress\n"
        "with progress() as shown:\n"
        "    shown.stage('par[red]ity', 2); shown.step('pkg[/b]'); shown.note('[x] \\x1b]0;t\\x07 kept')\n"
        "    time.sleep(0.4)\n"
        "    shown.stage('speed', 3); shown.step()\n"
    )
    screen = on_terminal(code)
    for part in ("par[red]ity", "1/2", "pkg[/b]", r"[x] \x1b]0;t\x07 kept", "1/3"):
        assert part in screen


def on_terminal(code: str) -> str:
    """What a process shows whose stderr is a terminal."""
    parent, child = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    done = subprocess.run([sys.executable, "-P", "-c", code], stderr=child, env=environment, check=True)
    os.close(child)
    shown = b""
    try:
        while chunk := os.read(parent, 65536):
            shown += chunk
    except OSError:
        pass
    os.close(parent)
    assert done.returncode == 0
    return shown.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "left"),
    [
        (1, 4, 2.0, 6.0),
        (4, 4, 2.0, 0.0),
        (5, 4, 2.0, 0.0),
        (0, 4, 2.0, None),
        (1, None, 2.0, None),
        (1, 4, 0.0, None),
    ],
)
def test_the_rest_of_the_time(done: int, total: int | None, elapsed: float, left: float | None) -> None:
    assert remaining_seconds(done, total, elapsed) == left
