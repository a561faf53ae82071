"""Every row can be used as it stands."""

from __future__ import annotations

import re

import pytest

from agents.transpiler import table
from agents.transpiler.emit.code import RESERVED
from agents.transpiler.table import registry
from tests.transpiler.building import ROOT

assert table.LOADED
ROWS = list(registry.all_rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}({','.join(map(str, row.args))})")
def test_a_row_is_whole(row: registry.Row) -> None:
    holes = {int(number) for number in re.findall(r"\{[&=]?(\d+)\}", row.rust)}
    assert holes <= set(range(len(row.args)))
    assert (ROOT / "tests" / "spec" / f"{row.spec}.py").exists()
    assert row.mutates is None or 0 <= row.mutates < len(row.args)


def test_functions_of_the_runtime_cannot_be_shadowed() -> None:
    assert {"tick", "lit", "raise", "matches", "concat"} <= RESERVED


def test_two_rows_for_the_same_types_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="has a row already"):
        registry.register(registry.rows("operator.add")[0])
