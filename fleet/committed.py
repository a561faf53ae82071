"""The target as it is committed, ports included: on the highest branch of the fleet, or the user's commit."""

from __future__ import annotations

from fleet.base import committed_bindings
from fleet.candidate import NATIVE, Candidate, install_wheel
from fleet.errors import UserError
from fleet.stages.state import Cycle
from fleet.tree import Tree
from fleet.wiring import Fleet

NAME = "verify"


def committed_candidate(fleet: Fleet, cycle: Cycle) -> Candidate:
    """A worktree of what is committed, with the wheel that is built from it."""
    commit = fleet.workspace.stack_top(cycle.base.commit)
    checkout = fleet.workspace.checkout(NAME, commit)
    files = fleet.builder.target(checkout.path)
    supports = sorted(set(cycle.base.supports.values()))
    tree = Tree(checkout.path, files.paths)
    served = {each: tuple(sorted(committed_bindings(tree, {each}))) for each in supports}
    values = committed_bindings(tree, set(supports))
    bindings = {name: "rust" if value in NATIVE else "python" for name, value in values.items()}
    candidate = Candidate(checkout, (), bindings, served, {}, (), ())
    if not candidate.bound:
        return candidate
    done = install_wheel(fleet, candidate)
    if done is not None and not done.ok:
        raise UserError("build-failed", f"The committed crate cannot be built: {done.stderr.strip()[-600:]}")
    return candidate
