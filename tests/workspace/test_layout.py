"""Where modules are found, for the layouts that real repositories have."""

from __future__ import annotations

import tomllib

import pytest

from cores.layout import Layout, make_layout, packaging_folders
from cores.packaging import Packaging, poetry_range, read_packaging
from cores.python_range import python_fits


def layout_of(paths: list[str], pyproject: str = "", setup_cfg: str = "", setup_py: str = "") -> Layout:
    packaging = read_packaging(tomllib.loads(pyproject), setup_cfg, setup_py)
    return make_layout(paths, {"": packaging}, "target")


@pytest.mark.parametrize(
    ("paths", "pyproject", "expected"),
    [
        pytest.param(
            ["src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/sub/b.py", "src/one.py", "tests/test_a.py"],
            "",
            {"pkg": "src", "pkg.a": "src", "pkg.sub.b": "src", "one": "src"},
            id="src",
        ),
        pytest.param(
            [
                "pkg/__init__.py",
                "pkg/a.py",
                "pkg/tests/test_a.py",
                "pkg/tests/helper.py",
                "setup.py",
                "one.py",
            ],
            "",
            {"pkg": "", "pkg.a": "", "one": ""},
            id="flat with tests inside",
        ),
        pytest.param(
            ["tools/__init__.py", "tools/a.py", "docs/conf.py", "bench/b.py"],
            '[project]\nname = "Tools"',
            {"tools": "", "tools.a": ""},
            id="a package with the name of a folder that is usually left out",
        ),
        pytest.param(
            ["code/pkg/__init__.py", "code/pkg/a.py", "sorting/bubble.py", "my-scripts/x.py", "a/class.py"],
            "",
            {"pkg": "code", "pkg.a": "code", "sorting.bubble": ""},
            id="no packaging at all",
        ),
        pytest.param(
            ["src/google/cloud/thing/__init__.py", "src/google/cloud/thing/a.py"],
            "",
            {"google.cloud.thing": "src", "google.cloud.thing.a": "src"},
            id="namespace package below src",
        ),
        pytest.param(
            ["lib/pkg/__init__.py", "extra/other/__init__.py", "extra/other/a.py"],
            '[tool.setuptools.packages.find]\nwhere = ["lib", "extra"]',
            {"pkg": "lib", "other": "extra", "other.a": "extra"},
            id="setuptools find",
        ),
        pytest.param(
            ["src/__init__.py", "src/a.py"], "", {"src": "", "src.a": ""}, id="src is itself the package"
        ),
        pytest.param(
            ["pkg/__init__.py", "pkg/plain/deep/__init__.py", "pkg/plain/deep/a.py"],
            "",
            {"pkg": "", "pkg.plain.deep": "", "pkg.plain.deep.a": ""},
            id="a folder without __init__ inside a package",
        ),
        pytest.param(
            ["backend/app/__init__.py", "backend/app/a.py"],
            '[tool.hatch.build.targets.wheel]\npackages = ["backend/app"]',
            {"app": "backend", "app.a": "backend"},
            id="hatch packages",
        ),
        pytest.param(
            ["py/ext/__init__.py", "py/ext/a.py"],
            '[tool.maturin]\npython-source = "py"',
            {"ext": "py", "ext.a": "py"},
            id="maturin python-source",
        ),
        pytest.param(
            ["scripts/pkg/__init__.py", "scripts/pkg/a.py", "scripts/b.py"],
            '[tool.poetry]\nname = "x"\npackages = [{ include = "pkg", from = "scripts" }]',
            {"pkg": "scripts", "pkg.a": "scripts"},
            id="poetry from",
        ),
        pytest.param(
            [
                "pkg/__main__.py",
                "pkg/_ported.py",
                "pkg/_bindings.py",
                "pkg/conftest.py",
                ".hidden/a.py",
                "x.pyi",
            ],
            "",
            {},
            id="what is never a core",
        ),
    ],
)
def test_module_names(paths: list[str], pyproject: str, expected: dict[str, str]) -> None:
    layout = layout_of(paths, pyproject)
    places = [place for path in paths if (place := layout.module_of(path))]
    assert {place.name: place.source_root for place in places} == expected
    assert all(place.package == place.name.split(".")[0] for place in places)


