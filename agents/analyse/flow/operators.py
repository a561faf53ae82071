"""Operators: result types, special methods of the target's classes, identity."""

from __future__ import annotations

import ast

from agents.analyse.flow.classes import has_fields
from agents.analyse.flow.frame import Frame
from agents.analyse.flow.items import MAPPINGS
from agents.analyse.flow.order import call_method
from agents.analyse.values import (
    ANY,
    BOOL,
    Type,
    Types,
    Value,
    deep,
    join,
    join_types,
    only,
    reach,
    settled,
)

_METHODS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitOr: "or",
    ast.BitAnd: "and",
    ast.BitXor: "xor",
    ast.USub: "neg",
    ast.UAdd: "pos",
    ast.Invert: "invert",
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "contains",
    ast.NotIn: "contains",
}
_MIRRORED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
_WHOLE = frozenset({"int", "bool"})
_NUMBERS = frozenset({"int", "bool", "float"})
_SET_OPERATORS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.Sub)
_SEQUENCES = frozenset({"list", "tuple", "str", "bytes", "bytearray"})
_SETS = frozenset({"set", "frozenset", "AbstractSet", "dict_keys", "dict_items"})
#: Types of which each value exists once, or whose identity says no more than equality.
_SINGLE = frozenset(
    [
        "NoneType",
        "ellipsis",
        "NotImplementedType",
        "bool",
        "class",
        "classes",
        "type",
        "fn",
        "fact",
        "module",
        "ext",
    ]
)


def binary(frame: Frame, node: ast.AST, op: ast.operator, left: Value, right: Value) -> Value:
    """`left op right`."""
    name = _METHODS[type(op)]
    result = call_method(frame, left, f"__{name}__", node, (right,))
    result = join(result, call_method(frame, right, f"__r{name}__", node, (left,)))
    _check_context(frame, node, left, right)
    if isinstance(op, ast.Mod) and any(t.name in ("str", "bytes") for t in left.types):
        show(frame, node, right)
        return Value(frozenset(t for t in left.types if t.name in ("str", "bytes")) | _open(left))
    types = _result_types(op, left.types, right.types)
    repeated = left if only(left, _SEQUENCES) else right if only(right, _SEQUENCES) else None
    if isinstance(op, ast.Mult) and repeated is not None:
        inside = reach(repeated)
    else:
        inside = deep(left) | deep(right)
    return join(result, settled(Value(types, inside=inside)))


def _open(value: Value) -> Types:
    return ANY if any(t.name == "?" for t in value.types) else frozenset()


def _check_context(frame: Frame, node: ast.AST, *values: Value) -> None:
    if any(t.name == "decimal.Decimal" for v in values for t in v.types):
        frame.effect("hidden-state", node, "arithmetic of Decimal depends on the context of the thread")


def _result_types(op: ast.operator, left: Types, right: Types) -> Types:
    result: Types = frozenset()
    for one in left:
        for other in right:
            result = join_types(result, _pair(op, one, other))
    return result


def _pair(op: ast.operator, left: Type, right: Type) -> Types:
    a, b = left.name, right.name
    if ":" in a or ":" in b:
        return ANY
    if a in _NUMBERS and b in _NUMBERS:
        return _number(op, a, b)
    if isinstance(op, ast.Add) and a == b:
        return frozenset(join_types(frozenset({left}), frozenset({right})))
    if isinstance(op, ast.Mult) and (a in _WHOLE or b in _WHOLE):
        return frozenset({_repeated(right if a in _WHOLE else left)})
    if isinstance(op, ast.Mod) and a in ("str", "bytes"):
        return frozenset({left})
    if isinstance(op, _SET_OPERATORS) and (a in _SETS or b in _SETS):
        return _combined_set(left, right)
    if a == b == "collections.Counter" or (a in MAPPINGS and b in MAPPINGS):
        return frozenset({left})
    if a.startswith(("datetime.", "fractions.")) or a == "complex":
        return _dated(op, a, b)
    if a.startswith("pathlib."):
        return frozenset({left})
    return ANY


def _combined_set(left: Type, right: Type) -> Types:
    """`&`, `|`, `-` and `^`: a set, whatever the other side is."""
    known = left if left.name in _SETS else right
    name = "set" if known.name.startswith("dict") else known.name
    items: Types = frozenset()
    for side in (left, right):
        if side.name in _SETS:
            items = join_types(items, side.args[0] if side.args and side.args[0] else ANY)
    return frozenset({Type(name, (items if {left.name, right.name} <= _SETS else ANY,))})


