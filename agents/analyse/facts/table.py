"""The form of the fact tables, and their lookup.

A line is `names -> result ; flags` for callables and `names = type` for objects; methods take their
receiver as argument 0. Results are types in which `arg0` is the type of argument 0, `item0` that of its
items, `key0` and `val0` those of a mapping, `called` what a callback returns.

| flag | means |
|---|---|
| `!io` | has this effect (a code of the effect table) |
| `mutates=0` | changes argument 0 in place |
| `stores=1` | keeps argument 1 in argument 0 |
| `calls=key:item0` | calls this argument (a position or a keyword) with such values |
| `free` | the iteration order of its arguments doesn't matter |
| `free-int` | likewise, for integers only |
| `opaque` | neither calls nor iterates its arguments |
| `exact` | fine for scalars; on other receivers the effect holds |
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Fact:
    """One function, method, class or object."""

    #: `math.sqrt`, `builtins.len`, `str.upper`, `re.Pattern.sub`.
    name: str
    #: Type of the result, in the language of the module's text.
    result: str
    #: False for plain objects.
    callable: bool = True
    #: Code of the effect that a call (or a read) has; empty for none.
    effect: str = ""
    #: Positions of arguments that are changed in place.
    mutates: tuple[int, ...] = ()
    #: Positions of arguments that are kept in argument 0.
    stores: tuple[int, ...] = ()
    #: Callbacks: position or keyword, and what they are called with.
    calls: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: `free`, `free-int`, `opaque` or empty.
    order: str = ""


def table(module: str, text: str) -> dict[str, Fact]:
    """The rows of one table; names without a dot of their own get `module.` in front."""
    rows: dict[str, Fact] = {}
    for line in text.strip().splitlines():
        body, _, flags = line.partition(";")
        mark = "->" if "->" in body else "="
        names, _, result = body.partition(mark)
        for name in names.split():
            full = f"{module}.{name}" if module else name
            if full in rows:
                raise ValueError(f"{full} has a row already")
            rows[full] = _row(full, result.strip(), mark == "->", flags.split())
    return rows


def _row(name: str, result: str, is_callable: bool, flags: list[str]) -> Fact:
    effect, order = "", ""
    places: dict[str, tuple[int, ...]] = {"mutates": (), "stores": ()}
    calls: list[tuple[str, tuple[str, ...]]] = []
    for flag in flags:
        key, _, given = flag.partition("=")
        if flag.startswith("!"):
            effect = flag[1:]
        elif key in places:
            places[key] = tuple(int(place) for place in given.split(","))
        elif key == "calls":
            callback, _, arguments = given.partition(":")
            calls.append((callback, tuple(a for a in arguments.split(",") if a)))
        elif flag in ("free", "free-int", "opaque"):
            order = flag
        else:
            raise ValueError(f"{name}: no such flag {flag!r}")
    return Fact(name, result, is_callable, effect, places["mutates"], places["stores"], tuple(calls), order)


#: A parsed type: name and arguments; `|` for a union, `tuple` with the mark `fixed` for `tuple[A, B]`.
Spec = tuple[str, tuple["Spec", ...]]


@lru_cache(maxsize=4096)
def spec(text: str) -> Spec:
    """A result type, parsed.

    >>> spec("dict[str, item0]")
    ('dict', (('str', ()), ('item0', ())))
    """
    return _spec(ast.parse(text.replace("?", "_any"), mode="eval").body)


def _spec(node: ast.expr) -> Spec:
    if isinstance(node, ast.BinOp):
        return ("|", (_spec(node.left), _spec(node.right)))
    if isinstance(node, ast.Subscript):
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        name = ast.unparse(node.value)
        if name == "tuple" and not (isinstance(items[-1], ast.Constant) and items[-1].value is ...):
            name = "fixed"
        return (name, tuple(_spec(i) for i in items if not isinstance(i, ast.Constant)))
    name = ast.unparse(node)
    return ("?" if name == "_any" else name, ())


def merged(*tables: Mapping[str, Fact]) -> dict[str, Fact]:
    """All tables in one; a name may stand in one of them only."""
    result: dict[str, Fact] = {}
    for rows in tables:
        if twice := result.keys() & rows.keys():
            raise ValueError(f"two rows: {', '.join(sorted(twice))}")
        result.update(rows)
    return result
