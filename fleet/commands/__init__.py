"""The commands that do something: each is `name(path, out, **options) -> exit code`.

See fleet/cli/commands.py for who calls them.
"""

from __future__ import annotations

from fleet.commands.by_hand import flip, quarantine, release, rollback
from fleet.commands.cycles import cycle, run
from fleet.commands.health import health
from fleet.commands.proving import bench, verify
from fleet.commands.scan import scan

__all__ = ["bench", "cycle", "flip", "health", "quarantine", "release", "rollback", "run", "scan", "verify"]
