"""Builtins whose arguments are more than values: generators, keys, types, several shapes."""

from __future__ import annotations

import ast
import string
from collections.abc import Callable

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lattice import BOTTOM, has_bottom, join
from agents.transpiler.lower.context import Lowering, known
from agents.transpiler.lower.expressions import as_text, lower, truth
from agents.transpiler.lower.iteration import (
    as_iterator,
    called_with,
    collect,
    iterable,
    quantified,
)
from agents.transpiler.lower.rows import apply, coerce
from agents.transpiler.lower.strings import concatenate, formatted, literal_text
from agents.transpiler.rtypes import BOOL, NONE, NUM, OBJ, RANGE, STR, ListOf, RType

Special = Callable[[Lowering, ast.Call, RType | None], ir.Expr]
#: Name of the builtin (or dotted name) -> how its calls are lowered.
SPECIAL: dict[str, Special] = {}


def special(*names: str) -> Callable[[Special], Special]:
    """Registers a lowering for calls of these names."""

    def register(function: Special) -> Special:
        SPECIAL.update(dict.fromkeys(names, function))
        return function

    return register


def _only_keywords(node: ast.Call, *allowed: str) -> dict[str, ast.expr]:
    found = {keyword.arg or "**": keyword.value for keyword in node.keywords}
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        raise Refused("no-row", f"the keyword {unknown[0]} has no row", node)
    return found


@special("any", "all")
def _quantifier(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    assert isinstance(node.func, ast.Name)
    if len(node.args) != 1:
        raise Refused("no-row", f"{node.func.id} takes one argument", node)
    argument = node.args[0]
    if isinstance(argument, ast.GeneratorExp):
        return quantified(low, argument, node.func.id == "any")
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) and argument.func.id == "map":
        return quantified(low, _as_generator(argument), node.func.id == "any")
    item = ast.copy_location(ast.Name("item", ast.Load()), argument)
    target = ast.copy_location(ast.Name("item", ast.Store()), argument)
    made = ast.GeneratorExp(item, [ast.comprehension(target, argument, [], 0)])
    return quantified(low, ast.copy_location(made, argument), node.func.id == "any")


def _as_generator(call: ast.Call) -> ast.GeneratorExp:
    if len(call.args) != 2:
        raise Refused("no-row", "map over several iterables has no row", call)
    item = ast.copy_location(ast.Name("item", ast.Load()), call)
    target = ast.copy_location(ast.Name("item", ast.Store()), call)
    element = called_with(call.args[0], item)
    made = ast.GeneratorExp(element, [ast.comprehension(target, call.args[1], [], 0)])
    return ast.fix_missing_locations(ast.copy_location(made, call))


