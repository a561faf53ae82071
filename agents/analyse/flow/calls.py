"""Calls: from what is called to what that does."""

from __future__ import annotations

import ast
from collections.abc import Callable

from agents.analyse.facts.lookup import fact, is_abstract, method
from agents.analyse.facts.names import PLAIN_BASES
from agents.analyse.flow.construct import construct
from agents.analyse.flow.frame import Arguments, Frame, Nested
from agents.analyse.flow.functions import Passed, apply_function
from agents.analyse.flow.library import apply_fact
from agents.analyse.flow.nested import call_nested
from agents.analyse.flow.references import attribute_on, root_name
from agents.analyse.flow.specials import SPECIALS
from agents.analyse.flow.unknown import called_back, parameter_of, unknown_call, unknown_method
from agents.analyse.values import ANY, BOTTOM, UNKNOWN, Type, Value, deep, join, loaded, ordered

#: Values that are called where nothing happens but a TypeError.
_UNCALLABLE = frozenset(["NoneType", "int", "float", "bool", "str", "bytes", "list", "dict", "tuple", "set"])


def evaluate_call(frame: Frame, node: ast.Call) -> Value:
    """A call expression."""
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return _super(frame, node)
    callee = frame.engine.reference(frame, node.func, True)
    args = _arguments(frame, node, callee)
    return invoke(frame, node, callee, args)


def _super(frame: Frame, node: ast.Call) -> Value:
    own = frame
    while own.outer is not None:
        own = own.outer
    receiver = (own.env or {}).get(own.self_name) or own.held.get(own.self_name, UNKNOWN)
    plain_use = not node.args or (
        len(node.args) == 2
        and isinstance(node.args[0], ast.Name)
        and own.cls.rpartition(".")[2].rpartition(":")[2] == node.args[0].id
        and isinstance(node.args[1], ast.Name)
        and node.args[1].id == own.self_name
    )
    if not plain_use or not own.cls:
        frame.effect("dynamic", node, "uses super() in an unusual way")
        return UNKNOWN
    return Value(frozenset({Type("super", (), own.cls)}), receiver.own, receiver.inside)


def _arguments(frame: Frame, node: ast.Call, callee: Value) -> Arguments:
    names = {str(t.ref) for t in callee.types if t.name == "fact"}
    by_type = bool(names & _TAKE_TYPES)
    free = _is_free(callee, node) or (id(node) in frame.free and bool(names) and names <= _PASS_ORDER)
    positional: list[Value] = []
    roots: list[str] = []
    rest: Value | None = None
    for place, arg in enumerate(node.args):
        if free:
            frame.free.add(id(arg))
        if isinstance(arg, ast.Starred):
            rest = join(rest or BOTTOM, _starred(frame, arg))
        elif by_type and place == 1:
            positional.append(frame.engine.reference(frame, arg, True))
            roots.append("")
        elif rest is None:
            positional.append(frame.engine.evaluate(frame, arg))
            roots.append(root_name(arg))
        else:
            rest = join(rest, frame.engine.evaluate(frame, arg))
    keywords: list[tuple[str, Value]] = []
    for keyword in node.keywords:
        value = frame.engine.evaluate(frame, keyword.value)
        if keyword.arg is None:
            rest = join(rest or BOTTOM, loaded(value, ANY))
        else:
            keywords.append((keyword.arg, value))
    return Arguments(
        tuple(positional), tuple(keywords), rest, tuple(roots), id(node) in frame.free, _has_total_key(node)
    )


def _starred(frame: Frame, arg: ast.Starred) -> Value:
    from_order = frame.engine.evaluate(frame, arg.value)
    if any(t.name in ("set", "frozenset") for t in from_order.types):
        frame.effect("set-order", arg, "unpacks a set")
    return loaded(from_order, ANY)


#: Functions whose second argument is a class or a tuple of classes.
_TAKE_TYPES = frozenset({"builtins.isinstance", "builtins.issubclass"})
#: Functions that keep the order of what they are given, and don't look at it themselves.
_PASS_ORDER = frozenset(f"builtins.{n}" for n in ["list", "tuple", "iter", "map", "filter", "reversed"]) | {
    "itertools.chain"
}


def _has_total_key(node: ast.Call) -> bool:
    """Whether `key=` gives the item itself, or a tuple in which it stands: then there are no ties."""
    key = next((k.value for k in node.keywords if k.arg == "key"), None)
    if not isinstance(key, ast.Lambda) or len(key.args.args) != 1:
        return False
    parts = key.body.elts if isinstance(key.body, ast.Tuple) else [key.body]
    return any(isinstance(p, ast.Name) and p.id == key.args.args[0].arg for p in parts)


def _is_free(callee: Value, node: ast.Call) -> bool:
    """Whether the order of what is iterated in the arguments can't be seen in the result."""
    if len(callee.types) != 1 or (any(k.arg == "key" for k in node.keywords) and not _has_total_key(node)):
        return False
    (known,) = callee.types
    row = fact(str(known.ref)) if known.name == "fact" else None
    if known.name == "bound" and isinstance(known.ref, tuple):
        name, receiver, _ = known.ref
        rows = [method(t.name, name) for t in receiver.types]
        return bool(rows) and all(r is not None and r.order == "free" for r in rows)
    return row is not None and row.order == "free"


def invoke(frame: Frame, node: ast.AST, callee: Value, args: Arguments) -> Value:
    """Calls each of the things that the callee may be."""
    result = BOTTOM
    for known in ordered(callee.types):
        handler = _BY_TYPE.get(known.name, _call_value)
        one = Value(frozenset({known}), callee.own, callee.inside)
        result = join(result, handler(frame, node, known, one, args))
    return result


