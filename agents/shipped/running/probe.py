"""Mode `probe`: whether a symbol can be reached and which path answers."""

from __future__ import annotations

import sys
from typing import Any

from .job import Job


def probe_symbol(job: Job, symbol: dict[str, Any], _seconds: float) -> dict[str, Any]:
    """Imports the symbol and says where it comes from."""
    pair = job.pair(symbol["id"])
    path = "python"
    if job.ported is not None and hasattr(job.ported, "health"):
        path = job.ported.health()["symbols"].get(symbol["id"], {}).get("path", "python")
    return {"status": "passed", "message": "", "path": path, "file": pair.python.__code__.co_filename}


def health(job: Job) -> Any:
    """What the target's `_ported` says of itself, and where its extension lies."""
    if job.ported is None or not hasattr(job.ported, "health"):
        return None
    said = job.ported.health()
    return {**said, "file": getattr(sys.modules.get(said["extension"]), "__file__", None)}
