"""mypy's types as JSON, the form that `FunctionTypes` stores.

| `k` | with |
|---|---|
| `inst` | `n` dotted class, `a` type arguments; `tuple` the item types of a named tuple |
| `tuple`, `union` | `a` |
| `literal` | `n` class, `v` value |
| `callable`, `none`, `any`, `never` | |
| `type` | `a` one type: the class object itself |
| `typevar` | `n`, `bound` (null where there is none) |
"""

from __future__ import annotations

from typing import Any

from mypy import types as mypy

Json = Any

ANY: Json = {"k": "any"}
OBJECT: Json = {"k": "inst", "n": "builtins.object"}
_DEEPEST = 8
_PLAIN: dict[type, Json] = {
    mypy.NoneType: {"k": "none"},
    mypy.AnyType: ANY,
    mypy.UninhabitedType: {"k": "never"},
}


def type_json(found: mypy.Type | None, depth: int = 0) -> Json:
    """One type; `any` for what has no form here and for types nested deeper than is useful."""
    if found is None or depth > _DEEPEST:
        return ANY
    proper = mypy.get_proper_type(found)
    plain = _PLAIN.get(type(proper))
    if plain is not None:
        return plain
    writer = _WRITERS.get(type(proper))
    return ANY if writer is None else writer(proper, depth + 1)


def _instance(found: mypy.Instance, depth: int) -> Json:
    name = found.type.fullname
    if found.type.is_named_tuple and found.type.tuple_type is not None:
        items = [type_json(item, depth) for item in found.type.tuple_type.items]
        return {"k": "inst", "n": name, "tuple": items}
    args = [type_json(arg, depth) for arg in found.args]
    return {"k": "inst", "n": name, "a": args} if args else {"k": "inst", "n": name}


def _tuple(found: mypy.TupleType, depth: int) -> Json:
    items = [type_json(item, depth) for item in found.items]
    if any(isinstance(mypy.get_proper_type(item), mypy.UnpackType) for item in found.items):
        return ANY
    if found.partial_fallback.type.fullname != "builtins.tuple":
        return {"k": "inst", "n": found.partial_fallback.type.fullname, "tuple": items}
    return {"k": "tuple", "a": items}


def _union(found: mypy.UnionType, depth: int) -> Json:
    options: list[Json] = []
    for item in found.items:
        option = type_json(item, depth)
        # `Literal[0] | int` and the like: the literal adds nothing.
        if option not in options:
            options.append(option)
    return options[0] if len(options) == 1 else {"k": "union", "a": options}


def _literal(found: mypy.LiteralType, depth: int) -> Json:
    value = found.value
    if found.is_enum_literal() or not isinstance(value, int | str | bool):
        return {"k": "inst", "n": found.fallback.type.fullname}
    return {"k": "literal", "n": found.fallback.type.fullname, "v": value}


def _callable(found: mypy.CallableType, depth: int) -> Json:
    if found.is_type_obj():
        return {"k": "type", "a": [type_json(found.ret_type, depth)]}
    return {"k": "callable"}


def _overloaded(found: mypy.Overloaded, depth: int) -> Json:
    return _callable(found.items[0], depth) if found.items else {"k": "callable"}


def _type(found: mypy.TypeType, depth: int) -> Json:
    return {"k": "type", "a": [type_json(found.item, depth)]}


def _typevar(found: mypy.TypeVarType, depth: int) -> Json:
    if found.values:
        return {
            "k": "typevar",
            "n": found.name,
            "bound": None,
            "values": [type_json(v, depth) for v in found.values],
        }
    bound = mypy.get_proper_type(found.upper_bound)
    if isinstance(bound, mypy.Instance) and bound.type.fullname == "builtins.object":
        return {"k": "typevar", "n": found.name, "bound": None}
    if found.id.is_self():
        # `Self` is an instance of the class at hand.
        return type_json(bound, depth)
    return {"k": "typevar", "n": found.name, "bound": type_json(bound, depth)}


def _typed_dict(found: mypy.TypedDictType, depth: int) -> Json:
    values = [type_json(item, depth) for item in found.items.values()]
    distinct = [value for place, value in enumerate(values) if value not in values[:place]]
    value = distinct[0] if len(distinct) == 1 else {"k": "union", "a": distinct} if distinct else ANY
    return {"k": "inst", "n": "builtins.dict", "a": [{"k": "inst", "n": "builtins.str"}, value]}


_WRITERS: dict[type, Any] = {
    mypy.Instance: _instance,
    mypy.TupleType: _tuple,
    mypy.UnionType: _union,
    mypy.LiteralType: _literal,
    mypy.CallableType: _callable,
    mypy.Overloaded: _overloaded,
    mypy.TypeType: _type,
    mypy.TypeVarType: _typevar,
    mypy.TypedDictType: _typed_dict,
}


def spelled(found: Json) -> str | None:
    """The type as text that an annotation can be made of; None where that would say nothing."""
    match found:
        case {"k": "inst", "n": "builtins.object"}:
            return None
        case {"k": "none"}:
            return "None"
        case {"k": "literal", "n": name}:
            return _short(name)
        case {"k": "inst", "n": name, "tuple": _}:
            return _short(name)
        case {"k": "inst", "n": "builtins.tuple", "a": [item]}:
            inside = spelled(item)
            return inside and f"tuple[{inside}, ...]"
        case {"k": "inst", "n": name}:
            return _with_arguments(_short(name), found.get("a", []))
        case {"k": "tuple", "a": items}:
            return _with_arguments("tuple", items) if items else "tuple[]"
        case {"k": "union", "a": options}:
            parts = [spelled(option) for option in options]
            return " | ".join(filter(None, parts)) if all(parts) else None
    return None


def _short(name: str) -> str:
    return name.removeprefix("builtins.")


def _with_arguments(name: str, args: list[Json]) -> str | None:
    parts = [spelled(arg) for arg in args]
    if not all(parts):
        return None
    return f"{name}[{', '.join(filter(None, parts))}]" if parts else name
