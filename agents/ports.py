"""What agents need of the outside world, as Protocols; the adapters are in fleet/ (see fleet/wiring.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Completed:
    """A process that ended, was ended by a limit, or could not be started."""

    argv: tuple[str, ...]
    #: Exit code; negative = signal; None = killed by the time limit.
    code: int | None
    stdout: str
    stderr: str
    seconds: float
    #: `""`, `"time"`, `"memory"`, `"processes"` or `"output"` (cut, and ended where it was a flood).
    limit: str = ""

    @property
    def ok(self) -> bool:
        return self.code == 0


@dataclass(frozen=True)
class Limits:
    """Bounds of one run of foreign code."""

    #: Wall seconds.
    seconds: float = 600.0
    #: Address space in MiB.
    memory_mib: int = 4096
    #: Bytes kept of each output stream.
    output_bytes: int = 4_000_000
    processes: int = 256


class Sandbox(Protocol):
    """Runs code of the target: no network, read-only outside of `writable`, time and memory limits."""

    def run(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
        stdin: str = "",
    ) -> Completed: ...


class Toolchain(Protocol):
    """cargo, maturin, ruff and mypy."""

    def cargo_check(self, crate: Path) -> Completed: ...

    def build_staging(self, crate: Path, extension: str, into: Path) -> Completed:
        """Builds without LTO and puts the loadable extension into the folder `into`."""

    def build_wheel(self, crate: Path, python: Path, into: Path) -> Completed:
        """The optimised wheel; `into` holds exactly this wheel afterwards."""

    def format_rust(self, crate: Path) -> Completed: ...

    def clippy(self, crate: Path) -> Completed:
        """Findings as cargo's JSON messages on stdout."""

    def ruff(self, root: Path) -> list[dict[str, Any]]:
        """ruff's findings over a folder."""

    def types(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """mypy in a process of its own, see agents/analyse/types.py for request and answer."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment that belongs to one worktree."""

    root: Path
    python: Path
    #: What went wrong while installing, one line each; empty when all is there.
    problems: tuple[str, ...] = ()
    #: Command that runs the target's tests, e.g. ("python", "-m", "pytest"); empty without tests.
    test_command: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checkout:
    """A git worktree of the target with an environment of its own."""

    path: Path
    branch: str
    commit: str
    environment: Environment = field(default_factory=lambda: Environment(Path(), Path()))


class Workspace(Protocol):
    """git and the target's environments."""

    root: Path

    def head(self) -> str: ...

    def tracked_python(self, commit: str) -> list[str]:
        """Paths of the tracked `*.py` files, sorted."""

    def read(self, commit: str, path: str) -> bytes: ...

    def checkout(self, name: str, commit: str, branch: str | None = None) -> Checkout:
        """A worktree at `.corefleet/work/<name>`, made or brought to the commit, with its environment."""

    def commit(self, checkout: Checkout, message: str, paths: Sequence[str]) -> str:
        """Commits these paths of the worktree and moves its branch by `update-ref NEW OLD`."""


class Ledger(Protocol):
    """The state of the fleet for one target. The only writer of states is `advance`."""

    def put(self, kind: str, key: str, value: Mapping[str, Any]) -> None:
        """Stores the latest document of a kind: `module`, `symbol`, `captured`, `types`, `port`, ..."""

    def get(self, kind: str, key: str) -> dict[str, Any] | None: ...

    def all(self, kind: str) -> dict[str, dict[str, Any]]: ...

    def delete(self, kind: str, key: str) -> None: ...

    def state(self, symbol: str) -> str: ...

    def states(self) -> dict[str, str]: ...

    def advance(self, symbol: str, event: str, details: Mapping[str, Any] | None = None) -> str:
        """Moves a symbol by cores/lifecycle.advance, with a history row; returns the new state."""

    def record_gate(self, result: Mapping[str, Any], cycle: int) -> None: ...

    def gates(self, symbol: str) -> list[dict[str, Any]]:
        """Results of all gates of a symbol, oldest first."""

    def claim(self, worker: str, seconds: float, cores: Sequence[str] | None = None) -> Claim | None:
        """Takes the best unclaimed core (or all of `cores`, sorted, or nothing) by compare-and-set."""

    def renew(self, claim: Claim, seconds: float) -> bool: ...

    def release(self, claim: Claim, done: bool) -> bool:
        """False when the lease was lost meanwhile: the worker's result must be thrown away."""

    def enqueue(self, core: str, score: float, terms: Mapping[str, float]) -> None: ...

    def queue(self) -> list[dict[str, Any]]:
        """The queue, best first, with terms and leases."""

    def intend(self, kind: str, details: Mapping[str, Any]) -> int:
        """Writes an intent before an effect outside of the ledger (git); see `settle`."""

    def settle(self, intent: int, outcome: str) -> None: ...

    def open_intents(self) -> list[dict[str, Any]]: ...

    def transaction(self) -> AbstractContextManager[None]: ...


@dataclass(frozen=True)
class Claim:
    """A lease on cores. The fencing token grows with each claim of a core."""

    cores: tuple[str, ...]
    worker: str
    token: int
    expires: float


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since the epoch."""

    def monotonic(self) -> float: ...


class Progress(Protocol):
    """Where long work tells how far it is."""

    def stage(self, name: str, total: int | None = None) -> None: ...

    def step(self, text: str = "", advance: int = 1) -> None: ...

    def note(self, text: str) -> None:
        """A line that stays on the screen."""
