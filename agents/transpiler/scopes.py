"""What a name means in a module: constants, live objects, functions, classes, imports, builtins."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field
from typing import Literal

#: What a name can stand for.
Meaning = Literal["scalar", "object", "function", "class", "module", "imported", "builtin", "unknown"]

Scalar = int | float | bool | str | bytes | None


@dataclass(frozen=True)
class Binding:
    """A resolved name."""

    meaning: Meaning
    #: Module in whose namespace the guard has to look.
    module: str
    name: str
    #: Scalar value, defining node, or dotted origin of an import.
    value: Scalar = None
    node: ast.AST | None = None
    origin: str = ""
    #: Where the code that reads it finds it: `pkg.mod:NAME` or `pkg.mod:module.NAME`.
    path: str = ""


@dataclass
class ModuleScope:
    """The module-level names of one module of the target."""

    name: str
    source: str
    tree: ast.Module
    bindings: dict[str, Binding] = field(default_factory=dict)


def module_scope(name: str, source: str, tree: ast.Module, is_package: bool) -> ModuleScope:
    """Reads the module-level bindings; a name that is bound twice is `unknown`."""
    scope = ModuleScope(name, source, tree)
    for node in tree.body:
        for binding in _bindings(node, name, is_package):
            known = binding.name in scope.bindings
            scope.bindings[binding.name] = Binding("unknown", name, binding.name) if known else binding
    return scope


def _bindings(node: ast.stmt, module: str, is_package: bool) -> list[Binding]:
    match node:
        case ast.FunctionDef(name=name):
            return [Binding("function", module, name, node=node, origin=f"{module}.{name}")]
        case ast.ClassDef(name=name):
            return [Binding("class", module, name, node=node, origin=f"{module}.{name}")]
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return [_constant(module, name, value)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return [_constant(module, name, value)]
        case ast.Import(names=names):
            return [
                Binding("module", module, a.asname or a.name.split(".")[0], origin=a.name if a.asname else a.name.split(".")[0])
                for a in names
            ]
        case ast.ImportFrom(names=names):
            base = absolute(node, module, is_package)
            return [Binding("imported", module, a.asname or a.name, origin=f"{base}.{a.name}") for a in names]
        case ast.If() | ast.Try() | ast.For() | ast.While() | ast.With():
            return _conditional(node, module, is_package)
        case ast.AugAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name), *_]):
            return [Binding("unknown", module, name)]
    return []


def _conditional(node: ast.stmt, module: str, is_package: bool) -> list[Binding]:
    """Names that are bound below a condition: the value is not known, so that it is read live."""
    if isinstance(node, ast.If) and _is_type_checking(node.test):
        return []
    found = {
        child.id if isinstance(child, ast.Name) else child.name
        for child in ast.walk(node)
        if (isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store)) or isinstance(child, ast.FunctionDef | ast.ClassDef)
    }
    imports = [
        a.asname or a.name.split(".")[0]
        for child in ast.walk(node)
        if isinstance(child, ast.Import | ast.ImportFrom)
        for a in child.names
    ]
    return [Binding("unknown", module, name) for name in sorted(found.union(imports))]


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The absolute name of the module that `from ... import` reads."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    parts = parts if is_package else parts[:-1]
    parts = parts[: len(parts) - (node.level - 1)]
    return ".".join([*parts, node.module] if node.module else parts)


def _constant(module: str, name: str, value: ast.expr) -> Binding:
    found, scalar = literal(value)
    if found:
        return Binding("scalar", module, name, value=scalar, node=value)
    return Binding("object", module, name, node=value)


def literal(node: ast.expr) -> tuple[bool, Scalar]:
    """Whether the expression is a scalar literal, possibly with a sign, and its value.

    >>> literal(ast.parse("-1.5", mode="eval").body)
    (True, -1.5)
    """
    match node:
        case ast.Constant(value=int() | float() | str() | bytes() | None as value):
            return True, value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)) if not isinstance(value, bool):
            return True, -value
    return False, None


def builtin(name: str) -> bool:
    """Whether the interpreter knows the name by itself."""
    return hasattr(builtins, name)
