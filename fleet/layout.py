"""Reads the files that the layout of a target depends on; the rules are in cores/layout.py."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cores.layout import Layout, make_layout, packaging_folders
from cores.packaging import Packaging, read_packaging

#: Reads a tracked file.
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class TargetFiles:
    """The tracked files of a target with its layout."""

    paths: tuple[str, ...]
    layout: Layout
    #: Folder -> what its packaging files say.
    packaging: Mapping[str, Packaging]
    read: Read

    def text(self, path: str) -> str:
        """A tracked file as text; empty when there is none."""
        return self.read(path).decode("utf-8", "replace") if path in self.paths else ""

    @property
    def pyproject(self) -> Mapping[str, Any]:
        return _toml(self.text("pyproject.toml"))


def read_target(paths: Sequence[str], read: Read, name: str, exclude: Sequence[str] = ()) -> TargetFiles:
    """The layout of the target with these tracked files; `name` is that of its folder."""
    known = set(paths)

    def text(path: str) -> str:
        return read(path).decode("utf-8", "replace") if path in known else ""

    packaging = {
        folder: read_packaging(
            _toml(text(_in(folder, "pyproject.toml"))),
            text(_in(folder, "setup.cfg")),
            text(_in(folder, "setup.py")),
        )
        for folder in packaging_folders(paths)
    }
    return TargetFiles(tuple(paths), make_layout(paths, packaging, name, exclude), packaging, read)


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _toml(text: str) -> Mapping[str, Any]:
    """A broken file says nothing; the installer will complain about it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}
