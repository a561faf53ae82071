"""Runs each check of checks/ in a process of its own, on each interpreter."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .shop_site import Site

CHECKS = Path(__file__).parent / "checks"
FILES = ("api", "calls", "deopts", "guards", "life", "tracing")


def checks() -> list[tuple[str, str]]:
    return [
        (file, node.name)
        for file in FILES
        for node in ast.parse((CHECKS / f"{file}.py").read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
    ]


@pytest.mark.parametrize(("file", "name"), checks())
def test_check(shared_site: Site, file: str, name: str) -> None:
    done = shared_site.run(str(CHECKS / "run.py"), str(CHECKS / f"{file}.py"), name)
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stderr == ""


def test_a_failing_check_fails(shared_site: Site, tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("def check_bad():\n    assert False\n")
    assert shared_site.run(str(CHECKS / "run.py"), str(bad), "check_bad").returncode == 1
