"""Lowers one function: parameters, passes until the types of its variables hold still, result.

Before: the syntax tree of a pure function, mypy's types, observed types.
After: an `ir.Function` whose every expression is typed, and what it depends on.
Guarantees: each return value has the function's result type; operands have the types of their row.
"""

from __future__ import annotations

import ast

from agents.transpiler import ir, lattice, typemap
from agents.transpiler.diagnostics import Diagnostics, Refused
from agents.transpiler.flow import completes
from agents.transpiler.lattice import BOTTOM, join
from agents.transpiler.lower import calls, exceptions, iteration, special, strings  # noqa: F401  (they register)
from agents.transpiler.lower.context import Lowering
from agents.transpiler.lower.statements import block
from agents.transpiler.program import Program, Signature, SignatureParam, Uses
from agents.transpiler.rtypes import FLOAT, INT, NONE, OBJ, RType
from agents.transpiler.scopes import ModuleScope, literal
from agents.transpiler.webs import Place, webs

#: Passes after which types that still change are given up.
_PASSES = 16


def find_function(scope: ModuleScope, symbol: str) -> ast.FunctionDef | None:
    """The definition of `pkg.mod:fn` or `pkg.mod:Class.fn`."""
    body: list[ast.stmt] = scope.tree.body
    *classes, name = symbol.partition(":")[2].split(".")
    for each in classes:
        found = next((n for n in body if isinstance(n, ast.ClassDef) and n.name == each), None)
        if found is None:
            return None
        body = found.body
    return next((n for n in body if isinstance(n, ast.FunctionDef) and n.name == name), None)


def parameters(program: Program, scope: ModuleScope, symbol: str, node: ast.FunctionDef) -> list[SignatureParam]:
    """Names, native types and compile-time defaults of the parameters.

    Raises:
        Refused: a kind of parameter, or a type, that is not bound.
    """
    args = node.args
    if args.vararg or args.kwarg:
        raise Refused("signature", "*args and **kwargs are not bound", node)
    types = program.types.get(symbol)
    declared = {param.name: typemap.from_mypy(param.declared) for param in types.params} if types else {}
    seen = program.observed.get(symbol, {})
    positional = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    result = []
    for arg, default, kind in [
        *((arg, default, "positional") for arg, default in zip(positional, defaults, strict=True)),
        *((arg, default, "keyword") for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)),
    ]:
        rtype = typemap.parameter(declared.get(arg.arg, OBJ), seen.get(arg.arg, []))
        result.append(_parameter(arg, rtype, default, kind))
    return result


def _parameter(arg: ast.arg, rtype: RType, default: ast.expr | None, kind: str) -> SignatureParam:
    if default is None:
        return SignatureParam(arg.arg, _bound_type(rtype, arg), None, kind)
    found, value = literal(default)
    if not found:
        return SignatureParam(arg.arg, _bound_type(rtype, arg), None, kind)
    types: dict[type, RType] = {**{t: r for t, r in zip((bool, int, float), (RType("bool"), INT, FLOAT), strict=True)}}
    types |= {str: RType("str"), bytes: RType("bytes"), type(None): NONE}
    const = ir.Const(types[type(value)], value)
    joined = join(rtype, const.type) if rtype != OBJ else OBJ
    joined = _bound_type(joined, arg)
    return SignatureParam(arg.arg, joined, const if const.type == joined else ir.Coerce(joined, const), kind)


def _bound_type(rtype: RType, arg: ast.arg) -> RType:
    """The type, unless values of it cannot be read from Python."""
    if _holds(rtype, "instance") or _holds(rtype, "iter"):
        raise Refused("class", f"{arg.arg} is a {rtype}, which native code does not represent", arg)
    return lattice_default(rtype)


def _holds(rtype: RType, name: str) -> bool:
    return rtype.name == name or any(_holds(arg, name) for arg in rtype.args)


def lattice_default(rtype: RType) -> RType:
    """Containers that were only seen empty hold objects of no type; they are read as holding ints.

    Any other item deopts, so that this choice is only a guess about speed.
    """
    if rtype == BOTTOM:
        return INT
    return RType(rtype.name, tuple(map(lattice_default, rtype.args)), rtype.cls)


