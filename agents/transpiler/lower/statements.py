"""Lowers statements; one function for each kind of syntax node, found through `STATEMENTS`.

Refusals are collected statement by statement, so that a report shows all of them at once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lattice import BOTTOM, has_bottom, join
from agents.transpiler.lower.context import Lowering, Pending, known, open_type
from agents.transpiler.lower.expressions import OPERATORS, as_text, lower, slice_of, truth
from agents.transpiler.lower.iteration import bind, item_of, iterable
from agents.transpiler.lower.rows import apply, coerce, find
from agents.transpiler.rtypes import CHAR, INT, OBJ, OptOf, RType, TupleOf

Lower = Callable[[Lowering, ast.stmt], list[ir.Stmt]]
STATEMENTS: dict[type[ast.stmt], Lower] = {}
_F = TypeVar("_F", bound=Callable[..., list[ir.Stmt]])


def lowers(kind: type[ast.stmt]) -> Callable[[_F], _F]:
    """Registers the function that lowers one kind of node."""

    def register(function: _F) -> _F:
        STATEMENTS[kind] = function
        return function

    return register


def block(low: Lowering, nodes: list[ast.stmt]) -> list[ir.Stmt]:
    """Statements in order; refusals are collected, open types leave a gap for the next pass."""
    result: list[ir.Stmt] = []
    for node in nodes:
        low.line, low.counter = node.lineno, 0
        function = STATEMENTS.get(type(node))
        try:
            if function is None:
                raise Refused("syntax", f"{type(node).__name__} is not translated", node)
            made = function(low, node)
        except Pending:
            low.pending = True
            continue
        except Refused as refused:
            low.diagnostics.add(refused)
            continue
        for stmt in made:
            stmt.line = stmt.line or node.lineno
        result.extend(made)
    return result


@lowers(ast.Pass)
def _pass(low: Lowering, node: ast.Pass) -> list[ir.Stmt]:
    return []


@lowers(ast.Expr)
def _expr(low: Lowering, node: ast.Expr) -> list[ir.Stmt]:
    if isinstance(node.value, ast.Constant):
        return []
    return [ir.ExprStmt(lower(low, node.value))]


@lowers(ast.Return)
def _return(low: Lowering, node: ast.Return) -> list[ir.Stmt]:
    value = ir.none() if node.value is None else lower(low, node.value, low.wish)
    if value.type == CHAR:
        value = as_text(value)
    low.result = join(low.result, value.type)
    if has_bottom(value.type) or has_bottom(low.returns):
        raise Pending
    return [ir.Return(coerce(value, low.returns, node))]


@lowers(ast.Assign)
def _assign(low: Lowering, node: ast.Assign) -> list[ir.Stmt]:
    if len(node.targets) == 1:
        return assign_to(low, node.targets[0], node.value, node)
    value = known(lower(low, node.value, _wish(low, node.targets[0])))
    held = low.temporary("value", value.type)
    result: list[ir.Stmt] = [ir.Assign(held, value)]
    for target in node.targets:
        result += store(low, target, held, node)
    return result


def _wish(low: Lowering, target: ast.expr) -> RType | None:
    """The type that the target's variable is going to have, for empty displays."""
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        held = low.key(target.value.id, target.value)
        container = low.variable(target.value.id, held).type if held else BOTTOM
        return container.args[-1] if container.name in ("list", "dict") else None
    if not isinstance(target, ast.Name):
        return None
    key = low.web(target, target.id) if low.key(target.id) else None
    present = low.variable(target.id, key).type if key else BOTTOM
    hint = low.variable_hint(target.id)
    if hint is not None and not open_type(hint) and not any(map(open_type, hint.args)):
        hint = hint.args[0] if hint.name == "optional" else hint
        present = present.args[0] if present.name == "optional" else present
        return hint if has_bottom(present) or hint.name != present.name else join(present, hint)
    return present if present != BOTTOM else None


