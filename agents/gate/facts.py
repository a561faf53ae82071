"""What was seen of a port, and the rules that it is judged by; the fleet collects, the gates judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Rules:
    """The limits, from the configuration."""

    #: Cases that must complete natively for a proof.
    cases: int = 10_000
    #: Least number of them where the time allowed was over before.
    fewest: int = 1_000
    #: The same for calls that are slow by themselves.
    fewest_slow: int = 200
    #: Seconds of a call, both sides together, from which on it counts as slow.
    slow_call: float = 0.002
    speed_minimum: float = 1.2
    deopt_maximum: float = 0.10
    cycles: int = 2


@dataclass(frozen=True)
class SuiteFacts:
    """What the target's own tests showed with the binding really flipped."""

    #: Tests that passed before and don't now, as far as this symbol is to blame.
    broken: tuple[str, ...] = ()
    passed: int = 0
    failed: int = 0
    #: Calls that tests make of the symbol, as captured without any port.
    expected: int = 0
    #: Native calls of the symbol, or of a port that holds it inside.
    native: int = 0


@dataclass(frozen=True)
class Facts:
    """All that is known of one port; None: that was not run."""

    #: Errors of the compiler inside this symbol.
    compile_errors: tuple[str, ...] | None = None
    #: Findings of rustc and clippy inside this symbol, `(level, lint, message)`.
    lints: tuple[tuple[str, str, str], ...] | None = None
    #: Figures of the runner's modes of the same name.
    parity: Json | None = None
    speed: Json | None = None
    deopts: Json | None = None
    #: None as well where the target has no tests.
    suite: SuiteFacts | None = None
    cycles_clean: int | None = None
