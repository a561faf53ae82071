"""Brings a set of ports through the gates: whoever fails leaves the set, until the rest passes together.

Ports are judged twice: on a staging build, which is made in a second or two, and on the optimised wheel that
would ship.  A port keeps its verdict as long as its native code, and that of all it calls, stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from agents.gate.blame import blame
from agents.gate.facts import Facts, Rules
from agents.gate.table import first_stop, judge
from agents.ports import Completed
from agents.records import GateResult, ModuleInfo, Reason
from cores.cargo_messages import RustDiagnostic, diagnostics, errors
from fleet.base import Base
from fleet.candidate import Candidate, install_wheel, make_candidate
from fleet.measure import Measure
from fleet.porting import Ports, make_ports
from fleet.stages.state import Knowledge
from fleet.suites import SuiteVerdict, judge_suite
from fleet.wiring import Fleet

#: More rounds than this mean that the set does not settle.
MOST_ROUNDS = 60


@dataclass(frozen=True)
class Build:
    """One set of ports, installed."""

    ports: Ports
    candidate: Candidate
    digests: Mapping[str, str]


@dataclass
class Trial:
    """The ports that are left, and what is known of each."""

    fleet: Fleet
    base: Base
    knowledge: Knowledge
    seed: int
    #: Test -> outcome before anything was changed; None: there are no tests.
    tests_before: Mapping[str, str] | None
    wanted: list[str]
    #: Digest of a port -> what is known of it; proven ones have passed the gates on the staging build.
    facts: dict[str, Facts] = field(default_factory=dict)
    proven: set[str] = field(default_factory=set)
    #: Symbol -> the result that stopped it, and its digest then.
    failed: dict[str, tuple[GateResult, str]] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    #: Symbols that cannot be decorated.
    unmarked: dict[str, Reason] = field(default_factory=dict)
    results: dict[str, list[GateResult]] = field(default_factory=dict)
    suite: SuiteVerdict | None = None
    build: Build | None = None
    #: Symbol -> its newest digest.
    last_digests: dict[str, str] = field(default_factory=dict)
    #: Called between rounds: the lease on the work must not run out.
    renew: Callable[[], None] = lambda: None

    @property
    def last_facts(self) -> dict[str, Facts]:
        """What is known of each symbol's newest port."""
        return {name: self.facts[d] for name, d in self.last_digests.items() if d in self.facts}

    @property
    def rules(self) -> Rules:
        """The limits of this target."""
        config = self.fleet.config
        return Rules(
            cases=config.parity_cases,
            fewest=min(config.cycle_cases, config.parity_cases),
            speed_minimum=config.speed_minimum,
            deopt_maximum=config.deopt_maximum,
            cycles=config.cycles_required,
        )

    @property
    def good(self) -> list[str]:
        """Symbols that may become native, as far as is known now."""
        out = {*self.failed, *self.slow, *self.unmarked}
        return [name for name in self.wanted if name not in out]

    def settle(self) -> Build | None:
        """Rounds until a whole set has passed; None where nothing is left."""
        for _ in range(MOST_ROUNDS):
            names = self._members()
            if not self.good:
                return None
            self.renew()
            self.build = self._make(names)
            self.last_digests |= self.build.digests
            steps = (self._compile, self._lint, self._prove, self._weigh, self._judge_artefact)
            if not any(step(self.build) for step in steps):
                return self.build
        raise RuntimeError("the set of ports does not settle")

    def _members(self) -> list[str]:
        """Good symbols, and those that good ones hold inside."""
        if self.build is None:
            return list(self.wanted)
        ports, good = self.build.ports.symbols, self.good
        inside = {callee for name in good if name in ports for callee in ports[name].closure}
        return [name for name in self.wanted if name in good or (name in inside and name not in self.failed)]

    def _make(self, names: list[str]) -> Build:
        ports = make_ports(self.knowledge.work, names)
        infos: list[ModuleInfo] = [module.info for module in self.knowledge.modules.values()]
        candidate = make_candidate(self.fleet, self.base, infos, ports.cores)
        ports = Ports(candidate.cores)
        self.unmarked |= candidate.refused
        good = self.good
        bound = candidate.bind([name for name in candidate.bindings if name in good])
        return Build(ports, bound, ports.digests)

    # Each step says whether the set has changed, so that a new round is due.

    def _compile(self, build: Build) -> bool:
        if all(digest in self.proven for digest in build.digests.values()):
            return False
        self.fleet.progress.stage("compile", len(build.digests))
        extension = self.base.target.extension
        done = self.fleet.toolchain.build_staging(build.candidate.crate, extension, self._staging)
        found = blame(errors(done.stdout), build.ports.cores)
        if done.ok:
            self._learn(build, build.digests, lambda facts, name: replace(facts, compile_errors=()))
            return False
        guilty = {name: tuple(each.message for each in own) for name, own in found.symbols.items()}
        if not guilty:
            why = _why(done, found.nobody)
            guilty = dict.fromkeys(build.digests, (f"the crate cannot be built: {why}",))
        self._learn(build, guilty, lambda facts, name: replace(facts, compile_errors=guilty[name]))
        return self._sort_out(build, guilty, ["compile"])

    def _lint(self, build: Build) -> bool:
        if all(self._facts(build, name).lints is not None for name in build.digests):
            return False
        self.fleet.progress.stage("lint", len(build.digests))
        done = self.fleet.toolchain.clippy(build.candidate.crate)
        found = blame(diagnostics(done.stdout), build.ports.cores).symbols
        lints = {
            name: tuple((each.level, each.code or each.level, each.message) for each in found.get(name, ()))
            for name in build.digests
        }
        self._learn(build, build.digests, lambda facts, name: replace(facts, lints=lints[name]))
        return self._sort_out(build, build.digests, ["lints"])

    def _prove(self, build: Build) -> bool:
        """Parity and panics on the staging build, for every port that is new."""
        bindable = build.candidate.bindings
        new = [n for n, digest in build.digests.items() if digest not in self.proven and n in bindable]
        if not new:
            return False
        self.fleet.progress.stage("parity", len(new))
        everything = build.candidate.bind(list(build.candidate.bindings))
        measure = Measure(self.fleet, self.base, self.knowledge, everything, self._staging)
        unreached = measure.loaded(new)
        seen = measure.parity(new, self.seed, self.fleet.config.parity_cases)
        for name, problem in unreached.items():
            seen[name] = {**seen.get(name, {}), "status": "undecided", "cases": 0, "message": problem}
        self._learn(build, new, lambda facts, name: replace(facts, parity=seen[name]))
        changed = self._sort_out(build, new, ["panics", "parity"])
        self.proven |= {build.digests[name] for name in new if name not in self.failed}
        return changed

    def _weigh(self, build: Build) -> bool:
        """Deopts and speed on the optimised build; slower ports leave unless others hold them inside."""
        done = install_wheel(self.fleet, build.candidate)
        if done is not None and not done.ok:
            raise RuntimeError(f"the wheel cannot be built: {_why(done, ())}")
        new = [name for name in self.good if self._facts(build, name).speed is None]
        if new:
            self.fleet.progress.stage("speed", len(new))
        measure = Measure(self.fleet, self.base, self.knowledge, build.candidate)
        deopts = measure.deopts(new)
        self._learn(build, new, lambda facts, name: replace(facts, deopts=deopts[name]))
        changed = self._sort_out(build, self.good, ["deopts"])
        speed = measure.speed([name for name in new if name not in self.failed], self.seed)
        self._learn(build, speed, lambda facts, name: replace(facts, speed=speed[name]))
        slow = {name for name in self.good if self._stop(build, name, ["speed"]) is not None}
        self.slow |= slow
        return changed or bool(slow)

    def _judge_artefact(self, build: Build) -> bool:
        """What would ship, as a whole: everything is loaded, parity once more, and the target's own tests."""
        self.fleet.progress.stage("artefact", len(self.good))
        measure = Measure(self.fleet, self.base, self.knowledge, build.candidate)
        unreached = measure.loaded(self.good)
        again = measure.parity(self.good, self.seed + 1, self.fleet.config.cycle_cases)
        for name, problem in unreached.items():
            again[name] = {**again[name], "status": "undecided", "cases": 0, "message": problem}
        rules = replace(self.rules, cases=self.fleet.config.cycle_cases)
        changed = False
        for name in self.good:
            stop = first_stop(judge(["panics", "parity"], name, Facts(parity=again[name]), rules))
            if stop is not None:
                self._drop(build, name, stop)
                changed = True
        return changed or self._run_suite(build)

    def _run_suite(self, build: Build) -> bool:
        self.fleet.progress.stage("suite")
        self.suite = judge_suite(self.fleet, self.base, build.candidate, self.tests_before)
        seen = {name: self.suite.facts(name, build.ports, self.knowledge.captured) for name in self.good}
        self._learn(build, seen, lambda facts, name: replace(facts, suite=seen[name]))
        return self._sort_out(build, list(seen), ["suite"])

    # What is known of a port belongs to its digest.

    def _facts(self, build: Build, name: str) -> Facts:
        return self.facts.get(build.digests[name], Facts())

    def _learn(self, build: Build, names: Iterable[str], change: Callable[[Facts, str], Facts]) -> None:
        for name in names:
            self.facts[build.digests[name]] = change(self._facts(build, name), name)

    def _stop(self, build: Build, name: str, gates: list[str]) -> GateResult | None:
        return first_stop(judge(gates, name, self._facts(build, name), self.rules))

    def _sort_out(self, build: Build, names: Iterable[str], gates: list[str]) -> bool:
        changed = False
        for name in names:
            stop = self._stop(build, name, gates)
            if stop is not None and name not in self.failed:
                self._drop(build, name, stop)
                changed = True
        return changed

    def _drop(self, build: Build, name: str, stop: GateResult) -> None:
        self.failed[name] = (stop, build.digests[name])
        self.fleet.progress.note(f"{name}: {stop.gate} {stop.status}: {stop.message}")

    @property
    def _staging(self) -> Path:
        return self.fleet.folder / "staging"


def _why(done: Completed, found: Iterable[RustDiagnostic]) -> str:
    """The first error, or the last words of the tool."""
    for diagnostic in found:
        return f"{diagnostic.message} ({diagnostic.file}:{diagnostic.line})"
    return (done.limit or done.stderr.strip()[-600:]) or f"exit code {done.code}"