def assign_to(low: Lowering, target: ast.expr, source: ast.expr, node: ast.stmt) -> list[ir.Stmt]:
    """`target = source`."""
    if isinstance(target, ast.Tuple | ast.List) and isinstance(source, ast.Tuple | ast.List):
        swapped = _parallel(low, target, source, node)
        if swapped is not None:
            return swapped
    return store(low, target, lower(low, source, _wish(low, target)), node)


def _parallel(
    low: Lowering, target: ast.Tuple | ast.List, source: ast.Tuple | ast.List, node: ast.stmt
) -> list[ir.Stmt] | None:
    """`a, b = b, a`: all values first, then all targets."""
    if len(target.elts) != len(source.elts) or any(isinstance(e, ast.Starred) for e in [*target.elts, *source.elts]):
        return None
    wishes = [_wish(low, each) for each in target.elts]
    values = [as_text(lower(low, each, wish)) for each, wish in zip(source.elts, wishes, strict=True)]
    if all(isinstance(value, ir.Const) for value in values):
        return [s for each, value in zip(target.elts, values, strict=True) for s in store(low, each, value, node)]
    display = ir.Display(TupleOf(*[value.type for value in values]), values)
    return store(low, target, display, node)


def store(low: Lowering, target: ast.expr, value: ir.Expr, node: ast.stmt) -> list[ir.Stmt]:
    """Assigns a lowered value to a target."""
    match target:
        case ast.Name(id=name):
            key = low.declare(name, target)
            low.grow(key, value.type)
            variable = low.variable(name, key)
            if has_bottom(variable.type):
                raise Pending
            if variable.type == OBJ and value.type != OBJ:
                raise Refused("mixed-types", f"{name} holds values of several types", node)
            return [ir.Assign(variable, reshaped(value, variable.type, node))]
        case ast.Tuple() | ast.List():
            return _unpack(low, target, value, node)
        case ast.Subscript():
            return _store_item(low, target, value, node)
    raise Refused("syntax", f"assignment to {type(target).__name__}", target)


def reshaped(value: ir.Expr, wanted: RType, node: ast.AST) -> ir.Expr:
    """Like coerce; a fresh display may still choose its item type."""
    if isinstance(value, ir.Display) and value.type.name == wanted.name and not value.items:
        return ir.Display(wanted, [])
    if isinstance(value, ir.Display) and wanted.name == "list" == value.type.name:
        return ir.Display(wanted, [coerce(item, wanted.args[0], node) for item in value.items])
    if value.type.name == wanted.name and value.type.name in ("list", "dict", "set") and value.type != wanted:
        raise Refused("aliasing", f"a {value.type} would have to become a {wanted}", node)
    return coerce(value, wanted, node)


def _unpack(low: Lowering, target: ast.Tuple | ast.List, value: ir.Expr, node: ast.stmt) -> list[ir.Stmt]:
    known(value)
    if any(isinstance(each, ast.Starred) for each in target.elts):
        raise Refused("syntax", "a starred target", target)
    if value.type.name in ("list", "vartuple"):
        value = _exactly(value, len(target.elts))
    if all(isinstance(each, ast.Name | ast.Tuple | ast.List) for each in target.elts):
        pattern = bind(low, target, value.type)
        if any(has_bottom(var.type) for var in pattern.variables()):
            raise Pending
        if _pattern_type(pattern) == value.type:
            return [ir.Unpack(pattern, value)]
    if value.type.name != "tuple" or len(value.type.args) != len(target.elts):
        raise Refused("no-row", f"unpacking {value.type} into {len(target.elts)} targets has no row", node)
    held = [low.temporary(f"value_{i}", rtype) for i, rtype in enumerate(value.type.args)]
    result: list[ir.Stmt] = [ir.Unpack(ir.Pattern(items=[ir.Pattern(var=var) for var in held]), value)]
    for each, var in zip(target.elts, held, strict=True):
        result += store(low, each, var, node)
    return result


