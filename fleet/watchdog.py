"""Watches a running tree of processes: how many there are, and how much memory they hold together.

The kernel's own limit on processes doesn't bind root, and its memory limit counts each process alone,
so a fork bomb and a hog of many small processes are both caught from outside, without cgroups.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Watchdog:
    """A guard for fleet/process.py; threads count as processes, as they do for the kernel."""

    processes: int
    memory_mib: int

    def __call__(self, pid: int) -> str:
        tasks, memory = tree_size(pid, self.processes)
        if tasks > self.processes:
            return "processes"
        return "memory" if memory > self.memory_mib << 20 else ""


def tree_size(pid: int, stop_at: int) -> tuple[int, int]:
    """Tasks and private resident bytes of a process and its descendants; ends early beyond `stop_at`."""
    tasks = memory = 0
    pending = [pid]
    while pending and tasks <= stop_at:
        current = pending.pop()
        for task in _tasks(current):
            tasks += 1
            pending += _children(task)
        memory += _private_bytes(current)
    return tasks, memory


def _tasks(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _children(task: Path) -> list[int]:
    try:
        return [int(child) for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _private_bytes(pid: int) -> int:
    try:
        _, resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[:3]
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * PAGE
