"""Applies rows of the table: picks the row for the operands' types and converts the operands."""

from __future__ import annotations

import ast

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lattice import BOTTOM, coercible, has_bottom, join, operand
from agents.transpiler.lower.context import Lowering, Pending
from agents.transpiler.rtypes import BOOL, CHAR, FLOAT, INT, NONE, NUM, OBJ, STR, RType
from agents.transpiler.table import registry
from agents.transpiler.table.registry import Row

#: Operations in which a bool counts as the int that it is, and an int as the float that it equals:
#: their results never are one of the operands.
_ARITHMETIC = ("operator.", "math.", "builtins.range", "builtins.chr", "builtins.divmod", "builtins.pow")
#: ... but for operators, ints become floats only where a row says so (`5 // 2` is not `5.0 // 2`).
_FLOATING = ("math.",)
#: Functions whose rows take iterators where Python takes any iterable.
_OVER_ITERABLES = ("itertools.",)
#: Types that may stand beside an open one: boxing them shows nothing.
_SCALARS = {"object", "int", "float", "bool", "num", "None", "char", "str", "bytes"}


def coerce(expr: ir.Expr, wanted: RType, node: ast.AST | None = None) -> ir.Expr:
    """The expression as a value of the wanted type.

    Raises:
        Refused: Python could see the conversion.
    """
    if expr.type == wanted:
        return expr
    if isinstance(expr, ir.Const) and expr.type in (STR, CHAR) and wanted in (STR, CHAR):
        return ir.Const(wanted, expr.value)
    if isinstance(expr, ir.Display) and expr.type.name == wanted.name == "tuple" and len(expr.items) == len(wanted.args):
        return ir.Display(wanted, [coerce(item, to, node) for item, to in zip(expr.items, wanted.args, strict=True)])
    if has_bottom(expr.type) or has_bottom(wanted):
        raise Pending
    if coercible(expr.type, wanted):
        return ir.Coerce(wanted, expr)
    raise Refused("mixed-types", f"a value of type {expr.type} stands where {wanted} is needed", node)


def as_operand(expr: ir.Expr, wanted: RType, node: ast.AST | None = None) -> ir.Expr:
    """Like coerce, for operands of arithmetic."""
    if expr.type == wanted:
        return expr
    if operand(expr.type, wanted) and not coercible(expr.type, wanted):
        return ir.Coerce(wanted, expr)
    return coerce(expr, wanted, node)


def find(name: str, args: list[ir.Expr], keywords: tuple[str, ...] = ()) -> tuple[Row, dict[str, RType]] | None:
    """The best row: exact types first, then the first that the operands can be converted to."""
    rows = [row for row in registry.rows(name) if row.keywords == keywords and len(row.args) == len(args)]
    types = tuple(arg.type for arg in args)
    for row in rows:
        bound = registry.match(row, types)
        if bound is not None:
            return row, bound
    best: tuple[int, Row, dict[str, RType]] | None = None
    for row in rows:
        fitted = _fit(row, args)
        if fitted is not None and (best is None or fitted[0] < best[0]):
            best = (fitted[0], row, fitted[1])
    return None if best is None else (best[1], best[2])


def _fit(row: Row, args: list[ir.Expr]) -> tuple[int, dict[str, RType]] | None:
    """Cost and bindings of a row whose operands need conversions."""
    if OBJ in row.args and not _open(args):
        return None
    bound: dict[str, RType] = {}
    cost = 0
    for pattern, arg in zip(row.args, args, strict=True):
        step = _fit_one(pattern, arg, bound, row.name)
        if step is None:
            return None
        cost += step
    return (cost, bound) if registry.allowed(row, bound) else None


def _open(args: list[ir.Expr]) -> bool:
    """Whether rows of open types are for these operands: one is open, the others are scalars."""
    types = [arg.type for arg in args]
    return OBJ in types and all(rtype.name in _SCALARS for rtype in types)


def _fit_one(pattern: RType, arg: ir.Expr, bound: dict[str, RType], name: str) -> int | None:
    given = arg.type
    if pattern.name.startswith("~"):
        wanted = bound.setdefault(pattern.name, given)
        return 0 if wanted == given else 2 if coercible(given, wanted) or _one_char(arg, wanted) else None
    if _structure(pattern, given, bound):
        return 0
    if _has_variable(pattern):
        if pattern.name == "optional" and not _has_variable(pattern.args[0]):
            return 2 if coercible(given, pattern) else None
        if pattern.name == "optional":
            return _fit_one(pattern.args[0], arg, bound, name) if given != NONE else None
        return None
    if coercible(given, pattern):
        return {("int", "num"): 3, ("float", "num"): 3}.get((given.name, pattern.name), 1)
    if _one_char(arg, pattern):
        return 1
    if name.startswith(_ARITHMETIC) and given == BOOL and pattern in (INT, NUM):
        return 2
    if name.startswith(_FLOATING) and given in (INT, BOOL) and pattern == FLOAT:
        return 4
    return None


