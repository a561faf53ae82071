"""A generated crate builds offline from its own lock, loads, and runs what it was proven for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.install.bindings import flip
from agents.install.plan import needed_fingerprints, plan
from tests.install.conftest import CORES, MODULES, RESOURCES, TARGET, TREE, write

ROOT = Path(__file__).parent.parent.parent
VERSION = "{}.{}".format(*sys.version_info)
pytestmark = pytest.mark.slow


def fingerprints(folder: Path) -> dict[str, dict[str, str]]:
    """As the fleet asks the target's interpreter for them."""
    job = [
        {"module": name, "path": str(folder / f"{name.replace('.', '/')}.py"), "names": names}
        for name, names in needed_fingerprints(CORES).items()
    ]
    script = [sys.executable, "-I", str(ROOT / "agents/shipped/fingerprints.py")]
    done = subprocess.run(script, input=json.dumps(job), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer["version"] == VERSION
    return {symbol: {answer["version"]: value} for symbol, value in answer["fingerprints"].items()}


@dataclass(frozen=True)
class Built:
    folder: Path
    cargo: subprocess.CompletedProcess[str]

    def run(self, code: str, **environment: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(self.folder), **environment}
        done = subprocess.run(
            [sys.executable, "-P", "-c", code], cwd=self.folder, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def flip(self, symbol: str, value: str) -> None:
        path = self.folder / "demo/_bindings.py"
        path.write_text(flip(path.read_text(), symbol, value))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("target")
    write(folder, TREE)
    done = plan(TARGET, CORES, MODULES, TREE, RESOURCES, fingerprints(folder))
    write(folder, done.files)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    env = {**os.environ, "CARGO_TARGET_DIR": str(target), "PYO3_PYTHON": sys.executable}
    command = ["cargo", "build", "--profile", "staging", "--locked", "--offline", "-j2"]
    cargo = subprocess.run(command, cwd=folder / "rust_core", env=env, capture_output=True, text=True)
    if cargo.returncode == 0:
        shutil.copy(target / "staging/lib_demo_native.so", folder / "_demo_native.so")
    return Built(folder, cargo)


def test_it_builds_from_its_lock_without_a_warning_of_its_own(built: Built) -> None:
    assert built.cargo.returncode == 0, built.cargo.stderr
    assert "demo-native" not in built.cargo.stderr.replace("Compiling demo-native", "")


def test_it_is_formatted(built: Built) -> None:
    files = [str(path) for path in (built.folder / "rust_core/src").glob("*.rs")]
    done = subprocess.run(["rustfmt", "--edition", "2021", "--check", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_callers_get_python_until_the_flip_and_after_the_undo(built: Built) -> None:
    calls = "import demo.sums as s, demo._ported as p; print(s.quarter(8.0), p.counters())"
    assert built.run(calls) == "2.0 {}"
    built.flip("demo.sums:quarter", "rust")
    flipped = built.run(
        "import json, demo.sums as s, demo._ported as p; s.quarter(8.0); print(json.dumps(p.health()))"
    )
    health = json.loads(flipped)
    assert health["extension"] == "_demo_native"
    assert health["ok"], health
    assert health["symbols"]["demo.sums:quarter"]["path"] == "native"
    assert health["symbols"]["demo.sums:quarter"]["calls"]["native"] == 1
    assert health["symbols"]["demo.sums:half"]["path"] == "python"
    built.flip("demo.sums:quarter", "python")
    assert built.run(calls) == "2.0 {}"


def test_an_edited_callee_is_not_what_was_proven(built: Built) -> None:
    path = built.folder / "demo/sums.py"
    before = path.read_text()
    built.flip("demo.sums:quarter", "rust")
    path.write_text(before.replace("return x / 2.0", "return x / 3.0"))
    try:
        shown = built.run(
            "import json, demo.sums as s, demo._ported as p; print(s.quarter(9.0), p.health()['symbols']"
            "['demo.sums:quarter']['kind'])"
        )
    finally:
        path.write_text(before)
        built.flip("demo.sums:quarter", "python")
    assert shown == "1.0 stale"


def test_the_wheel_works(built: Built, tmp_path: Path) -> None:
    env = {**os.environ, "CARGO_TARGET_DIR": str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")))}
    command = [sys.executable, "-m", "maturin", "build", "--profile", "staging", "--locked", "--offline"]
    command += ["--interpreter", sys.executable, "--out", str(tmp_path)]
    made = subprocess.run(command, cwd=built.folder / "rust_core", env=env, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    wheels = list(tmp_path.glob("*.whl"))
    assert [wheel.name.partition("-cp")[0] for wheel in wheels] == ["demo_native-1.5"]
    with zipfile.ZipFile(wheels[0]) as wheel:
        wheel.extractall(tmp_path / "site")
    shutil.copytree(built.folder / "demo", tmp_path / "site/demo")
    site = Built(tmp_path / "site", built.cargo)
    site.flip("demo.sums:quarter", "rust")
    shown = site.run(
        "import demo.sums as s, demo._ported as p; print(s.quarter(8.0), p.health()['ok'], p.EXTENSION)"
    )
    assert shown == "2.0 True _demo_native"


def test_without_the_extension_it_is_python_and_says_so(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.folder / "demo", tmp_path / "demo")
    bare = Built(tmp_path, built.cargo)
    bare.flip("demo.sums:quarter", "rust")
    shown = bare.run("import demo.sums as s, demo._ported as p; print(s.quarter(8.0), p.health()['kind'])")
    assert shown == "2.0 missing"
