"""Writes missing annotations into a copy of a source, in memory, and maps places back to the original.

Before: `def scale(x, factor=2): ...`
After: `def scale(x: _seen.int, factor: _seen.int=2): ...`, and at the very end `import builtins as _seen`
Guarantees: no line moves; columns change only on lines that got an annotation, and `Annotated.original`
undoes that; a source that cannot be parsed comes back as it was.

Types are spelled as in `agents/shipped/parity/shapes.py`. Classes are named through imports at the end of the
file, under names that no source uses, so that nothing is shadowed by what the module itself defines.
"""

from __future__ import annotations

import ast
import bisect
import io
import tokenize
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from agents.shipped.parity.shapes import VARIADIC, Shape, merge_all, parse, text

#: qualname -> parameter (or "return") -> type as text.
Wanted = Mapping[str, Mapping[str, str]]

RETURN = "return"
_BUILTINS = "_seen_builtins"
_NAMEABLE = frozenset(
    [
        *("int", "float", "bool", "complex", "str", "bytes", "bytearray", "range", "slice", "object"),
        *("list", "dict", "set", "frozenset", "tuple"),
    ]
)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Annotated:
    """A source with annotations, and where they were put."""

    source: str
    #: line -> (column in the original, bytes inserted there), by column.
    edits: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def original(self, line: int, column: int) -> tuple[int, int]:
        """The place in the original of a place in the annotated source."""
        moved = 0
        for start, size in self.edits.get(line, ()):
            if column < start + moved + size:
                break
            moved += size
        return line, column - moved


class _Unnameable(Exception):
    """A type that no annotation can express here."""


class _Speller:
    """Turns types as text into annotations, and collects the imports that they need."""

    def __init__(self, modules: Collection[str]) -> None:
        self._modules = modules
        self.imports: dict[str, str] = {}

    def annotation(self, spelled: str) -> str:
        return self._union(parse(spelled))

    def _union(self, shape: Shape) -> str:
        return " | ".join(
            self._one(name, count, args) for (name, count), args in sorted(shape.items(), key=str)
        )

    def _one(self, name: str, count: int, args: tuple[Shape, ...]) -> str:
        if name == "None":
            return "None"
        if name in _NAMEABLE:
            base = f"{self._module('builtins')}.{name}"
            if name == "tuple" and count == 0:
                return f"{base}[()]"
            inside = ", ".join([*map(self._union, args), *(["..."] if count == VARIADIC else [])])
            return f"{base}[{inside}]" if inside else base
        module, _, attribute = self._split(name)
        if not module or not all(part.isidentifier() for part in name.split(".")):
            raise _Unnameable(name)
        return f"{self._module(module)}.{attribute}"

    def _split(self, name: str) -> tuple[str, str, str]:
        """Module and class: the longest module of the target that fits, else all but the last part."""
        parts = name.split(".")
        for size in range(len(parts) - 1, 0, -1):
            if ".".join(parts[:size]) in self._modules:
                return ".".join(parts[:size]), ".", ".".join(parts[size:])
        return name.rpartition(".")

    def _module(self, module: str) -> str:
        alias = _BUILTINS if module == "builtins" else f"_seen_{len(self.imports)}"
        return self.imports.setdefault(module, alias)


def annotate(source: str, wanted: Wanted, modules: Collection[str] = ()) -> Annotated:
    """The source with these annotations where it has none; `modules` are the target's modules by name."""
    if not wanted:
        return Annotated(source)
    try:
        tree = ast.parse(source)
        signature_ends = _SignatureEnds(source)
    except (SyntaxError, ValueError, tokenize.TokenError):
        return Annotated(source)
    speller = _Speller(modules)
    insertions: dict[tuple[int, int], str] = {}
    for qualname, function in functions_of(tree):
        types = wanted.get(qualname)
        if types:
            insertions.update(_insertions(function, types, speller, signature_ends))
    if not insertions:
        return Annotated(source)
    annotated = _inserted(source, insertions)
    imports = "".join(f"\nimport {module} as {alias}" for module, alias in speller.imports.items())
    return Annotated(annotated.source + imports + "\n", annotated.edits)


def functions_of(tree: ast.Module) -> Iterator[tuple[str, FunctionNode]]:
    """Functions and methods with their qualified names, those in `if` and `try` included."""
    yield from _functions(tree.body, "")


def _functions(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, FunctionNode]]:
    for node in body:
        if isinstance(node, FunctionNode):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.If | ast.Try | ast.With):
            for inside in ("body", "orelse", "finalbody"):
                yield from _functions(getattr(node, inside, []), prefix)
            for handler in getattr(node, "handlers", []):
                yield from _functions(handler.body, prefix)


def _insertions(
    function: FunctionNode, types: Mapping[str, str], speller: _Speller, ends: _SignatureEnds
) -> Iterator[tuple[tuple[int, int], str]]:
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = [arg for arg in (arguments.vararg, arguments.kwarg) if arg is not None]
    for arg in [*plain, *starred]:
        if arg.annotation is None and arg.arg in types and arg.end_lineno and arg.end_col_offset is not None:
            try:
                spelled = _item_type(types[arg.arg]) if arg in starred else types[arg.arg]
                yield (arg.end_lineno, arg.end_col_offset), f": {speller.annotation(spelled)}"
            except (_Unnameable, ValueError):
                continue
    if function.returns is None and RETURN in types:
        place = ends.of(function)
        if place is not None:
            try:
                yield place, f" -> {speller.annotation(types[RETURN])}"
            except (_Unnameable, ValueError):
                return


def _item_type(spelled: str) -> str:
    """What `*args` and `**kwargs` are annotated with: the type of one item."""
    items = [
        arg for (name, _), args in parse(spelled).items() for arg in (args[1:] if name == "dict" else args)
    ]
    if not items:
        raise ValueError("no items were seen")
    return text(merge_all(items))


class _SignatureEnds:
    """Where the signature of each function ends: just before the colon."""

    def __init__(self, source: str) -> None:
        self._lines = lines_of(source)
        self._tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
        self._starts = [token.start for token in self._tokens]

    def of(self, function: FunctionNode) -> tuple[int, int] | None:
        """Line and column in bytes."""
        depth = 0
        start = bisect.bisect_left(self._starts, (function.lineno, 0))
        opened = False
        for token in self._tokens[start:]:
            if token.string == "def":
                opened = True
            if token.type != tokenize.OP or not opened:
                continue
            if token.string == ":" and depth == 0:
                return token.start[0], self._bytes(*token.start)
            depth += (token.string in "([{") - (token.string in ")]}")
        return None

    def _bytes(self, line: int, column: int) -> int:
        return len(self._lines[line - 1][:column].encode())


def lines_of(source: str) -> list[str]:
    """Split as the parser does: str.splitlines knows more ends of lines than Python."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _inserted(source: str, insertions: Mapping[tuple[int, int], str]) -> Annotated:
    lines = lines_of(source)
    edits: dict[int, list[tuple[int, int]]] = {}
    for (line, column), addition in sorted(insertions.items(), reverse=True):
        data, added = lines[line - 1].encode(), addition.encode()
        lines[line - 1] = (data[:column] + added + data[column:]).decode()
        edits.setdefault(line, []).insert(0, (column, len(added)))
    return Annotated("\n".join(lines), edits)
