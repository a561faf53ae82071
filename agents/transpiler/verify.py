"""Checks the IR after each pass. A breach is a defect of the transpiler, never of the target.

Rules
1. Operands have exactly the types of their row.
2. Each return has the function's result type; each assignment the type of its variable.
3. No type is open.
4. A row that changes its first operand is never applied to something that came in as an argument
   (native writes to arguments would be observable before a deopt).
5. `break` and `continue` stand inside of a loop.
"""

from __future__ import annotations

from agents.transpiler import ir
from agents.transpiler.lattice import has_bottom
from agents.transpiler.rtypes import RType
from agents.transpiler.table import registry


class Breach(AssertionError):
    """The IR breaks one of the rules."""


def verify(function: ir.Function) -> ir.Function:
    """The function itself, checked.

    Raises:
        Breach: a rule is broken; says which and where.
    """
    arguments = {param.var.key for param in function.params if not _copied(param.var.type)}
    for stmt in function.body:
        for node in ir.walk(stmt):
            _check_node(function, node, arguments)
    _check_jumps(function.body, False)
    return function


def _copied(rtype: RType) -> bool:
    return rtype.name in ("int", "float", "bool", "num", "str", "bytes", "None", "char")


def _check_node(function: ir.Function, node: ir.Expr | ir.Stmt, arguments: set[str]) -> None:
    if isinstance(node, ir.Expr) and has_bottom(node.type):
        raise Breach(f"{function.symbol}: open type in {type(node).__name__} {node.type}")
    match node:
        case ir.Op(row=row, args=args, bound=bound):
            wanted = [registry.substitute(pattern, bound) for pattern in row.args]
            given = [arg.type for arg in args]
            if wanted != given:
                raise Breach(f"{function.symbol}: {row.name} takes {list(map(str, wanted))}, has {list(map(str, given))}")
            if row.mutates is not None and isinstance(args[row.mutates], ir.Var):
                changed = args[row.mutates]
                assert isinstance(changed, ir.Var)
                if changed.key in arguments and changed.key not in function.mutable:
                    raise Breach(f"{function.symbol}: {row.name} changes the argument {changed.name}")
        case ir.Return(value=value) if value.type != function.result:
            raise Breach(f"{function.symbol}: returns {value.type} instead of {function.result}")
        case ir.Assign(target=target, value=value) if target.type != value.type:
            raise Breach(f"{function.symbol}: {target.name}: {target.type} is given {value.type}")


def _check_jumps(body: list[ir.Stmt], inside: bool) -> None:
    for stmt in body:
        if isinstance(stmt, ir.Break | ir.Continue) and not inside:
            raise Breach("a jump outside of a loop")
        if isinstance(stmt, ir.While | ir.For):
            _check_jumps(stmt.body, True)
            _check_jumps(stmt.orelse, inside)
        else:
            for inner in ir.bodies(stmt):
                _check_jumps(inner, inside)
