"""Statements that bind names to code: functions, classes, imports."""

from __future__ import annotations

import ast

from agents.analyse.facts.names import FUNCTION_DECORATORS
from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.globals import entity_value
from agents.analyse.flow.nested import define
from agents.analyse.flow.stores import assign_name
from agents.analyse.program import Entity
from agents.analyse.values import BOTTOM, UNKNOWN, join


def define_function(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """A function: its value here, or what it runs at import."""
    if frame.scope is None:
        _evaluate_defaults(frame, node)
        return
    value = define(frame, node)
    for decorator in reversed(node.decorator_list):
        made = frame.engine.reference(frame, decorator, False)
        names = {
            str(t.ref)
            for t in frame.engine.reference(frame, _undecorated(decorator), True).types
            if t.name == "fact"
        }
        if not (names and names <= FUNCTION_DECORATORS):
            value = frame.engine.invoke(frame, decorator, made, Arguments((value,)))
    assign_name(frame, node.name, value, node)


def _undecorated(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _evaluate_defaults(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Decorators and defaults of functions run when the module is imported."""
    for decorator in node.decorator_list:
        frame.engine.reference(frame, decorator, True)
    for default in (*node.args.defaults, *node.args.kw_defaults):
        if default is not None:
            frame.engine.reference(frame, default, False)


def define_class(frame: Frame, node: ast.ClassDef) -> None:
    """A class statement."""
    for part in (*node.bases, *(k.value for k in node.keywords), *node.decorator_list):
        frame.engine.reference(frame, part, False)
    if frame.scope is not None:
        _local_class(frame, node)
        return
    saved = frame.prefix, frame.env
    frame.prefix = f"{frame.prefix}{node.name}."
    frame.engine.execute(frame, node.body)
    frame.prefix, frame.env = saved


def _local_class(frame: Frame, node: ast.ClassDef) -> None:
    """A class in a function: its methods count as code of the function, its instances are unknown."""
    frame.effect("dynamic", node, f"makes the class {node.name} at each call")
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            define(frame, statement)
    assign_name(frame, node.name, UNKNOWN, node)


def import_modules(frame: Frame, node: ast.Import) -> None:
    """`import a.b as c` inside of a function."""
    if frame.scope is None:
        return
    program = frame.state.program
    for alias in node.names:
        dotted = alias.name if alias.asname else alias.name.partition(".")[0]
        entity = Entity("module" if program.is_ours(dotted) else "outside", dotted)
        assign_name(frame, alias.asname or dotted, entity_value(frame, entity, node), node)


def import_names(frame: Frame, node: ast.ImportFrom) -> None:
    """`from a import b` inside of a function."""
    if frame.scope is None:
        return
    program = frame.state.program
    base = program.import_base(frame.module, node)
    for alias in node.names:
        value = BOTTOM
        for entity in program.member(base, alias.name):
            value = join(value, entity_value(frame, entity, node))
        assign_name(frame, alias.asname or alias.name, value if value.types else UNKNOWN, node)
