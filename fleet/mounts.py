"""Which files a sandboxed process sees: an allow-list, as options of bubblewrap."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

#: Folders of the system that hold programs and libraries.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix", "/gnu")

#: What programs need of /etc; the rest (passwords, keys, tokens) stays outside.
SETTINGS = (
    *("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "timezone"),
    *("passwd", "group", "nsswitch.conf", "hosts", "host.conf", "resolv.conf", "gai.conf"),
    *("ssl/certs", "ssl/openssl.cnf", "ssl/cert.pem", "ca-certificates", "ca-certificates.conf"),
    *("pki/tls/certs", "pki/ca-trust", "crypto-policies", "mime.types", "protocols", "services"),
    *("os-release", "debian_version", "locale.conf", "locale.alias", "default/locale", "terminfo", "fonts"),
)


@cache
def system_mounts() -> tuple[str, ...]:
    """The system read-only, with its symbolic links (`/lib` is one on most systems)."""
    options: list[str] = []
    for name in SYSTEM:
        folder = Path(name)
        if folder.is_symlink():
            options += ["--symlink", str(folder.readlink()), name]
        elif folder.is_dir():
            options += ["--ro-bind", name, name]
    for name in SETTINGS:
        path = Path("/etc") / name
        if path.exists():
            options += ["--ro-bind", str(path.resolve()), str(path)]
    return tuple(options)


def private_folders(size: int) -> list[str]:
    """Folders that begin empty and vanish afterwards, bounded since they live in memory."""
    sized = ["/tmp", "/var/tmp", "/dev/shm"]
    # Files below /proc/sys are writable for root even without any privilege.
    options = ["--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev", "--dir", "/var", "--dir", "/run"]
    for name in sized:
        options += ["--size", str(size), "--tmpfs", name]
    return options


@dataclass
class Mounts:
    """The folders of one run; a writable folder is writable entirely."""

    _read_only: set[Path] = field(default_factory=set)
    _read_write: set[Path] = field(default_factory=set)

    def read_only(self, *paths: Path) -> None:
        self._read_only.update(path.absolute() for path in paths if path.exists())

    def read_write(self, *paths: Path) -> None:
        self._read_write.update(path.absolute() for path in paths)

    def program(self, path: Path) -> None:
        """What a program at this place needs: itself, and for a Python its environment and its base."""
        self.read_only(*program_folders(path))

    def options(self) -> list[str]:
        """Parents first, so that a nested mount isn't hidden by a later one."""
        writable = {name for path in self._read_write for name in _names(path)}
        named = {name for path in self._read_only for name in _names(path)} - writable
        readable = {
            name
            for name in named
            if not _covered(name, writable | named - {name}) and not _covered(name, {Path(f) for f in SYSTEM})
        }
        # A link inside a mounted folder leads to its own mount already.
        links = {name for name in writable if name != name.resolve() and _covered(name, readable)}
        rows = [(path, "--bind") for path in writable - links] + [(path, "--ro-bind") for path in readable]
        options: list[str] = []
        for path, option in sorted(rows, key=lambda row: (len(row[0].parts), row[0])):
            options += [option, str(path.resolve()), str(path)]
        return options


def program_folders(path: Path) -> list[Path]:
    """Folders that the program at `path` needs besides the system's."""
    environment = _environment_of(path)
    if environment is None:
        # Links are followed one by one: each step of a chain must exist inside.
        return _chain(path)
    home = _base_home(environment)
    bases = [home.parent, home.resolve().parent] if home is not None else []
    return [environment, *bases, *_chain(path)]


def _chain(path: Path) -> list[Path]:
    """A program and what its links lead to; of a Python installation outside of the system, its prefix."""
    found = [path]
    while path.is_symlink() and len(found) < 16:
        path = Path(os.path.normpath(path.parent / path.readlink()))
        found.append(path)
    prefix = path.parent.parent
    if any(prefix.glob("lib/python3*")) or any(prefix.glob("lib/rustlib")):
        found.append(prefix)
    return found


def _environment_of(path: Path) -> Path | None:
    root = path.parent.parent
    return root if (root / "pyvenv.cfg").is_file() else None


def _base_home(environment: Path) -> Path | None:
    for line in (environment / "pyvenv.cfg").read_text().splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "home":
            return Path(value.strip())
    return None


def _names(path: Path) -> set[Path]:
    """A path as it is spelled and as it really is, since programs use both."""
    return {path, path.resolve()}


def _covered(path: Path, folders: set[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
