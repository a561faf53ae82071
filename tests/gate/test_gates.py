"""Each gate on facts with a planted defect that it alone catches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agents.gate.facts import Facts, Rules, SuiteFacts
from agents.gate.table import BY_NAME, GATES, first_stop, judge, stops

RULES = Rules()
SYMBOL = "pkg.mod:fn"
PARITY: dict[str, Any] = {
    "status": "passed",
    "cases": 10_000,
    "native": 10_000,
    "raised": 10,
    "deopts": 500,
    "panics": 0,
    "mismatches": 0,
    "undecided": 0,
    "attempts": 10_500,
    "seconds": 2.0,
    "message": "",
}
SPEED: dict[str, Any] = {
    "ratio": 5.0,
    "low": 4.8,
    "high": 5.2,
    "python_ns": 500.0,
    "native_ns": 100.0,
    "source": "captured",
    "same": {"ratio": 1.0, "low": 0.98, "high": 1.02},
}
GOOD = Facts(
    compile_errors=(),
    lints=(),
    parity=PARITY,
    speed=SPEED,
    deopts={"rate": 0.0, "calls": 1_000},
    suite=SuiteFacts(passed=10, expected=50, native=50),
    cycles_clean=2,
)
#: Gate -> facts with the defect that only it may catch.
PLANTED: dict[str, Facts] = {
    "compile": replace(GOOD, compile_errors=("mismatched types",)),
    "lints": replace(GOOD, lints=(("error", "clippy::absurd_extreme_comparisons", "it is never true"),)),
    "panics": replace(GOOD, parity={**PARITY, "panics": 1}),
    "parity": replace(GOOD, parity={**PARITY, "status": "failed", "mismatches": 1}),
    "suite": replace(GOOD, suite=SuiteFacts(broken=("test_fn",), passed=9, failed=1, native=5)),
    "deopts": replace(GOOD, deopts={"rate": 0.1, "calls": 1_000}),
    "speed": replace(GOOD, speed={**SPEED, "ratio": 1.1, "low": 1.05, "high": 1.15}),
    "cycles": replace(GOOD, cycles_clean=1),
}


def all_stops(facts: Facts) -> list[str]:
    return [result.gate for result in judge(BY_NAME, SYMBOL, facts, RULES) if stops(result)]


def test_a_good_port_passes_all() -> None:
    assert all_stops(GOOD) == []
    assert {result.status for result in judge(BY_NAME, SYMBOL, GOOD, RULES)} == {"passed"}


def test_every_gate_has_a_planted_defect() -> None:
    assert set(PLANTED) == {gate.name for gate in GATES}


@pytest.mark.parametrize("name", PLANTED)
def test_only_its_gate_catches_a_defect(name: str) -> None:
    assert all_stops(PLANTED[name]) == [name]


@pytest.mark.parametrize("name", PLANTED)
def test_without_its_gate_a_defect_would_pass(name: str) -> None:
    others = [gate for gate in BY_NAME if gate != name]
    assert first_stop(judge(others, SYMBOL, PLANTED[name], RULES)) is None


def test_nothing_that_was_not_run_counts_as_passed() -> None:
    found = judge(BY_NAME, SYMBOL, Facts(), RULES)
    assert {result.status for result in found} == {"not_run"}
    assert [r.gate for r in found if not stops(r)] == ["suite", "deopts"]


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ({"cases": 10_000}, "passed"),
        ({"cases": 1_000, "status": "undecided", "message": "the time was over after 1000 cases"}, "passed"),
        ({"cases": 999, "status": "undecided"}, "undecided"),
        ({"cases": 0, "status": "undecided", "message": "no call completed natively"}, "undecided"),
        ({"cases": 300, "attempts": 310, "seconds": 8.0}, "passed"),
        ({"cases": 150, "attempts": 160, "seconds": 8.0}, "undecided"),
        ({"cases": 10_000, "nondeterministic": True}, "undecided"),
        ({"cases": 10_000, "status": "failed"}, "failed"),
        ({"status": "error", "cases": 0, "message": "cannot be imported"}, "undecided"),
    ],
)
def test_parity_needs_enough_native_cases(figures: dict[str, Any], status: str) -> None:
    facts = Facts(parity={**PARITY, **figures})
    assert judge(["parity"], SYMBOL, facts, RULES)[0].status == status


def test_a_dead_process_fails_the_panics_alone() -> None:
    facts = Facts(parity={"status": "failed", "message": "the process died of signal 11", "crashed": True})
    found = {result.gate: result.status for result in judge(["parity", "panics"], SYMBOL, facts, RULES)}
    assert found == {"panics": "failed", "parity": "not_run"}


def test_a_counterexample_is_kept() -> None:
    call = {"args": [3], "kwargs": {}, "difference": "result: Python gives 9, Rust gives 8"}
    facts = Facts(parity={**PARITY, "status": "failed", "counterexample": call})
    assert judge(["parity"], SYMBOL, facts, RULES)[0].counterexample == call


def test_what_the_python_says_is_no_finding() -> None:
    lints = (("error", "clippy::approx_constant", "pi"), ("warning", "clippy::doc_lazy_continuation", "doc"))
    assert judge(["lints"], SYMBOL, Facts(lints=lints), RULES)[0].figures == {"findings": 0}


def test_style_is_counted_but_refuses_nothing() -> None:
    result = judge(["lints"], SYMBOL, Facts(lints=(("warning", "unused_parens", "()"),)), RULES)[0]
    assert (result.status, result.figures) == ("passed", {"findings": 1})


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ({"ratio": 1.3, "low": 1.25}, "passed"),
        ({"ratio": 1.3, "low": 0.9}, "failed"),
        ({"ratio": 1.19, "low": 1.18}, "failed"),
        ({"ratio": 1.4, "low": 1.25, "same": {"ratio": 1.3, "low": 1.2, "high": 1.4}}, "failed"),
        ({"ratio": None, "message": "there are no calls to measure"}, "undecided"),
    ],
)
def test_speed_must_be_beyond_noise(figures: dict[str, Any], status: str) -> None:
    assert judge(["speed"], SYMBOL, Facts(speed={**SPEED, **figures}), RULES)[0].status == status


def test_tests_that_call_the_symbol_must_reach_the_rust() -> None:
    called = Facts(suite=SuiteFacts(passed=10, expected=5, native=0))
    uncalled = Facts(suite=SuiteFacts(passed=10, expected=0, native=0))
    assert judge(["suite"], SYMBOL, called, RULES)[0].status == "undecided"
    assert judge(["suite"], SYMBOL, uncalled, RULES)[0].status == "passed"
