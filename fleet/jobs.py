"""Runs jobs of the shipped runner over the symbols of a checkout, in several processes at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.evidence.runs import Results, Runner
from agents.ports import Checkout
from fleet.target_tests import scratch_folder
from fleet.wiring import Fleet

Json = dict[str, Any]

#: Modes that run beside the one that a stage is about.
ASIDE = ("probe", "deopts")
#: Symbols of one process: few enough that the work spreads, and that one sees it go on.
CHUNK = 6


@dataclass(frozen=True)
class Where:
    """The checkout that a job runs in."""

    checkout: Checkout
    source_roots: tuple[str, ...]
    #: Symbol -> the `_ported` module that serves it; empty before anything is installed.
    ported: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)


def run_jobs(
    fleet: Fleet,
    where: Where,
    mode: str,
    symbols: Sequence[Json],
    *,
    each: float,
    processes: int = 0,
    **settings: Any,
) -> Results:
    """Figures of these symbols; `each` is the mean of the seconds that a symbol may take."""
    parts = _parts(where, symbols, processes or -(-len(symbols) // CHUNK))
    found = Results()

    def work(part: tuple[str, list[Json]]) -> Results:
        ported, members = part
        with scratch_folder(fleet, f"{mode}-") as folder:
            runner = Runner(
                fleet.sandbox,
                where.checkout.environment.python,
                where.checkout.path,
                where.source_roots,
                ported or None,
                folder,
                fleet.config.sandbox_memory_mib,
            )
            return runner.run(mode, members, seconds=each * len(members), env=where.env, **settings)

    for outcome in fleet.pool.run(work, parts):
        if outcome.result is None:
            raise outcome.error or RuntimeError(f"a job of mode {mode} has no result")
        if mode not in ASIDE:
            fleet.progress.step(mode, len(outcome.result.symbols))
        found.symbols |= outcome.result.symbols
        found.deterministic |= outcome.result.deterministic
        found.rest |= outcome.result.rest
    return found


def _parts(where: Where, symbols: Iterable[Json], processes: int) -> list[tuple[str, list[Json]]]:
    """Symbols of one `_ported` module go together, spread over so many processes."""
    by_module: dict[str, list[Json]] = {}
    for symbol in symbols:
        by_module.setdefault(where.ported.get(symbol["id"], ""), []).append(symbol)
    return [
        (module, members[start::processes])
        for module, members in sorted(by_module.items())
        for start in range(processes)
        if members[start::processes]
    ]
