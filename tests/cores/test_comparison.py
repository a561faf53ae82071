"""A cycle against the last accepted one: each kind of regression, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores.comparison import KINDS, CycleFacts, Limits, LiveFacts, is_clean, regressions

LIMITS = Limits(speed_minimum=1.2, deopt_maximum=0.1, cases_required=1000)
GOOD = LiveFacts(cases=1000, high=9.0, deopt_rate=0.0)
BEFORE = CycleFacts({"t1": "passed", "t2": "failed", "t3": "skipped"}, {"m:f": GOOD})


def kinds(now: CycleFacts, before: CycleFacts = BEFORE) -> list[tuple[str, str]]:
    return [(found.kind, found.subject) for found in regressions(before, now, LIMITS)]


def with_symbol(facts: LiveFacts) -> CycleFacts:
    return BEFORE._replace(live={"m:f": facts})


def test_the_same_again_is_no_regression() -> None:
    assert kinds(BEFORE) == []


@pytest.mark.parametrize(
    ("tests", "found"),
    [
        ({"t1": "failed"}, [("test-failed", "t1")]),
        ({"t1": "error"}, [("test-failed", "t1")]),
        ({}, [("test-lost", "t1")]),
        (None, [("test-lost", "tests")]),
        ({"t1": "skipped"}, []),
        ({"t1": "passed", "t2": "error", "t4": "failed"}, []),
    ],
)
def test_only_tests_that_passed_can_regress(
    tests: dict[str, str] | None, found: list[tuple[str, str]]
) -> None:
    assert kinds(BEFORE._replace(tests=tests)) == found


def test_without_tests_before_there_is_nothing_to_lose() -> None:
    assert kinds(BEFORE, BEFORE._replace(tests=None)) == []


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (GOOD._replace(native=False), "not-native"),
        (GOOD._replace(mismatches=1), "mismatch"),
        (GOOD._replace(crashes=1), "crashed"),
        (GOOD._replace(cases=999), "little-evidence"),
        (GOOD._replace(cases=None), "little-evidence"),
        (GOOD._replace(deopt_rate=0.1), "deopts"),
        (GOOD._replace(high=1.19), "slower"),
        (GOOD._replace(high=None), "unmeasured"),
    ],
)
def test_each_kind_of_regression_of_a_symbol(facts: LiveFacts, kind: str) -> None:
    assert kinds(with_symbol(facts)) == [(kind, "m:f")]


@pytest.mark.parametrize(
    "facts", [GOOD._replace(high=1.2), GOOD._replace(deopt_rate=0.0999), GOOD._replace(deopt_rate=None)]
)
def test_what_just_holds_is_no_regression(facts: LiveFacts) -> None:
    assert kinds(with_symbol(facts)) == []


def test_a_new_symbol_without_a_speed_is_not_called_unmeasured() -> None:
    assert kinds(CycleFacts(BEFORE.tests, {"m:g": GOOD._replace(high=None)})) == []


def test_all_faults_are_told_with_figures() -> None:
    worst = LiveFacts(native=False, cases=5, mismatches=2, crashes=1, high=0.5, deopt_rate=0.25)
    messages = [found.message for found in regressions(BEFORE, with_symbol(worst), LIMITS)]
    assert len(messages) == 6
    for figure in ("2 of 5", "1 native", "1000 are required", "25%", "0.50x"):
        assert any(figure in message for message in messages)


def test_every_kind_has_its_text_and_is_found_by_some_test() -> None:
    worst = LiveFacts(native=False, cases=5, mismatches=2, crashes=1, high=0.5, deopt_rate=0.25)
    seen = {kind for kind, _ in kinds(CycleFacts({"t1": "failed"}, {"m:f": worst}))}
    seen |= {kind for kind, _ in kinds(CycleFacts({}, {"m:f": GOOD._replace(high=None)}))}
    assert seen == set(KINDS)


def test_a_candidate_that_fails_does_not_spoil_the_cycle() -> None:
    found = regressions(
        BEFORE, CycleFacts(BEFORE.tests, {"m:f": GOOD, "m:g": GOOD._replace(mismatches=1)}), LIMITS
    )
    assert is_clean(found, ["m:g"])
    assert not is_clean(found, ["m:f"])
    assert is_clean([], [])


FACTS = st.builds(
    LiveFacts,
    st.booleans(),
    st.none() | st.integers(0, 5000),
    st.integers(0, 3),
    st.integers(0, 3),
    st.none() | st.floats(0.1, 20),
    st.none() | st.floats(0, 1),
)
CYCLES = st.builds(
    CycleFacts,
    st.none()
    | st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["passed", "failed", "error", "skipped"])),
    st.dictionaries(st.sampled_from(["m:f", "m:g"]), FACTS),
)


@given(CYCLES, CYCLES)
def test_a_worse_cycle_never_has_fewer_regressions(before: CycleFacts, now: CycleFacts) -> None:
    worse = CycleFacts(dict.fromkeys(now.tests or {}, "failed"), now.live)
    assert set(kinds(now._replace(tests=now.tests or {}), before)) <= {
        *kinds(worse, before),
    }