def _one_char(arg: ir.Expr, wanted: RType) -> bool:
    return wanted == CHAR and isinstance(arg, ir.Const) and arg.type == STR and len(str(arg.value)) == 1


def _has_variable(rtype: RType) -> bool:
    return rtype.name.startswith("~") or any(map(_has_variable, rtype.args))


def _structure(pattern: RType, given: RType, bound: dict[str, RType]) -> bool:
    trial = dict(bound)
    if registry._unify(pattern, given, trial):
        bound.update(trial)
        return True
    return False


def apply(low: Lowering, name: str, args: list[ir.Expr], node: ast.AST | None, keywords: tuple[str, ...] = ()) -> ir.Expr:
    """The operation `name` on the operands.

    Raises:
        Refused: no row fits.
        Pending: an operand's type is still open.
    """
    if any(has_bottom(arg.type) for arg in args):
        _learn(low, name, args)
        return _provisional(low, name, args, keywords)
    found = find(name, args, keywords)
    if found is None and name.startswith(_OVER_ITERABLES):
        args = [_iterated(low, arg, node) for arg in args]
        found = find(name, args, keywords)
    if found is None:
        if _learn(low, name, args):
            raise Pending
        types = ", ".join(str(arg.type) for arg in args)
        raise Refused("no-row", f"{name.removeprefix('builtins.')}({types}) has no row", node)
    row, bound = found
    wanted = [registry.substitute(pattern, bound) for pattern in row.args]
    converted = [as_operand(arg, to, node) for arg, to in zip(args, wanted, strict=True)]
    return ir.Op(registry.substitute(row.result, bound), row, converted, bound)


def _iterated(low: Lowering, arg: ir.Expr, node: ast.AST | None) -> ir.Expr:
    """An iterable operand as its iterator; sets have no row of `iter`, as their order is not kept."""
    return arg if find("builtins.iter", [arg]) is None else apply(low, "builtins.iter", [arg], node)


def _provisional(low: Lowering, name: str, args: list[ir.Expr], keywords: tuple[str, ...]) -> ir.Expr:
    """What the operation gives if what is not known yet turns out to fit; never survives the last pass."""
    low.pending = True
    for row in registry.rows(name):
        if row.keywords != keywords or len(row.args) != len(args):
            continue
        bound: dict[str, RType] = {}
        if all(_matches_open(pattern, arg.type, bound) for pattern, arg in zip(row.args, args, strict=True)):
            try:
                result = registry.substitute(row.result, bound)
            except KeyError:
                continue
            if not has_bottom(result):
                return ir.Op(result, row, args, bound)
    raise Pending


def _matches_open(pattern: RType, given: RType, bound: dict[str, RType]) -> bool:
    if pattern.name.startswith("~"):
        bound[pattern.name] = join(bound.get(pattern.name, BOTTOM), given)
        return True
    if given == BOTTOM:
        return not pattern.args
    if pattern.args and pattern.name == given.name and len(pattern.args) == len(given.args):
        return all(_matches_open(p, g, bound) for p, g in zip(pattern.args, given.args, strict=True))
    return pattern == given or coercible(given, pattern)


def _learn(low: Lowering, name: str, args: list[ir.Expr]) -> bool:
    """A changing operation on a local container tells what the container holds; True if it did."""
    if not args or not isinstance(args[0], ir.Var):
        return False
    changing = [row for row in registry.rows(name) if row.mutates == 0 and len(row.args) == len(args)]
    for row in changing:
        pattern = row.args[0]
        if pattern.name != args[0].type.name:
            continue
        bound = dict(zip((arg.name for arg in pattern.args), args[0].type.args, strict=False))
        before = dict(bound)
        if not all(_absorb(p, arg.type, bound) for p, arg in zip(row.args[1:], args[1:], strict=True)):
            continue
        if bound != before:
            low.grow(args[0].key, RType(pattern.name, tuple(bound[arg.name] for arg in pattern.args)))
            return True
    return False


def _absorb(pattern: RType, given: RType, bound: dict[str, RType]) -> bool:
    if pattern.name.startswith("~"):
        bound[pattern.name] = join(bound.get(pattern.name, BOTTOM), STR if given == CHAR else given)
        return True
    if pattern.args and pattern.name == given.name and len(pattern.args) == len(given.args):
        return all(_absorb(p, g, bound) for p, g in zip(pattern.args, given.args, strict=True))
    return coercible(given, pattern) or operand(given, pattern)
