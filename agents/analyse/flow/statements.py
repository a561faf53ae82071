"""Statements: one function for each kind, in one table."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from agents.analyse.flow.definitions import define_class, define_function, import_modules, import_names
from agents.analyse.flow.expressions import evaluate, reference
from agents.analyse.flow.frame import Arguments, Env, Frame, join_env
from agents.analyse.flow.narrow import narrowed
from agents.analyse.flow.operators import binary, truth
from agents.analyse.flow.order import call_method, iterate, order_free_loop
from agents.analyse.flow.patterns import bind_pattern
from agents.analyse.flow.stores import assign, assign_name, augmented, delete
from agents.analyse.scopes import is_type_checking
from agents.analyse.values import (
    ANY,
    BOTTOM,
    NONE,
    UNKNOWN,
    UNORDERED,
    Type,
    Value,
    has,
    join,
    loaded,
    settled,
)

_MOST_PASSES = 6


def execute(frame: Frame, body: list[ast.stmt]) -> None:
    """Runs statements one after the other, until control leaves."""
    for statement in body:
        if frame.env is None:
            return
        handler = _BY_KIND.get(type(statement))
        if handler is not None:
            handler(frame, statement)


def _expression(frame: Frame, node: ast.Expr) -> None:
    if not isinstance(node.value, ast.Constant):
        reference(frame, node.value, False)


def _assign(frame: Frame, node: ast.Assign) -> None:
    value = evaluate(frame, node.value)
    for target in node.targets:
        assign(frame, target, value, node.value)


def _annotated(frame: Frame, node: ast.AnnAssign) -> None:
    types = frame.engine.annotation(frame, node.annotation)
    if node.value is None:
        return
    value = evaluate(frame, node.value)
    if types != ANY and (value.types == ANY or not _callable_types(value)):
        value = settled(Value(value.types if _is_precise(value) else types, value.own, value.inside))
    assign(frame, node.target, value, node.value)


def _callable_types(value: Value) -> bool:
    return any(t.name in ("fn", "local", "class", "fact") for t in value.types)


def _is_precise(value: Value) -> bool:
    """Whether the expression itself says more than an annotation would: types without open items."""
    return all(t.name != "?" and t.args and all(t.args) for t in value.types) and bool(value.types)


def _augmented(frame: Frame, node: ast.AugAssign) -> None:
    target = node.target
    current = evaluate(frame, _as_load(target))
    operand = evaluate(frame, node.value)
    in_place = call_method(frame, current, f"__i{_NAMES[type(node.op)]}__", node, (operand,))
    result = join(in_place, binary(frame, node, node.op, current, operand))
    if any(t.name in UNORDERED for t in operand.types) and any(t.name == "list" for t in current.types):
        frame.effect("set-order", node, "adds the items of a set to a list")
    kept = frozenset(t for t in current.types if t.name in _GROWING)
    if kept:
        result = join(result, Value(kept, current.own, current.inside))
    augmented(frame, node, current, result)


_GROWING = frozenset(["?", "list", "dict", "set", "bytearray", "collections.deque", "collections.Counter"])
_NAMES: dict[type[ast.operator], str] = {
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
}


def _as_load(target: ast.Name | ast.Attribute | ast.Subscript) -> ast.expr:
    """The target of `+=` as an expression that is read."""
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    if isinstance(target, ast.Attribute):
        return ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target)
    return ast.copy_location(ast.Subscript(target.value, target.slice, ast.Load()), target)


def _return(frame: Frame, node: ast.Return) -> None:
    value = evaluate(frame, node.value) if node.value is not None else NONE
    frame.returns = join(frame.returns, value)
    if frame.outer is None:
        _check_result(frame, node, value)
    frame.env = None


def _check_result(frame: Frame, node: ast.Return, value: Value) -> None:
    if isinstance(node.value, ast.GeneratorExp):
        frame.effect("generator", node, "returns a generator")
    for origin in value.own:
        if origin[0] == "d":
            frame.effect("hidden-state", node, f"returns the default value of {origin[2:].removesuffix('*')}")
        elif origin[0] == "g":
            frame.effect("returns-global", node, f"returns the global {origin[2:].removesuffix('*')} itself")


def _raise(frame: Frame, node: ast.Raise) -> None:
    if node.exc is not None:
        raised = reference(frame, node.exc, False)
        if not isinstance(node.exc, ast.Call):
            classes = frozenset(t for t in raised.types if t.name in ("class", "classes"))
            frame.engine.invoke(frame, node, Value(classes), Arguments())
    if node.cause is not None:
        evaluate(frame, node.cause)
    frame.env = None


def _if(frame: Frame, node: ast.If) -> None:
    if is_type_checking(node.test):
        execute(frame, node.orelse)
        return
    truth(frame, node.test, evaluate(frame, node.test))
    fixed = node.test.value if isinstance(node.test, ast.Constant) else None
    before = frame.env
    frame.env = None if fixed is False else narrowed(frame, node.test, True)
    execute(frame, node.body)
    after_body = frame.env
    frame.env = before
    frame.env = None if fixed is True else narrowed(frame, node.test, False)
    execute(frame, node.orelse)
    frame.env = join_env(after_body, frame.env)


def _loop(
    frame: Frame, body: list[ast.stmt], orelse: list[ast.stmt], enter: Callable[[], None], endless: bool
) -> None:
    """Runs a loop until its variables have settled."""
    frame.breaks.append([])
    frame.continues.append([])
    before = frame.env
    for _ in range(_MOST_PASSES):
        start = frame.env
        enter()
        execute(frame, body)
        for env in frame.continues[-1]:
            frame.env = join_env(frame.env, env)
        frame.continues[-1].clear()
        merged = join_env(start, frame.env)
        if merged == start:
            break
        frame.env = merged
    frame.env = None if endless else join_env(before, frame.env)
    breaks = frame.breaks.pop()
    frame.continues.pop()
    execute(frame, orelse)
    for env in breaks:
        frame.env = join_env(frame.env, env)


def _for(frame: Frame, node: ast.For | ast.AsyncFor) -> None:
    value = evaluate(frame, node.iter)
    free = not has(value, UNORDERED) or (order_free_loop(node.body) and not node.orelse)

    def enter() -> None:
        assign(frame, node.target, iterate(frame, value, node.iter, free), node.iter)

    _loop(frame, node.body, node.orelse, enter, endless=False)


def _while(frame: Frame, node: ast.While) -> None:
    def enter() -> None:
        truth(frame, node.test, evaluate(frame, node.test))
        frame.env = narrowed(frame, node.test, True)

    endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
    _loop(frame, node.body, node.orelse, enter, endless)


def _break(frame: Frame, node: ast.Break) -> None:
    if frame.breaks and frame.env is not None:
        frame.breaks[-1].append(frame.env)
    frame.env = None


def _continue(frame: Frame, node: ast.Continue) -> None:
    if frame.continues and frame.env is not None:
        frame.continues[-1].append(frame.env)
    frame.env = None


def _try(frame: Frame, node: ast.Try) -> None:
    thrown = frame.env
    for statement in node.body:
        if frame.env is None:
            break
        execute(frame, [statement])
        thrown = join_env(thrown, frame.env)
    thrown = _with_held(frame, thrown)
    execute(frame, node.orelse)
    after = frame.env
    for handler in node.handlers:
        frame.env = thrown
        if handler.type is not None:
            reference(frame, handler.type, True)
        if handler.name:
            assign_name(frame, handler.name, _caught(frame, handler.type), handler)
        execute(frame, handler.body)
        after = join_env(after, frame.env)
    if not node.finalbody:
        frame.env = after
        return
    frame.env = join_env(after, thrown)
    execute(frame, node.finalbody)
    if frame.env is not None:
        frame.env = None if after is None else frame.env


def _with_held(frame: Frame, env: Env | None) -> Env | None:
    """What variables may hold in a handler: anything that the body gave them on the way."""
    if env is None:
        return None
    return {n: join(v, frame.held[n]) if n in frame.held else v for n, v in env.items()}


def _caught(frame: Frame, node: ast.expr | None) -> Value:
    if node is None:
        return UNKNOWN
    types = frozenset[Type]()
    for part in node.elts if isinstance(node, ast.Tuple) else [node]:
        types |= frame.engine.annotation(frame, part)
    return Value(types)


def _with(frame: Frame, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        manager = evaluate(frame, item.context_expr)
        entered = BOTTOM
        for known in manager.types:
            one = Value(frozenset({known}), manager.own, manager.inside)
            entered = join(entered, _enter(frame, known, one, item.context_expr))
        if item.optional_vars is not None:
            assign(frame, item.optional_vars, entered, item.context_expr)
    before = frame.env
    execute(frame, node.body)
    if frame.env is None:
        # a manager may swallow the exception that left the block
        frame.env = _with_held(frame, before)


_PLAIN_MANAGERS = frozenset(
    ["contextlib.suppress", "io.StringIO", "decimal.Context", "memoryview", "manager"]
)


def _enter(frame: Frame, known: Type, one: Value, node: ast.expr) -> Value:
    program = frame.state.program
    if known.name in program.classes and program.overrides(known.name, "__enter__"):
        entered = call_method(frame, one, "__enter__", node)
        call_method(frame, one, "__exit__", node, (UNKNOWN, UNKNOWN, UNKNOWN))
        return entered
    if known.name == "manager":
        items = frozenset(t for g in known.args[0] for t in (g.args[0] if g.args else ANY))
        return loaded(one, items or ANY)
    if known.name not in _PLAIN_MANAGERS:
        frame.effect("unknown-call", node, "enters a context of unknown type")
        return Value(ANY, one.own, one.inside)
    return one


def _assert(frame: Frame, node: ast.Assert) -> None:
    truth(frame, node.test, evaluate(frame, node.test))
    if node.msg is not None:
        evaluate(frame, node.msg)
    frame.env = narrowed(frame, node.test, True)


def _delete(frame: Frame, node: ast.Delete) -> None:
    for target in node.targets:
        delete(frame, target)


def _match(frame: Frame, node: ast.Match) -> None:
    subject = evaluate(frame, node.subject)
    before, after = frame.env, None
    for case in node.cases:
        frame.env = before
        bind_pattern(frame, case.pattern, subject, node.subject)
        if case.guard is not None:
            truth(frame, case.guard, evaluate(frame, case.guard))
        execute(frame, case.body)
        after = join_env(after, frame.env)
    frame.env = join_env(after, before)


_BY_KIND: dict[type[ast.stmt], Callable[[Frame, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.FunctionDef: define_function,
    ast.AsyncFunctionDef: define_function,
    ast.ClassDef: define_class,
    ast.Import: import_modules,
    ast.ImportFrom: import_names,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.Match: _match,
}
