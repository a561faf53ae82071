"""Lowers calls: builtins and methods through rows, ported functions natively, the rest through Python."""

from __future__ import annotations

import ast
import importlib
import types

from agents.analyse.facts.lookup import fact
from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lower.context import Lowering, Pending, known, open_type
from agents.transpiler.lower.expressions import (
    as_text,
    dotted_name,
    live,
    lower,
    lowers,
    narrowed,
    target_module,
)
from agents.transpiler.lattice import BOTTOM, has_bottom
from agents.transpiler.lower.iteration import as_iterator, iterable
from agents.transpiler.lower.rows import apply, coerce, find
from agents.transpiler.lower.special import SPECIAL
from agents.transpiler.program import Signature
from agents.transpiler.rtypes import CHAR, OBJ, STR, RType
from agents.transpiler.scopes import Binding
from agents.transpiler.table import registry

#: Built-in types whose functions are called through the type.
_TYPES = frozenset(("str", "int", "float", "bytes", "list", "tuple", "dict", "set", "frozenset", "bool"))
#: Types whose values can stand for an iterator over them.
_ITERABLE = frozenset(("list", "vartuple", "range", "str", "dict", "bytes"))
#: Methods that take an iterable and consume all of it.
_CONSUMING = {("str", "join"), ("list", "extend"), ("set", "update"), ("bytes", "join")}


@lowers(ast.Call)
def _call(low: Lowering, node: ast.Call, expected: RType | None) -> ir.Expr:
    if any(isinstance(arg, ast.Starred) for arg in node.args) or any(k.arg is None for k in node.keywords):
        raise Refused("syntax", "a call with * or **", node)
    if isinstance(node.func, ast.Name) and low.key(node.func.id) is None:
        return _named(low, low.resolve(node.func.id), node, expected)
    if isinstance(node.func, ast.Attribute):
        own = _of_type(low, node.func)
        if own is not None:
            return by_row(low, own, node)
        dotted = dotted_name(low, node.func)
        if dotted is not None:
            return _of_module(low, dotted, node, expected)
        return _method(low, node.func, node)
    raise Refused("syntax", "a call of something that is not a name or an attribute", node)


def _of_type(low: Lowering, func: ast.Attribute) -> str | None:
    """`str.upper(text)`, `dict.fromkeys(keys)`: the row that a function of a built-in type has."""
    if not isinstance(func.value, ast.Name) or func.value.id not in _TYPES or low.key(func.value.id) is not None:
        return None
    if low.resolve(func.value.id).meaning != "builtin":
        return None
    return f"{func.value.id}.{func.attr}"


def _named(low: Lowering, binding: Binding, node: ast.Call, expected: RType | None) -> ir.Expr:
    if binding.meaning == "builtin":
        special = SPECIAL.get(binding.name)
        if special is not None:
            return special(low, node, expected)
        return by_row(low, f"builtins.{binding.name}", node)
    if binding.meaning == "function":
        return target_function(low, binding, node)
    if binding.meaning == "imported":
        return _library(low, binding.origin, binding, node, expected)
    if binding.meaning in ("class", "object", "unknown") and binding.module:
        return through_python(low, live(low, binding), "", node)
    raise Refused("syntax", f"a call of {binding.name}", node)


def _of_module(low: Lowering, dotted: tuple[Binding, list[str]], node: ast.Call, expected: RType | None) -> ir.Expr:
    binding, path = dotted
    target = target_module(low, binding, path)
    if target is not None:
        if target.meaning == "function":
            return target_function(low, target, node)
        return through_python(low, live(low, target), "", node)
    if any(binding.origin == name or name.startswith(binding.origin + ".") for name in low.program.scopes):
        raise Refused("class", f"{'.'.join(path)} of a module of the target is not understood", node)
    return _library(low, ".".join([binding.origin, *path]), binding, node, expected)


