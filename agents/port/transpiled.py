"""Porter `transpiled`: the deterministic translation by agents/transpiler, the default."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from agents.port.work import PortWork
from agents.records import FunctionTypes, PortedCore
from agents.transpiler.pipeline import cores, translate
from agents.transpiler.program import Program
from agents.transpiler.rtypes import OBJ, RType
from agents.transpiler.scopes import module_scope
from agents.transpiler.typemap import observed as parse_observed
from agents.transpiler.typemap import union

NAME = "transpiled"
#: Share of the captured calls that the kept types of a parameter must cover; what is rarer deopts.
COVERED = 0.97
#: Share from which one type alone is taken, where the types together could only be read as any object.
USUAL = 0.91


def make(work: PortWork, wanted: Collection[str]) -> list[PortedCore]:
    """Translates in one program, so that wanted functions call each other natively."""
    program = program_of(work)
    return cores(program, translate(program, wanted), NAME)


def program_of(work: PortWork) -> Program:
    """The target as the transpiler wants it; made anew each time, since translating fills it."""
    scopes = {
        name: module_scope(name, module.source, module.tree, module.info.is_package)
        for name, module in work.modules.items()
    }
    types = {symbol: work.types[symbol] for symbol in work.symbols if symbol in work.types}
    observed = {symbol: _observed(found) for symbol, found in types.items()}
    return Program(scopes=scopes, symbols=dict(work.symbols), types=types, observed=observed)


def _observed(found: FunctionTypes) -> dict[str, list[RType]]:
    return {param.name: frequent(param.observed) for param in found.params if param.observed}


def frequent(counts: Sequence[tuple[str, int]]) -> list[RType]:
    """The most frequent types, until nearly all calls are covered.

    >>> [str(each) for each in frequent([("int", 980), ("str", 20)])]
    ['int']
    """
    total = sum(count for _, count in counts)
    kept: list[RType] = []
    covered = 0
    for spelled, count in sorted(counts, key=lambda row: -row[1]):
        if covered >= COVERED * total:
            break
        kept.append(parse_observed(spelled))
        covered += count
    usual = max((count for _, count in counts), default=0)
    if len(kept) > 1 and union(kept) == OBJ and usual >= USUAL * total:
        # native code for what is usual beats code for anything; the rest goes to Python
        return kept[:1]
    return kept
