"""Ctrl-C ends a run at once and cleanly; the next one goes on."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from fleet.sandbox import working_isolation
from tests.fleet.test_killed import current_stage
from tests.fleet.toy import corefleet, git, make_toy, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole-run")]
WITHOUT = () if working_isolation() is not None else ("--allow-unsandboxed",)


def test_interrupt(tmp_path: Path) -> None:
    folder = make_toy(tmp_path / "toy")
    child = corefleet("run", *WITHOUT, cwd=folder)
    while current_stage(folder) != "gate" and child.poll() is None:
        time.sleep(0.02)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out) == (130, ""), err
    assert "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)
    assert git(folder, "status", "--porcelain") == ""


def test_two_runs_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    folder = make_toy(tmp_path / "toy")
    first = corefleet("cycle", *WITHOUT, cwd=folder)
    while not current_stage(folder):
        time.sleep(0.02)
    second = corefleet("cycle", "--json", *WITHOUT, cwd=folder)
    out, _ = second.communicate(timeout=60)
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=30)
    assert second.returncode == 1 and "already-running" in out


def test_a_syntax_error_and_missing_tests_leave_the_rest_alone(tmp_path: Path) -> None:
    folder = make_toy(tmp_path / "toy")
    (folder / "toy" / "broken.py").write_text("def (:\n")
    git(folder, "rm", "-q", "-r", "tests")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=toy", "-c", "user.email=t@t", "commit", "-q", "-m", "broken")
    run("cycle", *WITHOUT, cwd=folder)
    found = json.loads(run("report", "--json", cwd=folder))
    states = {entry["id"]: entry["state"] for entry in found["symbols"]}
    assert states["toy.sums:digit_sum"] == "shadowed"
    assert found["cycles"][0]["tests_passed"] == 1
