"""Places declarations, finds out which variables are assigned twice, refuses what may be unbound.

Before: assignments anywhere, as in Python.
    if a: x = 1
    else: x = 2
    return x
After: each variable is declared once, in the innermost block that holds all of its uses.
    let x;
    if a { x = 1; } else { x = 2; }
    return x
Guarantees: every read is preceded by an assignment on every path.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused


def declare(function: ir.Function) -> ir.Function:
    """Runs the pass.

    Raises:
        Refused: a variable may be read before it is assigned.
    """
    params = {param.var.key for param in function.params}
    _Flow().check(function.body, params)
    _place(function.body, _mentioned(function.body) - params)
    maybe = _Maybe(set(params))
    maybe.block(function.body)
    function.mutable = maybe.mutable
    return function


def _keys(node: ir.Expr | ir.Stmt) -> set[str]:
    return {var.key for each in ir.walk(node) for var in [*ir.targets(each), *([each] if isinstance(each, ir.Var) else [])]}


def _mentioned(body: list[ir.Stmt]) -> set[str]:
    return {key for stmt in body for key in _keys(stmt)}


def _inner_bodies(stmt: ir.Stmt) -> list[list[ir.Stmt]]:
    """Statement lists right inside of a statement, those of blocks in its expressions included."""
    found = list(ir.bodies(stmt))
    stack: list[ir.Expr] = ir.children(stmt)
    while stack:
        expr = stack.pop()
        found += ir.bodies(expr)
        stack += [] if isinstance(expr, ir.Block | ir.Labelled) else ir.children(expr)
    return [body for body in found if body]


def _outside(stmt: ir.Stmt) -> set[str]:
    """Keys that a statement mentions outside of its inner bodies."""
    found = {var.key for var in ir.targets(stmt)}
    stack: list[ir.Expr] = ir.children(stmt)
    while stack:
        expr = stack.pop()
        found |= {var.key for var in ir.targets(expr)}
        if isinstance(expr, ir.Var):
            found.add(expr.key)
        stack += ir.children(expr)
    return found


def _place(body: list[ir.Stmt], keys: set[str]) -> None:
    """Declares the keys, all of whose mentions lie in this body."""
    inserted: list[tuple[int, ir.Declare]] = []
    inner: dict[int, tuple[list[ir.Stmt], set[str]]] = {}
    mentions = [_keys(stmt) for stmt in body]
    for key in sorted(keys):
        at = [i for i, found in enumerate(mentions) if key in found]
        home = _home(body[at[0]], key) if len(at) == 1 else None
        if home is not None:
            inner.setdefault(id(home), (home, set()))[1].add(key)
        elif not _declares(body[at[0]], key, alone=len(at) == 1):
            inserted.append((at[0], ir.Declare(_variable(body[at[0]], key))))
    for inner_body, inner_keys in inner.values():
        _place(inner_body, inner_keys)
    for index, declaration in sorted(inserted, key=lambda pair: -pair[0]):
        body.insert(index, declaration)


def _home(stmt: ir.Stmt, key: str) -> list[ir.Stmt] | None:
    """The one inner body that holds all mentions of the key, if there is one.

    The value of a block expression sees the names of its body, so a mention there keeps the key in it.
    """
    own = {var.key for var in ir.targets(stmt)}
    if key in own:
        return None
    holders: list[list[ir.Stmt]] = [b for b in ir.bodies(stmt) if key in _mentioned(b)]
    stack = ir.children(stmt)
    while stack:
        expr = stack.pop()
        if isinstance(expr, ir.Block | ir.Labelled):
            if key in _keys(expr):
                holders.append(expr.body)
                if key not in _mentioned(expr.body):
                    return None
            continue
        if (isinstance(expr, ir.Var) and expr.key == key) or any(var.key == key for var in ir.targets(expr)):
            return None
        stack += ir.children(expr)
    return holders[0] if len(holders) == 1 else None


def _declares(stmt: ir.Stmt, key: str, alone: bool) -> bool:
    """Lets the statement itself declare the key, where it can."""
    match stmt:
        case ir.Assign(target=target, value=value) if target.key == key and key not in _keys(value):
            stmt.declares = True
            return True
        case ir.Unpack(targets=targets, value=value) if key in {v.key for v in targets.variables()}:
            if key not in _keys(value) and _names_once(targets):
                stmt.declares.add(key)
                return True
        case ir.For(targets=targets, iterable=iterable, orelse=orelse) if alone and key in {v.key for v in targets.variables()}:
            if key not in _keys(iterable) and key not in _mentioned(orelse) and _names_once(targets):
                stmt.declares.add(key)
                return True
        case ir.Try(handlers=handlers) if alone and any(h.name is not None and h.name.key == key for h in handlers):
            return True
    return False


def _names_once(targets: ir.Pattern) -> bool:
    names = [var.name for var in targets.variables()]
    return len(names) == len(set(names))


def _variable(stmt: ir.Stmt, key: str) -> ir.Var:
    for each in ir.walk(stmt):
        for var in [*ir.targets(each), *([each] if isinstance(each, ir.Var) else [])]:
            if var.key == key:
                return var
    raise AssertionError(key)


@dataclass
class _Flow:
    """Definite assignment: which variables have a value on every path."""

    loops: list[list[set[str] | None]] = field(default_factory=list)

    def check(self, body: list[ir.Stmt], assigned: set[str]) -> set[str] | None:
        """The variables assigned after the statements; None when control does not get there."""
        state: set[str] | None = set(assigned)
        for stmt in body:
            if state is None:
                return None
            state = self._stmt(stmt, state)
        return state

    def _stmt(self, stmt: ir.Stmt, state: set[str]) -> set[str] | None:
        match stmt:
            case ir.If(test=test, body=body, orelse=orelse):
                yes, no = self._condition(test, state)
                return _meet([self.check(body, yes), self.check(orelse, no)])
            case ir.While():
                return self._while(stmt, state)
            case ir.For():
                return self._for(stmt, state)
            case ir.Try():
                return self._try(stmt, state)
            case ir.Break():
                self.loops[-1].append(state)
                return None
            case ir.Continue():
                return None
        for expr in ir.children(stmt):
            state = self._expr(expr, state)
        if isinstance(stmt, ir.Return | ir.Raise | ir.Reraise | ir.Yielding):
            return None
        return state | {var.key for var in ir.targets(stmt)}

    def _while(self, stmt: ir.While, state: set[str]) -> set[str] | None:
        yes, no = self._condition(stmt.test, state)
        self.loops.append([])
        self.check(stmt.body, yes)
        breaks = self.loops.pop()
        endless = isinstance(stmt.test, ir.Const) and stmt.test.value is True
        after = None if endless else self.check(stmt.orelse, no)
        return _meet([after, *breaks])

    def _for(self, stmt: ir.For, state: set[str]) -> set[str] | None:
        state = self._expr(stmt.iterable, state)
        self.loops.append([])
        self.check(stmt.body, state | {var.key for var in stmt.targets.variables()})
        breaks = self.loops.pop()
        return _meet([self.check(stmt.orelse, state), *breaks])

    def _try(self, stmt: ir.Try, state: set[str]) -> set[str] | None:
        tried = self.check(stmt.body, state)
        outcomes = [None if tried is None else self.check(stmt.orelse, tried)]
        for handler in stmt.handlers:
            named = {handler.name.key} if handler.name is not None else set()
            after = self.check(handler.body, state | named)
            outcomes.append(None if after is None else after - named)
        return _meet(outcomes)

    def _expr(self, expr: ir.Expr, state: set[str]) -> set[str]:
        match expr:
            case ir.Var(key=key, name=name):
                if key not in state:
                    raise Refused("maybe-unbound", f"{name} may be read before it is assigned", None)
                return state
            case ir.Logical() | ir.Not():
                yes, no = self._condition(expr, state)
                return yes & no
            case ir.IfExp(test=test, then=then, orelse=orelse):
                yes, no = self._condition(test, state)
                return self._expr(then, yes) & self._expr(orelse, no)
            case ir.Labelled(body=body):
                self.check(body, state)
                return state
            case ir.Block(body=body, value=value):
                after = self.check(body, state)
                return state if after is None else self._expr(value, after)
        for child in ir.children(expr):
            state = self._expr(child, state)
        return state | {var.key for var in ir.targets(expr)}

    def _condition(self, expr: ir.Expr, state: set[str]) -> tuple[set[str], set[str]]:
        """What is assigned when the condition holds, and when it doesn't."""
        match expr:
            case ir.Not(value=value):
                yes, no = self._condition(value, state)
                return no, yes
            case ir.Logical(op=op, values=values):
                exits: list[set[str] | None] = []
                for value in values:
                    yes, no = self._condition(value, state)
                    state = yes if op == "and" else no
                    exits.append(no if op == "and" else yes)
                left = _meet(exits) or set()
                return (state, left) if op == "and" else (left, state)
            case ir.Block(body=body, value=value):
                after = self.check(body, state)
                return (state, state) if after is None else self._condition(value, after)
        after = self._expr(expr, state)
        return after, after


