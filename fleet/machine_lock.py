"""A lock for the whole machine: benchmarks run alone, and so does cargo in its shared folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from fleet.errors import UserError

#: Seconds between two attempts; short beside what is waited for.
PAUSE = 0.1


@contextlib.contextmanager
def machine_lock(
    name: str, *, seconds: float = 3600.0, waiting: Callable[[str], None] = lambda owner: None
) -> Iterator[None]:
    """Holds the lock `name`; the kernel lets go of it when its owner dies, however that happens.

    `waiting` is told once who holds it.
    """
    descriptor = _open(_folder() / f"corefleet-{name}.lock")
    try:
        _acquire(descriptor, name, seconds, waiting)
        _write_owner(descriptor)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, name: str, seconds: float, waiting: Callable[[str], None]) -> None:
    deadline = time.monotonic() + seconds
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            owner = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
        if not told:
            waiting(owner)
            told = True
        if time.monotonic() >= deadline:
            raise UserError(
                "machine-busy",
                f"Another run ({owner or 'unknown'}) has held the lock {name} for {seconds:.0f} seconds.",
                "Wait for it, or end it.",
            )
        time.sleep(PAUSE)


def _folder() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())


def _open(path: Path) -> int:
    """A file of another user can be locked as well, but neither created nor written."""
    flags = os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:
        return os.open(path, os.O_RDONLY | flags)


def _write_owner(descriptor: int) -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()}\n".encode(), 0)
