"""Lowers what loops run over, and comprehensions, into loops over native iterators."""

from __future__ import annotations

import ast
from collections.abc import Callable

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lattice import BOTTOM, has_bottom, join
from agents.transpiler.lower.context import Lowering, Pending, known
from agents.transpiler.lower.expressions import as_text, lower, lowers, truth
from agents.transpiler.lower.rows import apply, coerce
from agents.transpiler.rtypes import RANGE, DictOf, ListOf, RType, SetOf

#: Builtins that give iterators; their arguments are iterated.
_ADAPTORS = {"enumerate", "zip", "reversed"}


def iterable(low: Lowering, node: ast.expr, eager: bool = False) -> ir.Expr:
    """The expression as something to loop over: a RANGE or an IterOf.

    `eager`: the consumer takes all items before it does anything else, so that items may be made
    ahead of their use (an exception of a later item cannot overtake anything).
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and low.key(node.func.id) is None:
        name = node.func.id
        if name in _ADAPTORS and low.resolve(name).meaning == "builtin":
            return _adaptor(low, name, node)
        if eager and name in ("map", "filter") and low.resolve(name).meaning == "builtin":
            return as_iterator(low, mapped(low, node), node)
    if eager and isinstance(node, ast.GeneratorExp):
        return as_iterator(low, collect(low, node, None, "list"), node)
    if isinstance(node, ast.Tuple | ast.List) and node.elts:
        display = lower(low, node)
        if display.type.name == "tuple":
            return _literal_items(low, display, node)
        return as_iterator(low, display, node)
    value = known(lower(low, node))
    if value.type == RANGE or value.type.name == "iter":
        return value
    return as_iterator(low, value, node)


def _literal_items(low: Lowering, display: ir.Expr, node: ast.expr) -> ir.Expr:
    """A tuple display in a loop header: its items, as a list that nobody else sees."""
    assert isinstance(display, ir.Display)
    item_type = BOTTOM
    for item in display.items:
        item_type = join(item_type, item.type)
    if has_bottom(item_type):
        raise Pending
    items = [coerce(item, item_type, node) for item in display.items]
    return as_iterator(low, ir.Display(ListOf(item_type), items), node)


def as_iterator(low: Lowering, value: ir.Expr, node: ast.expr) -> ir.Expr:
    """`iter(value)`."""
    known(value)
    if value.type.name == "iter":
        return value
    if value.type.name == "tuple":
        return _fixed_tuple(low, value, node)
    if value.type.name in ("set", "frozenset"):
        raise Refused("no-row", "the order of a set is not kept", node)
    return apply(low, "builtins.iter", [value], node)


def _fixed_tuple(low: Lowering, value: ir.Expr, node: ast.expr) -> ir.Expr:
    held = low.temporary("items", value.type)
    items = [ir.RustCall(rtype, f"{{0}}.{i}", [held]) for i, rtype in enumerate(value.type.args)]
    item_type = BOTTOM
    for item in items:
        item_type = join(item_type, item.type)
    if not items or item_type.name == "object":
        raise Refused("mixed-types", "a loop over a tuple of different types", node)
    display = ir.Display(ListOf(item_type), [coerce(item, item_type, node) for item in items])
    block = ir.Block(display.type, [ir.Assign(held, value, line=node.lineno)], display)
    return apply(low, "builtins.iter", [block], node)


def _adaptor(low: Lowering, name: str, node: ast.Call) -> ir.Expr:
    keywords = tuple(sorted(k.arg or "**" for k in node.keywords))
    if name == "enumerate":
        source = _fallible(low, iterable(low, node.args[0]), node)
        starts = [lower(low, arg) for arg in node.args[1:]] + [lower(low, k.value) for k in node.keywords if k.arg == "start"]
        return apply(low, "builtins.enumerate", [source, *starts], node)
    if name == "zip" and keywords == ("strict",) and not any(isinstance(arg, ast.Starred) for arg in node.args):
        sources = [_fallible(low, iterable(low, arg), node) for arg in node.args]
        return apply(low, "builtins.zip", [*sources, truth(low, node.keywords[0].value)], node, keywords)
    if keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
        raise Refused("no-row", f"{name} with keywords or starred arguments has no row", node)
    if name == "reversed":
        return apply(low, "builtins.reversed", [known(lower(low, node.args[0]))], node)
    return apply(low, f"builtins.{name}", [_fallible(low, iterable(low, arg), node) for arg in node.args], node)


def _fallible(low: Lowering, source: ir.Expr, node: ast.expr) -> ir.Expr:
    """Adaptors take fallible iterators only."""
    return apply(low, "builtins.iter", [source], node) if source.type == RANGE else source


def bind(low: Lowering, target: ast.expr, rtype: RType) -> ir.Pattern:
    """Declares the targets of a loop or an assignment for values of this type."""
    match target:
        case ast.Name(id=name):
            key = low.declare(name, target)
            low.grow(key, rtype)
            return ir.Pattern(var=low.variable(name, key))
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            if has_bottom(rtype):
                return ir.Pattern(items=[bind(low, each, BOTTOM) for each in targets])
            if rtype.name != "tuple" or len(rtype.args) != len(targets):
                raise Refused("no-row", f"unpacking {rtype} into {len(targets)} targets has no row", target)
            return ir.Pattern(items=[bind(low, each, to) for each, to in zip(targets, rtype.args, strict=True)])
    raise Refused("syntax", f"{type(target).__name__} as the target of a loop", target)


def item_of(source: ir.Expr) -> RType:
    """Type of the items of a RANGE or IterOf."""
    return RType("int") if source.type == RANGE else source.type.args[0]


def loop(low: Lowering, generators: list[ast.comprehension], inner: Callable[[], list[ir.Stmt]], line: int) -> list[ir.Stmt]:
    """Nested loops of a comprehension around the statements that `inner` makes."""
    if not generators:
        return inner()
    first, rest = generators[0], generators[1:]
    if first.is_async:
        raise Refused("syntax", "an asynchronous comprehension", first.iter)
    source = iterable(low, first.iter)
    return _loop_over(low, source, first, rest, inner, line)


def _loop_over(
    low: Lowering,
    source: ir.Expr,
    first: ast.comprehension,
    rest: list[ast.comprehension],
    inner: Callable[[], list[ir.Stmt]],
    line: int,
) -> list[ir.Stmt]:
    pattern = bind(low, first.target, item_of(source))
    tests = [truth(low, test) for test in first.ifs]
    body = loop(low, rest, inner, line)
    for test in reversed(tests):
        body = [ir.If(test, body, [], line=line)]
    return [ir.For(pattern, source, body, [], line=line)]


def collect(low: Lowering, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, wish: RType | None, kind: str) -> ir.Expr:
    """A comprehension as a block that fills a new list or set."""
    make = SetOf if kind == "set" else ListOf
    operation = "set.add" if kind == "set" else "list.append"
    first = iterable(low, node.generators[0].iter)  # the first iterable is evaluated outside of the scope
    with low.inner_scope():
        found: list[ir.Expr] = []

        def inner() -> list[ir.Stmt]:
            element = as_text(lower(low, node.elt, wish))
            found.append(element)
            return []

        _loop_over(low, first, node.generators[0], node.generators[1:], inner, node.lineno)
        item_type = found[0].type
        if has_bottom(item_type):
            raise Pending
        item_type = join(wish, item_type) if wish is not None and wish.name != "object" and not has_bottom(wish) else item_type
        out = low.temporary("out", make(item_type))
        out = ir.Var(make(item_type), out.name, out.key)
    return _filled(low, node, first, out, operation, wish)


def _filled(
    low: Lowering,
    node: ast.ListComp | ast.GeneratorExp | ast.SetComp,
    first: ir.Expr,
    out: ir.Var,
    operation: str,
    wish: RType | None,
) -> ir.Expr:
    with low.inner_scope():

        def inner() -> list[ir.Stmt]:
            element = coerce(as_text(lower(low, node.elt, wish)), out.type.args[0], node.elt)
            return [ir.ExprStmt(apply(low, operation, [out, element], node), line=node.lineno)]

        loops = _loop_over(low, first, node.generators[0], node.generators[1:], inner, node.lineno)
    return ir.Block(out.type, [ir.Assign(out, ir.Display(out.type, []), line=node.lineno), *loops], out)


@lowers(ast.ListComp)
def _listcomp(low: Lowering, node: ast.ListComp, expected: RType | None) -> ir.Expr:
    return collect(low, node, expected.args[0] if expected and expected.name == "list" else None, "list")


@lowers(ast.SetComp)
def _setcomp(low: Lowering, node: ast.SetComp, expected: RType | None) -> ir.Expr:
    return collect(low, node, expected.args[0] if expected and expected.name == "set" else None, "set")


@lowers(ast.GeneratorExp)
def _genexp(low: Lowering, node: ast.GeneratorExp, expected: RType | None) -> ir.Expr:
    raise Refused("syntax", "a generator expression that is not consumed in place", node)


@lowers(ast.DictComp)
def _dictcomp(low: Lowering, node: ast.DictComp, expected: RType | None) -> ir.Expr:
    wishes = expected.args if expected and expected.name == "dict" else (None, None)
    first = iterable(low, node.generators[0].iter)
    with low.inner_scope():
        found: list[RType] = []

        def inner() -> list[ir.Stmt]:
            found.extend(as_text(lower(low, part, wish)).type for part, wish in zip((node.key, node.value), wishes, strict=True))
            return []

        _loop_over(low, first, node.generators[0], node.generators[1:], inner, node.lineno)
        rtype = DictOf(*found)
        if has_bottom(rtype):
            raise Pending
        out = low.temporary("out", rtype)
        out = ir.Var(rtype, out.name, out.key)
    with low.inner_scope():

        def fill() -> list[ir.Stmt]:
            key, value = (as_text(lower(low, part, wish)) for part, wish in zip((node.key, node.value), wishes, strict=True))
            return [ir.ExprStmt(apply(low, "operator.setitem", [out, key, value], node), line=node.lineno)]

        loops = _loop_over(low, first, node.generators[0], node.generators[1:], fill, node.lineno)
    return ir.Block(rtype, [ir.Assign(out, ir.Display(rtype, []), line=node.lineno), *loops], out)


def mapped(low: Lowering, node: ast.Call) -> ir.Expr:
    """`map(f, xs)` and `filter(f, xs)` as a list; exact where the result is consumed at once."""
    assert isinstance(node.func, ast.Name)
    if len(node.args) != 2 or node.keywords:
        raise Refused("no-row", f"{node.func.id} with {len(node.args)} arguments has no row", node)
    function, source = node.args
    item = ast.copy_location(ast.Name("item", ast.Load()), source)
    call = called_with(function, item)
    comprehension = ast.comprehension(ast.copy_location(ast.Name("item", ast.Store()), source), source, [], 0)
    if node.func.id == "map":
        made = ast.ListComp(call, [comprehension])
    else:
        is_none = isinstance(function, ast.Constant) and function.value is None
        comprehension.ifs.append(item if is_none else call)
        made = ast.ListComp(item, [comprehension])
    return lower(low, ast.fix_missing_locations(ast.copy_location(made, node)))


def called_with(function: ast.expr, argument: ast.expr) -> ast.expr:
    """`function(argument)`; a lambda's body is put in place."""
    if isinstance(function, ast.Lambda):
        args = function.args
        if len(args.args) == 1 and not (args.defaults or args.vararg or args.kwonlyargs or args.kwarg or args.posonlyargs):
            return _substituted(function, args.args[0].arg, argument)
        raise Refused("syntax", "a lambda with several parameters", function)
    return ast.copy_location(ast.Call(function, [argument], []), function)


