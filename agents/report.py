"""The report of a target: funnel, symbols with their reasons and figures, speedups, cycles.

A pure function over what the ledger stores, so that the command line, the web pages and the dossiers
can't disagree.  Whatever was not measured is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cores.funnel import SymbolRow, funnel, speedup
from cores.lifecycle import INITIAL, PROVEN

Json = dict[str, Any]

#: Fields of a cycle in the report, in order; agents/records.py:CycleSummary has them all.
CYCLE_FIELDS = (
    "number",
    "clean",
    "files_scanned",
    "issues",
    "tests_passed",
    "tests_failed",
    "regressions",
    "seconds",
    "seed",
    "commit",
)
#: State -> reason that the state itself gives, where nothing else says more.
STATE_REASONS: dict[str, tuple[str, str]] = {
    "slower": ("slower", "the native call is not measurably faster"),
    "parked": ("parked", "its port failed too often"),
    "rolled_back": ("rolled-back", "it was put back to Python"),
    "quarantined": ("quarantined", "it is kept in Python until it is released"),
}


#: Kind of document -> its fields that the report shows; the ledger keeps them apart, see `brief_of`.
BRIEF_FIELDS: dict[str, tuple[str, ...]] = {
    "symbol": ("core", "pure"),
    "port": ("porter",),
    "speed": ("ratio", "low", "high"),
    "parity": ("cases", "native", "mismatches"),
    "mutants": ("made", "killed"),
    "deopt": ("rate",),
}


class Facts(NamedTuple):
    """What the report is made from; see `Reader.facts` in fleet/ledger/reader.py."""

    #: `{"path", "commit", "python", ...}`.
    target: Json
    #: Symbol -> kind -> what `brief_of` keeps; each has the kind `symbol`.
    symbols: Mapping[str, Mapping[str, Json]]
    #: Symbol -> state and clean cycles.
    states: Mapping[str, tuple[str, int]]
    #: Symbol -> gate -> newest status.
    gates: Mapping[str, Mapping[str, str]]
    #: Symbol -> newest gate that did not pass, with `gate`, `status`, `message`.
    failures: Mapping[str, Json]
    cycles: Sequence[Json]


def brief_of(kind: str, document: Mapping[str, Any]) -> Json | None:
    """The little of a document that the report needs of every symbol; None for other kinds."""
    if kind not in BRIEF_FIELDS:
        return None
    brief = {name: document.get(name) for name in BRIEF_FIELDS[kind]}
    if kind == "symbol":
        impure = (effect["reason"] for effect in document.get("effects", ()) if effect.get("impure"))
        brief["reason"] = _code_and_message(next(impure, None))
    if kind == "port":
        reasons = document.get("reasons") or ()
        brief["supported"] = not reasons
        brief["has_rust"] = bool(document.get("rust"))
        brief["reason"] = _code_and_message(reasons[0] if reasons else None)
    return brief


def build_report(facts: Facts) -> Json:
    """The document of `corefleet report --json`, but for its schema version."""
    rows = [symbol_row(symbol, facts) for symbol in facts.symbols]
    gain = speedup(rows, len(facts.cycles))
    symbols = [symbol_entry(symbol, facts) for symbol in facts.symbols]
    return {
        "target": {name: facts.target.get(name) for name in ("path", "commit", "python", "sandbox")},
        "funnel": funnel(rows, len(facts.cycles)),
        "speedup": {"geomean_live": gain.live, "geomean_pure": gain.pure},
        "states": _count(entry["state"] for entry in symbols),
        "reasons": _count(entry["reason_code"] for entry in symbols if entry["reason_code"]),
        "symbols": symbols,
        "cycles": [{name: cycle.get(name) for name in CYCLE_FIELDS} for cycle in facts.cycles],
    }


def symbol_row(symbol: str, facts: Facts) -> SymbolRow:
    """A symbol as the funnel sees it."""
    briefs = facts.symbols[symbol]
    state = _state(symbol, facts)[0]
    port = briefs.get("port")
    return SymbolRow(
        state=state,
        gates=dict(facts.gates.get(symbol, {})),
        pure=None if state == INITIAL else briefs["symbol"]["pure"],
        supported=None if port is None else port["supported"],
        translated=None if port is None else port["has_rust"],
        ratio=briefs.get("speed", _UNMEASURED["speed"])["ratio"],
    )


def symbol_entry(symbol: str, facts: Facts) -> Json:
    """A symbol as the report shows it."""
    briefs = {**_UNMEASURED, **facts.symbols[symbol]}
    state, clean = _state(symbol, facts)
    code, message = reason_of(symbol, facts) or (None, None)
    port = briefs["port"]
    return {
        "id": symbol,
        "core": briefs["symbol"]["core"],
        "state": state,
        "pure": briefs["symbol"]["pure"],
        "porter": (port["porter"] or "transpiled") if port.get("has_rust") else None,
        "reason_code": code,
        "reason": message,
        "parity": briefs["parity"],
        "mutants": briefs["mutants"],
        "speedup": briefs["speed"],
        "deopt_rate": briefs["deopt"]["rate"],
        "cycles_clean": clean,
    }


def reason_of(symbol: str, facts: Facts) -> tuple[str, str] | None:
    """Code and sentence of what keeps a symbol from going on; None where nothing does."""
    briefs, state = facts.symbols[symbol], _state(symbol, facts)[0]
    for kind in ("symbol", "port"):
        reason = briefs.get(kind, {}).get("reason")
        if reason and state not in PROVEN:
            return reason[0], reason[1]
    failure = facts.failures.get(symbol)
    if failure is not None and (state not in PROVEN or state == "slower"):
        return f"gate-{failure['gate']}", failure["message"] or f"{failure['gate']}: {failure['status']}"
    return STATE_REASONS.get(state)


#: A symbol's figures where nothing was measured.
_UNMEASURED: dict[str, Json] = {kind: dict.fromkeys(names) for kind, names in BRIEF_FIELDS.items()}


def _state(symbol: str, facts: Facts) -> tuple[str, int]:
    return facts.states.get(symbol, (INITIAL, 0))


def _code_and_message(reason: Any) -> tuple[str, str] | None:
    return None if reason is None else (reason["code"], reason["message"])


def _count(names: Any) -> dict[str, int]:
    """How often each name occurs, most frequent first."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
