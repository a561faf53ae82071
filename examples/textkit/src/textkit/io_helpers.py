"""Reading files, time stamps, random identifiers."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def read_lines(path: str | Path) -> list[str]:
    """Return the lines of a text file that are neither empty nor comments."""
    lines = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            lines.append(stripped)
    return lines


def timestamp() -> str:
    """Return the current time as text, in UTC and to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def random_id(length: int = 12) -> str:
    """Return a random identifier without letters that look alike."""
    if length < 1:
        raise ValueError("length must be positive")
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def unique_path(path: Path) -> Path:
    """Return the path, or a numbered one beside it if it already exists."""
    candidate = path
    number = 1
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate
