"""What a target's packaging files say: name, Python, where the packages are, what tests need.

`pyproject.toml`, `setup.cfg` and `setup.py` are read as text; nothing of the target is run. Everything
is a hint: a value that isn't written down literally is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cores.packaging_legacy import read_setup_cfg, read_setup_py

#: A table of a TOML or INI file.
Table = Mapping[str, Any]


@dataclass
class Packaging:
    """Hints from the packaging files of one project folder."""

    name: str = ""
    requires_python: str = ""
    #: Whether a build backend could install this folder.
    installable: bool = False
    #: Folders (relative to the project's) that must be on sys.path.
    source_dirs: list[str] = field(default_factory=list)
    #: Folders of packages that are named, relative to the project's.
    packages: list[str] = field(default_factory=list)
    dependencies: list[str] = field(default_factory=list)
    #: Extras: name -> requirements.
    extras: dict[str, list[str]] = field(default_factory=dict)
    #: Dependency groups of any tool, includes resolved: name -> requirements.
    groups: dict[str, list[str]] = field(default_factory=dict)


def read_packaging(pyproject: Table, setup_cfg: str = "", setup_py: str = "") -> Packaging:
    """Reads what there is; an earlier source wins where two say something."""
    found = Packaging()
    for reader in READERS:
        reader(found, pyproject)
    for legacy in (read_setup_cfg(setup_cfg), read_setup_py(setup_py)):
        found.name = found.name or legacy.get("name", "")
        found.requires_python = found.requires_python or legacy.get("python_requires", "")
        found.source_dirs += [item for item in legacy.get("source_dirs", []) if item not in found.source_dirs]
        found.packages += legacy.get("packages", [])
        found.dependencies = found.dependencies or legacy.get("install_requires", [])
        found.extras = {**legacy.get("extras_require", {}), **found.extras}
        if legacy.get("tests_require"):
            found.groups.setdefault("tests", legacy["tests_require"])
    found.installable = found.installable or bool(setup_py) or "[metadata]" in setup_cfg
    return found


def _project(found: Packaging, pyproject: Table) -> None:
    """The standard tables."""
    project = _table(pyproject, "project")
    found.installable = bool(project) or "build-system" in pyproject
    found.name = _text(project.get("name"))
    found.requires_python = _text(project.get("requires-python"))
    found.dependencies = _texts(project.get("dependencies"))
    found.extras = {name: _texts(items) for name, items in _table(project, "optional-dependencies").items()}
    groups = _table(pyproject, "dependency-groups")
    found.groups = {name: resolve_group(groups, name) for name in groups}


def resolve_group(groups: Table, name: str, outer: tuple[str, ...] = ()) -> list[str]:
    """Requirements of a dependency group with the groups that it includes."""
    wanted = normalised(name)
    items: Any = next((groups[key] for key in groups if normalised(key) == wanted), [])
    found: list[str] = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict) and item.get("include-group") not in (None, *outer, name):
            found += resolve_group(groups, str(item["include-group"]), (*outer, name))
    return found


def _setuptools(found: Packaging, pyproject: Table) -> None:
    tool = _tool(pyproject, "setuptools")
    package_dir = _table(tool, "package-dir")
    found.source_dirs += [_text(package_dir[""])] if "" in package_dir else []
    found.packages += [_text(path) for name, path in package_dir.items() if name]
    packages = tool.get("packages")
    if isinstance(packages, dict):
        found.source_dirs += _texts(_table(packages, "find").get("where"))
    base = found.source_dirs[0] if found.source_dirs else ""
    if isinstance(packages, list):
        found.packages += [_join(base, name.replace(".", "/")) for name in _texts(packages)]


def _hatch(found: Packaging, pyproject: Table) -> None:
    hatch = _tool(pyproject, "hatch")
    build = _table(hatch, "build")
    for table in (build, _table(_table(build, "targets"), "wheel")):
        packages = _texts(table.get("packages"))
        found.packages += packages
        found.source_dirs += [_parent(path) for path in packages if "/" in path]
        sources = table.get("sources")
        found.source_dirs += _texts(sources) if isinstance(sources, list) else []
        found.source_dirs += [k for k, v in sources.items() if v == ""] if isinstance(sources, dict) else []
    for name, env in _table(hatch, "envs").items():
        if isinstance(env, dict):
            needed = [*_texts(env.get("dependencies")), *_texts(env.get("extra-dependencies"))]
            found.groups.setdefault("test" if name == "hatch-test" else name, []).extend(needed)


def _poetry(found: Packaging, pyproject: Table) -> None:
    tool = _tool(pyproject, "poetry")
    if not tool:
        return
    found.name = found.name or _text(tool.get("name"))
    main = _table(tool, "dependencies")
    python = main.get("python")
    found.requires_python = found.requires_python or (poetry_range(python) if isinstance(python, str) else "")
    required = {n: v for n, v in main.items() if not (isinstance(v, dict) and v.get("optional"))}
    found.dependencies = found.dependencies or _poetry_requirements(required)
    for item in tool.get("packages") or []:
        if isinstance(item, dict) and item.get("include"):
            base = _text(item.get("from"))
            found.source_dirs += [base] if base else []
            found.packages.append(_join(base, _text(item["include"]).removesuffix("/**/*.py")))
    groups = {name: _table(group, "dependencies") for name, group in _table(tool, "group").items()}
    groups["dev"] = {**_table(tool, "dev-dependencies"), **groups.get("dev", {})}
    for name, group in groups.items():
        found.groups.setdefault(name, []).extend(_poetry_requirements(group))


def _others(found: Packaging, pyproject: Table) -> None:
    """flit, maturin, pdm, uv: one or two keys each."""
    flit = _tool(pyproject, "flit")
    module = _text(_table(flit, "module").get("name") or _table(flit, "metadata").get("module"))
    found.packages += [module.replace(".", "/")] if module else []
    maturin = _tool(pyproject, "maturin")
    found.source_dirs += [_text(maturin["python-source"])] if "python-source" in maturin else []
    pdm = _tool(pyproject, "pdm")
    found.source_dirs += _texts([_table(pdm, "build").get("package-dir", pdm.get("package-dir"))])
    for name, items in _table(pdm, "dev-dependencies").items():
        found.groups.setdefault(name, []).extend(_texts(items))
    uv = _tool(pyproject, "uv")
    found.source_dirs += _texts([_table(uv, "build-backend").get("module-root")])
    found.groups.setdefault("dev", []).extend(_texts(uv.get("dev-dependencies")))


#: One reader a tool; the first that says something wins.
READERS: tuple[Callable[[Packaging, Table], None], ...] = (_project, _setuptools, _hatch, _poetry, _others)


def _poetry_requirements(table: Table) -> list[str]:
    return [text for name, value in table.items() if name != "python" for text in _poetry_one(name, value)]


def _poetry_one(name: str, value: object) -> list[str]:
    if isinstance(value, str):
        return [name + poetry_range(value)]
    if isinstance(value, dict) and isinstance(value.get("version"), str):
        extras = ",".join(_texts(value.get("extras")))
        marker = f" ; {value['markers']}" if isinstance(value.get("markers"), str) else ""
        return [name + (f"[{extras}]" if extras else "") + poetry_range(value["version"]) + marker]
    return []


def poetry_range(text: str) -> str:
    """Poetry's constraint as a standard specifier: `^1.2` is `>=1.2,<2`, `~1.2` is `>=1.2,<1.3`."""
    if "||" in text or "|" in text:
        # Alternatives have no standard form; the lower bound of the first is the useful part.
        return poetry_range(re.split(r"\|+", text)[0])
    text = re.sub(r"([<>=!~^])\s+", r"\1", text.strip())
    parts = [part for part in re.split(r"[,\s]+", text) if part]
    return ",".join(spec for part in parts if (spec := _poetry_part(part)))


def _poetry_part(part: str) -> str:
    part = part.replace(" ", "")
    numbers = [int(n) for n in re.findall(r"\d+", part.split("-")[0])]
    if part in ("", "*"):
        return ""
    if part[0] == "^" and numbers:
        fixed = next((i for i, n in enumerate(numbers) if n), len(numbers) - 1)
        return f">={part[1:]},<{_next(numbers, fixed)}"
    if part[0] == "~" and part[1] != "=" and numbers:
        return f">={part[1:]},<{_next(numbers, min(1, len(numbers) - 1))}"
    return part if part[0] in "<>=!~" else f"=={part}"


def _next(numbers: list[int], index: int) -> str:
    return ".".join(str(n) for n in [*numbers[:index], numbers[index] + 1])


def normalised(name: str) -> str:
    """A distribution's or group's name in its one comparable form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _tool(pyproject: Table, name: str) -> Table:
    return _table(_table(pyproject, "tool"), name)


def _table(table: object, key: str) -> Table:
    value = table.get(key) if isinstance(table, Mapping) else None
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _join(base: str, name: str) -> str:
    return f"{base.rstrip('/')}/{name}" if base not in ("", ".") else name


def _parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]
