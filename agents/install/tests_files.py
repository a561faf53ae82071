"""Where tests, benchmarks and documents of a port go, and how the target's own tests stay free of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from cores.naming import benchmark_path, dossier_path, golden_path, parity_test_path

#: Folders that hold nothing but generated files, unless the target had them before.
FOLDERS = ("tests/parity", "benchmarks", "docs/work", "rust_core")
#: Files that pytest may collect, by itself or as doctests.
COLLECTED = (".py", ".md", ".rst", ".txt")


class CoreFiles(NamedTuple):
    """Paths of what belongs to one core."""

    parity: str
    benchmark: str
    dossier: str
    golden: str


def core_files(core: str, stem: str) -> CoreFiles:
    """Paths for a core; `stem` is its Rust module."""
    return CoreFiles(parity_test_path(stem), benchmark_path(stem), dossier_path(core), golden_path(core))


def baseline_ignores(paths_before: Collection[str], paths_now: Collection[str]) -> tuple[str, ...]:
    """pytest options that keep everything generated out of the target's own test run.

    `paths_before` are the files before anything was installed.  Whole folders are left out where the
    target had none of that name, single files where it has one of its own.
    """
    options: list[str] = []
    for folder in FOLDERS:
        new = [
            path for path in sorted(paths_now) if path.startswith(f"{folder}/") and path not in paths_before
        ]
        if any(path.startswith(f"{folder}/") for path in paths_before):
            options += [f"--ignore={path}" for path in new if path.endswith(COLLECTED)]
        elif new:
            options.append(f"--ignore={folder}")
    return tuple(options)
