"""To whom a diagnostic belongs."""

from __future__ import annotations

from agents.gate.blame import blame, function_text
from agents.records import PortedCore, PortedSymbol
from cores.cargo_messages import RustDiagnostic

RUST = """\
//! Native twin of the Python module `pkg.mod`.

use runtime::prelude::*;

const LIMIT: i64 = 10;

static TABLE: Object = Object::new("pkg.mod:TABLE");

/// Cuts.
pub fn cut(x: i64) -> Result<i64> {
    // at the limit
    if x > LIMIT {
        return Ok(LIMIT);
    }
    Ok(x)
}

pub fn double(x: i64) -> Result<i64> {
    Ok(x * 2)
}

runtime::entry!(CUT_ENTRY, "pkg.mod:cut", cut(x: i64));

runtime::entry!(
    DOUBLE_ENTRY,
    "pkg.mod:double",
    double(x: i64)
);

/// What Python may call.
pub const ENTRIES: &[&Entry] = &[&CUT_ENTRY, &DOUBLE_ENTRY];
"""
CORE = PortedCore(
    core="pkg.mod",
    porter="transpiled",
    rust_module="pkg_mod",
    rust=RUST,
    symbols=(
        PortedSymbol(id="pkg.mod:cut", rust_name="cut"),
        PortedSymbol(id="pkg.mod:double", rust_name="double"),
    ),
)
BOTH = ["pkg.mod:cut", "pkg.mod:double"]


def guilty(text: str, file: str = "src/pkg_mod.rs") -> list[str]:
    line = next(n for n, each in enumerate(RUST.splitlines(), 1) if text in each)
    diagnostic = RustDiagnostic("error", "E0308", "mismatched types", file, line, 1, line, "")
    return sorted(blame([diagnostic], [CORE]).symbols)


def test_the_function_that_covers_the_line() -> None:
    assert guilty("return Ok(LIMIT)") == ["pkg.mod:cut"]
    assert guilty("/// Cuts.") == ["pkg.mod:cut"]
    assert guilty("x * 2") == ["pkg.mod:double"]


def test_the_entry_of_a_function() -> None:
    assert guilty("CUT_ENTRY, ") == ["pkg.mod:cut"]
    assert guilty("    double(x: i64)") == ["pkg.mod:double"]


def test_a_shared_constant_belongs_to_its_users() -> None:
    assert guilty("const LIMIT") == ["pkg.mod:cut"]


def test_what_nobody_uses_belongs_to_all() -> None:
    assert guilty("static TABLE") == BOTH
    assert guilty("use runtime") == BOTH


def test_another_file_belongs_to_nobody() -> None:
    line = RustDiagnostic("error", "", "cannot find macro", "src/lib.rs", 3, 1, 3, "")
    found = blame([line], [CORE])
    assert (found.symbols, found.nobody) == ({}, [line])


def test_the_text_of_a_function() -> None:
    assert function_text(RUST, "cut").splitlines()[:2] == ["/// Cuts.", "pub fn cut(x: i64) -> Result<i64> {"]
    assert function_text(RUST, "double").endswith("    Ok(x * 2)\n}\n")
    assert function_text(RUST, "missing") == ""
