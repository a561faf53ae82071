"""Reads the tool's own files that a target gets a copy of, from a checkout or an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agents.install.target import Resources

#: Beside the packages, in a checkout as in site-packages.
_HOME = Path(__file__).resolve().parent.parent
_CRATE = _HOME / "rust_core"
#: Files that Rust is built from.
_SUFFIXES = (".rs", ".toml", ".md")


@cache
def load_resources() -> Resources:
    """The decorator's module, the runtime crate and the lock of its dependencies."""
    runtime = _CRATE / "runtime"
    files = sorted(path for path in runtime.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    return Resources(
        ported=(_HOME / "agents" / "shipped" / "ported.py").read_text("utf-8"),
        runtime={path.relative_to(runtime).as_posix(): path.read_text("utf-8") for path in files},
        lock=(_CRATE / "Cargo.lock").read_text("utf-8"),
    )
