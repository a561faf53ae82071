"""Imports point downwards only: cores <- agents <- fleet, without cycles; what is shipped needs nothing."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Layer -> layers that it may import.
MAY_IMPORT = {
    "cores": {"cores"},
    "agents": {"agents", "cores"},
    "fleet": {"fleet", "agents", "cores"},
}
#: Runs inside of targets: beside the standard library only this, and only where it is installed.
OPTIONAL = {"hypothesis", "pytest"}
#: Outside packages that a layer may use. The pure core has none.
OUTSIDE = {
    "cores": set[str](),
    "agents": {"pydantic", "mypy", "hypothesis", "pytest", "tomlkit"},
    "fleet": {"rich"},
}


def modules(layer: str) -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / layer).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path, whole: bool = True) -> Iterator[str]:
    """Absolute names of what a module imports; not `whole`: only what importing it imports."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree) if whole else at_import(tree.body):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                outer = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*outer, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported."""
    for node in body:
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in ("body", "orelse", "finalbody"):
                yield from at_import([each for each in getattr(node, part, []) if isinstance(each, ast.stmt)])


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_point_downwards(layer: str) -> None:
    upwards = [
        f"{name} imports {imported}"
        for name, path in modules(layer).items()
        for imported in imports(name, path)
        if imported.partition(".")[0] in MAY_IMPORT and imported.partition(".")[0] not in MAY_IMPORT[layer]
    ]
    assert upwards == []


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_uses_only_the_packages_it_may(layer: str) -> None:
    known = set(sys.stdlib_module_names) | set(MAY_IMPORT) | OUTSIDE[layer]
    strange = [
        f"{name} imports {imported}"
        for name, path in modules(layer).items()
        for imported in imports(name, path)
        if imported.partition(".")[0] not in known and not name.startswith("agents.shipped")
    ]
    assert strange == []


def test_what_is_shipped_needs_only_the_standard_library() -> None:
    known = set(sys.stdlib_module_names) | OPTIONAL
    own = {path.stem for path in (ROOT / "agents" / "shipped").iterdir()}
    strange = [
        f"{name} imports {imported}"
        for name, path in modules("agents/shipped").items()
        for imported in imports(f"agents.shipped.{name}" if "." not in name else name, path)
        if imported.partition(".")[0] not in known | own and not imported.startswith("agents.shipped")
    ]
    assert strange == []


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_no_module_imports_itself_by_a_detour(layer: str) -> None:
    paths = modules(layer)
    graph = {
        name: sorted(
            {
                found
                for each in imports(name, path, whole=False)
                if (found := nearest(each, paths)) and found != name
            }
        )
        for name, path in paths.items()
    }
    assert cycles(graph) == []


def nearest(imported: str, paths: dict[str, Path]) -> str:
    """The module that an imported name is, or lies in."""
    while imported and imported not in paths:
        imported = imported.rpartition(".")[0]
    return imported


def cycles(graph: dict[str, list[str]]) -> list[list[str]]:
    """Groups of modules that import each other (Tarjan's algorithm)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_the_search_for_cycles_finds_one() -> None:
    assert cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == [["a", "b", "c"]]
    assert cycles({"a": ["b"], "b": []}) == []
