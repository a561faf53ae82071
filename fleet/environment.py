"""Virtual environments of the target's worktrees, at `.corefleet/env/<name>`.

An editable install would import the main checkout, so each worktree has an environment of its own.
This is the only place where anything is downloaded.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.ports import Environment
from cores.suite_setup import arguments_for_pytest
from fleet import process
from fleet.errors import UserError
from fleet.git import CommitFiles, Git
from fleet.installing import Installer
from fleet.interpreters import Interpreter, choose
from fleet.layout import TargetFiles, read_target
from fleet.programs import program
from fleet.sandbox import SetupSandbox
from fleet.workspace import FOLDER

#: Grows when environments are made in another way, so that old ones are made again.
FORMAT = 1

#: Files on which an installation depends, by ending or name.
DEPENDED = ("pyproject.toml", "setup.py", "setup.cfg", "tox.ini", "MANIFEST.in", "requirements")
COMPILED = (".c", ".cc", ".cpp", ".h", ".hpp", ".pyx", ".pxd", ".pxi", ".rs", "Cargo.toml", "Cargo.lock")


@dataclass(frozen=True)
class EnvironmentBuilder:
    """Makes the environments of one target."""

    root: Path
    sandbox: SetupSandbox
    #: Interpreter by path or version; empty = the one that runs the tool.
    python: str = ""
    #: Configured command for the tests, as one line; empty = found.
    test_command: str = ""
    #: Extra patterns of files that are no cores.
    exclude: tuple[str, ...] = ()

    def prepare(self, name: str, worktree: Path) -> Environment:
        """The environment of a worktree, made anew only when what it depends on has changed."""
        target = self.target(worktree)
        interpreter = choose(self.python, target.layout.main.requires_python)
        folder = self.root / FOLDER / "env" / name
        key = self._key(worktree, interpreter)
        stamp = _read_stamp(folder)
        if stamp.get("key") != key or not _all_there(worktree, stamp.get("generated", ())):
            stamp = self._make(folder, worktree, target, interpreter, key)
        python = folder / "bin" / "python"
        return Environment(folder, python, tuple(stamp["problems"]), self._tests(python, target))

    def generated(self, name: str) -> Sequence[str]:
        """What the installation left in the worktree, such as `_version.py` or compiled modules."""
        found: list[str] = _read_stamp(self.root / FOLDER / "env" / name).get("generated", [])
        return found

    def target(self, worktree: Path) -> TargetFiles:
        """Tracked files and layout of a worktree, as they are committed."""
        files = CommitFiles(Git(worktree), "HEAD")
        return read_target(sorted(files.blobs), files.read, self.root.name, self.exclude)

    def _make(
        self, folder: Path, worktree: Path, target: TargetFiles, interpreter: Interpreter, key: str
    ) -> dict[str, Any]:
        if folder.exists():
            shutil.rmtree(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _make_empty(folder, interpreter)
        before = set(_untracked(worktree))
        problems = Installer(folder, worktree, target, self.sandbox).install()
        generated = [path for path in _untracked(worktree) if path not in before]
        stamp = {"key": key, "problems": problems, "generated": generated}
        (folder / "corefleet.json").write_text(json.dumps(stamp))
        return {"problems": problems, "generated": generated}

    def _key(self, worktree: Path, interpreter: Interpreter) -> str:
        """Hash of everything that an installation depends on."""
        blobs = Git(worktree).blob_ids("HEAD")
        rows = [f"{path} {blob}" for path, blob in sorted(blobs.items()) if _is_depended(path)]
        about = [
            str(FORMAT),
            str(interpreter.path),
            interpreter.name,
            str(worktree),
            str(self.sandbox.isolated),
        ]
        return hashlib.sha256("\n".join([*about, *rows]).encode()).hexdigest()

    def _tests(self, python: Path, target: TargetFiles) -> tuple[str, ...]:
        """The command that runs the target's tests; empty without tests."""
        if self.test_command:
            first, *rest = shlex.split(self.test_command)
            own = python.parent / first
            return (str(own) if own.exists() else first, *rest)
        found = arguments_for_pytest(target.paths)
        return (str(python), "-m", "pytest", *found) if found is not None else ()


def doctest_folders(target: TargetFiles) -> list[str]:
    """Top-level packages and modules (as paths) whose docstrings have examples."""
    found = set()
    for path in target.paths:
        place = target.layout.module_of(path)
        if place and b">>> " in target.read(path):
            base = f"{place.source_root}/" if place.source_root else ""
            single = path == f"{base}{place.package}.py"
            found.add(path if single else base + place.package)
    return sorted(found)


def _make_empty(folder: Path, interpreter: Interpreter) -> None:
    command = [
        program("uv"),
        "venv",
        "--quiet",
        "--no-project",
        "--no-config",
        "--python",
        str(interpreter.path),
    ]
    env = process.environment("base", "home", extra={"UV_PYTHON_DOWNLOADS": "never"})
    done = process.run([*command, str(folder)], cwd=folder.parent, env=env, seconds=120)
    if not done.ok:
        raise UserError(
            "environment-failed",
            f"No environment could be made: {done.stderr.strip()[-1000:]}",
            "Check uv venv.",
        )


def _untracked(worktree: Path) -> list[str]:
    """Untracked files of a worktree, ignored ones included; a whole folder counts as one."""
    done = Git(worktree)("ls-files", "--others", "--directory", "--no-empty-directory", "-z")
    return [path for path in done.split("\0") if path and "__pycache__" not in path]


def _all_there(worktree: Path, paths: Sequence[str]) -> bool:
    return all((worktree / path).exists() for path in paths)


def _read_stamp(folder: Path) -> dict[str, Any]:
    """What is known of an environment; nothing when it wasn't finished."""
    try:
        stamp: dict[str, Any] = json.loads((folder / "corefleet.json").read_text())
    except (OSError, ValueError):
        return {}
    return stamp if (folder / "bin" / "python").exists() else {}


def _is_depended(path: str) -> bool:
    name = path.rpartition("/")[2]
    if path.startswith("rust_core/"):
        return False
    return name.startswith(DEPENDED) or path.endswith(COMPILED) or "requirements" in path
