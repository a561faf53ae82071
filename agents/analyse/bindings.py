"""What the names of a module are bound to: constants, functions, classes, imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from agents.analyse.facts.names import ENUM_BASES
from agents.analyse.flow.classes import has_fields
from agents.analyse.flow.state import ALL, State
from agents.analyse.program import ClassInfo, Entity, Program
from agents.analyse.scopes import Binding


@dataclass(frozen=True, slots=True)
class Constant:
    """A module global that is bound to a value."""

    name: str
    #: `literal`, `container`, `regex`, `alias` (of another name), `call` or `other`.
    kind: str
    #: The expression; None where there is none of its own (loop variables, unpacking, several bindings).
    node: ast.expr | None
    #: Bound more than once, or by somebody else.
    rebound: bool
    #: Changed in place after import.
    mutated: bool
    #: Changed in place by the module's own top level: `node` isn't the whole value.
    built: bool

    @property
    def is_constant(self) -> bool:
        """Whether its value is the same from the end of the import on."""
        return not (self.rebound or self.mutated)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a dataclass, NamedTuple or the like."""

    name: str
    annotation: ast.expr
    default: ast.expr | None


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the target."""

    #: `pkg.mod:Class`.
    id: str
    #: `plain`, `dataclass`, `NamedTuple`, `Enum`, `TypedDict`, `Protocol` or `exception`.
    kind: str
    #: Ids of target classes and dotted names of others.
    bases: tuple[str, ...]
    decorators: tuple[str, ...]
    #: In order of definition, inherited ones first.
    fields: tuple[Field, ...]
    #: Method name -> symbol id, inherited ones included.
    methods: dict[str, str]
    #: Ids of the target's classes derived from it.
    subclasses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """The names of one module."""

    constants: dict[str, Constant]
    #: Name -> symbol id.
    functions: dict[str, str]
    #: Qualified name -> class.
    classes: dict[str, Class]
    #: Local name -> `pkg.mod` or `pkg.mod.name`, as far as it can be followed.
    imports: dict[str, str]


def module_facts(state: State, module: str) -> ModuleFacts:
    """The bindings of a module, with what the analysis of the whole target says of them."""
    program = state.program
    scope = program.modules[module].scope
    constants, functions, imports = {}, {}, {}
    for name, bindings in scope.bindings.items():
        kinds = {b.kind for b in bindings}
        if "value" in kinds:
            constants[name] = _constant(state, module, name, bindings)
        elif kinds == {"def"} and f"{module}:{name}" in program.functions:
            functions[name] = f"{module}:{name}"
        elif kinds <= {"import", "from"}:
            found = program.resolve(module, name)
            if len(found) == 1:
                imports[name] = _dotted(found[0])
    classes = {c.qualname: _class(state, c) for c in program.classes.values() if c.module == module}
    return ModuleFacts(constants, functions, classes, imports)


def _dotted(entity: Entity) -> str:
    return entity.ref.replace(":", ".")


def _constant(state: State, module: str, name: str, bindings: list[Binding]) -> Constant:
    key = f"{module}:{name}"
    index = state.program.modules[module]
    node = _value_node(bindings[0].node, name) if len(bindings) == 1 else None
    rebound = key in state.rebound or name in index.declared or len(bindings) > 1
    return Constant(
        name=name,
        kind=_kind(state.program, module, node),
        node=node,
        rebound=rebound or f"{module}:{ALL}" in state.mutated,
        mutated=key in state.mutated,
        built=key in state.built,
    )


def _value_node(statement: ast.stmt, name: str) -> ast.expr | None:
    if isinstance(statement, ast.AnnAssign):
        return statement.value
    if isinstance(statement, ast.Assign):
        plain = all(isinstance(t, ast.Name) for t in statement.targets)
        return statement.value if plain else _unpacked(statement, name)
    return None


def _unpacked(statement: ast.Assign, name: str) -> ast.expr | None:
    """The part of `A, B = 1, 2` that a name gets."""
    target, value = statement.targets[0], statement.value
    if len(statement.targets) != 1 or not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple):
        return None
    if len(target.elts) != len(value.elts):
        return None
    pairs = zip(target.elts, value.elts, strict=True)
    return next((v for t, v in pairs if isinstance(t, ast.Name) and t.id == name), None)


def _kind(program: Program, module: str, node: ast.expr | None) -> str:
    if node is None:
        return "other"
    if isinstance(node, ast.Constant) or _is_signed(node):
        return "literal"
    if isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
        return "container"
    if isinstance(node, (ast.Name, ast.Attribute)):
        return "alias"
    if isinstance(node, ast.Call):
        called = program.dotted(module, node.func)
        return "regex" if called == (Entity("outside", "re.compile"),) else "call"
    return "other"


def _is_signed(node: ast.expr) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)


def _class(state: State, info: ClassInfo) -> Class:
    program = state.program
    order = info.mro or (info.id,)
    methods: dict[str, str] = {}
    for owner in reversed(order):
        methods.update(program.classes[owner].methods)
    fields: dict[str, Field] = {}
    if has_fields(state, info.id):
        for owner in reversed(order):
            fields.update(_fields(program.classes[owner]))
    return Class(
        id=info.id,
        kind=_class_kind(program, info),
        bases=(*info.bases, *info.outside),
        decorators=tuple(info.decorators),
        fields=tuple(fields.values()),
        methods=methods,
        subclasses=tuple(sorted(program.subclasses.get(info.id, ()))),
    )


def _fields(info: ClassInfo) -> dict[str, Field]:
    found = {}
    for statement in info.node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if ast.unparse(statement.annotation).rpartition(".")[2].startswith("ClassVar"):
                continue
            name = statement.target.id
            found[name] = Field(name, statement.annotation, statement.value)
    return found


def _class_kind(program: Program, info: ClassInfo) -> str:
    outside = program.outside_bases(info.id)
    if any(base in ENUM_BASES for base in outside):
        return "Enum"
    for kind in ("NamedTuple", "TypedDict", "Protocol"):
        if f"typing.{kind}" in outside:
            return kind
    if any(d.startswith("dataclasses.") for o in info.mro for d in program.classes[o].decorators):
        return "dataclass"
    if any(base.endswith(("Error", "Exception", "Warning")) for base in outside):
        return "exception"
    return "plain"
