"""The branches of the fleet: one that installs, and on top of it one for each core that is flipped.

    the user's commit -> corefleet/rollback (bindings only) -> corefleet/install -> corefleet/flip/<core> ...

They are made anew from the user's newest commit whenever the set of live symbols has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agents.install.bindings import Binding, bindings_text, flip, parse
from agents.install.target import CRATE
from agents.ports import Checkout
from agents.review import CoreFacts, binding_figures, flip_message, install_message, rollback_message
from cores.naming import core_of, flip_branch
from fleet.base import Base, committed_bindings
from fleet.candidate import NATIVE, Candidate, planned, write
from fleet.documents import core_facts, documents, symbol_facts
from fleet.porting import Ports
from fleet.stages.state import Knowledge
from fleet.wiring import Fleet
from fleet.workspace import GitWorkspace

INSTALL = "corefleet/install"
ROLLBACK = "corefleet/rollback"
NAME = "install"


def committed_now(fleet: Fleet, base: Base) -> set[str]:
    """Symbols that are bound to Rust on the highest branch, or in the user's commit where there is none."""
    workspace = fleet.workspace
    tip = workspace.stack_top(base.commit)
    if tip == base.commit:
        bindings: Mapping[str, str] = base.bindings
    else:
        paths = sorted(workspace.git.blob_ids(tip))
        tree = _CommitTree(workspace, tip, paths)
        bindings = committed_bindings(tree, set(base.supports.values()))
    return {name for name, value in bindings.items() if value in NATIVE}


class _CommitTree(dict[str, bytes]):
    """Files of a commit that no worktree has; only the few that are asked for are read."""

    def __init__(self, workspace: GitWorkspace, commit: str, paths: Collection[str]) -> None:
        super().__init__()
        self._workspace, self._commit, self._known = workspace, commit, set(paths)

    def __contains__(self, path: object) -> bool:
        return path in self._known

    def __missing__(self, path: str) -> bytes:
        return self._workspace.git.cat_files([self._workspace.git.blob_ids(self._commit)[path]]).popitem()[1]


@dataclass
class Stack:
    """Builds the branches for one set of live symbols."""

    fleet: Fleet
    base: Base
    knowledge: Knowledge
    candidate: Candidate | None
    ports: Ports

    def top(self) -> str:
        """The highest branch on the user's commit that the commit doesn't hold yet."""
        tip = self.fleet.workspace.stack_top(self.base.commit)
        names = [name for name, commit in self.fleet.workspace.branches().items() if commit == tip]
        return names[-1] if names and tip != self.base.commit else ""

    def build(self, live: Collection[str], reasons: Mapping[str, str]) -> str:
        """All commits, then all branches; returns the name of the highest."""
        # A worktree for commits alone: it needs no environment.
        workspace = GitWorkspace(self.fleet.root)
        checkout = workspace.checkout(NAME, self.base.commit)
        branches: dict[str, str] = {}
        checkout = self._roll_back(workspace, checkout, live, reasons, branches)
        if self.candidate is not None and live:
            checkout = self._install(workspace, checkout, live, branches)
            for core in sorted({core_of(name) for name in live}):
                checkout = self._flip(workspace, checkout, core, live, branches)
        for name in workspace.branches():
            if name not in branches:
                workspace.delete_branch(name)
        for name, commit in branches.items():
            workspace.set_branch(name, commit)
        return list(branches)[-1] if branches else ""

    def _roll_back(
        self,
        workspace: GitWorkspace,
        checkout: Checkout,
        live: Collection[str],
        reasons: Mapping[str, str],
        branches: dict[str, str],
    ) -> Checkout:
        """One commit for each symbol that the user's commit binds to Rust and that isn't live any more."""
        back = sorted(n for n, value in self.base.bindings.items() if value in NATIVE and n not in live)
        for symbol in back:
            for support in sorted(set(self.base.supports.values())):
                place = checkout.path / support.bindings_path
                if not place.exists() or symbol not in parse(place.read_text("utf-8")):
                    continue
                place.write_text(flip(place.read_text("utf-8"), symbol, "python"), "utf-8")
                reason = reasons.get(symbol) or "What it was proven with has changed since."
                message = rollback_message(symbol, reason)
                commit = workspace.commit(checkout, message, [support.bindings_path])
                checkout = workspace.with_commit(checkout, commit)
                branches[ROLLBACK] = commit
        return checkout

    def _install(
        self, workspace: GitWorkspace, checkout: Checkout, live: Collection[str], branches: dict[str, str]
    ) -> Checkout:
        """Everything but the flips: what the user's commit has flipped already stays so."""
        assert self.candidate is not None
        infos = [module.info for module in self.knowledge.modules.values()]
        installation = planned(self.fleet, self.base, checkout, infos, self.ports.cores)
        write(checkout.path, installation)
        self.fleet.toolchain.format_rust(checkout.path / CRATE)
        flipped = {name for name, value in self.base.bindings.items() if value in NATIVE and name in live}
        for support, names in self.candidate.supports.items():
            lines = {name: self._line(name, name in flipped) for name in names}
            (checkout.path / support.bindings_path).write_text(bindings_text(lines), "utf-8")
        cores = [self._facts(core) for core in self._cores()]
        texts = documents(self.fleet, self.base, self.knowledge, self.candidate, cores)
        for path, text in texts.items():
            place = checkout.path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        paths = sorted({*installation.files, *installation.removed, *texts, *self._bindings_paths()})
        commit = workspace.commit(checkout, install_message(cores), paths)
        branches[INSTALL] = commit
        return workspace.with_commit(checkout, commit)

    def _flip(
        self,
        workspace: GitWorkspace,
        checkout: Checkout,
        core: str,
        live: Collection[str],
        branches: dict[str, str],
    ) -> Checkout:
        """The commit of one core: lines of its symbols, and nothing else."""
        assert self.candidate is not None
        chosen = [name for name in sorted(live) if core_of(name) == core and name in self.candidate.bindings]
        changed = []
        for support, names in self.candidate.supports.items():
            place = checkout.path / support.bindings_path
            text = place.read_text("utf-8")
            known = parse(text)
            for name in chosen:
                if name in names and known[name].value not in NATIVE:
                    text = flip(text, name, "rust", self._figures(name))
                    changed.append(name)
            place.write_text(text, "utf-8")
        if not changed:
            return checkout
        facts = self._facts(core)
        commit = workspace.commit(checkout, flip_message(facts, changed), self._bindings_paths())
        branches[flip_branch(core)] = commit
        return workspace.with_commit(checkout, commit)

    def _facts(self, core: str) -> CoreFacts:
        return core_facts(self.fleet, self.base, self.knowledge, core, self.ports.symbols)

    def _line(self, name: str, flipped: bool) -> Binding:
        if not flipped:
            return Binding()
        return Binding(self.base.bindings[name], self._figures(name))

    def _figures(self, name: str) -> str:
        return binding_figures(symbol_facts(self.fleet, self.knowledge, name))

    def _cores(self) -> list[str]:
        assert self.candidate is not None
        return sorted({core_of(name) for name in self.candidate.bindings})

    def _bindings_paths(self) -> list[str]:
        assert self.candidate is not None
        return sorted(support.bindings_path for support in self.candidate.supports)
