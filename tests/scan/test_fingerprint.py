"""Fingerprints: what counts, and what doesn't."""

from __future__ import annotations

import ast
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores import fingerprint
from cores.fingerprint import TOP, closures, components, module_print, symbol_prints

SAMPLE = textwrap.dedent(
    '''
    """Module."""
    import math
    from os import path as p

    LIMIT = 3

    @math.cache
    def area(w: float, h: float = 1.0, *args, key=None, **rest) -> float:
        """Doc."""
        total = w * h  # note
        if total > LIMIT and not key:
            return f"{total:>{h}}" "x" f"{w!r}"
        for i in range(3):
            total += i
        else:
            pass
        return [x async for x in y] if 0 else (lambda q: q)(total)

    class Box(dict):
        """Doc."""
        size: int = 0

        @property
        def width(self):
            return self.size

        @width.setter
        def width(self, value):
            self.size = value
    '''
)


def prints(source: str) -> tuple[str, dict[str, str]]:
    tree = ast.parse(source)
    return module_print(tree), symbol_prints(tree)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.replace("# note", "# another note"),
        lambda s: s.replace("\n    total", "\n\n    total"),
        lambda s: s.replace('"""Doc."""', '"""Other."""'),
        lambda s: s.replace("w * h", "(w\n * h)"),
        lambda s: s.replace('"x"', "'x'"),
        ast.unparse,
    ],
)
def test_layout_comments_and_docstrings_do_not_count(change) -> None:  # type: ignore[no-untyped-def]
    changed = change(ast.parse(SAMPLE)) if change is ast.unparse else change(SAMPLE)
    assert changed != SAMPLE
    assert prints(changed) == prints(SAMPLE)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("w * h", "h * w", {"area"}),
        ("1.0", "1", {"area"}),
        ("LIMIT = 3", "LIMIT = True", {"LIMIT"}),
        ("return self.size", "return self.size + 1", {"Box", "Box.width"}),
        ("self.size = value", "self.size = -value", {"Box", "Box.width.setter"}),
        ("size: int = 0", "size: int = 1", {"Box", "Box.size"}),
        ("path as p", "sep as p", {"p"}),
        ("@math.cache", "@math.lru_cache", {"area"}),
        ("key=None", "key=0", {"area"}),
        ("and not key", "or not key", {"area"}),
        ("!r", "!s", {"area"}),
    ],
)
def test_what_changes(old: str, new: str, names: set[str]) -> None:
    before, after = prints(SAMPLE), prints(SAMPLE.replace(old, new))
    assert before[0] != after[0]
    assert {name for name in before[1] if before[1][name] != after[1].get(name)} - {TOP} == names


WORDS = st.sampled_from(
    ["a", "b", "x + 1", "f(a)", "[a, b]", "'text'", "1", "1.0", "True", "None", "b'1'", "-a"]
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.integers(0, 3))
def test_any_program_survives_comments_and_blank_lines(parts: list[tuple[str, str]], blank: int) -> None:
    lines = [f"v{i} = {a} if {b} else 0" for i, (a, b) in enumerate(parts)]
    spaced = ("\n" * (blank + 1)).join(f"{line}  # {i}" for i, line in enumerate(lines))
    assert prints("\n".join(lines)) == prints(spaced)


@given(WORDS, WORDS)
def test_different_expressions_differ(left: str, right: str) -> None:
    assert (prints(f"x = {left}")[0] == prints(f"x = {right}")[0]) == (left == right)


def test_redefinitions_share_one_fingerprint() -> None:
    one = symbol_prints(ast.parse("def f(): return 1\n"))
    two = symbol_prints(ast.parse("def f(): return 1\ndef f(): return 2\n"))
    assert one["f"] != two["f"]


def test_deep_trees_do_not_overflow() -> None:
    tree = ast.parse("x = " + " + ".join(["1"] * 900))
    assert module_print(tree)


def test_closures_follow_needs_and_cycles() -> None:
    def close(**prints: str) -> dict[str, str]:
        return closures(prints, {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": [], "e": ["d"]})

    base = close(a="1", b="2", c="3", d="4", e="5")
    changed = close(a="1", b="2", c="3x", d="4", e="5")
    assert {n for n in base if base[n] != changed[n]} == {"a", "b", "c"}
    leaf = close(a="1", b="2", c="3", d="4x", e="5")
    assert {n for n in base if base[n] != leaf[n]} == set(base)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4)))
def test_components_come_after_what_they_need(graph: dict[str, list[str]]) -> None:
    seen: set[str] = set()
    for group in components(graph):
        for name in group:
            assert all(n in seen or n in group or n not in graph for n in graph[name])
        seen.update(group)
    assert seen == set(graph)


def _others() -> list[str]:
    """Other interpreters at hand that have a fingerprint to compare."""
    found = [Path.home().glob(".pyenv/versions/*/bin/python3.1?"), Path("/usr/bin").glob("python3.1?")]
    names = ["python3.11", "python3.12", "python3.13", "python3.14", *(str(p) for g in found for p in g)]
    return [n for n in names if _runs(n)]


def _runs(name: str) -> bool:
    try:
        done = subprocess.run([name, "-c", "import ast"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def test_all_interpreters_agree(tmp_path: Path) -> None:
    code = textwrap.dedent(
        """
        import ast, sys, importlib.util
        spec = importlib.util.spec_from_file_location("fingerprint", sys.argv[1])
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        tree = ast.parse(open(sys.argv[2]).read())
        print(module.module_print(tree), sorted(module.symbol_prints(tree).items()))
        """
    )
    sample = tmp_path / "sample.py"
    sample.write_text(SAMPLE + 'EMPTY = f"" f"{LIMIT:}" f"{LIMIT=}" f"a{LIMIT}b" "c" f"{LIMIT:{LIMIT}}"\n')
    seen = set()
    for name in {sys.executable, *_others()}:
        argv = [name, "-c", code, str(fingerprint.__file__), str(sample)]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=True)
        seen.add(done.stdout)
    assert len(seen) == 1