def _meet(states: list[set[str] | None]) -> set[str] | None:
    real = [state for state in states if state is not None]
    return set.intersection(*real) if real else None


@dataclass
class _Maybe:
    """Which variables may have a value already when they are assigned (a second pass finds loops)."""

    assigned: set[str]
    mutable: set[str] = field(default_factory=set)

    def block(self, body: list[ir.Stmt]) -> None:
        for stmt in body:
            self._node(stmt)

    def _node(self, node: ir.Expr | ir.Stmt) -> None:
        for child in ir.children(node):
            self._node(child)
        match node:
            case ir.Declare(target=target):
                self.assigned.discard(target.key)
            case ir.Assign(target=target, declares=declares):
                self._assign(target.key, declares)
            case ir.Unpack(targets=targets, declares=declares):
                for var in targets.variables():
                    self._assign(var.key, var.key in declares)
            case ir.Assigning(target=target):
                self._assign(target.key, False)
            case ir.While() | ir.For():
                self._loop(node)
            case ir.If(body=body, orelse=orelse):
                self._branches([body, orelse])
            case ir.Op(row=row, args=[ir.Var(type=rtype, key=key), *_]) if row.mutates == 0 and rtype.name in ("str", "bytes"):
                self.mutable.add(key)
        if not isinstance(node, ir.While | ir.For | ir.If):
            for body in ir.bodies(node):
                self.block(body)

    def _branches(self, branches: list[list[ir.Stmt]]) -> None:
        before, after = set(self.assigned), set(self.assigned)
        for body in branches:
            self.assigned = set(before)
            self.block(body)
            after |= self.assigned
        self.assigned = after

    def _loop(self, node: ir.While | ir.For) -> None:
        for _ in range(2):
            if isinstance(node, ir.For):
                for var in node.targets.variables():
                    self._assign(var.key, var.key in node.declares)
            else:
                self._node(node.test)
            self.block(node.body)
        self.block(node.orelse)

    def _assign(self, key: str, declares: bool) -> None:
        if declares:
            self.assigned.discard(key)
        if key in self.assigned:
            self.mutable.add(key)
        self.assigned.add(key)
