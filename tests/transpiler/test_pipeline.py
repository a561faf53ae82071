"""Order, determinism, names and webs."""

from __future__ import annotations

import ast

from agents.transpiler import pipeline
from agents.transpiler.emit.code import identifier
from agents.transpiler.webs import webs
from tests.transpiler.support import program, translated

CYCLE = """
def leaf(n: int) -> int:
    return n + 1

def even(n: int) -> bool:
    return True if n == 0 else odd(n - 1)

def odd(n: int) -> bool:
    return False if n == 0 else even(leaf(n) - 2)
"""


def test_callees_come_first_and_cycles_together() -> None:
    made = program({"m": CYCLE})
    assert pipeline.plan(made, sorted(made.symbols)) == [["m:leaf"], ["m:even", "m:odd"]]


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (pipeline.cores(*translated({"m": CYCLE})) for _ in range(2))
    assert [core.rust for core in first] == [core.rust for core in second]


def test_a_refused_member_refuses_its_cycle() -> None:
    source = CYCLE.replace("even(leaf(n) - 2)", "even(leaf(n) - 2) if n else frobnicate(n)")
    _, translation = translated({"m": source})
    assert set(translation.refused) == {"m:even", "m:odd"}
    assert set(translation.functions) == {"m:leaf"}


def test_no_two_names_become_one() -> None:
    names = ["type", "type_", "type__", "item", "item_", "word", "_", "__x"]
    assert len({identifier(name) for name in names}) == len(names)


def test_a_name_is_split_where_its_uses_fall_apart() -> None:
    node = ast.parse("def f(x):\n    y = 1\n    y = str(y)\n    while x:\n        y += 'a'\n    return y").body[0]
    assert isinstance(node, ast.FunctionDef)
    keys = {place: key for place, key in webs(node).items() if key.startswith("y")}
    assert keys[(2, 4)] == keys[(3, 12)] == "y"
    assert keys[(3, 4)] == keys[(5, 8)] == keys[(6, 11)] == "y_2"
