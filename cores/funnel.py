"""The funnel of a target and its honest speedup, from one row a symbol.

The funnel counts how far symbols came: seen -> pure -> supported -> translated -> compiled -> parity ->
proven -> faster -> live.  Each symbol counts in all stages up to the furthest that it reached, so the
numbers never rise.  A stage that was not run is None, never 0.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from cores.lifecycle import FLIPPED, PROVEN

STAGES = ("seen", "pure", "supported", "translated", "compiled", "parity", "proven", "faster", "live")

#: Stages that a gate of this name decides.
STAGE_OF_GATE = {"compile": "compiled", "parity": "parity", "speed": "faster"}

#: What a state by itself says about the stages behind it: the furthest that the symbol has passed.
_REACHED_BY_STATE = {
    **dict.fromkeys(PROVEN, "proven"),
    "shadowed": "faster",
    "canary": "faster",
    **dict.fromkeys(FLIPPED, "live"),
}


class SymbolRow(NamedTuple):
    """What the funnel needs to know of one symbol."""

    state: str
    #: Newest status of each gate: `passed`, `failed`, `undecided`, `not_run`.
    gates: dict[str, str]
    #: None: not judged yet.
    pure: bool | None = None
    #: None: the transpiler has not looked at it.
    supported: bool | None = None
    #: None: no porter has tried.
    translated: bool | None = None
    #: Measured speedup through the real binding; None: not measured.
    ratio: float | None = None


class Speedup(NamedTuple):
    """Geometric means of measured speedups."""

    #: Over the live symbols; None where there is none.
    live: float | None
    #: Over all pure symbols, 1.0 for those that callers get in Python; None until something was flipped
    #: or a cycle has ended.
    pure: float | None


def funnel(rows: list[SymbolRow], cycles: int) -> dict[str, int | None]:
    """Stage -> number of symbols that reached it; `cycles` have ended so far."""
    furthest = [reached(row) for row in rows]
    counts: dict[str, int | None] = {}
    for index, stage in enumerate(STAGES):
        count = sum(1 for far in furthest if far >= index)
        counts[stage] = count if count or was_run(rows, index, cycles) else None
    return counts


def reached(row: SymbolRow) -> int:
    """Index in STAGES of the furthest stage that the symbol passed."""
    by_state = STAGES.index(_REACHED_BY_STATE.get(row.state, "seen"))
    by_facts = 0
    while by_facts + 1 < len(STAGES) and passed(row, STAGES[by_facts + 1]) is True:
        by_facts += 1
    return max(by_state, by_facts)


def passed(row: SymbolRow, stage: str) -> bool | None:
    """Whether the symbol passed a stage, as far as its facts say; None: the stage did not judge it."""
    if stage == "seen":
        return True
    if stage == "pure":
        return row.pure
    if stage == "supported":
        # A person's port needs no support of the transpiler.
        return True if row.translated else row.supported
    if stage == "translated":
        return row.translated
    if stage == "proven":
        return True if row.state in PROVEN else None
    if stage == "live":
        return True if row.state in FLIPPED else None
    return _gate_passed(row, stage)


def was_run(rows: list[SymbolRow], stage: int, cycles: int) -> bool:
    """Whether nobody reaching this stage is a fact, rather than nobody having looked.

    It was run where it judged some symbol, or where it had none to judge: a cycle has ended, and all
    that this stage could have worked on was stopped before.
    """
    if stage == 0 or any(passed(row, STAGES[stage]) is not None for row in rows):
        return True
    before = [row for row in rows if reached(row) >= stage - 1]
    if STAGES[stage] == "proven":
        # Proven is what the gates before it add up to; whoever came through parity was judged by them.
        return cycles > 0 and was_run(rows, stage - 1, cycles)
    if STAGES[stage] == "live":
        return cycles > 0
    return cycles > 0 and not before


def speedup(rows: list[SymbolRow], cycles: int) -> Speedup:
    """The measured gain of what callers really get; a refusal, or no measurement, is 1.0."""
    live = [_ratio(row) for row in rows if row.state in FLIPPED]
    pure = [_ratio(row) if row.state in FLIPPED else 1.0 for row in rows if row.pure]
    known = bool(pure) and (bool(live) or cycles > 0)
    return Speedup(geometric_mean(live) if live else None, geometric_mean(pure) if known else None)


def geometric_mean(values: list[float]) -> float:
    """The mean of ratios; ValueError where one is not positive or there is none."""
    if not values:
        raise ValueError("there is no mean of nothing")
    total = 0.0
    for value in values:
        if not 0.0 < value < math.inf:
            raise ValueError(f"{value} is not a ratio")
        total += math.log(value)
    return math.exp(total / len(values))


def _ratio(row: SymbolRow) -> float:
    return 1.0 if row.ratio is None else row.ratio


def _gate_passed(row: SymbolRow, stage: str) -> bool | None:
    for gate, decided in STAGE_OF_GATE.items():
        if decided == stage and gate in row.gates:
            status = row.gates[gate]
            return None if status == "not_run" else status == "passed"
    return None
