"""Effects that come in through calls: who inherits what from whom, over which chain."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Cause(NamedTuple):
    """Why a function isn't pure."""

    code: str
    message: str
    #: The functions from here to the one that has the effect itself.
    chain: tuple[str, ...]


def spread(own: Mapping[str, tuple[str, str]], calls: Mapping[str, Iterable[str]]) -> dict[str, Cause]:
    """The nearest cause for every function that has one.

    Args:
        own: code and message of the first effect of each function that has one itself.
        calls: what each function calls.
    """
    callers: dict[str, list[str]] = {}
    for caller, callees in calls.items():
        for callee in callees:
            callers.setdefault(callee, []).append(caller)
    causes = {name: Cause(code, message, ()) for name, (code, message) in own.items()}
    waiting = deque(sorted(causes))
    while waiting:
        name = waiting.popleft()
        cause = causes[name]
        for caller in sorted(callers.get(name, ())):
            if caller not in causes:
                causes[caller] = Cause(cause.code, cause.message, (name, *cause.chain))
                waiting.append(caller)
    return causes


def sentence(callee: str, cause: Cause) -> str:
    """What a caller is told of a callee's effect."""
    steps = "".join(f", which calls {name}" for name in cause.chain[:3])
    if len(cause.chain) > 3:
        steps += ", and so on"
    return f"calls {callee}{steps}: {cause.message}"
