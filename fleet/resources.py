"""The tool's own files that a target gets a copy of, from a checkout or from an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agents.install.target import Resources
from fleet.errors import UserError

_ROOT = Path(__file__).resolve().parent.parent
#: Endings of the runtime's files.
_SOURCES = (".rs", ".toml")


@cache
def native_sources() -> dict[str, str]:
    """The runtime crate, by path relative to it."""
    folder = _ROOT / "rust_core" / "runtime"
    found = {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in _SOURCES and "target" not in path.relative_to(folder).parts
    }
    if not found:
        raise UserError("incomplete-installation", f"{folder} is missing.", "Install corefleet again.")
    return found


def resources() -> Resources:
    """Everything that is copied."""
    ported = (_ROOT / "agents" / "shipped" / "ported.py").read_text("utf-8")
    lock = (_ROOT / "rust_core" / "Cargo.lock").read_text("utf-8")
    return Resources(ported, native_sources(), lock)
