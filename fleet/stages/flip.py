"""Stage `flip`: what has survived its clean cycles goes live; the branches follow what the ledger says.

The ledger decides first, then git is brought to it: a kill in between leaves branches that differ from the
ledger, which the next cycle sees and mends.  Bindings are only changed in commits that touch nothing else.
"""

from __future__ import annotations

from agents.gate.facts import Facts
from agents.gate.table import judge
from cores.lifecycle import COUNTING, FLIPPED, may_go_live
from fleet.errors import UserError
from fleet.merging import merge_into_user_branch
from fleet.stacking import Stack, committed_now
from fleet.stages.confirm import rules_of
from fleet.stages.moves import happen, in_states
from fleet.stages.state import Cycle
from fleet.wiring import Fleet


def recover(fleet: Fleet) -> None:
    """What was begun and not ended is begun again by the stages themselves, which compare before they act."""
    for intent in fleet.ledger.open_intents():
        fleet.ledger.settle(intent["id"], "interrupted; compared again")


def flip(fleet: Fleet, cycle: Cycle) -> None:
    """Ledger first, then branches, then, if asked, the user's branch."""
    for name in _due(fleet, cycle):
        happen(fleet, cycle, name, "went_live", details={"cycle": cycle.number})
    tip = bring_branches(fleet, cycle)
    if cycle.apply and tip:
        _apply(fleet, cycle, tip)


def _due(fleet: Fleet, cycle: Cycle) -> list[str]:
    """Symbols of the candidate whose gate `cycles` has passed."""
    if cycle.candidate is None:
        return []
    found = []
    for name in in_states(fleet, COUNTING):
        state, clean = fleet.ledger.state(name), fleet.ledger.counters(name).clean
        if state in FLIPPED or name not in cycle.candidate.bound:
            continue
        result = judge(["cycles"], name, Facts(cycles_clean=clean), rules_of(fleet))[0]
        fleet.ledger.record_gate(result.model_dump(), cycle.number)
        if result.status == "passed" and may_go_live(state, clean, fleet.config.cycles_required):
            found.append(name)
    return found


def bring_branches(fleet: Fleet, cycle: Cycle, reasons: dict[str, str] | None = None) -> str:
    """Makes the branches say what the ledger says; returns the highest one, or "" where there is none."""
    live = set(in_states(fleet, FLIPPED))
    told = {regression.subject: regression.message for regression in cycle.regressions}
    stack = Stack(fleet, cycle.base, cycle.knowledge, cycle.candidate, cycle.ports)
    if committed_now(fleet, cycle.base) == live:
        return stack.top()
    fleet.progress.stage("flip", len(live))
    intent = fleet.ledger.intend("branches", {"base": cycle.base.commit, "live": sorted(live)})
    tip = stack.build(live, {**told, **(reasons or {})})
    fleet.ledger.settle(intent, tip or "nothing to commit")
    return tip


def _apply(fleet: Fleet, cycle: Cycle, branch: str) -> None:
    """Merges into the user's branch; where that isn't possible, the work stays on its branches."""
    intent = fleet.ledger.intend("apply", {"branch": branch})
    try:
        head = merge_into_user_branch(fleet.workspace.git, branch)
    except UserError as error:
        cycle.problem = str(error)
        fleet.ledger.settle(intent, f"refused: {error.code}")
        fleet.progress.note(f"{error} The proven work is on the branch {branch}.")
        return
    fleet.ledger.settle(intent, head)
