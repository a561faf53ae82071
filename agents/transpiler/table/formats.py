"""Rows of `format(value)` and `str.maketrans`; specifications are literals and handled in lowering."""

from __future__ import annotations

from agents.transpiler.rtypes import BOOL, CHAR, FLOAT, INT, NUM, OBJ, STR
from agents.transpiler.table.registry import Row, register

register(
    *(
        Row("builtins.format", (value,), STR, 'format_value({&0}, "")?')
        for value in (STR, INT, FLOAT, NUM, BOOL, OBJ)
    ),
    Row("builtins.format", (CHAR,), STR, "{0}.text()"),
    *(
        Row("builtins.format", (value, STR), STR, "format::with_spec({&0}, {&1})?", raises=("ValueError",))
        for value in (STR, CHAR, INT, FLOAT, NUM, BOOL, OBJ)
    ),
    spec="formats",
)
