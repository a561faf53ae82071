"""Lowers expressions; one function for each kind of syntax node, found through `EXPRESSIONS`."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lattice import BOTTOM, has_bottom, join
from agents.transpiler.lower.context import Lowering, is_none, known, open_type
from agents.transpiler.lower.rows import apply, coerce
from agents.transpiler.rtypes import (
    BOOL,
    BYTES,
    CHAR,
    FLOAT,
    INT,
    NONE,
    NUM,
    OBJ,
    STR,
    DictOf,
    ListOf,
    OptOf,
    RType,
    SetOf,
    TupleOf,
)
from agents.transpiler.scopes import Binding
from agents.transpiler.typemap import fixed_tuple

Lower = Callable[[Lowering, ast.expr, RType | None], ir.Expr]
EXPRESSIONS: dict[type[ast.expr], Lower] = {}
_F = TypeVar("_F", bound=Callable[..., ir.Expr])


def lowers(kind: type[ast.expr]) -> Callable[[_F], _F]:
    """Registers the function that lowers one kind of node."""

    def register(function: _F) -> _F:
        EXPRESSIONS[kind] = function
        return function

    return register


def lower(low: Lowering, node: ast.expr, expected: RType | None = None) -> ir.Expr:
    """The expression in the IR; `expected` is only a wish (for empty displays)."""
    function = EXPRESSIONS.get(type(node))
    if function is None:
        raise Refused("syntax", f"{type(node).__name__} is not translated", node)
    return function(low, node, expected)


def narrowed(low: Lowering, expr: ir.Expr, node: ast.expr) -> ir.Expr:
    """The expression at the type that mypy knows here; checked at run time, deopts when wrong."""
    hint = low.hint(node)
    if hint is None or has_bottom(expr.type) or hint == expr.type:
        return expr
    if expr.type == OBJ and not open_type(hint) and hint.name != "iter":
        return ir.Coerce(hint, expr)
    if expr.type.name == "optional" and hint.name not in ("optional", "None", "object"):
        return ir.Coerce(expr.type.args[0], expr)
    if expr.type == NUM and hint == INT:
        return ir.Coerce(INT, expr)
    return expr


@lowers(ast.Constant)
def _constant(low: Lowering, node: ast.Constant, expected: RType | None) -> ir.Expr:
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        raise Refused("big-int", f"{value} is beyond 64 bits", node)
    if isinstance(value, str) and any(0xD800 <= ord(char) < 0xE000 for char in value):
        raise Refused("syntax", "a literal with a lone surrogate", node)
    types: dict[type, RType] = {bool: BOOL, int: INT, float: FLOAT, str: STR, bytes: BYTES, type(None): NONE}
    if type(value) not in types:
        raise Refused("syntax", f"a {type(value).__name__} literal is not translated", node)
    assert value is None or isinstance(value, int | float | bool | str | bytes)
    return ir.Const(types[type(value)], value)


@lowers(ast.Name)
def _name(low: Lowering, node: ast.Name, expected: RType | None) -> ir.Expr:
    key = low.key(node.id, node)
    if key is not None:
        return narrowed(low, low.variable(node.id, key), node)
    return global_value(low, low.resolve(node.id), node)


def global_value(low: Lowering, binding: Binding, node: ast.expr) -> ir.Expr:
    """The value of a name of a module: compiled in when it is an immutable scalar, else read live."""
    if binding.meaning == "scalar":
        constant = _constant(low, ast.copy_location(ast.Constant(binding.value), node), None)
        low.uses.constants[binding.path] = binding.value
        return ir.ScalarConstant(constant.type, binding.path, binding.value)
    if binding.meaning in ("object", "unknown", "class", "imported", "function") and binding.module:
        return live(low, binding, object_type(low, binding, node))
    if binding.meaning == "builtin":
        raise Refused("syntax", f"the builtin {binding.name} is used as a value", node)
    raise Refused("syntax", f"{binding.name} is used as a value", node)


def live(low: Lowering, binding: Binding, rtype: RType = OBJ) -> ir.LiveObject:
    """An object of a module, read where the code finds it."""
    low.uses.objects.add(binding.path)
    return ir.LiveObject(rtype, binding.path)


def object_type(low: Lowering, binding: Binding, node: ast.expr) -> RType:
    """Type of a live object: from mypy, else from its display."""
    hint = low.hint(node)
    if hint is not None and not open_type(hint) and not any(map(open_type, hint.args)):
        return hint
    if isinstance(binding.node, ast.expr):
        shape = display_type(binding.node)
        return OBJ if shape is None or has_bottom(shape) else shape
    return OBJ


def display_type(node: ast.expr) -> RType | None:
    """The type of a literal display, without looking at any names."""
    match node:
        case ast.Constant(value=value):
            scalars: dict[type, RType] = {bool: BOOL, int: INT, float: FLOAT, str: STR, bytes: BYTES, type(None): NONE}
            return scalars.get(type(value))
        case ast.UnaryOp(operand=ast.Constant(value=int() | float() as value)):
            return INT if isinstance(value, int) else FLOAT
        case ast.Tuple(elts=items):
            inner = [display_type(item) for item in items]
            return None if None in inner else fixed_tuple([t for t in inner if t is not None])
        case ast.List(elts=items) | ast.Set(elts=items):
            inner = [display_type(item) for item in items]
            return None if None in inner else (ListOf if isinstance(node, ast.List) else SetOf)(_joined(inner))
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = [display_type(k) for k in keys if k is not None], [display_type(v) for v in values]
            return None if None in pairs[0] + pairs[1] else DictOf(_joined(pairs[0]), _joined(pairs[1]))
    return None


def _joined(types: list[RType | None]) -> RType:
    result = BOTTOM
    for rtype in types:
        result = join(result, rtype or OBJ)
    return result


def truth(low: Lowering, node: ast.expr) -> ir.Expr:
    """The expression as a condition."""
    match node:
        case ast.BoolOp(op=op, values=values):
            return ir.Logical(BOOL, "and" if isinstance(op, ast.And) else "or", [truth(low, value) for value in values])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ir.Not(BOOL, truth(low, operand))
    return as_truth(low, lower(low, node), node)


def as_truth(low: Lowering, value: ir.Expr, node: ast.expr) -> ir.Expr:
    """Truth of a value."""
    if value.type == BOOL:
        return value
    if value.type == NONE:
        return ir.true(False)
    if value.type.name == "optional" and value.type.args[0].cls in _ALWAYS_TRUE:
        return ir.RustCall(BOOL, "{0}.is_some()", [value])
    return apply(low, "builtins.bool", [value], node)


#: Classes of the interpreter whose instances are all true.
_ALWAYS_TRUE = frozenset(("re.Match", "re.Pattern"))


@lowers(ast.BoolOp)
def _boolop(low: Lowering, node: ast.BoolOp, expected: RType | None) -> ir.Expr:
    values = [lower(low, value, expected) for value in node.values]
    if all(value.type == BOOL for value in values):
        return ir.Logical(BOOL, "and" if isinstance(node.op, ast.And) else "or", values)
    result = values[-1]
    for value, source in zip(reversed(values[:-1]), reversed(node.values[:-1]), strict=True):
        result = _either(low, node.op, value, source, result, node)
    return result


def _either(low: Lowering, op: ast.boolop, first: ir.Expr, source: ast.expr, second: ir.Expr, node: ast.expr) -> ir.Expr:
    """`first or second`: the first value itself where its truth decides."""
    known(first)
    held = low.temporary("first", first.type)
    test = as_truth(low, held, source)
    kept: ir.Expr = held
    if isinstance(op, ast.Or) and first.type.name == "optional":
        kept = ir.Coerce(first.type.args[0], held)
    rtype = join(kept.type, second.type)
    if rtype == OBJ and OBJ not in (kept.type, second.type):
        raise Refused("mixed-types", f"it is {kept.type} or {second.type}", node)
    then, orelse = coerce(kept, rtype, node), coerce(second, rtype, node)
    if isinstance(op, ast.And):
        then, orelse = orelse, then
    return ir.Block(rtype, [ir.Assign(held, first, line=node.lineno)], ir.IfExp(rtype, test, then, orelse))


@lowers(ast.UnaryOp)
def _unary(low: Lowering, node: ast.UnaryOp, expected: RType | None) -> ir.Expr:
    if isinstance(node.op, ast.Not):
        return truth(low, node)
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant) and type(node.operand.value) in (int, float):
        return _constant(low, ast.copy_location(ast.Constant(-node.operand.value), node), None)  # type: ignore[operator]
    names = {ast.USub: "operator.neg", ast.UAdd: "operator.pos", ast.Invert: "operator.invert"}
    return apply(low, names[type(node.op)], [lower(low, node.operand)], node)


OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitAnd: "and_",
    ast.BitOr: "or_",
    ast.BitXor: "xor",
}


@lowers(ast.BinOp)
def _binop(low: Lowering, node: ast.BinOp, expected: RType | None) -> ir.Expr:
    from agents.transpiler.lower.strings import literal_text, percent_format

    if isinstance(node.op, ast.Mod) and literal_text(low, node.left) is not None:
        return percent_format(low, node)
    left = lower(low, node.left, expected if isinstance(node.op, ast.Mult | ast.Add) else None)
    right = lower(low, node.right, left.type if left.type.name == "list" else None)
    return apply(low, f"operator.{OPERATORS[type(node.op)]}", [left, right], node)


@lowers(ast.IfExp)
def _ifexp(low: Lowering, node: ast.IfExp, expected: RType | None) -> ir.Expr:
    test = truth(low, node.test)
    then, orelse = lower(low, node.body, expected), lower(low, node.orelse, expected)
    rtype = join(then.type, orelse.type)
    if rtype == OBJ and OBJ not in (then.type, orelse.type) and expected != OBJ:
        raise Refused("mixed-types", f"it is {then.type} or {orelse.type}", node)
    return ir.IfExp(rtype, test, coerce(then, rtype, node), coerce(orelse, rtype, node))


@lowers(ast.NamedExpr)
def _walrus(low: Lowering, node: ast.NamedExpr, expected: RType | None) -> ir.Expr:
    value = lower(low, node.value, expected)
    # A walrus in a comprehension binds in the function, as in Python.
    key = low.web(node.target, low.names[0].setdefault(node.target.id, node.target.id))
    low.grow(key, value.type)
    target = low.variable(node.target.id, key)
    return narrowed(low, ir.Assigning(target.type, target, coerce(value, target.type, node)), node)


@lowers(ast.Tuple)
def _tuple(low: Lowering, node: ast.Tuple, expected: RType | None) -> ir.Expr:
    if any(isinstance(item, ast.Starred) for item in node.elts):
        raise Refused("syntax", "a starred item in a display", node)
    wishes = expected.args if expected and expected.name == "tuple" and len(expected.args) == len(node.elts) else None
    items = [lower(low, item, wishes[i] if wishes else None) for i, item in enumerate(node.elts)]
    items = [as_text(item) for item in items]
    if len(items) > 8:
        raise Refused("no-row", "a tuple display of more than eight items has no row", node)
    return ir.Display(TupleOf(*[item.type for item in items]), items)


def as_text(item: ir.Expr) -> ir.Expr:
    """A single character becomes a str before it is stored in a container."""
    return ir.Coerce(STR, item) if item.type == CHAR else item


@lowers(ast.List)
def _list(low: Lowering, node: ast.List, expected: RType | None) -> ir.Expr:
    wish = expected.args[0] if expected and expected.name == "list" else None
    return _collection(low, node, ListOf, node.elts, wish)


@lowers(ast.Set)
def _set(low: Lowering, node: ast.Set, expected: RType | None) -> ir.Expr:
    wish = expected.args[0] if expected and expected.name == "set" else None
    return _collection(low, node, SetOf, node.elts, wish)


def _collection(
    low: Lowering, node: ast.expr, make: Callable[[RType], RType], elements: list[ast.expr], wish: RType | None
) -> ir.Expr:
    if any(isinstance(item, ast.Starred) for item in elements):
        raise Refused("syntax", "a starred item in a display", node)
    items = [as_text(lower(low, item, wish)) for item in elements]
    item_type = BOTTOM if wish is None or wish == OBJ else wish
    for item in items:
        item_type = join(item_type, item.type)
    if item_type == OBJ and items and all(item.type != OBJ for item in items):
        raise Refused("mixed-types", "the items of the display have different types", node)
    if has_bottom(item_type):
        return ir.Display(make(item_type), items)
    return ir.Display(make(item_type), [coerce(item, item_type, node) for item in items])


@lowers(ast.Dict)
def _dict(low: Lowering, node: ast.Dict, expected: RType | None) -> ir.Expr:
    if None in node.keys:
        raise Refused("syntax", "a dict display with **", node)
    wish = expected.args if expected and expected.name == "dict" else (None, None)
    key_type, value_type = (BOTTOM if w is None or w == OBJ else w for w in wish)
    keys = [as_text(lower(low, key, wish[0])) for key in node.keys if key is not None]
    values = [as_text(lower(low, value, wish[1])) for value in node.values]
    for key, value in zip(keys, values, strict=True):
        key_type, value_type = join(key_type, key.type), join(value_type, value.type)
    rtype = DictOf(key_type, value_type)
    if has_bottom(rtype):
        return ir.Display(rtype, [])
    if OBJ in (key_type, value_type) and not any(item.type == OBJ for item in keys + values):
        raise Refused("mixed-types", "the items of the display have different types", node)
    items = [
        coerce(item, rtype.args[place], node)
        for pair in zip(keys, values, strict=True)
        for place, item in enumerate(pair)
    ]
    return ir.Display(rtype, items)


@lowers(ast.Subscript)
def _subscript(low: Lowering, node: ast.Subscript, expected: RType | None) -> ir.Expr:
    value = known(lower(low, node.value))
    if isinstance(node.slice, ast.Slice):
        return slice_of(low, value, node.slice, node)
    if value.type.name == "tuple":
        return narrowed(low, _tuple_item(low, value, node), node)
    index = lower(low, node.slice)
    return narrowed(low, apply(low, "operator.getitem", [value, index], node), node)


def _tuple_item(low: Lowering, value: ir.Expr, node: ast.Subscript) -> ir.Expr:
    index = lower(low, node.slice)
    size = len(value.type.args)
    if isinstance(index, ir.Const) and type(index.value) is int and -size <= index.value < size:
        place = index.value % size
        return ir.RustCall(value.type.args[place], f"{{0}}.{place}", [value])
    raise Refused("no-row", "a tuple of fixed length is indexed by a variable or out of its range", node)


def slice_of(low: Lowering, value: ir.Expr, node: ast.Slice, at: ast.expr) -> ir.Expr:
    """`value[start:stop:step]`."""
    bounds = [node.lower, node.upper] + ([node.step] if node.step is not None else [])
    args = [ir.none() if bound is None else lower(low, bound) for bound in bounds]
    typed = [coerce(arg, OptOf(INT), at) if arg.type in (INT, NONE) else arg for arg in args]
    return apply(low, "operator.getslice3" if node.step is not None else "operator.getslice", [value, *typed], at)


@lowers(ast.Attribute)
def _attribute(low: Lowering, node: ast.Attribute, expected: RType | None) -> ir.Expr:
    dotted = dotted_name(low, node)
    if dotted is not None:
        return module_attribute(low, dotted, node)
    value = known(lower(low, node.value))
    if value.type.name not in ("instance", "object"):
        raise Refused("no-row", f"{value.type}.{node.attr} has no row", node)
    read = ir.Attribute(OBJ, value, node.attr)
    return narrowed(low, read, node)


def dotted_name(low: Lowering, node: ast.expr) -> tuple[Binding, list[str]] | None:
    """(module binding, attribute path) of `module.a.b`, None for attributes of values.

    The binding's path is that of the whole expression.
    """
    path: list[str] = []
    while isinstance(node, ast.Attribute):
        path.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or low.key(node.id) is not None or not path:
        return None
    binding = low.scope.bindings.get(node.id)
    if binding is None or low.program.resolve(binding).meaning != "module":
        return None
    return replace(low.resolve(node.id), path=f"{low.scope.name}:{node.id}.{'.'.join(path)}"), path


def module_attribute(low: Lowering, dotted: tuple[Binding, list[str]], node: ast.expr) -> ir.Expr:
    """`math.pi`, `constants.LIMIT`."""
    binding, path = dotted
    target = target_module(low, binding, path)
    if target is not None:
        return global_value(low, target, node)
    name = ".".join([binding.origin, *path])
    if find_constant_row(name):
        low.uses.constants[binding.path] = getattr(importlib.import_module(binding.origin), path[-1])
        return apply(low, name, [], node)
    return narrowed(low, live(low, binding), node)


def target_module(low: Lowering, module: Binding, path: list[str]) -> Binding | None:
    """The binding that `module.path` means in a module of the target."""
    name, rest = module.origin, path
    while len(rest) > 1 and f"{name}.{rest[0]}" in low.program.scopes:
        name, rest = f"{name}.{rest[0]}", rest[1:]
    scope = low.program.scopes.get(name)
    if scope is None or len(rest) != 1 or rest[0] not in scope.bindings:
        return None
    return replace(low.program.resolve(scope.bindings[rest[0]]), path=module.path)


def find_constant_row(name: str) -> bool:
    """Whether a module attribute has a row of its own (`math.pi`)."""
    from agents.transpiler.table import registry

    return any(not row.args for row in registry.rows(name))


#: Expressions whose evaluation cannot be noticed.
_FREE = (ir.Const, ir.Var, ir.ScalarConstant, ir.LiveObject)

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}


@lowers(ast.Compare)
def _compare(low: Lowering, node: ast.Compare, expected: RType | None) -> ir.Expr:
    left = lower(low, node.left)
    if len(node.ops) == 1:
        return compare(low, node.ops[0], left, node.comparators[0], node)
    # a < b < c: the operands are evaluated once, from the left, and only as far as needed.
    parts: list[ir.Expr] = []
    first: list[ir.Stmt] = []
    if not isinstance(known(left), ir.Const | ir.Var | ir.ScalarConstant):
        kept = low.temporary("left", left.type)
        first, left = [ir.Assign(kept, left, line=node.lineno)], kept
    for op, source in zip(node.ops, node.comparators, strict=True):
        right = known(lower(low, source))
        body: list[ir.Stmt] = []
        if not isinstance(right, ir.Const | ir.Var | ir.ScalarConstant):
            held = low.temporary("middle", right.type)
            body, right = [ir.Assign(held, right, line=node.lineno)], held
        part = compare_values(low, op, left, right, node)
        parts.append(ir.Block(BOOL, body, part) if body else part)
        left = right
    chain = _nested_and(parts)
    return ir.Block(BOOL, first, chain) if first else chain


def _nested_and(parts: list[ir.Expr]) -> ir.Expr:
    """Later parts use what earlier ones hold, so that the blocks nest."""
    result = parts[-1]
    for part in reversed(parts[:-1]):
        if isinstance(part, ir.Block):
            result = ir.Block(BOOL, part.body, ir.Logical(BOOL, "and", [part.value, result]))
        else:
            result = ir.Logical(BOOL, "and", [part, result])
    return result


def compare(low: Lowering, op: ast.cmpop, left: ir.Expr, source: ast.expr, node: ast.Compare) -> ir.Expr:
    """One comparison; `x in (a, b)` becomes a chain of equalities."""
    if isinstance(op, ast.In | ast.NotIn) and isinstance(source, ast.Tuple | ast.List | ast.Set):
        chain = _in_display(low, left, source, node)
        return ir.Not(BOOL, chain) if isinstance(op, ast.NotIn) else chain
    return compare_values(low, op, left, lower(low, source), node)


def _in_display(low: Lowering, left: ir.Expr, source: ast.Tuple | ast.List | ast.Set, node: ast.Compare) -> ir.Expr:
    known(left)
    if left.type in (FLOAT, NUM, OBJ) or not source.elts or left.type.name in ("list", "dict", "tuple"):
        # `in` compares by identity first, which only shows with NaN and odd objects.
        return compare_values(low, ast.In(), left, lower(low, source), node)
    items = [lower(low, item) for item in source.elts]
    if not all(isinstance(item, ir.Const | ir.Var | ir.ScalarConstant) for item in items):
        return compare_values(low, ast.In(), left, lower(low, source), node)
    if isinstance(left, ir.Const | ir.Var):
        return ir.Logical(BOOL, "or", [compare_values(low, ast.Eq(), left, item, node) for item in items])
    held = low.temporary("value", left.type)
    tests = [compare_values(low, ast.Eq(), held, item, node) for item in items]
    return ir.Block(BOOL, [ir.Assign(held, left, line=node.lineno)], ir.Logical(BOOL, "or", tests))


def compare_values(low: Lowering, op: ast.cmpop, left: ir.Expr, right: ir.Expr, node: ast.Compare) -> ir.Expr:
    """One comparison of two lowered values."""
    known(left), known(right)
    if isinstance(op, ast.Is | ast.IsNot):
        return _identity(op, left, right, node)
    if isinstance(op, ast.In | ast.NotIn):
        # Python evaluates the item first, and the container's method takes it second
        first: list[ir.Stmt] = []
        if not isinstance(left, _FREE) and not isinstance(right, _FREE):
            held = low.temporary("wanted", left.type)
            first, left = [ir.Assign(held, left, line=node.lineno)], held
        found = apply(low, "operator.contains", [right, left], node)
        found = ir.Block(BOOL, first, found) if first else found
        return ir.Not(BOOL, found) if isinstance(op, ast.NotIn) else found
    if isinstance(op, ast.Eq | ast.NotEq) and never_equal(left.type, right.type):
        return ir.RustCall(BOOL, f"{{let _ = ({{&0}}, {{&1}}); {str(isinstance(op, ast.NotEq)).lower()}}}", [left, right])
    return apply(low, f"operator.{_COMPARISONS[type(op)]}", [left, right], node)


#: Families within which values can be equal.
_FAMILY = {"int": 1, "float": 1, "num": 1, "bool": 1, "char": 2, "str": 2, "bytes": 3, "None": 4, "list": 5, "dict": 6}


def never_equal(left: RType, right: RType) -> bool:
    """Whether values of these types are unequal by their types alone."""
    one, other = _FAMILY.get(left.name), _FAMILY.get(right.name)
    return one is not None and other is not None and one != other


def _identity(op: ast.cmpop, left: ir.Expr, right: ir.Expr, node: ast.Compare) -> ir.Expr:
    if is_none(left):
        left, right = right, left
    if is_none(right):
        if left.type.name == "optional":
            test: ir.Expr = ir.RustCall(BOOL, "{0}.is_none()", [left])
        elif left.type.name in ("object", "instance"):
            test = ir.RustCall(BOOL, "{0}.is_none()", [left])
        else:
            test = ir.true(left.type == NONE)
    elif isinstance(right, ir.Const) and right.type == BOOL and left.type == BOOL:
        test = left if right.value else ir.Not(BOOL, left)
    else:
        raise Refused("syntax", "`is` on values whose identity native code does not keep", node)
    return ir.Not(BOOL, test) if isinstance(op, ast.IsNot) else test