def _exactly(value: ir.Expr, size: int) -> ir.Expr:
    """A list or tuple of any length as one of exactly this length; ValueError otherwise."""
    item = value.type.args[0]
    return ir.RustCall(TupleOf(*[item] * size), f"{{0}}.unpack_{size}()?", [value])


def _pattern_type(pattern: ir.Pattern) -> RType:
    return pattern.var.type if pattern.var is not None else TupleOf(*map(_pattern_type, pattern.items))


def _store_item(low: Lowering, target: ast.Subscript, value: ir.Expr, node: ast.stmt) -> list[ir.Stmt]:
    container = lower(low, target.value)
    value = as_text(value)
    if value.type == BOTTOM:
        low.pending = True
    if isinstance(target.slice, ast.Slice):
        bounds = [target.slice.lower, target.slice.upper]
        if target.slice.step is not None:
            raise Refused("no-row", "assignment to a slice with a step has no row", node)
        args = [ir.none() if bound is None else lower(low, bound) for bound in bounds]
        args = [coerce(arg, OptOf(INT), node) for arg in args]
        return [ir.ExprStmt(apply(low, "operator.setslice", [container, *args, value], node))]
    index = as_text(lower(low, target.slice))
    stored: list[ir.Stmt] = []
    if not _free(value) and not (_free(container) and _free(index)):
        # Python evaluates the value before the container and the index
        held = low.temporary("value", known(value).type)
        stored, value = [ir.Assign(held, value)], held
    return [*stored, ir.ExprStmt(apply(low, "operator.setitem", [container, index, value], node))]


def _free(expr: ir.Expr) -> bool:
    """Whether evaluating the expression can neither fail nor be noticed."""
    return isinstance(expr, ir.Var | ir.Const | ir.ScalarConstant | ir.LiveObject)


@lowers(ast.AnnAssign)
def _annassign(low: Lowering, node: ast.AnnAssign) -> list[ir.Stmt]:
    if node.value is None:
        return []
    return assign_to(low, node.target, node.value, node)


@lowers(ast.AugAssign)
def _augassign(low: Lowering, node: ast.AugAssign) -> list[ir.Stmt]:
    name = OPERATORS[type(node.op)]
    if isinstance(node.target, ast.Name):
        return _aug_name(low, node, node.target, name)
    if isinstance(node.target, ast.Subscript) and not isinstance(node.target.slice, ast.Slice):
        return _aug_item(low, node, node.target, name)
    raise Refused("syntax", "augmented assignment to this target", node)


def _aug_name(low: Lowering, node: ast.AugAssign, target: ast.Name, name: str) -> list[ir.Stmt]:
    # the place of the target is that of the new value; the old one is where the name was read
    key = low.key(target.id, target)
    if key is None:
        raise Refused("syntax", "augmented assignment to a global", node)
    variable = known(low.variable(target.id, key))
    assert isinstance(variable, ir.Var)
    wish = variable.type if variable.type.name == "list" else None
    value = lower(low, node.value, wish)
    in_place = f"operator.i{name.removesuffix('_')}"
    if find(in_place, [variable, value]) is not None:
        return [ir.ExprStmt(apply(low, in_place, [variable, value], node))]
    if variable.type.name in ("list", "set", "dict"):
        raise Refused("no-row", f"{variable.type} {name}= {value.type} has no row", node)
    return store(low, target, apply(low, f"operator.{name}", [variable, value], node), node)


def _aug_item(low: Lowering, node: ast.AugAssign, target: ast.Subscript, name: str) -> list[ir.Stmt]:
    container, index = lower(low, target.value), as_text(lower(low, target.slice))
    known(container), known(index)
    stored: list[ir.Stmt] = []
    if not _free(container):
        held = low.temporary("container", container.type)
        stored.append(ir.Assign(held, container))
        container = held
    if not _free(index):
        place = low.temporary("index", index.type)
        stored.append(ir.Assign(place, index))
        index = place
    old = apply(low, "operator.getitem", [container, index], node)
    if old.type.name in ("list", "set", "dict"):
        raise Refused("no-row", f"augmented assignment to an item of type {old.type} has no row", node)
    new = as_text(apply(low, f"operator.{name}", [old, lower(low, node.value)], node))
    return [*stored, ir.ExprStmt(apply(low, "operator.setitem", [container, index, new], node))]


