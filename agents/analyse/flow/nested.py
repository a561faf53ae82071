"""Nested functions and lambdas: looked at as part of the function around them."""

from __future__ import annotations

import ast

from agents.analyse.flow.frame import Arguments, Env, Frame, Nested
from agents.analyse.flow.functions import bind
from agents.analyse.scopes import FunctionNode, all_arguments
from agents.analyse.values import BOTTOM, UNKNOWN, Type, Value, container, join, limited


def define(frame: Frame, node: FunctionNode | ast.Lambda) -> Value:
    """The value of a nested function or lambda, registered for calls."""
    key = id(node)
    if key not in frame.nested:
        inner = Frame(
            state=frame.state,
            engine=frame.engine,
            unit=frame.unit,
            module=frame.module,
            cls=frame.cls,
            node=node,
            scope=frame.state.scope(node),
            outer=frame,
            nested=frame.nested,
            self_name=frame.self_name,
        )
        assert inner.scope is not None
        frame.nested[key] = Nested(node, inner.scope, inner)
        _defaults(frame, frame.nested[key])
    return Value(frozenset({Type("local", (), key)}))


def _defaults(frame: Frame, nested: Nested) -> None:
    signature = nested.node.args
    places = [*signature.posonlyargs, *signature.args]
    for arg, value in zip(reversed(places), reversed(signature.defaults), strict=False):
        nested.params[arg.arg] = frame.engine.evaluate(frame, value)
    for arg, default in zip(signature.kwonlyargs, signature.kw_defaults, strict=True):
        if default is not None:
            nested.params[arg.arg] = frame.engine.evaluate(frame, default)


def call_nested(frame: Frame, nested: Nested, args: Arguments) -> Value:
    """The result of calling it here; its effects are effects of whoever calls it."""
    if nested.frame.report is not frame.report:
        nested.frame.report, nested.fresh = frame.report, False
    changed = not nested.fresh
    for name, passed in bind(nested.node.args, args, None).items():
        old = nested.params.get(name, BOTTOM)
        new = join(old, Value(limited(passed.value.types), passed.value.own, passed.value.inside))
        if new != old:
            nested.params[name] = new
            changed = True
    if changed and not nested.active:
        run_nested(nested)
    return nested.returns


def run_uncalled(nested: Nested) -> None:
    """Looks at a function that is only handed out: what it would do is nobody's effect yet.

    Whoever gets it sees something of unknown type, and calls that.
    """
    outer = nested.frame.outer
    run_nested(nested)
    if outer is not None and nested.frame.report is not outer.report:
        outer.report.needs.update(nested.frame.report.needs)
        outer.report.needs.update(dict.fromkeys(nested.frame.report.calls))
        outer.report.reads.update(nested.frame.report.reads)


def run_nested(nested: Nested) -> None:
    """Looks at the body with everything that was ever passed."""
    frame = nested.frame
    nested.active, nested.fresh = True, True
    annotated: Env = {}
    for arg in all_arguments(nested.node.args):
        types = frame.engine.annotation(frame, arg.annotation)
        value = nested.params.get(arg.arg, BOTTOM)
        annotated[arg.arg] = value if value.types else Value(types)
    frame.env = {}
    for name, value in annotated.items():
        frame.bind(name, value)
    frame.returns = BOTTOM
    if isinstance(nested.node, ast.Lambda):
        result = frame.engine.evaluate(frame, nested.node.body)
    else:
        frame.engine.execute(frame, nested.node.body)
        result = frame.returns
        if frame.env is not None:
            result = join(result, Value(frozenset({Type("NoneType")})))
        if nested.scope.has_yield:
            result = container("generator", frame.yields)
        if isinstance(nested.node, ast.AsyncFunctionDef):
            result = container("coroutine", result)
    joined = join(nested.returns, result)
    if joined != nested.returns:
        nested.returns = joined
        frame.moved = True
    if isinstance(nested.node, ast.FunctionDef) and nested.node.decorator_list:
        nested.returns = join(nested.returns, UNKNOWN)
    nested.active = False
