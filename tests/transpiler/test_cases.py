"""Python in, Rust or refusals out: each file of cases/ holds one construct.

    [case name]
    python
    [out]
    what the transpiler makes of it

`pytest tests/transpiler --update` rewrites the expectations.  Text pins the shape; that the Rust is
right is shown by the specs, which run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.transpiler.emit.core import function_rust
from tests.transpiler.support import formatted, translated

CASES = Path(__file__).parent / "cases"


def read(path: Path) -> Iterator[tuple[str, str, str]]:
    """Name, Python and expectation of each case."""
    for block in re.split(r"^\[case ", path.read_text(), flags=re.M)[1:]:
        name, _, rest = block.partition("]\n")
        python, _, expected = rest.partition("[out]\n")
        yield name, python, expected


def outcome(python: str) -> str:
    program, translation = translated({"m": python})
    parts = [formatted(function_rust(program, translation, symbol)) for symbol in translation.functions]
    for symbol, reasons in translation.refused.items():
        parts += [f"refused {symbol} line {r.span.line if r.span else 0}: {r.code}: {r.message}\n" for r in reasons]
    return "\n".join(parts)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_cases(path: Path, update: bool) -> None:
    found = [(name, python, outcome(python).strip() + "\n") for name, python, _ in read(path)]
    if update:
        path.write_text("\n".join(f"[case {name}]\n{python}[out]\n{text}" for name, python, text in found))
    expected = {name: text.strip() for name, _, text in read(path)}
    assert {name: text.strip() for name, _, text in found} == expected
