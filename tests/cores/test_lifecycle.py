"""The table of states, walked whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores import lifecycle
from cores.lifecycle import (
    COUNTING,
    EVENTS,
    FLIPPED,
    INITIAL,
    PROVEN,
    STATES,
    TABLE,
    Counters,
    advance,
    count,
)

PAIRS = [(state, event) for state in STATES for event in EVENTS]
WALKS = st.lists(st.sampled_from(sorted(EVENTS)), max_size=60)


def walk(events: list[str]) -> list[tuple[str, str, str]]:
    """The moves that the table allows, in turn."""
    state, moves = INITIAL, []
    for event in events:
        if event in TABLE[state]:
            moves.append((state, event, advance(state, event)))
            state = moves[-1][2]
    return moves


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_each_pair_is_a_row_or_an_error_that_says_what_is_allowed(state: str, event: str) -> None:
    if event in TABLE[state]:
        assert advance(state, event) == TABLE[state][event]
        assert event in lifecycle.allowed(state)
        return
    with pytest.raises(lifecycle.IllegalTransition) as caught:
        advance(state, event)
    for name in (state, event, *lifecycle.allowed(state)):
        assert name in str(caught.value)


def test_unknown_names_are_errors() -> None:
    with pytest.raises(lifecycle.IllegalTransition, match="not a state"):
        advance("flying", "enqueued")
    with pytest.raises(lifecycle.IllegalTransition, match="not an event"):
        advance("seen", "flew")


def test_the_table_is_closed_and_has_no_dead_rows() -> None:
    events = {event for moves in TABLE.values() for event in moves}
    targets = {after for moves in TABLE.values() for after in moves.values()}
    assert events == set(EVENTS)
    assert targets <= set(STATES)
    reached, todo = {INITIAL}, [INITIAL]
    while todo:
        for after in TABLE[todo.pop()].values():
            if after not in reached:
                reached.add(after)
                todo.append(after)
    assert reached == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_an_edited_source_starts_anew_from_anywhere(state: str) -> None:
    assert advance(state, "source_changed") == "seen"


@pytest.mark.parametrize("state", ["ported", "proven", "shadowed", "canary"])
def test_a_failed_gate_leads_back_to_the_queue_or_the_park(state: str) -> None:
    assert advance(state, "gate_failed") == "queued"
    assert advance(state, "parked") == "parked"


def test_live_is_reached_only_through_shadowed_or_canary() -> None:
    into = {state for state, moves in TABLE.items() if "live" in moves.values() and state != "live"}
    assert into == {"shadowed", "canary", "sealed"}
    assert {s for s, moves in TABLE.items() if "sealed" in moves.values()} == {"live", "sealed"}
    assert {s for s, moves in TABLE.items() if "canary" in moves.values()} == {"shadowed", "canary"}
    assert {s for s, moves in TABLE.items() if "shadowed" in moves.values()} == {"proven", "shadowed", "rolled_back"}


def test_a_regression_goes_through_quarantine_before_it_is_tried_again() -> None:
    state = "live"
    for event, expected in (
        ("regressed", "rolled_back"),
        ("quarantined", "quarantined"),
        ("quarantine_lifted", "queued"),
    ):
        state = advance(state, event)
        assert state == expected


@given(WALKS)
def test_whoever_is_live_was_proven_since_the_source_last_changed(events: list[str]) -> None:
    proven = False
    for _, event, after in walk(events):
        proven = (proven or event == "gates_passed") and event not in ("source_changed", "port_changed")
        assert after not in PROVEN or proven


@given(WALKS)
def test_clean_cycles_count_only_while_callers_get_rust(events: list[str]) -> None:
    counters, cleaned = Counters(), 0
    for before, event, after in walk(events):
        counters = count(counters, event, after)
        cleaned = (cleaned + (event == "cycle_clean")) if after in COUNTING else 0
        assert counters.clean == cleaned
        assert event != "cycle_clean" or before == after


@given(WALKS)
def test_tries_are_the_failures_since_the_last_fresh_start(events: list[str]) -> None:
    counters = Counters()
    for _, event, after in walk(events):
        before, counters = counters, count(counters, event, after)
        assert counters.tries in (0, before.tries, before.tries + 1)
        assert (counters.tries == before.tries + 1) == (event == "gate_failed")
        if event in ("source_changed", "gates_passed", "released"):
            assert counters.tries == 0


@pytest.mark.parametrize("state", STATES)
def test_going_live_needs_its_row_and_its_cycles(state: str) -> None:
    assert not lifecycle.may_go_live(state, 1, 2)
    assert lifecycle.may_go_live(state, 2, 2) == (state in ("shadowed", "canary"))


def test_groups_of_states_are_states() -> None:
    assert set(FLIPPED) < set(COUNTING) < set(PROVEN) < set(STATES)


def test_the_markdown_has_a_row_for_each_move() -> None:
    lines = lifecycle.markdown().splitlines()
    assert len(lines) == 2 + sum(len(moves) for moves in TABLE.values())
    assert f"| live | regressed | rolled_back | {EVENTS['regressed']} |" in lines


def test_the_sql_list_names_every_state() -> None:
    assert lifecycle.sql_states().split(", ") == [f"'{state}'" for state in STATES]
