"""Where a target's modules are, and under which name callers import each of them."""

from __future__ import annotations

import fnmatch
import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cores.packaging import Packaging, normalised

#: Folders that are no part of what a project ships, wherever they are.
EXCLUDED = frozenset(
    [
        "tests",
        "test",
        "testdata",
        "test_data",
        "__tests__",
        "__pycache__",
        "node_modules",
        "site-packages",
        "venv",
        "env",
    ]
)
#: Folders that are no part of it when they lie directly in the project's folder.
EXCLUDED_ON_TOP = frozenset(
    [
        "doc",
        "docs",
        "example",
        "examples",
        "sample",
        "samples",
        "demo",
        "demos",
        "benchmark",
        "benchmarks",
        "bench",
        "perf",
        "script",
        "scripts",
        "tool",
        "tools",
        "ci",
        "build",
        "dist",
        "rust_core",
        "notebooks",
        "tutorial",
        "tutorials",
        "recipes",
        "contrib",
        "fuzz",
        "fuzzing",
        "third_party",
        "vendor",
        "integration_tests",
        "testing",
    ]
)
#: Files that are run rather than imported, or that test.
EXCLUDED_FILES = (
    *("test_*.py", "*_test.py", "tests.py", "conftest.py", "setup.py", "noxfile.py", "fabfile.py"),
    *("__main__.py", "_ported.py", "_bindings.py", "_*_ported.py", "_*_bindings.py"),
)
#: Folders that are a source root by habit, when they hold packages and are none themselves.
SOURCE_FOLDERS = ("src", "lib", "python")


@dataclass(frozen=True)
class Place:
    """A module's name and where it is found."""

    #: Dotted name under which callers import it.
    name: str
    #: Folder (relative to the target, "" = its root) that must be on sys.path.
    source_root: str
    #: Top-level package, or the module itself where there is none.
    package: str
    is_package: bool


@dataclass(frozen=True)
class Project:
    """One folder with packaging files, or the target itself."""

    #: Relative to the target; "" = its root.
    folder: str
    #: Normalised name of the distribution.
    distribution: str
    requires_python: str
    installable: bool
    #: Explicit source roots, relative to the target, the deepest first.
    roots: tuple[str, ...]
    #: Folders of packages that the packaging names, relative to the target.
    named: frozenset[str]


@dataclass(frozen=True)
class Layout:
    """The projects of a target and its folders with `__init__.py`."""

    projects: tuple[Project, ...]
    regular: frozenset[str]
    exclude: tuple[str, ...] = ()

    @property
    def main(self) -> Project:
        """The project at the target's root."""
        return self.projects[-1]

    def module_of(self, path: str) -> Place | None:
        """The module at a path; None for tests, scripts and what cannot be imported."""
        project = next(p for p in self.projects if _is_below(path, p.folder))
        if not path.endswith(".py") or self._is_excluded(path, project):
            return None
        root = self._source_root(path, project)
        parts = PurePosixPath(path).relative_to(root or ".").with_suffix("").parts
        is_package = parts[-1] == "__init__"
        names = parts[:-1] if is_package else parts
        if not names or not all(name.isidentifier() and not keyword.iskeyword(name) for name in names):
            return None
        return Place(".".join(names), root, names[0], is_package)

    def source_roots(self, paths: Iterable[str]) -> list[str]:
        """Source roots of the modules among these paths, sorted."""
        return sorted({place.source_root for path in paths if (place := self.module_of(path))})

    def packages(self, paths: Iterable[str]) -> list[str]:
        """Top-level packages and modules among these paths, sorted."""
        return sorted({place.package for path in paths if (place := self.module_of(path))})

    def _is_excluded(self, path: str, project: Project) -> bool:
        if any(fnmatch.fnmatch(path, pattern) for pattern in self.exclude):
            return True
        folders = PurePosixPath(path).relative_to(project.folder or ".").parts[:-1]
        name = path.rpartition("/")[2]
        if any(fnmatch.fnmatch(name, pattern) for pattern in EXCLUDED_FILES):
            return True
        if any(folder.startswith(".") for folder in folders):
            return True
        if self._is_named(path, project):
            return any(folder in EXCLUDED for folder in folders[1:])
        return bool(folders) and (folders[0] in EXCLUDED_ON_TOP or any(f in EXCLUDED for f in folders))

    def _is_named(self, path: str, project: Project) -> bool:
        """Whether the packaging names the package, or it is called as the distribution."""
        if any(_is_below(path, folder) for folder in project.named):
            return True
        relative = PurePosixPath(path).relative_to(project.folder or ".").parts
        return len(relative) > 1 and normalised(relative[0]) == project.distribution

    def _source_root(self, path: str, project: Project) -> str:
        for root in project.roots:
            if _is_below(path, root):
                return root
        folders = [str(p) for p in PurePosixPath(path).parents if str(p) != "."]
        inside = [f for f in folders if _is_below(f, project.folder) and f in self.regular]
        return inside[-1].rpartition("/")[0] if inside else project.folder


def make_layout(
    paths: Sequence[str], packaging: Mapping[str, Packaging], name: str, exclude: Sequence[str] = ()
) -> Layout:
    """The layout of a target with these files.

    `packaging` holds what was read in each folder that has packaging files (`packaging_folders`); `name`
    is the target's own, for want of a distribution.
    """
    regular = frozenset(_parent(path) for path in paths if path.rpartition("/")[2] == "__init__.py")
    folders = sorted({*packaging, ""}, key=lambda folder: (-len(folder), folder))
    projects = tuple(
        _project(folder, packaging.get(folder, Packaging()), paths, regular, name) for folder in folders
    )
    return Layout(projects, regular, tuple(exclude))


def packaging_folders(paths: Iterable[str]) -> list[str]:
    """Folders with packaging files, leaving out those of tests, examples and the like."""
    names = ("pyproject.toml", "setup.py", "setup.cfg")
    folders = {_parent(path) for path in paths if path.rpartition("/")[2] in names}
    return sorted(folder for folder in folders if not _is_aside(folder))


def _is_aside(folder: str) -> bool:
    parts = PurePosixPath(folder).parts
    return any(p in EXCLUDED or p in EXCLUDED_ON_TOP or p.startswith((".", "_")) for p in parts)


def _project(
    folder: str, packaging: Packaging, paths: Sequence[str], regular: frozenset[str], name: str
) -> Project:
    hinted = {_clean(folder, item) for item in packaging.source_dirs}
    habitual = {_clean(folder, item) for item in SOURCE_FOLDERS}
    roots = {
        root
        for root in hinted | (habitual - regular)
        if root != folder and any(_is_below(path, root) and path.endswith(".py") for path in paths)
    }
    named = frozenset(_clean(folder, item) for item in packaging.packages)
    return Project(
        folder=folder,
        distribution=normalised(packaging.name or folder.rpartition("/")[2] or name),
        requires_python=packaging.requires_python,
        installable=packaging.installable,
        roots=tuple(sorted(roots, key=lambda root: (-len(root), root))),
        named=named - {""},
    )


def _clean(folder: str, item: str) -> str:
    """A folder named in packaging files, relative to the target."""
    parts = [part for part in PurePosixPath(folder, item).parts if part != "."]
    return "" if ".." in parts else "/".join(parts).strip("/")


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _is_below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
