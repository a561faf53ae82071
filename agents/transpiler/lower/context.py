"""The state of lowering one function: types of its variables, names, uses, and how rows are applied.

Types of local variables are found by lowering the body again and again: each pass joins what is
assigned, until nothing changes; the last pass is the one that counts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from agents.records import FunctionTypes
from agents.transpiler import ir, typemap
from agents.transpiler.diagnostics import Diagnostics, Refused
from agents.transpiler.lattice import BOTTOM, has_bottom, join
from agents.transpiler.program import Program, Uses
from agents.transpiler.rtypes import NONE, OBJ, RType
from agents.transpiler.scopes import Binding, ModuleScope, builtin


class Pending(Exception):
    """An operand's type is not known yet in this pass; the statement is tried again in the next."""


@dataclass
class Lowering:
    """One pass over one function."""

    program: Program
    scope: ModuleScope
    symbol: str
    types: FunctionTypes | None
    diagnostics: Diagnostics
    #: Types of variables as the previous pass left them.
    env: dict[str, RType]
    #: Types joined in this pass.
    grown: dict[str, RType] = field(default_factory=dict)
    #: Python name -> key, innermost scope last.
    names: list[dict[str, str]] = field(default_factory=lambda: [{}])
    #: Result type as the previous pass left it, and as this one joins it.
    returns: RType = BOTTOM
    result: RType = BOTTOM
    #: What the return annotation promises; only a wish for empty displays.
    wish: RType | None = None
    #: Places of names that are split into several variables (see webs.py).
    webs: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Whether something stayed open in this pass.
    pending: bool = False
    uses: Uses = field(default_factory=Uses)
    handling: list[str] = field(default_factory=list)
    #: Line of the statement being lowered, and a counter within it: names of made variables.
    line: int = 0
    counter: int = 0
    #: Every name that occurs in the function.
    taken: frozenset[str] = frozenset()
    #: Names of the variables made in this pass; each is made once, so that none hides another.
    made: set[str] = field(default_factory=set)
    recursive: bool = False
    body: list[ir.Stmt] = field(default_factory=list)

    def hint(self, node: ast.expr) -> RType | None:
        """mypy's (narrowed) type of this expression; None where it knows nothing."""
        if self.types is None:
            return None
        key = f"{node.lineno}:{node.col_offset}:{node.end_lineno}:{node.end_col_offset}"
        json = self.types.expressions.get(key)
        return None if json is None else typemap.from_mypy(json)

    def variable_hint(self, name: str) -> RType | None:
        """mypy's type of a local variable."""
        json = self.types.variables.get(name) if self.types else None
        return None if json is None else typemap.from_mypy(json)

    def key(self, name: str, node: ast.AST | None = None) -> str | None:
        """The key of a local variable, innermost scope first; None for names from outside."""
        for depth in range(len(self.names) - 1, -1, -1):
            if name in self.names[depth]:
                return self.web(node, self.names[depth][name]) if depth == 0 else self.names[depth][name]
        return None

    def web(self, node: ast.AST | None, name: str) -> str:
        """The variable that a place of a split name means."""
        return self.webs.get((getattr(node, "lineno", 0), getattr(node, "col_offset", 0)), name)

    def declare(self, name: str, node: ast.AST | None = None) -> str:
        """Makes a variable of the innermost scope; its key tells inner scopes' variables apart."""
        scope = self.names[-1]
        if len(self.names) == 1:
            scope[name] = name
            return self.web(node, name)
        if name not in scope:
            place = f"@{getattr(node, 'lineno', 0)}:{getattr(node, 'col_offset', 0)}"
            scope[name] = name + place
        return scope[name]

    def temporary(self, name: str, rtype: RType) -> ir.Var:
        """A made variable with a name that the function does not use."""
        base = name
        while name in self.taken or name in self.made:
            name = f"{base}_{len(self.made) + 2}"
            base += "_" * (name in self.taken)
        self.made.add(name)
        return ir.Var(rtype, name, f"{name}#")

    @contextmanager
    def inner_scope(self) -> Iterator[None]:
        """Names of a comprehension or lambda."""
        self.names.append({})
        try:
            yield
        finally:
            self.names.pop()

    def grow(self, key: str, rtype: RType) -> None:
        """Joins a type into a variable."""
        self.grown[key] = join(self.grown.get(key, BOTTOM), rtype)

    def variable(self, name: str, key: str) -> ir.Var:
        """A use of a variable at its present type."""
        name = key if key.startswith(f"{name}_") else name
        return ir.Var(join(self.env.get(key, BOTTOM), self.grown.get(key, BOTTOM)), name, key)

    def resolve(self, name: str) -> Binding:
        """What a name from outside of the function means."""
        path = f"{self.scope.name}:{name}"
        binding = self.scope.bindings.get(name)
        if binding is not None:
            return replace(self.program.resolve(binding), path=path)
        if builtin(name):
            self.uses.names[path] = f"builtins:{name}"
            return Binding("builtin", "builtins", name, path=path)
        return Binding("unknown", "", name, path=path)

    def refuse(self, code: str, message: str, node: ast.AST | None) -> Refused:
        return Refused(code, message, node)


def known(expr: ir.Expr) -> ir.Expr:
    """The expression itself; leaves the statement for the next pass while its type is open."""
    if has_bottom(expr.type):
        raise Pending
    return expr


def is_none(expr: ir.Expr) -> bool:
    """Whether the expression is the literal None."""
    return isinstance(expr, ir.Const) and expr.type == NONE


def open_type(rtype: RType | None) -> bool:
    """Whether mypy's hint says nothing that native code could use."""
    return rtype is None or rtype == OBJ
