"""`corefleet status`: progress, quality, security and the next milestone, on one screen."""

from __future__ import annotations

import argparse
from typing import Any

from agents.report import build_report
from fleet.cli.arguments import add_path, path_of
from fleet.cli.milestone import next_milestone
from fleet.cli.text import number, plural, ratio
from fleet.config import load_config
from fleet.errors import UserError
from fleet.ledger.reader import Reader, read_ledger
from fleet.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    add_path(parser)


def run(options: argparse.Namespace, out: Output) -> int:
    try:
        place, reader = read_ledger(path_of(options))
    except UserError as error:
        if error.code != "nothing-here":
            raise
        # Not a failure: it is the answer to what the status is.
        out.answer({"started": False, "message": error.message, "next": error.hint}, [str(error)])
        return 0
    required = load_config(place.root).cycles_required
    with reader:
        report = build_report(reader.facts())
        queued = len(reader.rows("all_queued"))
        baseline = _baseline(reader)
    document = {
        "started": True,
        "target": {**report["target"], "path": report["target"]["path"] or str(place.root)},
        "progress": {"funnel": report["funnel"], "states": report["states"], "queued": queued},
        "speedup": report["speedup"],
        "quality": quality(report, baseline),
        "security": {"sandbox": report["target"]["sandbox"]},
        "next": next_milestone(report, queued, required),
    }
    out.answer(document, screen(document))
    return 0


def quality(report: dict[str, Any], baseline: dict[str, Any]) -> dict[str, Any]:
    """Tests, evidence and regressions, as of the last cycle."""
    last = report["cycles"][-1] if report["cycles"] else {}
    live = [entry for entry in report["symbols"] if entry["state"] in ("live", "sealed")]
    return {
        "tests_passed": last.get("tests_passed", baseline.get("passed")),
        "tests_failed": last.get("tests_failed", baseline.get("failed")),
        "live_cases": sum(entry["parity"]["cases"] or 0 for entry in live) if live else None,
        "live_mismatches": sum(entry["parity"]["mismatches"] or 0 for entry in live) if live else None,
        "cycles": len(report["cycles"]),
        "last_cycle_clean": last.get("clean"),
        "regressions": last.get("regressions"),
    }


def screen(status: dict[str, Any]) -> list[str]:
    """The status as text."""
    target, progress = status["target"], status["progress"]
    funnel, gain = progress["funnel"], status["speedup"]
    python = f" on Python {target['python']}" if target["python"] else ""
    return [
        f"{target['path']} at {(target['commit'] or 'no commit yet')[:12]}{python}",
        "",
        "Progress  " + " > ".join(f"{stage} {number(count)}" for stage, count in funnel.items()),
        f"          {_states(progress)}",
        f"Speed     live symbols {ratio(gain['geomean_live'])}, all pure symbols"
        f" {ratio(gain['geomean_pure'])} (geometric means; what stays in Python counts as 1.0x)",
        f"Quality   {_quality(status['quality'])}",
        f"Security  {_security(status['security']['sandbox'])}",
        f"Next      {status['next']}",
    ]


def _states(progress: dict[str, Any]) -> str:
    states = ", ".join(f"{count} {state}" for state, count in progress["states"].items()) or "no symbols"
    return f"{states}; {plural(progress['queued'], 'core')} on the queue"


def _quality(quality: dict[str, Any]) -> str:
    tests = "tests not run yet"
    if quality["tests_passed"] is not None:
        tests = f"tests {number(quality['tests_passed'])} passed, {number(quality['tests_failed'])} failed"
    parity = "nothing live"
    if quality["live_cases"] is not None:
        cases, wrong = number(quality["live_cases"]), number(quality["live_mismatches"])
        parity = f"live symbols {cases} cases, {wrong} mismatches"
    cycle = "no cycle yet"
    if quality["cycles"]:
        verdict = "clean" if quality["last_cycle_clean"] else f"{number(quality['regressions'])} regressions"
        cycle = f"cycle {quality['cycles']}: {verdict}"
    return f"{tests}; {parity}; {cycle}"


def _security(sandbox: Any) -> str:
    if sandbox is None:
        return "no code of the target was run yet"
    if sandbox in (False, "", "none"):
        return "NOT ISOLATED: the target's code ran with your rights"
    name = "bubblewrap" if sandbox is True else sandbox
    return f"the target's code runs isolated ({name})"


def _baseline(reader: Reader) -> dict[str, Any]:
    found = reader.all("baseline")
    return next(iter(found.values()), {})
