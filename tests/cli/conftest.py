"""A small target with a ledger in which symbols stand everywhere, and a way to run commands on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fleet.ledger.sqlite import SqliteLedger

ROOT = Path(__file__).resolve().parents[2]
SOURCE = '''"""A module."""


def clamp(x: float, low: float, high: float) -> float:
    return low if x < low else high if x > high else x


def shout(text: str) -> None:
\tprint(text)
'''
LIVE_ROAD = (
    "judged_pure",
    "enqueued",
    "evidence_made",
    "port_made",
    "gates_passed",
    "shadow_started",
    "cycle_clean",
    "cycle_clean",
    "went_live",
)


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    log: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@localhost"]
    done = subprocess.run(
        ["git", "-C", folder, *identity, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A target without a ledger."""
    folder = tmp_path / "target"
    (folder / "pkg").mkdir(parents=True)
    (folder / "pkg" / "mod.py").write_text(SOURCE, encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    return folder


@pytest.fixture
def ledger(repository: Path) -> SqliteLedger:
    """Its ledger, filled."""
    made = SqliteLedger(repository / ".git" / "corefleet" / "ledger.sqlite", now=lambda: 1_800_000_000.0)
    with made.transaction():
        fill(made, git(repository, "rev-parse", "HEAD"), str(repository))
    made.close()
    return made


@pytest.fixture
def run(repository: Path) -> Run:
    """Runs `corefleet` in a process of its own, inside the target."""

    def start(*words: str, cwd: Path | None = None, **environment: str) -> Ran:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COREFLEET_")}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "fleet", *words],
            cwd=cwd or repository,
            env={**clean, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return start


def symbol(
    name: str, line: int, pure: bool = True, effects: tuple[dict[str, Any], ...] = ()
) -> dict[str, Any]:
    core = name.partition(":")[0]
    span = {"path": "pkg/mod.py", "line": line, "end_line": line + 1}
    return {
        "id": name,
        "core": core,
        "kind": "function",
        "span": span,
        "pure": pure,
        "effects": list(effects),
    }


def fill(ledger: SqliteLedger, commit: str, path: str) -> None:
    """One symbol live, one slower, one wrong, one unsupported, one impure, one waiting, one on the queue."""
    ledger.put(
        "target", "target", {"path": path, "commit": commit, "python": "3.11.7", "sandbox": "bubblewrap"}
    )
    printing = {
        "code": "io",
        "message": "it calls print",
        "span": {"path": "pkg/mod.py", "line": 9},
        "text": "print(text)",
    }
    effect = {"code": "io", "impure": True, "reason": printing}
    names = ("clamp", "slow", "wrong", "odd", "waiting", "fresh")
    for number, name in enumerate(names):
        ledger.put("symbol", f"pkg.mod:{name}", symbol(f"pkg.mod:{name}", 4 + number))
    ledger.put("symbol", "pkg.mod:shout", symbol("pkg.mod:shout", 8, False, (effect,)))
    ledger.advance("pkg.mod:shout", "judged_impure")
    for name in ("clamp", "slow", "wrong", "waiting"):
        port(ledger, f"pkg.mod:{name}")
    walk(ledger, "pkg.mod:clamp", *LIVE_ROAD)
    walk(ledger, "pkg.mod:slow", *LIVE_ROAD[:5], "found_slower")
    walk(ledger, "pkg.mod:wrong", *LIVE_ROAD[:4], "gate_failed")
    walk(ledger, "pkg.mod:waiting", *LIVE_ROAD[:7])
    walk(ledger, "pkg.mod:odd", "judged_pure", "found_unsupported")
    walk(ledger, "pkg.mod:fresh", "judged_pure")
    figures(ledger)
    lacking = {
        "code": "no-row",
        "message": "no row for os.fspath",
        "span": None,
        "text": "",
        "lifted_by": "a row",
    }
    ledger.put("port", "pkg.mod:odd", {"reasons": [lacking], "rust": None, "core": "pkg.mod"})
    ledger.enqueue("pkg.mod", 1.5, {"calls": 1000.0, "seconds": 0.25})
    ledger.record_cycle(cycle(1, True))
    ledger.record_cycle(cycle(2, False))


def port(ledger: SqliteLedger, name: str) -> None:
    rust = f"pub fn {name.partition(':')[2]}(x: f64) -> Result<f64> {{\n    Ok(x)\n}}\n"
    ledger.put("port", name, {"reasons": [], "rust": rust, "core": "pkg.mod"})


def walk(ledger: SqliteLedger, name: str, *events: str) -> None:
    for event in events:
        ledger.advance(name, event)


def figures(ledger: SqliteLedger) -> None:
    for name, ratio in (("clamp", 8.0), ("slow", 0.5), ("waiting", 4.0)):
        key = f"pkg.mod:{name}"
        speed = {"ratio": ratio, "low": ratio * 0.9, "high": ratio * 1.1, "python_ns": 80.0, "rust_ns": 10.0}
        ledger.put("speed", key, speed)
        ledger.put("parity", key, {"cases": 12_000, "native": 11_000, "mismatches": 0, "deopts": 7})
        ledger.put("deopt", key, {"rate": 0.015})
        for gate in ("compile", "parity"):
            ledger.record_gate({"symbol": key, "gate": gate, "status": "passed", "figures": {"cases": 1}}, 1)
        status = "passed" if ratio > 1.2 else "failed"
        message = "" if ratio > 1.2 else "0.50x, the floor is 1.20x"
        ledger.record_gate({"symbol": key, "gate": "speed", "status": status, "message": message}, 1)
    key = "pkg.mod:wrong"
    ledger.record_gate({"symbol": key, "gate": "compile", "status": "passed"}, 1)
    example = {"args": [1], "python": "1", "rust": "2"}
    message = "result: Python gives 1, Rust gives 2"
    failed = {"gate": "parity", "status": "failed", "message": message, "counterexample": example}
    ledger.record_gate({"symbol": key, **failed}, 1)
    ledger.put(
        "captured", "pkg.mod:clamp", {"id": "pkg.mod:clamp", "calls": 1000, "seconds": 0.002, "raised": 3}
    )


def cycle(number: int, clean: bool) -> dict[str, Any]:
    return {
        "number": number,
        "clean": clean,
        "files_scanned": 12,
        "issues": 3,
        "tests_passed": 40,
        "tests_failed": 0 if clean else 1,
        "regressions": 0 if clean else 2,
        "seconds": 100.0,
        "seed": 7,
        "commit": "abc",
    }
