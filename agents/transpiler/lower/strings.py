"""Lowers f-strings and `%` formatting with a literal template into pieces."""

from __future__ import annotations

import ast
import re

from agents.transpiler import ir
from agents.transpiler.diagnostics import Refused
from agents.transpiler.lower.context import Lowering, known
from agents.transpiler.lower.expressions import lower, lowers
from agents.transpiler.lower.rows import apply, coerce
from agents.transpiler.rtypes import OBJ, STR, RType

#: Types whose format() with an empty spec is their str().
_PLAIN = {"str", "char", "int", "float", "bool", "num"}


@lowers(ast.JoinedStr)
def _fstring(low: Lowering, node: ast.JoinedStr, expected: RType | None) -> ir.Expr:
    pieces = [_piece(low, part) for part in node.values]
    return concatenate(pieces)


def concatenate(pieces: list[ir.Expr]) -> ir.Expr:
    """One str out of strs."""
    pieces = [piece for piece in pieces if not (isinstance(piece, ir.Const) and piece.value == "")]
    if not pieces:
        return ir.Const(STR, "")
    if len(pieces) == 1:
        return coerce(pieces[0], STR)
    holes = ", ".join(f"{{&{i}}}" for i in range(len(pieces)))
    return ir.RustCall(STR, f"concat(&[{holes}])", [coerce(piece, STR) for piece in pieces])


def _piece(low: Lowering, part: ast.expr) -> ir.Expr:
    if isinstance(part, ast.Constant):
        return ir.Const(STR, str(part.value))
    if not isinstance(part, ast.FormattedValue):
        raise Refused("syntax", f"{type(part).__name__} in an f-string", part)
    value = known(lower(low, part.value))
    if part.conversion in (ord("r"), ord("a"), ord("s")):
        value = apply(low, {"r": "builtins.repr", "a": "builtins.ascii", "s": "builtins.str"}[chr(part.conversion)], [value], part)
    return formatted(low, value, _spec(part), part)


def _spec(part: ast.FormattedValue) -> str:
    if part.format_spec is None:
        return ""
    assert isinstance(part.format_spec, ast.JoinedStr)
    pieces = part.format_spec.values
    if not all(isinstance(piece, ast.Constant) for piece in pieces):
        raise Refused("syntax", "a format specification that is computed", part)
    return "".join(str(piece.value) for piece in pieces if isinstance(piece, ast.Constant))


def formatted(low: Lowering, value: ir.Expr, spec: str, node: ast.expr) -> ir.Expr:
    """`format(value, spec)`."""
    if not spec and value.type.name in _PLAIN:
        return value if value.type.name in ("str", "char") else apply(low, "builtins.str", [value], node)
    if value.type.name in _PLAIN or value.type == OBJ:
        return ir.RustCall(STR, f"format_value({{&0}}, {rust_string(spec)})?", [value])
    if not spec:
        return apply(low, "builtins.str", [value], node)
    raise Refused("no-row", f"format({value.type}, {spec!r}) has no row", node)


def rust_string(text: str) -> str:
    """A Rust string literal.

    >>> print(rust_string('a"b'))
    "a\\"b"
    """
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else f"\\u{{{ord(c):x}}}") for c in text) + '"'


def literal_text(low: Lowering, node: ast.expr) -> str | None:
    """The text of a literal, or of a module constant (whose value is checked when binding)."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name) and low.key(node.id) is None:
        binding = low.resolve(node.id)
        if binding.meaning == "scalar" and isinstance(binding.value, str):
            low.uses.constants[binding.path] = binding.value
            return binding.value
    return None


_DIRECTIVE = re.compile(r"%(?P<flags>[-+ #0]*)(?P<width>\d+)?(?:\.(?P<precision>\d+))?(?P<kind>[a-zA-Z%])")


def percent_format(low: Lowering, node: ast.BinOp) -> ir.Expr:
    """`"..." % value` with a literal template, as the f-string that means the same."""
    template = literal_text(low, node.left)
    assert template is not None
    args = list(node.right.elts) if isinstance(node.right, ast.Tuple) else [node.right]
    pieces: list[ir.Expr] = []
    position = 0
    for found in _DIRECTIVE.finditer(template):
        pieces.append(ir.Const(STR, template[position : found.start()]))
        position = found.end()
        if found["kind"] == "%":
            pieces.append(ir.Const(STR, "%"))
            continue
        if not args:
            raise Refused("syntax", "too few arguments for the format string", node)
        pieces.append(_directive(low, found, args.pop(0), isinstance(node.right, ast.Tuple)))
    rest = template[position:]
    if args or "%" in rest or any("%" in str(p.value) and p.value != "%" for p in pieces if isinstance(p, ir.Const)):
        raise Refused("syntax", "a format string that is not understood", node)
    return concatenate([*pieces, ir.Const(STR, rest)])


def _directive(low: Lowering, found: re.Match[str], source: ast.expr, in_tuple: bool) -> ir.Expr:
    value = known(lower(low, source))
    if not in_tuple and value.type.name not in _PLAIN:
        raise Refused("no-row", f"% with one value of type {value.type} has no row", source)
    kind = found["kind"]
    if kind in "sra":
        if found["flags"] not in ("", "-") or found["precision"]:
            raise Refused("no-row", f"{found[0]} has no row", source)
        name = {"s": "builtins.str", "r": "builtins.repr", "a": "builtins.ascii"}[kind]
        text = value if kind == "s" and value.type.name in ("str", "char") else apply(low, name, [value], source)
        align = "<" if found["flags"] == "-" else ">"
        return formatted(low, text, f"{align}{found['width']}" if found["width"] else "", source)
    if (kind == "d" and value.type.name in ("int", "bool")) or (kind in "xXo" and value.type.name == "int"):
        kind = "d" if kind == "d" else kind
    elif not (kind in "feEgG" and value.type.name == "float"):
        raise Refused("no-row", f"{found[0]} % {value.type} has no row", source)
    if set(found["flags"]) - {"0", "+"} or (kind in "dxXo" and found["precision"]):
        raise Refused("no-row", f"{found[0]} has no row", source)
    sign = "+" if "+" in found["flags"] else ""
    zero = "0" if "0" in found["flags"] else ""
    precision = f".{found['precision']}" if found["precision"] else ""
    return formatted(low, value, f"{sign}{zero}{found['width'] or ''}{precision}{kind}", source)
