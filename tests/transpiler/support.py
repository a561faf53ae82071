"""Programs out of source text, for tests of the transpiler: types come from the annotations alone."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from agents.analyse.types import Place, find_types
from agents.ports import Toolchain
from agents.records import FunctionTypes, ModuleInfo, ParamTypes, Span, Symbol
from agents.transpiler import pipeline
from agents.transpiler.program import Program
from agents.transpiler.scopes import module_scope

ROOT = Path(__file__).resolve().parents[2]
_NAMES = {name: f"builtins.{name}" for name in ("int", "float", "str", "bool", "bytes", "object", "range", "list", "dict", "set")}


def annotation(node: ast.expr | None) -> Any:
    """mypy's JSON for a simple annotation."""
    match node:
        case None:
            return {"k": "any"}
        case ast.Constant(value=None):
            return {"k": "none"}
        case ast.Name(id=name):
            return {"k": "inst", "n": _NAMES.get(name, f"x.{name}"), "a": []}
        case ast.BinOp(left=left, right=right):
            return {"k": "union", "a": [annotation(left), annotation(right)]}
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[item, ast.Constant(value=el)])) if el is ...:
            return {"k": "inst", "n": "builtins.tuple", "a": [annotation(item)]}
        case ast.Subscript(value=ast.Name(id=name), slice=inner):
            items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            args = [annotation(item) for item in items]
            return {"k": "tuple", "a": args} if name == "tuple" else {"k": "inst", "n": f"builtins.{name}", "a": args}
    return {"k": "any"}


class _Mypy:
    """The one tool that finding types needs."""

    def types(self, request: Mapping[str, Any]) -> dict[str, Any]:
        command = [sys.executable, "-m", "agents.analyse.mypy_worker"]
        done = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr[-2000:]
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def mypy_types(sources: dict[str, str], folder: Path) -> dict[str, FunctionTypes]:
    """What the fleet itself would know of the types."""
    modules = []
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)
        modules.append(
            ModuleInfo(name=name, path=f"{name}.py", source_root="", package=name, is_package=False, fingerprint="")
        )
    found = find_types(cast(Toolchain, _Mypy()), Place(folder, Path(sys.executable)), modules, {})
    assert not found.problems, found.problems
    return found.functions


def program(sources: dict[str, str]) -> Program:
    """A program in which every function is pure."""
    symbols: dict[str, Symbol] = {}
    types: dict[str, FunctionTypes] = {}
    scopes = {}
    for module, source in sources.items():
        tree = ast.parse(source)
        scopes[module] = module_scope(module, source, tree, False)
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name, node in functions.items():
            symbol = f"{module}:{name}"
            args = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            params = tuple(ParamTypes(name=arg.arg, declared=annotation(arg.annotation)) for arg in args)
            symbols[symbol] = _symbol(symbol, module, node, functions)
            types[symbol] = FunctionTypes(id=symbol, params=params, returns=annotation(node.returns), expressions={})
    return Program(scopes, symbols, types)


def _symbol(symbol: str, module: str, node: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> Symbol:
    called = {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    calls = tuple(sorted(f"{module}:{name}" for name in called & set(functions)))
    span = Span(path=f"{module}.py", line=node.lineno)
    return Symbol(id=symbol, core=module, kind="function", span=span, fingerprint="", closure="", pure=True, calls=calls)


def translated(
    sources: dict[str, str], types: dict[str, FunctionTypes] | None = None
) -> tuple[Program, pipeline.Translation]:
    """The program with everything in it translated."""
    made = program(sources)
    made.types.update(types or {})
    return made, pipeline.translate(made, list(made.symbols))


def formatted(rust: str) -> str:
    """Rust text through rustfmt."""
    command = ["rustfmt", "--edition", "2021", "--config", "max_width=100"]
    done = subprocess.run(command, input=rust, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
