"""`corefleet flip`, `rollback`, `quarantine` and `release`: what people decide, recorded like all else."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from cores.lifecycle import FLIPPED, TABLE, allowed
from fleet.candidate import NATIVE
from fleet.cli.find import find_symbol
from fleet.cycle import STAGES
from fleet.errors import UserError
from fleet.ledger.reader import read_ledger
from fleet.ledger.sqlite import SqliteLedger, open_ledger
from fleet.merging import merge_into_user_branch
from fleet.output import Output
from fleet.stages.flip import bring_branches
from fleet.stages.moves import happen
from fleet.stages.state import Cycle
from fleet.undo import bound_at, unflip
from fleet.wiring import open_fleet
from fleet.workspace import GitWorkspace

#: Stages that have to be up to date before a symbol is flipped by hand.
BEFORE_FLIP = ("prepare", "reconcile", "scan", "analyse", "enqueue", "evidence", "port", "gate")


def rollback(path: Path, out: Output, symbol: str, reason: str = "") -> int:
    """Back to Python, in a commit that touches the bindings alone."""
    return _away(path, out, symbol, reason or "Rolled back by hand.", ("rolled_back",))


def quarantine(path: Path, out: Output, symbol: str, reason: str = "") -> int:
    """Back to Python, and not tried again until it is released."""
    return _away(path, out, symbol, reason or "Quarantined by hand.", ("rolled_back", "quarantined"))


def release(path: Path, out: Output, symbol: str, reason: str = "") -> int:
    """The next cycle tries the symbol again, whatever was held against it."""
    name = _named(path, symbol)
    with closing(open_ledger(path)) as ledger, ledger.transaction():
        before = ledger.state(name)
        event = next((e for e in ("quarantine_lifted", "released") if e in TABLE[before]), None)
        failed = ledger.get("failed", name)
        if event is None and failed is None:
            raise UserError(
                "not-held", f"{name} is {before}: nothing holds it back.", "See `corefleet explain`."
            )
        if event is not None:
            ledger.advance(name, event, {"reason": reason})
        for kind in ("failed", "judged"):
            ledger.delete(kind, name)
        after = ledger.state(name)
    document = {"symbol": name, "before": before, "after": after}
    out.answer(document, [f"{name}: {before} -> {after}; the next cycle tries it again."])
    return 0


def flip(path: Path, out: Output, symbol: str, reason: str = "") -> int:
    """To Rust by hand: the gates must have passed, the clean cycles need not be complete."""
    name = _named(path, symbol)
    with open_fleet(path) as fleet:
        before = fleet.ledger.state(name)
        if before in FLIPPED:
            raise UserError("already-live", f"{name} is {before} already.", "Nothing was changed.")
        cycle = Cycle(fleet.ledger.next_cycle(), time.time(), 1)
        happen(fleet, cycle, name, "shadow_started", details={"reason": reason, "by": "hand"})
        for stage, function in STAGES:
            if stage in BEFORE_FLIP:
                function(fleet, cycle)
        if "went_live" not in TABLE[fleet.ledger.state(name)] or cycle.candidate is None:
            state = fleet.ledger.state(name)
            hint = f"`corefleet explain {name}` tells why; a cycle may bring it further."
            raise UserError("not-proven", f"{name} is {state}: its gates have not passed.", hint)
        was_applied = bool(set(cycle.base.bindings.values()) & set(NATIVE)) or name in cycle.base.bindings
        happen(fleet, cycle, name, "went_live", details={"reason": reason, "by": "hand"})
        tip = bring_branches(fleet, cycle)
        merged = _merged(fleet.workspace, tip, was_applied)
    where = "merged into the checked-out branch" if merged else f"on the branch {tip}"
    out.answer(
        {"symbol": name, "before": before, "after": "live", "branch": tip}, [f"{name} is live, {where}."]
    )
    return 0


def _away(path: Path, out: Output, symbol: str, reason: str, events: tuple[str, ...]) -> int:
    name = _named(path, symbol)
    workspace = GitWorkspace(path)
    with closing(open_ledger(path)) as ledger:
        before = ledger.state(name)
        bound_in_head = name in bound_at(workspace, workspace.head())
        names = _move(ledger, name, reason, events)
        tip = unflip(workspace, names, dict.fromkeys(names, reason))
        ledger.settle(ledger.intend("rollback", {"symbols": names}), tip or "nothing was bound")
        merged = _merged(workspace, tip, bound_in_head)
        after = ledger.state(name)
    where = "committed on the checked-out branch" if merged else f"committed on the branch {tip}"
    lines = [f"{name}: {before} -> {after}; {where if tip else 'no binding had to be changed'}."]
    lines += [f"  {each} holds its native twin and goes back to Python too" for each in names if each != name]
    document = {
        "symbol": name,
        "before": before,
        "after": after,
        "python_again": names,
        "branch": tip or None,
    }
    out.answer(document, lines)
    return 0


def _move(ledger: SqliteLedger, name: str, reason: str, events: tuple[str, ...]) -> list[str]:
    """Symbols that go back to Python: this one, and all that hold its twin inside."""
    with ledger.transaction():
        before = ledger.state(name)
        for event in events:
            if event in TABLE[ledger.state(name)]:
                ledger.advance(name, event, {"reason": reason, "by": "hand"})
        if ledger.state(name) == before:
            there = ", ".join(allowed(before))
            raise UserError("cannot-happen", f"{name} is {before}; there: {there}.", "Nothing was changed.")
        holders = [
            other
            for other, document in sorted(ledger.all("port").items())
            if name in document.get("closure", ()) and ledger.state(other) in FLIPPED
        ]
        for other in holders:
            ledger.advance(other, "callee_unflipped", {"callee": name})
    return [name, *holders]


def _merged(workspace: GitWorkspace, branch: str, wanted: bool) -> bool:
    """Brings a branch into the user's, where the user's branch has bindings of the fleet already."""
    if not branch or not wanted:
        return False
    merge_into_user_branch(workspace.git, branch)
    return True


def _named(path: Path, symbol: str) -> str:
    with read_ledger(path)[1] as reader:
        return find_symbol(reader, symbol)
