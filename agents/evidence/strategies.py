"""Specs of random calls: what a symbol takes, from its types, real calls, and the constants in its code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.analyse.annotate import FunctionNode, functions_of
from agents.evidence.encoded import has_reference
from agents.evidence.recipes import Recipes, seen_recipes
from agents.records import Captured, FunctionTypes
from agents.shipped.parity.codec import canonical, encode
from agents.shipped.parity.shapes import Shape, merge, merge_all, parse, text

Json = Any

_SEEN, _CALLS, _CONSTANTS = 30, 60, 80
_LONGEST = 2000

#: What callers pass where the annotation names an abstract class.
_CONCRETE: dict[str, str] = {
    **dict.fromkeys(
        ("Sequence", "MutableSequence", "Iterable", "Collection", "Reversible", "Container", "Sized"), "list"
    ),
    **dict.fromkeys(("Mapping", "MutableMapping"), "dict"),
    **dict.fromkeys(("AbstractSet", "Set", "MutableSet"), "set"),
}
_TYPING = ("typing.", "collections.abc.", "_typeshed.")
_OPEN = "Any"


@dataclass(frozen=True)
class Sources:
    """The functions of some modules, parsed once."""

    functions: dict[str, FunctionNode]

    @classmethod
    def of(cls, trees: Mapping[str, ast.Module]) -> Sources:
        """From syntax trees by module name."""
        return cls(
            {f"{module}:{name}": node for module, tree in trees.items() for name, node in functions_of(tree)}
        )


def spec_of(
    node: FunctionNode,
    types: FunctionTypes | None,
    captured: Captured | None,
    recipes: Recipes,
    callees: Iterable[FunctionNode] = (),
) -> dict[str, Json]:
    """The spec of one function; `callees` lend the constants of their code."""
    samples = captured.samples if captured is not None else ()
    known = {param.name: param for param in types.params} if types is not None else {}
    seen = _seen_arguments(node, samples)
    params = []
    for name, kind, default in parameters(node):
        declared = known[name].declared if name in known else {"k": "any"}
        shown = known[name].observed if name in known else captured.types.get(name, ()) if captured else ()
        values = seen.get(name, [])
        params.append(
            {
                "name": name,
                "kind": kind,
                "type": parameter_type(declared, [spelled for spelled, _ in shown], kind),
                "seen": values,
                "default": default,
            }
        )
    constants = constants_of(node)
    for callee in callees:
        constants += [value for value in constants_of(callee) if value not in constants]
    used = _used(params, {**recipes, **_completed(recipes, seen_recipes(samples))})
    calls = [{"args": call["args"], "kwargs": call["kwargs"]} for call in samples[:_CALLS]]
    return {"params": params, "constants": constants[:_CONSTANTS], "calls": calls, "classes": used}


def _completed(recipes: Recipes, seen: Recipes) -> Recipes:
    return {name: {**recipes.get(name, {}), **recipe} for name, recipe in seen.items()}


def parameters(node: FunctionNode) -> list[tuple[str, str, bool]]:
    """Name, kind and whether it has a default, in order."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    required = len(positional) - len(arguments.defaults)
    found = [
        (
            arg.arg,
            "positional-only" if place < len(arguments.posonlyargs) else "positional",
            place >= required,
        )
        for place, arg in enumerate(positional)
    ]
    if arguments.vararg is not None:
        found.append((arguments.vararg.arg, "variadic", False))
    keyword = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    found += [(arg.arg, "keyword", default is not None) for arg, default in keyword]
    if arguments.kwarg is not None:
        found.append((arguments.kwarg.arg, "keywords", False))
    return found


def parameter_type(declared: Json, observed: list[str], kind: str) -> str:
    """The type that calls are made with: what is declared, widened by what was seen."""
    shape = shape_of_type(declared)
    if kind in ("variadic", "keywords"):
        shape = _items(shape)
    shown = merge_all(parse(spelled) for spelled in observed)
    if kind in ("variadic", "keywords"):
        shown = _items(shown)
    if _is_open(shape):
        return text(shown) if shown else _OPEN
    # What only raising calls passed is left to the hostile calls.
    return text(merge(shape, shown)) if shown and _is_compatible(shape, shown) else text(shape)


