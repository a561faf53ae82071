"""Facts of a target, and the tool's own files that are copied into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from agents.records import ModuleInfo
from cores.naming import distribution_name, extension_name, support_name
from cores.packaging import normalised

#: Where the crate lies; the name is part of the design.
CRATE = "rust_core"
#: The native wheel of a target that does not say its own version.
FIRST_VERSION = "0.1.0"


@dataclass(frozen=True)
class Target:
    """What the installation depends on, besides the ports."""

    #: As in the target's packaging: `My.Fancy-Lib`.
    distribution: str
    #: Minor versions of Python on which the ports are proven: `("3.11",)`.
    python_versions: tuple[str, ...]
    #: Version of the native wheel.
    version: str = FIRST_VERSION
    policy: str = "fallback"

    @property
    def extension(self) -> str:
        """The extension module: `_my_fancy_lib_native`."""
        return extension_name(self.distribution)

    @property
    def wheel(self) -> str:
        """The distribution that holds the extension: `my-fancy-lib-native`."""
        return f"{normalised(self.distribution).strip('-') or 'target'}-native"

    @property
    def crate(self) -> str:
        """The wheel's name as cargo takes it, which allows no digit in front."""
        return f"n{self.wheel}" if self.wheel[0].isdigit() else self.wheel

    @property
    def oldest_python(self) -> str:
        """The oldest minor version on which the ports are proven."""
        return min(self.python_versions, key=minor)


def minor(version: str) -> tuple[int, ...]:
    """`3.11` as numbers, for the order."""
    return tuple(int(part) for part in version.split("."))


@dataclass(frozen=True)
class Resources:
    """Files of the tool that a target gets a copy of."""

    #: agents/shipped/ported.py.
    ported: str
    #: Everything below rust_core/runtime, by path relative to it.
    runtime: Mapping[str, str]
    #: This repository's own rust_core/Cargo.lock: versions and checksums of the dependencies.
    lock: str


@dataclass(frozen=True, order=True)
class Support:
    """The pair of `_ported.py` and `_bindings.py` that serves a package, or a folder of single modules."""

    #: Name under which modules import the decorator: `pkg._ported`.
    module: str
    #: Folder that both files lie in, relative to the target; "" = its root.
    folder: str

    @property
    def ported_path(self) -> str:
        return self._path(self._stem)

    @property
    def bindings_path(self) -> str:
        return self._path(f"{self._stem.removesuffix('ported')}bindings")

    @property
    def bindings_module(self) -> str:
        return f"{self.module.removesuffix('ported')}bindings"

    @property
    def _stem(self) -> str:
        return self.module.rpartition(".")[2]

    def _path(self, stem: str) -> str:
        return f"{self.folder}/{stem}.py" if self.folder else f"{stem}.py"


def support_of(module: ModuleInfo, paths: Collection[str], distribution: str) -> Support:
    """The pair that serves a module.

    It lies in the outermost package with an `__init__.py`, since a namespace package belongs to several
    distributions; where there is none, beside the module, under the name of the distribution.
    """
    parts = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
    for count in range(1, len(parts) + 1):
        folder = _join(module.source_root, *parts[:count])
        if f"{folder}/__init__.py" in paths:
            return Support(".".join([*parts[:count], "_ported"]), folder)
    return Support(".".join([*parts, support_name(distribution)]), _join(module.source_root, *parts))


def rust_file(rust_module: str) -> str:
    """The file of a Rust module of the crate."""
    return f"{CRATE}/src/{rust_module}.rs"


def _join(root: str, *parts: str) -> str:
    path = str(PurePosixPath(root, *parts))
    return "" if path == "." else path


__all__ = [
    "CRATE",
    "FIRST_VERSION",
    "Resources",
    "Support",
    "Target",
    "distribution_name",
    "minor",
    "rust_file",
    "support_of",
]
