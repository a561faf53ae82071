"""The job, the functions that it is about, and the file that results go to."""

from __future__ import annotations

import contextlib
import importlib
import json
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from .. import parity

Function = Callable[..., Any]

#: Figures of a symbol before it was ever called.
NO_CALLS = {"native": 0, "raised": 0, "deopts": 0, "panics": 0}


class Unavailable(Exception):
    """A symbol that cannot be reached; the message says why."""


class Pair(NamedTuple):
    """The two sides of one symbol."""

    #: The function object that callers get.
    native: Function
    #: A plain function with the Python body.
    python: Function


class Job:
    """What is to be done."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.mode: str = document["mode"]
        self.path: list[str] = document.get("path", [])
        self.seed: int = document.get("seed", 0)
        self.cases: int = document.get("cases", 1000)
        self.seconds: float = document.get("seconds", 300.0)
        self.symbols: list[dict[str, Any]] = document["symbols"]
        self.ported_name: str | None = document.get("ported")
        self.limit = TimeLimit(document.get("call_seconds", 0.5))
        #: Of each symbol some encoded calls with what Python did, for another process to repeat.
        self.remembered: dict[str, list[dict[str, Any]]] = {}
        self._ported: Any = None

    @property
    def ported(self) -> Any:
        """The target's `_ported` module, or None where it has none."""
        if self._ported is None and self.ported_name:
            try:
                self._ported = importlib.import_module(self.ported_name)
            except Exception as error:
                raise Unavailable(f"{self.ported_name} cannot be imported: {_said(error)}") from None
        return self._ported

    def pair(self, symbol: str) -> Pair:
        """Both sides of a symbol."""
        function = find(symbol)
        python = self.ported.python if self.ported is not None else plain
        return Pair(function, python(function))

    def python_only(self) -> Any:
        """While it lasts, callees run as Python as well."""
        return self.ported.without_native() if self.ported is not None else contextlib.nullcontext()

    def counters(self, symbol: str) -> dict[str, int]:
        """How often which path was taken up to now."""
        counted = self.ported.counters().get(symbol, {}) if self.ported is not None else {}
        return {**NO_CALLS, **counted}


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def find(symbol: str) -> Function:
    """The function object of `pkg.mod:Class.method`, out of its wrappers."""
    module_name, _, qualname = symbol.partition(":")
    try:
        found: Any = importlib.import_module(module_name)
    except BaseException as error:
        raise Unavailable(f"{module_name} cannot be imported: {_said(error)}") from None
    for part in qualname.split("."):
        namespace = vars(found) if hasattr(found, "__dict__") else {}
        if part not in namespace:
            raise Unavailable(f"{symbol} is not there: no {part}")
        found = namespace[part]
    return _unwrapped(found, symbol)


def _unwrapped(found: Any, symbol: str) -> Function:
    for _ in range(20):
        if isinstance(found, FunctionType) and not hasattr(found, "__wrapped__"):
            return found
        inner = getattr(found, "__func__", None) or getattr(found, "fget", None)
        found = inner or getattr(found, "__wrapped__", None)
    raise Unavailable(f"{symbol} is not a Python function")


def plain(function: Any) -> Function:
    """A plain function with the same body."""
    twin = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    twin.__kwdefaults__ = function.__kwdefaults__
    twin.__qualname__ = function.__qualname__
    return twin


class TimeLimit:
    """Ends a call that runs too long, by an alarm that ticks while calls are made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._deadline = 0.0
        self._fired = False

    def __enter__(self) -> TimeLimit:
        signal.signal(signal.SIGALRM, self._tick)
        signal.setitimer(signal.ITIMER_REAL, self.seconds / 4, self.seconds / 4)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def hurry(self, seconds: float) -> None:
        """Gives less time to each call from now on."""
        if seconds < self.seconds:
            self.seconds = seconds
            signal.setitimer(signal.ITIMER_REAL, seconds / 4, seconds / 4)

    def _tick(self, *_: object) -> None:
        if self._deadline and time.monotonic() > self._deadline:
            self._fired = True
            # A bare `except` may have swallowed the first one: ask again soon.
            self._deadline = time.monotonic() + self.seconds / 4
            raise parity.TimedOut

    def run(self, fn: Function, args: list[Any], kwargs: dict[str, Any]) -> parity.Ran:
        """As `parity.run`, undecided when the time was over, whatever the call made of that."""
        self._fired = False
        try:
            self._deadline = time.monotonic() + self.seconds
            ran = parity.run(fn, args, kwargs)
            self._deadline = 0.0
        except parity.TimedOut:
            self._deadline = 0.0
            self._fired = True
        if self._fired:
            return parity.Ran("undecided", parity.TimedOut(), args, kwargs)
        return ran


class Writer:
    """Lines of JSON, each written out at once: the next call may take the process down."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Writer:
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
