"""The whole target as one index: modules, classes, functions, and what a name stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from agents.analyse.facts.names import ENUM_BASES, MODULE_ALIASES, is_absent
from agents.analyse.parsed import ParsedModule
from agents.analyse.scopes import (
    Binding,
    FunctionNode,
    Scope,
    all_arguments,
    body_scope,
    declared_globals,
    has_yield,
)


class Entity(NamedTuple):
    """What a name stands for.

    `fn` and `class` (ref: id), `value` (ref: `mod:NAME`), `module` (dotted name of a target module),
    `outside` (dotted name of anything else).
    """

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class FunctionInfo:
    """A function or method of the target."""

    id: str
    module: str
    qualname: str
    #: Lambdas of a module or class body are functions here, but not symbols.
    node: FunctionNode | ast.Lambda
    #: Id of the class whose method it is.
    cls: str
    #: As in `Symbol.kind`, before decorators are looked at.
    is_generator: bool
    #: Whether the same name is defined again (not counting `@overload`).
    twice: bool = False


@dataclass(slots=True)
class ClassInfo:
    """A class of the target."""

    id: str
    module: str
    qualname: str
    node: ast.ClassDef
    scope: Scope
    #: Method name -> id.
    methods: dict[str, str] = field(default_factory=dict)
    #: Filled by `link`: target classes, and dotted names of others.
    bases: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    decorators: list[str] = field(default_factory=list)
    metaclass: str = ""
    mro: tuple[str, ...] = ()


@dataclass(slots=True)
class ModuleIndex:
    """A module of the target."""

    parsed: ParsedModule
    scope: Scope
    #: Names rebound by `global X` in a function.
    declared: set[str]


@dataclass(slots=True)
class Program:
    """The index. Built once, then only read."""

    modules: dict[str, ModuleIndex] = field(default_factory=dict)
    packages: set[str] = field(default_factory=set)
    functions: dict[str, FunctionInfo] = field(default_factory=dict)
    classes: dict[str, ClassInfo] = field(default_factory=dict)
    subclasses: dict[str, set[str]] = field(default_factory=dict)
    _overrides: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _families: dict[str, list[str]] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], tuple[Entity, ...]] = field(default_factory=dict)

    def resolve(self, module: str, name: str) -> tuple[Entity, ...]:
        """What a global name of a module stands for; all possibilities, none when it isn't bound."""
        key = (module, name)
        if key not in self._resolved:
            self._resolved[key] = ()  # an import cycle ends here
            self._resolved[key] = tuple(dict.fromkeys(self._resolve(module, name)))
        return self._resolved[key]

    def _resolve(self, module: str, name: str) -> Iterable[Entity]:
        index = self.modules.get(module)
        if index is None:
            return
        found = False
        for binding in index.scope.bindings.get(name, ()):
            found = True
            yield from self._bound(module, name, binding)
        if not found and name in index.declared:
            yield Entity("value", f"{module}:{name}")
            return
        if not found:
            for star in index.scope.stars:
                yield from self._starred(self.import_base(module, star), name)

    def _bound(self, module: str, name: str, binding: Binding) -> Iterable[Entity]:
        for entity in self._meant(module, name, binding):
            if entity.kind != "outside" or not is_absent(entity.ref):
                yield entity

    def _meant(self, module: str, name: str, binding: Binding) -> Iterable[Entity]:
        if binding.kind == "def":
            yield Entity("fn", f"{module}:{name}")
        elif binding.kind == "class":
            yield Entity("class", f"{module}:{name}")
        elif binding.kind == "value":
            yield Entity("value", f"{module}:{name}")
        elif binding.kind == "import":
            yield self._module_entity(binding.ref)
        else:
            assert isinstance(binding.node, ast.ImportFrom)
            yield from self.member(self.import_base(module, binding.node), binding.ref)

    def _starred(self, base: str, name: str) -> Iterable[Entity]:
        if self.is_ours(base):
            if not name.startswith("_"):
                yield from self.resolve(base, name)
        else:
            yield Entity("outside", canonical(f"{base}.{name}"))

    def _module_entity(self, dotted: str) -> Entity:
        return Entity("module", dotted) if self.is_ours(dotted) else Entity("outside", canonical(dotted))

    def is_ours(self, dotted: str) -> bool:
        """Whether a dotted name is a module or package of the target."""
        return dotted in self.modules or dotted in self.packages

    def member(self, module: str, name: str) -> tuple[Entity, ...]:
        """What `module.name` is."""
        if not self.is_ours(module):
            return (Entity("outside", canonical(f"{module}.{name}")),)
        known = self.resolve(module, name)
        if not known and self.is_ours(f"{module}.{name}"):
            return (Entity("module", f"{module}.{name}"),)
        return known

    def import_base(self, module: str, node: ast.ImportFrom) -> str:
        """The module from which a `from` statement imports, as an absolute name."""
        if not node.level:
            return node.module or ""
        parts = module.split(".")
        if not self.modules[module].parsed.info.is_package:
            parts.pop()
        parts = parts[: len(parts) - (node.level - 1)]
        return ".".join([*parts, node.module] if node.module else parts)

    def dotted(self, module: str, node: ast.expr) -> tuple[Entity, ...]:
        """What a plain name or a chain of attributes stands for, without looking into values."""
        if isinstance(node, ast.Name):
            return self.resolve(module, node.id) or (Entity("outside", f"builtins.{node.id}"),)
        if isinstance(node, ast.Attribute):
            bases = self.dotted(module, node.value)
            return tuple(e for base in bases for e in self._inner(base, node.attr))
        if isinstance(node, ast.Subscript):
            return self.dotted(module, node.value)
        return ()

    def _inner(self, base: Entity, name: str) -> tuple[Entity, ...]:
        if base.kind == "module":
            return self.member(base.ref, name)
        if base.kind == "outside":
            return (Entity("outside", canonical(f"{base.ref}.{name}")),)
        if base.kind == "class":
            return self.class_member(base.ref, name)
        return ()

    def class_member(self, cls: str, name: str) -> tuple[Entity, ...]:
        """What an attribute of a class stands for: the first in its method resolution order."""
        for owner in self.classes[cls].mro or (cls,):
            info = self.classes[owner]
            if name in info.methods:
                return (Entity("fn", info.methods[name]),)
            if f"{owner}.{name}" in self.classes:
                return (Entity("class", f"{owner}.{name}"),)
            if name in info.scope.bindings:
                return (Entity("value", f"{owner}.{name}"),)
        return ()

    def overrides(self, cls: str, name: str) -> list[str]:
        """Ids of the methods that a call on an instance of the class or of a subclass may reach."""
        key = (cls, name)
        if key not in self._overrides:
            found: dict[str, None] = {}
            for one in (cls, *sorted(self.subclasses.get(cls, ()))):
                found.update((e.ref, None) for e in self.class_member(one, name) if e.kind == "fn")
            self._overrides[key] = list(found)
        return self._overrides[key]

    def family(self, cls: str) -> list[str]:
        """Every class that may have given an instance of the class (or of a subclass) its attributes."""
        if cls not in self._families:
            found = dict.fromkeys(self.classes[cls].mro or (cls,))
            for one in sorted(self.subclasses.get(cls, ())):
                found.update(dict.fromkeys(self.classes[one].mro))
            self._families[cls] = list(found)
        return self._families[cls]

    def outside_bases(self, cls: str) -> list[str]:
        """Dotted names of all bases that aren't the target's."""
        return [base for owner in self.classes[cls].mro for base in self.classes[owner].outside]

    def is_enum(self, cls: str) -> bool:
        return any(base in ENUM_BASES for base in self.outside_bases(cls))

    def is_member_type(self, name: str) -> bool:
        """Whether a type is an Enum of the target, whose members never change."""
        return name in self.classes and self.is_enum(name)

    def methods_after(self, cls: str, name: str) -> tuple[list[str], bool]:
        """Where `super().name` may lead from a class; and whether it may leave the target."""
        found: list[str] = []
        leaves = False
        for start in (cls, *sorted(self.subclasses.get(cls, ()))):
            order = self.classes[start].mro
            rest = order[order.index(cls) + 1 :] if cls in order else ()
            method = next(
                (self.classes[c].methods[name] for c in rest if name in self.classes[c].methods), ""
            )
            if not method:
                leaves = True
            elif method not in found:
                found.append(method)
        return found, leaves


