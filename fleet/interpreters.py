"""Which Python a target's environments are made with."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cores.python_range import python_fits
from fleet import process
from fleet.errors import UserError

#: What is asked of an interpreter.
QUESTION = (
    "import json, sys, sysconfig; print(json.dumps({'path': sys.executable, 'version': sys.version_info[:3], "
    "'suffix': sysconfig.get_config_var('EXT_SUFFIX'), 'implementation': sys.implementation.name}))"
)

#: Versions that native code is enabled for, the most tried first.
SUPPORTED = ("3.11", "3.12", "3.13")

#: Where version managers keep interpreters, below the home folder.
INSTALLED = (
    ".pyenv/versions/{0}*/bin/python3",
    ".local/share/uv/python/cpython-{0}*/bin/python3",
    ".local/share/mise/installs/python/{0}*/bin/python3",
    ".asdf/installs/python/{0}*/bin/python3",
)


@dataclass(frozen=True)
class Interpreter:
    """A Python on this machine."""

    path: Path
    version: tuple[int, ...]
    #: Ending of extension modules, such as `.cpython-311-x86_64-linux-gnu.so`.
    extension_suffix: str
    implementation: str

    @property
    def name(self) -> str:
        return ".".join(map(str, self.version))


@cache
def ask(path: Path) -> Interpreter:
    """Version and properties of the interpreter at a path."""
    command = [str(path), "-I", "-c", QUESTION]
    done = process.run(command, cwd=Path("/"), env=process.environment("base"), seconds=30)
    if not done.ok:
        raise UserError(
            "python-broken", f"{path} does not run: {done.stderr.strip()[-500:]}", "Configure another python."
        )
    answer = json.loads(done.stdout)
    return Interpreter(
        Path(answer["path"]), tuple(answer["version"]), answer["suffix"], answer["implementation"]
    )


def choose(configured: str, requires_python: str) -> Interpreter:
    """The configured interpreter (a path or a version), the one that runs the tool, or one that fits."""
    found = ask(_find(configured) if configured else own_base())
    if not configured and not python_fits(requires_python, found.version):
        others = (ask(path) for version in SUPPORTED for path in _working(version))
        found = next((other for other in others if python_fits(requires_python, other.version)), found)
    if not python_fits(requires_python, found.version):
        raise UserError(
            "python-does-not-fit",
            f"The target requires Python {requires_python}, but {found.path} is {found.name}.",
            "Name a fitting one: python in [tool.corefleet], or COREFLEET_PYTHON.",
        )
    return found


def own_base() -> Path:
    """The interpreter that runs the tool, outside of its virtual environment."""
    return Path(getattr(sys, "_base_executable", "") or sys.executable)


def _find(configured: str) -> Path:
    path = Path(configured).expanduser()
    if path.is_absolute() and path.exists():
        return path
    for candidate in _working(configured):
        return candidate
    raise UserError(
        "no-such-python", f"There is no Python {configured} on this machine.", "Configure another python."
    )


def _working(version: str) -> Iterator[Path]:
    """Interpreters by name that run: the shims of version managers only pretend to be there."""
    for candidate in _candidates(version):
        with contextlib.suppress(UserError):
            ask(candidate)
            yield candidate


def _candidates(configured: str) -> list[Path]:
    named = [shutil.which(name) for name in (configured, f"python{configured}")]
    installed = [path for pattern in INSTALLED for path in Path.home().glob(pattern.format(configured))]
    return [*(Path(name) for name in named if name), *sorted(installed)]
