"""mypy's types of expressions in the analysis' own terms.

They are consulted only where the analysis has no type of its own. Their form is that of
`agents/analyse/mypy_types.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from agents.analyse.annotations import outside_type
from agents.analyse.program import Program
from agents.analyse.values import ANY, Type, Types, join_types, limited
from agents.records import FunctionTypes, Json

_PLAIN = {"none": "NoneType", "callable": "callable"}


def expression_types(program: Program, types: Mapping[str, FunctionTypes]) -> dict[str, dict[str, Types]]:
    """Types of expressions by function and place; places of which mypy knows nothing are left out."""
    classes = {identity.replace(":", "."): identity for identity in program.classes}
    found: dict[str, dict[str, Types]] = {}
    for identity, function in types.items():
        places = {}
        for place, told in function.expressions.items():
            converted = limited(_types(told, classes))
            if converted != ANY:
                places[place] = converted
        found[identity] = places
    return found


def _types(told: Json, classes: Mapping[str, str]) -> Types:
    kind = told.get("k") if isinstance(told, dict) else None
    if kind in _PLAIN:
        return frozenset({Type(_PLAIN[kind])})
    if kind == "never":
        return frozenset()
    if kind == "literal":
        return _instance(told["n"], (), classes)
    if kind == "inst":
        return _instance(told["n"], tuple(_types(a, classes) for a in told.get("a", ())), classes)
    if kind == "tuple":
        return frozenset({Type("tuple", tuple(_types(a, classes) for a in told["a"]), "fixed")})
    if kind == "union":
        joined: Types = frozenset()
        for option in told["a"]:
            joined = join_types(joined, _types(option, classes))
        return joined
    return ANY


def _instance(name: str, args: tuple[Types, ...], classes: Mapping[str, str]) -> Types:
    if name in classes:
        return frozenset({Type(classes[name])})
    known = outside_type(name)
    return ANY if known == "?" else frozenset({Type(known, args)})
