"""The table of effects, and how one is told to people."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import NamedTuple

from agents.records import Effect, Reason, Span


@dataclass(frozen=True)
class EffectRow:
    """What a code means."""

    #: Whether a symbol with this effect is refused.
    impure: bool
    #: Whether a caller has it too.
    inherited: bool
    #: What would lift it.
    lifted_by: str = ""
    #: The code under which it is told, where that is another one.
    told_as: str = ""


EFFECTS: dict[str, EffectRow] = {
    "io": EffectRow(True, True, "split the computation from the input and output"),
    "clock": EffectRow(True, True, "pass the time in as an argument"),
    "random": EffectRow(True, True, "pass a seeded generator in as an argument"),
    "environment": EffectRow(True, True, "pass the setting in as an argument"),
    "locale": EffectRow(True, True, "format without the locale"),
    "subprocess": EffectRow(True, True),
    "threading": EffectRow(True, True),
    "sys-state": EffectRow(True, True),
    "global-write": EffectRow(True, True, "return the new state instead of writing it"),
    "global-read": EffectRow(True, True, "pass the state in, or bind the global once only"),
    "hidden-state": EffectRow(True, True, "make the state an argument"),
    "unknown-call": EffectRow(True, True, "annotate the value that is called"),
    # callers know what they pass, so they don't inherit this
    "callback": EffectRow(True, False, "call functions by name", told_as="unknown-call"),
    "dynamic": EffectRow(True, True, "name what is looked up"),
    "set-order": EffectRow(True, True, "sort before the order matters"),
    "identity": EffectRow(True, True, "compare values instead of identities"),
    "object-finalizer": EffectRow(True, True),
    "generator": EffectRow(True, False, "return a list"),
    "coroutine": EffectRow(True, False),
    "mutates-argument": EffectRow(False, False),
    "open-type": EffectRow(False, False, "annotate it"),
    "open-attribute": EffectRow(False, False, "annotate it"),
    "returns-global": EffectRow(False, False),
}

_LONGEST_TEXT = 160


class Found(NamedTuple):
    """An effect at a place, before it is told."""

    code: str
    message: str
    line: int
    col: int
    end_line: int
    end_col: int


def found(code: str, message: str, node: ast.AST) -> Found:
    """An effect at a node."""
    line = getattr(node, "lineno", 1)
    col = getattr(node, "col_offset", 0)
    end_line = getattr(node, "end_lineno", None) or line
    end_col = getattr(node, "end_col_offset", None) or col
    return Found(code, message, line, col, end_line, end_col)


def told(effect: Found, path: str, lines: list[str]) -> Effect:
    """The record of an effect."""
    row = EFFECTS[effect.code]
    span = Span(path=path, line=effect.line, col=effect.col, end_line=effect.end_line, end_col=effect.end_col)
    code = row.told_as or effect.code
    reason = Reason(
        code=code,
        message=effect.message,
        span=span,
        text=_text(effect, lines),
        lifted_by=row.lifted_by,
    )
    return Effect(code=code, impure=row.impure, reason=reason)


def _text(effect: Found, lines: list[str]) -> str:
    """The source at the effect; its first line, when there are several."""
    if not 0 < effect.line <= len(lines):
        return ""
    raw = lines[effect.line - 1].encode()
    end = effect.end_col if effect.end_line == effect.line else len(raw)
    return raw[effect.col : end].decode(errors="replace").strip()[:_LONGEST_TEXT]
