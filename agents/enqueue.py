"""What porting a core is worth: facts of its symbols, from verdicts, types and captured calls.

The arithmetic is in cores/priority.py; here it is fed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from agents.evidence.strategies import shape_of_type
from agents.records import Captured, FunctionTypes, Symbol
from agents.shipped.parity.shapes import Shape, parse
from cores.formula import Formula
from cores.priority import READING, Argument, SymbolFacts, core_score, core_terms

Json = Any

#: Shape -> kind of READING.
_KINDS = {"frozenset": "set", "bytearray": "bytes", "None": "none", "range": "object"}
#: Kind of the first argument that says most about a body -> key of BODY_LIMIT.
_BODIES = {"str": "text", "bytes": "text", "list": "containers", "tuple": "containers", "dict": "containers"}
#: Share of raising calls from which on raising is usual.
_OFTEN = 0.2


class Queued(NamedTuple):
    """A core with its score and the terms that explain it."""

    core: str
    score: float
    terms: dict[str, float]


def rank(
    formula: Formula,
    waiting: Collection[str],
    symbols: Mapping[str, Symbol],
    types: Mapping[str, FunctionTypes],
    captured: Mapping[str, Captured],
) -> list[Queued]:
    """The cores of the waiting symbols, best first."""
    by_core: dict[str, list[SymbolFacts]] = {}
    for name in sorted(waiting):
        symbol = symbols[name]
        facts = facts_of(symbol, types.get(name), captured.get(name), waiting)
        by_core.setdefault(symbol.core, []).append(facts)
    queue = [Queued(core, core_score(formula, facts), core_terms(facts)) for core, facts in by_core.items()]
    return sorted(queue, key=lambda row: (-row.score, row.core))


def facts_of(
    symbol: Symbol, types: FunctionTypes | None, captured: Captured | None, waiting: Collection[str]
) -> SymbolFacts:
    """What the prediction needs to know of one symbol."""
    samples = captured.samples if captured is not None else ()
    params = types.params if types is not None else ()
    arguments = tuple(
        Argument(_kind(_shape(param.declared, param.observed)), _elements(samples, place))
        for place, param in enumerate(params)
    )
    returns = captured.returns if captured is not None else ()
    result = Argument(_kind(_shape(types.returns if types is not None else None, returns)))
    return SymbolFacts(
        lines=max(1, symbol.span.end_line - symbol.span.line + 1),
        calls=captured.calls if captured is not None else 0,
        seconds=captured.seconds if captured is not None else 0.0,
        arguments=arguments,
        result=result,
        body=_body(arguments),
        risks=tuple(_risks(symbol, arguments, types, captured)),
        callees=sum(callee not in waiting for callee in symbol.calls),
    )


def _shape(declared: Json, observed: Iterable[tuple[str, int]]) -> Shape:
    """What calls showed, else what is declared."""
    shown = next(iter(observed), None)
    return parse(shown[0]) if shown is not None else shape_of_type(declared)


def _kind(shape: Shape) -> str:
    names = {name for name, _ in shape if name != "None"} or {"None"}
    if len(names) > 1:
        return "float" if names <= {"int", "float", "bool"} else "object"
    name = names.pop()
    kind = _KINDS.get(name, name)
    return kind if kind in READING else "object"


def _elements(samples: Iterable[Json], place: int) -> float | None:
    """Mean size of an argument over the captured calls; None where it has none."""
    sizes = [size for call in samples if place < len(call["args"]) for size in _size(call["args"][place])]
    return sum(sizes) / len(sizes) if sizes else None


def _size(encoded: Json) -> list[int]:
    if isinstance(encoded, (str, list)):
        return [len(encoded)]
    if isinstance(encoded, dict):
        return [len(value) for value in encoded.values() if isinstance(value, (str, list))][:1]
    return []


def _body(arguments: Iterable[Argument]) -> str:
    kinds = [argument.kind for argument in arguments]
    if "object" in kinds:
        return "objects"
    return next((_BODIES[kind] for kind in kinds if kind in _BODIES), "numbers")


def _risks(
    symbol: Symbol, arguments: Iterable[Argument], types: FunctionTypes | None, captured: Captured | None
) -> Iterable[str]:
    if types is None:
        yield "untyped"
    if any(argument.kind == "object" for argument in arguments):
        yield "objects"
    if symbol.mutates:
        yield "mutates"
    if captured is not None and captured.calls and captured.raised > _OFTEN * captured.calls:
        yield "often_raises"
