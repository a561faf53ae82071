"""Expressions: one function for each kind, in one table."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from agents.analyse.flow.calls import evaluate_call
from agents.analyse.flow.frame import Env, Frame
from agents.analyse.flow.items import MAPPINGS, item_types, subscript_types
from agents.analyse.flow.narrow import narrowed
from agents.analyse.flow.nested import define
from agents.analyse.flow.operators import binary, compare, show, truth, unary
from agents.analyse.flow.order import call_method, iterate
from agents.analyse.flow.references import attribute_value, name_value
from agents.analyse.values import (
    ANY,
    BOOL,
    BOTTOM,
    BYTES,
    FLOAT,
    INT,
    NONE,
    STR,
    UNKNOWN,
    Type,
    Value,
    container,
    deep,
    fixed_tuple,
    join,
    loaded,
    of,
    reach,
    settled,
)

_LOCALE_FORMAT = re.compile(r"\{[^{}]*:[^{}]*n\}")


def evaluate(frame: Frame, node: ast.expr) -> Value:
    """The value of an expression that is used as data."""
    value = reference(frame, node, False)
    for known in value.types:
        if known.name == "ext":
            frame.effect("global-read", node, f"uses {known.ref}, of which nothing is known")
    if frame.hints and value.types == ANY:
        return _hinted(frame, node, value)
    return value


def reference(frame: Frame, node: ast.expr, calling: bool) -> Value:
    """The value of an expression that is called, looked into or only tested for its type."""
    if isinstance(node, ast.Attribute):
        return attribute_value(frame, node, calling)
    handler = _BY_KIND.get(type(node))
    return handler(frame, node) if handler is not None else UNKNOWN


def _hinted(frame: Frame, node: ast.expr, value: Value) -> Value:
    """The type that mypy gives, where this analysis has none."""
    key = f"{node.lineno}:{node.col_offset}:{node.end_lineno}:{node.end_col_offset}"
    types = frame.hints.get(key)
    return value if types is None else settled(Value(types, value.own, value.inside))


_CONSTANTS: dict[type, Value] = {
    int: INT,
    float: FLOAT,
    bool: BOOL,
    str: STR,
    bytes: BYTES,
    type(None): NONE,
    complex: of("complex"),
    type(...): of("ellipsis"),
}


def _constant(frame: Frame, node: ast.Constant) -> Value:
    return _CONSTANTS[type(node.value)]


def _name(frame: Frame, node: ast.Name) -> Value:
    return name_value(frame, node)


def _call(frame: Frame, node: ast.Call) -> Value:
    result = evaluate_call(frame, node)
    if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text = node.func.value
        if (
            isinstance(text, ast.Constant)
            and isinstance(text.value, str)
            and _LOCALE_FORMAT.search(text.value)
        ):
            frame.effect("locale", node, "formats a number by the locale")
    return result


def _binary(frame: Frame, node: ast.BinOp) -> Value:
    return binary(frame, node, node.op, evaluate(frame, node.left), evaluate(frame, node.right))


def _unary(frame: Frame, node: ast.UnaryOp) -> Value:
    return unary(frame, node, evaluate(frame, node.operand))


def _bool(frame: Frame, node: ast.BoolOp) -> Value:
    """`and` and `or`: later operands see what the earlier ones have shown."""
    result = BOTTOM
    saved = frame.env
    for place, operand in enumerate(node.values):
        value = evaluate(frame, operand)
        if place < len(node.values) - 1:
            truth(frame, operand, value)
            frame.env = narrowed(frame, operand, isinstance(node.op, ast.And))
            if isinstance(node.op, ast.Or):
                value = Value(
                    frozenset(t for t in value.types if t.name != "NoneType"), value.own, value.inside
                )
        result = join(result, value)
    frame.env = _with_new_names(saved, frame.env)
    return result


def _with_new_names(saved: Env | None, env: Env | None) -> Env | None:
    """The variables as before, with those that `:=` has bound since."""
    if saved is None or env is None:
        return saved
    fresh = {n: v for n, v in env.items() if n not in saved}
    return {**saved, **fresh} if fresh else saved


def _compare(frame: Frame, node: ast.Compare) -> Value:
    left = reference(frame, node.left, False)
    result = BOTTOM
    for op, operand in zip(node.ops, node.comparators, strict=True):
        identity = isinstance(op, (ast.Is, ast.IsNot))
        right = reference(frame, operand, False) if identity else evaluate(frame, operand)
        result = join(result, compare(frame, node, op, left, right))
        left = right
    return result


def _conditional(frame: Frame, node: ast.IfExp) -> Value:
    truth(frame, node.test, evaluate(frame, node.test))
    saved = frame.env
    frame.env = narrowed(frame, node.test, True)
    left = evaluate(frame, node.body)
    frame.env = saved
    frame.env = narrowed(frame, node.test, False)
    right = evaluate(frame, node.orelse)
    frame.env = saved
    return join(left, right)


def _subscript(frame: Frame, node: ast.Subscript) -> Value:
    base = reference(frame, node.value, False)
    index = evaluate(frame, node.slice)
    if base.types and all(t.name in ("fact", "class", "type", "classes") for t in base.types):
        return base  # list[int], Generic[T]
    if any(t.name == "ext" for t in base.types):
        frame.effect("global-read", node, f"reads an item of {ast.unparse(node.value)[:60]}")
    result = call_method(frame, base, "__getitem__", node, (index,))
    if not result.types:
        result = call_method(frame, base, "__class_getitem__", node, (index,))
    plain = frozenset(t for t in base.types if ":" not in t.name)
    sliced = isinstance(node.slice, ast.Slice)
    if plain:
        place = _constant_index(node.slice)
        types = subscript_types(plain, place, sliced)
        found = _sliced(base, types) if sliced else loaded(base, types)
        result = join(result, found)
    if any(t.name == "collections.defaultdict" for t in plain) and isinstance(node.ctx, ast.Load):
        frame.mutate(base.own, node, "looking a key up in a defaultdict")
    if result.types or not base.types:
        return result
    return loaded(base, ANY)


def _sliced(base: Value, types: frozenset[Type]) -> Value:
    """A slice is a new object with the same items, except for views of memory."""
    own = base.own if any(t.name == "memoryview" for t in types) else frozenset()
    return settled(Value(types, own, reach(base)))


def _constant_index(node: ast.expr) -> int | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
    ):
        value = node.operand.value
        return -value if isinstance(value, int) else None
    return None


def _slice(frame: Frame, node: ast.Slice) -> Value:
    for part in (node.lower, node.upper, node.step):
        if part is not None:
            evaluate(frame, part)
    return of("slice")


def _elements(frame: Frame, nodes: list[ast.expr]) -> list[Value]:
    values = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            values.append(iterate(frame, evaluate(frame, node.value), node, id(node) in frame.free))
        else:
            values.append(evaluate(frame, node))
    return values


def _tuple(frame: Frame, node: ast.Tuple) -> Value:
    values = _elements(frame, node.elts)
    if any(isinstance(n, ast.Starred) for n in node.elts):
        return container("tuple", _union(values))
    return fixed_tuple(values)


def _union(values: list[Value]) -> Value:
    result = BOTTOM
    for value in values:
        result = join(result, value)
    return result


def _list(frame: Frame, node: ast.List) -> Value:
    return container("list", _union(_elements(frame, node.elts)))


def _set(frame: Frame, node: ast.Set) -> Value:
    frame.free.update(id(n) for n in node.elts)
    return container("set", _union(_elements(frame, node.elts)))


def _dict(frame: Frame, node: ast.Dict) -> Value:
    keys, values = BOTTOM, BOTTOM
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluate(frame, item)
        if key is not None:
            keys, values = join(keys, evaluate(frame, key)), join(values, value)
            continue
        call_method(frame, value, "keys", item)
        merged = [t for t in value.types if t.name in MAPPINGS and len(t.args) > 1]
        known = len(merged) == len(value.types)
        keys = join(keys, loaded(value, item_types(frozenset(merged)) if known else ANY))
        values = join(
            values, loaded(value, frozenset(t for m in merged for t in m.args[1]) if known else ANY)
        )
    return container("dict", keys, values)


def _joined_text(frame: Frame, node: ast.JoinedStr) -> Value:
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            value = evaluate(frame, part.value)
            show(frame, part, value)
            if part.format_spec is not None:
                evaluate(frame, part.format_spec)
                if _ends_in_n(part.format_spec):
                    frame.effect("locale", part, "formats a number by the locale")
    return STR


def _ends_in_n(spec: ast.expr) -> bool:
    last = spec.values[-1] if isinstance(spec, ast.JoinedStr) and spec.values else None
    return isinstance(last, ast.Constant) and str(last.value).endswith("n")


def _lambda(frame: Frame, node: ast.Lambda) -> Value:
    if frame.scope is None:
        identity = f"{frame.module}:<lambda>:{node.lineno}:{node.col_offset}"
        if identity in frame.state.program.functions:
            return Value(frozenset({Type("fn", (), identity)}))
    return define(frame, node)


def _comprehension(frame: Frame, node: ast.AST, generators: list[ast.comprehension]) -> Env | None:
    """Runs the loops of a comprehension; returns the variables as they were before."""
    saved = frame.env
    frame.env = dict(saved or {})
    free = id(node) in frame.free or isinstance(node, ast.SetComp)
    frame.comprehended.append(_targets(generators))
    for generator in generators:
        item = iterate(frame, evaluate(frame, generator.iter), generator.iter, free)
        frame.engine.assign(frame, generator.target, item, generator.iter)
        for test in generator.ifs:
            truth(frame, test, evaluate(frame, test))
            frame.env = narrowed(frame, test, True)
    return saved


def _one_item(name: str) -> Callable[[Frame, ast.expr], Value]:
    def run(frame: Frame, node: ast.expr) -> Value:
        assert isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp))
        saved = _comprehension(frame, node, node.generators)
        item = evaluate(frame, node.elt)
        _restore(frame, saved)
        return container(name, item)

    return run


def _targets(generators: list[ast.comprehension]) -> set[str]:
    return {n.id for g in generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}


def _restore(frame: Frame, saved: Env | None) -> None:
    """Drops the loop variables; `:=` keeps what it bound."""
    inner = frame.comprehended.pop()
    fresh = {n: v for n, v in (frame.env or {}).items() if n not in inner}
    if saved is not None:
        kept = {n: saved[n] for n in inner if n in saved}
        frame.env = {**saved, **fresh, **kept}


def _dict_comprehension(frame: Frame, node: ast.DictComp) -> Value:
    saved = _comprehension(frame, node, node.generators)
    key, value = evaluate(frame, node.key), evaluate(frame, node.value)
    _restore(frame, saved)
    return container("dict", key, value)


def _walrus(frame: Frame, node: ast.NamedExpr) -> Value:
    value = evaluate(frame, node.value)
    frame.engine.assign(frame, node.target, value, node.value)
    return value


def _yield(frame: Frame, node: ast.Yield) -> Value:
    value = evaluate(frame, node.value) if node.value else NONE
    frame.yields = join(frame.yields, value)
    return UNKNOWN


def _yield_from(frame: Frame, node: ast.YieldFrom) -> Value:
    frame.yields = join(frame.yields, iterate(frame, evaluate(frame, node.value), node))
    return UNKNOWN


def _await(frame: Frame, node: ast.Await) -> Value:
    value = evaluate(frame, node.value)
    awaited = frozenset(t for k in value.types if k.name == "coroutine" for t in k.args[0])
    return Value(awaited or ANY, value.inside, value.inside | deep(value))


def _starred(frame: Frame, node: ast.Starred) -> Value:
    return iterate(frame, evaluate(frame, node.value), node)


_BY_KIND: dict[type[ast.AST], Callable[[Frame, Any], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _bool,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.JoinedStr: _joined_text,
    ast.Lambda: _lambda,
    ast.ListComp: _one_item("list"),
    ast.SetComp: _one_item("set"),
    ast.GeneratorExp: _one_item("generator"),
    ast.DictComp: _dict_comprehension,
    ast.NamedExpr: _walrus,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Await: _await,
    ast.Starred: _starred,
}
