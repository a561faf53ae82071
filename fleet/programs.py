"""Finds the programs that the fleet calls."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fleet.errors import UserError

#: Program -> how to get it.
INSTALL = {
    "git": "Install git (Debian: apt-get install git).",
    "cargo": "Install Rust from https://rustup.rs.",
    "rustc": "Install Rust from https://rustup.rs.",
    "rustfmt": "Run: rustup component add rustfmt",
    "cargo-clippy": "Run: rustup component add clippy",
    "maturin": "Run: pip install maturin",
    "uv": "Run: pip install uv",
    "ruff": "Run: pip install ruff",
}


def program(name: str) -> str:
    """Full path of a program: beside the running interpreter, on the PATH, or where rustup puts it."""
    beside = Path(sys.executable).parent / name
    cargo = Path.home() / ".cargo" / "bin" / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None and cargo.is_file():
        found = str(cargo)
    if found is None:
        raise UserError("program-missing", f"The program {name} is missing.", INSTALL.get(name, ""))
    return found
