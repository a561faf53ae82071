"""How objects of the target's classes are made for tests: from those that were seen, or from their fields."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from agents.evidence.encoded import has_reference, objects_in, shape_of_encoded
from agents.shipped.parity.codec import canonical
from agents.shipped.parity.shapes import merge_all, text

Json = Any
#: dotted class -> recipe, see agents/shipped/parity/generate.py.
Recipes = dict[str, dict[str, Json]]

_SEEN = 20
_LONGEST = 2000
_ENUMS = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}
_PLAIN_TYPES = {"int", "float", "bool", "str", "bytes", "complex"}
_CONCRETE = {"Mapping": "dict", "Sequence": "list", "Iterable": "list", "Collection": "list"}
_GENERIC = {"list", "tuple", "dict", "set", "frozenset"}


def seen_recipes(calls: Iterable[Json]) -> Recipes:
    """Recipes out of the objects in captured calls."""
    found: dict[str, dict[str, Json]] = {}
    for call in calls:
        for encoded in objects_in([call["args"], list(call.get("kwargs", {}).values())]):
            if not has_reference(encoded):
                found.setdefault(encoded["object"], {}).setdefault(canonical(encoded), encoded)
    return {name.replace(":", "."): _recipe(name, list(objects.values())) for name, objects in found.items()}


def _recipe(name: str, objects: list[Json]) -> dict[str, Json]:
    seen = [encoded for encoded in objects if len(canonical(encoded)) <= _LONGEST][:_SEEN]
    recipe: dict[str, Json] = {"object": name, "seen": seen}
    parts = [_fields(encoded) for encoded in objects]
    kinds = {(kind, tuple(fields)) for kind, fields in parts}
    if len(kinds) != 1:
        # Objects of several forms are only made from those that were seen.
        return recipe
    ((kind, names),) = kinds
    if kind:
        recipe["kind"] = kind
        recipe["slots"] = [key for key in names if key in objects[0].get("slots", {})]
        recipe["fields"] = {
            key: text(merge_all(shape_of_encoded(fields[key]) for _, fields in parts)) for key in names
        }
    return recipe


def _fields(encoded: Json) -> tuple[str, dict[str, Json]]:
    base = encoded.get("base")
    state = {**encoded.get("state", {}), **encoded.get("slots", {})}
    if base is None:
        return "plain", state
    if isinstance(base, dict) and "tuple" in base and not state:
        return "namedtuple", {str(place): item for place, item in enumerate(base["tuple"])}
    return "", {}


def static_recipes(module: str, tree: ast.Module) -> Recipes:
    """Recipes out of class statements: Enum, NamedTuple and dataclasses with simple annotations."""
    recipes: Recipes = {}
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            recipe = _static(node, f"{module}:{node.name}", module, classes)
            if recipe:
                recipes[f"{module}.{node.name}"] = recipe
    return recipes


def _static(node: ast.ClassDef, name: str, module: str, classes: set[str]) -> dict[str, Json] | None:
    bases = {_last_name(base) for base in node.bases}
    if bases & _ENUMS:
        members = [
            target.id
            for statement in node.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name) and target.id[0] != "_"
        ]
        return {"object": name, "members": [f"{name}.{member}" for member in members]} if members else None
    is_dataclass = any(_last_name(decorator) == "dataclass" for decorator in node.decorator_list)
    if "NamedTuple" not in bases and not (is_dataclass and not node.bases):
        return None
    annotated = [
        item for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]
    fields = {
        item.target.id: annotation_text(item.annotation, module, classes)
        for item in annotated
        if isinstance(item.target, ast.Name)
    }
    if not fields or not all(fields.values()):
        return None
    kind = "namedtuple" if "NamedTuple" in bases else "plain"
    slots = list(fields) if kind == "plain" and _has_slots(node) else []
    return {"object": name, "seen": [], "kind": kind, "fields": fields, "slots": slots}


def _has_slots(node: ast.ClassDef) -> bool:
    return any(
        keyword.arg == "slots" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def annotation_text(node: ast.expr, module: str, classes: set[str]) -> str:
    """A simple annotation as the text of a type; empty where it isn't simple."""
    match node:
        case ast.Constant(value=None):
            return "None"
        case ast.Constant(value=str(inside)):
            try:
                return annotation_text(ast.parse(inside, mode="eval").body, module, classes)
            except SyntaxError:
                return ""
        case ast.Name(id=name) if name in _PLAIN_TYPES | _GENERIC:
            return name
        case ast.Name(id=name) if name in classes:
            return f"{module}.{name}"
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            sides = annotation_text(left, module, classes), annotation_text(right, module, classes)
            return " | ".join(sides) if all(sides) else ""
        case ast.Subscript(value=value, slice=inside):
            return _generic(_last_name(value), inside, module, classes)
    return ""


def _generic(name: str, inside: ast.expr, module: str, classes: set[str]) -> str:
    nodes = inside.elts if isinstance(inside, ast.Tuple) else [inside]
    parts = [_argument_text(node, module, classes) for node in nodes]
    if not all(parts):
        return ""
    if name == "Optional":
        return f"{parts[0]} | None"
    if name == "Union":
        return " | ".join(parts)
    lower = _CONCRETE.get(name, name.lower())
    return f"{lower}[{', '.join(parts)}]" if lower in _GENERIC else ""


def _argument_text(node: ast.expr, module: str, classes: set[str]) -> str:
    is_ellipsis = isinstance(node, ast.Constant) and node.value is ...
    return "..." if is_ellipsis else annotation_text(node, module, classes)


def joined(*groups: Mapping[str, dict[str, Json]]) -> Recipes:
    """Later recipes complete earlier ones: fields of the class statement, objects that were seen."""
    result: Recipes = {}
    for group in groups:
        for name, recipe in group.items():
            result[name] = {**result.get(name, {}), **recipe}
    return result
