"""Types of all expressions, found by mypy in a process of its own.

`python -P -m agents.analyse.mypy_worker` reads a request as JSON on stdin and writes the answer on stdout:

    {"root": "/target", "source_roots": ["src"], "python": "/env/bin/python",
     "modules": [{"name": "pkg.mod", "path": "src/pkg/mod.py", "source_root": "src",
                  "wanted": {"fn": {"x": "list[int]", "return": "int"}}}],
     "names": ["pkg.mod", ...],
     "functions": ["pkg.mod:fn"] or null for all}

    {"functions": {"pkg.mod:fn": {"params": [["x", 0]], "returns": 1,
                                  "expressions": {"3:4:3:9": 0}, "variables": {"y": 1}}},
     "types": [type, ...], "problems": {"pkg.mod": "why it has no types"}}

`wanted` are types for what has no annotation, `names` all modules of the target; the numbers of the answer
point into `types`. Functions without a result type get the one that their `return` statements have (or else
the wanted one): they are checked with `object` as their result, which lets mypy infer what is returned
without a hint, up to `ROUNDS` times, as each result may help the next; then once more for the answer.
Places are those of the original source. What mypy cannot do for a batch it tries module by module.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
import tokenize
from pathlib import Path
from typing import Any

from mypy import build
from mypy.errors import CompileError
from mypy.modulefinder import BuildSource
from mypy.options import Options

from agents.analyse.annotate import RETURN, Annotated, annotate, functions_of
from agents.analyse.mypy_functions import functions_in
from agents.analyse.mypy_types import ANY, spelled

Json = Any

#: Builds at most that only look for result types.
ROUNDS = 3


class Module:
    """One asked module."""

    def __init__(self, root: Path, request: dict[str, Any]) -> None:
        self.name: str = request["name"]
        self.path = root / request["path"]
        self.folder = str(root / request.get("source_root", ""))
        self.source = request.get("source") or _read(self.path)
        self.wanted: dict[str, dict[str, str]] = {
            name: dict(types) for name, types in request.get("wanted", {}).items()
        }
        #: Result types that calls showed, for where the code itself doesn't tell.
        self.shown = {name: types.pop(RETURN) for name, types in self.wanted.items() if RETURN in types}
        #: Functions without a result type.
        self.open = _open_functions(self.source)
        self.annotated = Annotated(self.source)

    def annotate(self, names: set[str], probing: bool) -> None:
        """Puts the wanted types in; while probing, functions of unknown result return `object`."""
        unknown = {name: {RETURN: "object"} for name in self.open} if probing else {}
        wanted = {
            name: {**unknown.get(name, {}), **self.wanted.get(name, {})}
            for name in {**unknown, **self.wanted}
        }
        self.annotated = annotate(self.source, wanted, names)


def _open_functions(source: str) -> set[str]:
    try:
        functions = list(functions_of(ast.parse(source)))
    except (SyntaxError, ValueError):
        return set()
    return {
        name
        for name, node in functions
        if node.returns is None and isinstance(node, ast.FunctionDef) and not _is_generator(node)
    }


def _is_generator(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))


def _read(path: Path) -> str:
    with tokenize.open(path) as file:
        return file.read()


class Worker:
    """Runs mypy over batches of modules."""

    def __init__(self, request: dict[str, Any], cache: str) -> None:
        self._root = Path(request["root"])
        #: What the asked modules import is looked at once, and kept here for the next round.
        self._cache = cache
        self._builds = 0
        self._search = [str(self._root / folder) for folder in request.get("source_roots") or [""]]
        self._python: str = request.get("python") or sys.executable
        self._names = set(request.get("names") or ()) | {module["name"] for module in request["modules"]}
        asked = request.get("functions")
        self._asked = None if asked is None else set(asked)
        self.functions: dict[str, Json] = {}
        self.problems: dict[str, str] = {}

    def run(self, modules: list[Module]) -> None:
        """Types of these modules; halves the batch where mypy fails."""
        try:
            if any(module.open for module in modules):
                for _ in range(ROUNDS):
                    if not self._learn(modules, self._round(modules, probing=True)):
                        break
            self.functions.update(self._round(modules, probing=False))
        except CompileError as error:
            self._split(modules, "; ".join(error.messages[:3]))
        except (Exception, SystemExit, RecursionError) as error:
            self._split(modules, f"{type(error).__name__}: {error}")

    def _split(self, modules: list[Module], problem: str) -> None:
        if len(modules) == 1:
            self.problems[modules[0].name] = problem[:500]
            return
        middle = len(modules) // 2
        self.run(modules[:middle])
        self.run(modules[middle:])

    def _round(self, modules: list[Module], probing: bool) -> dict[str, Json]:
        for module in modules:
            module.annotate(self._names, probing)
        self._builds += 1
        # A module that mypy knows from its cache has no syntax tree: so none is ever the same.
        mark = f"\n# build {self._builds}\n"
        sources = [
            BuildSource(str(module.path), module.name, module.annotated.source + mark, base_dir=module.folder)
            for module in modules
        ]
        result = build.build(sources, self._options({module.folder for module in modules}))
        found: dict[str, Json] = {}
        for module in modules:
            tree = result.files.get(module.name)
            if tree is not None:
                found.update(functions_in(module.name, module.annotated, tree, result.types))
        return found

    def _options(self, folders: set[str]) -> Options:
        options = Options()
        options.python_executable = self._python
        options.python_version = _python_version(self._python)
        # Folders of the asked modules are searched anyway; mypy refuses those that are installed as well.
        options.mypy_path = [folder for folder in self._search if folder not in folders]
        # The parser that gives the places of `ast` in this interpreter.
        options.native_parser = False
        options.export_types = options.preserve_asts = True
        options.check_untyped_defs = options.ignore_missing_imports = True
        # A variable may hold one type here and another there, as in Python.
        options.allow_redefinition = True
        options.local_partial_types = True
        options.incremental = True
        options.cache_dir = self._cache
        options.follow_imports = "silent"
        options.namespace_packages = options.explicit_package_bases = True
        options.show_traceback = True
        options.plugins = []
        return options

    def _learn(self, modules: list[Module], found: dict[str, Json]) -> bool:
        """Takes result types over into what is wanted; whether there was anything new."""
        learnt = False
        for module in modules:
            for qualname in sorted(module.open):
                returned = found.get(f"{module.name}:{qualname}", {}).get("returned", ANY)
                text = spelled(returned) or module.shown.get(qualname)
                known = module.wanted.setdefault(qualname, {})
                if text and RETURN not in known:
                    known[RETURN] = text
                    learnt = True
        return learnt

    def answer(self) -> Json:
        table = _Table()
        chosen = {
            symbol: {
                "params": [[name, table.number(found)] for name, found in types["params"]],
                "returns": table.number(types["returns"]),
                **{part: table.numbers(types[part]) for part in ("expressions", "variables")},
            }
            for symbol, types in self.functions.items()
            if self._asked is None or symbol in self._asked
        }
        return {"functions": chosen, "types": table.types, "problems": self.problems}


class _Table:
    """Each distinct type once; the answer refers to it by number."""

    def __init__(self) -> None:
        self.types: list[Json] = []
        self._known: dict[str, int] = {}

    def number(self, found: Json) -> int:
        key = json.dumps(found)
        if key not in self._known:
            self._known[key] = len(self.types)
            self.types.append(found)
        return self._known[key]

    def numbers(self, found: dict[str, Json]) -> dict[str, int]:
        return {name: self.number(one) for name, one in found.items()}


def _python_version(python: str) -> tuple[int, int]:
    if Path(python).resolve() == Path(sys.executable).resolve():
        return sys.version_info[:2]
    command = [python, "-I", "-c", "import sys; print(*sys.version_info[:2])"]
    major, minor = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=30
    ).stdout.split()
    return int(major), int(minor)


def main() -> int:
    """Reads the request, writes the answer."""
    # mypy may write to stdout; the answer stays clean.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as cache:
        answer = _answer(request, cache)
    json.dump(answer, out)
    out.flush()
    return 0


def _answer(request: dict[str, Any], cache: str) -> Json:
    worker = Worker(request, cache)
    modules = []
    for wanted in request["modules"]:
        try:
            modules.append(Module(Path(request["root"]), wanted))
        except (OSError, SyntaxError, UnicodeDecodeError) as error:
            worker.problems[wanted["name"]] = f"{type(error).__name__}: {error}"
    if modules:
        worker.run(modules)
    return worker.answer()


if __name__ == "__main__":
    sys.exit(main())
