"""What to port first: the terms of a symbol's score, and a core's score as the sum over its symbols.

The formula is configuration; its variables are the terms below.  All of them are predictions, made
before anything was ported, from what captured calls and the source show.  They only order the queue:
whether a port is fast enough is decided by the speed gate, on the real thing.
"""

from __future__ import annotations

from typing import NamedTuple

from cores.formula import Formula, evaluate

#: Seconds that callers would save, less what may fail, for the work that it takes.
DEFAULT_FORMULA = "calls * seconds_per_call * (1 - 1 / predicted_gain) * (1 - risk) / port_cost"

#: Variable of the formula -> what it is.
TERMS: dict[str, str] = {
    "calls": "calls of the symbol while the target's tests ran; 1 where none was captured",
    "seconds_per_call": "mean seconds of one call in Python, callees included",
    "predicted_gain": "how many times faster the native call is expected to be, boundary included",
    "risk": "how likely the port is to fail its gates, from 0 to 0.95",
    "port_cost": "work to port it, in units of a function of ten lines; 1 at least",
}

#: Nanoseconds of a native call that does nothing.
CALL_FLOOR = 20.0
#: Nanoseconds that a line takes in Python, for symbols without captured calls.
LINE = 50.0
#: Elements of a container whose size nobody has seen.
USUAL_ELEMENTS = 20.0

#: Kind of an argument -> nanoseconds to read it, and for each of its elements.
READING: dict[str, tuple[float, float]] = {
    "none": (1.0, 0.0),
    "bool": (1.0, 0.0),
    "int": (2.0, 0.0),
    "float": (2.0, 0.0),
    "str": (5.0, 0.0),
    "bytes": (5.0, 0.0),
    "list": (5.0, 0.6),
    "tuple": (5.0, 0.6),
    "dict": (20.0, 12.0),
    "set": (20.0, 12.0),
    "object": (10.0, 0.0),
}
#: Kind of a result -> nanoseconds to make it, and for each of its elements.
WRITING: dict[str, tuple[float, float]] = {
    "none": (1.0, 0.0),
    "bool": (1.0, 0.0),
    "int": (5.0, 0.0),
    "float": (5.0, 0.0),
    "str": (30.0, 0.0),
    "bytes": (30.0, 0.0),
    "list": (30.0, 12.0),
    "tuple": (30.0, 12.0),
    "dict": (60.0, 40.0),
    "set": (60.0, 40.0),
    "object": (60.0, 0.0),
}

#: Body that takes at most so many nanoseconds in Python -> measured speedup of careful Rust.
BODY_SPEEDUP = ((500.0, 4.1), (5_000.0, 9.7), (float("inf"), 22.0))
#: Kind of a body -> the speedup that it can't exceed: C already, attributes of Python objects, text
#: that is made afresh; loops over numbers have no bound of their own.
BODY_LIMIT: dict[str, float] = {
    "library": 1.0,
    "objects": 2.0,
    "text": 6.0,
    "containers": 10.0,
    "numbers": 22.0,
}

#: Circumstance -> how likely it makes the port fail, taken by itself.
RISKS: dict[str, float] = {
    "uncaptured": 0.3,
    "untyped": 0.25,
    "objects": 0.3,
    "mutates": 0.15,
    "unported_callees": 0.2,
    "often_raises": 0.1,
}
#: No symbol is beyond hope: the formula divides the queue, not the world.
HIGHEST_RISK = 0.95


class Argument(NamedTuple):
    """A value that crosses the boundary."""

    #: A key of READING; anything else counts as `object`.
    kind: str
    #: Elements of a container on average; None: never seen.
    elements: float | None = None


class SymbolFacts(NamedTuple):
    """What is known of a symbol before it is ported."""

    #: Lines of the source.
    lines: int
    #: Captured calls; 0: none.
    calls: int
    #: Seconds in all captured calls together.
    seconds: float
    arguments: tuple[Argument, ...]
    result: Argument
    #: A key of BODY_LIMIT.
    body: str
    #: Keys of RISKS that apply.
    risks: tuple[str, ...] = ()
    #: Callees in the target that have no port yet.
    callees: int = 0


def terms(facts: SymbolFacts) -> dict[str, float]:
    """The variables of the formula for one symbol."""
    return {
        "calls": float(max(facts.calls, 1)),
        "seconds_per_call": python_ns(facts) / 1e9,
        "predicted_gain": predicted_gain(facts),
        "risk": risk(facts),
        "port_cost": port_cost(facts),
    }


def score(formula: Formula, facts: SymbolFacts) -> float:
    """What porting the symbol is worth; never below zero, since a port that loses isn't used."""
    return max(0.0, evaluate(formula, terms(facts)))


def core_score(formula: Formula, symbols: list[SymbolFacts]) -> float:
    """What porting a core is worth."""
    total = 0.0
    for facts in symbols:
        total += score(formula, facts)
    return total


def core_terms(symbols: list[SymbolFacts]) -> dict[str, float]:
    """The figures that explain a core's place: sums, and the seconds that would be saved."""
    seen = [terms(facts) for facts in symbols]
    saved = [seconds_saved(term) for term in seen]
    return {
        "symbols": float(len(symbols)),
        "calls": sum((float(facts.calls) for facts in symbols), 0.0),
        "seconds": sum((facts.seconds for facts in symbols), 0.0),
        "seconds_saved": sum(saved, 0.0),
        "port_cost": sum((term["port_cost"] for term in seen), 0.0),
    }


def seconds_saved(term: dict[str, float]) -> float:
    """Seconds that the captured calls would have taken less."""
    return max(0.0, term["calls"] * term["seconds_per_call"] * (1.0 - 1.0 / term["predicted_gain"]))


def python_ns(facts: SymbolFacts) -> float:
    """Nanoseconds of one call in Python, 1 at least; estimated from the lines where none was captured."""
    if facts.calls > 0 and facts.seconds > 0.0:
        return max(1.0, facts.seconds * 1e9 / facts.calls)
    return LINE * max(facts.lines, 1)


def predicted_gain(facts: SymbolFacts) -> float:
    """Time in Python over the predicted time of the native call."""
    python = python_ns(facts)
    return python / (CALL_FLOOR + crossing_ns(facts) + python / body_speedup(facts.body, python))


def crossing_ns(facts: SymbolFacts) -> float:
    """Nanoseconds to read the arguments and make the result."""
    total = _crossing(WRITING, facts.result)
    for argument in facts.arguments:
        total += _crossing(READING, argument)
    return total


def body_speedup(body: str, python: float) -> float:
    """Speedup of the body alone: short ones gain less, and some kinds can't gain much."""
    limit = BODY_LIMIT.get(body, 1.0)
    for longest, speedup in BODY_SPEEDUP:
        if python <= longest:
            return min(limit, speedup)
    return limit


def risk(facts: SymbolFacts) -> float:
    """How likely one of the circumstances strikes, as if they were independent."""
    survives = 1.0
    names = set(facts.risks)
    if facts.calls == 0:
        names.add("uncaptured")
    if facts.callees > 0:
        names.add("unported_callees")
    for name in sorted(names):
        survives *= 1.0 - RISKS[name]
    return min(HIGHEST_RISK, 1.0 - survives)


def port_cost(facts: SymbolFacts) -> float:
    """Ten lines are one unit of work, and so are two callees that must come along."""
    return max(1.0, facts.lines / 10.0 + facts.callees / 2.0)


def _crossing(table: dict[str, tuple[float, float]], value: Argument) -> float:
    fixed, each = table.get(value.kind, table["object"])
    elements = USUAL_ELEMENTS if value.elements is None else value.elements
    return fixed + each * elements
