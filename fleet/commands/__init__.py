"""The commands that do something: each is `name(path, out, **options) -> exit code`, see fleet/cli/commands.py."""

from __future__ import annotations

from fleet.commands.cycles import cycle, run

__all__ = ["cycle", "run"]
