"""The table of commands.  A command is a row here and a module with `arguments(parser)` and `run(...)`."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One command; its module is `fleet.cli.<module>`."""

    name: str
    #: One sentence, as in the list of commands.
    summary: str
    #: What may stand behind `corefleet `; it works as it stands, but for the names of symbols.
    example: str
    #: Reads the ledger alone: answers at once and never changes anything.
    reads: bool = False

    @property
    def module(self) -> str:
        return f"fleet.cli.{self.name}"


COMMANDS = (
    Command("run", "Ports what can be ported: cycles until nothing more can flip.", "run --cycles 5"),
    Command("scan", "Finds pure functions and ranks them; changes nothing in the target.", "scan"),
    Command("cycle", "Runs one cycle of the fleet.", "cycle"),
    Command("status", "Shows progress, quality, security and the next milestone.", "status", True),
    Command("report", "Shows the funnel, all symbols, speedups and cycles.", "report --json", True),
    Command("explain", "Tells why a symbol stands where it stands.", "explain pkg.mod:function", True),
    Command("diff", "Shows the Python of a symbol beside its Rust.", "diff pkg.mod:function", True),
    Command("verify", "Proves the live symbols again.", "verify pkg.mod"),
    Command("bench", "Measures the speed of the live symbols again.", "bench pkg.mod"),
    Command("flip", "Flips a proven symbol to Rust by hand.", "flip pkg.mod:function"),
    Command("rollback", "Puts a symbol back to Python.", "rollback pkg.mod:function"),
    Command("quarantine", "Keeps a symbol in Python until it is released.", "quarantine pkg.mod:function"),
    Command("release", "Ends a quarantine, or has a parked symbol tried again.", "release pkg.mod:function"),
    Command("health", "Tells whether every live binding loads and answers.", "health --json"),
    Command("queue", "Shows the cores that wait, best first, with their scores.", "queue --top 10", True),
    Command("ledger", "Shows or exports what the fleet has recorded.", "ledger export > ledger.jsonl", True),
    Command("cycles", "Shows the cycles that have run.", "cycles", True),
    Command("config", "Shows all options with their values for this target.", "config", True),
)
BY_NAME = {command.name: command for command in COMMANDS}
