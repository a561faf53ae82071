"""A small target whose "native" side is Python, so that its mistakes can be planted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RUNNER = Path(__file__).parents[2] / "agents" / "shipped" / "runner.py"

#: Stands in for the generated `_ported.py`: same functions, natives written in Python.
PORTED = """
import inspect
import os
from types import FunctionType

NATIVE, ORIGINAL, COUNTS, SUSPENDED = {}, {}, {}, []

class Deopt(Exception):
    pass

def native(symbol):
    def register(fn):
        NATIVE[symbol] = fn
        return fn
    return register

def ported(fn):
    symbol = f"{fn.__module__}:{fn.__qualname__}"
    counts = COUNTS.setdefault(symbol, {"native": 0, "raised": 0, "deopts": 0, "panics": 0})
    signature = inspect.signature(fn)
    def entry(*args, **kwargs):
        # Outside of any `except`, so that exceptions of the original get no context.
        done, result = answer(args, kwargs)
        return result if done else fn(*args, **kwargs)
    def answer(args, kwargs):
        if SUSPENDED or symbol not in NATIVE or os.environ.get("COREFLEET_BINDINGS") == "python":
            return False, None
        try:
            signature.bind(*args, **kwargs)
        except TypeError:
            return False, None
        try:
            result = NATIVE[symbol](*args, **kwargs)
        except Deopt:
            counts["deopts"] += 1
            return False, None
        except BaseException:
            counts["native"] += 1
            counts["raised"] += 1
            raise
        counts["native"] += 1
        return True, result
    ORIGINAL[entry] = fn
    return entry

def python(fn):
    return ORIGINAL.get(fn, fn)

class without_native:
    def __enter__(self):
        SUSPENDED.append(1)
    def __exit__(self, *_):
        SUSPENDED.pop()

def counters():
    return {symbol: dict(counts) for symbol, counts in COUNTS.items()}
"""


class Target:
    """A package in a folder, and jobs that are run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = folder / "pkg"
        self.package.mkdir()
        (self.package / "__init__.py").write_text("from pkg import mod, natives\n")
        (self.package / "_ported.py").write_text(PORTED)

    def write(self, module: str, natives: str = "") -> None:
        head = "from pkg._ported import ported, native, Deopt\n"
        (self.package / "mod.py").write_text(head + module)
        (self.package / "natives.py").write_text(head + "import pkg.mod\n" + natives)

    def run(self, mode: str, symbols: list[dict[str, Any]], **settings: Any) -> dict[str, Any]:
        """All lines merged: results by id, and what else was written."""
        job = {
            "mode": mode,
            "path": [str(self.folder)],
            "ported": "pkg._ported",
            "symbols": symbols,
            **settings,
        }
        (self.folder / "job.json").write_text(json.dumps(job))
        out = self.folder / "out.jsonl"
        out.unlink(missing_ok=True)
        command = [sys.executable, "-P", str(RUNNER), str(self.folder / "job.json"), str(out)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=self.folder)
        lines = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
        results = {line["result"]["id"]: line["result"] for line in lines if "result" in line}
        rest = {key: value for line in lines if "result" not in line for key, value in line.items()}
        return {"results": results, "stderr": done.stderr, "code": done.returncode, **rest}


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(tmp_path)


@pytest.fixture
def spec() -> Callable[..., dict[str, Any]]:
    """`spec(x="int", y="str")`."""

    def make(**types: str) -> dict[str, Any]:
        return {
            "params": [{"name": n, "kind": "positional", "type": t, "seen": []} for n, t in types.items()]
        }

    return make
