"""Figures and tables as text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any


def columns(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """A table with a head; the columns named in `right` are set to the right."""
    if not rows:
        return []
    widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
    lines = []
    for row in (head, *rows):
        cells = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def number(value: float | int | None) -> str:
    """`12,345`, or a dash where nothing was measured."""
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def ratio(value: float | None) -> str:
    """`9.4x`."""
    if value is None:
        return "-"
    return f"{value:.2f}x" if value < 10 else f"{value:.1f}x"


def interval(speedup: dict[str, Any]) -> str:
    """`9.4x (9.1x to 9.8x)`."""
    if speedup["ratio"] is None or speedup["low"] is None or speedup["high"] is None:
        return ratio(speedup["ratio"])
    return f"{ratio(speedup['ratio'])} ({ratio(speedup['low'])} to {ratio(speedup['high'])})"


def percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def when(seconds: float) -> str:
    """A moment, in UTC."""
    return time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(seconds))


def duration(seconds: float | None) -> str:
    """`48 s`, `12 min`, `3.5 h`."""
    if seconds is None:
        return "-"
    if seconds < 90:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def plural(count: int, noun: str, plural_noun: str = "") -> str:
    """`1 core`, `2 cores`."""
    return f"{number(count)} {noun if count == 1 else plural_noun or noun + 's'}"
