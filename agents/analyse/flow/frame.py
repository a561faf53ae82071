"""One function (or module body) while it is being looked at."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from agents.analyse.effects import found
from agents.analyse.flow.state import Report, State
from agents.analyse.scopes import FunctionNode, FunctionScope
from agents.analyse.values import (
    ATOMS,
    BOTTOM,
    Origins,
    Type,
    Types,
    Value,
    deep,
    join,
    join_types,
    limited,
)

#: Variables and what they hold; None where control doesn't get.
Env = dict[str, Value]


class Arguments(NamedTuple):
    """The arguments of a call, evaluated."""

    positional: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()
    #: What `*args` and `**kwargs` may bring, together.
    rest: Value | None = None
    #: Variables in which the positional arguments lie, empty strings for other expressions.
    roots: tuple[str, ...] = ()
    #: Whether the order of iteration doesn't matter to whoever consumes the result.
    free: bool = False
    #: Whether `key=` tells all different items apart.
    total_key: bool = False

    def root(self, place: int) -> str:
        return self.roots[place] if place < len(self.roots) else ""

    def keyword(self, name: str) -> Value | None:
        return next((v for k, v in self.keywords if k == name), None)

    def everything(self) -> list[Value]:
        found = [*self.positional, *(v for _, v in self.keywords)]
        return [*found, self.rest] if self.rest is not None else found


@dataclass(frozen=True, slots=True)
class Engine:
    """The mutually recursive parts of the interpretation, so that modules needn't import in circles."""

    evaluate: Callable[[Frame, ast.expr], Value]
    reference: Callable[[Frame, ast.expr, bool], Value]
    invoke: Callable[[Frame, ast.AST, Value, Arguments], Value]
    execute: Callable[[Frame, list[ast.stmt]], None]
    assign: Callable[[Frame, ast.expr, Value, ast.AST], None]
    annotation: Callable[[Frame, ast.expr | None], Types]
    attribute: Callable[[Frame, Value, str, ast.AST, bool, str], Value]


@dataclass(slots=True)
class Nested:
    """A nested function or lambda."""

    node: FunctionNode | ast.Lambda
    scope: FunctionScope
    frame: Frame
    params: dict[str, Value] = field(default_factory=dict)
    returns: Value = BOTTOM
    active: bool = False
    #: Whether the body was looked at since something changed.
    fresh: bool = False


