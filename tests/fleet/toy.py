"""A target of a few functions: one that is worth porting, one that isn't pure, one too small to gain."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FILES = {
    "pyproject.toml": """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "toy"
version = "1.0"
requires-python = ">=3.11"

[tool.setuptools]
packages = ["toy"]
""",
    "corefleet.toml": """\
parity_cases = 600
cycle_cases = 300
parity_seconds = 4.0
speed_seconds = 0.3
""",
    "toy/__init__.py": '"""A toy."""\n',
    "toy/sums.py": '''\
"""Sums."""

import random


def digit_sum(number: int) -> int:
    """The sum of the decimal digits.

    >>> digit_sum(123)
    6
    """
    total = 0
    number = abs(number)
    while number:
        total += number % 10
        number //= 10
    return total


def digital_root(number: int) -> int:
    """The digit sum of the digit sum, until one digit is left."""
    while number > 9:
        number = digit_sum(number)
    return number


def roll() -> int:
    """Not pure."""
    return random.randint(1, 6)
''',
    "tests/test_sums.py": """\
import os

from toy.sums import digit_sum, digital_root, roll


def test_digit_sum():
    assert [digit_sum(n) for n in (0, 9, 10, 12345678901234, -55)] == [0, 9, 1, 55, 10]


def test_digital_root():
    assert [digital_root(n) for n in (0, 9, 10, 987654321, 12345678901234)] == [0, 9, 1, 9, 1]


def test_roll():
    assert 1 <= roll() <= 6


def test_digit_sum_leaves_no_trace():
    digit_sum(5)
    assert not os.path.exists("trace.txt")


def test_that_fails_before_anything():
    assert digit_sum(1) == 2
""",
}


def make_toy(folder: Path) -> Path:
    """The toy as a repository with one commit."""
    for name, text in FILES.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    commit(folder, "start")
    return folder


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=toy", "-c", "user.email=toy@localhost")
    done = subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, message: str) -> None:
    git(folder, "commit", "-q", "-m", message)


def corefleet(*words: str, cwd: Path) -> subprocess.Popen[str]:
    """The command, as a user would start it."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "fleet", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(*words: str, cwd: Path) -> str:
    """Runs the command to its end; what it answered."""
    child = corefleet(*words, cwd=cwd)
    out, err = child.communicate(timeout=1500)
    assert child.returncode == 0, f"{out}\n{err}"
    return out
