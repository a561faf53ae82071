"""Where tests, benchmarks and documents of a port go, how the target's own tests stay free of them,
and whether generated modules will be part of what the target ships."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from agents.install.target import Support
from cores.naming import benchmark_path, dossier_path, golden_path, parity_test_path

#: Folders that hold nothing but generated files, unless the target had them before.
FOLDERS = ("tests/parity", "benchmarks", "docs/work", "rust_core")
#: The codec and comparer that the parity tests import (agents/shipped/parity).
HELPER = "tests/parity/_parity"


class CoreFiles(NamedTuple):
    """Paths of what belongs to one core."""

    parity: str
    benchmark: str
    dossier: str
    golden: str


class Shipping(NamedTuple):
    """Whether the target's packaging takes the generated modules along."""

    #: Packaging files with the modules added to their lists, by path.
    edited: dict[str, str]
    #: What a person has to do, one sentence each.
    notes: tuple[str, ...]


def core_files(core: str, stem: str) -> CoreFiles:
    """Paths for a core; `stem` is its Rust module."""
    return CoreFiles(parity_test_path(stem), benchmark_path(stem), dossier_path(core), golden_path(core))


def baseline_ignores(paths_before: Collection[str], paths_now: Collection[str]) -> tuple[str, ...]:
    """pytest options that keep everything generated out of the target's own test run.

    Whole folders where the target had none of that name; file by file where it has one of its own.
    """
    options: list[str] = []
    for folder in FOLDERS:
        new = [
            path for path in sorted(paths_now) if path.startswith(f"{folder}/") and path not in paths_before
        ]
        if any(path.startswith(f"{folder}/") for path in paths_before):
            options += [f"--ignore={path}" for path in new if path.endswith((".py", ".md", ".rst", ".txt"))]
        elif new:
            options.append(f"--ignore={folder}")
    return tuple(options)


def shipping(supports: Collection[Support], packaging: Mapping[str, str]) -> Shipping:
    """What has to change so that `_ported.py` and `_bindings.py` land in the target's wheel.

    `packaging` holds the text of pyproject.toml, setup.cfg and setup.py at the root.  Modules inside of
    a package come with the package in every build backend; modules beside it have to be listed.
    """
    edited = dict(packaging)
    notes: list[str] = []
    single = sorted(s for s in supports if "." not in s.module)
    modules = [name for s in single for name in (s.module, s.bindings_module)]
    listed = False
    for path, edit in _LISTS.items():
        text = edit(edited[path], modules) if modules and path in edited else None
        if text is not None:
            edited[path], listed = text, True
    if modules and not listed:
        notes.append(
            "Nothing lists the single modules of this project, so see that its wheel gets "
            f"{' and '.join(modules)}."
        )
    notes += [note for s in sorted(supports) if "." in s.module for note in _left_out(s, packaging)]
    return Shipping({path: text for path, text in edited.items() if text != packaging[path]}, tuple(notes))


def _pyproject_modules(text: str, modules: Sequence[str]) -> str | None:
    """Adds to `py-modules` of setuptools; None where that isn't how modules are chosen."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        return None
    listed: Any = document
    for key in ("tool", "setuptools", "py-modules"):
        listed = listed.get(key) if hasattr(listed, "get") else None
    if not isinstance(listed, list):
        return None
    for name in modules:
        if name not in listed:
            listed.append(name)
    return tomlkit.dumps(document)


def _setup_cfg_modules(text: str, modules: Sequence[str]) -> str | None:
    """Adds to `py_modules` of setup.cfg."""
    match = re.search(r"^py_modules[ \t]*=[ \t]*(.*(?:\n[ \t]+.*)*)", text, re.MULTILINE)
    if match is None or not _is_option(text, "py_modules"):
        return None
    known = re.split(r"[\s,]+", match.group(1).strip())
    lines = [*known, *(name for name in modules if name not in known)]
    value = "py_modules =" + "".join(f"\n    {name}" for name in lines)
    return text[: match.start()] + value + text[match.end() :]


def _is_option(text: str, name: str) -> bool:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return False
    return parser.has_option("options", name)


def _setup_py_modules(text: str, modules: Sequence[str]) -> str | None:
    """Adds to a literal `py_modules=[...]` of setup.py."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        keywords = node.keywords if isinstance(node, ast.Call) else []
        for keyword in keywords:
            if keyword.arg == "py_modules" and isinstance(keyword.value, ast.List | ast.Tuple):
                return _appended(text, keyword.value, modules)
    return None


def _appended(text: str, listed: ast.List | ast.Tuple, modules: Sequence[str]) -> str | None:
    """The text with the modules behind the last item of the list."""
    known = [item.value for item in listed.elts if isinstance(item, ast.Constant)]
    if not known or len(known) < len(listed.elts):
        return None
    last = listed.elts[-1]
    assert last.end_lineno is not None and last.end_col_offset is not None
    lines = re.split(r"(?<=\n)", text)
    line = lines[last.end_lineno - 1].encode()
    added = "".join(f', "{name}"' for name in modules if name not in known)
    lines[last.end_lineno - 1] = (
        line[: last.end_col_offset] + added.encode() + line[last.end_col_offset :]
    ).decode()
    return "".join(lines)


#: File -> how single modules are added to the list in it.
_LISTS: dict[str, Callable[[str, Sequence[str]], str | None]] = {
    "pyproject.toml": _pyproject_modules,
    "setup.cfg": _setup_cfg_modules,
    "setup.py": _setup_py_modules,
}
#: Tables of pyproject.toml that choose or drop single files of a package, with the keys that do it.
_FILTERS = (
    (("tool", "hatch", "build"), ("include", "only-include", "exclude")),
    (("tool", "hatch", "build", "targets", "wheel"), ("include", "only-include", "exclude")),
    (("tool", "poetry"), ("include", "exclude")),
    (("tool", "pdm", "build"), ("includes", "excludes")),
    (("tool", "flit", "sdist"), ("exclude",)),
    (("tool", "setuptools", "exclude-package-data"), ("*",)),
    (("tool", "uv", "build-backend"), ("wheel-exclude", "source-exclude")),
    (("tool", "maturin"), ("exclude",)),
)


def _left_out(support: Support, packaging: Mapping[str, str]) -> list[str]:
    """A warning for each rule of the packaging that may leave the files of a package out."""
    try:
        document: Any = tomlkit.parse(packaging.get("pyproject.toml", "")).unwrap()
    except TOMLKitError:
        return []
    notes = []
    for keys, names in _FILTERS:
        table = document
        for key in keys:
            table = table.get(key, {}) if isinstance(table, dict) else {}
        for name in names:
            if isinstance(table, dict) and table.get(name):
                where = ".".join((*keys, name))
                notes.append(
                    f"{where} chooses single files: see that it takes {support.ported_path} and "
                    f"{support.bindings_path} along."
                )
    return notes
