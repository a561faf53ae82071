"""What the names of a module are bound to."""

from __future__ import annotations

import ast

from agents.analyse.purity import study
from tests.analyse.sources import parsed

FILES = {
    "pkg/__init__.py": "",
    "pkg/a.py": """
import math
import os.path as osp
import re
from collections import OrderedDict as OD
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, NamedTuple

from . import b
from .b import thing as renamed

LIMIT = -3
NAMES: list[str] = ["a"]
WORD = re.compile("a+")
OTHER = math.pi
MADE = dict(a=1)
FIRST, SECOND = 1, (2, 3)
TABLE = {}
TABLE["a"] = 1
SEEN = []
TWICE = 1
TWICE = 2
COUNT = 0
FLAG = True
for step in range(3):
    pass

def add(x):
    SEEN.append(x)

def count():
    global COUNT
    COUNT += 1

@dataclass
class Point:
    x: int
    y: int = 0
    kind: ClassVar[str] = "p"

    def moved(self):
        return self

class Point3(Point):
    z: int = 0

class Pair(NamedTuple):
    a: int

class Colour(Enum):
    RED = 1

class Wrong(ValueError):
    pass
""",
    "pkg/b.py": "from pkg import a\n\ndef thing():\n    a.FLAG = False\n",
}
FACTS = study(parsed(FILES)).modules["pkg.a"]


def test_kinds_of_constants() -> None:
    kinds = {name: c.kind for name, c in FACTS.constants.items()}
    assert kinds == {
        "LIMIT": "literal",
        "NAMES": "container",
        "WORD": "regex",
        "OTHER": "alias",
        "MADE": "call",
        "FIRST": "literal",
        "SECOND": "container",
        "TABLE": "container",
        "SEEN": "container",
        "TWICE": "other",
        "COUNT": "literal",
        "FLAG": "literal",
        "step": "other",
    }


def test_what_changes_is_no_constant() -> None:
    assert {n for n, c in FACTS.constants.items() if not c.is_constant} == {
        "SEEN",
        "TWICE",
        "COUNT",
        "FLAG",
        "step",
    }
    assert {n for n, c in FACTS.constants.items() if c.built} == {"TABLE"}
    assert {n for n, c in FACTS.constants.items() if c.mutated} == {"SEEN"}


def test_values_have_their_nodes() -> None:
    texts = {n: ast.unparse(c.node) for n, c in FACTS.constants.items() if c.node is not None}
    assert texts["LIMIT"] == "-3"
    assert texts["SECOND"] == "(2, 3)"
    assert "TWICE" not in texts


def test_functions_and_imports() -> None:
    assert FACTS.functions == {"add": "pkg.a:add", "count": "pkg.a:count"}
    assert FACTS.imports == {
        "math": "math",
        "osp": "os.path",
        "re": "re",
        "OD": "collections.OrderedDict",
        "dataclass": "dataclasses.dataclass",
        "Enum": "enum.Enum",
        "ClassVar": "typing.ClassVar",
        "NamedTuple": "typing.NamedTuple",
        "b": "pkg.b",
        "renamed": "pkg.b.thing",
    }


def test_classes() -> None:
    kinds = {name: c.kind for name, c in FACTS.classes.items()}
    assert kinds == {
        "Point": "dataclass",
        "Point3": "dataclass",
        "Pair": "NamedTuple",
        "Colour": "Enum",
        "Wrong": "exception",
    }
    point = FACTS.classes["Point"]
    assert [f.name for f in point.fields] == ["x", "y"]
    assert point.subclasses == ("pkg.a:Point3",)
    assert FACTS.classes["Point3"].methods == {"moved": "pkg.a:Point.moved"}
    assert [f.name for f in FACTS.classes["Point3"].fields] == ["x", "y", "z"]
