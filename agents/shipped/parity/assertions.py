"""What the parity tests of a repository call: looks for a difference, and says it in one sentence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .check import Outcome, check, check_golden
from .codec import encode_call
from .compare import show
from .generate import Generator
from .parts import Unencodable

Function = Callable[..., Any]

#: Random calls of one test; COREFLEET_CASES asks for more, COREFLEET_SEED for others.
CASES = 500
_EXAMPLES = 100


def goldens(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The golden corpus of a core, by symbol."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        golden = json.loads(line)
        found.setdefault(golden["symbol"], []).append(golden)
    return found


def golden_difference(fn: Function, lines: list[dict[str, Any]]) -> str:
    """How a function differs from its corpus; empty where it doesn't."""
    for golden in lines:
        outcome = check_golden(fn, golden)
        if outcome.status == "mismatch":
            call = {"args": golden["args"], "kwargs": golden["kwargs"]}
            return f"call {json.dumps(call)}: {outcome.difference}"
    return ""


def random_difference(python: Function, native: Function, spec: dict[str, Any]) -> str:
    """How two functions differ on random calls; empty where they don't, as far as was seen."""
    generator = Generator(spec, int(os.environ.get("COREFLEET_SEED", "0")))
    for _ in range(int(os.environ.get("COREFLEET_CASES", CASES))):
        call = generator.call()
        outcome = check(python, native, call)
        if outcome.status == "mismatch":
            return _smaller(python, native, spec) or f"call {_text(call)}: {outcome.difference}"
    return _smaller(python, native, spec)


def _smaller(python: Function, native: Function, spec: dict[str, Any]) -> str:
    """Hypothesis looks as well, and makes what it finds small."""
    try:
        from hypothesis import HealthCheck, errors, given, settings
    except ImportError:
        return ""
    from .strategies import calls

    found: list[tuple[Any, Outcome]] = []

    @settings(max_examples=_EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(calls(spec))
    def agrees(call: Any) -> None:
        outcome = check(python, native, call)
        if outcome.status == "mismatch":
            found.append((call, outcome))
            raise AssertionError

    try:
        agrees()
    except (AssertionError, errors.HypothesisException):
        return f"call {_text(found[-1][0])}: {found[-1][1].difference}" if found else ""
    return ""


def _text(call: Any) -> str:
    try:
        return json.dumps(encode_call(*call))
    except Unencodable:
        return f"{', '.join(map(show, call[0]))}"
