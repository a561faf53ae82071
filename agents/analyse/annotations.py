"""What annotations say of types."""

from __future__ import annotations

import ast
from functools import lru_cache

from agents.analyse.facts.lookup import fact, has_methods
from agents.analyse.program import Entity, Program
from agents.analyse.values import ANY, Type, Types, join_types, limited

#: Annotated classes by dotted name; what is not here stands for itself where it has a row.
_NAMES = {
    **{
        f"builtins.{n}": n
        for n in [
            "int",
            "float",
            "bool",
            "complex",
            "str",
            "bytes",
            "bytearray",
            "memoryview",
            "range",
            "slice",
        ]
    },
    **{f"builtins.{n}": n for n in ["list", "dict", "set", "frozenset", "tuple", "BaseException"]},
    "typing.List": "list",
    "typing.Dict": "dict",
    "typing.Set": "set",
    "typing.FrozenSet": "frozenset",
    "typing.Tuple": "tuple",
    "typing.Text": "str",
    "typing.AnyStr": "str",
    "typing.DefaultDict": "collections.defaultdict",
    "typing.OrderedDict": "collections.OrderedDict",
    "typing.Counter": "collections.Counter",
    "typing.ChainMap": "collections.ChainMap",
    "typing.Deque": "collections.deque",
    "typing.Pattern": "re.Pattern",
    "typing.Match": "re.Match",
    "typing.LiteralString": "str",
    "types.NoneType": "NoneType",
    "pathlib.Path": "pathlib.Path",
}
#: The same names in `typing` and `collections.abc`.
_ABSTRACT = {
    "Sequence": "Sequence",
    "Collection": "Collection",
    "Container": "?",
    "Iterable": "Iterable",
    "Iterator": "Iterator",
    "Generator": "Iterator",
    "Reversible": "Iterable",
    "Mapping": "Mapping",
    "MutableMapping": "MutableMapping",
    "MutableSequence": "MutableSequence",
    "AbstractSet": "AbstractSet",
    "Set": "AbstractSet",
    "MutableSet": "MutableSet",
    "KeysView": "dict_keys",
    "ValuesView": "dict_values",
    "ItemsView": "dict_items",
    "Callable": "callable",
    "ByteString": "bytes",
    "Hashable": "?",
    "Sized": "?",
}
#: Wrappers around one annotation.
_WRAPPERS = frozenset(
    f"typing.{n}"
    for n in [
        "Final",
        "ClassVar",
        "Annotated",
        "Required",
        "NotRequired",
        "ReadOnly",
        "Unpack",
        "TypeGuard",
        "TypeIs",
    ]
)
_DEEPEST = 12


def annotation_types(program: Program, module: str, node: ast.expr | None, depth: int = 0) -> Types:
    """The types that an annotation admits; anything where it says nothing that is understood."""
    if node is None or depth > _DEEPEST:
        return ANY
    if isinstance(node, ast.Constant):
        return _constant(program, module, node, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left = annotation_types(program, module, node.left, depth + 1)
        return join_types(left, annotation_types(program, module, node.right, depth + 1))
    if isinstance(node, ast.Subscript):
        return limited(_generic(program, module, node, depth))
    types: Types = frozenset()
    for entity in program.dotted(module, node):
        types = join_types(types, _entity(program, entity, depth))
    return types or ANY


def _constant(program: Program, module: str, node: ast.Constant, depth: int) -> Types:
    if node.value is None:
        return frozenset({Type("NoneType")})
    if isinstance(node.value, str):
        parsed = _parse(node.value)
        return annotation_types(program, module, parsed, depth + 1)
    return ANY


@lru_cache(maxsize=4096)
def _parse(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _entity(program: Program, entity: Entity, depth: int) -> Types:
    if entity.kind == "class":
        return frozenset({Type(entity.ref)})
    if entity.kind == "value":
        return _alias(program, entity.ref, depth)
    if entity.kind != "outside":
        return ANY
    name = outside_type(entity.ref)
    return ANY if name == "?" else frozenset({Type(name)})


def outside_type(dotted: str) -> str:
    """The type that a class of another package is known by here; `?` for most."""
    if dotted in _NAMES:
        return _NAMES[dotted]
    module, _, name = dotted.rpartition(".")
    if module in ("typing", "collections.abc") and name in _ABSTRACT:
        if module == "typing" and name == "Set":
            return "set"
        return _ABSTRACT[name]
    if has_methods(dotted):
        return dotted
    row = fact(dotted)
    if row is None or not row.callable:
        return "?"
    if row.result == "BaseException":
        return "BaseException"
    return "?" if row.result.partition("[")[0] != dotted else dotted


def _alias(program: Program, ref: str, depth: int) -> Types:
    """The meaning of `Name = Union[...]` at module level."""
    module, _, name = ref.partition(":")
    index = program.modules.get(module)
    bindings = index.scope.bindings.get(name, []) if index else []
    if len(bindings) == 1 and isinstance(bindings[0].node, (ast.Assign, ast.AnnAssign)):
        value = bindings[0].node.value
        if isinstance(value, (ast.Subscript, ast.BinOp, ast.Name, ast.Attribute)):
            return annotation_types(program, module, value, depth + 1)
        if (
            isinstance(value, ast.Call)
            and ast.unparse(value.func).endswith("NewType")
            and len(value.args) > 1
        ):
            return annotation_types(program, module, value.args[1], depth + 1)
    return ANY


def _generic(program: Program, module: str, node: ast.Subscript, depth: int) -> Types:
    items = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    result: Types = frozenset()
    for entity in program.dotted(module, node.value):
        result = join_types(result, _applied(program, module, entity, items, depth))
    return result or ANY


def _applied(program: Program, module: str, entity: Entity, items: list[ast.expr], depth: int) -> Types:
    def inner(item: ast.expr) -> Types:
        return annotation_types(program, module, item, depth + 1)

    if entity.kind != "outside":
        return _entity(program, entity, depth)
    if entity.ref == "typing.Optional":
        return join_types(inner(items[0]), frozenset({Type("NoneType")}))
    if entity.ref == "typing.Union":
        joined: Types = frozenset()
        for item in items:
            joined = join_types(joined, inner(item))
        return joined
    if entity.ref == "typing.Literal":
        return _literals(items)
    if entity.ref in _WRAPPERS:
        return inner(items[0])
    if entity.ref in ("typing.Type", "builtins.type"):
        return _class_objects(inner(items[0]))
    name = outside_type(entity.ref)
    if name == "?":
        return ANY
    if name == "tuple":
        return _tuple(items, [inner(i) for i in items if not _is_dots(i)])
    if name == "callable":
        return frozenset({Type("callable")})
    return frozenset({Type(name, tuple(inner(i) for i in items))})


def _is_dots(item: ast.expr) -> bool:
    return isinstance(item, ast.Constant) and item.value is ...


def _tuple(items: list[ast.expr], inner: list[Types]) -> Types:
    if any(_is_dots(i) for i in items):
        return frozenset({Type("tuple", tuple(inner[:1]))})
    return frozenset({Type("tuple", tuple(inner), "fixed")})


def _literals(items: list[ast.expr]) -> Types:
    names = {type(i.value).__name__ for i in items if isinstance(i, ast.Constant)}
    plain = all(isinstance(i, ast.Constant) for i in items)
    return frozenset(Type(n) for n in names) if plain and names else ANY


def _class_objects(types: Types) -> Types:
    """`type[C]`: the classes of which the types are instances."""
    found = frozenset(Type("class", (), t.name) for t in types if ":" in t.name)
    return found if len(found) == len(types) else ANY
