"""The golden corpus: what Python does with captured and generated calls, one line of JSON each.

    {"symbol": "pkg.mod:fn", "args": [3], "kwargs": {}, "result": 9, "source": "captured"}

`raises` stands in the place of `result` where the call raises, `after` tells arguments that changed. The
corpus of a core is committed, and read by its parity tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agents.evidence.runs import Results, Runner
from agents.records import Captured

Json = Any

#: Lines of one symbol.
LINES = 100
#: Captured calls that are asked for first.
_CAPTURED = 60


def golden_job(
    symbol: str, spec: Mapping[str, Json], captured: Captured | None, known: Iterable[Json] = ()
) -> dict[str, Json]:
    """What mode `golden` needs of a symbol; `known` are counterexamples of the past, which stay in."""
    calls = [*known, *(captured.samples[:_CAPTURED] if captured is not None else ())]
    plain = [{"args": call["args"], "kwargs": call.get("kwargs", {})} for call in calls]
    return {"id": symbol, "spec": dict(spec), "captured": plain}


def record(runner: Runner, jobs: Sequence[Mapping[str, Json]], seed: int, seconds: float = 300.0) -> Results:
    """Runs the Python functions, with every native port switched off."""
    env = {"COREFLEET_BINDINGS": "python"}
    return runner.run("golden", jobs, seconds=seconds, env=env, seed=seed, cases=LINES)


def lines_of(results: Results) -> dict[str, list[dict[str, Json]]]:
    """Golden lines by symbol."""
    return {
        name: [{"symbol": name, **line} for line in found["lines"]]
        for name, found in results.symbols.items()
        if found.get("lines")
    }


def corpus(lines: Mapping[str, Sequence[Mapping[str, Json]]], core: str) -> str:
    """The text of the corpus of one core, by symbol."""
    chosen = [line for name in sorted(lines) if name.partition(":")[0] == core for line in lines[name]]
    return "".join(json.dumps(line) + "\n" for line in chosen)
