"""Closures say what a verdict depends on; groups say what must be analysed again."""

from __future__ import annotations

import pytest

from agents.analyse import incremental
from agents.analyse.incremental import analyse_changed, groups
from agents.analyse.purity import analyse
from tests.analyse.sources import parsed

FILES = {
    "pkg/__init__.py": "",
    "pkg/a.py": "from pkg.b import helper, LIMIT, Box\n\n"
    "def f(x):\n    return helper(x) + LIMIT\n\n"
    "def g(x):\n    return x\n\n"
    "def h(x):\n    return Box(x).size()\n",
    "pkg/b.py": "STEP = 1\nLIMIT = STEP + 1\nTABLE = {}\nfor i in range(3):\n    TABLE[i] = i\n\n"
    "def helper(x):\n    return inner(x)\n\n"
    "def inner(x):\n    return x * 2\n\n"
    "def table(x):\n    return TABLE[x]\n\n"
    "class Box:\n    def __init__(self, x):\n        self.x = x\n\n"
    "    def size(self):\n        return self.x\n",
    "other.py": "def o(x):\n    return x\n",
}


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        ("pkg/b.py", "x * 2", "x * 3", {"pkg.b:inner", "pkg.b:helper", "pkg.a:f"}),
        ("pkg/b.py", "STEP = 1", "STEP = 2", {"pkg.a:f", "pkg.b:table"}),
        ("pkg/b.py", "range(3)", "range(4)", {"pkg.b:table"}),
        ("pkg/b.py", "return self.x", "return -self.x", {"pkg.b:Box.__init__", "pkg.b:Box.size", "pkg.a:h"}),
        ("pkg/a.py", "    return x\n", "    return x + 1\n", {"pkg.a:g"}),
        ("pkg/a.py", "    return x\n", "    # why\n    return x\n", set()),
        ("other.py", "return x", "return x + 1", {"other:o"}),
    ],
)
def test_a_change_reaches_what_depends_on_it(path: str, old: str, new: str, changed: set[str]) -> None:
    before = analyse(parsed(FILES))
    after = analyse(parsed(FILES | {path: FILES[path].replace(old, new)}))
    assert {name for name in before if before[name].closure != after[name].closure} == changed


def test_groups_follow_imports() -> None:
    assert sorted(g.modules for g in groups(parsed(FILES))) == [("other",), ("pkg", "pkg.a", "pkg.b")]


def test_only_changed_groups_are_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = analyse_changed(parsed(FILES), {})
    looked_at: list[set[str]] = []
    real = incremental.analyse

    def counted(modules, types, progress):  # type: ignore[no-untyped-def]
        looked_at.append(set(modules))
        return real(modules, types, progress)

    monkeypatch.setattr(incremental, "analyse", counted)
    assert analyse_changed(parsed(FILES), first) == first
    assert looked_at == []
    second = analyse_changed(parsed(FILES | {"other.py": "def o(x):\n    print(x)\n"}), first)
    assert looked_at == [{"other"}]
    flat = {name: symbol for symbols in second.values() for name, symbol in symbols.items()}
    assert not flat["other:o"].pure
    assert flat["pkg.a:f"].pure


def test_groups_give_the_same_verdicts_as_the_whole() -> None:
    whole = analyse(parsed(FILES))
    parts = analyse_changed(parsed(FILES), {})
    assert {n: s for symbols in parts.values() for n, s in symbols.items()} == whole
