"""A small package with ports, and a comparison with expected texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from agents.install.target import Target
from agents.records import ModuleInfo, PortedCore, PortedSymbol
from fleet.resources import resources

GOLDEN = Path(__file__).parent / "golden"

SUMS = '''\
"""Sums of numbers."""

import math

LIMIT = 10


def half(x: float) -> float:
    return x / 2.0


def quarter(x: float) -> float:
    """A fourth of it."""
    return half(half(x))


class Till:
    def take(self, coin: int) -> int:
        return coin
'''

RUST = """\
//! Native twin of the Python module `demo.sums`.
//!
//! Generated from the Python, function by function; a change belongs there.

use runtime::prelude::*;

pub fn half(x: f64) -> Result<f64> {
    Ok(x / 2.0)
}

/// A fourth of it.
pub fn quarter(x: f64) -> Result<f64> {
    half(half(x)?)
}

runtime::entry!(HALF_ENTRY, "demo.sums:half", half(x: f64));

runtime::entry!(
    QUARTER_ENTRY,
    "demo.sums:quarter",
    quarter(x: f64),
    Needs {
        functions: &[("demo.sums:half", "demo.sums:half")],
        ..Needs::NOTHING
    }
);

/// What Python may call.
pub const ENTRIES: &[&Entry] = &[&HALF_ENTRY, &QUARTER_ENTRY];
"""

PYPROJECT = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "demo"
version = "1.5"
"""

TREE = {
    "pyproject.toml": PYPROJECT.encode(),
    "demo/__init__.py": b"",
    "demo/sums.py": SUMS.encode(),
    "tests/test_sums.py": b"def test_nothing():\n    pass\n",
}


def module(name: str, path: str, *, root: str = "", is_package: bool = False) -> ModuleInfo:
    return ModuleInfo(
        name=name,
        path=path,
        source_root=root,
        package=name.partition(".")[0],
        is_package=is_package,
        fingerprint="0",
    )


def core(
    name: str, rust_module: str, functions: list[str], rust: str = RUST, porter: str = "transpiled"
) -> PortedCore:
    symbols = tuple(PortedSymbol(id=f"{name}:{each}", rust_name=each) for each in functions)
    return PortedCore(core=name, porter=porter, rust_module=rust_module, rust=rust, symbols=symbols)


MODULES = [module("demo", "demo/__init__.py", is_package=True), module("demo.sums", "demo/sums.py")]
CORES = [
    PortedCore(
        core="demo.sums",
        porter="transpiled",
        rust_module="demo_sums",
        rust=RUST,
        symbols=(
            PortedSymbol(id="demo.sums:half", rust_name="half"),
            PortedSymbol(
                id="demo.sums:quarter",
                rust_name="quarter",
                closure=("demo.sums:half",),
                binding={"functions": [["demo.sums:half", "demo.sums:half"]]},
            ),
        ),
    )
]
TARGET = Target("demo", ("3.11",), "1.5")
RESOURCES = resources()


@pytest.fixture
def golden(update: bool) -> Callable[[str, str], None]:
    """Compares a text with the expected one of that name, or rewrites it."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode()

    return check


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
