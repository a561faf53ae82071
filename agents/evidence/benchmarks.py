"""The benchmark of a core for asv: each symbol as Python and through the binding, on calls of the corpus."""

from __future__ import annotations

import json
from collections.abc import Collection

from agents.evidence.properties import SUPPORT_FOLDER
from cores.naming import golden_path, rust_names

_HEAD = '''"""Python and native side of {core}, measured by asv on calls of the golden corpus.

Written by corefleet. Run: asv run -E existing:same --set-commit-hash $(git rev-parse HEAD)
"""

from __future__ import annotations

import functools
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "{support}")]

import _parity  # noqa: E402

ported = importlib.import_module("{ported}")
module = importlib.import_module("{core}")
GOLDENS = _parity.goldens(ROOT / "{golden}")


def function_of(symbol):
    names = symbol.partition(":")[2].split(".")
    found = functools.reduce(lambda owner, name: vars(owner)[name], names, module)
    while not hasattr(found, "__code__"):
        found = getattr(found, "__func__", None) or getattr(found, "fget", None) or found.__wrapped__
    return found


def calls_of(symbol):
    """Real calls that return, or else any that the corpus has."""
    lines = [line for line in GOLDENS.get(symbol, ()) if "result" in line]
    chosen = [line for line in lines if line["source"] == "captured"] or lines or GOLDENS.get(symbol, ())
    return [_parity.decode_call(line) for line in chosen]


def run(function, calls):
    for args, kwargs in calls:
        try:
            function(*args, **kwargs)
        except Exception:
            pass
'''

_CLASS = '''

class {cls}:
    """{symbol}"""
{once}
    def setup(self):
        self.native = function_of("{symbol}")
        self.python = ported.python(self.native)
        self.calls = calls_of("{symbol}")

    def time_python_{name}(self):
        with ported.without_native():
            run(self.python, self.calls)

    def time_rust_{name}(self):
        run(self.native, self.calls)
'''

#: Where calls change their arguments, each measurement gets new ones.
_ONCE = """
    number = 1
    warmup_time = 0.0
"""


def benchmark(core: str, ported: str, symbols: Collection[str], mutating: Collection[str] = ()) -> str:
    """The text of `benchmarks/bench_<core>.py`."""
    support = SUPPORT_FOLDER.rpartition("/")[0]
    parts = [_HEAD.format(core=core, ported=ported, golden=golden_path(core), support=support)]
    names = rust_names([symbol.partition(":")[2] for symbol in symbols])
    for symbol in sorted(symbols):
        name = names[symbol.partition(":")[2]]
        cls = "".join(part.capitalize() for part in name.split("_")) or "Symbol"
        once = _ONCE if symbol in mutating else ""
        parts.append(_CLASS.format(cls=f"{cls}Calls", symbol=symbol, name=name.rstrip("_"), once=once))
    return "".join(parts)


def asv_files(project: str) -> dict[str, str]:
    """What asv wants beside the benchmarks, for a target that has none of it: path -> text."""
    return {"asv.conf.json": _configuration(project), "benchmarks/__init__.py": ""}


def _configuration(project: str) -> str:
    configuration = {
        "version": 1,
        "project": project,
        "repo": ".",
        "branches": ["HEAD"],
        "environment_type": "virtualenv",
        "benchmark_dir": "benchmarks",
        "results_dir": ".asv/results",
        "html_dir": ".asv/html",
    }
    return json.dumps(configuration, indent=4) + "\n"
