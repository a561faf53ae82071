"""Refusals: what the transpiler cannot translate exactly, where, and what would lift it.

All refusals of a function are collected, not only the first.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

#: Reason code -> (what it means, what would lift it).
CODES: dict[str, tuple[str, str]] = {
    "no-row": ("an operation has no row in the table for these types", "a row and a spec for it"),
    "syntax": ("a construct that is not translated", "a lowering and a spec for it"),
    "open-type": ("the type of a value is not known", "annotations, or tests that call the function"),
    "mixed-types": ("a variable or result holds values of types that native code cannot tell apart", "one type"),
    "waits-for": ("it calls a function of the target that has no port", "a port of that function"),
    "mutates-argument": ("it changes an argument in place", "write-back of mutated arguments"),
    "maybe-unbound": ("a variable may be read before it is assigned", "an assignment on every path"),
    "big-int": ("an integer literal is beyond 64 bits", "big integers"),
    "signature": ("its parameters are of a kind that is not bound", "support of *args and **kwargs"),
    "kind": ("this kind of symbol is not translated", "support of that kind"),
    "class": ("it works on objects of a class that is not represented", "a rule for that class"),
    "aliasing": ("a container would have to change its native type while it is shared", "one item type"),
}


@dataclass(frozen=True)
class Diagnostic:
    """One refusal."""

    code: str
    message: str
    line: int
    col: int
    end_line: int
    end_col: int
    text: str


class Refused(Exception):
    """Raised inside of lowering; collected by statement, so that all refusals are found at once."""

    def __init__(self, code: str, message: str, node: ast.AST | None) -> None:
        super().__init__(message)
        self.code, self.message, self.node = code, message, node


@dataclass
class Diagnostics:
    """Collector of one function's refusals."""

    source: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, refused: Refused) -> None:
        """Keeps a refusal, once."""
        node = refused.node
        line = getattr(node, "lineno", 0)
        col = getattr(node, "col_offset", 0)
        end_line = getattr(node, "end_lineno", line) or line
        end_col = getattr(node, "end_col_offset", col) or col
        text = (ast.get_source_segment(self.source, node) if isinstance(node, ast.expr | ast.stmt) else "") or ""
        entry = Diagnostic(refused.code, refused.message, line, col, end_line, end_col, text.split("\n")[0][:160])
        if entry not in self.found:
            self.found.append(entry)
