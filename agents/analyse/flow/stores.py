"""Assignments: to names, attributes, items, and patterns of them."""

from __future__ import annotations

import ast

from agents.analyse.flow.frame import Arguments, Frame
from agents.analyse.flow.items import subscript_types
from agents.analyse.flow.order import call_method, items_of, iterate
from agents.analyse.flow.references import root_name
from agents.analyse.flow.state import ALL
from agents.analyse.values import ANY, ATOMS, Origins, Type, Value, kept, loaded, only, portable, settled


def assign(frame: Frame, target: ast.expr, value: Value, source: ast.AST) -> None:
    """Gives `value`, which the expression `source` made, to a target."""
    if isinstance(target, ast.Name):
        assign_name(frame, target.id, value, target)
        if not only(value, ATOMS):
            frame.share(target.id, frame.state.mentioned(source))
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(frame, target, value, source)
    elif isinstance(target, ast.Starred):
        item = items_of(frame, value, target)
        assign(frame, target.value, Value(frozenset({Type("list", (item.types,))}), inside=item.own), source)
    elif isinstance(target, ast.Attribute):
        _to_attribute(frame, target, value)
    elif isinstance(target, ast.Subscript):
        _to_item(frame, target, value)


def assign_name(frame: Frame, name: str, value: Value, node: ast.AST) -> None:
    """Gives a value to a variable, wherever it lives."""
    if any(name in names for names in frame.comprehended):
        frame.bind(name, value)
    elif frame.scope is None:
        frame.state.learn(f"{frame.prefix}{name}", portable(value))
    elif name in frame.scope.globals:
        frame.effect("global-write", node, f"binds the global {name}")
        frame.need(f"{frame.module}:{name}")
        frame.state.learn(f"{frame.module}:{name}", portable(value))
        frame.state.note_rebound(f"{frame.module}:{name}", frame.unit)
    elif name in frame.scope.nonlocals:
        _nonlocal(frame, name, value)
    else:
        frame.bind(name, value)


def _nonlocal(frame: Frame, name: str, value: Value) -> None:
    outer = frame.outer
    while outer is not None and name not in outer.held and outer.outer is not None:
        outer = outer.outer
    if outer is not None:
        known = (outer.env or {}).get(name)
        outer.bind(
            name,
            value
            if known is None
            else Value(known.types | value.types, known.own | value.own, known.inside | value.inside),
        )


def _unpack(frame: Frame, target: ast.Tuple | ast.List, value: Value, source: ast.AST) -> None:
    starred = any(isinstance(t, ast.Starred) for t in target.elts)
    item = iterate(frame, value, source)
    for place, inner in enumerate(target.elts):
        if starred:
            types = item.types
        else:
            types = subscript_types(frozenset(t for t in value.types if t.ref == "fixed"), place, False)
            rest = frozenset(t for t in value.types if t.ref != "fixed")
            types = types | (item.types if rest else frozenset())
        part = settled(Value(types or item.types, item.own, item.inside))
        if isinstance(inner, ast.Starred):
            held = Value(frozenset({Type("list", (item.types,))}), inside=item.own | item.inside)
            assign(frame, inner.value, held, source)
        else:
            assign(frame, inner, part, source)


def _to_attribute(frame: Frame, target: ast.Attribute, value: Value) -> None:
    base = frame.engine.reference(frame, target.value, False)
    what = f"assigning .{target.attr}"
    plain = frozenset(t for t in base.types if t.name not in _SPECIAL_BASES)
    if plain:
        frame.mutate(base.own, target, what)
        frame.keep(base, root_name(target.value), value)
    if any(t.name == "?" for t in base.types):
        _escape(frame, value, target)
    for known in base.types:
        if ":" in known.name:
            frame.need(known.name)
            one = Value(frozenset({known}), base.own, base.inside)
            call_method(frame, one, "__setattr__", target, (Value(ANY), value))
            _setter(frame, known.name, one, target, value)
            frame.state.learn(f"@{known.name}.{target.attr}", kept(value))
        elif known.name in _SPECIAL_BASES:
            _to_shared(frame, known, target, value)


def _escape(frame: Frame, value: Value, node: ast.AST) -> None:
    """A global that goes into an attribute of who knows what may be changed through it."""
    for origin in value.own:
        if origin[0] == "g":
            where = f"{frame.unit} line {getattr(node, 'lineno', 0)}"
            frame.state.note_mutated(origin[2:].removesuffix("*"), where, False)


