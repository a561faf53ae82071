"""Stage `prepare`: the target's newest commit in a worktree of its own, and what its tests say of it."""

from __future__ import annotations

from fleet.base import Base, read_base
from fleet.imports import import_problems
from fleet.stages.state import Cycle
from fleet.target_tests import PYTHON_ONLY, run_target_tests
from fleet.wiring import Fleet


def prepare(fleet: Fleet, cycle: Cycle) -> None:
    """The base checkout without earlier ports, its environment, and the baseline of its tests."""
    fleet.progress.stage("prepare")
    checkout = fleet.workspace.checkout("base", fleet.workspace.head())
    cycle.base = read_base(fleet, checkout)
    if fleet.workspace.git("status", "--porcelain", "--untracked-files=no"):
        fleet.progress.note("There are uncommitted changes; the fleet looks at the newest commit alone.")
    _describe(fleet, cycle.base)
    _baseline(fleet, cycle.base)


def _describe(fleet: Fleet, base: Base) -> None:
    problems = base.checkout.environment.problems
    document = {
        "path": str(fleet.root),
        "commit": base.commit,
        "python": fleet.interpreter.name,
        "sandbox": "bubblewrap" if fleet.sandbox.isolated else "none",
        "distribution": base.target.distribution,
        "problems": list(problems),
    }
    known = fleet.ledger.get("target", "target") or {}
    fleet.ledger.put("target", "target", document)
    if known.get("problems") != document["problems"]:
        for problem in problems:
            fleet.progress.note(f"set-up: {problem}")


def _baseline(fleet: Fleet, base: Base) -> None:
    """The target's own tests before anything is changed; what fails here is no regression later."""
    known = fleet.ledger.get("baseline", "tests")
    if known is not None and known["key"] == base.key:
        return
    packages = base.files.layout.packages(base.files.paths)
    for name, problem in import_problems(base.checkout, fleet.sandbox, packages).items():
        fleet.progress.note(f"{name}: {problem}")
    fleet.progress.stage("baseline")
    run = run_target_tests(fleet, base.checkout, base.files, env=PYTHON_ONLY)
    for note in run.notes:
        fleet.progress.note(note)
    passed, failed = run.count("passed"), run.count("failed", "error")
    tests = None if run.missing else run.outcomes
    document = {"key": base.key, "passed": passed, "failed": failed, "tests": tests, "notes": run.notes}
    fleet.ledger.put("baseline", "tests", document)
    fleet.progress.note(_said(run.missing, passed, failed))


def _said(missing: bool, passed: int, failed: int) -> str:
    if missing:
        return "The target has no tests that can be run: ports are judged on generated cases alone."
    before = f"; {failed} fail before anything was changed" if failed else ""
    return f"Its own tests: {passed} pass{before}."
