"""Fingerprints of source: what a change must be before anything has to be proven again.

Comments, layout and docstrings don't count, nor does the minor version of Python that parsed the source.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

_SIZE = 16
#: Stands for the statements of a module that are no definitions and no imports.
TOP = "<top>"
#: Fields that say nothing about what the code does.
_SKIPPED = frozenset({"ctx", "kind", "type_comment", "type_ignores", "lineno", "col_offset"})
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ACCESSORS = frozenset({"setter", "getter", "deleter"})


def module_print(tree: ast.Module) -> str:
    """Fingerprint of a whole module."""
    return digest(_tokens(tree, {}))


def node_print(node: ast.AST) -> str:
    """Fingerprint of any part of a syntax tree."""
    return digest(_tokens(node, {}))


def digest(tokens: Iterator[str] | Sequence[str]) -> str:
    """One hash over texts, so that their boundaries count.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    text = "\x1f".join(tokens)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def symbol_prints(tree: ast.Module) -> dict[str, str]:
    """Fingerprints of functions, methods, classes and names of a module, by qualified name.

    Further parts of a property are `C.x.setter` and so on. A name that is bound several times has one
    fingerprint for all of it.
    """
    found: dict[str, list[str]] = {}
    known: dict[int, str] = {}
    _collect(tree.body, "", found, known)
    loose = [s for s in tree.body if not isinstance(s, (*_DEFINITIONS, ast.Import, ast.ImportFrom))]
    found[TOP] = [digest(_tokens(ast.Module(loose, []), known))]
    return {name: prints[0] if len(prints) == 1 else digest(prints) for name, prints in found.items()}


def _collect(body: list[ast.stmt], prefix: str, found: dict[str, list[str]], known: dict[int, str]) -> None:
    for statement in _statements(body):
        if isinstance(statement, ast.ClassDef):
            _collect(statement.body, f"{prefix}{statement.name}.", found, known)
        if isinstance(statement, _DEFINITIONS):
            printed = digest(_tokens(statement, known))
            known[id(statement)] = printed
            found.setdefault(f"{prefix}{statement.name}{_accessor(statement)}", []).append(printed)
            continue
        names = list(_bound_names(statement))
        if names:
            printed = digest(_tokens(statement, known))
            for name in names:
                found.setdefault(f"{prefix}{name}", []).append(printed)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body, those in branches and loops too."""
    for statement in body:
        yield statement
        if isinstance(statement, _DEFINITIONS):
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            yield from _statements(handler.body)


def _accessor(node: ast.stmt) -> str:
    for decorator in getattr(node, "decorator_list", []):
        if isinstance(decorator, ast.Attribute) and decorator.attr in _ACCESSORS:
            return f".{decorator.attr}"
    return ""


def _bound_names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.With)):
        targets: list[ast.AST] = list(getattr(statement, "targets", []))
        targets += [t for t in (getattr(statement, "target", None),) if t is not None]
        targets += [i.optional_vars for i in getattr(statement, "items", []) if i.optional_vars is not None]
        for target in targets:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0]


def _tokens(root: ast.AST, known: Mapping[int, str]) -> Iterator[str]:
    """The tree as a flat text; parts whose fingerprint is known stand for themselves."""
    stack: list[object] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, ast.AST):
            printed = known.get(id(item))
            if printed is not None:
                yield printed
                continue
            yield "(" + type(item).__name__
            stack.append(_END)
            stack.extend(reversed(_parts(item)))
        elif isinstance(item, str):
            yield item
        else:
            yield _constant(item)


_END = ")"


def _parts(node: ast.AST) -> list[object]:
    """Names and contents of the fields that count."""
    if isinstance(node, ast.Constant):
        return [_constant(node.value)]
    parts: list[object] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if value is None or name in _SKIPPED:
            continue
        if isinstance(value, list):
            items = _normal(node, name, value)
            if items:
                parts.append(name)
                parts.extend("None" if item is None else item for item in items)
                parts.append("]")
        elif not _is_empty_format(value):
            parts.append(name)
            parts.append(value if isinstance(value, ast.AST) else _constant(value))
    return parts


def _normal(node: ast.AST, name: str, items: list[object]) -> list[object]:
    if name == "body" and isinstance(node, (*_DEFINITIONS, ast.Module)) and _is_docstring(items):
        return items[1:]
    if isinstance(node, ast.JoinedStr):
        return _merged_text(items)
    return items


def _is_docstring(body: list[object]) -> bool:
    first = body[0] if body else None
    return (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )


def _merged_text(values: list[object]) -> list[object]:
    """Parts of an f-string with neighbouring text joined: parsers differ in where they cut it."""
    merged: list[object] = []
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            if merged and isinstance(merged[-1], str):
                merged[-1] += value.value
            elif value.value:
                merged.append("text:" + value.value)
        else:
            merged.append(value)
    return merged


def _is_empty_format(value: object) -> bool:
    return isinstance(value, ast.JoinedStr) and not _merged_text(list(value.values))


def _constant(value: object) -> str:
    """A constant with its type, so that 1, True and 1.0 differ."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"int:{value:x}"
    return f"{type(value).__name__}:{value!r}"


def closures(prints: Mapping[str, str], needs: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For every id a hash over it and all that it needs, directly or not.

    Args:
        prints: fingerprint of each id; ids without one count by what they need only.
        needs: what each id needs.
    """
    closed: dict[str, str] = {}
    for group in components({name: needs.get(name, ()) for name in (*prints, *needs)}):
        members = set(group)
        inner = sorted(f"{name}={prints[name]}" for name in group if name in prints)
        outer = sorted(
            {closed[n] for name in group for n in needs.get(name, ()) if n in closed and n not in members}
        )
        hashed = digest([*inner, "|", *outer])
        for name in group:
            closed[name] = hashed
    return closed


def components(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Strongly connected components, each after all that it points to.

    >>> list(components({"a": ["b"], "b": ["a", "c"], "c": []}))
    [['c'], ['b', 'a']]
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in graph:
        if start in order:
            continue
        work = [(start, iter(graph[start]))]
        order[start] = low[start] = len(order)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in graph:
                    continue
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    group: list[str] = []
                    while not group or group[-1] != node:
                        group.append(stack.pop())
                        on_stack.discard(group[-1])
                    yield group
