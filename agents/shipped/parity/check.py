"""Runs one call on both sides, each on arguments of its own, and compares everything that a caller sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .codec import Encoder, canonical, decode_call, encode_call
from .compare import Comparison, Different, Undecided, show
from .copies import copy_call
from .parts import Unencodable, class_reference
from .shapes import type_name

Function = Callable[..., Any]


class TimedOut(BaseException):
    """Raised by whoever limits the time of a call; not an Exception, so that few handlers catch it."""


class Ran(NamedTuple):
    """What one side did."""

    #: `value`, `raised`, or `undecided` (time, memory or the stack ran out).
    kind: str
    value: Any
    args: list[Any]
    kwargs: dict[str, Any]


class Outcome(NamedTuple):
    """What comparing the two sides said."""

    #: `match`, `mismatch` or `undecided`.
    status: str
    #: One sentence; empty for a match.
    difference: str = ""
    #: Things that differ without being an error, such as the order of a set.
    notes: tuple[str, ...] = ()
    python: Ran | None = None
    native: Ran | None = None


_OUT_OF_MEANS = (MemoryError, RecursionError, TimedOut)


def run(fn: Function, args: list[Any], kwargs: dict[str, Any]) -> Ran:
    """Calls; the arguments are used as they are."""
    try:
        return Ran("value", fn(*args, **kwargs), args, kwargs)
    except _OUT_OF_MEANS as error:
        return Ran("undecided", error, args, kwargs)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        # Frames would keep everything alive that the call touched.
        return Ran("raised", error.with_traceback(None), args, kwargs)


def check(fn_python: Function, fn_native: Function, call: tuple[Any, dict[str, Any]]) -> Outcome:
    """Whether both do the same with fresh copies of these arguments."""
    try:
        mine, yours = copy_call(*call), copy_call(*call)
    except Unencodable as problem:
        return Outcome("undecided", f"the arguments cannot be copied: {problem}")
    python = run(fn_python, mine[0], mine[1])
    native = run(fn_native, yours[0], yours[1])
    pairs = [(left, right) for (_, left), (_, right) in zip(mine[2], yours[2], strict=True)]
    return compared(python, native, pairs)


def compared(python: Ran, native: Ran, pairs: list[tuple[Any, Any]]) -> Outcome:
    """Compares two runs; `pairs` are the objects that could change, one of each side."""
    for side, ran in (("Python", python), ("Rust", native)):
        if ran.kind == "undecided":
            why = f"{side} ran out of means: {type_name(type(ran.value))}"
            return Outcome("undecided", why, (), python, native)
    comparison = Comparison()
    for left, right in pairs:
        comparison.partners(left, right)
    try:
        _same_result(comparison, python, native)
        _same_arguments(comparison, python, native, pairs)
    except Different as found:
        return Outcome("mismatch", str(found), tuple(comparison.notes), python, native)
    except (Undecided, Unencodable, RecursionError) as problem:
        return Outcome("undecided", f"cannot be compared: {problem}", (), python, native)
    return Outcome("match", "", tuple(comparison.notes), python, native)


def _same_result(comparison: Comparison, python: Ran, native: Ran) -> None:
    if python.kind != native.kind:
        raise Different(f"Python {_did(python)}, Rust {_did(native)}")
    if python.kind == "raised":
        comparison.exception("exception", python.value, native.value)
        return
    comparison.same("result", python.value, native.value)
    # An argument that comes back must be an argument; those that can change were compared above, and of
    # equal immutable ones any will do.
    ours = [*python.args, *python.kwargs.values()]
    theirs = [*native.args, *native.kwargs.values()]
    if _is_in(python.value, ours) and not _is_in(native.value, theirs):
        shown = show(native.value)
        raise Different(f"result: Python gives the very object that it was given, Rust an equal one: {shown}")


def _is_in(value: Any, objects: list[Any]) -> bool:
    return any(value is other for other in objects)


def _same_arguments(comparison: Comparison, python: Ran, native: Ran, pairs: list[tuple[Any, Any]]) -> None:
    for place, (left, right) in enumerate(zip(python.args, native.args, strict=True)):
        comparison.same(f"argument {place} afterwards", left, right)
    for name in python.kwargs:
        comparison.same(f"argument {name} afterwards", python.kwargs[name], native.kwargs[name])
    for left, right in pairs:
        comparison.same("an object of the arguments afterwards", left, right)


def _did(ran: Ran) -> str:
    if ran.kind == "value":
        return f"returns {show(ran.value)}"
    error = ran.value
    return f"raises {type_name(type(error))}({', '.join(map(show, error.args))})"


def outcome_of(ran: Ran, call: dict[str, Any]) -> dict[str, Any]:
    """What a run did as JSON: `result` or `raises`, and `after` where arguments changed.

    `{"ref": n}` in the result counts from the arguments on: a result that is an argument says so.
    """
    if ran.kind == "undecided":
        return {"undecided": type_name(type(ran.value))}
    encoder = Encoder()
    after = encoder.call(ran.args, ran.kwargs)
    changed = {} if canonical(after) == canonical(call) else {"after": after}
    if ran.kind == "value":
        return {"result": encoder.value(ran.value), **changed}
    error = ran.value
    attributes = {name: encoder.value(item) for name, item in error.__dict__.items()}
    raised = {"type": class_reference(type(error)), "args": [encoder.value(arg) for arg in error.args]}
    return {"raises": {**raised, **({"state": attributes} if attributes else {})}, **changed}


def check_golden(fn: Function, golden: dict[str, Any]) -> Outcome:
    """Whether a function still does what a line of the golden corpus says."""
    try:
        args, kwargs = decode_call(golden)
        call = encode_call(args, kwargs)
        ran = run(fn, args, kwargs)
        found = outcome_of(ran, call)
    except Unencodable as problem:
        return Outcome("undecided", f"cannot be encoded: {problem}")
    if "undecided" in found:
        return Outcome("undecided", f"ran out of means: {found['undecided']}", (), None, ran)
    expected: dict[str, Any] = {
        name: golden[name] for name in ("result", "raises", "after") if name in golden
    }
    if canonical(_sorted(found)) == canonical(_sorted(expected)):
        return Outcome("match", "", (), None, ran)
    texts = canonical(expected), canonical(found)
    return Outcome("mismatch", f"the corpus says {texts[0]}, the function gives {texts[1]}", (), None, ran)


def _sorted(outcome: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(outcome.items()))
