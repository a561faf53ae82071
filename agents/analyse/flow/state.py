"""What the analysis knows so far, and who must be looked at again when it learns more."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from agents.analyse.decorators import Decorated, decorated
from agents.analyse.effects import Found
from agents.analyse.facts.names import MAPPING_SIGNS
from agents.analyse.program import Program
from agents.analyse.scopes import FunctionNode, FunctionScope, function_scope
from agents.analyse.values import ANY, BOTTOM, Origins, Types, Value, join, join_types


class Summary(NamedTuple):
    """What callers see of a function."""

    returns: Value = BOTTOM
    #: Parameters changed in place, and whether also what lies inside of them is.
    mutates: frozenset[tuple[str, bool]] = frozenset()
    #: Parameters into which (`x*`: into something inside of which) is put, with the origins of that.
    stores: tuple[tuple[str, Origins], ...] = ()
    #: Parameters that are called.
    callbacks: frozenset[str] = frozenset()


#: Stands for every global of a module.
ALL = "<all>"
#: Ends the id of the unit that is the body of a module.
BODY = ":<module>"


@dataclass(slots=True)
class Report:
    """What the last look at one function found."""

    effects: dict[Found, None] = field(default_factory=dict)
    #: Functions of the target that it may call, with the first place.
    calls: dict[str, Found] = field(default_factory=dict)
    #: Names of the module that it reads.
    reads: dict[str, None] = field(default_factory=dict)
    #: Globals and class attributes whose value it reads, with the first place.
    watched: dict[str, Found] = field(default_factory=dict)
    #: Ids of functions, classes and globals of the target that it depends on.
    needs: dict[str, None] = field(default_factory=dict)
    #: Lines in which code that runs at import calls functions of the target.
    places: list[tuple[str, int]] = field(default_factory=list)
    mutates: dict[tuple[str, bool], Found] = field(default_factory=dict)
    stores: dict[str, set[str]] = field(default_factory=dict)
    #: Parameters that are called.
    callbacks: set[str] = field(default_factory=set)
    returns: Value = BOTTOM


@dataclass(slots=True)
class State:
    """The store of facts. Everything in it only grows, which is why the analysis ends."""

    program: Program
    #: Runs one unit: a function id, or `mod:<module>`.
    run: Callable[[str], None]
    summaries: dict[str, Summary] = field(default_factory=dict)
    #: Globals `mod:NAME`, class attributes `mod:C.NAME`, instance attributes `@mod:C.name`.
    values: dict[str, Value] = field(default_factory=dict)
    #: Types passed for parameters, `id:name`; only those that matter beyond annotations.
    passed: dict[str, Types] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    #: Globals that are changed after import, with a sentence that says where.
    mutated: dict[str, str] = field(default_factory=dict)
    #: Globals that are filled by their own module's top level.
    built: set[str] = field(default_factory=set)
    #: Globals for which one origin stands, and where one of them is changed.
    pool: set[str] = field(default_factory=set)
    pool_mutated: str = ""
    rebound: dict[str, str] = field(default_factory=dict)
    dependents: dict[str, dict[str, None]] = field(default_factory=dict)
    pending: deque[str] = field(default_factory=deque)
    queued: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=set)
    depth: int = 0
    #: Types of expressions by place, for units of which mypy has told them.
    expression_types: dict[str, dict[str, Types]] = field(default_factory=dict)
    #: Attributes that the methods of a class give to `self`.
    stored: dict[str, frozenset[str]] = field(default_factory=dict)
    _scopes: dict[int, FunctionScope] = field(default_factory=dict)
    _names: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _mappings: dict[int, frozenset[str]] = field(default_factory=dict)
    _decorated: dict[str, Decorated] = field(default_factory=dict)

    def decorated(self, function: str) -> Decorated:
        """What the decorators of a function make of it."""
        if function not in self._decorated:
            self._decorated[function] = decorated(self.program, self.program.functions[function])
        return self._decorated[function]

    def scope(self, node: FunctionNode | ast.Lambda) -> FunctionScope:
        """The names of a function."""
        known = self._scopes.get(id(node))
        if known is None:
            known = self._scopes[id(node)] = function_scope(node)
        return known

    def mentioned(self, node: ast.AST) -> tuple[str, ...]:
        """All names in an expression."""
        known = self._names.get(id(node))
        if known is None:
            known = tuple({n.id for n in ast.walk(node) if isinstance(n, ast.Name)})
            self._names[id(node)] = known
        return known

    def mappings(self, node: ast.AST) -> frozenset[str]:
        """Variables that a function uses as only mappings are used."""
        known = self._mappings.get(id(node))
        if known is None:
            known = self._mappings[id(node)] = frozenset(_used_as_mappings(node))
        return known

    def enqueue(self, unit: str) -> None:
        if unit not in self.queued:
            self.queued.add(unit)
            self.pending.append(unit)

    def _changed(self, key: str) -> None:
        for unit in self.dependents.get(key, ()):
            self.enqueue(unit)

    def read(self, unit: str, key: str) -> Value:
        """A value, remembered as something that the unit depends on."""
        self.dependents.setdefault(key, {}).setdefault(unit)
        if key not in self.values and key[0] not in "@%":
            self._look_at_module(key.partition(":")[0])
        return self.values.get(key, BOTTOM)

    def _look_at_module(self, module: str) -> None:
        """Modules are looked at in the order in which they need each other, as far as there is one."""
        body = module + BODY
        if body not in self.reports and body not in self.active and self.depth < _DEEPEST:
            self.visit(body)

    def learn(self, key: str, value: Value) -> None:
        """Adds to what a global or attribute may be."""
        old = self.values.get(key, BOTTOM)
        new = join(old, value)
        if new != old:
            new = Value(new.types, self.pooled(new.own), self.pooled(new.inside))
        if new != old:
            self.values[key] = new
            self._changed(key)

    def hints(self, unit: str, key: str) -> Types:
        """Types that callers were seen to pass."""
        self.dependents.setdefault("^" + key, {}).setdefault(unit)
        return self.passed.get(key, frozenset())

    def hint(self, key: str, types: Types) -> None:
        old = self.passed.get(key, frozenset())
        new = join_types(old, types)
        if new != old:
            self.passed[key] = new
            self._changed("^" + key)

    def summary(self, unit: str, callee: str) -> Summary:
        """What is known of a callee; it is looked at first when it wasn't yet."""
        self.dependents.setdefault("()" + callee, {}).setdefault(unit)
        if callee not in self.summaries and self.depth < _DEEPEST and callee not in self.active:
            self.visit(callee)
        return self.summaries.get(callee, Summary())

    def visit(self, unit: str) -> None:
        """Looks at one unit now."""
        self.queued.discard(unit)
        self.active.add(unit)
        self.depth += 1
        self.run(unit)
        self.depth -= 1
        self.active.discard(unit)

    def conclude(self, unit: str, report: Report) -> None:
        """Takes the report of a unit in."""
        self.reports[unit] = report
        old = self.summaries.get(unit, Summary())
        for into, origins in old.stores:
            report.stores.setdefault(into, set()).update(origins)
        new = Summary(
            join(old.returns, self._pooled_value(report.returns)),
            old.mutates | frozenset(report.mutates),
            tuple((into, self.pooled(frozenset(report.stores[into]))) for into in sorted(report.stores)),
            old.callbacks | frozenset(report.callbacks),
        )
        if new != old or unit not in self.summaries:
            self.summaries[unit] = new
            self._changed("()" + unit)

    def drain(self) -> None:
        """Works until nothing changes any more."""
        while self.pending:
            unit = self.pending.popleft()
            if unit in self.queued:
                self.visit(unit)

    def seal(self) -> bool:
        """Opens the values of which nothing was learnt; true when that concerned anybody."""
        empty = [k for k in self.dependents if _is_value(k) and not self.values.get(k, BOTTOM).types]
        for key in empty:
            self.learn(key, Value(ANY))
        return bool(empty)

    def pooled(self, origins: Origins) -> Origins:
        """The origins, with very many globals replaced by one that stands for all of them.

        Without that, programs in which everything refers to everything would never be done with.
        """
        if len(origins) <= _MOST_ORIGINS and POOL not in origins and OTHERS not in origins:
            return origins
        kept = {o for o in origins if o[0] in "pd"}
        shared = {o for o in origins if o[0] == "g"}
        others = {o for o in origins if o[0] == "x"}
        if OTHERS in others or len(others) > _MOST_ORIGINS // 2:
            others = {OTHERS, OTHERS + "*"}
        if POOL in shared or len(shared) > _MOST_ORIGINS // 2:
            self._absorb({o[2:].removesuffix("*") for o in shared})
            shared = {POOL, POOL + "*"}
        return frozenset(kept | others | shared)

    def _absorb(self, keys: set[str]) -> None:
        fresh = keys - self.pool - {POOL[2:]}
        self.pool |= fresh
        if self.pool_mutated:
            for key in fresh:
                self.mutated.setdefault(key, self.pool_mutated)

    def _pooled_value(self, value: Value) -> Value:
        return Value(value.types, self.pooled(value.own), self.pooled(value.inside))

    def note_mutated(self, key: str, where: str, at_import: bool) -> None:
        if key == POOL[2:]:
            self.pool_mutated = self.pool_mutated or where
            for one in self.pool:
                self.mutated.setdefault(one, where)
            return
        if at_import:
            self.built.add(key)
        else:
            self.mutated.setdefault(key, where)

    def note_rebound(self, key: str, where: str) -> None:
        self.rebound.setdefault(key, where)


#: An origin that stands for any of very many globals, and one for any of very many other things.
POOL = "g::many globals"
OTHERS = "x:things of other packages"
_MOST_ORIGINS = 24
#: How far callees are looked at ahead of their turn.
_DEEPEST = 40


def _is_value(key: str) -> bool:
    return not key.startswith(("^", "()", "%"))


def _used_as_mappings(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        sign = isinstance(node, ast.Subscript) or (
            isinstance(node, ast.Attribute) and node.attr in MAPPING_SIGNS
        )
        if sign and isinstance(owner := getattr(node, "value", None), ast.Name):
            yield owner.id
