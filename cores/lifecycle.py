"""The states of a symbol and the events that move it: the one table that everything else is derived from.

Theory of operation.  A symbol is found (`seen`), judged (`pure` or `refused`), gets its place on the
queue, its evidence and its port.  When all gates of correctness passed it is `proven`.  The flip is
then applied in a candidate worktree only, and the symbol waits there as `shadowed` until it has
survived the configured number of clean cycles; `canary` is the optional step between that and `live`.
So nothing reaches `live` but through `shadowed`, and nothing leaves `live` but by an event that has a row.

An event is a verb in the past tense: it says what happened, never what ought to be.  Two counters
belong to a state, `clean` (clean cycles survived) and `tries` (gates failed since the source changed);
they too change by events alone, see `count`.
"""

from __future__ import annotations

from typing import NamedTuple

#: The state of a symbol that was never heard of before.
INITIAL = "seen"

#: Event -> what happened.
EVENTS: dict[str, str] = {
    "source_changed": "its source, or something that it depends on, was edited",
    "reconsidered": "the analyser or the transpiler has changed, so that the old refusal proves nothing",
    "judged_pure": "no impure effect was found in it or in what it calls",
    "judged_impure": "an impure effect was found",
    "found_unsupported": "the transpiler has no exact meaning for some part of it",
    "enqueued": "its core has a score and a place on the queue",
    "evidence_made": "captured calls, strategies and goldens are there",
    "port_made": "a porter made its Rust twin",
    "port_changed": "a porter made another Rust twin than the one that was judged",
    "gates_passed": "every gate of correctness passed",
    "gate_failed": "a gate failed; the counterexample is kept",
    "parked": "it failed too often to be tried again by itself",
    "found_slower": "it is right, but not measurably faster through the real boundary",
    "recalibrated": "source, port or calibration of the machine changed, so speed is judged again",
    "shadow_started": "the flip was applied in the candidate worktree",
    "canary_started": "a share of the callers gets Rust",
    "cycle_clean": "one more cycle passed without a regression",
    "went_live": "it survived its clean cycles and the flip was committed",
    "sealed": "the switch was locked",
    "unsealed": "the lock was taken off",
    "regressed": "a live binding failed a test, a gate or its speed floor",
    "callee_unflipped": "a symbol that its native twin holds inside went back to Python",
    "rolled_back": "somebody put the binding back to Python by hand",
    "quarantined": "it is kept away from callers until somebody, or a new source, lifts that",
    "quarantine_lifted": "the quarantine was ended",
    "released": "somebody wants a parked symbol tried again",
}

_ANYWHERE = {"source_changed": INITIAL}
_FAILURES = {"gate_failed": "queued", "parked": "parked", **_ANYWHERE}

