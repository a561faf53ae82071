"""Stage `reconcile`: what is committed is compared with what the ledger knows.

What people did to bindings by hand is an event like any other.  And a fresh clone has no ledger, but dossiers
that hold all that is needed to know again where each symbol stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agents.review import dossier_data
from cores.lifecycle import FLIPPED
from fleet.candidate import NATIVE
from fleet.stages.moves import happen, in_states
from fleet.stages.state import Cycle
from fleet.wiring import Fleet

Json = dict[str, Any]

#: Committed value of a live symbol's line -> what somebody did.
BY_HAND = {"python": "rolled_back", "sealed": "sealed"}
#: Kinds of documents that a dossier holds.
KINDS = ("symbol", "port", "parity", "speed", "deopt")
#: The road that a live symbol has taken, but for its clean cycles.
ROAD = ("judged_pure", "enqueued", "evidence_made", "port_made", "gates_passed", "shadow_started")


def reconcile(fleet: Fleet, cycle: Cycle) -> None:
    """Compares the newest commit with what the fleet once committed there."""
    bindings = cycle.base.bindings
    if bindings and not fleet.ledger.all("symbol"):
        _restore(fleet, cycle)
    applied = (fleet.ledger.get("applied", "bindings") or {}).get("rust", [])
    for name in in_states(fleet, FLIPPED):
        value = bindings.get(name)
        if name in applied and value in BY_HAND:
            happen(fleet, cycle, name, BY_HAND[value], details={"by": "a commit"})
    rust = sorted(name for name, value in bindings.items() if value in NATIVE)
    fleet.ledger.put("applied", "bindings", {"rust": rust})


def _restore(fleet: Fleet, cycle: Cycle) -> None:
    """The standing of every symbol that is committed as live, from the dossiers."""
    found = 0
    with fleet.ledger.transaction():
        for path in sorted((cycle.base.checkout.path / "docs" / "work").glob("*.md")):
            for name, record in _records(path).items():
                if cycle.base.bindings.get(name) in NATIVE and record["state"] in FLIPPED:
                    _put_back(fleet, cycle, name, record)
                    found += 1
    if found:
        fleet.progress.note(f"{found} live symbols are known from the dossiers; they are proven again now.")


def _records(path: Path) -> dict[str, Json]:
    try:
        data = dossier_data(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    found: dict[str, Json] = (data or {}).get("symbols", {})
    return found


def _put_back(fleet: Fleet, cycle: Cycle, name: str, record: Json) -> None:
    for kind in KINDS:
        if record.get(kind):
            fleet.ledger.put(kind, name, record[kind])
    for result in record.get("gates", {}).values():
        known = {key: value for key, value in result.items() if key not in ("cycle", "at")}
        fleet.ledger.record_gate(known, result.get("cycle") or cycle.number)
    details = {"from": "the dossier"}
    clean = ["cycle_clean"] * int(record.get("clean") or 0)
    happen(fleet, cycle, name, *ROAD, *clean, "went_live", details=details)
