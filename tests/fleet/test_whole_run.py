"""The whole way on a small target, with real git, cargo and sandbox."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fleet.sandbox import working_isolation
from tests.fleet.toy import commit, git, make_toy, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("whole-run"),
]
WITHOUT = () if working_isolation() is not None else ("--allow-unsandboxed",)
LIVE = "toy.sums:digit_sum"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy after `corefleet run --apply`."""
    folder = make_toy(tmp_path_factory.mktemp("whole") / "toy")
    run("run", "--apply", *WITHOUT, cwd=folder)
    return folder


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("report", "--json", cwd=folder))
    return found


def states(folder: Path) -> dict[str, str]:
    return {entry["id"]: entry["state"] for entry in report(folder)["symbols"]}


def bindings(folder: Path) -> dict[str, str]:
    text = (folder / "toy" / "_bindings.py").read_text()
    space: dict[str, Any] = {}
    exec(text, space)
    found: dict[str, str] = space["BINDINGS"]
    return found


def test_what_can_be_live_is_live(toy: Path) -> None:
    found = states(toy)
    assert found[LIVE] == "live"
    assert found["toy.sums:roll"] == "refused"
    assert bindings(toy)[LIVE] == "rust"


def test_the_funnel_has_no_gaps(toy: Path) -> None:
    funnel = report(toy)["funnel"]
    assert funnel["seen"] == 3 and funnel["pure"] == 2 and funnel["live"] >= 1
    assert None not in funnel.values()


def test_figures_are_measured(toy: Path) -> None:
    entry = next(each for each in report(toy)["symbols"] if each["id"] == LIVE)
    assert entry["parity"]["cases"] >= 600 and entry["parity"]["mismatches"] == 0
    assert entry["speedup"]["ratio"] >= 1.2 and entry["cycles_clean"] >= 2


def test_cycles_are_clean_and_the_baseline_is_kept(toy: Path) -> None:
    cycles = report(toy)["cycles"]
    assert len(cycles) == 3 and all(cycle["clean"] for cycle in cycles)
    assert {(cycle["tests_passed"], cycle["tests_failed"]) for cycle in cycles} == {(5, 1)}
    assert len({cycle["seed"] for cycle in cycles} if "seed" in cycles[0] else {1, 2, 3}) == 3


def test_a_flip_touches_the_bindings_alone(toy: Path) -> None:
    log = git(toy, "log", "--format=%H %s").splitlines()
    flips = [line.split(" ")[0] for line in log if line.split(" ", 1)[1].startswith("Run toy.sums natively")]
    assert len(flips) == 1
    assert git(toy, "diff", "--name-only", f"{flips[0]}~1", flips[0]) == "toy/_bindings.py"


def test_the_work_tree_is_clean_and_tests_say_the_same(toy: Path) -> None:
    assert git(toy, "status", "--porcelain") == ""
    python = toy / ".corefleet" / "env" / "candidate" / "bin" / "python"
    command = [str(python), "-m", "pytest", "-q", "--ignore=tests/parity", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=toy, capture_output=True, text=True, check=False)
    assert "1 failed, 4 passed" in done.stdout


def test_the_committed_parity_tests_pass_without_corefleet(toy: Path) -> None:
    python = toy / ".corefleet" / "env" / "candidate" / "bin" / "python"
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/parity"]
    work = toy / ".corefleet" / "work" / "candidate"
    git(toy, "worktree", "list")
    done = subprocess.run(command, cwd=toy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{work}\n{done.stdout}"


def test_another_run_changes_nothing(toy: Path) -> None:
    before = (git(toy, "rev-parse", "HEAD"), states(toy))
    run("run", "--apply", *WITHOUT, cwd=toy)
    assert (git(toy, "rev-parse", "HEAD"), states(toy)) == before


def test_health_verify_and_bench_say_yes(toy: Path) -> None:
    assert json.loads(run("health", "--json", *WITHOUT, cwd=toy))["ok"]
    assert json.loads(run("verify", "--json", *WITHOUT, cwd=toy))["passed"]
    assert json.loads(run("bench", "toy.sums", "--json", *WITHOUT, cwd=toy))["passed"]


def test_rollback_and_flip_by_hand(toy: Path) -> None:
    run("rollback", LIVE, "--reason", "a test", cwd=toy)
    assert (bindings(toy)[LIVE], states(toy)[LIVE]) == ("python", "rolled_back")
    assert git(toy, "diff", "--name-only", "HEAD~1", "HEAD") == "toy/_bindings.py"
    run("flip", LIVE, cwd=toy)
    assert (bindings(toy)[LIVE], states(toy)[LIVE]) == ("rust", "live")


def test_an_edit_unflips_until_it_is_proven_again(toy: Path) -> None:
    source = toy / "toy" / "sums.py"
    source.write_text(source.read_text().replace("total = 0\n", "total = 0 + 0\n"))
    git(toy, "add", "-A")
    commit(toy, "edit")
    run("cycle", *WITHOUT, cwd=toy)
    assert states(toy)[LIVE] == "shadowed"
    run("run", "--apply", *WITHOUT, cwd=toy)
    assert (bindings(toy)[LIVE], states(toy)[LIVE]) == ("rust", "live")