def _library(low: Lowering, origin: str, binding: Binding, node: ast.Call, expected: RType | None) -> ir.Expr:
    """A call of something outside of the target: a row, or (it is pure) the object itself."""
    special, own = SPECIAL.get(origin), genuine(origin)
    if own is not None and (special is not None or registry.rows(origin)):
        try:
            made = special(low, node, expected) if special is not None else by_row(low, origin, node)
        except Refused:
            pass
        else:
            low.uses.names[binding.path] = own
            return made
    known_fact = fact(origin)
    return through_python(low, live(low, binding), "", node, keeps_arguments=known_fact is not None and not known_fact.mutates)


def genuine(origin: str) -> str | None:
    """How binding tells the interpreter's own function or class: `bisect.bisect` -> `bisect:bisect_right`.

    None for what is written in Python, which anybody can change without a trace.
    """
    module, _, name = origin.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return None
    if isinstance(found, types.BuiltinFunctionType | type):
        return f"{(found.__module__ or module).lstrip('_')}:{found.__qualname__}"
    return None


def by_row(low: Lowering, name: str, node: ast.Call, receiver: ir.Expr | None = None) -> ir.Expr:
    """A call that the table knows."""
    args = [] if receiver is None else [receiver]
    keywords = tuple(keyword.arg or "" for keyword in node.keywords)
    for source in [*node.args, *(keyword.value for keyword in node.keywords)]:
        args.append(argument(low, name, source, wish_of(name, args)))
    for arg in args:
        if arg.type == BOTTOM:
            raise Pending
    if find(name, args, keywords) is None and not any(has_bottom(arg.type) for arg in args):
        args = _iterating(low, name, args, keywords, node)
    return narrowed(low, apply(low, name, args, node, keywords), node)


def wish_of(name: str, before: list[ir.Expr]) -> RType | None:
    """What the next argument should be, for empty displays: the value type of a dict for its default."""
    for row in registry.rows(name):
        if len(row.args) > len(before) and before:
            bound: dict[str, RType] = {}
            fits = all(registry._unify(p, arg.type, bound) for p, arg in zip(row.args, before, strict=False))
            wanted = row.args[len(before)]
            if fits and wanted.name in bound:
                return bound[wanted.name]
    return None


def _iterating(
    low: Lowering, name: str, args: list[ir.Expr], keywords: tuple[str, ...], node: ast.Call
) -> list[ir.Expr]:
    """Containers as iterators, where only that gives the call a row (`itertools.chain(a, b)`)."""
    first = 0 if "." in name and name.partition(".")[0] not in _TYPES else 1
    trial = list(args)
    for place in range(first, len(args)):
        if trial[place].type.name in _ITERABLE:
            trial[place] = as_iterator(low, trial[place], node)
    return trial if find(name, trial, keywords) is not None else args


def argument(low: Lowering, name: str, node: ast.expr, wish: RType | None = None) -> ir.Expr:
    """An argument of a row; generator expressions are collected first where all is consumed."""
    kind, _, method = name.rpartition(".")
    if (kind, method) in _CONSUMING or isinstance(node, ast.GeneratorExp):
        return iterable(low, node, eager=True) if isinstance(node, ast.GeneratorExp | ast.Call) else lower(low, node, wish)
    return lower(low, node, wish)


def _method(low: Lowering, func: ast.Attribute, node: ast.Call) -> ir.Expr:
    receiver = lower(low, func.value)
    if receiver.type.name == "bottom":
        known(receiver)
    if receiver.type.name == "optional":
        raise Refused("open-type", f"{func.attr}() on a value that may be None", node)
    name = f"{receiver.type.cls if receiver.type.name == 'instance' else receiver.type.name}.{func.attr}"
    if receiver.type.name in ("object", "instance"):
        return _object_method(low, receiver, name, func.attr, node)
    if receiver.type == CHAR:
        args = [argument(low, name, arg) for arg in node.args]
        if not node.keywords and find(name, [receiver, *args]) is not None:
            return apply(low, name, [receiver, *args], node)
        receiver, name = coerce(receiver, STR, node), f"str.{func.attr}"
    if receiver.type == STR and func.attr == "format":
        return SPECIAL["str.format"](low, node, None)
    if receiver.type.name == "list" and func.attr == "sort":
        return SPECIAL["list.sort"](low, node, None)
    return by_row(low, name.replace("vartuple.", "tuple."), node, receiver)


