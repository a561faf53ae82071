"""Leases on work: who may hold a core, until when, and whose result still counts.

Time only decides when somebody else may take a core over.  Whether a result counts is decided by the
fencing token alone: it grows with every claim, so a worker that was overtaken while it slept holds a
token that no row bears any more, whatever its clock says.
"""

from __future__ import annotations

from typing import NamedTuple


class Lease(NamedTuple):
    """The claim that a row bears; `worker` is empty where nobody holds it."""

    worker: str = ""
    token: int = 0
    #: Seconds since the epoch.
    expires: float = 0.0


def is_free(lease: Lease, now: float) -> bool:
    """Whether the row may be claimed: nobody holds it, or the holder's time has run out."""
    return lease.worker == "" or lease.expires <= now


def holds(lease: Lease, worker: str, token: int) -> bool:
    """Whether a result that was made under this claim still counts."""
    return lease.worker != "" and lease.worker == worker and lease.token == token


def taken(worker: str, token: int, now: float, seconds: float) -> Lease:
    """The lease of a new or renewed claim."""
    if worker == "":
        raise ValueError("a lease needs the name of a worker")
    if not seconds > 0.0:
        raise ValueError("a lease needs a positive number of seconds")
    return Lease(worker, token, now + seconds)


def remaining(lease: Lease, now: float) -> float:
    """Seconds until the lease may be taken over; 0.0 where it is free."""
    return 0.0 if is_free(lease, now) else lease.expires - now