def canonical(dotted: str) -> str:
    """The usual name of something outside.

    >>> canonical("typing_extensions.Literal")
    'typing.Literal'
    """
    if dotted in MODULE_ALIASES:
        return MODULE_ALIASES[dotted]
    head, _, rest = dotted.partition(".")
    if head in MODULE_ALIASES and rest:
        return f"{MODULE_ALIASES[head]}.{rest}"
    return dotted


def build(modules: Mapping[str, ParsedModule]) -> Program:
    """Indexes all modules of the target."""
    program = Program()
    for name, parsed in modules.items():
        program.modules[name] = ModuleIndex(
            parsed, body_scope(parsed.tree.body), declared_globals(parsed.tree)
        )
        parts = name.split(".")
        program.packages.update(".".join(parts[:i]) for i in range(1, len(parts)))
        _add_definitions(program, name, parsed.tree.body, "", "")
    _link(program)
    return program


def _add_definitions(program: Program, module: str, body: list[ast.stmt], prefix: str, cls: str) -> None:
    for node in _definitions(body):
        qualname = f"{prefix}{node.name}"
        identity = f"{module}:{qualname}"
        if isinstance(node, ast.ClassDef):
            info = ClassInfo(identity, module, qualname, node, body_scope(node.body))
            program.classes[identity] = info
            _add_definitions(program, module, node.body, f"{qualname}.", identity)
        elif (accessor := _accessor(node)) != "overload":
            _add_function(program, module, node, qualname + accessor, cls)


