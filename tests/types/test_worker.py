"""The worker in a process of its own, over small packages."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from agents.analyse.types import Place, Types, find_types
from agents.records import Captured, ModuleInfo

ROOT = Path(__file__).parents[2]
INT, FLOAT, STR = ({"k": "inst", "n": f"builtins.{name}"} for name in ("int", "float", "str"))
LIST_INT = {"k": "inst", "n": "builtins.list", "a": [INT]}


class Worker:
    """As the toolchain runs it."""

    def __init__(self) -> None:
        self.requests: list[Mapping[str, Any]] = []
        self.deadly = ""

    def types(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self.requests.append(request)
        if any(module["name"] == self.deadly for module in request["modules"]):
            raise RuntimeError("killed")
        done = subprocess.run(
            [sys.executable, "-P", "-m", "agents.analyse.mypy_worker"],
            input=json.dumps(request), capture_output=True, text=True, cwd=request["root"],
            env={"PYTHONPATH": str(ROOT)}, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


def modules_of(root: Path, files: dict[str, str]) -> list[ModuleInfo]:
    found = []
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
        name = path.removeprefix("src/").removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        found.append(
            ModuleInfo(
                name=name,
                path=path,
                source_root="src" if path.startswith("src/") else "",
                package=name.partition(".")[0],
                is_package=path.endswith("__init__.py"),
                fingerprint="",
            )
        )
    return found


def types_of(root: Path, files: dict[str, str], captured: dict[str, Captured] | None = None) -> Types:
    worker: Any = Worker()
    return find_types(worker, Place(root, Path(sys.executable)), modules_of(root, files), captured or {})


def type_at(types: Types, symbol: str, source: str, text: str) -> Any:
    """Type of the first expression of the function that reads like this."""
    name = symbol.partition(":")[2].rpartition(".")[2]
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    function = next(node for node in functions if node.name == name)
    for node in (node for statement in function.body for node in ast.walk(statement)):
        if isinstance(node, ast.expr) and ast.unparse(node) == text:
            place = f"{node.lineno}:{node.col_offset}:{node.end_lineno}:{node.end_col_offset}"
            return types.functions[symbol].expressions[place]
    raise AssertionError(text)


ANNOTATED = """\
from typing import NamedTuple, Literal
class P(NamedTuple):
    x: float
    y: int = 0
def f(a: int, b: "list[float] | None" = None, *args: str, k: Literal["a"] = "a") -> float:
    x = []
    for i in range(a):
        x.append(i)
    if b is None:
        return float(a)
    total = sum(b)
    n = 1
    n = n / 2
    text = f"{a:>{i}} {total!r}"
    p = P(total, a)
    return p.x + len(text) + n + x[0]
class C:
    def __init__(self, n: int) -> None:
        self.n = n
    @property
    def twice(self) -> int:
        return self.n * 2
    @twice.setter
    def twice(self, value: int) -> None:
        self.n = value // 2
"""


def test_annotated(tmp_path: Path) -> None:
    types = types_of(tmp_path, {"m.py": ANNOTATED})
    found = types.functions["m:f"]
    assert types.problems == {}
    assert [param.name for param in found.params] == ["a", "b", "args", "k"]
    assert found.params[0].declared == INT
    assert found.params[2].declared == {"k": "inst", "n": "builtins.tuple", "a": [STR]}
    assert found.params[3].declared == {"k": "literal", "n": "builtins.str", "v": "a"}
    assert found.returns == FLOAT
    assert found.variables["x"] == LIST_INT, "a partial type is resolved"

    def at(text: str) -> Any:
        return type_at(types, "m:f", ANNOTATED, text)

    assert at("sum(b)")["k"] in ("union", "inst")
    assert at("p.x") == FLOAT
    assert at("P(total, a)") == {"k": "inst", "n": "m.P", "tuple": [FLOAT, INT]}
    assert at("x[0]") == INT
    assert at("n / 2") == FLOAT, "a variable may change its type"
    assert at("b is None") == {"k": "inst", "n": "builtins.bool"}
    assert types.functions["m:C.twice"].params[0].declared == {"k": "inst", "n": "m.C"}
    assert types.functions["m:C.twice"].returns == INT


def test_names_have_the_narrowed_type(tmp_path: Path) -> None:
    source = (
        "def f(x: int | str | None) -> int:\n    if x is None:\n        return 0\n"
        "    if isinstance(x, str):\n        return len(x)\n    return x + 1\n"
    )
    found = types_of(tmp_path, {"m.py": source}).functions["m:f"].expressions
    assert found["5:19:5:20"] == STR
    assert found["6:11:6:12"] == INT
    assert found["2:7:2:8"]["k"] == "union"


UNTYPED = """\
def helper(x):
    return [y * 2 for y in x]
def caller(x, n):
    return helper(x)[n]
def flag():
    return True
def power(n):
    if n == 0: return 1
    return n * power(n - 1)
def maybe(n):
    if n: return n
class Thing:
    def __init__(self, size): self.size = size
    def double(self): return self.size * 2
