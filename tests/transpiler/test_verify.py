"""The verifier notices each breach of its rules."""

from __future__ import annotations

import pytest

from agents.transpiler import ir
from agents.transpiler.lattice import BOTTOM
from agents.transpiler.rtypes import INT, NONE, STR, ListOf
from agents.transpiler.table import registry
from agents.transpiler.verify import Breach, verify


def function(body: list[ir.Stmt], params: list[ir.Param] | None = None) -> ir.Function:
    return ir.Function("m:f", "f", params or [], INT, body, "", 1)


def row(name: str, *types: object) -> registry.Row:
    return next(r for r in registry.rows(name) if r.args == types)


ONE = ir.Const(INT, 1)


@pytest.mark.parametrize(
    "body",
    [
        [ir.Return(ir.Const(STR, "a"))],
        [ir.Return(ir.Var(BOTTOM, "x", "x"))],
        [ir.Assign(ir.Var(STR, "x", "x"), ONE), ir.Return(ONE)],
        [ir.Return(ir.Op(INT, row("operator.add", INT, INT), [ONE, ir.Const(STR, "a")]))],
        [ir.Break(), ir.Return(ONE)],
    ],
    ids=["result", "open", "assigned", "operand", "jump"],
)
def test_a_breach_is_noticed(body: list[ir.Stmt]) -> None:
    with pytest.raises(Breach):
        verify(function(body))


def test_a_change_of_an_argument_is_noticed() -> None:
    xs = ir.Var(ListOf(INT), "xs", "xs")
    append = next(r for r in registry.rows("list.append"))
    change = ir.ExprStmt(ir.Op(NONE, append, [xs, ONE], {"~T": INT}))
    with pytest.raises(Breach, match="changes the argument"):
        verify(function([change, ir.Return(ONE)], [ir.Param(xs, None, "positional")]))


def test_a_good_function_passes() -> None:
    verify(function([ir.While(ir.true(), [ir.Break()], []), ir.Return(ONE)]))