def _add_function(program: Program, module: str, node: FunctionNode, qualname: str, cls: str) -> None:
    identity = f"{module}:{qualname}"
    twice = identity in program.functions
    info = FunctionInfo(identity, module, qualname, node, cls, has_yield(node), twice)
    program.functions[identity] = info
    if cls and qualname.endswith(f".{node.name}"):
        program.classes[cls].methods[node.name] = identity


def _definitions(body: list[ast.stmt]) -> Iterable[FunctionNode | ast.ClassDef]:
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield statement
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _definitions(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            yield from _definitions(handler.body)


def _accessor(node: FunctionNode) -> str:
    """`.setter` and the like for further parts of a property, `overload` for declarations."""
    for decorator in node.decorator_list:
        name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
        if name == "overload":
            return "overload"
        if name in ("setter", "deleter", "getter") and isinstance(decorator, ast.Attribute):
            return f".{name}"
    return ""


def _link(program: Program) -> None:
    for info in program.classes.values():
        for base in info.node.bases:
            for entity in program.dotted(info.module, _plain_base(base)) or (Entity("outside", "?"),):
                (info.bases if entity.kind == "class" else info.outside).append(entity.ref)
        for keyword in info.node.keywords:
            if keyword.arg == "metaclass":
                found = program.dotted(info.module, keyword.value)
                info.metaclass = found[0].ref if found else "?"
        for decorator in info.node.decorator_list:
            info.decorators.append(decorator_name(program, info.module, decorator))
    for name in program.classes:
        program.classes[name].mro = _linear(program, name, ())
    for name, info in program.classes.items():
        for base in info.mro[1:]:
            program.subclasses.setdefault(base, set()).add(name)


def _plain_base(node: ast.expr) -> ast.expr:
    """`namedtuple("P", "x y")` as a base is as good as its factory."""
    return node.func if isinstance(node, ast.Call) else node


def decorator_name(program: Program, module: str, node: ast.expr) -> str:
    """The dotted name of a decorator (or of the factory that makes it); `?` where it isn't plain."""
    found = program.dotted(module, node.func if isinstance(node, ast.Call) else node)
    return found[0].ref if len(found) == 1 else "?"


def _linear(program: Program, cls: str, seen: tuple[str, ...]) -> tuple[str, ...]:
    """The method resolution order, target classes only; depth first where C3 finds none."""
    if cls in seen or cls not in program.classes:
        return ()
    info = program.classes[cls]
    chains = [list(_linear(program, base, (*seen, cls))) for base in info.bases]
    chains.append([b for b in info.bases if b in program.classes])
    merged = _c3([c for c in chains if c])
    if merged is None:
        merged = list(dict.fromkeys(c for chain in chains for c in chain))
    return (cls, *merged)


def _c3(chains: list[list[str]]) -> list[str] | None:
    order: list[str] = []
    while chains:
        head = next((c[0] for c in chains if not any(c[0] in other[1:] for other in chains)), None)
        if head is None:
            return None
        order.append(head)
        chains = [rest for c in chains if (rest := c[1:] if c[0] == head else c)]
    return order


def parameters(info: FunctionInfo) -> list[str]:
    """Names of the parameters in order of the signature."""
    return [a.arg for a in all_arguments(info.node.args)]
