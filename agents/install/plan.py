"""Everything that installing ports writes into a target, as one set of files; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agents.install.bindings import ported_text, renewed
from agents.install.ci import WORKFLOW_PATH, with_extras, workflow_text
from agents.install.crate import BY_HAND, Fingerprints, crate_files, stands_for
from agents.install.decorate import CannotEdit, decorate, undecorate
from agents.install.shipping import FILES, Shipping, shipping
from agents.install.target import CRATE, Resources, Support, Target, support_of
from agents.records import ModuleInfo, PortedCore, Reason
from cores.naming import parse_symbol

#: What only the manifest of a generated crate has.
RUNTIME_LINE = 'runtime = { path = "runtime" }'


@dataclass(frozen=True)
class Installation:
    """What is to be written, removed and told."""

    #: Path relative to the target -> content; only what differs from what is there.
    files: dict[str, bytes] = field(default_factory=dict)
    #: Generated files that have no use any more.
    removed: tuple[str, ...] = ()
    #: Symbols that cannot carry the decorator.
    refused: dict[str, Reason] = field(default_factory=dict)
    #: What a person should know or do, one sentence each.
    notes: tuple[str, ...] = ()
    #: The `_ported.py` pairs, with the symbols that each serves.
    supports: dict[Support, tuple[str, ...]] = field(default_factory=dict)


def plan(
    target: Target,
    cores: Sequence[PortedCore],
    modules: Sequence[ModuleInfo],
    tree: Mapping[str, bytes],
    resources: Resources,
    fingerprints: Fingerprints,
) -> Installation:
    """The installation of these ports; everything that was installed before and isn't among them goes.

    `modules` are all modules of the target, `tree` the files of the work tree: path -> content.
    Symbols that cannot be decorated are refused; their ports are left to their callers.
    """
    homes = {module.name: support_of(module, tree.keys(), target.distribution) for module in modules}
    conflicts = _conflicts(tree, sorted(set(homes.values())))
    if conflicts:
        return Installation(notes=conflicts)
    wanted = _wanted(cores)
    used = {homes[name] for name in wanted if name in homes}
    shipped = shipping(used, modules, _packaging_files(tree), any(path.startswith("src/") for path in tree))
    marked = _Marked(served={home: [] for home in homes.values() if home.ported_path in tree})
    for module in sorted(modules, key=lambda each: each.name):
        _mark(module, homes[module.name], wanted.get(module.name, []), tree, shipped, marked)
    files, served = marked.files, marked.served
    generated, removed = _generated(target, cores, tree, resources, fingerprints, served)
    notes = _project_files(target, [s for s in served if served[s]], shipped, tree, generated)
    files |= {path: text.encode() for path, text in generated.items()}
    return Installation(
        files={path: files[path] for path in sorted(files) if tree.get(path) != files[path]},
        removed=removed,
        refused=marked.refused,
        notes=notes,
        supports={support: tuple(sorted(symbols)) for support, symbols in sorted(served.items()) if symbols},
    )


@dataclass
class _Marked:
    """Modules with their decorators, as they are collected."""

    served: dict[Support, list[str]]
    files: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, Reason] = field(default_factory=dict)


def _mark(
    module: ModuleInfo,
    support: Support,
    names: Sequence[str],
    tree: Mapping[str, bytes],
    shipped: Shipping,
    marked: _Marked,
) -> None:
    """Decorates exactly these functions of a module, unless that would break the build."""
    source = tree.get(module.path)
    if support in shipped.breaking:
        marked.refused |= {f"{module.name}:{name}": _breaking() for name in names}
        names = []
    if source is None or (not names and support.module.encode() not in source):
        return
    is_root = module.is_package and support.module == f"{module.name}._ported"
    guarded = support in shipped.left_out
    done = decorate(source, names, support.module, path=module.path, is_package=is_root, guarded=guarded)
    marked.files[module.path] = done.source
    marked.refused |= {f"{module.name}:{name}": reason for name, reason in done.refused.items()}
    marked.served.setdefault(support, []).extend(f"{module.name}:{name}" for name in done.names)


def uninstall(
    modules: Sequence[ModuleInfo], tree: Mapping[str, bytes], distribution: str
) -> dict[str, bytes]:
    """The modules as they were before any decorator, where one is there."""
    files = {}
    for module in modules:
        support, source = support_of(module, tree.keys(), distribution), tree.get(module.path, b"")
        if support.module.encode() in source:
            is_root = module.is_package and support.module == f"{module.name}._ported"
            try:
                plain = undecorate(source, support.module, is_package=is_root)
            except CannotEdit:
                continue
            if plain != source:
                files[module.path] = plain
    return files


def needed_fingerprints(cores: Sequence[PortedCore]) -> dict[str, list[str]]:
    """Module -> qualified names of the functions whose fingerprints `plan` needs."""
    found: dict[str, list[str]] = {}
    for symbol in stands_for(cores):
        core, qualname = parse_symbol(symbol)
        found.setdefault(core, []).append(qualname)
    return found


def _wanted(cores: Sequence[PortedCore]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for symbol in sorted({symbol.id for core in cores for symbol in core.symbols}):
        core, qualname = parse_symbol(symbol)
        found.setdefault(core, []).append(qualname)
    return found


def _conflicts(tree: Mapping[str, bytes], supports: Sequence[Support]) -> tuple[str, ...]:
    """Why nothing can be installed: a place is taken by something else."""
    found = []
    manifest = tree.get(f"{CRATE}/Cargo.toml")
    taken = sorted(path for path in tree if path.startswith(f"{CRATE}/"))
    if (manifest is None and taken) or (
        manifest is not None and RUNTIME_LINE not in manifest.decode("utf-8", "replace")
    ):
        found.append(
            f"{CRATE}/ holds files of the target's own ({taken[0]}), so there is no place for the ports."
        )
    for path in (path for each in supports for path in (each.ported_path, each.bindings_path)):
        if path in tree and b"Generated by corefleet" not in tree[path]:
            found.append(f"{path} is a file of the target's own, so there is no place for the generated one.")
    return tuple(found)


def _generated(
    target: Target,
    cores: Sequence[PortedCore],
    tree: Mapping[str, bytes],
    resources: Resources,
    fingerprints: Fingerprints,
    served: Mapping[Support, Sequence[str]],
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The crate and the pairs of `_ported.py` and `_bindings.py`; and what isn't needed any more."""
    there = {path: _text(tree, path) for path in tree if path.startswith(f"{CRATE}/")}
    crate = crate_files(target, cores, resources, fingerprints, there)
    files = dict(crate.files)
    removed = list(crate.stale)
    if not any(core.symbols for core in cores):
        # Without a port there is nothing to build.
        removed += [path for path in files if path in tree]
        files = {}
    for support, symbols in served.items():
        if symbols:
            files[support.ported_path] = ported_text(resources.ported, target)
            files[support.bindings_path] = renewed(_text(tree, support.bindings_path), symbols)
        else:
            removed += [p for p in (support.ported_path, support.bindings_path) if p in tree]
    return files, tuple(sorted(removed))