class _Rename(ast.NodeTransformer):
    """Replaces the reads of one name; nested scopes that bind it are left alone by refusing them."""

    def __init__(self, name: str, argument: ast.expr) -> None:
        self.name, self.argument = name, argument

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id != self.name:
            return node
        # the place of the original keeps mypy's types of the expression valid
        return ast.copy_location(ast.Name(getattr(self.argument, "id", node.id), node.ctx), node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        raise Refused("syntax", "a lambda within a lambda", node)


def _substituted(function: ast.Lambda, name: str, argument: ast.expr) -> ast.expr:
    import copy

    body = _Rename(name, argument).visit(copy.deepcopy(function.body))
    assert isinstance(body, ast.expr)
    return body


def quantified(low: Lowering, node: ast.GeneratorExp, wanted: bool) -> ir.Expr:
    """`any(...)` and `all(...)` over a generator expression: stops at the first decision."""
    low.counter += 1
    label = f"{'any' if wanted else 'all'}_{low.counter}"
    bool_type = RType("bool")
    first = iterable(low, node.generators[0].iter)
    with low.inner_scope():

        def inner() -> list[ir.Stmt]:
            test = truth(low, node.elt)
            decided: ir.Expr = test if wanted else ir.Not(bool_type, test)
            return [ir.If(decided, [ir.Yielding(label, ir.true(wanted), line=node.lineno)], [], line=node.lineno)]

        loops = _loop_over(low, first, node.generators[0], node.generators[1:], inner, node.lineno)
    return ir.Labelled(bool_type, label, loops, ir.true(not wanted))

