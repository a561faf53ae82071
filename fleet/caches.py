"""Where the fleet keeps what all targets share: downloads and cargo's target directory."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path:
    """A folder below `COREFLEET_CACHE`, or the user's cache folder."""
    configured = os.environ.get("COREFLEET_CACHE")
    general = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = (Path(configured) if configured else Path(general) / "corefleet") / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()
