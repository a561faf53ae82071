"""Puts `@ported` on functions, and takes it off again; every other byte of the module stays.

`decorate` brings a module into the state where exactly the given functions are decorated, so it can be
called again at any time; `undecorate` gives back the bytes that were there before.  What was written is
parsed and compared with the original: whatever does not come out as meant is refused.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from agents.install.place import Place, import_text, imported_name, name_for, place_for
from agents.records import Reason, Span

Definition = ast.FunctionDef | ast.AsyncFunctionDef

#: Blank lines above and below the import that may have come with it, the most frequent first.
_BLANKS = ((1, 0), (0, 0), (0, 2), (0, 1))
#: Only these ends of lines count in Python's grammar; `str.splitlines` knows many more.
_ENDS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


@dataclass(frozen=True)
class Decorated:
    """A module with decorators."""

    source: bytes
    #: Qualified names of the functions that carry the decorator.
    names: tuple[str, ...]
    #: Functions that cannot carry it, with the reason.
    refused: dict[str, Reason] = field(default_factory=dict)


class CannotEdit(Exception):
    """The module cannot be edited without changing more than is meant."""


class _Style(NamedTuple):
    """How the decorator is imported."""

    #: The module that has it.
    support: str
    is_package: bool
    guarded: bool


def decorate(
    source: bytes,
    names: Collection[str],
    support: str,
    *,
    path: str = "",
    is_package: bool = False,
    guarded: bool = False,
) -> Decorated:
    """The module in which exactly these functions are decorated.

    `names` are qualified names (`fn`, `Class.method`), `support` is the module that has the decorator,
    such as `pkg._ported`; `is_package` is for the `__init__.py` that lies beside it, `guarded` for a
    module that has to work where that module is missing.
    """
    try:
        plain = undecorate(source, support, is_package=is_package)
        module = _Module.read(plain)
    except CannotEdit as error:
        return Decorated(source, (), {name: _reason("syntax", str(error), path) for name in sorted(names)})
    refused = {name: reason for name in sorted(names) if (reason := _refusal(module.tree, name, path))}
    wanted = sorted(set(names) - set(refused))
    if not wanted:
        return Decorated(plain, (), refused)
    try:
        edited = _decorated(module, wanted, _Style(support, is_package, guarded))
    except (CannotEdit, ValueError, RecursionError) as error:
        refused |= {name: _reason("cannot-edit", str(error), path) for name in wanted}
        return Decorated(plain, (), refused)
    return Decorated(edited, tuple(wanted), refused)


def undecorate(source: bytes, support: str, *, is_package: bool = False) -> bytes:
    """The module without the decorators, as it was before them."""
    module = _Module.read(source)
    imports = [(node, name) for node in module.tree.body if (name := imported_name(node, support))]
    if not imports:
        return source
    node, name = imports[0]
    style = _Style(support, is_package, isinstance(node, ast.Try))
    first, last = node.lineno, node.end_lineno or node.lineno
    marked = [found for found in _definitions(module.tree) if _is_marked(found[1], name, module.lines)]
    drop = {definition.decorator_list[-1].lineno for _, definition in marked}
    drop |= set(range(first, last + 1))
    names = sorted({qualname for qualname, _ in marked})
    for above, below in _BLANKS:
        blank = {*range(first - above, first), *range(last + 1, last + below + 1)}
        if all(1 <= n <= len(module.lines) and not module.lines[n - 1].strip() for n in blank):
            plain = module.without(drop | blank)
            if _gives(plain, names, style, source):
                return plain
    # Somebody has moved the import or edited around it; then only the lines themselves go.
    return module.without(drop)


def _gives(plain: bytes, names: Sequence[str], style: _Style, source: bytes) -> bool:
    """Whether decorating leads back to the source."""
    try:
        return bool(names) and _decorated(_Module.read(plain), names, style) == source
    except (CannotEdit, ValueError, RecursionError):
        return False


def functions_of(source: bytes) -> dict[str, int]:
    """Qualified name -> line of the `def`, of the functions that could be decorated."""
    tree = _Module.read(source).tree
    return {name: node.lineno for name, node in _definitions(tree) if _refusal(tree, name, "") is None}


@dataclass(frozen=True)
class _Module:
    """A module's text in lines, with its tree."""

    lines: tuple[str, ...]
    tree: ast.Module
    encoding: str

    @classmethod
    def read(cls, source: bytes) -> _Module:
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
            text = source.decode(encoding)
            # A string cannot be parsed with its cookie in force, so the parser gets bytes.
            tree = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError, LookupError, ValueError, RecursionError) as error:
            raise CannotEdit(f"it cannot be parsed: {error}") from None
        return cls(tuple(_ENDS.split(text)), tree, encoding)

    @property
    def end(self) -> str:
        """How lines end here."""
        first = self.lines[0]
        return first[len(first.rstrip("\r\n")) :] or "\n"

    def without(self, numbers: Collection[int]) -> bytes:
        return self.encode(line for number, line in enumerate(self.lines, 1) if number not in numbers)

    def encode(self, lines: Iterator[str]) -> bytes:
        return "".join(lines).encode(self.encoding)


