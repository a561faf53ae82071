"""The records that flow from stage to stage, are stored in the ledger and cross processes.

Frozen, strict, each with `schema_version` first.  Reading commands never import this module: they
read the same data as plain JSON from the ledger.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = 1

#: JSON as it is stored.
Json = Any


class Record(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = SCHEMA_VERSION


class Span(Record):
    """A place in a source file; lines from 1, columns from 0, the end exclusive, as in `ast`."""

    path: str
    line: int
    col: int = 0
    end_line: int = 0
    end_col: int = 0


class Reason(Record):
    """Why a symbol isn't pure, isn't supported, or failed a gate."""

    #: Stable and lower case with hyphens: `io`, `clock`, `unknown-call`, `no-row`, `untyped`, ...
    code: str
    #: One sentence: what is the matter.
    message: str
    span: Span | None = None
    #: The source text at the span.
    text: str = ""
    #: What would lift the refusal; empty where nothing would.
    lifted_by: str = ""


class ModuleInfo(Record):
    """One Python module of the target."""

    #: Dotted name under which callers import it.
    name: str
    #: Path relative to the root of the target.
    path: str
    #: Folder (relative, "" = the root) that must be on sys.path for `name` to be importable.
    source_root: str
    #: Top-level package, or the module itself where there is none.
    package: str
    is_package: bool
    #: Hash of the syntax tree: comments and layout don't matter.
    fingerprint: str


class Effect(Record):
    """One thing that a symbol does besides computing its result."""

    #: A row of the effect table: `io`, `clock`, `random`, `environment`, `global-read`,
    #: `global-write`, `mutates-argument`, `hidden-state`, `unknown-call`, `dynamic`, `set-order`, ...
    code: str
    #: Whether this effect makes the symbol impure (mutating an argument doesn't).
    impure: bool
    reason: Reason


class Symbol(Record):
    """One function or method with its verdict of purity."""

    #: `pkg.mod:fn` or `pkg.mod:Class.method`.
    id: str
    #: Module, the item on the queue.
    core: str
    #: `function`, `method`, `staticmethod`, `classmethod`, `property`, `generator`, `coroutine`.
    kind: str
    span: Span
    #: Hash of the syntax tree of this symbol alone.
    fingerprint: str
    #: Hash over this symbol and everything of the target that it depends on.
    closure: str
    pure: bool
    effects: tuple[Effect, ...] = ()
    #: Names of parameters that are changed in place.
    mutates: tuple[str, ...] = ()
    #: Symbols of the target that it calls.
    calls: tuple[str, ...] = ()
    #: Module globals that it reads (constants, functions, classes, imported modules), by name.
    reads: tuple[str, ...] = ()


class ParamTypes(Record):
    """What is known of one parameter."""

    name: str
    #: Type as mypy gives it after missing annotations were filled in (see agents/analyse/types.py).
    declared: Json
    #: Types seen in real calls with their counts, most frequent first: `[["int", 812], ...]`.
    observed: tuple[tuple[str, int], ...] = ()


class FunctionTypes(Record):
    """Types of one symbol: parameters, result, and each expression by place."""

    id: str
    params: tuple[ParamTypes, ...]
    returns: Json
    #: `"line:col:end_line:end_col"` of the expression -> type.
    expressions: dict[str, Json]
    #: Local variables -> type.
    variables: dict[str, Json] = {}


class Captured(Record):
    """What real calls of one symbol showed while the target's tests ran."""

    id: str
    calls: int
    #: Wall seconds inside the symbol, callees included, scaled up from the sample.
    seconds: float
    raised: int
    #: Distinct encoded calls: `{"args": [...], "kwargs": {...}, "count": n}`; see agents/shipped/parity.py.
    samples: tuple[Json, ...] = ()
    #: Per parameter: observed type names and counts.
    types: dict[str, tuple[tuple[str, int], ...]] = {}
    #: Observed result types.
    returns: tuple[tuple[str, int], ...] = ()


class PortedSymbol(Record):
    """The native twin of one symbol."""

    id: str
    #: Name of the Rust function.
    rust_name: str
    #: Symbols whose native twins it calls, transitively.
    closure: tuple[str, ...] = ()
    #: What `bind` needs: callees, constants, objects, watched modules (see agents/shipped/ported.py).
    binding: Json = {}


class PortedCore(Record):
    """One Rust file of the shared crate."""

    core: str
    porter: str
    #: Name of the Rust module, and so of the file.
    rust_module: str
    rust: str
    symbols: tuple[PortedSymbol, ...]
    #: Refused symbols with all reasons.
    refused: dict[str, tuple[Reason, ...]] = {}


Status = Literal["passed", "failed", "undecided", "not_run"]


class GateResult(Record):
    """Outcome of one gate for one symbol; `figures` are null where nothing was measured."""

    gate: str
    symbol: str
    status: Status
    figures: dict[str, Json] = {}
    #: One sentence for people.
    message: str = ""
    #: Encoded call that shows the failure: `{"args", "kwargs", "python", "rust"}`.
    counterexample: Json = None


class CycleSummary(Record):
    """One pass of the fleet over the target."""

    number: int
    clean: bool
    files_scanned: int
    issues: int
    tests_passed: int | None
    tests_failed: int | None
    regressions: int
    seconds: float
    seed: int
    commit: str
