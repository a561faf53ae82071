"""Splits a variable that is used for several purposes into one variable for each.

Definitions that reach a common use belong together (a "web", S. Muchnick, Advanced Compiler Design
and Implementation, section 16.3.3); the others only share a name. Python code likes to reuse names
(`text = list(text)`), and each web can have a native type of its own.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

#: A place of a name: line and column.
Place = tuple[int, int]
#: Definitions by name that may have been the last one.
State = dict[str, frozenset[int]]


@dataclass
class _Webs:
    names: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    stores: dict[Place, int] = field(default_factory=dict)
    breaks: list[list[State]] = field(default_factory=list)
    continues: list[list[State]] = field(default_factory=list)

    def find(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def define(self, name: str, place: Place, state: State) -> None:
        if place not in self.stores:
            self.stores[place] = len(self.names)
            self.parent.append(len(self.names))
            self.names.append(name)
        if place in self.places:
            # an augmented assignment reads and writes the same variable
            self.parent[self.find(self.stores[place])] = self.find(self.places[place])
        state[name] = frozenset([self.stores[place]])

    def use(self, name: str, place: Place, state: State) -> None:
        reaching = sorted(state.get(name, ()))
        if not reaching:
            return
        for other in reaching[1:]:
            self.parent[self.find(other)] = self.find(reaching[0])
        self.places[place] = reaching[0]

    def block(self, body: list[ast.stmt], state: State | None) -> State | None:
        for stmt in body:
            if state is None:
                return None
            state = self.stmt(stmt, state)
        return state

    def stmt(self, node: ast.stmt, state: State) -> State | None:
        match node:
            case ast.If():
                self.expr(node.test, state)
                return _merge([self.block(node.body, dict(state)), self.block(node.orelse, dict(state))])
            case ast.While() | ast.For():
                return self.loop(node, state)
            case ast.Try():
                return self.attempt(node, state)
            case ast.Break():
                self.breaks[-1].append(state)
                return None
            case ast.Continue():
                self.continues[-1].append(state)
                return None
            case ast.FunctionDef() | ast.ClassDef():
                self.expr(node, state)
                return state
        self.expr(node, state)
        return None if isinstance(node, ast.Return | ast.Raise) else state

    def loop(self, node: ast.While | ast.For, state: State) -> State | None:
        if isinstance(node, ast.For):
            self.expr(node.iter, state)
        after: list[State | None] = []
        for _ in range(3):  # definitions of one round reach the next; two rounds settle, one confirms
            self.breaks.append([])
            self.continues.append([])
            inner = dict(state)
            if isinstance(node, ast.While):
                self.expr(node.test, inner)
            done = dict(inner)
            if isinstance(node, ast.For):
                self.expr(node.target, inner)
            end = self.block(node.body, inner)
            after += self.breaks.pop()
            state = _merge([state, end, *self.continues.pop()]) or state
        if isinstance(node, ast.While):
            done = dict(state)
            self.expr(node.test, done)
        else:
            done = dict(state)
        return _merge([self.block(node.orelse, done), *after])

    def attempt(self, node: ast.Try, state: State) -> State | None:
        before = len(self.names)
        known = set(self.stores.values())
        tried = self.block(node.body, dict(state))
        inside = [i for i in range(len(self.names)) if i >= before or i not in known]
        reached = dict(state)
        for place, index in self.stores.items():
            if index in inside or _within(place, node.body):
                name = self.names[index]
                reached[name] = reached.get(name, frozenset()) | {index}
        outcomes = [self.block(node.orelse, tried)]
        for handler in node.handlers:
            start = dict(reached)
            if handler.type is not None:
                self.expr(handler.type, start)
            if handler.name:
                self.define(handler.name, (handler.lineno, handler.col_offset), start)
            outcomes.append(self.block(handler.body, start))
        merged = _merge(outcomes)
        return self.block(node.finalbody, merged) if node.finalbody else merged

    def expr(self, node: ast.AST, state: State) -> None:
        """Uses before definitions, as statements evaluate them."""
        stores: list[ast.Name] = []
        self._walk(node, state, frozenset(), stores)
        for name in stores:
            self.define(name.id, (name.lineno, name.col_offset), state)

    def _walk(self, node: ast.AST, state: State, hidden: frozenset[str], stores: list[ast.Name]) -> None:
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name not in hidden:
                self.use(name, (node.lineno, node.col_offset), state)
            case ast.Name(id=name) if name not in hidden:
                stores.append(node)
            case ast.AugAssign(target=ast.Name(id=name) as target):
                self.use(name, (target.lineno, target.col_offset), state)
                self._walk(node.value, state, hidden, stores)
                stores.append(target)
            case ast.NamedExpr(target=target, value=value):
                self._walk(value, state, hidden, stores)
                self.define(target.id, (target.lineno, target.col_offset), state)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                bound = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
                self._walk(node.generators[0].iter, state, hidden, stores)
                for child in ast.iter_child_nodes(node):
                    self._walk(child, state, hidden | bound, stores)
            case ast.Lambda(args=args):
                bound = {arg.arg for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
                self._walk(node.body, state, hidden | bound, stores)
            case _:
                for child in ast.iter_child_nodes(node):
                    self._walk(child, state, hidden, stores)


def _within(place: Place, body: list[ast.stmt]) -> bool:
    first, last = body[0], body[-1]
    return (first.lineno, first.col_offset) <= place <= (last.end_lineno or last.lineno, last.end_col_offset or 0)


def _merge(states: list[State | None]) -> State | None:
    real = [state for state in states if state is not None]
    if not real:
        return None
    names = {name for state in real for name in state}
    return {name: frozenset().union(*(state.get(name, frozenset()) for state in real)) for name in names}


def _key(name: str, place: int, taken: set[str]) -> str:
    key = name if place == 0 else f"{name}_{place + 1}"
    while place and key in taken:
        key += "_"
    return key


def webs(node: ast.FunctionDef) -> dict[Place, str]:
    """Place of each local name -> the key of its web; the first web of a name keeps the name."""
    found = _Webs()
    state: State = {}
    for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
        found.define(arg.arg, (arg.lineno, arg.col_offset), state)
    found.block(node.body, state)
    order: dict[str, list[int]] = {}
    for index in range(len(found.names)):
        roots = order.setdefault(found.names[index], [])
        if found.find(index) not in roots:
            roots.append(found.find(index))
    taken = set(order)
    keys = {root: _key(name, i, taken) for name, roots in order.items() for i, root in enumerate(roots)}
    return {place: keys[found.find(index)] for place, index in [*found.places.items(), *found.stores.items()]}
