"""The parity test of a core: plain pytest, with nothing of corefleet but a folder beside it."""

from __future__ import annotations

import pprint
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agents.evidence.runs import SHIPPED
from cores.naming import golden_path

Json = Any

#: Where the folder that the tests import lies in a target.
SUPPORT_FOLDER = "tests/parity/_parity"
_VALUES, _LONGEST = 6, 160

_TEST = '''"""The native ports of {core} do what their Python originals do.

Written by corefleet; run it with pytest. A symbol whose binding says "rust" is run natively and must say so
in the counters; with the binding "python" both sides are Python and the corpus alone is the judge.
COREFLEET_CASES=20000 tries more random calls, COREFLEET_SEED=7 others.
"""

from __future__ import annotations

import functools
import importlib
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import _parity  # noqa: E402

ported = importlib.import_module("{ported}")
module = importlib.import_module("{core}")
GOLDENS = _parity.goldens(HERE.parents[1] / "{golden}")

#: What the functions take; values are encoded as in `_parity/codec.py`.
SPECS = {specs}


def function_of(symbol):
    """The function object of `{core}:Class.method`, out of property, staticmethod or lru_cache."""
    names = symbol.partition(":")[2].split(".")
    found = functools.reduce(lambda owner, name: vars(owner)[name], names, module)
    while not hasattr(found, "__code__"):
        found = getattr(found, "__func__", None) or getattr(found, "fget", None) or found.__wrapped__
    return found


def is_live(symbol):
    return ported.BINDINGS.get(symbol) in ported.NATIVE


@pytest.mark.parametrize("symbol", SPECS)
def test_corpus(symbol):
    assert GOLDENS.get(symbol), "the golden corpus has no line for it"
    assert _parity.golden_difference(function_of(symbol), GOLDENS[symbol]) == ""


@pytest.mark.parametrize("symbol", SPECS)
def test_random_calls(symbol):
    function = function_of(symbol)
    assert _parity.random_difference(ported.python(function), function, SPECS[symbol]) == ""


@pytest.mark.parametrize("symbol", SPECS)
def test_the_path_that_answers(symbol):
    before = ported.counters().get(symbol, {{}}).get("native", 0)
    _parity.golden_difference(function_of(symbol), GOLDENS[symbol])
    native = ported.counters().get(symbol, {{}}).get("native", 0) - before
    status = ported.health()["symbols"].get(symbol, {{"path": "python", "reason": "it has no binding"}})
    if is_live(symbol):
        assert status["path"] == "native", status["reason"]
        assert native > 0, "the binding says rust, but no call of the corpus completed natively"
    else:
        assert (status["path"], native) == ("python", 0)
'''


def parity_test(core: str, ported: str, specs: Mapping[str, Mapping[str, Json]]) -> str:
    """The text of `tests/parity/test_parity_<core>.py`; specs by symbol."""
    short = {symbol: _short(spec) for symbol, spec in sorted(specs.items())}
    text = pprint.pformat(short, width=108, sort_dicts=False)
    return _TEST.format(core=core, ported=ported, golden=golden_path(core), specs=text)


def _short(spec: Mapping[str, Json]) -> dict[str, Json]:
    """The spec without what the corpus tells as well; a few short values of each parameter stay."""
    params = [{**param, "seen": _few(param.get("seen", ()))} for param in spec["params"]]
    classes = {
        name: {**recipe, "seen": _few(recipe["seen"])} if "seen" in recipe else recipe
        for name, recipe in spec.get("classes", {}).items()
    }
    return {"params": params, "constants": _few(spec.get("constants", ()), 24), "classes": classes}


def _few(values: Any, most: int = _VALUES) -> list[Json]:
    return [value for value in values if len(repr(value)) <= _LONGEST][:most]


def support_files() -> dict[str, str]:
    """The folder that the parity tests import: path in the target -> text."""
    return {
        f"{SUPPORT_FOLDER}/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(Path(SHIPPED / "parity").glob("*.py"))
    }