def _object_method(low: Lowering, receiver: ir.Expr, name: str, method: str, node: ast.Call) -> ir.Expr:
    if registry.rows(name):
        return by_row(low, name, node, receiver)
    if receiver.type == OBJ and not isinstance(receiver, ir.LiveObject):
        raise Refused("open-type", f"{method}() on a value of unknown type", node)
    return through_python(low, receiver, method, node)


def _mutable(rtype: RType) -> bool:
    return rtype.name in ("list", "dict", "set") or any(map(_mutable, rtype.args))


def through_python(low: Lowering, callee: ir.Expr, method: str, node: ast.Call, keeps_arguments: bool = False) -> ir.Expr:
    """A call of a pure Python callable; its result is read at mypy's type.

    `keeps_arguments`: the callee is known not to change what it is given.
    """
    args = [known(as_text(lower(low, arg))) for arg in node.args]
    keywords = [(keyword.arg or "", known(as_text(lower(low, keyword.value)))) for keyword in node.keywords]
    values = args + [value for _, value in keywords]
    for value in values:
        if value.type.name == "iter":
            raise Refused("no-row", "an iterator is handed to Python", node)
        if _mutable(value.type) and not keeps_arguments and not isinstance(value, ir.Block | ir.Display | ir.Op):
            # what Python did to it could not be seen natively
            raise Refused("aliasing", "a container that is still used is handed to Python", node)
    call = ir.PythonCall(OBJ, callee, values, [name for name, _ in keywords], method)
    hint = low.hint(node)
    return call if hint is None or open_type(hint) else ir.Coerce(hint, call)


def target_function(low: Lowering, binding: Binding, node: ast.Call) -> ir.Expr:
    """A call of a function of the target: natively when it is ported, else through Python."""
    symbol = f"{binding.module}:{binding.name}"
    signature = low.program.signatures.get(symbol)
    if signature is None:
        callee = low.program.symbols.get(symbol)
        if callee is None or not callee.pure:
            raise Refused("waits-for", f"it calls {symbol}, which is not pure", node)
        return through_python(low, live(low, binding), "", node, keeps_arguments=not callee.mutates)
    low.uses.functions[binding.path] = symbol
    return narrowed(low, native_call(low, signature, node), node)


def native_call(low: Lowering, signature: Signature, node: ast.Call) -> ir.Expr:
    """Arguments matched to the parameters of a native function, in the order Python evaluates them."""
    given: dict[str, ir.Expr] = {}
    positional = [param for param in signature.params if param.kind == "positional"]
    if len(node.args) > len(positional):
        raise Refused("signature", f"too many arguments for {signature.symbol}", node)
    for param, source in zip(positional, node.args, strict=False):
        given[param.name] = _argument_for(low, param.type, source)
    names = [param.name for param in signature.params]
    order = list(given)
    for keyword in node.keywords:
        if keyword.arg not in names or keyword.arg in given:
            raise Refused("signature", f"{keyword.arg} is not a free parameter of {signature.symbol}", node)
        assert keyword.arg is not None
        given[keyword.arg] = _argument_for(low, next(p.type for p in signature.params if p.name == keyword.arg), keyword.value)
        order.append(keyword.arg)
    if order != [name for name in names if name in given] and not all(_simple(given[name]) for name in order):
        raise Refused("signature", "keyword arguments are computed in another order than the parameters", node)
    args = []
    for param in signature.params:
        value = given.get(param.name, param.default)
        if value is None:
            raise Refused("signature", f"{param.name} of {signature.symbol} has no value", node)
        args.append(coerce(value, param.type, node))
    if signature.symbol == low.symbol:
        low.recursive = True
    return ir.NativeCall(signature.result, signature.symbol, args)


def _simple(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Const | ir.Var | ir.ScalarConstant) or (isinstance(expr, ir.Coerce) and _simple(expr.value))


def _argument_for(low: Lowering, wanted: RType, source: ast.expr) -> ir.Expr:
    value = known(lower(low, source, wanted))
    return coerce(value, wanted, source)
