"""Where in a module the import of the decorator goes, and what the decorator is called there.

The import stands after the docstring, the `__future__` imports and the other imports at the top, in the
place that an import sorter would give it; a guarded one stands below them all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import NamedTuple

#: Names for the decorator, the first that is free is taken. `ported` only where `__all__` keeps it out
#: of star-imports, and `_ported` not in the package itself, whose submodule is called so.
NAMES = ("ported", "_ported", "_ported_", "_has_native_port", "_has_native_port_")

#: The import of a module that the target's build takes alone: where the file with the decorator did not
#: come along, functions stay as they are.  Only its own absence counts: what goes wrong inside of it, or
#: is demanded by the policy "strict", still surfaces.  The name of the error is gone behind the block.
_GUARDED = """\
try:
    {line}
except ModuleNotFoundError as {name}_error:  # pragma: no cover - shipped alone
    if {name}_error.name != "{support}":
        raise

    def {name}(function):  # type: ignore
        return function"""

_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")


class Place(NamedTuple):
    """An insertion between two lines."""

    #: Number of lines that stay before it.
    after: int
    #: Blank lines added above and below.
    above: int
    below: int


def name_for(source: str, tree: ast.Module, is_package: bool, guarded: bool = False) -> str:
    """What the decorator is called in this module."""
    open_names = not _has_all(tree) or _has_star_import(tree)
    used = set(re.findall(r"\w+", source))
    hidden = {"ported"} if open_names else set()
    hidden |= {"_ported"} if is_package else set()
    for name in NAMES:
        taken = {name, f"{name}_error"} & used if guarded else {name} & used
        if not taken and name not in hidden:
            return name
    raise ValueError("all names for the decorator are taken")


def import_text(support: str, name: str, guarded: bool = False) -> tuple[str, ...]:
    """The lines of the import, without their ends."""
    line = f"from {support} import ported" + ("" if name == "ported" else f" as {name}")
    text = _GUARDED.format(line=line, name=name, support=support) if guarded else line
    return tuple(text.split("\n"))


def imported_name(node: ast.stmt, support: str) -> str | None:
    """What a statement imports the decorator as; None if it is not its import, bare or guarded."""
    guarded = isinstance(node, ast.Try)
    inner = node.body[0] if isinstance(node, ast.Try) else node
    if not _is_bare_import(inner, support):
        return None
    assert isinstance(inner, ast.ImportFrom)
    name = inner.names[0].asname or "ported"
    if guarded:
        expected = ast.parse("\n".join(import_text(support, name, guarded)))
        return name if ast.dump(node) == ast.dump(expected.body[0]) else None
    return name


def _is_bare_import(node: ast.stmt, support: str) -> bool:
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == support
        and node.level == 0
        and [alias.name for alias in node.names] == ["ported"]
    )


def place_for(tree: ast.Module, lines: Sequence[str], support: str, guarded: bool = False) -> Place:
    """Where the import goes."""
    anchors = _leading(tree.body)
    if guarded and anchors:
        return Place(_boundary(tree, anchors[-1].end_lineno or anchors[-1].lineno), 1, 0)
    imports = [
        node for node in anchors if isinstance(node, ast.Import | ast.ImportFrom) and not _is_future(node)
    ]
    mine = _key("from", support, 0, support)
    before = [node for node in imports if _sort_key(node, support) <= mine]
    own = [node for node in imports if _sort_key(node, support)[0] == mine[0]]
    if own and own[0] not in before and _boundary(tree, own[0].lineno - 1) == own[0].lineno - 1:
        return Place(own[0].lineno - 1, 0, 0)
    last = before[-1] if before else _last_prelude(anchors)
    if last is None:
        return _at_top(tree, lines)
    same = isinstance(last, ast.Import | ast.ImportFrom) and last in own
    return Place(_boundary(tree, last.end_lineno or last.lineno), 0 if same else 1, 0)


def _leading(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The docstring, imports and assignments such as `__all__ = ...` that a module begins with."""
    found: list[ast.stmt] = []
    for index, node in enumerate(body):
        docstring = index == 0 and _is_docstring(node)
        if not (docstring or isinstance(node, ast.Import | ast.ImportFrom) or _is_dunder(node)):
            break
        found.append(node)
    while found and _is_dunder(found[-1]):
        found.pop()
    return found


def _last_prelude(anchors: Sequence[ast.stmt]) -> ast.stmt | None:
    """The last of what has to stay first: the docstring and the `__future__` imports."""
    prelude = [node for node in anchors if _is_docstring(node) or _is_future(node)]
    return prelude[-1] if prelude else None


def _at_top(tree: ast.Module, lines: Sequence[str]) -> Place:
    """Below the comments that head the file; those that stand right on the code belong to the code."""
    fixed = max((n for n in (1, 2) if n <= len(lines) and _is_fixed(n, lines[n - 1])), default=0)
    header = 0
    while header < len(lines) and lines[header].lstrip(" \t\f").startswith("#"):
        header += 1
    if header >= fixed and header < len(lines) and not lines[header].strip():
        fixed = header
    if fixed:
        return Place(_boundary(tree, fixed), 1, 0)
    first = tree.body[0]
    definition = isinstance(first, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return Place(0, 0, 2 if definition else 1)


def _is_fixed(number: int, line: str) -> bool:
    return (number == 1 and line.startswith("#!")) or _COOKIE.match(line) is not None


def _boundary(tree: ast.Module, line: int) -> int:
    """The first end of a line, from this one on, that lies between two statements."""
    for node in tree.body:
        if _first_line(node) <= line < (node.end_lineno or node.lineno):
            line = node.end_lineno or node.lineno
    return line


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _sort_key(node: ast.Import | ast.ImportFrom, support: str) -> tuple[int, int, str]:
    if isinstance(node, ast.Import):
        return _key("import", node.names[0].name, 0, support)
    return _key("from", node.module or "", node.level, support)


def _key(kind: str, module: str, level: int, support: str) -> tuple[int, int, str]:
    """Section (foreign, own, relative), kind and name, as import sorters order them."""
    own = module.partition(".")[0] == support.partition(".")[0] or module == support
    section = 2 if level else int(own)
    return (section, int(kind == "from"), module.lower())


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.level == 0


def _is_dunder(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return bool(targets) and all(
        isinstance(each, ast.Name) and each.id.startswith("__") and each.id.endswith("__") for each in targets
    )


def _has_all(tree: ast.Module) -> bool:
    """Whether `__all__` is written down; one that is computed may pick up any public name."""
    for node in tree.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.List | ast.Tuple):
            continue
        if any(isinstance(each, ast.Name) and each.id == "__all__" for each in node.targets):
            return all(isinstance(item, ast.Constant) for item in node.value.elts)
    return False


def _has_star_import(tree: ast.Module) -> bool:
    return any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(tree))