def _project_files(
    target: Target,
    supports: Sequence[Support],
    shipped: Shipping,
    tree: Mapping[str, bytes],
    files: dict[str, str],
) -> tuple[str, ...]:
    """Adds the workflow and the edited packaging files; returns what is left for people to do."""
    if not supports:
        return ()
    files |= shipped.edited
    before = files.get("pyproject.toml", _packaging_files(tree).get("pyproject.toml"))
    extras = with_extras(before, target, tree.keys())
    if extras.text is not None:
        files["pyproject.toml"] = extras.text
    folders = {f"{support.folder}/**" if support.folder else "*.py" for support in supports}
    files[WORKFLOW_PATH] = workflow_text(target, supports, sorted(folders))
    return (*shipped.notes, *extras.notes)


def _breaking() -> Reason:
    message = f"the project's build looks for modules by itself, and would find {CRATE} too"
    lifted = "name the packages and modules of the project in its packaging files"
    return Reason(code="unshipped", message=message, lifted_by=lifted)


def _packaging_files(tree: Mapping[str, bytes]) -> dict[str, str]:
    return {path: _text(tree, path) for path in FILES if path in tree}


def _text(tree: Mapping[str, bytes], path: str) -> str:
    return tree.get(path, b"").decode("utf-8", "replace")


__all__ = ["BY_HAND", "Installation", "needed_fingerprints", "plan", "uninstall"]
