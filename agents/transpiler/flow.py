"""Where control can get to in structured IR."""

from __future__ import annotations

from agents.transpiler import ir


def completes(body: list[ir.Stmt]) -> bool:
    """Whether control can reach the end of the statements."""
    for stmt in body:
        match stmt:
            case ir.Return() | ir.Raise() | ir.Reraise() | ir.Break() | ir.Continue():
                return False
            case ir.If(body=then, orelse=orelse) if not completes(then) and not completes(orelse):
                return False
            case ir.While(test=ir.Const(value=True), body=inner) if not _breaks(inner):
                return False
            case ir.Try(body=tried, handlers=handlers, orelse=orelse):
                if not completes([*tried, *orelse]) and not any(completes(h.body) for h in handlers):
                    return False
    return True


def _breaks(body: list[ir.Stmt]) -> bool:
    for stmt in body:
        if isinstance(stmt, ir.Break):
            return True
        if isinstance(stmt, ir.While | ir.For):
            if any(isinstance(s, ir.Break) for s in stmt.orelse):
                return True
            continue
        if any(_breaks(inner) for inner in ir.bodies(stmt)):
            return True
    return False
