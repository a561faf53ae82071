"""Mode `deopts`: which share of the captured calls the native side hands back to Python."""

from __future__ import annotations

from typing import Any

from .. import parity
from .job import Job


def deopt_share(job: Job, symbol: dict[str, Any], _seconds: float) -> dict[str, Any]:
    """Each distinct captured call once, weighted by how often it was made."""
    pair = job.pair(symbol["id"])
    calls = left = distinct = 0
    examples: list[Any] = []
    with job.limit:
        for encoded in symbol.get("captured", ()):
            try:
                args, kwargs = parity.decode_call(encoded)
            except Exception:
                continue
            before = job.counters(symbol["id"])
            job.limit.run(pair.native, args, kwargs)
            after = job.counters(symbol["id"])
            weight = encoded.get("count", 1)
            native = after["native"] > before["native"] and after["deopts"] == before["deopts"]
            calls, distinct = calls + weight, distinct + 1
            if not native:
                left += weight
                examples += [{"args": encoded["args"], "kwargs": encoded.get("kwargs", {})}][
                    : 3 - len(examples)
                ]
    if not calls:
        return {"status": "undecided", "message": "no call was captured", "rate": None, "calls": 0}
    return {
        "status": "passed",
        "message": "",
        "rate": round(left / calls, 6),
        "calls": calls,
        "distinct": distinct,
        "examples": examples,
    }