"""


def seen(name: str, returns: str = "", **types: str) -> Captured:
    counts = {key: ((spelled, 3),) for key, spelled in types.items()}
    shown = ((returns, 3),) if returns else ()
    return Captured(id=name, calls=3, seconds=0.1, raised=0, types=counts, returns=shown)


def test_unannotated_with_captured_calls(tmp_path: Path) -> None:
    captured = {
        "m:helper": seen("m:helper", x="list[int]"),
        "m:caller": seen("m:caller", x="list[int]", n="int"),
        "m:power": seen("m:power", n="int"),
        "m:maybe": seen("m:maybe", n="int"),
        "m:Thing.__init__": seen("m:Thing.__init__", self="m.Thing", size="float"),
    }
    found = types_of(tmp_path, {"m.py": UNTYPED}, captured).functions
    assert found["m:helper"].params[0].declared == LIST_INT
    assert found["m:helper"].params[0].observed == (("list[int]", 3),)
    assert found["m:helper"].returns == LIST_INT
    assert found["m:caller"].returns == INT, "the result of one helps the next"
    assert found["m:flag"].returns == {"k": "inst", "n": "builtins.bool"}
    assert found["m:power"].returns == INT, "recursion"
    assert found["m:maybe"].returns == {"k": "union", "a": [{"k": "none"}, INT]}
    assert found["m:Thing.double"].returns == FLOAT
    place = UNTYPED.splitlines()[13].index("self.size")
    assert found["m:Thing.double"].expressions[f"14:{place}:14:{place + 9}"] == FLOAT


def test_unannotated_without_calls_gets_nothing(tmp_path: Path) -> None:
    found = types_of(tmp_path, {"m.py": UNTYPED}).functions
    assert found["m:caller"].params[0].declared == {"k": "any"}
    assert found["m:caller"].returns == {"k": "any"}


def test_captured_results_help_where_the_code_does_not_tell(tmp_path: Path) -> None:
    source = "import nowhere\ndef f(x):\n    return nowhere.g(x)\ndef h(x):\n    return f(x) + 1\n"
    captured = {"m:f": seen("m:f", returns="int", x="int"), "m:h": seen("m:h", x="int")}
    found = types_of(tmp_path, {"m.py": source}, captured).functions
    assert found["m:h"].returns == INT


def test_classes_of_the_target_stand_in(tmp_path: Path) -> None:
    files = {
        "src/shop/__init__.py": "",
        "src/shop/line.py": "class Line:\n    price: float = 1.0\n",
        "src/shop/cart.py": "def total(lines):\n    return sum(line.price for line in lines)\n",
    }
    captured = {"shop.cart:total": seen("shop.cart:total", lines="list[shop.line.Line]")}
    found = types_of(tmp_path, files, captured).functions["shop.cart:total"]
    assert found.params[0].declared["a"] == [{"k": "inst", "n": "shop.line.Line"}]
    assert found.variables["line"] == {"k": "inst", "n": "shop.line.Line"}


def test_a_syntax_error_costs_no_other_module_its_types(tmp_path: Path) -> None:
    files = {
        "p/__init__.py": "",
        "p/bad.py": "def f(:\n",
        "p/a.py": "def f() -> int: return 1\n",
        "p/b.py": "x = 1\n",
    }
    types = types_of(tmp_path, files)
    assert types.functions["p.a:f"].returns == INT
    assert list(types.problems) == ["p.bad"]


def test_type_errors_do_not_matter(tmp_path: Path) -> None:
    source = "def f(x: int) -> str:\n    y: str = x + 'a'\n    return nothing(y) + x\n"
    types = types_of(tmp_path, {"m.py": source})
    assert types.problems == {}
    assert types.functions["m:f"].expressions["2:13:2:14"] == INT


def test_a_dead_process_costs_one_module(tmp_path: Path) -> None:
    files = {f"m{n}.py": f"def f() -> int: return {n}\n" for n in range(4)}
    worker: Any = Worker()
    worker.deadly = "m2"
    modules = [info.model_copy(update={"package": "one"}) for info in modules_of(tmp_path, files)]
    types = find_types(worker, Place(tmp_path, Path(sys.executable)), modules, {})
    assert sorted(types.functions) == ["m0:f", "m1:f", "m3:f"]
    assert types.problems == {"m2": "RuntimeError: killed"}


def test_places_are_those_of_ast_behind_wide_characters(tmp_path: Path) -> None:
    source = 'def f(n: int) -> str:\n    return "é日😀" + str(n)\n'
    assert type_at(types_of(tmp_path, {"m.py": source}), "m:f", source, "str(n)") == STR


@pytest.mark.parametrize("name", ["é", "dup"])
def test_functions_that_are_defined_twice(tmp_path: Path, name: str) -> None:
    body = f"    def {name}(a: int) -> int: return a"
    source = f"import sys\nif sys.argv:\n{body}\nelse:\n{body} + 1\n"
    types = types_of(tmp_path, {"m.py": source})
    assert types.functions[f"m:{name}"].returns == INT
