"""What a target's tests need: which requirements to install and which pytest options to leave out."""

from __future__ import annotations

import configparser
import fnmatch
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cores.packaging import Packaging, normalised

#: Names of extras and dependency groups that hold what the tests need.
TEST_NAMES = (
    "test",
    "tests",
    "testing",
    "pytest",
    "unittest",
    "unit-test",
    "unit-tests",
    "test-requirements",
)
#: Names of those that hold it among other things; used only where none of the former exists.
DEV_NAMES = ("dev", "develop", "development", "devel")

TEST_FILES = (
    *("requirements-test*.txt", "requirements_test*.txt", "requirements.test*.txt", "test-requirements*.txt"),
    *(
        "test_requirements*.txt",
        "requirements/test*.txt",
        "tests/requirements*.txt",
        "test/requirements*.txt",
    ),
)
DEV_FILES = (
    *("requirements-dev*.txt", "requirements_dev*.txt", "requirements.dev*.txt", "dev-requirements*.txt"),
    *("dev_requirements*.txt", "requirements/dev*.txt"),
)

#: Written by the fleet, so no part of the target's own tests.
GENERATED = ("tests/parity/",)
#: Files of a folder of tests that hold none.
NO_TESTS = ("__init__.py", "conftest.py", "__main__.py")

#: Tools among development requirements that no test needs and that take long to install.
NOT_FOR_TESTS = (
    *(
        "black",
        "blacken-docs",
        "flake8*",
        "isort",
        "ruff",
        "pylint*",
        "mypy",
        "pyright",
        "basedpyright",
        "ty",
    ),
    *("pre-commit", "tox*", "nox", "twine", "build", "bump*", "commitizen", "towncrier", "check-manifest"),
    *("sphinx*", "mkdocs*", "furo", "myst-*", "pdoc*", "jupyter*", "notebook", "ipython", "bandit", "safety"),
    *("codecov", "coveralls", "pyinstaller", "wheel", "hatch", "poetry", "pip-tools", "uv", "zest-releaser"),
)

#: pytest options that would change what is measured: coverage (tracing switches native code off),
#: parallel runs, and an early end. With their values, if they take one.
UNWANTED = (
    r"--cov.*",
    r"--no-cov.*",
    r"-n\d*",
    r"-nauto",
    r"--numprocesses.*",
    r"--dist.*",
    r"-x",
    r"--exitfirst",
)
UNWANTED_VALUE = (
    "-n",
    "--numprocesses",
    "--dist",
    "--cov-report",
    "--cov-config",
    "--cov-fail-under",
    "--maxfail",
)


@dataclass(frozen=True)
class SuiteNeeds:
    """Requirements of the tests, besides pytest and Hypothesis."""

    requirements: tuple[str, ...]
    #: Requirements files, relative to the target.
    files: tuple[str, ...]


def suite_needs(packaging: Packaging, paths: Iterable[str], tox_ini: str = "") -> SuiteNeeds:
    """What to install, from the most to the least specific source."""
    paths = list(paths)
    found = _named(packaging, TEST_NAMES)
    files = _matching(paths, TEST_FILES)
    if not found and not files:
        found = [*_tox_requirements(tox_ini), *_named(packaging, DEV_NAMES)]
        files = _matching(paths, DEV_FILES)
        found = [item for item in found if not _is_aside(item)]
    return SuiteNeeds(tuple(dict.fromkeys(found)), tuple(files))


def requirement_name(text: str) -> str:
    """Normalised name of a requirement; empty for paths, links and options."""
    match = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)", text)
    return normalised(match.group(1)) if match and "://" not in text.split("@")[0] else ""


def _named(packaging: Packaging, names: Sequence[str]) -> list[str]:
    sources = (packaging.groups, packaging.extras)
    return [
        item
        for source in sources
        for name, items in source.items()
        if normalised(name) in names
        for requirement in items
        for item in _own_extras(packaging, requirement, ())
    ]


def _own_extras(packaging: Packaging, requirement: str, outer: tuple[str, ...]) -> list[str]:
    """A requirement, or what it stands for when it names extras of the project itself."""
    match = re.match(r"\s*([\w.-]+)\s*\[([^\]]*)\]", requirement)
    if match is None or not packaging.name or normalised(match.group(1)) != normalised(packaging.name):
        return [requirement]
    wanted = {normalised(name) for name in match.group(2).split(",")} - set(outer)
    inner = (*outer, *wanted)
    return [
        item
        for name, items in packaging.extras.items()
        if normalised(name) in wanted
        for text in items
        for item in _own_extras(packaging, text, inner)
    ]


def _matching(paths: Sequence[str], patterns: Sequence[str]) -> list[str]:
    matches = (p for p in paths if any(fnmatch.fnmatchcase(p, pattern) for pattern in patterns))
    return sorted(path for path in matches if path.count("/") <= 1)


def _tox_requirements(text: str) -> list[str]:
    """`deps` of tox's default environment, without options and substitutions."""
    section = _section(text, "testenv")
    lines = [line.rpartition(": ")[2].strip() for line in section.get("deps", "").splitlines()]
    return [line for line in lines if line and not line.startswith(("-", "#", ".")) and "{" not in line]


def _is_aside(requirement: str) -> bool:
    name = requirement_name(requirement)
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in NOT_FOR_TESTS)


def pytest_addopts(pyproject: Mapping[str, Any], files: Mapping[str, str]) -> str | None:
    """The target's own pytest options, from the file that pytest would take them from."""
    for name in ("pytest.ini", ".pytest.ini"):
        if name in files:
            return _section(files[name], "pytest").get("addopts", "")
    tool = pyproject.get("tool")
    table = tool.get("pytest") if isinstance(tool, dict) else None
    options = (table.get("ini_options") or table) if isinstance(table, dict) else None
    if isinstance(options, dict):
        value = options.get("addopts", "")
        return shlex.join(map(str, value)) if isinstance(value, list) else str(value)
    for name, section in (("tox.ini", "pytest"), ("setup.cfg", "tool:pytest")):
        values = _section(files.get(name, ""), section)
        if values:
            return values.get("addopts", "")
    return None


def wanted_options(addopts: str) -> str | None:
    """The options without those of `UNWANTED`; None where there is none of them."""
    try:
        words = shlex.split(addopts)
    except ValueError:
        return None
    kept: list[str] = []
    skip = False
    for word in words:
        option = word.partition("=")[0]
        if not skip and option not in UNWANTED_VALUE and not any(re.fullmatch(p, word) for p in UNWANTED):
            kept.append(word)
        skip = not skip and word in UNWANTED_VALUE
    return shlex.join(kept) if kept != words else None


def _section(text: str, name: str) -> Mapping[str, str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    return parser[name] if parser.has_section(name) else {}


def arguments_for_pytest(paths: Iterable[str]) -> list[str] | None:
    """Files to name to pytest: none where it finds the tests by itself. None where there are no tests."""
    python = [path for path in paths if path.endswith(".py") and not path.startswith(GENERATED)]
    names = {path: path.rpartition("/")[2] for path in python}
    if any(name.startswith("test_") or name.endswith("_test.py") for name in names.values()):
        return []
    # pytest takes any file that it is given, also those that `python -m unittest` was meant for.
    other = [p for p in python if names[p] in ("test.py", "tests.py") or p.startswith(("tests/", "test/"))]
    return [path for path in other if names[path] not in NO_TESTS] or None
