"""A kernel limit on the number of processes that also binds root: a control group of its own for a run.

Only root needs it (for others RLIMIT_NPROC counts within the sandbox) and only root can make one.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

MOUNT = Path("/sys/fs/cgroup")
PREFIX = "corefleet-"

_numbers = itertools.count()

#: Puts itself into the control group, then becomes the command; `0` stands for the writer.
ENTER = 'echo 0 > "$0/cgroup.procs" && exec "$@"'


@contextlib.contextmanager
def fence(processes: int) -> Iterator[list[str]]:
    """Words to put before a command so that it cannot have more processes; none where it can't be done."""
    base = _base()
    if base is None:
        yield []
        return
    group = base / f"{PREFIX}{os.getpid()}-{next(_numbers)}"
    group.mkdir()
    try:
        (group / "pids.max").write_text(str(processes))
        yield ["/bin/sh", "-c", ENTER, str(group)]
    finally:
        _remove(group)


def available() -> bool:
    return _base() is not None


@cache
def _base() -> Path | None:
    """The control group below which this process may make others that count processes."""
    if os.geteuid() != 0:
        return None
    for base in _candidates():
        trial = base / f"{PREFIX}{os.getpid()}-trial"
        with contextlib.suppress(OSError):
            _sweep(base)
            trial.mkdir()
            try:
                (trial / "pids.max").write_text("64")
                return base
            finally:
                trial.rmdir()
    return None


def _candidates() -> list[Path]:
    """Version 1 has a hierarchy for processes, version 2 one for all; the own group, else the root."""
    found = []
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "pids" in controllers.split(","):
            found += [MOUNT / "pids" / path.lstrip("/"), MOUNT / "pids"]
    if (MOUNT / "cgroup.controllers").exists():
        found.append(MOUNT)
    return [path for path in found if path.is_dir()]


def _sweep(base: Path) -> None:
    """Removes groups that killed runs left behind."""
    for group in base.glob(f"{PREFIX}*"):
        owner = group.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            with contextlib.suppress(OSError):
                group.rmdir()


def _remove(group: Path) -> None:
    """A group can go once its last process is dead, which takes a moment after a kill."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            group.rmdir()
            return
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.005)
