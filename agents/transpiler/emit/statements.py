"""Rust text of statements and functions."""

from __future__ import annotations

from collections.abc import Callable

from agents.transpiler import ir
from agents.transpiler.emit.code import identifier, is_atomic, visible
from agents.transpiler.emit.expressions import Emitter, Jumps, condition
from agents.transpiler.flow import completes
from agents.transpiler.rtypes import NONE, RANGE, is_copy, rust


def function_text(em: Emitter) -> str:
    """The whole function with its doc comment."""
    function = em.function
    em.block = lambda body: _block(em, body)
    lines = _doc(function.doc)
    params = []
    rebinding = []
    for param in function.params:
        name = identifier(param.var.name)
        mutable = param.var.key in function.mutable
        if is_copy(param.var.type):
            params.append(f"{'mut ' if mutable else ''}{name}: {rust(param.var.type)}")
        elif mutable:
            params.append(f"{name}: &{rust(param.var.type)}")
            rebinding.append(f"let mut {name} = {name}.clone();")
        else:
            params.append(f"{name}: &{rust(param.var.type)}")
            em.borrowed.add(param.var.key)
    if function.recursive:
        rebinding.insert(0, "let _depth = Depth::enter()?;")
    lines.append(f"pub fn {function.name}({', '.join(params)}) -> Result<{rust(function.result)}> {{")
    lines += [*rebinding, _body(em, function.body), "}"]
    return "\n".join(lines)


def _doc(text: str) -> list[str]:
    return [f"/// {visible(line)}".rstrip() for line in text.expandtabs().splitlines()]


def _body(em: Emitter, body: list[ir.Stmt]) -> str:
    """The function's body: the last statement is its value where that reads better."""
    last = body[-1] if body else None
    if not isinstance(last, ir.Return):
        return _block(em, body)
    return f"{_block(em, body[:-1])}\n{_comments(em, last)}{_result(em, last)}"


def _result(em: Emitter, stmt: ir.Return) -> str:
    """`Ok(value)`: a local that is returned is moved, a borrowed parameter is cloned."""
    moved = isinstance(stmt.value, ir.Var) and stmt.value.key not in em.borrowed
    text = em.value(stmt.value) if moved else em.owned(stmt.value)
    if text.endswith("?") and is_atomic(text):
        return text[:-1]
    return f"Ok({text})"


def _comments(em: Emitter, stmt: ir.Stmt) -> str:
    """Comments of the Python that stand right above the statement, each once."""
    line = stmt.line - 1
    found: list[str] = []
    while line in em.function.comments:
        found.insert(0, f"// {visible(em.function.comments.pop(line))}".rstrip())
        line -= 1
    return "".join(f"{text}\n" for text in found)


def _block(em: Emitter, body: list[ir.Stmt]) -> str:
    lines = []
    for stmt in body:
        comments = _comments(em, stmt) if stmt.line else ""
        lines.append(comments + _STATEMENTS[type(stmt)](em, stmt))
    return "\n".join(lines)


def _declare(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Declare)
    return f"let {_mut(em, stmt.target)}{identifier(stmt.target.name)}: {rust(stmt.target.type)};"


def _mut(em: Emitter, var: ir.Var) -> str:
    return "mut " if var.key in em.function.mutable else ""


def _assign(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Assign)
    name = identifier(stmt.target.name)
    if not stmt.declares:
        return f"{name} = {em.owned(stmt.value)};"
    # an empty container says nothing of its items
    empty = isinstance(stmt.value, ir.Display) and not stmt.value.items and stmt.value.type.args
    annotation = f": {rust(stmt.target.type)}" if empty or isinstance(stmt.value, ir.Coerce) else ""
    return f"let {_mut(em, stmt.target)}{name}{annotation} = {em.owned(stmt.value)};"


