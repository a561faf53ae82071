"""The generated modules land in what the target ships, whichever way it is built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agents.install.plan import plan
from agents.install.shipping import Shipping, shipping
from agents.install.target import Support, Target
from agents.records import ModuleInfo
from tests.install.conftest import RESOURCES, core, module, write

ONE = Support("_one_ported", "")
ONE_MODULES = [module("one", "one.py")]
PKG = Support("pkg._ported", "pkg")
PKG_MODULES = [module("pkg", "pkg/__init__.py", is_package=True), module("pkg.m", "pkg/m.py")]
NEW = '"_one_ported", "_one_bindings"'


def single(path: str, text: str, **more: str) -> Shipping:
    return shipping([ONE], ONE_MODULES, {path: text, **more}, has_src=False)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "pyproject.toml",
            '[project]\nname = "one"\n\n[tool.setuptools]\npy-modules = ["one"] # all\n',
            f'[project]\nname = "one"\n\n[tool.setuptools]\npy-modules = ["one", {NEW}] # all\n',
        ),
        (
            "setup.cfg",
            "[metadata]\nname = one\n\n[options]\npy_modules = one\nzip_safe = no\n",
            "[metadata]\nname = one\n\n[options]\npy_modules =\n    one\n    _one_ported\n    _one_bindings\n"
            "zip_safe = no\n",
        ),
        (
            "setup.py",
            "from setuptools import setup\nsetup(name='é', py_modules=['one'], x=1)\n",
            f"from setuptools import setup\nsetup(name='é', py_modules=['one', {NEW}], x=1)\n",
        ),
        (
            "pyproject.toml",
            '[build-system]\nbuild-backend = "hatchling.build"\n\n[tool.hatch.build.targets.wheel]\n'
            'include = ["/one.py"]\n',
            '[build-system]\nbuild-backend = "hatchling.build"\n\n[tool.hatch.build.targets.wheel]\n'
            'include = ["/one.py", "/_one_ported.py", "/_one_bindings.py"]\n',
        ),
    ],
)
def test_single_modules_are_added_to_the_list(path: str, before: str, after: str) -> None:
    assert single(path, before) == Shipping({path: after})
    assert single(path, after) == Shipping({})


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (
            '[project]\nname = "one"\n',
            '[tool.setuptools]\npy-modules = ["_one_bindings", "_one_ported", "one"]\n',
        ),
        (
            '[build-system]\nbuild-backend = "hatchling.build"\n',
            '[tool.hatch.build.targets.wheel]\ninclude = ["_one_bindings.py", "_one_ported.py", "one.py"]\n',
        ),
        (
            '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n',
            '[tool.poetry]\npackages = [{include = "_one_bindings.py"}, {include = "_one_ported.py"}, '
            '{include = "one.py"}]\n',
        ),
    ],
)
def test_single_modules_that_were_found_by_themselves_are_named(text: str, added: str) -> None:
    done = single("pyproject.toml", text)
    assert done.edited["pyproject.toml"] == f"{text}\n{added}"
    assert single("pyproject.toml", done.edited["pyproject.toml"]) == Shipping({})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[build-system]\nbuild-backend = "flit_core.buildapi"\n'),
        ("setup.py", "import setuptools\nsetuptools.setup(py_modules=MODULES)\n"),
        ("setup.py", "import setuptools\nC = {'py_modules': ['one']}\nsetuptools.setup(**C)\n"),
        ("setup.py", "import setuptools\nsetuptools.setup(packages=[])\n"),
    ],
)
def test_modules_that_are_left_out(path: str, text: str) -> None:
    done = single(path, text)
    assert (done.edited, done.left_out, done.breaking) == ({}, (ONE,), ())
    assert "the installed distribution runs Python alone" in done.notes[0]


@pytest.mark.parametrize("text", ["setuptools.setup()\n", "setuptools.setup(**CONFIG)\n"])
def test_builds_that_would_find_the_crate(text: str) -> None:
    assert single("setup.py", f"import setuptools\n{text}") == Shipping({}, breaking=(ONE,))


def test_beside_packages_that_were_found_a_single_module_is_left_out() -> None:
    text = '[project]\nname = "pkg"\n'
    modules = [*PKG_MODULES, *ONE_MODULES]
    done = shipping([PKG, ONE], modules, {"pyproject.toml": text}, has_src=False)
    assert 'include = ["pkg", "pkg.*"]' in done.edited["pyproject.toml"]
    assert (done.left_out, done.breaking) == ((ONE,), ())
    alone = shipping([ONE], modules, {"pyproject.toml": text}, has_src=False)
    assert alone == Shipping({}, breaking=(ONE,))


def test_without_a_build_nothing_has_to_be_done() -> None:
    assert single("pyproject.toml", "[tool.ruff]\n") == Shipping({})
    assert shipping([ONE], ONE_MODULES, {}, has_src=False) == Shipping({})


def test_packages_that_were_found_by_themselves_are_named() -> None:
    text = '[project]\nname = "pkg"\n'
    done = shipping([PKG], PKG_MODULES, {"pyproject.toml": text}, has_src=False)
    assert done.edited == {
        "pyproject.toml": f'{text}\n[tool.setuptools.packages.find]\ninclude = ["pkg", "pkg.*"]\n'
    }
    assert shipping([PKG], PKG_MODULES, {"pyproject.toml": text}, has_src=True) == Shipping({})
    legacy = {"setup.py": "from setuptools import setup\nsetup(name='pkg')\n"}
    assert shipping([PKG], PKG_MODULES, legacy, has_src=False).breaking == (PKG,)


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "pkg"\n[tool.setuptools]\npackages = ["pkg"]\n',
        '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n',
        '[build-system]\nbuild-backend = "flit_core.buildapi"\n',
    ],
)
def test_other_packages_need_nothing(text: str) -> None:
    assert shipping([PKG], PKG_MODULES, {"pyproject.toml": text}, has_src=False) == Shipping({})


def test_filters_are_told() -> None:
    text = (
        '[build-system]\nbuild-backend = "hatchling.build"\n[tool.hatch.build]\nexclude = ["*_ported.py"]\n'
    )
    notes = shipping([PKG], PKG_MODULES, {"pyproject.toml": text}, has_src=False).notes
    assert notes == (
        "tool.hatch.build.exclude chooses single files: "
        "see that the wheel gets pkg/_ported.py and pkg/_bindings.py.",
    )


SETUPTOOLS = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n'
FUNCTION = b"def f():\n    return 1\n"
#: Name -> (files of the target, modules, core with the function f).
PROJECTS: dict[str, tuple[dict[str, bytes], list[ModuleInfo], str]] = {
    "single module, found by itself": (
        {
            "pyproject.toml": f'{SETUPTOOLS}[project]\nname = "one"\nversion = "1"\n'.encode(),
            "one.py": FUNCTION,
        },
        ONE_MODULES,
        "one",
    ),
    "single module of a setup.py": (
        {
            "setup.py": b"from setuptools import setup\nsetup(name='one', py_modules=['one'])\n",
            "one.py": FUNCTION,
        },
        ONE_MODULES,
        "one",
    ),
    "single module of a list that is computed": (
        {
            "setup.py": b"from setuptools import setup\nsetup(name='one', py_modules='one'.split())\n",
            "one.py": FUNCTION,
        },
        ONE_MODULES,
        "one",
    ),
    "flat package, found by itself": (
        {
            "pyproject.toml": f'{SETUPTOOLS}[project]\nname = "one"\nversion = "1"\n'.encode(),
            "pkg/__init__.py": b"",
            "pkg/m.py": FUNCTION,
            "tests/test_m.py": b"",
        },
        PKG_MODULES,
        "pkg.m",
    ),
    "package of a setup.cfg": (
        {
            "setup.py": b"from setuptools import setup\nsetup()\n",
            "setup.cfg": b"[metadata]\nname = one\nversion = 1\n[options]\npackages = find:\n",
            "pkg/__init__.py": b"",
            "pkg/m.py": FUNCTION,
        },
        PKG_MODULES,
        "pkg.m",
    ),
    "package below src": (
        {
            "pyproject.toml": f'{SETUPTOOLS}[project]\nname = "one"\nversion = "1"\n'.encode(),
            "src/pkg/__init__.py": b"",
            "src/pkg/m.py": FUNCTION,
        },
        [
            module("pkg", "src/pkg/__init__.py", root="src", is_package=True),
            module("pkg.m", "src/pkg/m.py", root="src"),
        ],
        "pkg.m",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PROJECTS)
def test_a_built_wheel_works(name: str, tmp_path: Path) -> None:
    tree, modules, where = PROJECTS[name]
    done = plan(Target("one", ("3.11",)), [core(where, "x", ["f"])], modules, tree, RESOURCES, {})
    assert done.refused == {}
    write(tmp_path / "target", {**tree, **done.files})
    build = [sys.executable, "-c", BUILD, str(tmp_path / "out")]
    made = subprocess.run(build, cwd=tmp_path / "target", capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    used = f"import {where} as m; assert m.f() == 1; import sys; print(m.f.__globals__['__file__'])"
    ran = subprocess.run(
        [
            sys.executable,
            "-P",
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(tmp_path / 'out')!r}); {used}",
        ],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert str(tmp_path / "out") in ran.stdout
    assert not list((tmp_path / "out").glob("rust_core*"))


#: Builds without the network, with the setuptools that is here.
BUILD = """
import sys, setuptools
sys.argv = ["setup.py", "-q", "build", "--build-lib", sys.argv[1]]
from pathlib import Path
setup = Path("setup.py")
exec(compile(setup.read_text(), "setup.py", "exec")) if setup.exists() else setuptools.setup()
"""