def lower_function(
    program: Program, scope: ModuleScope, symbol: str, node: ast.FunctionDef, rust_name: str
) -> tuple[ir.Function, Uses] | Diagnostics:
    """The function in the IR with what it uses, or everything that stands against it."""
    diagnostics = Diagnostics(scope.source)
    try:
        params = parameters(program, scope, symbol, node)
    except Refused as refused:
        diagnostics.add(refused)
        return diagnostics
    low = _settle(program, scope, symbol, node, params, {})
    if isinstance(low, Diagnostics):
        split = _split(program, scope, symbol, node, params)
        if isinstance(split, Diagnostics):
            return low
        low = split
    body = low.body
    function = ir.Function(
        symbol,
        rust_name,
        [ir.Param(ir.Var(p.type, p.name, p.name), p.default, p.kind) for p in params],
        low.returns,
        body,
        ast.get_docstring(node) or "",
        node.lineno,
        low.recursive,
    )
    return function, low.uses


def _split(
    program: Program, scope: ModuleScope, symbol: str, node: ast.FunctionDef, params: list[SignatureParam]
) -> Lowering | Diagnostics:
    """Gives names that are used for several purposes a variable each, where their types differ."""
    names = webs(node)
    low = _settle(program, scope, symbol, node, params, names)
    if isinstance(low, Diagnostics):
        return low
    types: dict[str, set[RType]] = {}
    bases = {key: key.rpartition("_")[0] if key not in {p.name for p in params} else key for key in names.values()}
    for key, rtype in low.env.items():
        types.setdefault(bases.get(key, key), set()).add(rtype)
    kept = {place: key for place, key in names.items() if len(types.get(bases[key], ())) > 1 or len(types.get(key, ())) > 1}
    again = _settle(program, scope, symbol, node, params, kept)
    return low if isinstance(again, Diagnostics) else again


def _settle(
    program: Program,
    scope: ModuleScope,
    symbol: str,
    node: ast.FunctionDef,
    params: list[SignatureParam],
    names: dict[Place, str],
) -> Lowering | Diagnostics:
    """Lowers again and again until no type changes."""
    env: dict[str, RType] = {param.name: param.type for param in params}
    returns = BOTTOM
    low = None
    for _ in range(_PASSES):
        low = _one_pass(program, scope, symbol, node, params, env, returns, names)
        merged = {key: join(env.get(key, BOTTOM), rtype) for key, rtype in low.grown.items()}
        merged = {**env, **merged}
        if merged == env and low.result == returns and not low.pending:
            return low.diagnostics if low.diagnostics.found else low
        if merged == env and low.result == returns and low.pending:
            break
        env, returns = merged, join(returns, low.result)
        if returns == OBJ and low.result != OBJ:
            break
    assert low is not None
    if not low.diagnostics.found:
        low.diagnostics.add(Refused("open-type", "the types of its variables cannot be told", node))
    return low.diagnostics


def _one_pass(
    program: Program,
    scope: ModuleScope,
    symbol: str,
    node: ast.FunctionDef,
    params: list[SignatureParam],
    env: dict[str, RType],
    returns: RType,
    names: dict[Place, str],
) -> Lowering:
    types = program.types.get(symbol)
    low = Lowering(program, scope, symbol, types, Diagnostics(scope.source), dict(env))
    low.returns, low.webs = returns, names
    low.wish = typemap.from_mypy(types.returns) if types is not None else None
    low.taken = frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name)) | {p.name for p in params}
    for param in params:
        low.names[0][param.name] = param.name
        low.grow(param.name, param.type)
    for name in _assigned(node):
        low.names[0].setdefault(name, name)
    low.body = block(low, node.body)
    if completes(low.body) and not low.pending and not low.diagnostics.found:
        low.result = join(low.result, NONE)
        if low.returns != BOTTOM and lattice.coercible(NONE, low.returns):
            none = ir.none() if low.returns == NONE else ir.Coerce(low.returns, ir.none())
            low.body.append(ir.Return(none))
        elif low.returns == OBJ:
            low.diagnostics.add(Refused("mixed-types", "it returns values of several types", node))
    return low


def _assigned(node: ast.FunctionDef) -> set[str]:
    """Names that the function itself binds (comprehensions have scopes of their own)."""
    found: set[str] = set()
    stack: list[ast.AST] = list(node.body)
    while stack:
        each = stack.pop()
        if isinstance(each, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            stack += [c for c in ast.walk(each) if isinstance(c, ast.NamedExpr)]
            continue
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            found.add(each.id)
        if isinstance(each, ast.ExceptHandler) and each.name:
            found.add(each.name)
        if isinstance(each, ast.FunctionDef | ast.ClassDef):
            found.add(each.name)
            continue
        if not isinstance(each, ast.Lambda):
            stack += ast.iter_child_nodes(each)
    return found


def signature(function: ir.Function, rust_module: str) -> Signature:
    """How other native code calls it."""
    params = tuple(SignatureParam(p.var.name, p.var.type, p.default, p.kind) for p in function.params)
    return Signature(function.symbol, rust_module, function.name, params, function.result)