def _decorated(module: _Module, names: Sequence[str], style: _Style) -> bytes:
    support, is_package, guarded = style
    name = name_for("".join(module.lines), module.tree, is_package, guarded)
    inserted: dict[int, str] = {}
    for qualname, node in _definitions(module.tree):
        if qualname in names:
            prefix = module.lines[node.lineno - 1][: node.col_offset]
            # A form feed sets the column back to zero, so what stands before it is no indentation.
            inserted[node.lineno - 1] = f"{prefix.rpartition(chr(12))[2]}@{name}{module.end}"
    place = place_for(module.tree, module.lines, support, guarded)
    block = _import_lines(import_text(support, name, guarded), place, module)
    inserted[place.after] = block + inserted.get(place.after, "")
    result = module.encode(_merged(module.lines, inserted))
    _check(module.tree, result, support, name, names)
    return result


def _import_lines(text: Sequence[str], place: Place, module: _Module) -> str:
    if place.after and not module.lines[place.after - 1].endswith(("\n", "\r")):
        raise CannotEdit("nothing stands behind its imports")
    block = "".join(line + module.end for line in text)
    return module.end * place.above + block + module.end * place.below


def _merged(lines: Sequence[str], inserted: dict[int, str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield inserted.get(number, "")
        yield line


def _check(before: ast.Module, result: bytes, support: str, name: str, names: Sequence[str]) -> None:
    """The edited module must mean the same, but for the import and the decorators."""
    after = _Module.read(result).tree
    own = [node for node in after.body if imported_name(node, support) == name]
    if len(own) != 1:
        raise CannotEdit("the import of the decorator does not end up at the top level")
    after.body.remove(own[0])
    for qualname, node in _definitions(after):
        if qualname in names:
            last = node.decorator_list.pop() if node.decorator_list else None
            if not isinstance(last, ast.Name) or last.id != name:
                raise CannotEdit(f"the decorator does not end up on {qualname}")
    if ast.dump(after) != ast.dump(before):
        raise CannotEdit("something else would change")


def _definitions(tree: ast.Module) -> Iterator[tuple[str, Definition]]:
    """Functions at the level of the module and of its classes, under `if`, `try` and `with` too."""
    work: list[tuple[str, ast.stmt]] = [("", node) for node in tree.body]
    while work:
        prefix, node = work.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not _is_overload(node):
                yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            work += [(f"{prefix}{node.name}.", inner) for inner in node.body]
        elif isinstance(node, ast.If | ast.Try | ast.TryStar | ast.With):
            work += [(prefix, inner) for inner in _inner(node)]


def _inner(node: ast.If | ast.Try | ast.TryStar | ast.With) -> list[ast.stmt]:
    found = [*node.body, *getattr(node, "orelse", []), *getattr(node, "finalbody", [])]
    for handler in getattr(node, "handlers", []):
        found += handler.body
    return found


def _is_overload(node: Definition) -> bool:
    """Declarations for type checkers, which the last definition replaces."""
    return any(ast.unparse(each).rpartition(".")[2] == "overload" for each in node.decorator_list)


def _is_marked(node: Definition, name: str, lines: Sequence[str]) -> bool:
    """Whether the innermost decorator is ours, on a line of its own right above the `def`."""
    if not node.decorator_list:
        return False
    last = node.decorator_list[-1]
    ours = isinstance(last, ast.Name) and last.id == name and last.lineno == node.lineno - 1
    return ours and lines[last.lineno - 1].strip() == f"@{name}"


def _refusal(tree: ast.Module, name: str, path: str) -> Reason | None:
    found = [node for qualname, node in _definitions(tree) if qualname == name]
    if not found:
        return _reason("not-found", f"the module has no function {name} outside of functions and loops", path)
    if len(found) > 1:
        lines = " and ".join(str(node.lineno) for node in found)
        return _reason("defined-twice", f"{name} is defined in lines {lines}", path, found[0])
    if isinstance(found[0], ast.AsyncFunctionDef):
        return _reason("async", f"{name} is a coroutine function", path, found[0])
    return None


def _reason(code: str, message: str, path: str, node: Definition | None = None) -> Reason:
    span = Span(path=path, line=node.lineno, col=node.col_offset) if node is not None and path else None
    return Reason(code=code, message=message, span=span)
