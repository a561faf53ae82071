"""Reads a job, runs it symbol by symbol, and writes a line for each at once.

A job:

    {"mode": "parity", "path": ["src"], "ported": "pkg._ported", "seed": 7, "cases": 1000,
     "call_seconds": 0.5, "seconds": 300,
     "symbols": [{"id": "pkg.mod:fn", "spec": {...}, "goldens": [...], "counterexamples": [...],
                  "captured": [...]}]}

Lines of the output: `{"start": id}` before a symbol, `{"result": {"id": ..., ...}}` after it,
`{"end": true}` at the very end. A symbol that was started and has no result took the process down.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from . import again, compare, deopts, golden, probe, speed
from .job import Job, Unavailable, Writer

#: Each mode: a function of job, symbol and seconds, giving the figures of that symbol.
MODES = {
    "parity": compare.compare_symbol,
    "golden": golden.golden_symbol,
    "again": again.run_again,
    "speed": speed.measure_symbol,
    "deopts": deopts.deopt_share,
    "probe": probe.probe_symbol,
}


def main(argv: list[str]) -> int:
    """Runs the job in the first file, writing to the second."""
    job = Job(json.loads(Path(argv[0]).read_text(encoding="utf-8")))
    sys.path[:0] = job.path
    with Writer(Path(argv[1])) as writer:
        _run(job, writer)
        if job.mode == "parity":
            again.compare_hash_seeds(job, writer)
        if job.mode == "probe":
            writer.write({"health": probe.health(job)})
        writer.write({"end": True})
    return 0


def _run(job: Job, writer: Writer) -> None:
    deadline = time.monotonic() + job.seconds
    for place, symbol in enumerate(job.symbols):
        writer.write({"start": symbol["id"]})
        left = (deadline - time.monotonic()) / (len(job.symbols) - place)
        writer.write({"result": {"id": symbol["id"], **_one(job, symbol, left)}})


def _one(job: Job, symbol: dict[str, Any], seconds: float) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        if seconds <= 0:
            return {"status": "undecided", "message": "no time was left"}
        figures = MODES[job.mode](job, symbol, seconds)
    except Unavailable as problem:
        figures = {"status": "error", "message": str(problem)}
    return {**figures, "seconds": round(time.perf_counter() - started, 4)}