@pytest.mark.parametrize(
    "text",
    [
        "import setuptools\nsetuptools.setup(name='x', package_dir={'': 'code'}, packages=['pkg'])",
        "from setuptools import *\nWHERE = 'code'\nsetup(packages=find_packages(where=WHERE))",
        "from setuptools import *\nsetup(packages=find_packages('code'), version=open('v').read())",
    ],
)
def test_setup_py_is_read_without_being_run(text: str) -> None:
    layout = layout_of(["code/pkg/__init__.py", "setup.py"], setup_py=text)
    place = layout.module_of("code/pkg/__init__.py")
    assert place is not None and (place.name, place.source_root, place.is_package) == ("pkg", "code", True)


def test_setup_cfg() -> None:
    text = (
        "[metadata]\nname = My.Thing\n[options]\npython_requires = >=3.9\npackage_dir =\n    = code\n"
        "packages = find:\ninstall_requires =\n    a>1\n    # no\n    b\n"
        "[options.packages.find]\nwhere = code\n"
        "[options.extras_require]\ntest =\n    pytest-x\n"
    )
    found = read_packaging({}, text)
    assert (found.dependencies, found.extras) == (["a>1", "b"], {"test": ["pytest-x"]})
    layout = make_layout(["code/pkg/a.py"], {"": found}, "target")
    assert layout.main.distribution == "my-thing" and layout.main.requires_python == ">=3.9"
    assert layout.source_roots(["code/pkg/a.py"]) == ["code"]


def test_monorepo_has_a_project_per_folder() -> None:
    paths = [
        *("packages/a/pyproject.toml", "packages/a/src/a_pkg/__init__.py", "packages/a/tests/x.py"),
        *("packages/b/setup.py", "packages/b/b_pkg/__init__.py", "tests/data/c/setup.py"),
    ]
    assert packaging_folders(paths) == ["packages/a", "packages/b"]
    layout = make_layout(paths, {f: Packaging() for f in packaging_folders(paths)}, "target")
    assert layout.source_roots(paths) == ["packages/a/src", "packages/b"]
    assert layout.packages(paths) == ["a_pkg", "b_pkg"]
    assert layout.main.folder == "" and layout.main.distribution == "target"


def test_configured_exclusions() -> None:
    layout = make_layout(["pkg/a.py", "pkg/gen/b.py"], {}, "t", exclude=["pkg/gen/*"])
    assert layout.module_of("pkg/a.py") and layout.module_of("pkg/gen/b.py") is None


def test_groups_include_each_other_even_in_a_circle() -> None:
    groups = {
        "dependency-groups": {
            "test": ["a", {"include-group": "Base_Group"}],
            "base-group": ["b", {"include-group": "test"}],
        }
    }
    assert read_packaging(groups).groups["test"] == ["a", "b"]


@pytest.mark.parametrize("text", ["setup(", "x = 1", "setup(**config)", "\0"])
def test_odd_setup_files_say_nothing(text: str) -> None:
    assert read_packaging({"project": "no table", "tool": []}, "[broken", text).packages == []


@pytest.mark.parametrize(
    ("poetry", "standard"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^3.8", ">=3.8,<4"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("*", ""),
        (">=1,<2", ">=1,<2"),
        (">= 1.0, < 2.0", ">=1.0,<2.0"),
        ("1.5", "==1.5"),
        ("1.*", "==1.*"),
        ("~=1.4", "~=1.4"),
        ("^2.7 || ^3.6", ">=2.7,<3"),
    ],
)
def test_poetry_ranges(poetry: str, standard: str) -> None:
    assert poetry_range(poetry) == standard


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ("", True),
        (">=3.11", True),
        (">=3.11.8", False),
        (">=3.8,<3.11", False),
        ("<4.0", True),
        ("!=3.11.*", False),
        ("!=3.0.*,!=3.1.*", True),
        ("==3.11.*", True),
        ("~=3.9", True),
        ("~=3.11.0", True),
        ("~=3.10.0", False),
        (">3.11", True),
        (">=3.12rc1", False),
    ],
)
def test_python_ranges_for_3_11_7(wanted: str, fits: bool) -> None:
    assert python_fits(wanted, (3, 11, 7)) is fits
