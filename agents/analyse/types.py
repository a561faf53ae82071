"""Types of all functions of a target: mypy's, on sources in which real calls stand in for annotations.

Before: modules of the target, and what was captured while its tests ran.
After: `FunctionTypes` for each function and method that mypy could look at, and a reason for each module
that it could not.
Guarantees: a module that takes mypy down costs no other module its types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.analyse.captured import observed, wanted_types
from agents.ports import Progress, Toolchain
from agents.records import Captured, FunctionTypes, ModuleInfo, ParamTypes

#: Bytes of source that go into one process; a package that is larger is split.
BATCH_BYTES = 1_500_000
#: Halves of a batch that failed, down to this many modules, are tried on their own.
_FEWEST = 1


@dataclass
class Types:
    """What was found."""

    functions: dict[str, FunctionTypes] = field(default_factory=dict)
    #: Module -> why it has no types.
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where the target lies."""

    root: Path
    #: Interpreter of the target's environment.
    python: Path


def find_types(
    toolchain: Toolchain,
    place: Place,
    modules: Sequence[ModuleInfo],
    captured: Mapping[str, Captured],
    progress: Progress | None = None,
    known: Sequence[ModuleInfo] = (),
) -> Types:
    """Types of these modules; `known` are further modules of the target, which only lend their names."""
    finder = _Finder(toolchain, place, captured, [*modules, *known])
    batches = list(_batches(place.root, modules))
    if progress is not None:
        progress.stage("types", len(modules))
    for batch in batches:
        finder.batch(batch)
        if progress is not None:
            progress.step(batch[0].package, len(batch))
    return finder.found


def _batches(root: Path, modules: Sequence[ModuleInfo]) -> Iterator[list[ModuleInfo]]:
    """Modules of one package, as many as fit."""
    packages: dict[str, list[ModuleInfo]] = {}
    for module in modules:
        packages.setdefault(module.package, []).append(module)
    for members in packages.values():
        batch: list[ModuleInfo] = []
        size = 0
        for module in sorted(members, key=lambda member: member.name):
            bytes_here = _size(root / module.path)
            if batch and size + bytes_here > BATCH_BYTES:
                yield batch
                batch, size = [], 0
            batch.append(module)
            size += bytes_here
        yield batch


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _Finder:
    def __init__(
        self,
        toolchain: Toolchain,
        place: Place,
        captured: Mapping[str, Captured],
        modules: Sequence[ModuleInfo],
    ) -> None:
        self.found = Types()
        self._toolchain = toolchain
        self._place = place
        self._captured = captured
        self._names = sorted({module.name for module in modules})
        self._source_roots = sorted({module.source_root for module in modules})

    def batch(self, modules: list[ModuleInfo]) -> None:
        try:
            answer = self._toolchain.types(self._request(modules))
            # A process that was ended has no answer, or half of one.
            functions, types = answer["functions"], answer["types"]
        except Exception as error:
            self._split(modules, f"{type(error).__name__}: {error}")
            return
        self.found.problems.update(answer.get("problems", {}))
        for symbol, found in functions.items():
            self.found.functions[symbol] = function_types(symbol, found, types, self._captured.get(symbol))

    def _split(self, modules: list[ModuleInfo], problem: str) -> None:
        if len(modules) <= _FEWEST:
            self.found.problems.update({module.name: problem[:500] for module in modules})
            return
        middle = len(modules) // 2
        self.batch(modules[:middle])
        self.batch(modules[middle:])

    def _request(self, modules: list[ModuleInfo]) -> dict[str, Any]:
        return {
            "root": str(self._place.root),
            "source_roots": self._source_roots,
            "python": str(self._place.python),
            "names": self._names,
            "modules": [
                {
                    "name": module.name,
                    "path": module.path,
                    "source_root": module.source_root,
                    "wanted": wanted_types(self._captured, module.name),
                }
                for module in modules
            ],
            "functions": None,
        }


def function_types(
    symbol: str, found: Mapping[str, Any], types: Sequence[Any], captured: Captured | None
) -> FunctionTypes:
    """The record for one function of the worker's answer."""
    seen = captured.types if captured is not None else {}
    return FunctionTypes(
        id=symbol,
        params=tuple(
            ParamTypes(name=name, declared=types[number], observed=observed(seen.get(name, ())))
            for name, number in found["params"]
        ),
        returns=types[found["returns"]],
        expressions={place: types[number] for place, number in found["expressions"].items()},
        variables={name: types[number] for name, number in found["variables"].items()},
    )
