"""The name of a worker: enough to tell later, on the same machine, whether it is still alive."""

from __future__ import annotations

import os
import socket
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def worker_name(suffix: str = "") -> str:
    """Host, boot, process and its start; `suffix` tells threads of one process apart."""
    pid = os.getpid()
    return ":".join((socket.gethostname(), _boot(), str(pid), _started(pid), suffix))


def is_dead(worker: str) -> bool:
    """Whether a worker certainly lives no more; one on another machine may always be alive."""
    host, boot, pid, started, _ = (*worker.split(":", 4), "", "", "", "")[:5]
    if host != socket.gethostname() or not pid.isdecimal() or not boot:
        return False
    if boot != _boot():
        return True
    return _started(int(pid)) != started


def _boot() -> str:
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """Start of a process in clock ticks since boot; "" where there is none (or only its remains)."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The name of the program, in parentheses, may hold anything.
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] in ("Z", "X") else fields[19]
