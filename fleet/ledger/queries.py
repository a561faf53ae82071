"""Reads the SQL of the ledger: `queries.sql` holds each query under a name and a sentence."""

from __future__ import annotations

import os
from functools import cache

_HERE = os.path.dirname(__file__)  # noqa: PTH120 - pathlib would cost a reading command milliseconds


@cache
def queries() -> dict[str, str]:
    """Name -> SQL."""
    with open(os.path.join(_HERE, "queries.sql"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        return parse(file.read())


def parse(text: str) -> dict[str, str]:
    """The queries of a text in which `-- name --` begins a query and `-- sentence` explains it."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("-- ") and line.endswith(" --"):
            name = line[3:-3].strip()
            if name in found:
                raise ValueError(f"two queries are called {name!r}")
            found[name] = []
        elif name and line.strip() and not line.startswith("--"):
            found[name].append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}
