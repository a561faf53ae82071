"""The fingerprint of the tool itself: what it refused may be ported by another version of it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fleet.resources import native_sources

#: Packages whose code decides what is pure, supported, and how it is judged.
DECIDING = ("agents", "cores")


@cache
def tool_print() -> str:
    """Hash over the sources that decide on a symbol."""
    root = Path(__file__).resolve().parent.parent
    files = [path for name in DECIDING for path in sorted((root / name).rglob("*.py"))]
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root)}\n".encode())
        digest.update(path.read_bytes())
    for name, text in sorted(native_sources().items()):
        digest.update(f"{name}\n{text}".encode())
    return digest.hexdigest()
