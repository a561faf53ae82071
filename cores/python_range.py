"""Whether a Python version lies in a `requires-python` range."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

#: Comparison of two equally long release tuples.
COMPARISONS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "===": operator.eq,
    "!=": operator.ne,
}

_CLAUSE = re.compile(r"\s*(===|~=|==|!=|>=|<=|>|<)\s*([0-9]+(?:\.[0-9]+)*)(\.\*)?\s*([a-z].*)?$")


def python_fits(wanted: str, version: tuple[int, ...]) -> bool:
    """True as well for clauses that aren't understood: the installer will say what is wrong with them."""
    return all(_clause_fits(clause, version) for clause in wanted.split(",") if clause.strip())


def _clause_fits(clause: str, version: tuple[int, ...]) -> bool:
    match = _CLAUSE.match(clause)
    if match is None:
        return True
    sign, numbers, wildcard, _ = match.groups()
    release = tuple(int(number) for number in numbers.split("."))
    if sign == "~=":
        return _padded(version, release) >= release and version[: len(release) - 1] == release[:-1]
    if wildcard:
        same = _padded(version, release)[: len(release)] == release
        return same if sign in ("==", "===") else not same
    length = max(len(release), len(version))
    return COMPARISONS[sign](_fill(version, length), _fill(release, length))


def _padded(version: tuple[int, ...], release: tuple[int, ...]) -> tuple[int, ...]:
    return _fill(version, max(len(version), len(release)))


def _fill(numbers: tuple[int, ...], length: int) -> tuple[int, ...]:
    return numbers + (0,) * (length - len(numbers))
