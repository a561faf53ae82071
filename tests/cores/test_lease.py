"""Leases: time says who may take over, tokens say whose result counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores.lease import Lease, holds, is_free, remaining, taken

TIMES = st.floats(min_value=0, max_value=1e10)
SECONDS = st.floats(min_value=0.001, max_value=1e6)


def test_nobody_holds_a_new_row() -> None:
    assert is_free(Lease(), 0.0)
    assert not holds(Lease(), "", 0)


@given(TIMES, SECONDS)
def test_a_lease_is_free_from_its_end_on_and_not_before(now: float, seconds: float) -> None:
    lease = taken("w", 7, now, seconds)
    assert is_free(lease, lease.expires)
    assert is_free(lease, now) == (lease.expires <= now)
    assert remaining(lease, now) == lease.expires - now
    assert remaining(lease, lease.expires + 1) == 0.0


@given(st.integers(min_value=0), st.integers(min_value=0), st.text(max_size=3), st.text(max_size=3))
def test_a_result_counts_for_the_same_worker_and_token_alone(
    token: int, other: int, worker: str, somebody: str
) -> None:
    assert holds(Lease(worker, token, 0.0), somebody, other) == (
        worker != "" and worker == somebody and token == other
    )


@pytest.mark.parametrize(("worker", "seconds"), [("", 1.0), ("w", 0.0), ("w", -1.0), ("w", float("nan"))])
def test_a_lease_needs_a_name_and_a_time(worker: str, seconds: float) -> None:
    with pytest.raises(ValueError, match="a lease needs"):
        taken(worker, 1, 0.0, seconds)
