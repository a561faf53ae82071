"""The registry of what Python means in Rust: one row for each builtin, method and operator.

The analyser (is it pure, what can it raise), the transpiler (types, Rust text) and
docs/work/CONSTRUCTS.md read the same rows.

Rust text is a template over the arguments (for methods, argument 0 is the receiver):

| hole | passes the argument |
|---|---|
| `{0}` | as a method receiver or as a value of a Copy type |
| `{&0}` | by reference (`&T`) |
| `{=0}` | by value (`T`; a variable that is still needed is cloned) |
| `{T}` | the Rust spelling of the type bound to a type variable |

A row whose text ends in `?` can leave with an Exit; the text says so itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from agents.transpiler.rtypes import RType
from agents.transpiler.table.bounds import able


@dataclass(frozen=True)
class Row:
    """One meaning of one operation at given types."""

    #: `builtins.len`, `str.find`, `operator.add`, `math.sqrt`; operators are named as in `operator`.
    name: str
    #: Types of the arguments; type variables match anything, once.
    args: tuple[RType, ...]
    #: Type of the result, over the same type variables.
    result: RType
    #: Rust template, see the module's text.
    rust: str
    #: Implicit exceptions that Python defines here, by class name.
    raises: tuple[str, ...] = ()
    #: Index of the argument that is changed in place, if any.
    mutates: int | None = None
    #: Names of the keyword arguments that stand at the end of `args`.
    keywords: tuple[str, ...] = ()
    #: What types bound to variables must be able to do: `((T, "eq"),)`, see bounds.py.
    bounds: tuple[tuple[RType, str], ...] = ()
    #: Spec file under tests/spec/ that runs it on Python and Rust.
    spec: str = ""


_ROWS: dict[str, list[Row]] = {}


def register(*rows: Row, spec: str = "") -> None:
    """Adds rows. Two rows for one name and the same argument types are a mistake.

    Raises:
        ValueError: the pair of name and types is already there.
    """
    for row in rows:
        known = _ROWS.setdefault(row.name, [])
        if any(other.args == row.args and other.keywords == row.keywords for other in known):
            raise ValueError(f"{row.name}{tuple(map(str, row.args))} has a row already")
        known.append(replace(row, spec=row.spec or spec))


def rows(name: str) -> list[Row]:
    """The rows of an operation, in the order in which they are tried (exact types first)."""
    return _ROWS.get(name, [])


def all_rows() -> Iterator[Row]:
    """Every row, by name."""
    for name in sorted(_ROWS):
        yield from _ROWS[name]


def match(row: Row, types: tuple[RType, ...]) -> dict[str, RType] | None:
    """Bindings of the row's type variables for these argument types, or None."""
    if len(row.args) != len(types):
        return None
    bound: dict[str, RType] = {}
    for pattern, given in zip(row.args, types, strict=True):
        if not _unify(pattern, given, bound):
            return None
    return bound if allowed(row, bound) else None


def allowed(row: Row, bound: dict[str, RType]) -> bool:
    """Whether the types that a row's variables are bound to can do what the row needs."""
    needs = ((bound[variable.name], ability) for variable, ability in row.bounds if variable.name in bound)
    return all(able(rtype, ability) for rtype, ability in needs)


def _unify(pattern: RType, given: RType, bound: dict[str, RType]) -> bool:
    if pattern.name.startswith("~"):
        return bound.setdefault(pattern.name, given) == given
    if pattern.name != given.name or pattern.cls != given.cls or len(pattern.args) != len(given.args):
        return False
    return all(_unify(p, g, bound) for p, g in zip(pattern.args, given.args, strict=True))


def substitute(rtype: RType, bound: dict[str, RType]) -> RType:
    """The type with its variables replaced."""
    if rtype.name.startswith("~"):
        return bound[rtype.name]
    return RType(rtype.name, tuple(substitute(arg, bound) for arg in rtype.args), rtype.cls)