def _pattern(em: Emitter, pattern: ir.Pattern, declares: set[str]) -> str:
    if pattern.var is not None:
        mut = _mut(em, pattern.var) if pattern.var.key in declares else ""
        return f"{mut}{identifier(pattern.var.name)}"
    inner = ", ".join(_pattern(em, item, declares) for item in pattern.items)
    return f"({inner}{',' if len(pattern.items) == 1 else ''})"


def _binding(em: Emitter, pattern: ir.Pattern, declares: set[str], value: str) -> str:
    """`let (a, b) = value;`, `(a, b) = value;`, or both kinds of targets."""
    keys = {var.key for var in pattern.variables()}
    if keys <= declares:
        return f"let {_pattern(em, pattern, declares)} = {value};"
    if keys & declares:
        fresh = "".join(
            f"let {_mut(em, var)}{identifier(var.name)}: {rust(var.type)}; " for var in pattern.variables() if var.key in declares
        )
        return f"{fresh}{_pattern(em, pattern, set())} = {value};"
    return f"{_pattern(em, pattern, set())} = {value};"


def _unpack(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Unpack)
    return _binding(em, stmt.targets, stmt.declares, em.owned(stmt.value))


def _expr(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.ExprStmt)
    text = em.value(stmt.value)
    return f"{text};" if stmt.value.type == NONE else f"let _ = {text};"


def _return(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Return)
    return f"return {_result(em, stmt)};"


def _if(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.If)
    text = f"if {condition(em, stmt.test)} {{\n{_block(em, stmt.body)}\n}}"
    if len(stmt.orelse) == 1 and isinstance(stmt.orelse[0], ir.If):
        return f"{text} else {_block(em, stmt.orelse)}"
    return f"{text} else {{\n{_block(em, stmt.orelse)}\n}}" if stmt.orelse else text


def _looping(em: Emitter, stmt: ir.While | ir.For, head: str, first: str) -> str:
    """A loop; labelled only where a jump needs it, wrapped where it has an `else`.

    Rust wants a label on `break` and `continue` that leave a labelled block (a `try`), and a loop's
    `else` runs unless the loop was left by `break`.
    """
    name = f"loop_{stmt.line}"
    em.loops.append(Jumps(name, em.depth, bool(stmt.orelse)))
    em.depth += 1 if stmt.orelse else 0
    em.loops[-1].depth = em.depth
    body = _block(em, stmt.body)
    em.depth -= 1 if stmt.orelse else 0
    jumps = em.loops.pop()
    label = f"'{name}: " if jumps.labelled else ""
    loop = f"{label}{head} {{\n{em.fallible('tick()')};\n{first}{body}\n}}"
    return f"'{name}_else: {{\n{loop}\n{_block(em, stmt.orelse)}\n}}" if stmt.orelse else loop


def _while(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.While)
    endless = isinstance(stmt.test, ir.Const) and stmt.test.value is True
    return _looping(em, stmt, "loop" if endless else f"while {condition(em, stmt.test)}", "")


def _for(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.For)
    source = em.value(stmt.iterable)
    if stmt.iterable.type == RANGE and {var.key for var in stmt.targets.variables()} <= stmt.declares:
        return _looping(em, stmt, f"for {_pattern(em, stmt.targets, stmt.declares)} in {source}", "")
    item = "item" if stmt.iterable.type == RANGE else em.fallible("item")
    bind = _binding(em, stmt.targets, stmt.declares, item)
    return _looping(em, stmt, f"for item in {source}", f"{bind}\n")


def _break(em: Emitter, stmt: ir.Stmt) -> str:
    jumps = em.loops[-1]
    if jumps.has_else:
        return f"break '{jumps.name}_else;"
    return _jump(em, "break", jumps)


def _continue(em: Emitter, stmt: ir.Stmt) -> str:
    return _jump(em, "continue", em.loops[-1])


def _jump(em: Emitter, word: str, jumps: Jumps) -> str:
    if em.depth == jumps.depth:
        return f"{word};"
    jumps.labelled = True
    return f"{word} '{jumps.name};"


def _yielding(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Yielding)
    return f"break '{stmt.label} {em.owned(stmt.value)};"


