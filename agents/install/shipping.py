"""Sees to it that the target's build takes the generated modules along, and nothing of the crate.

Modules inside of a package come with the package in every build backend.  Modules beside single modules
have to be listed; and where setuptools finds the packages by itself, the new folder `rust_core` at the
root would be a second package, which it refuses.
"""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from agents.install.target import Support
from agents.records import ModuleInfo

#: Packaging files at the root.
FILES = ("pyproject.toml", "setup.cfg", "setup.py")


class Shipping(NamedTuple):
    """What the packaging needs."""

    #: Packaging files that change, by path.
    edited: dict[str, str]
    #: Supports whose files the build leaves out: it takes the modules that it names, and no more.
    left_out: tuple[Support, ...] = ()
    #: What a person should look at, one sentence each.
    notes: tuple[str, ...] = ()
    #: Supports that cannot be: the build looks for modules by itself, and would find the crate.
    breaking: tuple[Support, ...] = ()


class _Project(NamedTuple):
    """What the rules look at."""

    files: Mapping[str, str]
    #: pyproject.toml; empty where there is none or it is broken.
    document: tomlkit.TOMLDocument
    #: Single modules at the root, those that are new included.
    modules: Sequence[str]
    #: Those that are new.
    new: Sequence[str]
    #: Packages at the root.
    packages: Sequence[str]

    @property
    def backend(self) -> str:
        backend = _get(self.document, "build-system", "build-backend") or "setuptools"
        return str(backend).partition(".")[0].partition("_")[0]


def shipping(
    supports: Collection[Support], modules: Sequence[ModuleInfo], files: Mapping[str, str], has_src: bool
) -> Shipping:
    """What has to change; `files` are the packaging files at the root, `has_src` tells of a folder `src`."""
    present = {path: text for path, text in files.items() if path in FILES}
    single = [support for support in sorted(supports) if "." not in support.module]
    project = _project(single, modules, present)
    if not supports or not _is_built(project):
        return Shipping({})
    edits, left_out = _edits(project, supports, single, has_src)
    if edits is None:
        return Shipping({}, breaking=tuple(sorted(supports)))
    notes = [_told(support) for support in left_out]
    notes += [note for support in sorted(supports) for note in _filters(support, project)]
    edited = {path: text for path, text in edits.items() if text != present.get(path)}
    return Shipping(edited, tuple(left_out), tuple(notes))


def _edits(
    project: _Project, supports: Collection[Support], single: Sequence[Support], has_src: bool
) -> tuple[dict[str, str] | None, Sequence[Support]]:
    """The edited files, None if nothing helps; and the supports that are left out nevertheless."""
    if not _finds_by_itself(project):
        edits = _first_edit(project, SINGLE_MODULES) if single else {}
        return (edits, ()) if edits is not None else ({}, single)
    if has_src:
        return {}, ()
    if len(single) < len(supports) and project.packages:
        # Where there are packages, setuptools looks for no single modules.
        return _name_packages(project), single
    return (_setuptools_found(project) if single else {}), ()


def _told(support: Support) -> str:
    return (
        f"As far as its files tell, the build leaves {support.ported_path} out: the installed distribution "
        "runs Python alone, while the checkout runs native; to ship the ports, list "
        f"{support.module} and {support.bindings_module} among the modules of the project."
    )


def _is_built(project: _Project) -> bool:
    """Whether there is anything that could be built."""
    written = any(key in project.document for key in ("project", "build-system"))
    poetry = _get(project.document, "tool", "poetry") is not None
    legacy = "setup.py" in project.files or "[metadata]" in project.files.get("setup.cfg", "")
    return written or poetry or legacy


def _project(single: Sequence[Support], modules: Sequence[ModuleInfo], files: Mapping[str, str]) -> _Project:
    try:
        document = tomlkit.parse(files.get("pyproject.toml", ""))
    except TOMLKitError:
        document = tomlkit.document()
    root = [module for module in modules if not module.source_root]
    packages = {module.package for module in root if module.is_package or "." in module.name}
    new = [name for s in single for name in (s.module, s.bindings_module)]
    own = {module.name for module in root if module.name not in packages and "." not in module.name}
    return _Project(files, document, sorted({*own, *new}), new, sorted(packages))


def _first_edit(project: _Project, rules: Sequence[Rule]) -> dict[str, str] | None:
    return next((edits for rule in rules if (edits := rule(project)) is not None), None)


def _setuptools_list(project: _Project) -> dict[str, str] | None:
    """`py-modules` in pyproject.toml."""
    listed = _get(project.document, "tool", "setuptools", "py-modules")
    return _with_items(project, listed, project.new) if isinstance(listed, list) else None


def _setup_cfg_list(project: _Project) -> dict[str, str] | None:
    """`py_modules` in setup.cfg."""
    text = project.files.get("setup.cfg", "")
    match = re.search(r"^py_modules[ \t]*=[ \t]*(.*(?:\n[ \t]+.*)*)", text, re.MULTILINE)
    if match is None or not _has_option(text, "py_modules"):
        return None
    known = re.split(r"[\s,]+", match.group(1).strip())
    lines = [*known, *(name for name in project.new if name not in known)]
    value = "py_modules =" + "".join(f"\n    {name}" for name in lines)
    return {"setup.cfg": text[: match.start()] + value + text[match.end() :]}


def _setup_py_list(project: _Project) -> dict[str, str] | None:
    """`py_modules=[...]` in setup.py, where it is written down."""
    text = project.files.get("setup.py", "")
    listed = _setup_arguments(text).get("py_modules")
    if not isinstance(listed, ast.List | ast.Tuple):
        return None
    known = [item.value for item in listed.elts if isinstance(item, ast.Constant)]
    if not known or len(known) < len(listed.elts):
        return None
    last = listed.elts[-1]
    assert last.end_lineno is not None and last.end_col_offset is not None
    lines = re.split(r"(?<=\n)", text)
    line, column = lines[last.end_lineno - 1].encode(), last.end_col_offset
    added = "".join(f', "{name}"' for name in project.new if name not in known).encode()
    lines[last.end_lineno - 1] = (line[:column] + added + line[column:]).decode()
    return {"setup.py": "".join(lines)}


