"""Asks the candidate: parity, speed, deopts, and whether everything was loaded from where it should be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.evidence.runs import Results
from fleet.base import Base
from fleet.candidate import Candidate
from fleet.counterexamples import counterexamples
from fleet.jobs import Where, run_jobs
from fleet.machine_lock import machine_lock
from fleet.stages.state import Knowledge
from fleet.wiring import Fleet

Json = dict[str, Any]

#: How much longer a symbol may take that is tried alone.
PATIENCE = 2.0
#: Attempts below which a symbol has not really been tried.
FEW_ATTEMPTS = 1_000
#: Seconds for the speed of a symbol that is measured alone.
ALONE = 3.0
#: Seconds that the deopts and the probe of one symbol may take.
QUICK = 10.0


@dataclass(frozen=True)
class Measure:
    """A candidate with the extension that is to be loaded."""

    fleet: Fleet
    base: Base
    knowledge: Knowledge
    candidate: Candidate
    #: Folder with the staging build; None: the installed wheel.
    staging: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> Where:
        """Where the jobs run, with the staging build in front of everything."""
        env = {"PYTHONPATH": str(self.staging)} if self.staging is not None else {}
        checkout = self.candidate.checkout
        return Where(checkout, self.base.source_roots, self.candidate.ported_of, {**env, **self.env})

    def parity(self, symbols: Collection[str], seed: int, cases: int) -> dict[str, Json]:
        """Figures of the mode `parity` for each symbol, hash seeds included."""
        found = self._parity(symbols, seed, cases, self.fleet.config.parity_seconds)
        # One that loops for ever on some calls takes the time of those that come after it.
        starved = [name for name, figures in found.symbols.items() if _is_starved(figures)]
        for name in starved:
            alone = self._parity([name], seed, cases, PATIENCE * self.fleet.config.parity_seconds)
            found.symbols |= alone.symbols
            found.deterministic |= alone.deterministic
        for name, same in found.deterministic.items():
            if same is False and found.symbols[name].get("status") != "failed":
                why = "Python gives another answer under another hash seed"
                found.symbols[name] |= {"nondeterministic": True, "message": why}
        return found.symbols

    def _parity(self, symbols: Collection[str], seed: int, cases: int, each: float) -> Results:
        jobs = [self._job(name, goldens=True) for name in sorted(symbols)]
        call_seconds = self.fleet.config.call_seconds
        return run_jobs(
            self.fleet,
            self.where,
            "parity",
            jobs,
            each=each,
            seed=seed,
            cases=cases,
            call_seconds=call_seconds,
        )

    def deopts(self, symbols: Collection[str]) -> dict[str, Json]:
        """Which share of the captured calls falls back to Python."""
        if not symbols:
            return {}
        jobs = [self._job(name) for name in sorted(symbols)]
        call_seconds = self.fleet.config.call_seconds
        return run_jobs(self.fleet, self.where, "deopts", jobs, each=QUICK, call_seconds=call_seconds).symbols

    def speed(self, symbols: Collection[str], seed: int, share: float = 1.0) -> dict[str, Json]:
        """Measured alone on the machine: workers and cargo are drained; `share` of the usual time."""
        if not symbols:
            return {}
        jobs = [self._job(name) for name in sorted(symbols)]
        seconds, note = share * self.fleet.config.speed_seconds, self.fleet.progress.note

        def waiting(owner: str) -> None:
            note(f"waiting for another benchmark on this machine ({owner})")

        with machine_lock("cargo"), machine_lock("bench", waiting=waiting):
            found = self._speed(jobs, seconds, seed)
            # One slow function may have taken the time of those that came after it.
            left = [job for job in jobs if found.get(job["id"], {}).get("ratio") is None]
            for job in left:
                found |= self._speed([job], max(seconds, ALONE), seed)
            return found

    def _speed(self, jobs: Sequence[Json], each: float, seed: int) -> dict[str, Json]:
        done = run_jobs(self.fleet, self.where, "speed", jobs, each=each, processes=1, seed=seed)
        return done.symbols

    def loaded(self, symbols: Collection[str]) -> dict[str, str]:
        """Symbol -> why it isn't run natively from this very candidate; empty when all are."""
        problems = {}
        for module in sorted(set(self.where.ported.values())):
            jobs = [{"id": name} for name in sorted(symbols) if self.where.ported.get(name) == module]
            found = run_jobs(self.fleet, self.where, "probe", jobs, each=QUICK, processes=1)
            health = found.rest.get("health") or {}
            for job in jobs:
                name = job["id"]
                reason = str(health.get("symbols", {}).get(name, {}).get("reason") or "")
                problems[name] = self._problem(found.symbols.get(name, {}), health, reason)
        return {name: problem for name, problem in problems.items() if problem}

    def _problem(self, probe: Json, health: Json, reason: str) -> str:
        if probe.get("status") != "passed":
            return str(probe.get("message") or "it could not be reached")
        root = self.candidate.checkout.path
        if not Path(probe["file"]).resolve().is_relative_to(root.resolve()):
            return f"it was loaded from {probe['file']} instead of {root}"
        place = self.staging or self.candidate.checkout.environment.root
        extension = health.get("file") or ""
        if extension and not Path(extension).resolve().is_relative_to(place.resolve()):
            return f"its extension was loaded from {extension} instead of {place}"
        return "" if probe.get("path") == "native" else reason or "callers still get the Python"

    def _job(self, name: str, goldens: bool = False) -> Json:
        captured = self.knowledge.captured.get(name)
        job: Json = {
            "id": name,
            "spec": self.knowledge.specs[name],
            "captured": list(captured.samples) if captured is not None else [],
        }
        if goldens:
            job["goldens"] = self.knowledge.goldens.get(name, [])
            job["counterexamples"] = counterexamples(self.fleet, name)
        return job


def _is_starved(figures: Json) -> bool:
    """Whether a symbol was given up before much was tried, without anything wrong."""
    tried = int(figures.get("attempts") or 0)
    undecided = figures.get("status") == "undecided" and not figures.get("nondeterministic")
    return undecided and tried < FEW_ATTEMPTS and "native" not in str(figures.get("message"))
