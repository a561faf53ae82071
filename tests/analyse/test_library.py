"""The analysis on code by others, and on tables that must not contradict it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.analyse.effects import EFFECTS
from agents.analyse.facts.lookup import FACTS
from agents.analyse.facts.table import spec
from agents.analyse.parsed import ParsedModule
from agents.analyse.purity import analyse
from agents.records import ModuleInfo
from tests.analyse.sources import parsed

LIBRARY = Path(sysconfig.get_paths()["stdlib"])
#: Functions of the standard library that everybody knows to be pure, and some that aren't.
PURE = [
    "colorsys:rgb_to_hls",
    "heapq:heappush",
    "textwrap:dedent",
    "textwrap:TextWrapper.wrap",
    "fractions:Fraction.limit_denominator",
    "statistics:median",
    "posixpath:join",
    "posixpath:dirname",
    "ipaddress:IPv4Address.is_private",
    "shlex:quote",
    "difflib:_keep_original_ws",
    "quopri:needsquoting",
    "html:escape",
    "string:capwords",
    "calendar:isleap",
]
IMPURE = [
    "random:Random.seed",
    "base64:b85decode",
    "calendar:setfirstweekday",
    "posixpath:expanduser",
    "posixpath:abspath",
    "tempfile:gettempdir",
    "getpass:getuser",
    "calendar:main",
    "uuid:uuid1",
    "locale:format_string",
    "fnmatch:fnmatch",
    "warnings:warn",
]
NAMES = sorted(
    {n.partition(":")[0] for n in (*PURE, *IMPURE)}
    | {"enum", "genericpath", "argparse", "_pydecimal", "datetime", "tokenize"}
)


@pytest.fixture(scope="module")
def library() -> dict[str, bool]:
    modules = {}
    for name in NAMES:
        file = LIBRARY / f"{name}.py"
        file = file if file.exists() else LIBRARY / name / "__init__.py"
        source = file.read_text(encoding="utf-8")
        info = ModuleInfo(
            name=name, path=file.name, source_root="", package=name, is_package=False, fingerprint=""
        )
        modules[name] = ParsedModule(info, ast.parse(source), source)
    return {name: symbol.pure for name, symbol in analyse(modules).items()}


@pytest.mark.parametrize("name", PURE)
def test_known_to_be_pure(library: dict[str, bool], name: str) -> None:
    assert library[name]


@pytest.mark.parametrize("name", IMPURE)
def test_known_to_be_impure(library: dict[str, bool], name: str) -> None:
    assert not library[name]


def test_all_rows_can_be_read() -> None:
    for row in FACTS.values():
        spec(row.result)
        assert not row.effect or EFFECTS[row.effect].impure


LINES = st.sampled_from(
    [
        "    y = x + 1",
        "    y = [x]\n    y.append(2)",
        "    print(x)",
        "    for i in range(3):\n        x = i",
        "    if x:\n        return x",
        "    x.items[0] = 1",
        "    return {1, 2}.pop()",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=4), st.integers(0, 2))
def test_layout_and_comments_change_no_verdict(lines: list[str], blank: int) -> None:
    plain = "def f(x):\n" + "\n".join(lines) + "\n"
    spaced = "# first\n" + "\n" * blank + plain.replace("\n", "  # note\n" + "\n" * blank)
    before, after = analyse(parsed({"m.py": plain})), analyse(parsed({"m.py": spaced}))
    for name, symbol in before.items():
        other = after[name]
        assert (symbol.pure, symbol.mutates, symbol.closure) == (other.pure, other.mutates, other.closure)
        assert [e.code for e in symbol.effects] == [e.code for e in other.effects]


@given(
    st.permutations(["def a():\n    return b()\n", "def b():\n    print(1)\n", "def c():\n    return a()\n"])
)
def test_order_of_definitions_changes_no_verdict(parts: list[str]) -> None:
    found = analyse(parsed({"m.py": "\n".join(parts)}))
    assert {n: s.pure for n, s in found.items()} == {"m:a": False, "m:b": False, "m:c": False}
    assert "which calls m:b" in found["m:c"].effects[0].reason.message


def test_reasons_show_place_and_text() -> None:
    found = analyse(parsed({"m.py": "def f(x):\n    y = 1\n    return open(x).read()\n"}))["m:f"]
    reason = found.effects[0].reason
    assert (reason.code, reason.text, reason.span and reason.span.line) == ("io", "open(x)", 3)
    assert reason.lifted_by


def test_many_small_modules_are_quick() -> None:
    files = {
        f"pkg/m{i}.py": f"from pkg.m{i + 1} import f{i + 1}\n\ndef f{i}(x):\n    return f{i + 1}(x) + {i}\n"
        for i in range(300)
    }
    files["pkg/m300.py"] = "def f300(x):\n    return x\n"
    modules = parsed(files)
    start = time.process_time()
    found = analyse(modules)
    assert time.process_time() - start < 10
    assert all(symbol.pure for symbol in found.values())


def test_facts_agree_with_the_table_of_the_transpiler() -> None:
    """What has a row there is pure here, and changes the same argument."""
    import agents.transpiler.table  # noqa: F401  (registers the rows)
    from agents.analyse.facts.lookup import fact
    from agents.transpiler.table.registry import all_rows

    rows = [r for r in all_rows() if not r.name.startswith(("operator.", "char."))]
    assert rows
    for row in rows:
        known = fact(row.name)
        assert known is not None, row.name
        assert (known.effect, known.mutates[:1]) == ("", () if row.mutates is None else (row.mutates,)), (
            row.name
        )


def test_verdicts_are_the_same_in_every_process() -> None:
    """Sets of types and origins must not decide about anything by their order."""
    code = (
        "import pathlib, sys\n"
        "from tests.analyse.sources import parsed\n"
        "from agents.analyse.purity import analyse\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "files = {f.name: f.read_text() for f in sorted(folder.glob('*.py'))}\n"
        "print([s.model_dump_json() for s in analyse(parsed(files)).values()])\n"
    )
    root = Path(__file__).parent.parent.parent
    seen = set()
    for seed in ("1", "2", "3"):
        argv = [sys.executable, "-c", code, str(root / "agents" / "analyse" / "flow")]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(argv, cwd=root, env=env, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    assert len(seen) == 1
