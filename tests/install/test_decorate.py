"""`@ported` goes on and comes off without touching another byte."""

from __future__ import annotations

import ast
import random
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.install.decorate import CannotEdit, decorate, functions_of, undecorate

SUPPORT = "pkg._ported"


def both_ways(source: bytes, names: list[str], is_package: bool = False, guarded: bool = False) -> bytes:
    """Decorated, having checked that it is idempotent and undone exactly."""
    done = decorate(source, names, SUPPORT, is_package=is_package, guarded=guarded)
    assert done.refused == {}
    assert sorted(done.names) == sorted(names)
    again = decorate(done.source, names, SUPPORT, is_package=is_package, guarded=guarded)
    assert again.source == done.source
    other = decorate(done.source, names, SUPPORT, is_package=is_package, guarded=not guarded)
    assert other.source == decorate(source, names, SUPPORT, is_package=is_package, guarded=not guarded).source
    assert undecorate(done.source, SUPPORT, is_package=is_package) == source
    return done.source


def first_line(text: bytes, start: bytes) -> int:
    return next(n for n, line in enumerate(text.splitlines()) if line.startswith(start))


CASES: dict[str, tuple[bytes, list[str]]] = {
    "docstring": (b'"""Doc.\n\nMore.\n"""\n\n\ndef f(x):\n    return x\n', ["f"]),
    "future": (b'"""Doc."""\n\nfrom __future__ import annotations\n\nX = 1\n\n\ndef f():\n    pass\n', ["f"]),
    "imports": (
        b"import os\nimport sys\n\nimport pytest\n\nfrom . import x\n\n\ndef f():\n    pass\n",
        ["f"],
    ),
    "own_package": (
        b"import os\n\nfrom pkg.abc import x\nfrom pkg.zoo import y\n\n\ndef f():\n    pass\n",
        ["f"],
    ),
    "own_before": (
        b"import os\n\nimport pkg\nfrom pkg._a import x\nfrom pkg._z import y\n\n\ndef f():\n    pass\n",
        ["f"],
    ),
    "nothing": (b"def f():\n    pass\n", ["f"]),
    "licence": (b"#!/usr/bin/env python\n# Licence.\n# More.\n\n# about f\ndef f():\n    pass\n", ["f"]),
    "comment_of_code": (b"#!/usr/bin/env python\n# about f\ndef f():\n    pass\n", ["f"]),
    "cookie": ("# -*- coding: latin-1 -*-\ndef f():\n    return 'é'\n".encode("latin-1"), ["f"]),
    "bom": ("\ufeffimport os\n\ndef f():\n    return 'é'\n".encode(), ["f"]),
    "crlf": (b'"""Doc."""\r\nimport os\r\n\r\ndef f():\r\n\treturn 1\r\n', ["f"]),
    "cr": (b'"""Doc."""\rimport os\r\rdef f():\r\treturn 1\r', ["f"]),
    "tabs": (b"class A:\n\tdef f(self):\n\t\treturn 1\n", ["A.f"]),
    "no_end": (b"import os\ndef f(x): return x", ["f"]),
    "form_feed": (b"import os\n\x0c\ndef f():\n    pass\n\x0cdef g():\n    pass\n", ["f", "g"]),
    "odd_separators": (
        '"""a\x1cb\x85c\u2028d"""\nX = "\x0b"\n\n\ndef f():\n    pass\n'.encode(),
        ["f"],
    ),
    "all": (b'__all__ = ["f"]\n\nimport os\n\n\ndef f():\n    pass\n', ["f"]),
    "computed_all": (b"__all__ = [n for n in dir() if n[0] != '_']\n\n\ndef f():\n    pass\n", ["f"]),
    "name_taken": (b'__all__ = ["f"]\n\nported = 1\n_ported = 2\n\n\ndef f():\n    pass\n', ["f"]),
    "star": (b'from os import *\n\n__all__ = ["f"]\n\n\ndef f():\n    pass\n', ["f"]),
    "semicolons": (b'"""Doc."""; import os; X = (1,\n    2)\ndef f():\n    pass\n', ["f"]),
    "type_checking": (
        b"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import os\n\n\ndef f():\n    pass\n",
        ["f"],
    ),
    "type_checking_first": (
        b"TYPE_CHECKING = 0\nif TYPE_CHECKING:\n    import os\n\n\ndef f():\n    pass\n",
        ["f"],
    ),
    "conditional": (
        b"try:\n    import x\nexcept ImportError:\n    def f():\n        return 1\n"
        b"else:\n    def g():\n        pass\n"
        b"if 1:\n    class A:\n        if 2:\n            def h(self): return 3\n",
        ["f", "g", "A.h"],
    ),
    "decorated": (
        b"import functools\n\n\n@functools.cache\n# why\ndef f(x):\n    return x\n\n\n"
        b"class A:\n    @staticmethod\n    def g(): return 1\n",
        ["f", "A.g"],
    ),
    "overload": (
        b"from typing import overload\n\n\n@overload\ndef f(x: int) -> int: ...\n"
        b"@overload\ndef f(x: str) -> str: ...\ndef f(x):\n    return x\n",
        ["f"],
    ),
    "continued": (b"import os\n\\\ndef f():\n    pass\n", ["f"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_module_with(case: str, golden: Callable[[str, str], None]) -> None:
    source, names = CASES[case]
    encoding = "latin-1" if case == "cookie" else "utf-8"
    golden(f"decorate_{case}.txt", both_ways(source, names).decode(encoding))


@pytest.mark.parametrize("case", CASES)
def test_a_guarded_module_with(case: str, golden: Callable[[str, str], None]) -> None:
    source, names = CASES[case]
    encoding = "latin-1" if case == "cookie" else "utf-8"
    golden(f"guarded_{case}.txt", both_ways(source, names, guarded=True).decode(encoding))


def test_a_guard_takes_no_name_of_the_module() -> None:
    text = both_ways(b"_ported_error = 1\n\n\ndef f():\n    pass\n", ["f"], guarded=True)
    assert b"as _ported_:" not in text
    assert b"@_ported_\ndef f" in text


def test_a_guard_that_somebody_edited_stays() -> None:
    text = decorate(b"def f():\n    pass\n", ["f"], SUPPORT, guarded=True).source
    edited = text.replace(b"        raise\n", b"        print()\n        raise\n")
    assert undecorate(edited, SUPPORT) == edited


def test_a_guard_with_other_comments_and_blank_lines_comes_off() -> None:
    text = decorate(b"X = 1\n\n\ndef f():\n    pass\n", ["f"], SUPPORT, guarded=True).source
    spaced = text.replace(b"        raise\n", b"        raise  # really\n\n\n")
    assert b"# really" in spaced
    assert undecorate(spaced, SUPPORT).lstrip() == b"X = 1\n\n\ndef f():\n    pass\n"


def test_the_package_itself_keeps_its_submodule() -> None:
    assert b"ported as _ported_" in both_ways(b"def f():\n    pass\n", ["f"], is_package=True)


def test_exactly_the_named_functions_are_decorated_afterwards() -> None:
    source = b"def f():\n    pass\n\n\ndef g():\n    pass\n"
    first = decorate(source, ["f"], SUPPORT)
    assert decorate(first.source, ["g"], SUPPORT).source == decorate(source, ["g"], SUPPORT).source
    assert decorate(first.source, [], SUPPORT).source == source


@pytest.mark.parametrize(
    ("source", "name", "code"),
    [
        (b"def f(): pass\ndef f(): pass\n", "f", "defined-twice"),
        (b"if x:\n    def f(): pass\nelse:\n    def f(): pass\n", "f", "defined-twice"),
        (b"async def f(): pass\n", "f", "async"),
        (b"def g():\n    def f(): pass\n", "f", "not-found"),
        (b"for x in y:\n    def f(): pass\n", "f", "not-found"),
        (b"f = lambda: 1\n", "f", "not-found"),
        (b"def f(:\n", "f", "syntax"),
        (b"\x00", "f", "syntax"),
    ],
)
def test_refusals(source: bytes, name: str, code: str) -> None:
    done = decorate(source, [name], SUPPORT, path="pkg/m.py")
    assert done.source == source
    assert done.names == ()
    assert done.refused[name].code == code


def test_one_refusal_does_not_keep_the_others() -> None:
    done = decorate(b"def f(): pass\nasync def g(): pass\n", ["f", "g"], SUPPORT)
    assert done.names == ("f",)
    assert list(done.refused) == ["g"]


def test_an_import_that_somebody_moved_still_comes_off() -> None:
    text = b"import os\nX = 1\nfrom pkg._ported import ported\n@ported\ndef f():\n    pass\n"
    assert undecorate(text, SUPPORT) == b"import os\nX = 1\ndef f():\n    pass\n"


def test_somebody_elses_decorator_of_that_name_stays() -> None:
    text = b"from other import ported\n\n\n@ported\ndef f():\n    pass\n"
    assert undecorate(text, SUPPORT) == text
    assert b"@ported\n@_ported\ndef f" in both_ways(text, ["f"])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "import os",
                    "import zlib",
                    "from . import a",
                    "from pkg import b",
                    "from pkg.zz import c",
                    "import pkg.a",
                ),
                *(
                    "",
                    "",
                    "\x0c",
                    "# comment",
                    "X = 1",
                    "'''doc'''",
                    "__all__ = ['f']",
                    "if X: import y",
                    "Y = '''",
                    "'''",
                ),
                *(
                    "from __future__ import annotations",
                    "@dec",
                    "def f(): pass",
                    "def g(): return 1",
                    "class A: x = 1",
                ),
                *(
                    "#!/bin/python",
                    "# coding: utf-8",
                    "from x import (a,",
                    "b)",
                    "import a; import b",
                    "ported = 3",
                ),
            ]
        ),
        max_size=14,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_whatever_stands_around_a_function_comes_back(
    lines: list[str], end: str, final: bool, guarded: bool, random: random.Random
) -> None:
    source = (end.join(lines) + (end if final else "")).encode()
    try:
        names = [name for name in functions_of(source) if random.random() < 0.7]
    except CannotEdit:
        return
    done = decorate(source, names, SUPPORT, guarded=guarded)
    if not done.refused:
        assert undecorate(done.source, SUPPORT) == source
        assert decorate(done.source, names, SUPPORT, guarded=guarded).source == done.source
    assert set(done.names) | set(done.refused) == set(names)


LIBRARY = sorted(
    path for path in Path(sysconfig.get_paths()["stdlib"]).glob("*.py") if path.stat().st_size < 60_000
)[::3]


@pytest.mark.parametrize("chunk", range(8))
def test_modules_of_the_standard_library(chunk: int) -> None:
    for path in LIBRARY[chunk::8]:
        source = path.read_bytes()
        names = sorted(functions_of(source))
        if names:
            for guarded in (False, True):
                tree = ast.parse(both_ways(source, names, guarded=guarded))
                assert sum(isinstance(n, ast.ImportFrom) and n.module == SUPPORT for n in ast.walk(tree)) == 1