def _dated(op: ast.operator, a: str, b: str) -> Types:
    if a.startswith("datetime.date") and b == a and isinstance(op, ast.Sub):
        return frozenset({Type("datetime.timedelta")})
    if a == "datetime.timedelta" and isinstance(op, (ast.Div, ast.FloorDiv)) and b == a:
        return frozenset({Type("float")})
    return frozenset({Type(b if b.startswith("datetime.date") else a)})


def _repeated(known: Type) -> Type:
    if known.name == "tuple" and known.ref == "fixed":
        joined: Types = frozenset()
        for arg in known.args:
            joined = join_types(joined, arg)
        return Type("tuple", (joined,))
    return known


def _number(op: ast.operator, a: str, b: str) -> Types:
    if isinstance(op, ast.Div) or "float" in (a, b):
        return frozenset({Type("float")})
    if isinstance(op, ast.Pow):
        return frozenset({Type("int"), Type("float")})
    if isinstance(op, (ast.BitAnd, ast.BitOr, ast.BitXor)) and a == b == "bool":
        return frozenset({Type("bool")})
    return frozenset({Type("int")})


def unary(frame: Frame, node: ast.UnaryOp, operand: Value) -> Value:
    """`-x`, `+x`, `~x`, `not x`."""
    if isinstance(node.op, ast.Not):
        truth(frame, node, operand)
        return BOOL
    result = call_method(frame, operand, f"__{_METHODS[type(node.op)]}__", node)
    _check_context(frame, node, operand)
    plain = frozenset(Type("int") if t.name == "bool" else t for t in operand.types if ":" not in t.name)
    return join(result, settled(Value(plain, frozenset(), deep(operand)))) if plain else result


def truth(frame: Frame, node: ast.AST, value: Value) -> None:
    """What a test of truth runs."""
    call_method(frame, value, "__bool__", node)
    call_method(frame, value, "__len__", node)


def compare(frame: Frame, node: ast.AST, op: ast.cmpop, left: Value, right: Value) -> Value:
    """One comparison."""
    if isinstance(op, (ast.Is, ast.IsNot)):
        _check_identity(frame, node, left, right)
        return BOOL
    name = _METHODS[type(op)]
    if name == "contains":
        call_method(frame, right, "__contains__", node, (left,))
        call_method(frame, right, "__iter__", node)
        call_method(frame, left, "__eq__", node, (right,))
        return BOOL
    result = call_method(frame, left, f"__{name}__", node, (right,))
    result = join(result, call_method(frame, right, f"__{_MIRRORED[name]}__", node, (left,)))
    if name == "ne":
        call_method(frame, left, "__eq__", node, (right,))
    return join(result, BOOL) if result.types else BOOL


def _check_identity(frame: Frame, node: ast.AST, left: Value, right: Value) -> None:
    if not left.types or not right.types:
        return
    for value in (left, right):
        if only(value, _SINGLE) or _is_member(frame, value) or _is_sentinel(value):
            return
    frame.effect("identity", node, "compares identities of values that may exist more than once")


def _is_member(frame: Frame, value: Value) -> bool:
    classes = frame.state.program.classes
    return all(t.name in classes and frame.state.program.is_enum(t.name) for t in value.types)


def _is_sentinel(value: Value) -> bool:
    """A global that is bound once: what is compared with it is known to be it or not."""
    return bool(value.own) and all(o[0] == "g" and not o.endswith("*") for o in value.own)


def _show_instance(frame: Frame, node: ast.AST, value: Value) -> None:
    for name in _TEXT_METHODS:
        call_method(frame, value, name, node)
    (known,) = value.types
    program = frame.state.program
    if known.name not in program.classes or program.is_enum(known.name):
        return
    outside = set(program.outside_bases(known.name)) - _BASES_WITHOUT_TEXT
    own = any(program.overrides(known.name, name) for name in _TEXT_METHODS)
    if not own and not outside and not has_fields(frame.state, known.name):
        frame.effect("identity", node, f"the text of {known.name} shows where the object lies")


_TEXT_METHODS = ("__format__", "__str__", "__repr__")
_BASES_WITHOUT_TEXT = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})


def show(frame: Frame, node: ast.AST, value: Value) -> None:
    """What turning a value into text runs."""
    if any(t.name in _SETS and not t.name.startswith("dict") for t in value.types):
        frame.effect("set-order", node, "the text shows the order of a set")
    for known in value.types:
        if ":" in known.name:
            _show_instance(frame, node, Value(frozenset({known}), value.own, value.inside))
    for known in value.types:
        if known.name == "tuple" and known.ref == "fixed":
            for arg in known.args:
                show(frame, node, Value(arg, value.inside, value.inside))
