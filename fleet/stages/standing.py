"""What people did to committed bindings by hand is an event like any other."""

from __future__ import annotations

from cores.lifecycle import FLIPPED
from fleet.stages.moves import happen, in_states
from fleet.stages.state import Cycle
from fleet.wiring import Fleet

#: Committed value of a live symbol's line -> what somebody did.
BY_HAND = {"python": "rolled_back", "sealed": "sealed"}


def reconcile(fleet: Fleet, cycle: Cycle) -> None:
    """Compares the newest commit with what the fleet once committed there."""
    applied = (fleet.ledger.get("applied", "bindings") or {}).get("rust", [])
    for name in in_states(fleet, FLIPPED):
        value = cycle.base.bindings.get(name)
        if name in applied and value in BY_HAND:
            happen(fleet, cycle, name, BY_HAND[value], details={"by": "a commit"})
    rust = sorted(name for name, value in cycle.base.bindings.items() if value != "python")
    fleet.ledger.put("applied", "bindings", {"rust": rust})