@lowers(ast.Delete)
def _delete(low: Lowering, node: ast.Delete) -> list[ir.Stmt]:
    result: list[ir.Stmt] = []
    for target in node.targets:
        if not isinstance(target, ast.Subscript):
            raise Refused("syntax", "del of something that is not an item", node)
        container = lower(low, target.value)
        if isinstance(target.slice, ast.Slice):
            if target.slice.step is not None:
                raise Refused("no-row", "del of a slice with a step has no row", node)
            bounds = [target.slice.lower, target.slice.upper]
            args = [coerce(ir.none() if b is None else lower(low, b), OptOf(INT), node) for b in bounds]
            result.append(ir.ExprStmt(apply(low, "operator.delslice", [container, *args], node)))
        else:
            result.append(ir.ExprStmt(apply(low, "operator.delitem", [container, lower(low, target.slice)], node)))
    return result


@lowers(ast.If)
def _if(low: Lowering, node: ast.If) -> list[ir.Stmt]:
    try:
        test: ir.Expr | None = truth(low, node.test)
    except Pending:
        low.pending, test = True, None
    except Refused as refused:
        low.diagnostics.add(refused)
        test = None
    if isinstance(test, ir.Const):
        # known from the types alone (isinstance, `is None`): the other branch cannot run
        return block(low, node.body if test.value else node.orelse)
    body, orelse = block(low, node.body), block(low, node.orelse)
    return [] if test is None else [ir.If(test, body, orelse)]


@lowers(ast.While)
def _while(low: Lowering, node: ast.While) -> list[ir.Stmt]:
    test: ir.Expr | None = None
    try:
        test = truth(low, node.test)
    except Pending:
        low.pending = True
    body, orelse = block(low, node.body), block(low, node.orelse)
    return [] if test is None else [ir.While(test, body, orelse)]


@lowers(ast.For)
def _for(low: Lowering, node: ast.For) -> list[ir.Stmt]:
    source, pattern = None, None
    try:
        source = iterable(low, node.iter)
        pattern = bind(low, node.target, item_of(source))
    except Pending:
        low.pending = True
    except Refused as refused:
        low.diagnostics.add(refused)
    if pattern is None:
        return []
    body, orelse = block(low, node.body), block(low, node.orelse)
    if source is None or any(has_bottom(var.type) for var in pattern.variables()):
        raise Pending
    return [_with_wider_targets(low, ir.For(pattern, source, body, orelse))]


def _with_wider_targets(low: Lowering, loop: ir.For) -> ir.Stmt:
    """A target whose variable has a wider type takes the item through a made variable."""
    item = item_of(loop.iterable)
    if _pattern_type(loop.targets) == item:
        return loop
    if loop.targets.var is None:
        raise Refused("mixed-types", "the targets of the loop are used for other types elsewhere", None)
    held = low.temporary("item", item)
    widened = ir.Assign(loop.targets.var, coerce(held, loop.targets.var.type), line=loop.line)
    return ir.For(ir.Pattern(var=held), loop.iterable, [widened, *loop.body], loop.orelse)


@lowers(ast.Break)
def _break(low: Lowering, node: ast.Break) -> list[ir.Stmt]:
    return [ir.Break()]


@lowers(ast.Continue)
def _continue(low: Lowering, node: ast.Continue) -> list[ir.Stmt]:
    return [ir.Continue()]


@lowers(ast.Import)
@lowers(ast.ImportFrom)
def _import(low: Lowering, node: ast.Import | ast.ImportFrom) -> list[ir.Stmt]:
    raise Refused("syntax", "an import inside of the function", node)


