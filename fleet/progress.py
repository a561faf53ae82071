"""How far long work is: a live line on a terminal, plain lines everywhere else.

Both are adapters of the Protocol `Progress` in agents/ports.py and write to stderr alone, so that an
answer on stdout stays one document.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from fleet.output import visible

if TYPE_CHECKING:
    from rich.progress import Progress as RichBar
    from rich.progress import TaskID

#: Seconds between two lines of the same stage where there is no terminal.
PAUSE = 10.0


def remaining_seconds(done: int, total: int | None, elapsed: float) -> float | None:
    """The time that the rest takes if it goes on like this; None where that can't be told yet."""
    if total is None or done <= 0 or elapsed <= 0.0:
        return None
    return elapsed / done * max(0, total - done)


class PlainProgress:
    """Lines for logs: one when a stage begins, then at most one every ten seconds, one when it ends."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._name, self._total, self._done = "", None, 0
        self._began = self._told = 0.0

    _total: int | None

    def stage(self, name: str, total: int | None = None) -> None:
        """Ends the stage before, and begins one of so many steps."""
        self.end()
        self._name, self._total, self._done = name, total, 0
        self._began = self._told = self._clock()
        self._write(f"{name}{f' ({total})' if total is not None else ''} ...")

    def step(self, text: str = "", advance: int = 1) -> None:
        self._done += advance
        now = self._clock()
        if now - self._told >= PAUSE:
            self._told = now
            self._write(f"{self._name}: {self._count()}{self._left(now)}{f'  {text}' if text else ''}")

    def note(self, text: str) -> None:
        self._write(text)

    def end(self) -> None:
        """The last stage is over."""
        if self._name:
            self._write(f"{self._name}: {self._count()} in {self._clock() - self._began:.1f} s")
        self._name = ""

    def _count(self) -> str:
        return f"{self._done}" if self._total is None else f"{self._done} of {self._total}"

    def _left(self, now: float) -> str:
        left = remaining_seconds(self._done, self._total, now - self._began)
        return "" if left is None else f", about {left:.0f} s left"

    def _write(self, text: str) -> None:
        self._stream.write(visible(text) + "\n")
        self._stream.flush()


class LiveProgress:
    """One bar that moves, through Rich; notes stay above it."""

    def __init__(self, bar: RichBar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def stage(self, name: str, total: int | None = None) -> None:
        """Replaces the bar by one of a new stage."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(visible(name), total=total, item="")

    def step(self, text: str = "", advance: int = 1) -> None:
        if self._task is not None:
            self._bar.update(self._task, advance=advance, item=visible(text))

    def note(self, text: str) -> None:
        self._bar.console.print(visible(text), markup=False, highlight=False)


@contextmanager
def progress(stream: TextIO | None = None) -> Iterator[PlainProgress | LiveProgress]:
    """Progress on stderr, of the kind that suits it."""
    where = sys.stderr if stream is None else stream
    if where.isatty():
        with _bar(where) as bar:
            yield LiveProgress(bar)
        return
    plain = PlainProgress(where)
    try:
        yield plain
    finally:
        plain.end()


def _bar(stream: TextIO) -> RichBar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # No markup: the names come from a target.
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[item]}", markup=False),
        console=Console(file=stream),
        transient=True,
    )