def _setuptools_found(project: _Project) -> dict[str, str] | None:
    """Single modules that setuptools finds by itself, of which it takes one only."""
    if "pyproject.toml" not in project.files or project.packages:
        return None
    table_at(project.document, "tool", "setuptools")["py-modules"] = _array(project.modules)
    return {"pyproject.toml": tomlkit.dumps(project.document)}


def _hatch(project: _Project) -> dict[str, str] | None:
    if project.backend != "hatchling":
        return None
    wheel = table_at(project.document, "tool", "hatch", "build", "targets", "wheel")
    for key in ("include", "only-include", "packages"):
        if isinstance(wheel.get(key), list):
            slash = "/" if any(str(item).startswith("/") for item in wheel[key]) else ""
            return _with_items(project, wheel[key], [f"{slash}{name}.py" for name in project.new])
    wheel["include"] = _array([f"{name}.py" for name in project.modules])
    return {"pyproject.toml": tomlkit.dumps(project.document)}


def _poetry(project: _Project) -> dict[str, str] | None:
    if project.backend != "poetry":
        return None
    poetry = table_at(project.document, "tool", "poetry")
    names = project.new if isinstance(poetry.get("packages"), list) else project.modules
    listed = poetry.setdefault("packages", tomlkit.array())
    known = [item.get("include") for item in listed if hasattr(item, "get")]
    for name in names:
        if f"{name}.py" not in known:
            entry = tomlkit.inline_table()
            entry["include"] = f"{name}.py"
            listed.append(entry)
    return {"pyproject.toml": tomlkit.dumps(project.document)}


def _takes_all(project: _Project) -> dict[str, str] | None:
    """pdm takes every module at the root."""
    chosen = _get(project.document, "tool", "pdm", "build", "includes")
    return {} if project.backend == "pdm" and not chosen else None


Rule = Callable[[_Project], dict[str, str] | None]

#: How single modules get into a build that names its modules; the first rule that applies is followed.
SINGLE_MODULES: tuple[Rule, ...] = (
    _setuptools_list,
    _setup_cfg_list,
    _setup_py_list,
    _hatch,
    _poetry,
    _takes_all,
)


def _name_packages(project: _Project) -> dict[str, str] | None:
    """Names the packages that setuptools has found by itself so far."""
    if "pyproject.toml" not in project.files:
        return None
    patterns = [pattern for name in project.packages for pattern in (name, f"{name}.*")]
    table_at(project.document, "tool", "setuptools", "packages", "find")["include"] = _array(patterns)
    return {"pyproject.toml": tomlkit.dumps(project.document)}


def _finds_by_itself(project: _Project) -> bool:
    """Whether setuptools looks for packages and modules by itself."""
    tool = _get(project.document, "tool", "setuptools") or {}
    setup_py = project.files.get("setup.py", "")
    arguments = _setup_arguments(setup_py)
    if "**" in arguments and re.search(r"\b(packages|py_modules)\b", setup_py):
        return False
    setup_cfg = project.files.get("setup.cfg", "")
    named = any(key in tool for key in ("packages", "py-modules"))
    named = named or any(key in arguments for key in ("packages", "py_modules"))
    named = named or any(_has_option(setup_cfg, key) for key in ("packages", "py_modules"))
    return project.backend == "setuptools" and not named


def _setup_arguments(text: str) -> dict[str, ast.expr]:
    """Keywords of the call of `setup`."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    setup = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] == "setup"]
    return {keyword.arg or "**": keyword.value for call in setup for keyword in call.keywords}


def _has_option(text: str, name: str) -> bool:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return False
    return parser.has_option("options", name)


#: Keys of pyproject.toml that choose or drop single files of a package.
_FILTERS = (
    ("tool", "hatch", "build", "include"),
    ("tool", "hatch", "build", "exclude"),
    ("tool", "hatch", "build", "targets", "wheel", "include"),
    ("tool", "hatch", "build", "targets", "wheel", "exclude"),
    ("tool", "poetry", "exclude"),
    ("tool", "pdm", "build", "includes"),
    ("tool", "pdm", "build", "excludes"),
    ("tool", "uv", "build-backend", "wheel-exclude"),
    ("tool", "maturin", "exclude"),
)


def _filters(support: Support, project: _Project) -> list[str]:
    """A note for each rule of the packaging that may leave the files of a package out."""
    found = [".".join(keys) for keys in _FILTERS if "." in support.module and _get(project.document, *keys)]
    files = f"{support.ported_path} and {support.bindings_path}"
    return [f"{key} chooses single files: see that the wheel gets {files}." for key in found]


def _get(table: Any, *keys: str) -> Any:
    for key in keys:
        table = table.get(key) if hasattr(table, "get") else None
    return table


def table_at(document: Any, *keys: str) -> Any:
    """The table at these keys, made where it is missing."""
    table = document
    for index, key in enumerate(keys):
        if key not in table:
            table[key] = tomlkit.table(is_super_table=index + 1 < len(keys))
        table = table[key]
    return table


def _with_items(project: _Project, listed: Any, items: Sequence[str]) -> dict[str, str]:
    for item in items:
        if item not in listed:
            listed.append(item)
    return {"pyproject.toml": tomlkit.dumps(project.document)}


def _array(items: Sequence[str]) -> Any:
    array = tomlkit.array()
    array.extend(items)
    return array
