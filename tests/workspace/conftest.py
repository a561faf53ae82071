"""A small git repository to stand in for a target."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "pyproject.toml": '[project]\nname = "demo"\nversion = "1.0"\nrequires-python = ">=3.8"\n',
    "src/demo/__init__.py": "",
    "src/demo/sums.py": "def add(a, b):\n    return a + b\n",
    "tests/test_sums.py": "from demo.sums import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n",
    ".gitignore": "*.log\n__pycache__/\n",
}


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    done = subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def make_repository(tmp_path: Path) -> Callable[..., Path]:
    def make(files: dict[str, str] | None = None, name: str = "target") -> Path:
        root = tmp_path / name
        root.mkdir()
        git(root, "init", "-q", "-b", "main")
        write(root, FILES if files is None else files)
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "start")
        return root

    return make


@pytest.fixture
def repository(make_repository: Callable[..., Path]) -> Path:
    return make_repository()
