"""Lowers raise, assert and try."""

from __future__ import annotations

import ast
import builtins

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lower.context import Lowering, known
from agents.transpiler.lower.expressions import as_text, live, lower, truth
from agents.transpiler.lower.statements import block, lowers
from agents.transpiler.rtypes import OBJ


def exception_class(low: Lowering, node: ast.expr) -> ir.Expr:
    """A class of exceptions: builtin, or one of the target (read live)."""
    if isinstance(node, ast.Name) and low.key(node.id) is None:
        binding = low.resolve(node.id)
        if binding.meaning == "builtin":
            found = getattr(builtins, node.id)
            if isinstance(found, type) and issubclass(found, BaseException):
                return ir.RustCall(OBJ, f'builtin("{node.id}")', [])
        elif binding.meaning in ("class", "imported"):
            return live(low, binding)
    raise Refused("class", "an exception class that is not a plain name", node)


@lowers(ast.Raise)
def _raise(low: Lowering, node: ast.Raise) -> list[ir.Stmt]:
    handling = low.handling[-1] if low.handling else ""
    if node.exc is None:
        if not handling:
            raise Refused("syntax", "raise without an exception", node)
        return [ir.Reraise(handling)]
    call = node.exc if isinstance(node.exc, ast.Call) else None
    source = call.func if call is not None else node.exc
    if call is not None and (call.keywords or any(isinstance(arg, ast.Starred) for arg in call.args)):
        raise Refused("syntax", "an exception made with keywords or starred arguments", node)
    cls = exception_class(low, source)
    args = [known(as_text(lower(low, arg))) for arg in (call.args if call else [])]
    return [ir.Raise(cls, args, _cause(low, node), handling)]


def _cause(low: Lowering, node: ast.Raise) -> ir.Expr | None:
    if node.cause is None:
        return None
    if isinstance(node.cause, ast.Constant) and node.cause.value is None:
        return ir.none()
    cause = lower(low, node.cause)
    if cause.type.name not in ("object", "instance"):
        raise Refused("syntax", "a cause that is not a caught exception", node)
    return cause


@lowers(ast.Assert)
def _assert(low: Lowering, node: ast.Assert) -> list[ir.Stmt]:
    test = truth(low, node.test)
    args = [known(as_text(lower(low, node.msg)))] if node.msg is not None else []
    handling = low.handling[-1] if low.handling else ""
    failure = ir.Raise(ir.RustCall(OBJ, 'builtin("AssertionError")', []), args, None, handling, line=node.lineno)
    return [ir.If(ir.Not(test.type, test), [failure], [])]


@lowers(ast.Try)
def _try(low: Lowering, node: ast.Try) -> list[ir.Stmt]:
    if node.finalbody:
        raise Refused("syntax", "try with finally", node)
    label = f"try_{node.lineno}"
    body = block(low, node.body)
    handlers = [_handler(low, handler, label) for handler in node.handlers]
    orelse = block(low, node.orelse)
    return [ir.Try(body, handlers, orelse, label, line=node.lineno)]


def _handler(low: Lowering, node: ast.ExceptHandler, label: str) -> ir.Handler:
    if node.type is None:
        classes: list[ir.Expr] = [ir.RustCall(OBJ, 'builtin("BaseException")', [])]
    else:
        sources = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        classes = [exception_class(low, source) for source in sources]
    name = None
    if node.name is not None:
        key = low.declare(node.name)
        low.grow(key, OBJ)
        name = ir.Var(OBJ, node.name, key)
    low.handling.append(label)
    body = block(low, node.body)
    low.handling.pop()
    return ir.Handler(classes, name, body)
