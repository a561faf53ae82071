"""What a test shows of a variable: `isinstance(x, T)`, `x is None`, `not`, `and`, `or`."""

from __future__ import annotations

import ast

from agents.analyse.flow.frame import Env, Frame, join_env
from agents.analyse.values import ANY, Type, Types, Value, settled

_NONE = frozenset({Type("NoneType")})


def narrowed(frame: Frame, test: ast.expr, truth: bool) -> Env | None:
    """The variables after a test has come out as `truth`."""
    env = frame.env
    if env is None:
        return None
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return narrowed(frame, test.operand, not truth)
    if isinstance(test, ast.BoolOp):
        return _combined(frame, test, truth)
    found = _shown(frame, test)
    if found is None:
        if truth and isinstance(test, (ast.Name, ast.NamedExpr)):
            return _without(env, test.id if isinstance(test, ast.Name) else test.target.id, _NONE)
        return env
    name, types, positive = found
    if name not in env:
        return env
    if positive == truth:
        return _to(env, name, types)
    return _without(env, name, types)


def _combined(frame: Frame, test: ast.BoolOp, truth: bool) -> Env | None:
    saved = frame.env
    if isinstance(test.op, ast.And) == truth:
        for operand in test.values:
            frame.env = narrowed(frame, operand, truth)
        result, frame.env = frame.env, saved
        return result
    joined: Env | None = None
    for operand in test.values:
        joined = join_env(joined, narrowed(frame, operand, truth))
        frame.env = narrowed(frame, operand, not truth)
    frame.env = saved
    return joined if joined is not None else saved


def _shown(frame: Frame, test: ast.expr) -> tuple[str, Types, bool] | None:
    """Variable, types, and whether truth means that it has one of them."""
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and len(test.args) == 2:
        subject = test.args[0]
        if test.func.id != "isinstance" or not isinstance(subject, ast.Name):
            return None
        types = _classes(frame, test.args[1])
        return None if types is None else (subject.id, types, True)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.left, ast.Name):
        right = test.comparators[0]
        if isinstance(right, ast.Constant) and right.value is None:
            if isinstance(test.ops[0], ast.Is):
                return test.left.id, _NONE, True
            if isinstance(test.ops[0], ast.IsNot):
                return test.left.id, _NONE, False
    return None


def _classes(frame: Frame, node: ast.expr) -> Types | None:
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    types: Types = frozenset()
    for part in parts:
        found = frame.engine.annotation(frame, part)
        if found == ANY:
            return None
        types |= found
    return types


def _to(env: Env, name: str, types: Types) -> Env:
    value = env[name]
    wanted = {t.name for t in types}
    kept = frozenset(t for t in value.types if t.name in wanted or t.name in _narrower(wanted))
    if not kept or any(t.name == "?" or ":" in t.name for t in value.types - kept):
        kept = kept | frozenset(t for t in types if t.name not in {k.name for k in kept})
    return {**env, name: settled(Value(kept, value.own, value.inside))}


def _narrower(wanted: set[str]) -> frozenset[str]:
    """Types that are special cases of the wanted ones."""
    return frozenset(n for w in wanted for n in _SUBTYPES.get(w, ()))


_SUBTYPES = {
    "int": ("bool",),
    "Mapping": ("dict", "collections.OrderedDict", "collections.defaultdict", "collections.Counter"),
    "dict": ("collections.OrderedDict", "collections.defaultdict", "collections.Counter"),
    "Sequence": ("list", "tuple", "str", "bytes", "range"),
    "Iterable": ("list", "tuple", "str", "set", "frozenset", "dict", "generator", "Iterator"),
    "AbstractSet": ("set", "frozenset"),
    "datetime.date": ("datetime.datetime",),
}


def _without(env: Env, name: str, types: Types) -> Env:
    value = env.get(name)
    if value is None:
        return env
    names = {t.name for t in types}
    left = frozenset(t for t in value.types if t.name not in names)
    return (
        env
        if not left or left == value.types
        else {**env, name: settled(Value(left, value.own, value.inside))}
    )
