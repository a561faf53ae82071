"""Compiles programs of tests into one extension and runs them beside the Python."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from agents.install.crate import crate_files, stands_for
from agents.install.target import Resources, Target
from agents.records import PortedCore
from agents.shipped.ported import fingerprint
from tests.transpiler.support import formatted

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "rust_core" / "runtime"
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


class BuildFailed(AssertionError):
    """The generated Rust does not compile; the message holds what rustc said."""


def resources() -> Resources:
    """The tool's own files, as the fleet copies them into targets."""
    runtime = {
        str(path.relative_to(RUNTIME)): path.read_text()
        for path in sorted(RUNTIME.rglob("*"))
        if path.is_file() and path.suffix in (".rs", ".toml")
    }
    ported = (ROOT / "agents/shipped/ported.py").read_text()
    return Resources(ported, runtime, (ROOT / "rust_core/Cargo.lock").read_text())


def fingerprints(sources: Mapping[str, str], symbols: list[str]) -> dict[str, dict[str, str]]:
    """Hashes of the functions' code, by symbol and minor version."""
    found: dict[str, dict[str, str]] = {}
    for module, source in sources.items():
        namespace: dict[str, object] = {"__name__": module}
        exec(compile(source, f"{module}.py", "exec", dont_inherit=True), namespace)
        for name, value in namespace.items():
            code = getattr(value, "__code__", None)
            if code is not None and f"{module}:{name}" in symbols:
                found[f"{module}:{name}"] = {VERSION: fingerprint(code)}
    return found


def build(name: str, cores: list[PortedCore], sources: Mapping[str, str], folder: Path) -> Path:
    """Builds the extension and lays out a folder in which the sources import natively.

    Each source is a module of its own with all of its ported functions decorated and bound.
    """
    target = Target(name, (VERSION,))
    shaped = [core.model_copy(update={"rust": formatted(core.rust)}) for core in cores]
    files = crate_files(target, shaped, resources(), fingerprints(sources, stands_for(cores))).files
    work = ROOT / "target" / "tests" / name
    _write(work, files)
    library = _cargo(work / "rust_core", target.extension)
    folder.mkdir(parents=True, exist_ok=True)
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    shutil.copy(library, folder / f"{target.extension}{suffix}")
    return folder


def _write(work: Path, files: Mapping[str, str]) -> None:
    """Only what changed, so that cargo builds only that."""
    for path, text in files.items():
        place = work / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists() or place.read_text() != text:
            place.write_text(text)


def _cargo(crate: Path, extension: str) -> Path:
    env = {**os.environ, "CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target")), "PYO3_PYTHON": sys.executable}
    command = ["cargo", "build", "--profile", "staging", "--lib", "--features", "extension-module", "-j2"]
    done = subprocess.run([*command, "--message-format", "short"], cwd=crate, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildFailed(done.stderr[-6000:])
    return Path(env["CARGO_TARGET_DIR"]) / "staging" / f"lib{extension}.so"


def digest(texts: Mapping[str, str]) -> str:
    """A hash of everything that a build depends on."""
    return hashlib.sha256(json.dumps(dict(sorted(texts.items()))).encode()).hexdigest()[:16]


def load(path: Path, name: str) -> object:
    """Imports a file under a name."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
