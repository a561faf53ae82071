"""Every spec runs on Python and on Rust: value, exact type, float bits, exceptions, arguments afterwards.

A spec is a module of tests/spec/ with small annotated functions and `CASES`; `DEOPTS` lists the calls
that native code must hand to Python, `REFUSED` the functions that must not be translated, with the reason
code.  All of them are translated together, built once and compared case by case.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agents.transpiler import pipeline
from tests.transpiler.building import ROOT, build
from tests.transpiler.support import mypy_types, translated

SPECS = {f"spec_{path.stem}": path for path in sorted((ROOT / "tests" / "spec").glob("*.py"))}
RUNNER = Path(__file__).with_name("spec_runner.py")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("specs")]


def expected_refusals() -> dict[str, str]:
    """Symbol -> reason code, as the specs state it."""
    found: dict[str, str] = {}
    for module, path in SPECS.items():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "REFUSED":
                found |= {f"{module}:{name}": code for name, code in ast.literal_eval(node.value).items()}
    return found


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One build and one run of all specs."""
    folder = tmp_path_factory.mktemp("specs")
    sources = {module: path.read_text() for module, path in SPECS.items()}
    program, translation = translated(sources, mypy_types(sources, folder))
    native = build("specs", pipeline.cores(program, translation), sources, folder / "native")
    ported = (ROOT / "agents/shipped/ported.py").read_text()
    (native / "_ported.py").write_text(ported.replace('EXTENSION = "_native"', 'EXTENSION = "_specs_native"'))
    lines = "".join(f'    "{symbol}": "rust",\n' for symbol in sorted(translation.functions))
    (native / "_bindings.py").write_text(f"BINDINGS = {{\n{lines}}}\n")
    for module, source in sources.items():
        (native / f"{module}.py").write_text(source)
    done = subprocess.run(
        [sys.executable, str(RUNNER), str(native), *sources], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    refused = {symbol: [reason.code for reason in reasons] for symbol, reasons in translation.refused.items()}
    return {**answer, "refused": refused, "translated": sorted(translation.functions)}


@pytest.mark.parametrize("module", SPECS)
def test_cases_agree(ran: dict[str, Any], module: str) -> None:
    assert {s: found for s, found in ran["problems"].items() if s.startswith(f"{module}:")} == {}


def test_only_what_is_listed_is_refused(ran: dict[str, Any]) -> None:
    unexpected = {symbol: codes for symbol, codes in ran["refused"].items() if symbol not in expected_refusals()}
    assert unexpected == {}
    assert {s: c for s, c in expected_refusals().items() if c not in ran["refused"].get(s, [])} == {}


def test_there_are_many(ran: dict[str, Any]) -> None:
    assert len(ran["translated"]) >= 300
