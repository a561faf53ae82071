"""cargo, maturin and rustfmt on a real crate, in the real sandbox."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from agents.ports import Completed
from cores.cargo_messages import diagnostics, errors
from fleet.errors import UserError
from fleet.toolchain import CargoToolchain

from .conftest import write_crate

pytestmark = pytest.mark.slow


def answer_of(folder: Path) -> str:
    command = [sys.executable, "-P", "-c", "import _demo_native as m; print(m.answer(), m.__file__)"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(folder)}
    )
    value, place = done.stdout.split()
    assert Path(place).parent == folder
    return value


def ok(done: Completed) -> None:
    assert done.ok, done.stderr


def test_staging_build_is_put_in_place(tools: CargoToolchain, tmp_path: Path) -> None:
    crate = write_crate(tmp_path / "crate", "41")
    into = tmp_path / "into"
    ok(tools.build_staging(crate, "_demo_native", into))
    assert [path.name for path in into.iterdir()] == [f"_demo_native{tools.interpreter.extension_suffix}"]
    assert answer_of(into) == "41"
    write_crate(crate, "42")
    ok(tools.build_staging(crate, "_demo_native", into))
    assert answer_of(into) == "42"
    assert not (crate / "target").exists()


def test_worktrees_of_one_target_never_get_each_others_build(tools: CargoToolchain, tmp_path: Path) -> None:
    crates = {answer: write_crate(tmp_path / f"w{answer}", answer) for answer in ("1", "2")}
    for answer in ("1", "2", "1", "1", "2"):
        ok(tools.build_staging(crates[answer], "_demo_native", tmp_path / "into"))
        assert answer_of(tmp_path / "into") == answer


def test_a_failed_build_leaves_no_older_one_and_says_where(tools: CargoToolchain, tmp_path: Path) -> None:
    crate = write_crate(tmp_path / "crate", "1")
    ok(tools.build_staging(crate, "_demo_native", tmp_path / "into"))
    write_crate(crate, '"text"')
    done = tools.build_staging(crate, "_demo_native", tmp_path / "into")
    assert not done.ok and list((tmp_path / "into").iterdir()) == []
    (error,) = errors(done.stdout)
    assert (error.file, error.line, error.code) == ("src/core.rs", 5, "E0308")
    assert "mismatched types" in error.message and "src/core.rs:5" in error.rendered


def test_check_and_clippy_tell_findings(tools: CargoToolchain, tmp_path: Path) -> None:
    crate = write_crate(tmp_path / "crate", "1")
    ok(tools.cargo_check(crate))
    ok(tools.clippy(crate))
    write_crate(crate, "return 1")
    ok(tools.cargo_check(crate))
    done = tools.clippy(crate)
    assert [(d.level, d.file, d.line, d.code) for d in diagnostics(done.stdout)] == [
        ("warning", "src/core.rs", 5, "clippy::needless_return")
    ]
    write_crate(crate, "return if 1 == 1 { 1 } else { 2 }")
    ok(tools.cargo_check(crate))
    found = [(d.level, d.code) for d in diagnostics(tools.clippy(crate).stdout)]
    assert ("error", "clippy::eq_op") in found
    write_crate(crate, "missing_name!()")
    assert [d.file for d in errors(tools.cargo_check(crate).stdout)] == ["src/core.rs"]


def test_foreign_rust_reads_no_secrets(tools: CargoToolchain, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("1")
    crate = write_crate(tmp_path / "crate", f'include_str!("{secret}").len() as i64')
    done = tools.cargo_check(crate)
    assert [d.file for d in errors(done.stdout)] == ["src/core.rs"]
    assert "No such file" in done.stdout


def test_format_in_place(tools: CargoToolchain, tmp_path: Path) -> None:
    crate = write_crate(tmp_path / "crate", "1")
    before = (crate / "src/core.rs").read_text()
    (crate / "src/core.rs").write_text(before.replace("    1", "1").replace(") ->", ")->"))
    ok(tools.format_rust(crate))
    assert (crate / "src/core.rs").read_text() == before


def test_wheel_is_the_only_thing_there_and_works(tools: CargoToolchain, tmp_path: Path) -> None:
    crate = write_crate(tmp_path / "crate", "7")
    into = tmp_path / "wheels"
    into.mkdir()
    (into / "old.whl").write_text("")
    ok(tools.build_wheel(crate, tools.interpreter.path, into))
    (wheel,) = into.iterdir()
    assert wheel.name.startswith("demo_native-0.1.0-cp") and wheel.suffix == ".whl"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = [sys.executable, "-P", "-c", "import _demo_native as m; print(m.answer())"]
    env = {"PYTHONPATH": str(tmp_path / "site")}
    assert subprocess.run(command, capture_output=True, text=True, env=env).stdout == "7\n"


def test_a_missing_part_of_the_toolchain_is_named(
    tools: CargoToolchain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CargoToolchain, "sysroot", tmp_path)
    with pytest.raises(UserError, match="cargo is missing") as caught:
        CargoToolchain(tools.sandbox, tools.interpreter).cargo_check(write_crate(tmp_path / "crate", "1"))
    assert "rustup" in caught.value.hint
