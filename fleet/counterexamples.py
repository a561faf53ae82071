"""Calls on which earlier ports failed: they are tried first, for good."""

from __future__ import annotations

from typing import Any

from fleet.wiring import Fleet


def counterexamples(fleet: Fleet, symbol: str) -> list[dict[str, Any]]:
    """Encoded calls from the results of gates."""
    found = [row.get("counterexample") for row in fleet.ledger.gates(symbol)]
    return [call for call in found if isinstance(call, dict) and "args" in call]
