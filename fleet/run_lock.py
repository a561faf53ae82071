"""One run at a time works on a target: its worktrees and environments are shared by nobody."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from fleet.errors import UserError


@contextlib.contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Held until the end of the block; the kernel lets go of it when its owner dies, however that happens."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(descriptor, 100, 0).decode("utf-8", "replace").strip() or "unknown"
            raise UserError(
                "already-running",
                f"Another corefleet works on this repository (process {owner}).",
                "Wait for it, or end it.",
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
