"""The target as it was found: its newest commit without anything that an earlier run installed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from agents.install.bindings import parse
from agents.install.plan import uninstall
from agents.install.target import Support, Target, support_of
from agents.install.tests_files import FOLDERS
from agents.ports import Checkout
from agents.records import ModuleInfo
from fleet.layout import TargetFiles
from fleet.tree import Tree
from fleet.wiring import Fleet

#: Folders into which the fleet itself writes: they say nothing about the target.
OWN_FOLDERS = tuple(f"{folder}/" for folder in FOLDERS)
#: Files that the fleet may edit without a change of what the target does.
OWN_EDITS = ("pyproject.toml",)


@dataclass(frozen=True)
class Base:
    """One commit of the target, checked out without ports."""

    commit: str
    checkout: Checkout
    files: TargetFiles
    #: Hash of all that a verdict on the target depends on, but for what the fleet itself put into it.
    key: str
    target: Target
    #: Module -> the pair of generated files that serves it.
    supports: Mapping[str, Support]
    #: Path -> content of modules that carry decorators, without them.
    plain: Mapping[str, bytes]
    #: Symbol -> binding that is committed.
    bindings: Mapping[str, str]

    @property
    def source_roots(self) -> tuple[str, ...]:
        """Folders that must be importable."""
        return tuple(self.files.layout.source_roots(self.files.paths))


def read_base(fleet: Fleet, checkout: Checkout) -> Base:
    """Takes earlier ports out of the worktree, so that everybody sees the Python alone."""
    files = fleet.builder.target(checkout.path)
    target = target_of(fleet, files)
    modules = module_places(files)
    tree = Tree(checkout.path, files.paths)
    supports = {m.name: support_of(m, files.paths, target.distribution) for m in modules}
    bindings = committed_bindings(tree, set(supports.values()))
    plain = uninstall(modules, tree, target.distribution)
    for path, source in plain.items():
        (checkout.path / path).write_bytes(source)
    generated = {path for each in supports.values() for path in (each.ported_path, each.bindings_path)}
    key = _key(fleet, checkout, plain, generated if bindings else set())
    return Base(checkout.commit, checkout, files, key, target, supports, plain, bindings)


def target_of(fleet: Fleet, files: TargetFiles) -> Target:
    """What an installation has to know of the target."""
    version = ".".join(map(str, fleet.interpreter.version[:2]))
    return Target(files.layout.main.distribution, (version,), policy=fleet.config.policy)


def module_places(files: TargetFiles) -> list[ModuleInfo]:
    """All modules that callers can import; their fingerprints come with the scan."""
    found = []
    for path in files.paths:
        place = files.layout.module_of(path)
        if place is not None:
            found.append(
                ModuleInfo(
                    name=place.name,
                    path=path,
                    source_root=place.source_root,
                    package=place.package,
                    is_package=place.is_package,
                    fingerprint="",
                )
            )
    return found


def committed_bindings(tree: Mapping[str, bytes], supports: set[Support]) -> dict[str, str]:
    """Symbol -> binding in the files of a tree."""
    found: dict[str, str] = {}
    for support in sorted(supports):
        if support.bindings_path in tree and support.ported_path in tree:
            text = tree[support.bindings_path].decode("utf-8", "replace")
            found |= {symbol: binding.value for symbol, binding in parse(text).items()}
    return found


def _key(fleet: Fleet, checkout: Checkout, plain: Mapping[str, bytes], generated: set[str]) -> str:
    """Hash over the files of the commit as they were before the fleet put anything into them."""
    rows = []
    for path, blob in sorted(fleet.workspace.blob_ids(checkout.commit).items()):
        if path in generated or path.startswith(OWN_FOLDERS) or path in OWN_EDITS:
            continue
        rows.append(f"{path} {hashlib.sha256(plain[path]).hexdigest() if path in plain else blob}")
    config = fleet.config
    options = (config.test_command, config.package, config.exclude, config.opt_in)
    about = (fleet.interpreter.name, str(fleet.sandbox.isolated), *map(str, options))
    return hashlib.sha256("\n".join([*about, *rows]).encode()).hexdigest()
