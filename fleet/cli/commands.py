"""The bridge to `fleet.commands`: the functions that do the work of the writing commands.

Each is called as `fleet.commands.<name>(path, out, **options) -> int`, answers once through `out`
(fleet/output.py), and returns the exit code.  It is imported only when it is called: it needs half of
the fleet.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from fleet.output import Output


def call(name: str, path: Path, out: Output, **options: Any) -> int:
    """Runs one of them."""
    return int(getattr(import_module("fleet.commands"), name)(path, out, **options))
