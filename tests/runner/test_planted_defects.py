"""Wrong natives, each wrong in one way, must be caught; a right one must pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.runner.conftest import Target

#: Name: parameter types, Python, "native", part of the sentence that must be said.
DEFECTS = {
    "off by one": (
        {"n": "int"},
        "def f(n):\n    return sum(range(n % 50))",
        "def f(n):\n    return sum(range(n % 50 + 1))",
        "Rust gives",
    ),
    "wrong exception": (
        {"n": "int"},
        "def f(n):\n    if n < 0: raise ValueError('negative')\n    return n",
        "def f(n):\n    if n < 0: raise TypeError('negative')\n    return n",
        "TypeError",
    ),
    "changed message": (
        {"n": "int"},
        "def f(n):\n    if n < 0: raise ValueError(f'negative: {n}')\n    return n",
        "def f(n):\n    if n < 0: raise ValueError(f'negative {n}')\n    return n",
        "args of exception",
    ),
    "lost context": (
        {"n": "int"},
        "def f(n):\n    try: return 10 // (n % 3)\n    except ZeroDivisionError: raise ValueError('zero')",
        "def f(n):\n    if n % 3 == 0: raise ValueError('zero')\n    return 10 // (n % 3)",
        "__context__",
    ),
    "NaN compares": (
        {"x": "float", "y": "float"},
        "def f(x, y):\n    return x < y",
        "def f(x, y):\n    return x < y or x != x or y != y",
        "Python gives False, Rust gives True",
    ),
    "lost sign of zero": (
        {"x": "float"},
        "def f(x):\n    return x * 0.0",
        "def f(x):\n    return abs(x * 0.0) if x == x and abs(x) < 1e300 else x * 0.0",
        "-0.0",
    ),
    "rare length": (
        {"items": "list[int]"},
        "def f(items):\n    return max(items, default=0)",
        "def f(items):\n    return 1 if len(items) == 7 else max(items, default=0)",
        "Rust gives 1",
    ),
    "lost order": (
        {"text": "str"},
        "def f(text):\n    return dict.fromkeys(text, 0)",
        "def f(text):\n    return dict.fromkeys(sorted(set(text)), 0)",
        "order",
    ),
    "mutates": (
        {"items": "list[int]"},
        "def f(items):\n    return sorted(items)",
        "def f(items):\n    items.sort()\n    return list(items)",
        "afterwards",
    ),
    "does not mutate": (
        {"items": "list[int]"},
        "def f(items):\n    items.append(1)\n    return None",
        "def f(items):\n    return None",
        "afterwards",
    ),
    "returns a copy": (
        {"items": "list[int]"},
        "def f(items):\n    return items",
        "def f(items):\n    return list(items)",
        "another object",
    ),
    "bool for int": (
        {"n": "int"},
        "def f(n):\n    return n > 0",
        "def f(n):\n    return int(n > 0)",
        "the bool",
    ),
    "wraps at 64 bits": (
        {"a": "int", "b": "int"},
        "def f(a, b):\n    return a * b",
        "def f(a, b):\n    return (a * b + 2**63) % 2**64 - 2**63",
        "Rust gives",
    ),
    "white space of Rust": (
        {"text": "str"},
        "def f(text):\n    return text.split()",
        "def f(text):\n    return text.replace('\\x1c', 'x').split()",
        "Rust gives",
    ),
    "shared result": (
        {"n": "int"},
        "def f(n):\n    return [0]",
        "ONE = [0]\ndef f(n):\n    return ONE",
        "same object",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_caught(name: str, target: Target, spec: Callable[..., Any]) -> None:
    types, python, wrong, said = DEFECTS[name]
    target.write(f"@ported\n{python}\n", wrong.replace("def f(", "@native('pkg.mod:f')\ndef f("))
    done = target.run("parity", [{"id": "pkg.mod:f", "spec": spec(**types)}], seed=3, cases=4000, seconds=40)
    result = done["results"]["pkg.mod:f"]
    assert result["status"] == "failed", (result, done["stderr"])
    assert result["mismatches"] == 1
    assert said in result["message"]
    assert said in result["counterexample"]["difference"]
    assert len(json.dumps(result["counterexample"]["args"])) < 40, "it was not made small"


@pytest.mark.parametrize("name", DEFECTS)
def test_the_right_native_passes(name: str, target: Target, spec: Callable[..., Any]) -> None:
    types, python, _, _ = DEFECTS[name]
    target.write(f"@ported\n{python}\n", python.replace("def f(", "@native('pkg.mod:f')\ndef f("))
    done = target.run("parity", [{"id": "pkg.mod:f", "spec": spec(**types)}], seed=5, cases=1000)
    result = done["results"]["pkg.mod:f"]
    assert result["status"] == "passed", (result, done["stderr"])
    assert result["cases"] >= 1000
    assert result["native"] >= result["cases"]
    assert done["again"]["pkg.mod:f"]["deterministic"] is True
    assert done["end"] is True
