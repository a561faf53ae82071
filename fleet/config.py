"""The configuration of a target: one row an option, each with a default.

Read from `[tool.corefleet]` of the target's pyproject.toml, or from `corefleet.toml`; a variable
`COREFLEET_<OPTION>` in the environment comes before both.  An unknown key is an error that says which
one was meant.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from cores.formula import FormulaError, compile_formula
from cores.priority import DEFAULT_FORMULA, TERMS
from fleet.errors import UserError

#: Variables of the environment with our prefix that are no options, with their meaning.
OTHER_VARIABLES: dict[str, str] = {
    "COREFLEET_BINDINGS": "`python` makes a ported target run its Python alone",
    "COREFLEET_CACHE": "folder for what targets share: compiled dependencies",
    "COREFLEET_COUNTERS": "file to which a ported target writes its counters at exit",
}
PREFIX = "COREFLEET_"
POLICIES = ("fallback", "strict", "conformance")


def option(
    default: Any,
    meaning: str,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    """A row of the configuration: default, meaning and, where there are some, bounds."""
    metadata = {"meaning": meaning, "low": low, "high": high, "choices": choices}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Config:
    """The options; the types are those that a value must have."""

    cycles_required: int = option(2, "clean cycles that a proven symbol must survive before it goes live", 1)
    parity_cases: int = option(10_000, "generated cases that must complete natively for a proof", 1)
    cycle_cases: int = option(1_000, "new cases for each live symbol in every cycle", 1)
    speed_minimum: float = option(1.2, "smallest measured speedup that is flipped", 1.0)
    deopt_maximum: float = option(0.10, "share of the captured calls that may fall back to Python", 0.0, 1.0)
    tries: int = option(3, "failed gates after which a symbol is parked", 1)
    workers: int = option(0, "processes that work on cores; 0 = as many as the machine has processors", 0)
    formula: str = option(DEFAULT_FORMULA, f"score of a symbol on the queue, over {', '.join(TERMS)}")
    policy: str = option("fallback", "what a target does without a fitting wheel", choices=POLICIES)
    test_command: str = option("", "command that runs the target's tests; empty = found by looking")
    python: str = option("", "interpreter of the target; empty = the one that runs corefleet")
    package: tuple[str, ...] = option((), "only these packages or modules; empty = all that are found")
    exclude: tuple[str, ...] = option((), "globs of paths that are left alone, such as `pkg/vendor/*`")
    opt_in: tuple[str, ...] = option((), "public classes whose state may be kept natively")
    seed: int = option(0, "seed of generated cases; 0 = a new one in each cycle", 0)
    lease_seconds: float = option(600.0, "time after which a silent worker loses its core", 1.0)
    parity_seconds: float = option(8.0, "mean time for the generated calls of one symbol", 0.1)
    speed_seconds: float = option(1.0, "mean time for measuring the speed of one symbol", 0.1)
    call_seconds: float = option(0.5, "time limit of one generated call", 0.01)
    test_seconds: float = option(1800.0, "time limit of one run of the target's tests", 1.0)
    sandbox_seconds: float = option(600.0, "time limit of any other run of the target's code", 1.0)
    sandbox_memory_mib: int = option(4096, "memory limit of the target's code", 64)
    sandbox_processes: int = option(256, "limit of processes of the target's code", 1)
    sandbox_output_bytes: int = option(4_000_000, "bytes kept of each output of the target's code", 1_000)

    @property
    def worker_count(self) -> int:
        """`workers`, with 0 resolved."""
        return self.workers or os.cpu_count() or 1


class Option(NamedTuple):
    """One row as the documentation shows it."""

    name: str
    type: str
    default: str
    variable: str
    meaning: str


_TYPES = {"int": int, "float": float, "str": str, "tuple[str, ...]": tuple}
_TYPE_NAMES = {
    "int": "an integer",
    "float": "a number",
    "str": "a text",
    "tuple[str, ...]": "a list of texts",
}


def options() -> list[Option]:
    """All rows, for the documentation and `corefleet --help`."""
    return [
        Option(
            row.name,
            _TYPE_NAMES[str(row.type)],
            _shown(row.default),
            PREFIX + row.name.upper(),
            row.metadata["meaning"],
        )
        for row in fields(Config)
    ]


def load_config(root: Path, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration of the target at `root`; UserError names every fault at once."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for key, value in _from_files(root).items():
        _take(values, faults, key, value, key)
    for name, text in sorted((os.environ if environment is None else environment).items()):
        if name.startswith(PREFIX) and name not in OTHER_VARIABLES:
            _take_text(values, faults, name, text)
    if faults:
        hint = "`corefleet config` lists all options."
        raise UserError("configuration", "; ".join(faults) + ".", hint)
    return Config(**values)


def _from_files(root: Path) -> dict[str, Any]:
    own = _read(root / "corefleet.toml")
    project = _read(root / "pyproject.toml").get("tool", {})
    shared = project.get("corefleet", {}) if isinstance(project, dict) else {}
    if own and shared:
        raise UserError(
            "configuration",
            "Both corefleet.toml and [tool.corefleet] in pyproject.toml configure this target.",
            "Keep one of them.",
        )
    found = own or shared
    if not isinstance(found, dict):
        raise UserError("configuration", "[tool.corefleet] is not a table.", "Write `[tool.corefleet]`.")
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UserError("configuration", f"{file.name} cannot be read: {error}.", "Mend the file.") from error


def _take(values: dict[str, Any], faults: list[str], key: str, value: Any, where: str) -> None:
    """Puts a value that fits its row among the values, otherwise a sentence among the faults."""
    row = next((row for row in fields(Config) if row.name == key), None)
    if row is None:
        faults.append(f"unknown option {where!r}{_suggestion(key)}")
        return
    fitting = _fitting(str(row.type), value)
    fault = _wrong_type(str(row.type)) if fitting is None else _out_of_bounds(row.metadata, fitting)
    if not fault and key == "formula":
        fault = _formula_fault(fitting)
    if fault:
        faults.append(f"{where} = {_shown(value)}: {fault}")
    else:
        values[key] = fitting


def _take_text(values: dict[str, Any], faults: list[str], name: str, text: str) -> None:
    """A variable of the environment: text is read as its row's type, lists are separated by commas."""
    key = name[len(PREFIX) :].lower()
    row = next((row for row in fields(Config) if row.name == key), None)
    if row is None and not _suggestion(key):
        # Somebody else's variable; only what looks like a slip of ours is an error.
        return
    value: Any = text
    if row is not None and str(row.type) in ("int", "float"):
        try:
            value = _TYPES[str(row.type)](text)
        except ValueError:
            value = text
    elif row is not None and str(row.type) == "tuple[str, ...]":
        value = [part.strip() for part in text.split(",") if part.strip()]
    _take(values, faults, key, value, name)


