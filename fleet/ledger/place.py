"""Where the ledger of a target lies: in the git common directory, out of reach of `git clean`.

The folder is found by looking, not by asking git: starting git would take a reading command longer
than reading the ledger does.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from fleet.errors import UserError

FOLDER = "corefleet"
FILE = "ledger.sqlite"


class Place(NamedTuple):
    """A target and its ledger."""

    #: Top folder of the work tree that the path lies in.
    root: Path
    #: The git directory that all work trees of the repository share.
    common: Path

    @property
    def folder(self) -> Path:
        """What corefleet keeps beside git's own files."""
        return self.common / FOLDER

    @property
    def ledger(self) -> Path:
        return self.folder / FILE


def find_place(path: Path) -> Place:
    """The repository around a path, as git would find it."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the user's symbolic links
    if not start.exists():
        raise UserError("no-such-path", f"There is no folder {start}.", "Check the spelling of the path.")
    for folder in (start, *start.parents):
        common = _common_dir(folder / ".git")
        if common is not None:
            return Place(folder, common)
    raise UserError(
        "not-a-git-repository",
        f"{start} is not inside a git repository.",
        "corefleet works on commits: run `git init` and commit the code first.",
    )


def _common_dir(marker: Path) -> Path | None:
    """The common directory behind a `.git` folder or file; None where there is no repository."""
    git = marker if marker.is_dir() else _pointed_to(marker, "gitdir: ")
    if git is None or not (git / "HEAD").is_file():
        return None
    return _pointed_to(git / "commondir", "") or git


def _pointed_to(file: Path, prefix: str) -> Path | None:
    """The folder that a small text file names, relative to the file's own folder."""
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if not text.startswith(prefix):
        return None
    return Path(os.path.normpath(file.parent / text[len(prefix) :]))
