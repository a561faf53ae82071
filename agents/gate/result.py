"""Builds the result of a gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agents.records import GateResult, Status


def result(
    gate: str, symbol: str, status: Status, message: str = "", figures: Mapping[str, Any] | None = None
) -> GateResult:
    """What a gate says of a symbol."""
    return GateResult(gate=gate, symbol=symbol, status=status, message=message, figures=dict(figures or {}))


def not_run(gate: str, symbol: str, message: str) -> GateResult:
    """The gate had nothing to look at; that never counts as passed."""
    return result(gate, symbol, "not_run", message)


def shown(count: int, noun: str) -> str:
    """`1 case`, `2,000 cases`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
