"""Which names the body of a module, class or function binds, and how."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class Binding:
    """One way in which a name gets a value."""

    #: `def`, `class`, `import`, `from` or `value`.
    kind: str
    #: The statement.
    node: ast.stmt
    #: Dotted module for `import`; the name inside of the module for `from`; empty otherwise.
    ref: str = ""


@dataclass(slots=True)
class Scope:
    """The names that a body binds."""

    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    #: `from m import *`, in order.
    stars: list[ast.ImportFrom] = field(default_factory=list)
    #: Whether names may come into being that can't be seen here.
    open: bool = False

    def add(self, name: str, binding: Binding) -> None:
        self.bindings.setdefault(name, []).append(binding)

    def is_rebound(self, name: str) -> bool:
        """Whether a plain value is bound to the name, and something else as well (or again)."""
        known = self.bindings.get(name, [])
        return len(known) > 1 and any(b.kind == "value" for b in known)


def body_scope(body: list[ast.stmt]) -> Scope:
    """The names bound by the statements of a module or class, branches and loops included."""
    scope = Scope()
    for statement in _flat(body):
        _COLLECT.get(type(statement), _collect_values)(scope, statement)
    return scope


def is_type_checking(test: ast.expr) -> bool:
    """Whether a condition holds for type checkers only."""
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def _flat(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if isinstance(statement, _SCOPES):
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _flat(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []) + getattr(statement, "cases", []):
            yield from _flat(handler.body)


def _collect_def(scope: Scope, node: ast.stmt) -> None:
    assert isinstance(node, (*FUNCTIONS, ast.ClassDef))
    scope.add(node.name, Binding("class" if isinstance(node, ast.ClassDef) else "def", node))


def _collect_import(scope: Scope, node: ast.stmt) -> None:
    assert isinstance(node, ast.Import)
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        binding = Binding("import", node, alias.name if alias.asname else name)
        if binding.ref not in (b.ref for b in scope.bindings.get(name, []) if b.kind == "import"):
            scope.add(name, binding)


def _collect_from(scope: Scope, node: ast.stmt) -> None:
    assert isinstance(node, ast.ImportFrom)
    for alias in node.names:
        if alias.name == "*":
            scope.stars.append(node)
        else:
            scope.add(alias.asname or alias.name, Binding("from", node, alias.name))


def _collect_values(scope: Scope, node: ast.stmt) -> None:
    twice = isinstance(node, (ast.For, ast.AsyncFor, ast.While))
    for name in bound_here(node):
        scope.add(name, Binding("value", node))
        if twice:
            scope.add(name, Binding("value", node))
    if _opens_globals(node):
        scope.open = True


_COLLECT: dict[type[ast.stmt], Callable[[Scope, ast.stmt], None]] = {
    ast.FunctionDef: _collect_def,
    ast.AsyncFunctionDef: _collect_def,
    ast.ClassDef: _collect_def,
    ast.Import: _collect_import,
    ast.ImportFrom: _collect_from,
}


#: Functions by which a module gives itself names that can't be seen.
_OPENING = frozenset({"globals", "vars", "locals", "setattr", "exec"})


def _opens_globals(node: ast.stmt) -> bool:
    if not isinstance(node, (ast.Expr, ast.Assign)):
        return False
    return any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in _OPENING
        for n in ast.walk(node)
    )


def bound_here(node: ast.stmt) -> Iterator[str]:
    """Names that the statement itself binds as values (not those of statements inside of it)."""
    if isinstance(node, ast.AnnAssign) and node.value is None:
        return
    for child in _own_expressions(node):
        yield from _stored_names(child)


def _own_expressions(node: ast.stmt) -> Iterator[ast.AST]:
    for _, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, (ast.expr, ast.withitem)):
                yield child
            elif isinstance(child, ast.ExceptHandler) and child.name:
                yield ast.Name(child.name, ast.Store())
            elif isinstance(child, ast.match_case):
                yield child.pattern


def _stored_names(node: ast.AST) -> Iterator[str]:
    """Targets in an expression; comprehensions keep theirs, except for `:=`."""
    stack: list[tuple[ast.AST, bool]] = [(node, True)]
    while stack:
        item, open_scope = stack.pop()
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store) and open_scope:
            yield item.id
        elif isinstance(item, ast.NamedExpr):
            yield item.target.id
            stack.append((item.value, open_scope))
            continue
        elif isinstance(item, (ast.MatchAs, ast.MatchStar)) and item.name:
            yield item.name
        elif isinstance(item, ast.MatchMapping) and item.rest:
            yield item.rest
        elif isinstance(item, ast.Lambda):
            continue
        inner = open_scope and not isinstance(item, _COMPREHENSIONS)
        stack.extend((child, inner) for child in ast.iter_child_nodes(item))


@dataclass(frozen=True, slots=True)
class FunctionScope:
    """Names of a function, nested functions left out."""

    locals: frozenset[str]
    globals: frozenset[str]
    nonlocals: frozenset[str]
    has_yield: bool


def function_scope(node: FunctionNode | ast.Lambda) -> FunctionScope:
    """The scope of a function: what is local, what is declared global or nonlocal."""
    names = {a.arg for a in all_arguments(node.args)}
    if isinstance(node, ast.Lambda):
        names.update(_stored_names(node.body))
        return FunctionScope(frozenset(names), frozenset(), frozenset(), False)
    global_names: set[str] = set()
    outer_names: set[str] = set()
    for statement in _flat(node.body):
        if isinstance(statement, ast.Global):
            global_names.update(statement.names)
        elif isinstance(statement, ast.Nonlocal):
            outer_names.update(statement.names)
        names.update(_names_of(statement))
    names -= global_names | outer_names
    return FunctionScope(frozenset(names), frozenset(global_names), frozenset(outer_names), has_yield(node))


def _names_of(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0]
    else:
        yield from bound_here(statement)


def all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    """Every parameter, in order of the signature."""
    found = [*arguments.posonlyargs, *arguments.args]
    if arguments.vararg:
        found.append(arguments.vararg)
    found += arguments.kwonlyargs
    if arguments.kwarg:
        found.append(arguments.kwarg)
    return found


def has_yield(node: FunctionNode) -> bool:
    """Whether the function is a generator."""
    stack: list[ast.AST] = list(node.body)
    while stack:
        item = stack.pop()
        if isinstance(item, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(item, _SCOPES):
            stack.extend(ast.iter_child_nodes(item))
    return False


def declared_globals(tree: ast.Module) -> set[str]:
    """Names that some function of the module declares `global` and binds."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            declared = {n for s in _flat(node.body) if isinstance(s, ast.Global) for n in s.names}
            if declared:
                names |= declared & {n for s in _flat(node.body) for n in _names_of(s)}
    return names
