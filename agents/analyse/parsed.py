"""A module of the target with its syntax tree."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from agents.records import ModuleInfo


@dataclass(frozen=True, slots=True)
class ParsedModule:
    """What the analysis reads of one module."""

    info: ModuleInfo
    tree: ast.Module
    source: str
