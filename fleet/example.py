"""`make run`: the whole way on a copy of the bundled example, from its first commit to live Rust and back.

python -P -m fleet.example
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import Any

from cores.lifecycle import FLIPPED
from fleet import commands
from fleet.cli.text import columns, ratio
from fleet.git import Git
from fleet.ledger.reader import read_ledger
from fleet.output import Output
from fleet.sandbox import working_isolation

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "textkit"
#: Who commits the copy; the user's own identity has nothing to do with it.
IDENTITY = {"user.name": "corefleet example", "user.email": "example@localhost"}


def main() -> int:
    """Ports the example, shows what it gained, and that one function can be undone and flipped again."""
    started = time.monotonic()
    place = fresh_copy(ROOT / "target" / "example" / "textkit")
    unsandboxed = working_isolation() is None
    if unsandboxed:
        _say("bubblewrap does not work here, so the example's own code runs without isolation.")
    _say(f"A copy of {EXAMPLE.relative_to(ROOT)} lies in {place}; now: corefleet run --apply")
    code = commands.run(place, Output(False), apply=True, allow_unsandboxed=unsandboxed)
    live = _live(place)
    if code or not live:
        _say("The run did not end as it should.")
        return 1
    _say("")
    for line in table(live):
        _say(line)
    _undo_and_redo(place, live[0]["symbol"])
    _say(f"\nAll of it took {time.monotonic() - started:.0f} s. Look around: cd {place} && git log --oneline")
    return 0


def fresh_copy(place: Path) -> Path:
    """The example as a repository of its own, with one commit."""
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    made = shutil.ignore_patterns("__pycache__", ".git", ".corefleet", "*.egg-info")
    shutil.copytree(EXAMPLE, place, ignore=made)
    git = Git(place)
    git("init", "--quiet", "--initial-branch", "main")
    for key, value in IDENTITY.items():
        git("config", key, value)
    git("add", "--all")
    git("commit", "--quiet", "-m", "textkit before corefleet")
    return place


def table(live: list[dict[str, Any]]) -> list[str]:
    """Before and after, a line for each live symbol."""
    rows = [
        [entry["symbol"], f"{entry['python_ns']:,.0f}", f"{entry['rust_ns']:,.0f}", ratio(entry["ratio"])]
        for entry in live
    ]
    return columns(["live symbol", "ns a call in Python", "ns a call in Rust", "speedup"], rows, [1, 2, 3])


def _undo_and_redo(place: Path, symbol: str) -> None:
    _say(f"\nOne line undoes a port: corefleet rollback {symbol}")
    commands.rollback(place, Output(False), symbol=symbol, reason="To show that it works.")
    _say(_binding(place, symbol))
    _say(f"... and back again: corefleet flip {symbol}")
    commands.flip(place, Output(False), symbol=symbol, reason="It was only shown.")
    _say(_binding(place, symbol))


def _binding(place: Path, symbol: str) -> str:
    """The line of the committed switchboard."""
    text = (place / "src" / "textkit" / "_bindings.py").read_text("utf-8")
    return next(line.strip() for line in text.splitlines() if f'"{symbol}"' in line)


def _live(place: Path) -> list[dict[str, Any]]:
    """Live symbols with their speed, fastest first."""
    with read_ledger(place)[1] as reader:
        states = {row["symbol"]: row["state"] for row in reader.rows("all_states")}
        speeds = reader.all("speed")
    live = [{"symbol": s, **speeds[s]} for s in sorted(states) if states[s] in FLIPPED and s in speeds]
    return sorted(live, key=lambda entry: -entry["ratio"])


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
