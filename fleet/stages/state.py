"""What the stages of one cycle hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agents.analyse.parsed import ParsedModule
from agents.port.work import PortWork
from agents.ports import Claim
from agents.records import Captured, FunctionTypes, Symbol
from cores.comparison import Regression
from fleet.base import Base
from fleet.candidate import Candidate
from fleet.porting import Ports
from fleet.target_tests import TestsRun

Json = dict[str, Any]


@dataclass
class Knowledge:
    """What was found out about the target; carried over to the next cycle while nothing has changed."""

    #: `Base.key` that it belongs to.
    key: str = ""
    modules: dict[str, ParsedModule] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)
    types: dict[str, FunctionTypes] = field(default_factory=dict)
    captured: dict[str, Captured] = field(default_factory=dict)
    #: What the porters make of all that is pure, as if nothing had failed; None: not asked yet.
    ports: Ports | None = None
    #: Symbol -> how its arguments are made.
    specs: dict[str, Json] = field(default_factory=dict)
    #: Symbol -> lines of the golden corpus.
    goldens: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def work(self) -> PortWork:
        """What a porter gets."""
        return PortWork(self.modules, self.symbols, self.types, self.captured)


@dataclass
class Cycle:
    """One pass of the fleet."""

    number: int
    started: float
    #: Of all generated cases of this cycle.
    seed: int
    apply: bool = False
    base: Base = field(init=False)
    knowledge: Knowledge = field(default_factory=Knowledge)
    #: What is installed in the candidate worktree; None where nothing can be flipped.
    candidate: Candidate | None = None
    #: Whether the candidate was made or changed in this cycle, so that it can't count as survived.
    fresh: bool = False
    #: The ports that the candidate holds.
    ports: Ports = field(default_factory=lambda: Ports(()))
    #: The lease on the cores that are being judged.
    claim: Claim | None = None
    suite: TestsRun | None = None
    issues: int = 0
    files_scanned: int = 0
    #: Live symbols, and tests, that got worse.
    regressions: list[Regression] = field(default_factory=list)
    #: Candidates that turned out worse than they seemed; no caller has used them yet.
    setbacks: list[Regression] = field(default_factory=list)
    #: Why the proven work could not be merged; empty where it could, or nobody asked.
    problem: str = ""
    #: Whether the state of any symbol changed.
    moved: bool = False
    #: Whether another cycle can change something.
    waiting: bool = False
