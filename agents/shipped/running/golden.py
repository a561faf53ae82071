"""Mode `golden`: what Python does with captured and generated calls, as lines for the corpus."""

from __future__ import annotations

from typing import Any

from .. import parity
from ..parity.codec import canonical
from ..parity.make import NoValues
from .job import Job

_PATIENCE = 8
#: Longest line that is kept.
_LONGEST = 6000


def golden_symbol(job: Job, symbol: dict[str, Any], _seconds: float) -> dict[str, Any]:
    """Up to `cases` lines, captured calls first; only where Python agrees with itself."""
    function = job.pair(symbol["id"]).python
    lines: dict[str, dict[str, Any]] = {}
    dropped = 0
    with job.limit, job.python_only():
        for source, call in _calls(symbol, job.seed, job.cases):
            if len(lines) >= job.cases or dropped > _PATIENCE * job.cases:
                break
            line = _line(job, function, call, source)
            if line is None:
                dropped += 1
            else:
                lines.setdefault(canonical([line["args"], line["kwargs"]]), line)
    status = "passed" if lines else "undecided"
    message = "" if lines else "no call could be recorded"
    return {"status": status, "message": message, "lines": list(lines.values()), "dropped": dropped}


def _calls(symbol: dict[str, Any], seed: int, cases: int) -> Any:
    for encoded in symbol.get("captured", ()):
        yield "captured", encoded
    try:
        generator = parity.Generator(symbol["spec"], seed)
    except NoValues:
        return
    generator.hints.large = False
    for _ in range(cases * _PATIENCE):
        args, kwargs = generator.call()
        try:
            yield "generated", parity.encode_call(args, kwargs)
        except parity.Unencodable:
            continue


def _line(job: Job, function: Any, encoded: dict[str, Any], source: str) -> dict[str, Any] | None:
    call = {"args": encoded["args"], "kwargs": encoded.get("kwargs", {})}
    outcomes = []
    for _ in range(2):
        try:
            args, kwargs = parity.decode_call(call)
            outcomes.append(parity.outcome_of(job.limit.run(function, args, kwargs), call))
        except Exception:
            return None
    first, second = map(canonical, outcomes)
    if first != second or "undecided" in outcomes[0] or len(first) > _LONGEST:
        return None
    return {**call, **outcomes[0], "source": source}
