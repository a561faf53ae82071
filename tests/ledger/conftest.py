"""A ledger in a folder of its own, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fleet.ledger.sqlite import SqliteLedger


@dataclass
class Clock:
    """Stands still until somebody moves it."""

    time: float = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[SqliteLedger]:
    made = SqliteLedger(tmp_path / "corefleet" / "ledger.sqlite", clock)
    yield made
    made.close()
