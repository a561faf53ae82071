"""Works on several cores at once; the work itself happens in processes, so threads are enough here."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Generic, TypeVar

from fleet import process

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: a result or an error."""

    item: Item
    result: Result | None
    error: Exception | None = None


class WorkerPool:
    """A few workers that can be drained for a phase that must run alone."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._condition = threading.Condition()
        self._running = 0
        self._drained = False

    def run(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Outcome[Item, Result]]:
        """Outcomes as they come. An error of one item leaves the others alone; Ctrl-C ends all."""
        pool = ThreadPoolExecutor(self.workers, thread_name_prefix="corefleet")
        try:
            futures = {pool.submit(self._work, function, item): item for item in items}
            for future in as_completed(futures):
                yield _outcome(futures[future], future)
        except BaseException:
            # Also when the caller stops listening: what nobody waits for must not go on.
            pool.shutdown(wait=False, cancel_futures=True)
            process.stop_all()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, function: Callable[[Item], Result], item: Item) -> Result:
        with self._condition:
            self._condition.wait_for(lambda: not self._drained)
            self._running += 1
        try:
            return function(item)
        finally:
            with self._condition:
                self._running -= 1
                self._condition.notify_all()

    @contextlib.contextmanager
    def drained(self) -> Iterator[None]:
        """Waits until no worker works, and lets none start before the end of the block."""
        with self._condition:
            self._condition.wait_for(lambda: not self._drained)
            self._drained = True
            self._condition.wait_for(lambda: self._running == 0)
        try:
            yield
        finally:
            with self._condition:
                self._drained = False
                self._condition.notify_all()


def _outcome(item: Item, future: Future[Result]) -> Outcome[Item, Result]:
    error = future.exception()
    if error is None:
        return Outcome(item, future.result())
    if not isinstance(error, Exception):
        raise error
    return Outcome(item, None, error)