#: State -> event -> next state.
TABLE: dict[str, dict[str, str]] = {
    "seen": {"judged_pure": "pure", "judged_impure": "refused", **_ANYWHERE},
    "pure": {"enqueued": "queued", "found_unsupported": "refused", "quarantined": "quarantined", **_ANYWHERE},
    "refused": {"reconsidered": "seen", **_ANYWHERE},
    "queued": {
        "evidence_made": "evidenced",
        "found_unsupported": "refused",
        "quarantined": "quarantined",
        **_FAILURES,
    },
    "evidenced": {
        "port_made": "ported",
        "found_unsupported": "refused",
        "quarantined": "quarantined",
        **_FAILURES,
    },
    "ported": {
        "gates_passed": "proven",
        "port_changed": "evidenced",
        "quarantined": "quarantined",
        **_FAILURES,
    },
    "proven": {
        "shadow_started": "shadowed",
        "found_slower": "slower",
        "port_changed": "evidenced",
        "callee_unflipped": "queued",
        "quarantined": "quarantined",
        **_FAILURES,
    },
    "shadowed": {
        "cycle_clean": "shadowed",
        "canary_started": "canary",
        "went_live": "live",
        "found_slower": "slower",
        "port_changed": "evidenced",
        "callee_unflipped": "queued",
        "rolled_back": "rolled_back",
        **_FAILURES,
    },
    "canary": {
        "cycle_clean": "canary",
        "went_live": "live",
        "found_slower": "slower",
        "port_changed": "evidenced",
        "callee_unflipped": "queued",
        "rolled_back": "rolled_back",
        **_FAILURES,
    },
    "live": {
        "cycle_clean": "live",
        "sealed": "sealed",
        "regressed": "rolled_back",
        "port_changed": "evidenced",
        "callee_unflipped": "queued",
        "rolled_back": "rolled_back",
        **_ANYWHERE,
    },
    "sealed": {
        "cycle_clean": "sealed",
        "unsealed": "live",
        "regressed": "rolled_back",
        "callee_unflipped": "queued",
        **_ANYWHERE,
    },
    "slower": {
        "recalibrated": "queued",
        "port_changed": "evidenced",
        "quarantined": "quarantined",
        **_ANYWHERE,
    },
    "parked": {"released": "queued", "quarantined": "quarantined", **_ANYWHERE},
    "rolled_back": {"quarantined": "quarantined", "shadow_started": "shadowed", **_ANYWHERE},
    "quarantined": {"quarantine_lifted": "queued", **_ANYWHERE},
}

#: All states, in the order of the road that a symbol takes.
STATES: tuple[str, ...] = tuple(TABLE)

#: States in which callers get, or are about to get, the native twin: only these count clean cycles.
COUNTING = ("shadowed", "canary", "live", "sealed")
#: States in which the committed binding says rust.
FLIPPED = ("live", "sealed")
#: States whose port passed every gate of correctness, fast or not.
PROVEN = ("proven", "shadowed", "canary", "live", "sealed", "slower")
#: Events after which the tries start again from none.
_FRESH_START = ("source_changed", "reconsidered", "gates_passed", "released", "quarantine_lifted")


class IllegalTransition(ValueError):
    """An event that cannot happen to a symbol in this state; the message says which can."""


class Counters(NamedTuple):
    """What is counted beside the state."""

    #: Clean cycles survived since the candidate flip.
    clean: int = 0
    #: Gates failed since the last fresh start.
    tries: int = 0


def advance(state: str, event: str) -> str:
    """The state after the event."""
    moves = TABLE.get(state)
    if moves is None:
        raise IllegalTransition(f"{state!r} is not a state; the states are {', '.join(STATES)}")
    if event in moves:
        return moves[event]
    fault = "cannot happen" if event in EVENTS else "is not an event"
    raise IllegalTransition(f"{event!r} {fault} in state {state!r}; there: {', '.join(allowed(state))}")


def allowed(state: str) -> list[str]:
    """Events that can happen in the state, sorted."""
    return sorted(TABLE[state])


def count(counters: Counters, event: str, after: str) -> Counters:
    """The counters once the event has led to the state `after`."""
    clean = counters.clean + 1 if event == "cycle_clean" else counters.clean
    tries = counters.tries + 1 if event == "gate_failed" else counters.tries
    return Counters(clean if after in COUNTING else 0, 0 if event in _FRESH_START else tries)


def may_go_live(state: str, clean: int, required: int) -> bool:
    """Whether `went_live` is due: a row of the table, and enough clean cycles."""
    return "went_live" in TABLE[state] and clean >= required


def sql_states() -> str:
    """The states as the list inside the ledger's CHECK constraint."""
    return ", ".join(f"'{state}'" for state in STATES)


def markdown() -> str:
    """The table as Markdown, for the documentation."""
    lines = ["| state | event | next | what happened |", "|---|---|---|---|"]
    for state, moves in TABLE.items():
        for event, after in moves.items():
            lines.append(f"| {state} | {event} | {after} | {EVENTS[event]} |")
    return "\n".join(lines) + "\n"
