"""What the stages of one cycle hand on to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.analyse.parsed import ParsedModule
from agents.install.target import Support, Target
from agents.port.work import PortWork
from agents.ports import Checkout
from agents.records import Captured, FunctionTypes, Symbol
from cores.comparison import Regression
from fleet.candidate import Candidate
from fleet.layout import TargetFiles
from fleet.suite import SuiteRun

Json = dict[str, Any]


@dataclass(frozen=True)
class Base:
    """The target as it was found: its newest commit without anything that an earlier run installed."""

    commit: str
    checkout: Checkout
    files: TargetFiles
    #: Hash of all that a verdict on the target depends on, but for what the fleet itself put into it.
    key: str
    target: Target
    #: Module -> the pair of generated files that serves it.
    supports: Mapping[str, Support]
    #: Module -> bytes without decorators.
    sources: Mapping[str, bytes]
    #: Symbol -> binding that is committed now.
    bindings: Mapping[str, str]


@dataclass
class Knowledge:
    """What was found out about the target; carried over to the next cycle while nothing has changed."""

    #: `Base.key` that it belongs to.
    key: str = ""
    modules: dict[str, ParsedModule] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)
    types: dict[str, FunctionTypes] = field(default_factory=dict)
    captured: dict[str, Captured] = field(default_factory=dict)
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
    suite: SuiteRun | None = None
    issues: int = 0
    files_scanned: int = 0
    regressions: list[Regression] = field(default_factory=list)
    #: Whether the state of any symbol changed.
    moved: bool = False
    #: Whether another cycle can change something.
    waiting: bool = False
