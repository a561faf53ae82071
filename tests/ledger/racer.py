"""A worker process of test_processes.py: claims, works, finishes, until the queue is empty.

Arguments: ledger, folder for traces, lease in seconds, seconds of work a core.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from agents.ports import Claim
from fleet.ledger.sqlite import SqliteLedger
from fleet.ledger.worker import worker_name


def work(ledger: SqliteLedger, claim: Claim, traces: Path, seconds: float) -> None:
    """Holds the core's trace while at work; finishing and its record are one transaction."""
    held = [traces / f"{core}.held" for core in claim.cores]
    for trace in held:
        os.close(os.open(trace, os.O_CREAT | os.O_EXCL))
    time.sleep(seconds)
    for trace in held:
        trace.unlink()
    with ledger.transaction():
        if not ledger.holds(claim):
            return
        for core in claim.cores:
            done = ledger.get("done", core) or {"by": []}
            ledger.put("done", core, {"by": [*done["by"], claim.token]})
        ledger.release(claim, done=True)


def main(file: str, traces: str, lease: str, seconds: str) -> None:
    ledger = SqliteLedger(Path(file))
    worker = worker_name()
    print("ready", flush=True)
    sys.stdin.readline()
    while ledger.queue():
        claim = ledger.claim(worker, float(lease))
        if claim is None:
            time.sleep(0.01)
        else:
            work(ledger, claim, Path(traces), float(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
