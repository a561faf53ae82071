"""Dossiers, the list and commit messages, from what the ledger stores."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from agents.review import (
    CoreFacts,
    SymbolFacts,
    binding_figures,
    dossier,
    dossier_data,
    flip_message,
    install_message,
    python_source,
    ready_text,
    rollback_message,
    rust_source,
)
from tests.install.conftest import RUST, SUMS


def symbol(name: str, **more: Any) -> dict[str, Any]:
    span = {"path": "demo/sums.py", "line": 12, "end_line": 14}
    return {
        "id": f"demo.sums:{name}",
        "core": "demo.sums",
        "kind": "function",
        "span": span,
        "pure": True,
        **more,
    }


def reason(code: str, message: str) -> dict[str, Any]:
    return {
        "code": code,
        "message": message,
        "span": {"path": "demo/sums.py", "line": 20},
        "text": "open(\n  'a|b')",
    }


def gate(name: str, status: str, **figures: Any) -> dict[str, Any]:
    return {
        "gate": name,
        "status": status,
        "figures": figures,
        "message": "All | well.",
        "cycle": 1,
        "at": 5.0,
    }


QUARTER = SymbolFacts(
    symbol=symbol("quarter", calls=["demo.sums:half"], reads=["LIMIT"], mutates=["xs"]),
    state="live",
    clean=3,
    port={
        "porter": "transpiled",
        "rust_name": "quarter",
        "rust": RUST,
        "closure": ["demo.sums:half"],
        "reasons": [],
    },
    captured={"calls": 1203, "seconds": 0.41},
    parity={"cases": 25_000, "native": 25_000, "mismatches": 0},
    speed={"ratio": 14.2, "low": 13.6, "high": 14.9},
    deopt={"rate": 0.0125},
    gates=[
        gate("parity", "failed", cases=10),
        gate("speed", "passed", ratio=14.2),
        gate("parity", "passed", cases=25_000),
    ],
    python=python_source(SUMS, {"line": 12, "end_line": 14}),
    rust=rust_source(RUST, "quarter"),
)
HALF = SymbolFacts(
    symbol=symbol("half"),
    state="ported",
    port={"porter": "submitted", "rust_name": "half", "rust": "", "reasons": []},
)
READ = SymbolFacts(
    symbol=symbol(
        "read",
        pure=False,
        effects=[{"code": "io", "impure": True, "reason": reason("io", "it reads a file")}],
    ),
    state="refused",
)
CORE = CoreFacts("demo.sums", "demo_sums", "demo/_bindings.py", (HALF, QUARTER, READ))


def test_a_dossier(golden: Callable[[str, str], None]) -> None:
    golden("dossier.md", dossier(CORE))


def test_a_dossier_carries_its_data() -> None:
    data = dossier_data(dossier(CORE))
    assert data["schema_version"] == 1
    quarter = data["symbols"]["demo.sums:quarter"]
    assert quarter["state"] == "live"
    assert quarter["parity"] == QUARTER.parity
    assert quarter["gates"]["parity"]["status"] == "passed"
    assert "rust" not in quarter["port"]
    assert dossier_data("# no data") is None


def test_data_with_a_fence_inside_comes_back() -> None:
    odd = SymbolFacts(
        symbol=symbol("odd", note="```json\n```\n"), state="live", port=QUARTER.port, python="```\n````\n"
    )
    text = dossier(CoreFacts("demo.sums", "demo_sums", "demo/_bindings.py", (odd,)))
    assert dossier_data(text)["symbols"]["demo.sums:odd"]["symbol"]["note"] == "```json\n```\n"
    assert "`````python" in text


def test_what_was_not_measured_is_called_so() -> None:
    text = dossier(CoreFacts("demo.sums", "demo_sums", "demo/_bindings.py", (HALF,)))
    shown = text.partition("<details>")[0]
    assert re.findall(r"\d", shown.partition("## `half`")[2].replace("demo/sums.py:12", "")) == ["0"]
    assert "0 clean cycles" in shown
    assert shown.count("not measured") >= 8


def entry(
    name: str, state: str, why: tuple[str | None, str | None] = (None, None), **more: Any
) -> dict[str, Any]:
    """A symbol as `corefleet report --json` shows it."""
    unknown = {
        "speedup": {"ratio": None, "low": None, "high": None},
        "parity": {"cases": None, "mismatches": None},
        "cycles_clean": 0,
    }
    return {
        "id": f"demo.sums:{name}",
        "state": state,
        "reason_code": why[0],
        "reason": why[1],
        **unknown,
        **more,
    }


def test_the_list(golden: Callable[[str, str], None]) -> None:
    live = {"speedup": QUARTER.speed, "parity": QUARTER.parity, "cycles_clean": 3}
    report = {
        "funnel": {"seen": 3, "pure": 2, "supported": None, "live": 1},
        "speedup": {"geomean_live": 14.2, "geomean_pure": None},
        "symbols": [
            entry("half", "parked", ("gate-parity", "half(1 | 2) differs")),
            entry("quarter", "live", **live),
            entry("read", "refused", ("io", "it reads | writes a file")),
        ],
    }
    golden("ready.md", ready_text(report))


def test_messages(golden: Callable[[str, str], None]) -> None:
    messages = (
        install_message([CORE, CoreFacts("demo.none", "demo_none", "demo/_bindings.py", (READ,))]),
        flip_message(CORE, ["demo.sums:quarter"]),
        flip_message(CORE, ["demo.sums:half"]),
        rollback_message("demo.sums:quarter", "The suite failed: 1 test."),
    )
    golden("messages.txt", "-----\n".join(messages))
    assert all(len(message.splitlines()[0]) <= 72 for message in messages)


def test_figures_of_a_binding() -> None:
    assert binding_figures(QUARTER) == "14.2x, 25,000 cases, 3 cycles"
    assert binding_figures(HALF) == "0 cycles"


def test_sources_are_cut_out() -> None:
    assert (
        QUARTER.python
        == 'def quarter(x: float) -> float:\n    """A fourth of it."""\n    return half(half(x))\n'
    )
    assert (
        QUARTER.rust
        == "/// A fourth of it.\npub fn quarter(x: f64) -> Result<f64> {\n    half(half(x)?)\n}\n"
    )
    assert rust_source(RUST, "half") == "pub fn half(x: f64) -> Result<f64> {\n    Ok(x / 2.0)\n}\n"
    assert rust_source(RUST, "quart") == ""
