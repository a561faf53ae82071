"""One look at one unit: a function, or the body of a module."""

from __future__ import annotations

import ast

from agents.analyse.annotations import annotation_types
from agents.analyse.effects import EFFECTS, found
from agents.analyse.flow.calls import invoke
from agents.analyse.flow.expressions import evaluate, reference
from agents.analyse.flow.frame import Engine, Frame
from agents.analyse.flow.nested import run_uncalled
from agents.analyse.flow.references import attribute_on
from agents.analyse.flow.state import BODY, State
from agents.analyse.flow.statements import execute
from agents.analyse.flow.stores import assign
from agents.analyse.program import FunctionInfo
from agents.analyse.scopes import all_arguments
from agents.analyse.values import (
    ANY,
    ATOMS,
    NONE,
    SHELLS,
    Type,
    Types,
    Value,
    container,
    join,
    join_types,
    only,
    portable,
    settled,
)

_MOST_PASSES = 5
_PLAIN_DEFAULTS = frozenset(["int", "float", "bool", "str", "bytes", "NoneType", "tuple", "?"])
_SHARED_RESULTS = frozenset(["list", "dict", "set", "bytearray", "collections.deque", "collections.Counter"])


def _annotation(frame: Frame, node: ast.expr | None) -> Types:
    return annotation_types(frame.state.program, frame.module, node)


ENGINE = Engine(evaluate, reference, invoke, execute, assign, _annotation, attribute_on)


def run_unit(state: State, unit: str) -> None:
    """Looks at a unit and tells the state what was found."""
    if unit.endswith(BODY):
        _run_module(state, unit)
    else:
        _run_function(state, state.program.functions[unit])


def _run_module(state: State, unit: str) -> None:
    module = unit.removesuffix(BODY)
    tree = state.program.modules[module].parsed.tree
    frame = Frame(state, ENGINE, unit, module, "", tree, None, prefix=f"{module}:")
    _passes(frame, tree.body)
    state.conclude(unit, frame.report)


def _passes(frame: Frame, body: list[ast.stmt] | ast.expr) -> None:
    """Runs a body until what its closures see has settled."""
    start = dict(frame.env or {})
    for _ in range(_MOST_PASSES):
        frame.moved = False
        frame.env = dict(start)
        for nested in frame.nested.values():
            nested.fresh = False
            nested.frame.moved = False
        if isinstance(body, list):
            execute(frame, body)
        else:
            frame.returns = join(frame.returns, evaluate(frame, body))
        _run_the_rest(frame)
        if not frame.nested or not (frame.moved or any(n.frame.moved for n in frame.nested.values())):
            return


def _run_the_rest(frame: Frame) -> None:
    """Nested functions that nobody here has called may be called by others."""
    while waiting := [n for n in frame.nested.values() if not n.fresh]:
        for nested in waiting:
            run_uncalled(nested)


def _run_function(state: State, info: FunctionInfo) -> None:
    node = info.node
    frame = Frame(state, ENGINE, info.id, info.module, info.cls, node, state.scope(node))
    frame.hints = state.expression_types.get(info.id, {})
    _parameters(frame, info)
    _passes(frame, node.body)
    result = frame.returns
    if frame.env is not None and not isinstance(node, ast.Lambda):
        result = join(result, NONE)
    if info.is_generator:
        result = container("generator", frame.yields)
    if isinstance(node, ast.AsyncFunctionDef):
        result = container("coroutine", result)
    _check_escapes(frame, result)
    if state.decorated(info.id).cached and any(t.name in _SHARED_RESULTS for t in result.types):
        frame.effect("hidden-state", node, "its cache hands out one object that can be changed")
    frame.report.returns = _visible(result)
    state.conclude(info.id, frame.report)


def _visible(value: Value) -> Value:
    """The result as callers see it: its parameters stay, nested functions don't."""
    outside = portable(value)
    return Value(outside.types, value.own, value.inside)


def _check_escapes(frame: Frame, result: Value) -> None:
    """Nested functions that are handed out must not share variables that change."""
    for known in result.types:
        nested = frame.nested.get(known.ref) if known.name == "local" and isinstance(known.ref, int) else None
        if nested is not None and nested.scope.nonlocals:
            frame.effect("hidden-state", nested.node, "hands out a function that keeps state")


def _parameters(frame: Frame, info: FunctionInfo) -> None:
    signature = info.node.args
    for arg in all_arguments(signature):
        types = _annotation(frame, arg.annotation)
        passed = frame.state.hints(info.id, f"{info.id}:{arg.arg}")
        if types == ANY and passed:
            types = join_types(types, passed)
        if arg is signature.vararg:
            types = frozenset({Type("tuple", (types,))})
        elif arg is signature.kwarg:
            types = frozenset({Type("dict", (frozenset({Type("str")}), types))})
        frame.bind(arg.arg, settled(Value(types, frozenset({f"p:{arg.arg}"}))))
    _receiver(frame, info)
    places = [*signature.posonlyargs, *signature.args]
    for arg, default in zip(reversed(places), reversed(signature.defaults), strict=False):
        _default(frame, info, arg, default)
    for arg, kw_default in zip(signature.kwonlyargs, signature.kw_defaults, strict=True):
        if kw_default is not None:
            _default(frame, info, arg, kw_default)


def _receiver(frame: Frame, info: FunctionInfo) -> None:
    """`self` or `cls`."""
    places = [*info.node.args.posonlyargs, *info.node.args.args]
    if not info.cls or not places:
        return
    name = places[0].arg
    binding = frame.state.decorated(info.id).binding
    if binding in ("method", "property"):
        frame.self_name = name
        _bind_receiver(frame, name, Value(frozenset({Type(info.cls)}), frozenset({f"p:{name}"})))
    elif binding == "classmethod" or info.qualname.endswith(".__new__"):
        frame.self_name = name
        _bind_receiver(frame, name, Value(frozenset({Type("classes", (), info.cls)})))


def _bind_receiver(frame: Frame, name: str, value: Value) -> None:
    frame.held.pop(name, None)
    frame.bind(name, value)


def _default(frame: Frame, info: FunctionInfo, arg: ast.arg, node: ast.expr) -> None:
    """A default is made once, at import: it must be a constant, and stay as it is."""
    prefix = f"{info.cls}." if info.cls else f"{info.module}:"
    outside = Frame(frame.state, ENGINE, frame.unit, info.module, info.cls, info.node, None, prefix=prefix)
    value = reference(outside, node, False)
    frame.report.reads.update(outside.report.reads)
    frame.report.needs.update(outside.report.needs)
    for effect in outside.report.effects:
        if EFFECTS[effect.code].impure:
            text = f"the default of {arg.arg} is made at import: {effect.message}"
            frame.report.effects.setdefault(found(effect.code, text, node))
    frame.report.calls.update({k: v for k, v in outside.report.calls.items() if k not in frame.report.calls})
    known = (frame.env or {}).get(arg.arg)
    special = frozenset(t for t in value.types if t.name not in _PLAIN_DEFAULTS)
    if known is not None and special:
        # whoever leaves the argument out has this called, or its methods
        known = Value(known.types | special, known.own, known.inside)
        frame.bind(arg.arg, known)
    made_once = not only(value, ATOMS | SHELLS) or bool(value.own)
    if made_once and known is not None and not only(known, ATOMS):
        own = known.own | value.own | {f"d:{arg.arg}"}
        frame.bind(arg.arg, Value(known.types, own, known.inside | value.inside))