@special("sum")
def _sum(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    keywords = _only_keywords(node, "start")
    source = iterable_or_set(low, node.args[0])
    if source.type.name == "tuple":
        source = iterable(low, node.args[0], eager=True)
    elif source.type.name in ("range", "vartuple", "dict"):
        source = apply(low, "builtins.iter", [source], node)
    starts = [lower(low, arg, source.type.args[0]) for arg in [*node.args[1:], *keywords.values()]]
    return apply(low, "builtins.sum", [source, *starts], node)


@special("list", "tuple", "set", "frozenset", "dict")
def _container(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    assert isinstance(node.func, ast.Name)
    name = node.func.id
    _only_keywords(node)
    if not node.args:
        if name == "tuple":
            return ir.Display(RType("tuple"), [])
        args = expected.args if expected and expected.name == name else ((BOTTOM, BOTTOM) if name == "dict" else (BOTTOM,))
        return ir.Display(RType(name, args), [])
    if isinstance(node.args[0], ast.GeneratorExp) and name in ("list", "set"):
        return collect(low, node.args[0], expected.args[0] if expected and expected.name == name else None, name)
    if isinstance(node.args[0], ast.GeneratorExp | ast.ListComp):
        made = node.args[0]
        value = collect(low, made, None, "list") if isinstance(made, ast.GeneratorExp) else lower(low, made)
        return apply(low, f"builtins.{name}", [as_iterator(low, value, node)], node)
    source = iterable_or_set(low, node.args[0])
    if name == "tuple" and source.type.name in ("tuple", "vartuple"):
        return source
    if source.type.name in ("set", "frozenset", "dict"):
        return apply(low, f"builtins.{name}", [source], node)
    if source.type == RANGE:
        source = apply(low, "builtins.iter", [source], node)
    return apply(low, f"builtins.{name}", [source], node)


def iterable_or_set(low: Lowering, node: ast.expr) -> ir.Expr:
    """Like iterable, but sets, dicts and tuples come as they are: rows decide whether order matters."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.SetComp | ast.Set | ast.BinOp):
        value = known(lower(low, node))
        if value.type.name in ("set", "frozenset", "dict", "tuple", "vartuple"):
            return value
        return value if value.type == RANGE else as_iterator(low, value, node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("set", "frozenset", "dict"):
        return lower(low, node)
    plain = isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _LAZY)
    if plain and low.hint(node) is not None:
        value = known(lower(low, node))
        if value.type.name in ("set", "frozenset", "dict", "tuple", "vartuple", "iter", "range"):
            return value
        return as_iterator(low, value, node)
    return iterable(low, node, eager=True)


#: Builtins whose result only exists while it is consumed.
_LAZY = frozenset(("map", "filter", "zip", "enumerate", "reversed", "range"))


@special("sorted")
def _sorted(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    keywords = _only_keywords(node, "key", "reverse")
    source = iterable_or_set(low, node.args[0])
    if source.type == RANGE:
        source = apply(low, "builtins.iter", [source], node)
    if source.type.name == "tuple":
        source = iterable(low, node.args[0], eager=True)
    elif source.type.name in ("vartuple", "dict"):
        source = as_iterator(low, source, node)
    if _keyless(keywords):
        return apply(low, "builtins.sorted", [source, _reverse(low, keywords)], node)
    if source.type.name in ("set", "frozenset"):
        raise Refused("no-row", "a set sorted by a key keeps the order of equal keys", node)
    items = apply(low, "builtins.list", [source], node)
    return _by_keys(low, node, items, keywords["key"], "{0}.sort_by_keys({&1}, {2})?", _reverse(low, keywords), whole=True)


def _keyless(keywords: dict[str, ast.expr]) -> bool:
    key = keywords.get("key")
    return key is None or (isinstance(key, ast.Constant) and key.value is None)


def _reverse(low: Lowering, keywords: dict[str, ast.expr]) -> ir.Expr:
    return truth(low, keywords["reverse"]) if "reverse" in keywords else ir.true(False)


def _by_keys(
    low: Lowering, node: ast.Call, items: ir.Expr, key: ast.expr, template: str, extra: ir.Expr | None, whole: bool
) -> ir.Expr:
    """Computes the key of each item in order, then lets the runtime compare keys."""
    known(items)
    held = low.temporary("items", items.type)
    keys = _key_list(low, key, held, node)
    kept = low.temporary("keys", keys.type)
    args: list[ir.Expr] = [held, kept] + ([extra] if extra is not None else [])
    body: list[ir.Stmt] = [ir.Assign(held, items, line=node.lineno), ir.Assign(kept, keys, line=node.lineno)]
    if whole:
        body.append(ir.ExprStmt(ir.RustCall(NONE, template, args), line=node.lineno))
        return ir.Block(items.type, body, held)
    return ir.Block(items.type.args[0], body, ir.RustCall(items.type.args[0], template, args))


def _key_list(low: Lowering, key: ast.expr, items: ir.Var, node: ast.Call) -> ir.Expr:
    """`[key(item) for item in items]`."""
    with low.inner_scope():
        name = ast.copy_location(ast.Name("item", ast.Load()), key)
        target = ir.Var(items.type.args[0], "item", low.declare("item", key))
        low.grow(target.key, target.type)
        value = known(as_text(lower(low, called_with(key, name))))
    out = low.temporary("out", ListOf(value.type))
    push = ir.ExprStmt(apply(low, "list.append", [out, value], node), line=node.lineno)
    loop = ir.For(ir.Pattern(var=target), as_iterator(low, items, node), [push], [], line=node.lineno)
    return ir.Block(out.type, [ir.Assign(out, ir.Display(out.type, []), line=node.lineno), loop], out)


@special("list.sort")
def _sort(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    assert isinstance(node.func, ast.Attribute)
    keywords = _only_keywords(node, "key", "reverse")
    receiver = known(lower(low, node.func.value))
    if not _keyless(keywords) and _mentions(keywords["key"], node.func.value):
        raise Refused("syntax", "a key that looks at the list that is being sorted", node)
    if _keyless(keywords):
        return apply(low, "list.sort", [receiver, _reverse(low, keywords)], node)
    sort = _by_keys(low, node, receiver, keywords["key"], "{0}.sort_by_keys({&1}, {2})?", _reverse(low, keywords), whole=True)
    assert isinstance(sort, ir.Block)
    return ir.Block(NONE, sort.body, ir.none())


def _mentions(key: ast.expr, receiver: ast.expr) -> bool:
    names = {n.id for n in ast.walk(receiver) if isinstance(n, ast.Name)}
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(key))


@special("min", "max")
def _extreme(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    assert isinstance(node.func, ast.Name)
    name = node.func.id
    keywords = _only_keywords(node, "key", "default")
    if len(node.args) > 1:
        if keywords:
            raise Refused("no-row", f"{name} of several values with a keyword has no row", node)
        return _of_values(low, name, node)
    source = iterable_or_set(low, node.args[0])
    if source.type.name == "tuple":
        source = iterable(low, node.args[0], eager=True)
    elif source.type == RANGE or source.type.name in ("vartuple", "dict"):
        source = apply(low, "builtins.iter", [source], node)
    if _keyless(keywords):
        defaults = [coerce(lower(low, keywords["default"]), source.type.args[0], node)] if "default" in keywords else []
        return apply(low, f"builtins.{name}", [source, *defaults], node, ("default",) if defaults else ())
    if "default" in keywords or source.type.name in ("set", "frozenset"):
        raise Refused("no-row", f"{name} with key and default, or over a set with a key, has no row", node)
    items = apply(low, "builtins.list", [source], node)
    return _by_keys(low, node, items, keywords["key"], f"{{0}}.{name}_by_keys({{&1}})?", None, whole=False)


def _of_values(low: Lowering, name: str, node: ast.Call) -> ir.Expr:
    """`max(a, b, c)`: keeps the first of equals, so that it folds from the left."""
    values = [known(lower(low, arg)) for arg in node.args]
    result_type = BOTTOM
    for value in values:
        result_type = join(result_type, value.type)
    if result_type == OBJ or has_bottom(result_type):
        raise Refused("mixed-types", f"{name} of values of different types", node)
    result = coerce(values[0], result_type, node)
    for value in values[1:]:
        result = apply(low, f"builtins.{name}", [result, coerce(value, result_type, node)], node)
    return result


#: What `isinstance(x, name)` says of values whose type is known statically.
_INSTANCES: dict[str, set[str]] = {
    "int": {"int", "bool"},
    "float": {"float"},
    "bool": {"bool"},
    "str": {"str", "char"},
    "bytes": {"bytes"},
    "list": {"list"},
    "tuple": {"tuple", "vartuple"},
    "dict": {"dict"},
    "set": {"set"},
    "frozenset": {"frozenset"},
    "object": {"int", "bool", "float", "str", "char", "bytes", "list", "tuple", "vartuple", "dict", "set", "None", "num"},
}


@special("isinstance")
def _isinstance(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    if len(node.args) != 2:
        raise Refused("no-row", "isinstance takes two arguments", node)
    source, classes = node.args
    key = low.key(source.id, source) if isinstance(source, ast.Name) else None
    # the test must not be read at the type that it establishes
    value = known(low.variable(source.id, key) if isinstance(source, ast.Name) and key else lower(low, source))
    names = [_class_name(low, each) for each in (classes.elts if isinstance(classes, ast.Tuple) else [classes])]
    return _instance_test(low, value, names, node)


def _class_name(low: Lowering, node: ast.expr) -> str:
    if isinstance(node, ast.Name) and low.key(node.id) is None and low.resolve(node.id).meaning == "builtin":
        return node.id
    raise Refused("class", "isinstance with a class that is not a builtin", node)


def _instance_test(low: Lowering, value: ir.Expr, names: list[str], node: ast.Call) -> ir.Expr:
    unknown = [name for name in names if name not in _INSTANCES]
    if unknown:
        raise Refused("class", f"isinstance with {unknown[0]} has no rule", node)
    if value.type == OBJ:
        tests: list[ir.Expr] = [ir.RustCall(BOOL, f'{{0}}.is_instance_of("{name}")?', [value]) for name in names]
        return tests[0] if len(tests) == 1 else ir.Logical(BOOL, "or", tests)
    if value.type == NUM:
        wanted = {"int" in names, "float" in names}
        if wanted == {True}:
            return _constant_after(value, True)
        return ir.RustCall(BOOL, "{0}.is_int()" if "int" in names else "{0}.is_float()", [value]) if True in wanted else _constant_after(value, False)
    if value.type.name == "optional":
        inner = any(value.type.args[0].name in _INSTANCES[name] for name in names)
        return ir.RustCall(BOOL, "{0}.is_some()", [value]) if inner else _constant_after(value, False)
    return _constant_after(value, any(value.type.name in _INSTANCES[name] for name in names))


def _constant_after(value: ir.Expr, result: bool) -> ir.Expr:
    if isinstance(value, ir.Var | ir.Const):
        return ir.true(result)
    return ir.RustCall(BOOL, f"{{let _ = {{&0}}; {str(result).lower()}}}", [value])


@special("map", "filter")
def _lazy(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    raise Refused("syntax", "map or filter that is not consumed in place", node)


@special("str.format")
def _format(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    """`"...".format(...)` with a literal template."""
    assert isinstance(node.func, ast.Attribute)
    template = literal_text(low, node.func.value)
    if template is None:
        return _format_live(low, node.func.value, node)
    values = [known(lower(low, arg)) for arg in node.args]
    named = {keyword.arg or "": known(lower(low, keyword.value)) for keyword in node.keywords}
    pieces: list[ir.Expr] = []
    automatic = 0
    used: list[int | str] = []
    for text, field, spec, conversion in string.Formatter().parse(template):
        pieces.append(ir.Const(STR, text))
        if field is None:
            continue
        if field == "":
            field, automatic = str(automatic), automatic + 1
        value = _field(values, named, field, node)
        used.append(int(field) if field.isdigit() else field)
        if conversion:
            name = {"r": "builtins.repr", "s": "builtins.str", "a": "builtins.ascii"}[conversion]
            value = apply(low, name, [value], node)
        if spec and "{" in spec:
            raise Refused("syntax", "a nested format specification", node)
        pieces.append(formatted(low, value, spec or "", node))
    everything = [*range(len(values)), *named]
    if used != everything and not all(isinstance(v, ir.Const | ir.Var) for v in [*values, *named.values()]):
        raise Refused("syntax", "a template that uses its arguments in another order", node)
    return concatenate(pieces)


#: Types whose formatting runs no foreign code.
_FORMATTED = frozenset(("int", "float", "num", "bool", "str", "char", "bytes", "None"))


def _format_live(low: Lowering, template: ast.expr, node: ast.Call) -> ir.Expr:
    """A template that is known at run time only: the method of the str itself."""
    receiver = coerce(known(lower(low, template)), STR, node)
    values = [known(as_text(lower(low, arg))) for arg in [*node.args, *(k.value for k in node.keywords)]]
    if any(value.type.name not in _FORMATTED for value in values):
        raise Refused("no-row", "str.format of values whose formatting is not known", node)
    names = [keyword.arg or "" for keyword in node.keywords]
    return ir.Coerce(STR, ir.PythonCall(OBJ, ir.Coerce(OBJ, receiver), values, names, "format"))


def _field(values: list[ir.Expr], named: dict[str, ir.Expr], field: str, node: ast.Call) -> ir.Expr:
    if field.isdigit() and int(field) < len(values):
        return values[int(field)]
    if field in named:
        return named[field]
    raise Refused("syntax", f"the field {field!r} of the template is not understood", node)

