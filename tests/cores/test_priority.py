"""The score of symbols and cores: what must move it, and in which direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores import priority
from cores.formula import compile_formula
from cores.priority import Argument, SymbolFacts

FORMULA = compile_formula(priority.DEFAULT_FORMULA)
FLOAT = Argument("float")
#: 1,000 calls of 10 microseconds, a loop over numbers.
LOOP = SymbolFacts(10, 1000, 0.01, (FLOAT, FLOAT), FLOAT, "numbers")

ARGUMENTS = st.builds(
    Argument, st.sampled_from([*priority.READING, "nonsense"]), st.none() | st.floats(0, 1e6)
)
FACTS = st.builds(
    SymbolFacts,
    st.integers(0, 2000),
    st.integers(0, 10**9),
    st.floats(0, 1e5),
    st.lists(ARGUMENTS, max_size=4).map(tuple),
    ARGUMENTS,
    st.sampled_from([*priority.BODY_LIMIT, "nonsense"]),
    st.lists(st.sampled_from(sorted(priority.RISKS)), max_size=4).map(tuple),
    st.integers(0, 20),
)


def test_figures_worked_out_by_hand() -> None:
    terms = priority.terms(LOOP)
    assert terms["seconds_per_call"] == pytest.approx(1e-5)
    assert terms["predicted_gain"] == pytest.approx(10_000 / (20 + 2 + 2 + 5 + 10_000 / 22))
    assert (terms["calls"], terms["risk"], terms["port_cost"]) == (1000.0, 0.0, 1.0)
    assert priority.score(FORMULA, LOOP) == pytest.approx(0.01 * (1 - 1 / terms["predicted_gain"]))


def test_a_tiny_function_is_predicted_to_gain_nothing() -> None:
    tiny = LOOP._replace(seconds=1000 * 30e-9)
    assert priority.predicted_gain(tiny) < 1.0
    assert priority.score(FORMULA, tiny) == 0.0


def test_a_body_that_is_c_already_is_predicted_to_gain_nothing() -> None:
    assert priority.score(FORMULA, LOOP._replace(body="library")) == 0.0


def test_large_results_eat_the_gain() -> None:
    large = LOOP._replace(result=Argument("list", 1000.0))
    assert priority.predicted_gain(large) < priority.predicted_gain(LOOP) / 10


def test_an_uncaptured_symbol_is_estimated_from_its_lines_and_comes_late() -> None:
    unseen = LOOP._replace(calls=0, seconds=0.0)
    terms = priority.terms(unseen)
    assert (terms["calls"], terms["seconds_per_call"], terms["risk"]) == (1.0, 500e-9, pytest.approx(0.3))
    assert 0.0 < priority.score(FORMULA, unseen) < priority.score(FORMULA, LOOP) / 1000


def test_risks_add_up_like_independent_ones() -> None:
    assert priority.risk(LOOP._replace(risks=("mutates", "objects", "mutates"))) == pytest.approx(
        1 - 0.85 * 0.7
    )
    assert priority.risk(LOOP._replace(callees=2)) == pytest.approx(0.2)
    assert priority.risk(SymbolFacts(1, 0, 0.0, (), FLOAT, "text", tuple(priority.RISKS))) < 0.95


@given(FACTS)
def test_terms_are_always_fit_for_the_formula(facts: SymbolFacts) -> None:
    terms = priority.terms(facts)
    assert set(terms) == set(priority.TERMS) == set(FORMULA.variables)
    assert terms["calls"] >= 1.0
    assert terms["seconds_per_call"] > 0.0
    assert terms["predicted_gain"] > 0.0
    assert 0.0 <= terms["risk"] <= priority.HIGHEST_RISK
    assert terms["port_cost"] >= 1.0
    assert priority.score(FORMULA, facts) >= 0.0


@given(FACTS)
def test_more_risk_and_more_work_never_raise_the_score(facts: SymbolFacts) -> None:
    score = priority.score(FORMULA, facts)
    for worse in (
        facts._replace(risks=(*facts.risks, "untyped")),
        facts._replace(callees=facts.callees + 1),
        facts._replace(result=Argument("dict", 1e7)),
    ):
        assert priority.score(FORMULA, worse) <= score * (1 + 1e-9)


@given(st.lists(FACTS, max_size=5))
def test_a_core_is_the_sum_of_its_symbols(symbols: list[SymbolFacts]) -> None:
    scores = [priority.score(FORMULA, facts) for facts in symbols]
    assert priority.core_score(FORMULA, symbols) == pytest.approx(sum(scores))
    terms = priority.core_terms(symbols)
    assert terms["symbols"] == len(symbols)
    assert terms["calls"] == sum(facts.calls for facts in symbols)
    assert terms["seconds_saved"] >= 0.0


def test_a_formula_of_ones_own_orders_the_queue() -> None:
    by_calls = compile_formula("calls")
    assert priority.score(by_calls, LOOP) == 1000.0
