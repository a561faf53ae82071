"""A small project with tests of its own, watched while they run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agents.evidence.capture import merged, prepare, written

SHOP = """
from typing import NamedTuple

class Line(NamedTuple):
    name: str
    price: float

class Cart:
    __slots__ = ("lines",)
    def __init__(self, lines):
        self.lines = lines
    def total(self):
        return sum(line.price for line in self.lines)
    @staticmethod
    def fee(n):
        return n * 2

def add(a, b=1, *rest, k=0, **more):
    return a + b + k + sum(rest)

def fails(x):
    if x < 0:
        raise ValueError(x)

def mutates(items, n):
    items.append(n)
    return items

def closure(n, k):
    def inner(x):
        return x + n + k
    return inner(1)

def countdown(n):
    return 0 if n == 0 else 1 + countdown(n - 1)

def passes(x):
    try:
        return fails(x)
    except ValueError:
        return "caught"
"""

TESTS = """
import pytest, threading
from shop.cart import *

def test_add():
    for i in range(3000):
        add(i, 2)
    add(1.5)
    add(1, 2, 3, k=4, z=5)

def test_objects():
    assert Cart([Line("a", 1.0)]).total() == 1.0
    assert Cart.fee(2) == 4

def test_raising():
    fails(1)
    with pytest.raises(ValueError):
        fails(-1)
    assert passes(-2) == "caught"

def test_rest():
    mutates([1], 2)
    assert closure(1, 2) == 4
    assert countdown(50) == 50

class Odd:
    def __repr__(self): raise SystemExit
    def __eq__(self, other): raise SystemExit
    def __hash__(self): raise SystemExit
    def __getattribute__(self, name): raise SystemExit

def test_hostile_objects():
    mutates([], Odd())

def test_threads():
    thread = threading.Thread(target=countdown, args=(7,))
    thread.start()
    thread.join()

def test_that_fails():
    assert False
"""

SYMBOLS = [
    f"shop.cart:{name}"
    for name in [
        "add",
        "fails",
        "mutates",
        "closure",
        "countdown",
        "passes",
        "Cart.total",
        "Cart.fee",
        "Cart.__init__",
        "nothing",
    ]
]
SITE = str(Path(pytest.__file__).parents[1])


def interpreters() -> list[str]:
    """This one, and others of pyenv."""
    found = sorted(Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python"))
    return [sys.executable, *map(str, found)]


class Project:
    """The project in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "shop").mkdir()
        (folder / "shop" / "__init__.py").touch()
        (folder / "shop" / "cart.py").write_text(SHOP)
        (folder / "tests").mkdir()
        (folder / "tests" / "test_shop.py").write_text(TESTS)

    def run(
        self, python: str, *arguments: str, watched: bool = True, budget: float = 60.0
    ) -> tuple[str, dict[str, Any]]:
        """Output of pytest, and what was captured."""
        sampling = prepare(self.folder / "sampling", SYMBOLS, budget)
        options = sampling.arguments if watched else ("-p", "no:cacheprovider")
        paths = [sampling.env["PYTHONPATH"], str(self.folder), SITE]
        env = {**os.environ, **(sampling.env if watched else {}), "PYTHONPATH": os.pathsep.join(paths)}
        env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        command = [python, "-m", "pytest", "-q", "--tb=no", *options, *arguments, "tests"]
        done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=120)
        return done.stdout + done.stderr, merged(written(sampling.folder))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(params=interpreters(), ids=lambda path: Path(path).parents[1].name)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)
