"""What real calls showed of a function's types, cleaned and merged, to stand in for missing annotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agents.analyse.annotate import RETURN
from agents.records import Captured
from agents.shipped.parity.shapes import Shape, merge_all, parse, text

Counts = tuple[tuple[str, int], ...]

#: Classes that only the tests know say nothing about the function.
_TEST_PARTS = ("test", "tests", "conftest")


def captured_record(document: Mapping[str, Any]) -> Captured:
    """The record for what the sampler wrote about one symbol."""
    return Captured(
        id=document["id"],
        calls=document["calls"],
        seconds=document["seconds"],
        raised=document["raised"],
        samples=tuple(document["samples"]),
        types={name: _counts(found) for name, found in document["types"].items()},
        returns=_counts(document["returns"]),
    )


def _counts(found: Any) -> Counts:
    return tuple((spelled, count) for spelled, count in found)


def observed(counts: Counts) -> Counts:
    """Types with counts, most frequent first, without those that add nothing.

    An empty container fits every container of its kind, so its calls count for the filled one.
    """
    merged: dict[str, int] = {}
    whole = merge_all(parse(spelled) for spelled, _ in counts)
    for spelled, count in counts:
        name = text(_fitted(parse(spelled), whole))
        merged[name] = merged.get(name, 0) + count
    return tuple(sorted(merged.items(), key=lambda item: (-item[1], item[0])))


def _fitted(shape: Shape, whole: Shape) -> Shape:
    """The shape with its empty containers filled from what other calls showed."""
    fitted: Shape = {}
    for (name, count), args in shape.items():
        same = [key for key in whole if key[0] == name and key[1] != 0]
        empty = count == 0 and name != "tuple" and same
        fitted[same[0] if empty else (name, count)] = whole[same[0]] if empty else args
    return fitted


def merged(counts: Counts) -> str:
    """One type that covers all that was seen; empty where nothing was, or where only a test's class was."""
    if not counts:
        return ""
    covering = text(merge_all(parse(spelled) for spelled, _ in counts))
    from_tests = any(word in _TEST_PARTS or word.startswith("test_") for word in _words(covering))
    return "" if from_tests else covering


def _words(spelled: str) -> list[str]:
    return "".join(char if char.isalnum() or char == "_" else " " for char in spelled).split()


def wanted_types(captured: Mapping[str, Captured], core: str) -> dict[str, dict[str, str]]:
    """For `annotate`: qualname -> parameter -> type, for the symbols of one core."""
    wanted: dict[str, dict[str, str]] = {}
    for symbol, seen in captured.items():
        owner, _, qualname = symbol.partition(":")
        if owner != core:
            continue
        types = {name: merged(counts) for name, counts in (*seen.types.items(), (RETURN, seen.returns))}
        found = {name: spelled for name, spelled in types.items() if spelled}
        if found:
            wanted[qualname] = found
    return wanted
