"""A small crate, as a target gets one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet.interpreters import choose
from fleet.sandbox import open_sandbox
from fleet.toolchain import CargoToolchain

MANIFEST = """\
[package]
name = "demo-native"
version = "0.1.0"
edition = "2021"

[lib]
name = "_demo_native"
crate-type = ["cdylib", "rlib"]

[features]
extension-module = ["pyo3/extension-module"]

[dependencies]
pyo3 = "0.30"

[profile.staging]
inherits = "release"
lto = false
codegen-units = 16
opt-level = 1
"""

PYPROJECT = """\
[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"

[project]
name = "demo-native"
version = "0.1.0"
requires-python = ">=3.11"

[tool.maturin]
module-name = "_demo_native"
features = ["extension-module"]
"""

LIB = """\
use pyo3::prelude::*;

mod core;

#[pymodule]
fn _demo_native(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(core::answer, m)?)
}
"""

CORE = """\
use pyo3::prelude::*;

#[pyfunction]
pub fn answer() -> i64 {
    ANSWER
}
"""


def write_crate(folder: Path, answer: str) -> Path:
    (folder / "src").mkdir(parents=True, exist_ok=True)
    files = {
        "Cargo.toml": MANIFEST,
        "pyproject.toml": PYPROJECT,
        "src/lib.rs": LIB,
        "src/core.rs": CORE.replace("ANSWER", answer),
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="session")
def tools() -> CargoToolchain:
    return CargoToolchain(open_sandbox(), choose("", ""), jobs=2)
