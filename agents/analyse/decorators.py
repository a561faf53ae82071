"""What decorators make of a function."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from agents.analyse.facts.names import CACHES, FUNCTION_DECORATORS, STATEFUL_DECORATORS
from agents.analyse.program import FunctionInfo, Program, decorator_name
from agents.analyse.scopes import FUNCTIONS

_KINDS = {
    "builtins.staticmethod": "staticmethod",
    "builtins.classmethod": "classmethod",
    "builtins.property": "property",
    "functools.cached_property": "property",
}
#: Methods that are static or class methods without saying so.
_IMPLIED = {"__new__": "staticmethod", "__init_subclass__": "classmethod", "__class_getitem__": "classmethod"}
_ACCESSORS = frozenset({"setter", "getter", "deleter"})


@dataclass(frozen=True, slots=True)
class Decorated:
    """A function as its decorators leave it."""

    #: `function`, `method`, `staticmethod`, `classmethod` or `property`: how it binds.
    binding: str
    #: As in `Symbol.kind`.
    kind: str
    cached: bool = False
    abstract: bool = False
    manager: bool = False
    #: Decorators of which it isn't known what they do.
    strange: tuple[str, ...] = ()
    #: Functions of the target that are used as decorators: text and id.
    own: tuple[tuple[str, str], ...] = ()
    #: Decorators with state of their own.
    stateful: tuple[str, ...] = ()


def decorated(program: Program, info: FunctionInfo) -> Decorated:
    """Reads the decorators of a function."""
    nodes = [] if isinstance(info.node, ast.Lambda) else info.node.decorator_list
    names = [decorator_name(program, info.module, n) for n in nodes if not _is_accessor(n)]
    binding = "method" if info.cls else "function"
    if info.cls:
        binding = _IMPLIED.get(info.qualname.rpartition(".")[2], binding)
    if len(names) < len(nodes):
        binding = "property"
    for name in names:
        binding = _KINDS.get(name, binding)
    others = [
        (f"@{ast.unparse(node)}", decorator_name(program, info.module, node), isinstance(node, ast.Call))
        for node in nodes
        if not _is_accessor(node)
    ]
    others = [o for o in others if o[1] not in FUNCTION_DECORATORS | STATEFUL_DECORATORS]
    return Decorated(
        binding=binding,
        kind=_kind(info, binding),
        cached=any(n in CACHES for n in names),
        abstract="abc.abstractmethod" in names or _only_refuses(info),
        manager="contextlib.contextmanager" in names,
        strange=tuple(text for text, name, factory in others if factory or name not in program.functions),
        own=tuple(
            (text, name) for text, name, factory in others if not factory and name in program.functions
        ),
        stateful=tuple(n for n in names if n in STATEFUL_DECORATORS),
    )


def _kind(info: FunctionInfo, binding: str) -> str:
    if isinstance(info.node, ast.AsyncFunctionDef):
        return "coroutine"
    return "generator" if info.is_generator else binding


def _is_accessor(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _ACCESSORS


def _only_refuses(info: FunctionInfo) -> bool:
    """Whether the body only raises NotImplementedError, or says nothing: others are to fill it in."""
    if not isinstance(info.node, FUNCTIONS):
        return False
    body = [s for s in info.node.body if not _is_docstring(s)]
    if not body and info.cls and _is_dots(info.node.body[-1]):
        return True
    if len(body) != 1 or not isinstance(body[0], ast.Raise) or body[0].exc is None:
        return False
    raised = body[0].exc
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotImplementedError"


def _is_dots(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and statement.value.value is ...
    )


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
