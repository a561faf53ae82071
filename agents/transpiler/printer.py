"""Prints the IR as text, for tests and for people who work on the transpiler."""

from __future__ import annotations

from agents.transpiler import ir


def function_text(function: ir.Function) -> str:
    """The function, one statement a line, types after colons."""
    params = ", ".join(f"{p.var.name}: {p.var.type}" for p in function.params)
    return "\n".join([f"fn {function.name}({params}) -> {function.result}", *_block(function.body, 1)])


def _block(body: list[ir.Stmt], depth: int) -> list[str]:
    lines: list[str] = []
    for stmt in body:
        lines += ["    " * depth + line for line in _stmt(stmt)]
    return lines


def _stmt(stmt: ir.Stmt) -> list[str]:
    name = type(stmt).__name__.lower()
    assigned = ", ".join(f"{var.name}: {var.type}" for var in ir.targets(stmt))
    operands = "; ".join(map(expression, ir.children(stmt)))
    head = f"{name} {assigned}{' = ' if assigned and operands else ''}{operands}".rstrip()
    lines = [head]
    for index, body in enumerate(ir.bodies(stmt)):
        if body:
            lines += ([f"else {index}"] if index else []) + _block(body, 1)
    return lines


def expression(expr: ir.Expr) -> str:
    """One expression with its type."""
    match expr:
        case ir.Const(value=value):
            return repr(value)
        case ir.Var(name=name):
            return name
        case ir.ScalarConstant(path=path) | ir.LiveObject(path=path):
            return f"${path}"
        case ir.Op(row=row, args=args):
            return f"{row.name}({', '.join(map(expression, args))}): {expr.type}"
        case ir.Coerce(value=value):
            return f"({expression(value)} as {expr.type})"
        case ir.Block(body=body, value=value) | ir.Labelled(body=body, value=value):
            inner = " | ".join(line.strip() for line in _block(body, 0))
            return f"{{{inner} => {expression(value)}}}"
    label = {ir.NativeCall: "native", ir.PythonCall: "python"}.get(type(expr), type(expr).__name__.lower())
    extra = getattr(expr, "symbol", "") or getattr(expr, "method", "") or getattr(expr, "template", "") or getattr(expr, "op", "")
    return f"{label} {extra}({', '.join(map(expression, ir.children(expr)))}): {expr.type}"
