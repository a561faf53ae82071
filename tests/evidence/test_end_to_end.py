"""From the tests of a small target to evidence that its own pytest runs: every step in real processes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from agents.evidence import benchmarks, goldens, properties
from agents.evidence.capture import capture
from agents.evidence.recipes import joined, static_recipes
from agents.evidence.runs import Runner
from agents.evidence.strategies import Sources, spec_of
from agents.ports import Checkout, Completed, Environment, Limits
from agents.records import Captured
from tests.runner.conftest import PORTED

MODULE = '''\
import enum
from typing import NamedTuple
from shop._ported import ported

RATE = 19

class Kind(enum.Enum):
    FOOD = 1
    BOOK = 2

class Line(NamedTuple):
    name: str
    cents: int

@ported
def gross(cents, rate=RATE):
    """Rounded half up."""
    if cents < 0:
        raise ValueError(f"negative: {cents}")
    return cents + (cents * rate + 50) // 100

@ported
def total(lines: list[Line], kind: Kind = Kind.FOOD) -> int:
    return sum(gross(line.cents, 7 if kind is Kind.BOOK else 19) for line in lines)

@ported
def sort_in(names, name):
    names.append(name)
    names.sort()

@ported
def never_called(text):
    return text.upper()
'''
TESTS = """\
import pytest
from shop.cart import *

def test_all():
    assert gross(100) == 119
    assert gross(250, 7) == 268
    with pytest.raises(ValueError):
        gross(-1)
    assert total([Line("a", 100), Line("b", 50)]) == 179
    assert total([], Kind.BOOK) == 0
    names = ["b"]
    sort_in(names, "a")
    assert names == ["a", "b"]
"""
#: What the generated `_ported.py` has besides.
MORE = """
BINDINGS = {}
NATIVE = ("rust", "sealed")
def health():
    return {"symbols": {name: {"path": "native" if name in PORTS else "python", "reason": "no port"}
            for name in BINDINGS}}
"""
IDS = [f"shop.cart:{name}" for name in ("gross", "total", "sort_in", "never_called")]


class Plain:
    """A sandbox that isolates nothing."""

    def run(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
        stdin: str = "",
    ) -> Completed:
        done = subprocess.run(
            list(argv),
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            timeout=limits.seconds,
        )
        return Completed(tuple(argv), done.returncode, done.stdout, done.stderr, 0.0)


class Target:
    """The target's folder with what every stage made of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in {
            "shop/__init__.py": "",
            "shop/cart.py": MODULE,
            "shop/_ported.py": PORTED.replace("NATIVE", "PORTS") + MORE,
            "tests/test_cart.py": TESTS,
            "conftest.py": "",
        }.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        self.runner = Runner(Plain(), Path(sys.executable), root, ("",), "shop._ported", root / "jobs")

    def captured(self) -> dict[str, Captured]:
        command = (sys.executable, "-m", "pytest", "-q")
        environment = Environment(self.root, Path(sys.executable), (), command)
        checkout = Checkout(self.root, "main", "0", environment)
        result = capture(Plain(), checkout, IDS, self.root / "capture")
        assert result.runs[0].ok, result.runs[0].stdout
        return result.captured

    def specs(self, captured: dict[str, Captured]) -> dict[str, dict[str, Any]]:
        tree = ast.parse(MODULE)
        nodes = Sources.of({"shop.cart": tree}).functions
        recipes = joined(static_recipes("shop.cart", tree))
        return {name: spec_of(nodes[name], None, captured.get(name), recipes) for name in IDS}

    def pytest(self) -> tuple[int, str]:
        env = {**os.environ, "COREFLEET_CASES": "200", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/parity"]
        done = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout

    def write_evidence(self, specs: dict[str, Any], lines: dict[str, Any]) -> None:
        files = {
            "tests/parity/test_parity_shop_cart.py": properties.parity_test(
                "shop.cart", "shop._ported", specs
            ),
            "docs/work/golden/shop.cart.jsonl": goldens.corpus(lines, "shop.cart"),
            "benchmarks/bench_shop_cart.py": benchmarks.benchmark("shop.cart", "shop._ported", IDS, {IDS[2]}),
            **properties.support_files(),
            **benchmarks.asv_files("shop"),
        }
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)

    def bind(self, natives: str) -> None:
        with (self.root / "shop" / "_ported.py").open("a") as file:
            file.write(f"BINDINGS.update(dict.fromkeys({IDS[:3]!r}, 'rust'))\n{natives}\n")


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Captured]]:
    target = Target(tmp_path_factory.mktemp("target"))
    captured = target.captured()
    specs = target.specs(captured)
    jobs = [goldens.golden_job(name, specs[name], captured.get(name)) for name in IDS]
    return specs, goldens.lines_of(goldens.record(target.runner, jobs, seed=1)), captured


@pytest.fixture
def target(tmp_path: Path, made: Any) -> Target:
    target = Target(tmp_path)
    target.write_evidence(made[0], made[1])
    return target