def _is_compatible(shape: Shape, shown: Shape) -> bool:
    numbers = {"int", "float", "bool"}
    names = {name for name, _ in shape}
    return all(name in names or (name in numbers and names & numbers) or "." in name for name, _ in shown)


def _items(shape: Shape) -> Shape:
    """The type of one item of `*args` or `**kwargs`."""
    return merge_all(
        arg for (name, _), args in shape.items() for arg in (args[1:] if name == "dict" else args)
    )


def _is_open(shape: Shape) -> bool:
    return not shape or any(name == _OPEN for name, _ in shape)


def shape_of_type(declared: Json) -> Shape:
    """mypy's type as the shape of values that callers may pass."""
    match declared:
        case {"k": "none"}:
            return {("None", 0): ()}
        case {"k": "literal", "n": name}:
            return {(name.removeprefix("builtins."), 0): ()}
        case {"k": "inst", "n": name, "tuple": _}:
            return {(name, 0): ()}
        case {"k": "inst", "n": "builtins.tuple", "a": [item]}:
            return {("tuple", -1): (shape_of_type(item),)}
        case {"k": "inst", "n": name}:
            return _instance(name, declared.get("a", []))
        case {"k": "tuple", "a": items}:
            return {("tuple", len(items)): tuple(map(shape_of_type, items))}
        case {"k": "union", "a": options}:
            return merge_all(map(shape_of_type, options))
        case {"k": "typevar", "bound": bound} if bound:
            return shape_of_type(bound)
        case {"k": "typevar", "values": values}:
            return merge_all(map(shape_of_type, values))
    return {(_OPEN, 0): ()}


def _instance(name: str, args: list[Json]) -> Shape:
    short = name.removeprefix("builtins.")
    if name.startswith(_TYPING):
        short = _CONCRETE.get(name.rpartition(".")[2], _OPEN)
    if short == "object":
        short = _OPEN
    shapes = tuple(map(shape_of_type, args))
    return {(short, len(shapes)): shapes} if short != _OPEN else {(_OPEN, 0): ()}


def constants_of(node: FunctionNode) -> list[Json]:
    """Encoded constants in the body and the defaults, docstrings left out."""
    docstrings = {
        id(part.body[0].value)
        for part in ast.walk(node)
        if isinstance(part, FunctionNode) and part.body and isinstance(part.body[0], ast.Expr)
    }
    found: list[Json] = []
    for part in ast.walk(node):
        if not isinstance(part, ast.Constant) or id(part) in docstrings:
            continue
        if part.value is None or part.value is ... or isinstance(part.value, bool):
            continue
        value = encode(part.value)
        if value not in found and len(canonical(value)) < _LONGEST:
            found.append(value)
    return found


def _seen_arguments(node: FunctionNode, samples: Iterable[Json]) -> dict[str, list[Json]]:
    """Distinct encoded values of each parameter."""
    found: dict[str, dict[str, Json]] = {}
    positional = [name for name, kind, _ in parameters(node) if kind.startswith("positional")]
    rest = node.args.vararg.arg if node.args.vararg is not None else ""
    more = node.args.kwarg.arg if node.args.kwarg is not None else ""
    names = {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
    for call in samples:
        by_place = [
            (positional[place] if place < len(positional) else rest, value)
            for place, value in enumerate(call["args"])
        ]
        by_name = [(name if name in names else more, value) for name, value in call["kwargs"].items()]
        for name, value in (*by_place, *by_name):
            key = canonical(value)
            if name and len(key) < _LONGEST and not has_reference(value):
                found.setdefault(name, {}).setdefault(key, value)
    return {name: _spread(list(values.values())) for name, values in found.items()}


def _spread(values: list[Json]) -> list[Json]:
    if len(values) <= _SEEN:
        return values
    step = len(values) / _SEEN
    return [values[int(place * step)] for place in range(_SEEN)]


def _used(params: list[dict[str, Json]], recipes: Recipes) -> Recipes:
    """The recipes that the parameters lead to."""
    used: Recipes = {}
    waiting = [param["type"] for param in params]
    while waiting:
        for name in _class_names(parse(waiting.pop())):
            if name in recipes and name not in used:
                used[name] = recipes[name]
                waiting += recipes[name].get("fields", {}).values()
    return used


def _class_names(shape: Shape) -> list[str]:
    inside = [name for args in shape.values() for arg in args for name in _class_names(arg)]
    return [name for name, _ in shape if "." in name] + inside
