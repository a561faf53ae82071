"""A module that its build takes alone works as before where the decorator did not come along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agents.install.decorate import decorate
from tests.install.conftest import write

SOURCE = b"from zlib import error\n\n\ndef f(x):\n    return x + 1\n"
WORKS = """
import one
from one import *
assert one.f(1) == f(1) == 2 and one.f.__module__ == "one"
import zlib
assert one.error is zlib.error
assert [n for n in dir() if "ported" in n] == [], dir()
assert [n for n in dir(one) if "error" in n] == ["error"], dir(one)
"""


def run(folder: Path, support: bytes | None, code: str = WORKS) -> subprocess.CompletedProcess[str]:
    """Runs code beside the decorated module, and the module with the decorator if there is one."""
    done = decorate(SOURCE, ["f"], "_one_ported", guarded=True)
    files = {"one.py": done.source}
    write(folder, files if support is None else {**files, "_one_ported.py": support})
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"]
    return subprocess.run(command, capture_output=True, text=True)


def test_without_the_decorator_python_answers(tmp_path: Path) -> None:
    ran = run(tmp_path, None)
    assert ran.returncode == 0, ran.stderr


def test_with_the_decorator_it_is_used(tmp_path: Path) -> None:
    support = b"seen = []\ndef ported(function):\n    seen.append(function)\n    return function\n"
    ran = run(tmp_path, support, f"{WORKS}\nfrom _one_ported import seen\nassert seen == [f]\n")
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("support", "error"),
    [
        ("raise ImportError('the native extension is required')", "ImportError: the native extension"),
        ("import _one_bindings", "ModuleNotFoundError: No module named '_one_bindings'"),
        ("nothing = 1", "ImportError: cannot import name 'ported'"),
        ("raise ValueError('odd')", "ValueError: odd"),
    ],
)
def test_what_goes_wrong_in_the_decorators_module_surfaces(support: str, error: str, tmp_path: Path) -> None:
    ran = run(tmp_path, support.encode())
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith(error)