@dataclass(slots=True)
class Frame:
    """State of one look at one body. Nested functions have frames of their own, with a shared report."""

    state: State
    engine: Engine
    unit: str
    module: str
    #: Id of the class in whose body the unit stands.
    cls: str
    node: ast.AST
    #: None for the bodies of modules and classes, whose names live in the state.
    scope: FunctionScope | None
    report: Report = field(default_factory=Report)
    env: Env | None = field(default_factory=dict)
    #: Join of everything a local ever held; what closures see.
    held: Env = field(default_factory=dict)
    #: Variables that may share a mutable object: name -> representative.
    shared: dict[str, str] = field(default_factory=dict)
    outer: Frame | None = None
    #: `mod:` or `mod:C.` in front of the names of a module or class body.
    prefix: str = ""
    nested: dict[int, Nested] = field(default_factory=dict)
    #: Nodes whose iteration order doesn't matter to whoever consumes them.
    free: set[int] = field(default_factory=set)
    #: Result of the function looked at.
    returns: Value = BOTTOM
    yields: Value = BOTTOM
    #: Environments at `break` and `continue` of the loops around.
    #: Loop variables of the comprehensions around, which are local wherever they stand.
    comprehended: list[set[str]] = field(default_factory=list)
    breaks: list[list[Env]] = field(default_factory=list)
    continues: list[list[Env]] = field(default_factory=list)
    #: Name of the first parameter of a method.
    self_name: str = ""
    #: Something a closure sees has changed.
    moved: bool = False
    hints: dict[str, Types] = field(default_factory=dict)

    def effect(self, code: str, node: ast.AST, message: str) -> None:
        """Notes an effect at a place."""
        self.report.effects.setdefault(found(code, message, node))

    def need(self, identity: str) -> None:
        self.report.needs.setdefault(identity)

    def watch(self, key: str, node: ast.AST) -> None:
        """Notes that the value of a global or class attribute is read."""
        self.need(key)
        if key not in self.report.watched:
            self.report.watched[key] = found("global-read", "", node)

    def link(self, callee: str, node: ast.AST) -> None:
        """Notes a call of a function of the target."""
        self.need(callee)
        if self.at_import():
            self.report.places.append((callee, getattr(node, "lineno", 0)))
        if callee not in self.report.calls:
            self.report.calls[callee] = found("unknown-call", "", node)

    def at_import(self) -> bool:
        """Whether this is code that runs while the module is imported."""
        return self.scope is None and self.outer is None

    def mutate(self, origins: Origins, node: ast.AST, what: str) -> None:
        """Notes that objects of these origins are changed in place."""
        for origin in sorted(origins):
            name = origin[2:].removesuffix("*")
            if origin[0] == "p":
                place = found("mutates-argument", f"{what} changes the argument {name}", node)
                self.report.mutates.setdefault((name, origin.endswith("*")), place)
            elif origin[0] == "d":
                self.effect("hidden-state", node, f"{what} changes the default value of {name}")
            elif origin[0] == "g":
                self._mutate_global(name, node, what)
            else:
                self.effect("global-write", node, f"{what} changes {name}, which is not the target's")

    def _mutate_global(self, key: str, node: ast.AST, what: str) -> None:
        own = self.at_import() and key.startswith(f"{self.module}:")
        self.state.note_mutated(key, f"{self.unit} line {getattr(node, 'lineno', 0)}", own)
        if not self.at_import():
            self.need(key)
            self.effect("global-write", node, f"{what} changes the global {key}")

    def keep(self, holder: Value, root: str, value: Value) -> None:
        """Notes that `value` is put into `holder`, which is reached through the variable `root`."""
        origins = deep(value)
        if not origins:
            return
        self._hold(root, origins)
        shared = frozenset(o for o in origins if o[0] in "gx")
        for origin in holder.own:
            if origin[0] == "p":
                self.report.stores.setdefault(origin[2:], set()).update(origins)
            elif origin[0] == "g" and shared and self.at_import():
                # elsewhere this is a write to a global, which says all
                self.state.learn(origin[2:].removesuffix("*"), Value(frozenset(), inside=shared))

    def _hold(self, root: str, origins: Origins) -> None:
        owner = self.owner(root)
        for name in owner.partners(root):
            known = (owner.env or {}).get(name)
            if known is not None and not origins <= known.inside:
                owner.bind(name, Value(known.types, known.own, known.inside | origins))

    def widen_items(self, root: str, items: list[Types]) -> None:
        """Notes what types were put into the container in a variable."""
        owner = self.owner(root)
        for name in owner.partners(root):
            known = (owner.env or {}).get(name)
            if known is not None:
                types = frozenset(_with_items(t, items) for t in known.types)
                owner.bind(name, Value(limited(types), known.own, known.inside))

    def owner(self, name: str) -> Frame:
        """The frame in which a variable lives, as seen from here."""
        frame = self
        while name not in (frame.env or {}) and frame.outer is not None:
            frame = frame.outer
        return frame

    def partners(self, name: str) -> list[str]:
        """Variables that may share an object with this one, itself included."""
        top = self.leader(name)
        return [n for n in (self.env or {}) if n == name or self.leader(n) == top]

    def leader(self, name: str) -> str:
        while (up := self.shared.get(name, name)) != name:
            name = up
        return name

    def share(self, name: str, others: Iterable[str]) -> None:
        """Notes that variables may now hold the same object."""
        for other in others:
            left, right = self.leader(name), self.leader(other)
            if left != right:
                self.shared[left] = right

    def bind(self, name: str, value: Value) -> None:
        """Gives a local variable its value, and closures the sum of all of them."""
        if self.env is not None:
            # other ways of control may still hold the old one
            self.env = {**self.env, name: value}
        old = self.held.get(name, BOTTOM)
        new = join(old, value)
        if new != old:
            self.held[name] = new
            self.moved = True


def _with_items(known: Type, items: list[Types]) -> Type:
    if known.name in ATOMS or known.name in ("tuple", "frozenset", "?") or ":" in known.name:
        return known
    old = list(known.args) + [frozenset()] * (len(items) - len(known.args))
    new = tuple(join_types(a, b) for a, b in zip(old, items, strict=False))
    return Type(known.name, (*new, *known.args[len(new) :]), known.ref)


def join_env(left: Env | None, right: Env | None) -> Env | None:
    """What holds after two ways of control have met."""
    if left is None or right is None:
        return right if left is None else left
    if left is right:
        return left
    merged = dict(left)
    for name, value in right.items():
        known = merged.get(name)
        merged[name] = value if known is None else join(known, value)
    return merged
