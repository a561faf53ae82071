"""Claims: by score, one holder a core, leases that end, tokens that outlive no successor."""

from __future__ import annotations

import pytest

from agents.ports import Claim
from fleet.ledger.sqlite import SqliteLedger
from tests.ledger.conftest import Clock


@pytest.fixture(autouse=True)
def three_cores(ledger: SqliteLedger) -> None:
    for core, score in (("a", 1.0), ("b", 3.0), ("c", 2.0)):
        ledger.enqueue(core, score, {"calls": score})


def claimed(claim: Claim | None) -> Claim:
    assert claim is not None
    return claim


def test_the_queue_is_sorted_by_score_then_name(ledger: SqliteLedger) -> None:
    ledger.enqueue("0", 2.0, {})
    assert [row["core"] for row in ledger.queue()] == ["b", "0", "c", "a"]
    assert ledger.queue()[0]["terms"] == {"calls": 3.0}


def test_each_core_goes_to_one_worker_best_first(ledger: SqliteLedger) -> None:
    claims = [ledger.claim(f"w{n}", 60) for n in range(4)]
    assert [claim and claim.cores for claim in claims] == [("b",), ("c",), ("a",), None]


def test_tokens_grow_with_every_claim(ledger: SqliteLedger) -> None:
    first = claimed(ledger.claim("w", 60))
    ledger.release(first, done=False)
    second = claimed(ledger.claim("w", 60, ["b"]))
    third = claimed(ledger.claim("w", 60))
    assert first.token < second.token < third.token


def test_a_set_is_claimed_whole_or_not_at_all(ledger: SqliteLedger) -> None:
    ledger.claim("w1", 60, ["b"])
    assert ledger.claim("w2", 60, ["c", "b", "a"]) is None
    assert claimed(ledger.claim("w2", 60, ["c", "a"])).cores == ("a", "c")


@pytest.mark.parametrize("cores", [[], ["nowhere"], ["a", "nowhere"]])
def test_nothing_is_claimed_of_what_is_not_queued(ledger: SqliteLedger, cores: list[str]) -> None:
    assert ledger.claim("w", 60, cores) is None
    assert claimed(ledger.claim("w", 60)).cores == ("b",)


def test_an_ended_lease_is_taken_over_and_its_token_is_stale(ledger: SqliteLedger, clock: Clock) -> None:
    old = claimed(ledger.claim("slow", 60, ["a"]))
    clock.time += 59
    assert ledger.claim("fast", 60, ["a"]) is None
    clock.time += 1
    new = claimed(ledger.claim("fast", 60, ["a"]))
    assert not ledger.holds(old)
    assert not ledger.renew(old, 60)
    assert not ledger.release(old, done=True)
    assert "a" in [row["core"] for row in ledger.queue()]
    assert ledger.release(new, done=True)
    assert "a" not in [row["core"] for row in ledger.queue()]


def test_the_same_worker_with_an_older_token_is_stale_too(ledger: SqliteLedger, clock: Clock) -> None:
    old = claimed(ledger.claim("w", 10, ["a"]))
    clock.time += 10
    claimed(ledger.claim("w", 10, ["a"]))
    assert not ledger.release(old, done=True)


def test_a_late_worker_that_nobody_overtook_still_counts(ledger: SqliteLedger, clock: Clock) -> None:
    claim = claimed(ledger.claim("w", 10, ["a"]))
    clock.time += 1000
    assert ledger.release(claim, done=True)


def test_a_lost_set_is_lost_whole(ledger: SqliteLedger, clock: Clock) -> None:
    old = claimed(ledger.claim("w", 10, ["a", "b"]))
    clock.time += 10
    claimed(ledger.claim("x", 10, ["b"]))
    assert not ledger.release(old, done=True)
    assert [row["core"] for row in ledger.queue()] == ["b", "c", "a"]


def test_renewing_keeps_others_away(ledger: SqliteLedger, clock: Clock) -> None:
    claim = claimed(ledger.claim("w", 10, ["a"]))
    clock.time += 9
    assert ledger.renew(claim, 10)
    clock.time += 9
    assert ledger.claim("x", 10, ["a"]) is None


def test_a_core_given_back_is_free_again(ledger: SqliteLedger) -> None:
    claim = claimed(ledger.claim("w", 60))
    assert ledger.release(claim, done=False)
    assert not ledger.release(claim, done=False)
    assert claimed(ledger.claim("x", 60)).cores == ("b",)


def test_enqueuing_a_held_core_disturbs_nobody_and_is_not_lost(ledger: SqliteLedger) -> None:
    claim = claimed(ledger.claim("w", 60, ["a"]))
    ledger.enqueue("a", 9.0, {})
    assert ledger.claim("x", 60, ["a"]) is None
    assert ledger.release(claim, done=True)
    again = claimed(ledger.claim("x", 60))
    assert again.cores == ("a",)
    assert ledger.release(again, done=True)
    assert [row["core"] for row in ledger.queue()] == ["b", "c"]


def test_a_finished_core_that_is_enqueued_later_has_no_stale_holder(ledger: SqliteLedger) -> None:
    old = claimed(ledger.claim("w", 60, ["a"]))
    ledger.release(old, done=True)
    ledger.enqueue("a", 1.0, {})
    assert not ledger.release(old, done=True)


def test_dequeuing_takes_the_lease_along(ledger: SqliteLedger) -> None:
    claim = claimed(ledger.claim("w", 60, ["a"]))
    ledger.dequeue("a")
    assert not ledger.release(claim, done=True)


def test_cores_of_dead_workers_come_back_at_once(ledger: SqliteLedger) -> None:
    dead = claimed(ledger.claim("dead", 60, ["a"]))
    alive = claimed(ledger.claim("alive", 60, ["b"]))
    assert ledger.free_dead(lambda worker: worker == "dead") == ["a"]
    assert not ledger.holds(dead)
    assert ledger.holds(alive)


@pytest.mark.parametrize(("worker", "seconds"), [("", 60.0), ("w", 0.0), ("w", -1.0), ("w", float("nan"))])
def test_a_lease_needs_a_name_and_a_time(ledger: SqliteLedger, worker: str, seconds: float) -> None:
    with pytest.raises(ValueError, match="a lease needs"):
        ledger.claim(worker, seconds)
    assert claimed(ledger.claim("w", 60)).cores == ("b",)