def test_specs_hold_types_values_and_constants(made: Any) -> None:
    specs, _, captured = made
    assert captured[IDS[0]].raised == 1
    gross = specs[IDS[0]]
    assert [(p["name"], p["type"], p["default"]) for p in gross["params"]] == [
        ("cents", "int", False),
        ("rate", "int", True),
    ]
    assert sorted(gross["params"][0]["seen"]) == [-1, 50, 100, 250]
    assert {0, 50, 100, "negative: "} <= set(gross["constants"])
    total = specs[IDS[1]]
    assert total["params"][0]["type"] == "list[shop.cart.Line]"
    line = total["classes"]["shop.cart.Line"]
    assert (line["kind"], line["fields"]) == ("namedtuple", {"0": "str", "1": "int"})
    assert total["classes"]["shop.cart.Kind"]["members"] == ["shop.cart:Kind.FOOD", "shop.cart:Kind.BOOK"]
    assert specs[IDS[3]]["params"][0]["type"] == "Any"


def test_goldens_are_captured_and_generated(made: Any) -> None:
    _, lines, _ = made
    assert sorted(lines) == sorted(IDS)
    assert lines[IDS[0]][0] == {
        "symbol": IDS[0], "args": [100, 19], "kwargs": {}, "result": 119, "source": "captured",
    }  # fmt: skip
    assert any("raises" in line for line in lines[IDS[0]])
    assert any("after" in line for line in lines[IDS[2]])
    assert {line["source"] for line in lines[IDS[1]]} == {"captured", "generated"}


def test_the_written_tests_pass_while_all_is_python(target: Target) -> None:
    code, output = target.pytest()
    assert code == 0, output
    assert "12 passed" in output


RIGHT = """
@native("shop.cart:gross")
def _gross(cents, rate=19):
    if cents < 0: raise ValueError(f"negative: {cents}")
    return cents + (cents * rate + 50) // 100
@native("shop.cart:total")
def _total(lines, kind=None):
    from shop.cart import Kind, gross
    if kind is None: raise Deopt
    return sum(gross(line.cents, 7 if kind is Kind.BOOK else 19) for line in lines)
@native("shop.cart:sort_in")
def _sort_in(names, name):
    names.append(name); names.sort()
"""


def test_and_when_the_right_ports_are_bound(target: Target) -> None:
    target.bind(
        RIGHT.replace("kind=None", "kind='x'").replace(
            "if kind is None: raise Deopt", "if kind == 'x': raise Deopt"
        )
    )
    code, output = target.pytest()
    assert code == 0, output


def test_a_wrong_port_fails_them(target: Target) -> None:
    target.bind(RIGHT.replace("+ 50", "+ 49"))
    code, output = target.pytest()
    assert code == 1
    assert "test_corpus[shop.cart:gross]" in output
    assert "test_random_calls[shop.cart:gross]" in output


def test_a_binding_that_is_not_live_fails_them(target: Target) -> None:
    target.bind("")
    code, output = target.pytest()
    assert code == 1
    assert output.count("FAILED") == 3
    assert "no port" in output


def test_the_runner_attributes_a_crash(target: Target, made: Any) -> None:
    target.bind(RIGHT.replace("names.append(name)", "import ctypes; ctypes.string_at(0)"))
    specs = made[0]
    jobs = [{"id": name, "spec": specs[name]} for name in IDS]
    results = target.runner.run("parity", jobs, seconds=60, seed=1, cases=100)
    found = {name: result["status"] for name, result in results.symbols.items()}
    assert found == {IDS[0]: "passed", IDS[1]: "passed", IDS[2]: "failed", IDS[3]: "undecided"}, (
        results.symbols
    )
    assert results.symbols[IDS[2]]["crashed"] is True
    assert "signal 11" in results.symbols[IDS[2]]["message"]


@pytest.mark.slow
def test_plain_asv_runs_them(target: Target) -> None:
    target.bind(RIGHT)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(target.root))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "all")):
        subprocess.run([*git, *words], check=True, timeout=30)
    asv = [sys.executable, "-m", "asv"]
    env = {**os.environ, "ASV_PYTHONPATH": str(target.root), "HOME": str(target.root)}
    subprocess.run([*asv, "machine", "--yes"], cwd=target.root, env=env, capture_output=True, timeout=60)
    words = ("run", "-E", "existing:same", "--set-commit-hash", "HEAD", "--quick", "--show-stderr")
    done = subprocess.run(
        [*asv, *words], cwd=target.root, env=env, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "time_rust_gross" in done.stdout and "failed" not in done.stdout


def test_benchmarks_run_both_sides(target: Target) -> None:
    target.bind(RIGHT)
    code = (
        "import sys; sys.path[:0] = ['benchmarks', '.']; import bench_shop_cart as b\n"
        "for cls in (b.GrossCalls, b.TotalCalls, b.SortInCalls, b.NeverCalledCalls):\n"
        "    one = cls(); one.setup(); assert one.calls\n"
        "    for name in dir(cls):\n"
        "        if name.startswith('time_'): getattr(one, name)(); print(name)\n"
        "print(b.ported.counters()['shop.cart:gross']['native'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=target.root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "time_python_gross" in done.stdout and "time_rust_sort_in" in done.stdout
    assert int(done.stdout.split()[-1]) >= 4
