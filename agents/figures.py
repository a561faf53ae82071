"""Measured figures as text, for the documents that are committed into a target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: What stands where nothing was measured.
NOT_MEASURED = "not measured"


def number(value: float | int | None) -> str:
    """`12,345`; floats with three digits that count."""
    if value is None:
        return NOT_MEASURED
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3g}"


def ratio(value: float | None) -> str:
    """`1.43x`, `14.2x`, `143x`."""
    if value is None:
        return NOT_MEASURED
    digits = next((digits for digits, limit in enumerate((100, 10)) if value >= limit), 2)
    return f"{value:.{digits}f}x"


def interval(speed: Mapping[str, Any] | None) -> str:
    """`9.40x (95% between 9.10x and 9.80x)`."""
    found = speed or {}
    middle, low, high = (found.get(name) for name in ("ratio", "low", "high"))
    if middle is None or low is None or high is None:
        return ratio(middle)
    return f"{ratio(middle)} (95% between {ratio(low)} and {ratio(high)})"


def percent(value: float | None) -> str:
    """`2.5%`."""
    return NOT_MEASURED if value is None else f"{value:.1%}"


def counted(value: int | None, noun: str) -> str:
    """`25,000 cases`."""
    return f"{noun} {NOT_MEASURED}" if value is None else f"{value:,} {noun}"


def plural(count: int, noun: str) -> str:
    """`1 cycle`, `3 cycles`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed(figures: Mapping[str, Any] | None) -> str:
    """All figures of a gate in one line, as they were stored."""
    return ", ".join(f"{name} {_value(name, value)}" for name, value in sorted((figures or {}).items()))


def _value(name: str, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return NOT_MEASURED if value is None else str(value).lower()
    if isinstance(value, int | float):
        return percent(value) if name.endswith("rate") else number(value)
    if isinstance(value, list):
        return " ".join(map(str, value)) or "none"
    return str(value)
