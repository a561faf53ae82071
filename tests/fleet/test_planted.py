"""A defect planted into the Rust of a real port is caught, each by its own gate, with real tools."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from agents.port import table, transpiled
from agents.port.work import PortWork
from agents.records import PortedCore
from fleet.cycle import STAGES
from fleet.sandbox import working_isolation
from fleet.stages.evidence import gather
from fleet.stages.state import Cycle
from fleet.trial import Trial
from fleet.wiring import Fleet, open_fleet
from tests.fleet.toy import make_toy

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("planted")]
SYMBOL = "toy.sums:digit_sum"
HEAD = "let mut total = 0;"
#: Gate -> statement at the start of the function.
PLANTED = {
    "compile": 'let planted: i64 = "text";',
    "lints": "if number < i64::MIN { return Ok(0); }",
    "panics": 'if number == 97 { panic!("planted"); }',
    "parity": "if number == 97 { return Ok(0); }",
    "deopts": "if number > 100_000 { return Err(Exit::Deopt); }",
    "suite": 'if number == 5 { let _ = std::fs::write("trace.txt", "planted"); }',
    "speed": "for step in 0..50_000u64 { std::hint::black_box(step); }",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Fleet, Cycle]]:
    folder: Path = make_toy(tmp_path_factory.mktemp("planted") / "toy")
    with open_fleet(folder, allow_unsandboxed=working_isolation() is None) as fleet:
        cycle = Cycle(1, time.time(), 7)
        for _, stage in STAGES[: [each for each, _ in STAGES].index("enqueue")]:
            stage(fleet, cycle)
        gather(fleet, cycle, [SYMBOL])
        yield fleet, cycle


def trial_of(fleet: Fleet, cycle: Cycle) -> Trial:
    tests = (fleet.ledger.get("baseline", "tests") or {})["tests"]
    return Trial(fleet, cycle.base, cycle.knowledge, 11, tests, [SYMBOL])


def plant(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """From now on the porter writes this statement into the function."""

    def make(work: PortWork, wanted: Collection[str]) -> list[PortedCore]:
        found = []
        for core in transpiled.make(work, wanted):
            assert HEAD in core.rust
            rust = core.rust.replace(HEAD, f"{statement}\n{HEAD}", 1)
            found.append(core.model_copy(update={"rust": rust}))
        return found

    monkeypatch.setitem(table.PORTERS, "transpiled", make)


def test_without_a_defect_it_passes(prepared: tuple[Fleet, Cycle]) -> None:
    trial = trial_of(*prepared)
    assert trial.settle() is not None
    assert (trial.failed, trial.slow, trial.good) == ({}, set(), [SYMBOL])


@pytest.mark.parametrize("gate", PLANTED)
def test_the_gate_catches_it(
    gate: str, prepared: tuple[Fleet, Cycle], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, PLANTED[gate])
    trial = trial_of(*prepared)
    assert trial.settle() is None
    if gate == "speed":
        assert (trial.slow, trial.failed) == ({SYMBOL}, {})
    else:
        assert trial.failed[SYMBOL][0].gate == gate
