"""What is installed for the tests, from where, and with which interpreter."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from cores.index_settings import uv_settings
from cores.packaging import read_packaging
from cores.suite_setup import (
    arguments_for_pytest,
    pytest_addopts,
    requirement_name,
    suite_needs,
    wanted_options,
)
from fleet.errors import UserError
from fleet.interpreters import choose


@pytest.mark.parametrize(
    ("pyproject", "paths", "tox", "expected"),
    [
        ('[project.optional-dependencies]\ntest = ["a"]\ndev = ["b"]', [], "", (("a",), ())),
        ('[project.optional-dependencies]\ndev = ["b", "mypy>1", "Sphinx"]', [], "", (("b",), ())),
        ('[dependency-groups]\nTests = ["a"]\n[project.optional-dependencies]\ntest = ["a", "b"]', [], "",
         (("a", "b"), ())),
        ('[tool.poetry.group.test.dependencies]\nx = "^1.2"\ny = {version = "*", markers = "os"}', [], "",
         (("x>=1.2,<2", "y ; os"), ())),
        ('[tool.hatch.envs.hatch-test]\nextra-dependencies = ["h"]', [], "", (("h",), ())),
        ("", ["requirements-test.txt", "requirements-dev.txt", "a/b/test-requirements.txt"],
         "",
         ((), ("requirements-test.txt",))),
        ("", ["requirements/dev.txt"], "", ((), ("requirements/dev.txt",))),
        ("", [], "[testenv]\ndeps =\n  pt\n  py38: old\n  -r x.txt\n  {[b]deps}\n", (("pt", "old"), ())),
        ('[project]\nname = "d"\n[project.optional-dependencies]\nall = ["d[test,a]"]\na = ["x"]\n'
         'test = ["d[all]", "t"]', [], "", (("t", "x"), ())),
    ],
)  # fmt: skip
def test_needs(pyproject: str, paths: list[str], tox: str, expected: tuple[object, object]) -> None:
    needs = suite_needs(read_packaging(tomllib.loads(pyproject)), paths, tox)
    assert (tuple(sorted(needs.requirements)), needs.files) == (tuple(sorted(expected[0])), expected[1])  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A.B_c>=1", "a-b-c"),
        (" x[y]~=1", "x"),
        ("x @ https://h/x.whl", "x"),
        ("https://h/x.whl", ""),
        ("-e .", ""),
    ],
)
def test_names_of_requirements(text: str, name: str) -> None:
    assert requirement_name(text) == name


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("-ra -q", None),
        ("--cov --cov-report=xml -q", "-q"),
        ("-n auto -q", "-q"),
        ("-n4 --dist loadfile", ""),
        ("--maxfail 3 -x tests", "tests"),
        ("-m 'not slow' --cov", "-m 'not slow'"),
        ("unbalanced '", None),
        ("", None),
    ],
)
def test_unwanted_options(own: str, kept: str | None) -> None:
    assert wanted_options(own) == kept


def test_options_come_from_the_file_that_pytest_reads() -> None:
    pyproject = {"tool": {"pytest": {"ini_options": {"addopts": ["-a", "b c"]}}}}
    files = {"setup.cfg": "[tool:pytest]\naddopts = -s", "tox.ini": "[pytest]\naddopts = -t"}
    assert pytest_addopts(pyproject, {**files, "pytest.ini": "[pytest]\naddopts = -p"}) == "-p"
    assert pytest_addopts(pyproject, files) == "-a 'b c'"
    assert pytest_addopts({}, files) == "-t"
    assert pytest_addopts({"tool": {"pytest": {"addopts": ["-n"]}}}, {}) == "-n"
    assert pytest_addopts({}, {"tox.ini": "[tox]\n"}) is None


def test_tests_are_recognised_by_name() -> None:
    assert arguments_for_pytest(["a/test_x.py", "tests.py"]) == arguments_for_pytest(["x_test.py"]) == []
    assert arguments_for_pytest(["test.py", "a/b.py", "tests/cases.py", "tests/conftest.py"]) == [
        "test.py",
        "tests/cases.py",
    ]
    assert arguments_for_pytest(["test.py", "tests/parity/test_parity_x.py"]) == ["test.py"]
    assert arguments_for_pytest(["test_x.txt", "a/b.py", "tests/__init__.py"]) is None


def test_indexes_of_pip_are_told_to_uv() -> None:
    files = ["[global]\nindex-url = https://mirror\nfind-links =\n  /a\n  /b\n", "[global]\nindex-url = x"]
    assert uv_settings({}, files) == {"UV_DEFAULT_INDEX": "https://mirror", "UV_FIND_LINKS": "/a /b"}
    assert uv_settings({"PIP_INDEX_URL": "y", "UV_FIND_LINKS": "z"}, files) == {"UV_DEFAULT_INDEX": "y"}
    assert uv_settings({"UV_INDEX_URL": "own"}, ["[broken"]) == {}


def test_interpreters() -> None:
    own = choose("", ">=3.8")
    assert own.version == sys.version_info[:3] and own.extension_suffix.endswith(".so")
    assert choose(sys.executable, "").version == own.version
    for wanted, required, code in (("", "<3", "python-does-not-fit"), ("2.0", "", "no-such-python")):
        with pytest.raises(UserError) as caught:
            choose(wanted, required)
        assert caught.value.code == code and caught.value.hint


def test_a_configured_program_that_is_no_python() -> None:
    with pytest.raises(UserError) as caught:
        choose(str(Path("/bin/false")), "")
    assert caught.value.code == "python-broken"