def _fitting(type_name: str, value: Any) -> Any:
    """The value as its row's type; None where it is of another type.  True is no number here."""
    if type_name == "float" and type(value) is int:
        return float(value)
    if type_name == "tuple[str, ...]":
        texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if texts else None
    return value if type(value) is _TYPES[type_name] else None


def _wrong_type(type_name: str) -> str:
    return f"must be {_TYPE_NAMES[type_name]}"


def _out_of_bounds(metadata: Mapping[str, Any], value: Any) -> str:
    low, high, choices = metadata["low"], metadata["high"], metadata["choices"]
    if choices and value not in choices:
        return f"must be one of {', '.join(choices)}"
    if low is not None and not value >= low:
        return f"must be {low:g} at least"
    if high is not None and not value <= high:
        return f"must be {high:g} at most"
    if value == float("inf"):
        return "must be finite"
    return ""


def _formula_fault(text: str) -> str:
    try:
        unknown = [name for name in compile_formula(text).variables if name not in TERMS]
    except FormulaError as error:
        return str(error)
    return f"there is no variable {unknown[0]!r}; there are {', '.join(TERMS)}" if unknown else ""


def _suggestion(key: str) -> str:
    # Only now: difflib takes longer to import than all the rest of this module.
    from difflib import get_close_matches

    close = get_close_matches(key, [row.name for row in fields(Config)], n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
