"""The package `shop` with its ports: builds the hand-written crate, makes folders to import from."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: Interpreters that bindings are proven on; the one that runs the tests stands for its version.
VERSIONS = ("3.11", "3.12", "3.13")
EXTENSION = "_shop_native"


def interpreters() -> dict[str, Path]:
    """The interpreters that are here, by minor version."""
    found = {"{}.{}".format(*sys.version_info): Path(sys.executable)}
    for folder in sorted((Path.home() / ".pyenv" / "versions").glob("3.*")):
        version = ".".join(folder.name.split(".")[:2])
        if version in VERSIONS and (folder / "bin" / "python").exists():
            found.setdefault(version, folder / "bin" / "python")
    return dict(sorted(found.items()))


INTERPRETERS = interpreters()


@dataclass(frozen=True)
class Site:
    """A folder with the package `shop`, bound to its native ports, and the interpreter for it."""

    python: Path
    folder: Path

    def run(self, *argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COREFLEET"))}
        env |= {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1", **environment}
        return subprocess.run(
            [self.python, "-P", *argv], cwd=self.folder, env=env, capture_output=True, text=True, timeout=300
        )

    def configure(self, **values: str) -> None:
        """Sets configuration lines of `_ported.py`."""
        path = self.folder / "shop" / "_ported.py"
        text = path.read_text()
        for name, value in values.items():
            text = re.sub(f'^{name} = ".*"$', f'{name} = "{value}"', text, count=1, flags=re.MULTILINE)
        path.write_text(text)

    def bind(self, symbols: dict[str, str]) -> None:
        lines = [f'    "{symbol}": "{binding}",\n' for symbol, binding in symbols.items()]
        (self.folder / "shop" / "_bindings.py").write_text("BINDINGS = {\n" + "".join(lines) + "}\n")


#: Written by the interpreter under test: the fingerprints of all functions, as Rust.
FINGERPRINTS = """
import types
import shop._ported as ported
from shop import prices

functions = {f"{f.__module__}:{f.__qualname__}": f for f in [*vars(prices).values(), prices.Till.take]
             if isinstance(f, types.FunctionType) and f.__module__ == "shop.prices"}
rows = [f'("{s}", &[("{ported.VERSION}", "{ported.fingerprint(f.__code__)}")])' for s, f in functions.items()]
print("&[" + ", ".join(rows) + "]")
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time, under pytest-xdist too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_site(folder: Path, python: Path) -> Site:
    shutil.copytree(HERE / "package", folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "agents" / "shipped" / "ported.py", folder / "shop" / "_ported.py")
    site = Site(python, folder)
    site.configure(EXTENSION=EXTENSION)
    site.bind({})
    return site


def build(python: Path, target: Path) -> Path:
    """The compiled extension."""
    with locked(target / "lock"):
        site = make_site(target / "fingerprints", python)
        made = site.run("-c", FINGERPRINTS)
        assert made.returncode == 0, made.stderr
        fingerprints = target / "fingerprints.rs"
        if not fingerprints.exists() or fingerprints.read_text() != made.stdout:
            fingerprints.write_text(made.stdout)
        env = {
            **os.environ,
            "CARGO_TARGET_DIR": str(target),
            "PYO3_PYTHON": str(python),
            "SHOP_FINGERPRINTS": str(fingerprints),
        }
        done = subprocess.run(
            ["cargo", "build", "--release", "--quiet", "-j2"],
            cwd=HERE / "crate",
            env=env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        built = target / "release" / f"lib{EXTENSION}.so"
        kept = target / f"{EXTENSION}.so"
        shutil.copy(built, kept)
        return kept


@cache
def built_for(version: str) -> tuple[Path, Path]:
    """The interpreter of a version, and the extension built for it."""
    base = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return INTERPRETERS[version], build(INTERPRETERS[version], base / "binding" / version)


def bound_site(folder: Path, python: Path, extension: Path) -> Site:
    """A folder in which all symbols that the extension has are bound to Rust."""
    site = make_site(folder, python)
    shutil.copy(extension, folder / extension.name)
    asked = site.run("-c", f"import {EXTENSION}; print(*{EXTENSION}.symbols())")
    assert asked.returncode == 0, asked.stderr
    site.bind(dict.fromkeys(asked.stdout.split(), "rust"))
    return site