def _raise(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Raise)
    cls = em.reference(stmt.cls)
    args = ", ".join(em.reference(arg) for arg in stmt.args)
    if stmt.cause is None:
        return _leave(em, "raise", f"{cls}, &[{args}]")
    cause = "None" if stmt.cause.type == NONE else f"Some({em.reference(stmt.cause)})"
    return _leave(em, "raise_from", f"{cls}, &[{args}], {cause}")


def _leave(em: Emitter, function: str, args: str) -> str:
    """Leaves the function, or the body of the innermost `try`, by an exit that the runtime makes."""
    label = em.catching[-1]
    return f"break '{label} exit_of({function}::<()>({args}));" if label else f"return {function}({args});"


def _reraise(em: Emitter, stmt: ir.Stmt) -> str:
    assert isinstance(stmt, ir.Reraise)
    return _onward(em, _exit_name(stmt.handling))


def _onward(em: Emitter, name: str) -> str:
    label = em.catching[-1]
    return f"break '{label} {name};" if label else f"return Err({name});"


def _exit_name(label: str) -> str:
    return f"exit_{label.removeprefix('try_')}"


def _try(em: Emitter, stmt: ir.Stmt) -> str:
    """The body is a labelled block whose value is the exit that left it.

    Where the body can also come to its end, an outer label skips the handlers; so the compiler sees
    which variables have a value afterwards.
    """
    assert isinstance(stmt, ir.Try)
    name, done = _exit_name(stmt.label), f"done_{stmt.label.removeprefix('try_')}"
    through = completes(stmt.body)
    em.depth += 2 if through else 1
    em.catching.append(stmt.label)
    body = _block(em, stmt.body)
    em.catching.pop()
    if through:
        # failures of the `else` part are not caught here
        on = f"\n{_block(em, stmt.orelse)}" if stmt.orelse else ""
        body += on + (f"\nbreak '{done};" if completes(stmt.orelse) else "")
    em.depth -= 1
    text = f"let {name} = '{stmt.label}: {{\n{body}\n}};\n{_handlers(em, stmt, name)}"
    em.depth -= 1 if through else 0
    return f"'{done}: {{\n{text}\n}}" if through else text


def _handlers(em: Emitter, stmt: ir.Try, name: str) -> str:
    text = ""
    for handler in stmt.handlers:
        classes = ", ".join(em.owned(cls) for cls in handler.classes)
        body = _block(em, handler.body)
        if handler.name is not None and _mentions(handler, handler.name):
            body = f"let {identifier(handler.name.name)} = {em.fallible(f'{name}.object()')};\n{body}"
        if _may_raise(handler):
            # what is raised here is chained to what was caught
            body = f"let _handling = in_handler(&{name});\n{body}"
        text += f"if matches(&{name}, &[{classes}]) {{\n{body}\n}} else "
    return text + f"{{\n{_onward(em, name)}\n}}"


def _mentions(handler: ir.Handler, var: ir.Var) -> bool:
    return any(isinstance(node, ir.Var) and node.key == var.key for stmt in handler.body for node in ir.walk(stmt))


def _may_raise(handler: ir.Handler) -> bool:
    kinds = (ir.Raise, ir.PythonCall, ir.NativeCall, ir.Attribute)
    return any(isinstance(node, kinds) for stmt in handler.body for node in ir.walk(stmt))


_STATEMENTS: dict[type[ir.Stmt], Callable[[Emitter, ir.Stmt], str]] = {
    ir.Declare: _declare,
    ir.Assign: _assign,
    ir.Unpack: _unpack,
    ir.ExprStmt: _expr,
    ir.Return: _return,
    ir.If: _if,
    ir.While: _while,
    ir.For: _for,
    ir.Break: _break,
    ir.Continue: _continue,
    ir.Yielding: _yielding,
    ir.Raise: _raise,
    ir.Reraise: _reraise,
    ir.Try: _try,
}
