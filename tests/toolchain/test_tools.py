"""ruff, mypy's process, and the search for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cores.cargo_messages import diagnostics
from fleet.errors import UserError
from fleet.programs import program
from fleet.toolchain import CargoToolchain, ToolFailed


def test_ruff_finds_and_finds_nothing(tools: CargoToolchain, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os\n")
    (finding,) = tools.ruff(tmp_path)
    assert finding["code"] == "F401" and finding["location"]["row"] == 1
    (tmp_path / "a.py").write_text("")
    assert tools.ruff(tmp_path) == []


def test_types_that_fail_say_why(tools: CargoToolchain, tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="mypy"):
        tools.types({"root": str(tmp_path), "python": str(tools.interpreter.path), "modules": "no list"})


def test_a_missing_program_comes_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(UserError, match="cargo") as caught:
        program("cargo")
    assert caught.value.code == "program-missing" and "rustup.rs" in caught.value.hint


def test_odd_lines_among_cargos_messages() -> None:
    lines = [
        "warning: text",
        "{broken",
        '{"reason":"build-finished","success":false}',
        *(
            json.dumps({"reason": "compiler-message", "message": {"level": "error", "message": text}})
            for text in ("linking failed", "aborting due to 1 error")
        ),
    ]
    assert [d.message for d in diagnostics("\n".join(lines))] == ["linking failed"]
