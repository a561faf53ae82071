"""Moves symbols through their states, event by event, as far as the table allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cores.lifecycle import TABLE
from fleet.stages.state import Cycle
from fleet.wiring import Fleet


def happen(
    fleet: Fleet, cycle: Cycle, symbol: str, *events: str, details: Mapping[str, Any] | None = None
) -> str:
    """Each of the events, where it can happen in the state of the symbol; returns the last state."""
    state = fleet.ledger.state(symbol)
    for event in events:
        if event in TABLE[state]:
            before, state = state, fleet.ledger.advance(symbol, event, details)
            cycle.moved = cycle.moved or state != before
    return state


def in_states(fleet: Fleet, names: Sequence[str]) -> list[str]:
    """Symbols that are in one of these states, sorted."""
    return sorted(symbol for symbol, state in fleet.ledger.states().items() if state in names)
