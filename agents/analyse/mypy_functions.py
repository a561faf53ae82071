"""Types of one module's functions, read off mypy's syntax tree; places are mapped back to the original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mypy import nodes
from mypy.server.subexpr import get_subexpressions
from mypy.traverser import all_return_statements
from mypy.types import AnyType, Type, TypeOfAny, get_proper_type

from agents.analyse.annotate import Annotated
from agents.analyse.mypy_types import ANY, OBJECT, type_json

Json = Any
Types = dict[nodes.Expression, Type]


def functions_in(name: str, annotated: Annotated, tree: nodes.MypyFile, types: Types) -> dict[str, Json]:
    """Of each symbol: params, returns, what its `return` statements say, expressions and variables."""
    found: dict[str, Json] = {}
    for qualname, function, cls in _defined(tree.defs, "", None):
        symbol = f"{name}:{qualname}"
        described = _describe(annotated, function, cls, types)
        if symbol in found:
            # Defined several times (overloads, properties, branches): the places don't clash.
            described["expressions"] = {**found[symbol]["expressions"], **described["expressions"]}
        found[symbol] = described
    return found


Found = tuple[str, nodes.FuncDef, nodes.TypeInfo | None]


def _defined(body: list[nodes.Statement], prefix: str, cls: nodes.TypeInfo | None) -> Iterator[Found]:
    for node in body:
        if isinstance(node, nodes.FuncDef):
            yield prefix + node.name, node, cls
        elif isinstance(node, nodes.Decorator):
            yield prefix + node.func.name, node.func, cls
        elif isinstance(node, nodes.OverloadedFuncDef):
            yield from _overloads(node, prefix, cls)
        elif isinstance(node, nodes.ClassDef):
            yield from _defined(node.defs.body, f"{prefix}{node.name}.", node.info)
        else:
            for block in _blocks(node):
                yield from _defined(block.body, prefix, cls)


def _overloads(node: nodes.OverloadedFuncDef, prefix: str, cls: nodes.TypeInfo | None) -> Iterator[Found]:
    parts = [node.impl] if node.impl is not None and not node.is_property else node.items
    # Of a property the getter comes last, so that it gives the parameters.
    for part in reversed(parts) if node.is_property else parts:
        function = part.func if isinstance(part, nodes.Decorator) else part
        if isinstance(function, nodes.FuncDef):
            yield prefix + function.name, function, cls


def _blocks(node: nodes.Statement) -> list[nodes.Block]:
    if isinstance(node, nodes.IfStmt):
        return [*node.body, *([node.else_body] if node.else_body else [])]
    if isinstance(node, nodes.TryStmt):
        return [node.body, *node.handlers, *filter(None, (node.else_body, node.finally_body))]
    return [node.body] if isinstance(node, nodes.WithStmt) else []


def _describe(
    annotated: Annotated, function: nodes.FuncDef, cls: nodes.TypeInfo | None, types: Types
) -> Json:
    expressions: dict[str, Json] = {}
    variables: dict[str, Json] = {}
    for expression in get_subexpressions(function):
        found = types.get(expression)
        if isinstance(expression, nodes.NameExpr) and isinstance(expression.node, nodes.Var):
            if expression.kind == nodes.LDEF:
                variables.setdefault(expression.node.name, type_json(expression.node.type))
            found = found or (expression.node.type if expression.kind == nodes.LDEF else None)
        place = _place(annotated, expression)
        if found is not None and place:
            # The outermost node of a place comes first; the others are mypy's own.
            expressions.setdefault(place, type_json(found))
    returned = _returned_type(function, types)
    return {
        "params": [
            [arg.variable.name, _parameter(arg, place, cls)] for place, arg in enumerate(function.arguments)
        ],
        "returns": returned
        if _is_unannotated(function)
        else type_json(getattr(function.type, "ret_type", None)),
        "returned": returned,
        "expressions": expressions,
        "variables": variables,
    }


def _place(annotated: Annotated, expression: nodes.Expression) -> str:
    if expression.line < 1 or expression.end_line is None or expression.end_column is None:
        return ""
    line, column = annotated.original(expression.line, expression.column)
    end_line, end_column = annotated.original(expression.end_line, expression.end_column)
    return f"{line}:{column}:{end_line}:{end_column}"


def _parameter(arg: nodes.Argument, place: int, cls: nodes.TypeInfo | None) -> Json:
    found = type_json(arg.variable.type)
    if place == 0 and cls is not None and found == ANY and arg.variable.is_self:
        return {"k": "inst", "n": cls.fullname}
    return found


def _returned_type(function: nodes.FuncDef, types: Types) -> Json:
    """What the `return` statements say of the result."""
    if function.is_generator or function.is_coroutine:
        return ANY
    options: list[Json] = []
    for value in _returned(function):
        option = {"k": "none"} if value is None else type_json(types.get(value))
        if option in (ANY, OBJECT) and value is not None and _calls(function, value):
            # A recursive call has the type of the other results.
            continue
        if option not in options:
            options.append(option)
    if not options:
        return ANY
    return options[0] if len(options) == 1 else {"k": "union", "a": options}


def _is_unannotated(function: nodes.FuncDef) -> bool:
    declared = get_proper_type(getattr(function.type, "ret_type", None))
    return declared is None or (
        isinstance(declared, AnyType) and declared.type_of_any == TypeOfAny.unannotated
    )


def _returned(function: nodes.FuncDef) -> Iterator[nodes.Expression | None]:
    """Values of the `return` statements; None for a bare one and for the end of the body."""
    for statement in all_return_statements(function):
        yield statement.expr
    if not _ends_with_exit(function.body.body):
        yield None


def _calls(function: nodes.FuncDef, value: nodes.Expression) -> bool:
    return any(
        isinstance(part, nodes.RefExpr) and part.fullname == function.fullname and function.fullname
        for part in get_subexpressions(value)
    )


def _ends_with_exit(body: list[nodes.Statement]) -> bool:
    """Whether the end of a block is never reached, as far as its last statement tells."""
    last = body[-1] if body else None
    if isinstance(last, nodes.ReturnStmt | nodes.RaiseStmt):
        return True
    if isinstance(last, nodes.IfStmt):
        return last.else_body is not None and all(_ends_with_exit(block.body) for block in _blocks(last))
    if isinstance(last, nodes.TryStmt):
        main = last.else_body or last.body
        ends = all(_ends_with_exit(handler.body) for handler in last.handlers) and _ends_with_exit(main.body)
        return ends or bool(last.finally_body and _ends_with_exit(last.finally_body.body))
    if isinstance(last, nodes.WithStmt):
        return _ends_with_exit(last.body.body)
    if isinstance(last, nodes.WhileStmt):
        return isinstance(last.expr, nodes.NameExpr) and last.expr.name == "True"
    return False
