"""mypy's types of expressions in the analysis' own terms."""

from __future__ import annotations

from collections.abc import Mapping

from agents.analyse.values import Types
from agents.records import FunctionTypes


def expression_types(types: Mapping[str, FunctionTypes]) -> dict[str, dict[str, Types]]:
    """Types of expressions by function and place."""
    return {}