def _call_function(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    return apply_function(frame, node, str(known.ref), args)


def _call_method(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    assert isinstance(known.ref, tuple)
    function, receiver, root = known.ref
    return apply_function(frame, node, function, args, Passed(receiver, root))


def _call_classmethod(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    assert isinstance(known.ref, tuple)
    function, cls = known.ref
    return apply_function(frame, node, function, args, Passed(Value(frozenset({Type("classes", (), cls)}))))


def _call_class(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    if str(known.ref) not in frame.state.program.classes:
        return unknown_call(frame, node, args, f"calls {known.ref}")
    return construct(frame, node, str(known.ref), args, known.name == "classes")


def _call_fact(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    dotted = str(known.ref)
    special = SPECIALS.get(dotted)
    if special is not None:
        found = special(frame, node, args)
        if found is not None:
            return found
    row = fact(dotted)
    if row is None:
        return unknown_call(frame, node, args, f"calls {dotted}, which isn't known to be pure")
    return apply_fact(frame, node, row, args)


def _call_bound(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    assert isinstance(known.ref, tuple)
    name, receiver, root = known.ref
    result = BOTTOM
    full = args._replace(positional=(receiver, *args.positional), roots=(root, *args.roots))
    for of_type in receiver.types:
        row = method(of_type.name, name)
        if row is not None and row.callable:
            special = SPECIALS.get(row.name)
            found = special(frame, node, full) if special is not None else None
            result = join(result, found if found is not None else apply_fact(frame, node, row, full))
        elif of_type.name in _UNCALLABLE:
            continue
        else:
            result = join(result, unknown_method(frame, node, name, receiver, root, args))
    return result


def _call_local(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    nested = frame.nested.get(known.ref) if isinstance(known.ref, int) else None
    if nested is None:
        return unknown_call(frame, node, args, "calls a function that was made elsewhere")
    assert isinstance(nested, Nested)
    return call_nested(frame, nested, args)


def _call_partial(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    assert isinstance(known.ref, tuple)
    callee, positional, keywords = known.ref
    merged = Arguments((*positional, *args.positional), (*keywords, *args.keywords), args.rest)
    return invoke(frame, node, callee, merged)


def _call_super(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    assert isinstance(known.ref, tuple)
    cls, name = known.ref
    program = frame.state.program
    methods, leaves = program.methods_after(cls, name)
    root = frame.self_name
    receiver = Passed(Value(frozenset({Type(cls)}), one.own, one.inside), root)
    result = BOTTOM
    for function in methods:
        binding = frame.state.decorated(function).binding
        if binding == "property":
            frame.effect("dynamic", node, f"calls the property {name} of super()")
        target = args
        if binding == "classmethod":
            receiver = Passed(Value(frozenset({Type("classes", (), cls)})), root)
        elif binding == "staticmethod" and name != "__new__":
            receiver = Passed(BOTTOM)
        result = join(result, apply_function(frame, node, function, target, receiver))
    if leaves:
        result = join(result, _outside_super(frame, node, cls, name, receiver, args))
    return result


def _outside_super(
    frame: Frame, node: ast.AST, cls: str, name: str, receiver: Passed, args: Arguments
) -> Value:
    """A method of a base that isn't the target's."""
    bases = frame.state.program.outside_bases(cls) or ["builtins.object"]
    if name == "__new__":
        return Value(frozenset({Type(cls)}), inside=frozenset(o for v in args.everything() for o in deep(v)))
    for base in bases:
        short = base.removeprefix("builtins.")
        row = method(short, name)
        if row is not None:
            as_base = Value(frozenset({Type(short)}), receiver.value.own, receiver.value.inside)
            full = args._replace(positional=(as_base, *args.positional), roots=(receiver.root, *args.roots))
            return apply_fact(frame, node, row, full)
    if all(_is_plain(b) for b in bases):
        if name == "__init__":
            for value in args.everything():
                frame.keep(receiver.value, receiver.root, value)
        frame.effect("open-attribute", node, f"calls super().{name} of a built-in base")
        return Value(ANY, receiver.value.own, receiver.value.inside)
    return unknown_call(frame, node, args, f"calls super().{name}, which isn't the target's")


def _is_plain(dotted: str) -> bool:
    return dotted in PLAIN_BASES or is_abstract(dotted)


def _call_unknown(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    param = parameter_of(one)
    if param:
        return called_back(frame, node, param, f"calls its argument {param}", args)
    text = ast.unparse(node.func)[:80] if isinstance(node, ast.Call) else ast.unparse(node)[:80]
    return unknown_call(frame, node, args, f"calls {text}, which isn't known to be pure")


def _call_value(frame: Frame, node: ast.AST, known: Type, one: Value, args: Arguments) -> Value:
    """Calling an instance."""
    if known.name in _UNCALLABLE:
        return BOTTOM
    if known.name in frame.state.program.classes and frame.state.program.overrides(known.name, "__call__"):
        found = attribute_on(frame, one, "__call__", node, True)
        return invoke(frame, node, found, args)
    row = method(known.name, "__call__")
    if row is not None:
        return apply_fact(frame, node, row, args)
    return _call_unknown(frame, node, known, one, args)


_BY_TYPE: dict[str, Callable[[Frame, ast.AST, Type, Value, Arguments], Value]] = {
    "fn": _call_function,
    "method": _call_method,
    "of-class": _call_classmethod,
    "class": _call_class,
    "classes": _call_class,
    "fact": _call_fact,
    "bound": _call_bound,
    "local": _call_local,
    "partial": _call_partial,
    "super-method": _call_super,
    "?": _call_unknown,
}
