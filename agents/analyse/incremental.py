"""Analysis of what has changed only: groups of modules that import each other in any way stand alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents.analyse.parsed import ParsedModule
from agents.analyse.program import Program, build
from agents.analyse.purity import analyse
from agents.ports import Progress
from agents.records import FunctionTypes, Symbol
from cores.fingerprint import digest


@dataclass(frozen=True, slots=True)
class Group:
    """Modules whose verdicts depend on nobody else."""

    #: Hash over the sources: places in reasons are those of the text, so layout counts here.
    key: str
    modules: tuple[str, ...]


def groups(modules: Mapping[str, ParsedModule]) -> list[Group]:
    """The groups of a target, each with its key."""
    program = build(modules)
    leader = {name: name for name in modules}
    for name in modules:
        for other in _imported(program, name):
            leader[_top(leader, name)] = _top(leader, other)
    members: dict[str, list[str]] = {}
    for name in sorted(modules):
        members.setdefault(_top(leader, name), []).append(name)
    return [Group(_key(modules, names), tuple(names)) for names in members.values()]


def analyse_changed(
    modules: Mapping[str, ParsedModule],
    known: Mapping[str, Mapping[str, Symbol]],
    types: Mapping[str, FunctionTypes] | None = None,
    progress: Progress | None = None,
) -> dict[str, dict[str, Symbol]]:
    """The symbols of every group by its key; those of groups that are `known` are taken over."""
    result: dict[str, dict[str, Symbol]] = {}
    for group in groups(modules):
        told = _told(group, types)
        key = digest([group.key, *(f"{k}={v.model_dump_json()}" for k, v in sorted(told.items()))])
        found = known.get(key)
        if found is None:
            found = analyse({name: modules[name] for name in group.modules}, told, progress)
        result[key] = dict(found)
    return result


def _told(group: Group, types: Mapping[str, FunctionTypes] | None) -> dict[str, FunctionTypes]:
    names = set(group.modules)
    return {k: v for k, v in (types or {}).items() if k.partition(":")[0] in names}


def _key(modules: Mapping[str, ParsedModule], names: list[str]) -> str:
    return digest([text for name in names for text in (name, modules[name].info.path, modules[name].source)])


def _top(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name


def _imported(program: Program, module: str) -> Iterator[str]:
    """Modules of the target that a module imports anywhere, with the packages around them."""
    for node in ast.walk(program.modules[module].parsed.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_parents(program, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = program.import_base(module, node)
            for alias in node.names:
                yield from _with_parents(program, f"{base}.{alias.name}")


def _with_parents(program: Program, dotted: str) -> Iterator[str]:
    parts = dotted.split(".")
    for count in range(1, len(parts) + 1):
        name = ".".join(parts[:count])
        if name in program.modules:
            yield name
