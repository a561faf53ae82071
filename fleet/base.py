"""The target as it was found: its newest commit without anything that an earlier run installed."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.install.bindings import parse
from agents.install.ci import EXTRA, GROUP, WORKFLOW_PATH
from agents.install.plan import uninstall
from agents.install.target import Support, Target, support_of
from agents.install.tests_files import FOLDERS
from agents.ports import Checkout
from agents.records import ModuleInfo
from fleet.layout import TargetFiles
from fleet.plain import info_of
from fleet.tree import Tree
from fleet.wiring import Fleet

#: Folders into which the fleet itself writes: they say nothing about the target.
OWN_FOLDERS = tuple(f"{folder}/" for folder in FOLDERS)
#: Single files of its own.
OWN_FILES = (WORKFLOW_PATH, "asv.conf.json")


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
    return [info for path in files.paths if (info := info_of(files, path)) is not None]


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
    rows = [_project(checkout.path / "pyproject.toml")]
    for path, blob in sorted(fleet.workspace.blob_ids(checkout.commit).items()):
        if path in generated or path.startswith(OWN_FOLDERS) or path in OWN_FILES or path == "pyproject.toml":
            continue
        rows.append(f"{path} {_blob_id(plain[path], blob) if path in plain else blob}")
    config = fleet.config
    options = (config.test_command, config.package, config.exclude, config.opt_in)
    about = (fleet.interpreter.name, str(fleet.sandbox.isolated), *map(str, options))
    return _hash("\n".join([*about, *rows]).encode())


def _project(path: Path) -> str:
    """pyproject.toml without what the fleet itself adds to it."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return _hash(path.read_bytes()) if path.exists() else ""
    tables = (("project", "optional-dependencies"), ("dependency-groups",), ("tool", "uv", "sources"))
    for *outer, last in tables:
        table = data
        for name in outer:
            table = table.get(name, {})
        if last in table:
            left = {key: value for key, value in table[last].items() if not _is_added(key)}
            table[last] = left
            if not left:
                del table[last]
    if data.get("tool", {}).get("uv") == {}:
        del data["tool"]["uv"]
    if data.get("tool") == {}:
        del data["tool"]
    return json.dumps(data, sort_keys=True, default=str)


def _is_added(key: str) -> bool:
    return key in (EXTRA, GROUP) or key.endswith("-native")


def _blob_id(data: bytes, like: str) -> str:
    """git's id of a content, by the algorithm of this repository."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(data) + data).hexdigest()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
