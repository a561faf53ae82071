"""Calls of functions of the target: parameters, and what the callee does to them."""

from __future__ import annotations

import ast
from typing import NamedTuple

from agents.analyse.annotations import annotation_types
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.program import FunctionInfo
from agents.analyse.scopes import all_arguments
from agents.analyse.values import (
    ANY,
    BOTTOM,
    UNORDERED,
    Origins,
    Type,
    Types,
    Value,
    deep,
    fixed_tuple,
    join,
    join_all,
    reach,
    settled,
    substituted,
)


class Passed(NamedTuple):
    """What arrives at a parameter, and the variable it lies in."""

    value: Value
    root: str = ""


def apply_function(
    frame: Frame, node: ast.AST, callee: str, args: Arguments, receiver: Passed | None = None
) -> Value:
    """The result of a call; what the callee changes is noted with the caller."""
    info = frame.state.program.functions.get(callee)
    if info is None:
        return BOTTOM
    frame.link(callee, node)
    decorated = frame.state.decorated(callee)
    if decorated.binding in ("staticmethod", "function"):
        receiver = None
    passed = bind(info.node.args, args, receiver)
    _tell_types(frame, info, passed)
    summary = frame.state.summary(frame.unit, callee)
    for name, is_deep in sorted(summary.mutates):
        if name in passed:
            value, root = passed[name]
            frame.mutate(reach(value) if is_deep else value.own, node, f"the call of {info.qualname}")
            frame.widen_items(root, _declared_items(frame, info, name))
    for into, origins in summary.stores:
        if into.removesuffix("*") in passed:
            _store(frame, passed, into, origins)
    for what in sorted(summary.callbacks):
        _call_back(frame, node, what, passed)
    returns = substituted(summary.returns, lambda name: passed[name].value if name in passed else BOTTOM)
    if decorated.cached:
        returns = settled(
            Value(returns.types, returns.own | {f"g:{callee}"}, returns.inside | {f"g:{callee}*"})
        )
    if decorated.abstract:
        returns = join(returns, Value(ANY))
    if decorated.manager:
        return Value(frozenset({Type("manager", (returns.types,))}), returns.own, returns.inside)
    return returns


def _declared_items(frame: Frame, info: FunctionInfo, name: str) -> list[Types]:
    """What a callee may have put into a container: what its annotation says, or anything."""
    node = next((a.annotation for a in all_arguments(info.node.args) if a.arg == name), None)
    declared = annotation_types(frame.state.program, info.module, node)
    if len(declared) == 1:
        (known,) = declared
        if known.args and known.name != "tuple" and all(known.args):
            return list(known.args)
    return [ANY, ANY]


def _call_back(frame: Frame, node: ast.AST, what: str, passed: dict[str, Passed]) -> None:
    """What a callee calls of its arguments: one of them, or a method of one."""
    param, _, method = what.partition(".")
    if param not in passed:
        return
    callee, root = passed[param]
    if method:
        callee = frame.engine.attribute(frame, callee, method, node, True, root)
    inside = frozenset(o for p in passed.values() for o in deep(p.value))
    frame.engine.invoke(frame, node, callee, Arguments(rest=Value(ANY, inside, inside)))


def _store(frame: Frame, passed: dict[str, Passed], into: str, origins: Origins) -> None:
    """Does in the caller what the callee put into one of its parameters."""
    holder, root = passed[into.removesuffix("*")]
    if into.endswith("*"):
        holder = Value(holder.types, reach(holder), holder.inside)
    stored = substituted(Value(ANY, origins), lambda name: passed[name].value if name in passed else BOTTOM)
    frame.keep(holder, root, Value(ANY, stored.own, stored.inside))


def _tell_types(frame: Frame, info: FunctionInfo, passed: dict[str, Passed]) -> None:
    """Sets must be known as such inside of the callee, even where nothing is annotated."""
    for name, (value, _) in passed.items():
        unordered = frozenset(t for t in value.types if t.name in UNORDERED)
        if unordered:
            frame.state.hint(f"{info.id}:{name}", unordered)


def bind(signature: ast.arguments, args: Arguments, receiver: Passed | None) -> dict[str, Passed]:
    """Matches arguments with parameters, as far as that can be told."""
    places = [a.arg for a in (*signature.posonlyargs, *signature.args)]
    given = [Passed(v, args.root(i)) for i, v in enumerate(args.positional)]
    if receiver is not None:
        given.insert(0, receiver)
    passed = dict(zip(places, given, strict=False))
    if signature.vararg:
        extra = [p.value for p in given[len(places) :]]
        if args.rest is not None:
            extra.append(args.rest)
        passed[signature.vararg.arg] = Passed(fixed_tuple(extra))
    names = {*places, *(a.arg for a in signature.kwonlyargs)}
    others: list[Value] = []
    for key, value in args.keywords:
        if key in names:
            passed[key] = Passed(value)
        else:
            others.append(value)
    if args.rest is not None:
        others.append(args.rest)
        for name in names - passed.keys():
            passed[name] = Passed(args.rest)
    if signature.kwarg:
        joined = join_all(others)
        types = frozenset({Type("dict", (frozenset({Type("str")}), joined.types))})
        passed[signature.kwarg.arg] = Passed(Value(types, inside=deep(joined)))
    return passed
