"""kill -9 in every stage, and between them: the next run goes on and ends where an undisturbed one does."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from pathlib import Path
from subprocess import Popen

import pytest

from fleet.cycle import STAGES
from fleet.sandbox import working_isolation
from tests.fleet.toy import corefleet, git, make_toy, run

pytestmark = [pytest.mark.slow, pytest.mark.exhaustive, pytest.mark.xdist_group("killed")]
WITHOUT = () if working_isolation() is not None else ("--allow-unsandboxed",)
#: Seconds into a stage at which the run is killed: at once, and in the midst of it.
DELAYS = (0.0, 0.4)


def current_stage(folder: Path) -> str:
    """The stage that the run has reached; read as any reader would."""
    ledger = folder / ".git" / "corefleet" / "ledger.sqlite"
    if not ledger.exists():
        return ""
    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as connection:
            row = connection.execute("SELECT json FROM documents WHERE kind = 'progress'").fetchone()
    except sqlite3.OperationalError:
        return ""
    return str(json.loads(row[0])["stage"]) if row else ""


def kill_in(child: Popen[str], folder: Path, stage: str, delay: float) -> bool:
    """Kills the run once it is in the stage; False where it ended before."""
    while child.poll() is None:
        if current_stage(folder) == stage:
            time.sleep(delay)
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return True
        time.sleep(0.005)
    return False


def standing(folder: Path) -> dict[str, object]:
    """What must not depend on how often the run was killed."""
    found = json.loads(run("report", "--json", cwd=folder))
    return {
        "states": {entry["id"]: entry["state"] for entry in found["symbols"]},
        "bindings": git(folder, "grep", "-h", "-o", '": "[a-z]*"', "HEAD", "--", "toy/_bindings.py"),
        "files": git(folder, "ls-tree", "-r", "--name-only", "HEAD"),
        "status": git(folder, "status", "--porcelain"),
        "subjects": git(folder, "log", "--format=%s"),
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = make_toy(tmp_path_factory.mktemp("undisturbed") / "toy")
    run("run", "--apply", *WITHOUT, cwd=folder)
    return standing(folder)


@pytest.mark.parametrize("delay", DELAYS)
def test_killed_in_every_stage(tmp_path: Path, delay: float, undisturbed: dict[str, object]) -> None:
    folder = make_toy(tmp_path / "toy")
    killed = []
    for stage, _ in STAGES:
        child = corefleet("run", "--apply", *WITHOUT, cwd=folder)
        if kill_in(child, folder, stage, delay):
            killed.append(stage)
        assert git(folder, "status", "--porcelain") == "", f"killed in {stage}"
    run("run", "--apply", *WITHOUT, cwd=folder)
    assert len(killed) >= len(STAGES) - 2
    assert without_figures(standing(folder)) == without_figures(undisturbed)


def without_figures(found: dict[str, object]) -> dict[str, object]:
    """Speeds differ from run to run, and they are part of the subjects of flips."""
    subjects = [line.partition(":")[0] for line in str(found["subjects"]).splitlines()]
    return {**found, "subjects": subjects}
