"""What a porter gets and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from agents.analyse.parsed import ParsedModule
from agents.records import Captured, FunctionTypes, PortedCore, Symbol


@dataclass(frozen=True)
class PortWork:
    """All that is known of a target before anything is ported."""

    modules: Mapping[str, ParsedModule]
    symbols: Mapping[str, Symbol]
    types: Mapping[str, FunctionTypes]
    captured: Mapping[str, Captured] = field(default_factory=dict)


#: Makes ports of the wanted symbols: one `PortedCore` for each core of theirs, refusals included.
Porter = Callable[[PortWork, Collection[str]], list[PortedCore]]