#: Things that everybody shares.
_SPECIAL_BASES = frozenset({"class", "classes", "module", "fn", "fact", "ext", "local"})


def _to_shared(frame: Frame, known: Type, target: ast.Attribute, value: Value) -> None:
    key = f"{known.ref}:{target.attr}" if known.name == "module" else f"{known.ref}.{target.attr}"
    if known.name == "local":
        frame.effect("hidden-state", target, "keeps state in an attribute of a function")
        return
    if not frame.at_import():
        code = "hidden-state" if known.name == "fn" else "global-write"
        frame.effect(code, target, f"assigns the attribute {target.attr} of {known.ref}")
    if known.name in ("class", "classes", "module"):
        frame.need(key)
        frame.state.learn(key, portable(value))
    frame.state.note_rebound(key, frame.unit)


def _setter(frame: Frame, cls: str, base: Value, target: ast.Attribute, value: Value) -> None:
    """The setter of a property, where there is one."""
    program = frame.state.program
    for owner in (program.classes[cls].mro or (cls,)) if cls in program.classes else ():
        setter = f"{owner}.{target.attr}.setter"
        if setter in program.functions:
            found = Value(frozenset({Type("method", (), (setter, base, root_name(target.value)))}))
            frame.engine.invoke(frame, target, found, _one(value))
            return


def _to_item(frame: Frame, target: ast.Subscript, value: Value) -> None:
    base = frame.engine.evaluate(frame, target.value)
    index = frame.engine.evaluate(frame, target.slice)
    root = root_name(target.value)
    builtin = frozenset(t for t in base.types if ":" not in t.name)
    if builtin:
        frame.mutate(_without_mapping(frame, base, target), target, "assigning an item")
    frame.keep(base, root, value)
    call_method(frame, base, "__setitem__", target, (index, value))
    if isinstance(target.value, ast.Name):
        if any(t.name in ("list", "collections.deque") for t in base.types):
            types = (
                items_of(frame, value, target).types if isinstance(target.slice, ast.Slice) else value.types
            )
            frame.widen_items(root, [types or ANY])
        else:
            frame.widen_items(root, [index.types or ANY, value.types or ANY])


def _without_mapping(frame: Frame, base: Value, target: ast.Subscript) -> Origins:
    """The origins of what an item is assigned to; `globals()["x"] = ...` concerns that name only."""
    whole = frozenset(o for o in base.own if o.endswith(f":{ALL}"))
    if whole and isinstance(target.slice, ast.Constant) and not frame.at_import():
        for origin in whole:
            frame.state.note_rebound(f"{origin[2:].removesuffix(ALL)}{target.slice.value}", frame.unit)
        return base.own - whole
    return base.own


def delete(frame: Frame, target: ast.expr) -> None:
    """`del target`."""
    if isinstance(target, (ast.Tuple, ast.List)):
        for inner in target.elts:
            delete(frame, inner)
    elif isinstance(target, ast.Subscript):
        base = frame.engine.evaluate(frame, target.value)
        frame.engine.evaluate(frame, target.slice)
        frame.mutate(base.own, target, "deleting an item")
        call_method(frame, base, "__delitem__", target, (Value(ANY),))
    elif isinstance(target, ast.Attribute):
        base = frame.engine.reference(frame, target.value, False)
        frame.mutate(base.own, target, f"deleting .{target.attr}")
        for known in base.types:
            if known.name in _SPECIAL_BASES:
                _to_shared(frame, known, target, Value(ANY))
    elif isinstance(target, ast.Name) and frame.scope is not None and target.id in frame.scope.globals:
        frame.effect("global-write", target, f"deletes the global {target.id}")
        frame.state.note_rebound(f"{frame.module}:{target.id}", frame.unit)


def augmented(frame: Frame, node: ast.AugAssign, current: Value, result: Value) -> None:
    """The in-place half of `x += y`: objects that can be changed are."""
    scalar = only(frame.engine.evaluate(frame, node.value), _NUMBERS)
    growing = frozenset(t for t in current.types if t.name not in ATOMS and t.name not in _COPIED)
    if growing and not (scalar and all(t.name == "?" for t in growing)):
        frame.mutate(current.own, node, "augmented assignment")
        frame.keep(current, root_name(node.target), loaded(result, ANY))
    assign(frame, node.target, result, node)


_NUMBERS = frozenset({"int", "float", "bool", "str", "bytes", "complex"})
_COPIED = frozenset({"tuple", "frozenset"})


def _one(value: Value) -> Arguments:
    return Arguments((value,))
