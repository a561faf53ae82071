"""The funnel and the speedup: laws, null rules, figures worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores.funnel import STAGES, SymbolRow, funnel, geometric_mean, speedup
from cores.lifecycle import FLIPPED, STATES

STATUSES = st.sampled_from(["passed", "failed", "undecided", "not_run"])
ROWS = st.lists(
    st.builds(
        SymbolRow,
        st.sampled_from(STATES),
        st.dictionaries(st.sampled_from(["compile", "parity", "speed", "mutants"]), STATUSES),
        st.sampled_from([True, False, None]),
        st.sampled_from([True, False, None]),
        st.sampled_from([True, False, None]),
        st.none() | st.floats(min_value=0.01, max_value=1e4),
    ),
    max_size=12,
)

IMPURE = SymbolRow("refused", {}, pure=False)
UNSUPPORTED = SymbolRow("refused", {}, pure=True, supported=False)
WRONG = SymbolRow("queued", {"compile": "passed", "parity": "failed"}, True, True, True)
SLOW = SymbolRow(
    "slower", {"compile": "passed", "parity": "passed", "speed": "failed"}, True, True, True, 0.8
)
WAITING = SymbolRow(
    "shadowed", {"compile": "passed", "parity": "passed", "speed": "passed"}, True, True, True, 5.0
)
LIVE = WAITING._replace(state="live", ratio=8.0)
LIVE_TOO = LIVE._replace(ratio=2.0, state="sealed")


def test_a_whole_funnel() -> None:
    rows = [IMPURE, UNSUPPORTED, WRONG, SLOW, WAITING, LIVE, LIVE_TOO]
    assert list(funnel(rows, cycles=3).values()) == [7, 6, 5, 5, 5, 4, 4, 3, 2]


def test_after_a_scan_all_that_was_not_run_is_null() -> None:
    rows = [SymbolRow("refused", {}, pure=False), SymbolRow("queued", {}, pure=True)]
    assert list(funnel(rows, cycles=0).values()) == [2, 1, None, None, None, None, None, None, None]


def test_before_anything_was_judged_only_seen_is_known() -> None:
    assert list(funnel([SymbolRow("seen", {})], 0).values()) == [1, *[None] * 8]


def test_an_empty_target_has_an_empty_funnel_once_a_cycle_has_ended() -> None:
    assert list(funnel([], 1).values()) == [0] * 9
    assert list(funnel([], 0).values()) == [0, *[None] * 8]


def test_a_cycle_that_was_stopped_by_refusals_has_zeros_behind_them() -> None:
    assert list(funnel([IMPURE, UNSUPPORTED], 1).values()) == [2, 1, 0, 0, 0, 0, 0, 0, 0]


def test_a_gate_that_did_not_run_is_null_though_others_did() -> None:
    row = SymbolRow("ported", {"compile": "passed", "parity": "passed", "speed": "not_run"}, True, True, True)
    assert funnel([row], 1)["parity"] == 1
    proven = row._replace(state="proven")
    assert funnel([proven], 1)["proven"] == 1
    assert funnel([proven], 1)["faster"] is None
    assert funnel([proven._replace(gates={**row.gates, "speed": "undecided"})], 1)["faster"] == 0


def test_a_persons_port_needs_no_support_of_the_transpiler() -> None:
    row = SymbolRow("ported", {"compile": "passed"}, pure=True, supported=False, translated=True)
    assert list(funnel([row], 0).values())[:5] == [1, 1, 1, 1, 1]


def test_a_live_symbol_counts_everywhere_whatever_its_papers_say() -> None:
    assert list(funnel([SymbolRow("live", {})], 0).values()) == [1] * 9


@given(ROWS, st.integers(min_value=0, max_value=3))
def test_the_funnel_never_rises_and_live_are_the_live(rows: list[SymbolRow], cycles: int) -> None:
    counts = funnel(rows, cycles)
    assert tuple(counts) == STAGES
    numbers = [count for count in counts.values() if count is not None]
    assert numbers == sorted(numbers, reverse=True)
    assert counts["seen"] == len(rows)
    assert (counts["live"] or 0) == sum(row.state in FLIPPED for row in rows)


@given(ROWS)
def test_zeros_become_known_with_a_cycle_but_numbers_never_change(rows: list[SymbolRow]) -> None:
    before, after = funnel(rows, 0), funnel(rows, 1)
    assert all(before[stage] in (after[stage], None) for stage in STAGES)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_symbols_does_not_matter(rows: list[SymbolRow], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert funnel(rows, 1) == funnel(shuffled, 1)


def test_speedups_by_hand() -> None:
    found = speedup([IMPURE, UNSUPPORTED, SLOW, LIVE, LIVE_TOO], 1)
    assert found.live == pytest.approx(4.0)
    assert found.pure == pytest.approx(16.0**0.25)


def test_without_live_symbols_the_mean_is_one_after_a_cycle_and_unknown_before() -> None:
    assert speedup([SLOW, WAITING], 1) == (None, 1.0)
    assert speedup([SLOW, WAITING], 0) == (None, None)
    assert speedup([IMPURE], 1) == (None, None)


def test_a_live_symbol_without_a_measurement_counts_as_one() -> None:
    assert speedup([LIVE._replace(ratio=None)], 1) == (1.0, 1.0)


@given(ROWS)
def test_means_lie_between_the_extremes(rows: list[SymbolRow]) -> None:
    found = speedup(rows, 1)
    ratios = [1.0 if row.ratio is None else row.ratio for row in rows if row.state in FLIPPED]
    if found.live is not None:
        assert min(ratios) * 0.999 <= found.live <= max(ratios) * 1.001
    if found.pure is not None:
        assert min([1.0, *ratios]) * 0.999 <= found.pure <= max([1.0, *ratios]) * 1.001


@pytest.mark.parametrize("values", [[], [0.0], [-1.0], [math.nan], [math.inf]])
def test_no_mean_of_what_is_no_ratio(values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"no mean|not a ratio"):
        geometric_mean(values)
