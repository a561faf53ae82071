"""Environments of worktrees with real uv."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from agents.ports import Checkout
from fleet.environment import EnvironmentBuilder, doctest_folders
from fleet.errors import UserError
from fleet.imports import import_problems
from fleet.sandbox import open_sandbox
from fleet.suite import run_doctests, run_tests
from fleet.workspace import GitWorkspace

from .conftest import FILES, git, write

pytestmark = pytest.mark.slow

Make = Callable[..., Path]


def open_space(root: Path, **options: str) -> tuple[GitWorkspace, EnvironmentBuilder]:
    builder = EnvironmentBuilder(root, open_sandbox(readable=[root / ".corefleet"]), **options)
    return GitWorkspace(root, builder.prepare, builder.generated), builder


def checkout(root: Path, name: str = "a") -> tuple[Checkout, EnvironmentBuilder]:
    space, builder = open_space(root)
    return space.checkout(name, space.head()), builder


def ask(work: Checkout, code: str) -> str:
    command = [str(work.environment.python), "-P", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def commit(root: Path, files: dict[str, str]) -> None:
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "more")


def test_a_plain_project(make_repository: Make) -> None:
    pyproject = (
        '[project]\nname = "demo"\nversion = "1.0"\ndependencies = ["iniconfig"]\n'
        '[project.optional-dependencies]\ntests = ["demo[extra]", "idna"]\nextra = ["sortedcontainers"]\n'
    )
    work, builder = checkout(make_repository({**FILES, "pyproject.toml": pyproject}))
    assert work.environment.problems == ()
    ask(work, "import iniconfig, idna, sortedcontainers, pytest, hypothesis")
    assert ask(work, "import demo; print(demo.__file__)") == str(work.path / "src/demo/__init__.py")
    target = builder.target(work.path)
    run = run_tests(work, builder.sandbox, target)
    assert run.report.outcomes == {"tests/test_sums.py::test_add": "passed"} and run.finished
    assert git(work.path, "status", "--porcelain", "--untracked-files=no") == ""


def test_two_worktrees_import_their_own_code(repository: Path) -> None:
    one, builder = checkout(repository, "one")
    two, _ = checkout(repository, "two")
    assert [str(w.path) in ask(w, "import demo; print(demo.__file__)") for w in (one, two)] == [True, True]
    assert import_problems(one, builder.sandbox, ["demo"]) == {}
    mixed = Checkout(one.path, "", one.commit, two.environment)
    box = open_sandbox(readable=[repository / ".corefleet"])
    assert "instead of" in import_problems(mixed, box, ["demo"])["demo"]
    assert "No module named" in import_problems(one, box, ["nothing"])["nothing"]


def test_an_import_that_ends_the_interpreter(make_repository: Make) -> None:
    root = make_repository(
        {**FILES, "src/demo/__init__.py": 'print(\'{"name": "demo"}\')\nimport os\nos.abort()\n'}
    )
    work, builder = checkout(root)
    assert "ended the interpreter" in import_problems(work, builder.sandbox, ["demo"])["demo"]


def test_made_once_and_made_anew_when_requirements_change(repository: Path) -> None:
    work, _ = checkout(repository)
    marker = work.environment.root / "marker"
    marker.write_text("")
    commit(repository, {"src/demo/more.py": ""})
    assert checkout(repository)[0].commit != work.commit and marker.exists()
    changed = FILES["pyproject.toml"] + 'dependencies = ["idna"]\n'
    commit(repository, {"pyproject.toml": changed})
    ask(checkout(repository)[0], "import idna")
    assert not marker.exists()


def test_an_unfinished_environment_is_made_anew(repository: Path) -> None:
    work, _ = checkout(repository)
    (work.environment.root / "corefleet.json").unlink()
    (work.environment.root / "half").write_text("")
    assert not (checkout(repository)[0].environment.root / "half").exists()


def test_without_packaging_the_folders_are_on_the_path(make_repository: Make) -> None:
    files = {"pkg/__init__.py": "", "one.py": "X = 1", "test_one.py": "import one, pkg\ndef test(): pass\n"}
    work, builder = checkout(make_repository({**files, "requirements.txt": "idna  # needed\n"}))
    assert "no packaging" in work.environment.problems[0]
    assert ask(work, "import one, pkg, idna; print(one.__file__)") == str(work.path / "one.py")
    run = run_tests(work, builder.sandbox, builder.target(work.path))
    assert run.report.outcomes == {"test_one.py::test": "passed"}


def test_a_project_that_cannot_be_built_is_still_usable(make_repository: Make) -> None:
    setup = (
        "from setuptools import setup\nraise SystemExit('no compiler')\nsetup(install_requires=['idna'])\n"
    )
    files = {k: v for k, v in FILES.items() if k != "pyproject.toml"}
    work, builder = checkout(make_repository({**files, "setup.py": setup}))
    assert any("no compiler" in problem for problem in work.environment.problems)
    ask(work, "import demo.sums, idna, pytest")
    assert run_tests(work, builder.sandbox, builder.target(work.path)).report.count("passed") == 1


def test_one_impossible_requirement_does_not_cost_the_others(make_repository: Make) -> None:
    pyproject = FILES["pyproject.toml"] + '[dependency-groups]\ntest = ["idna>9999", "sortedcontainers"]\n'
    work, _ = checkout(make_repository({**FILES, "pyproject.toml": pyproject}))
    assert any(problem.startswith("idna>9999") for problem in work.environment.problems)
    ask(work, "import sortedcontainers, demo, pytest")


def test_files_that_set_up_generates_stay(make_repository: Make) -> None:
    pyproject = (
        '[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n'
        'build-backend = "setuptools.build_meta"\n'
        '[project]\nname = "demo"\ndynamic = ["version"]\n'
        '[tool.setuptools_scm]\nversion_file = "src/demo/_version.py"\n'
    )
    files = {
        **FILES,
        "pyproject.toml": pyproject,
        ".gitignore": "_version.py\n*.egg-info\n",
        "src/demo/__init__.py": "from demo._version import version\n",
    }
    root = make_repository(files)
    git(root, "tag", "v1.2.3")
    work, _ = checkout(root)
    assert ask(work, "import demo; print(demo.version)") == "1.2.3"
    again, _ = checkout(root)
    assert ask(again, "import demo; print(demo.version)") == "1.2.3"
    space, _ = open_space(root)
    space.remove("a")
    assert ask(checkout(root)[0], "import demo; print(demo.version)") == "1.2.3"


def test_set_up_code_cannot_reach_outside(make_repository: Make, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret-value")
    setup = (
        "import pathlib\nfrom setuptools import setup\n"
        f"try: text = pathlib.Path({str(secret)!r}).read_text()\n"
        "except OSError: text = 'nothing'\n"
        "pathlib.Path('found.txt').write_text(text)\n"
        f"try: pathlib.Path({str(tmp_path / 'planted')!r}).write_text('x')\nexcept OSError: pass\n"
        "setup(name='demo', package_dir={'': 'src'}, packages=['demo'])\n"
    )
    files = {k: v for k, v in FILES.items() if k != "pyproject.toml"}
    work, _ = checkout(make_repository({**files, "setup.py": setup}))
    assert (work.path / "found.txt").read_text() == "nothing"
    assert not (tmp_path / "planted").exists()


def test_a_python_that_does_not_fit_is_refused(make_repository: Make) -> None:
    pyproject = FILES["pyproject.toml"].replace(">=3.8", "<3")
    with pytest.raises(UserError, match="requires Python <3") as caught:
        checkout(make_repository({**FILES, "pyproject.toml": pyproject}))
    assert caught.value.code == "python-does-not-fit" and caught.value.hint


def test_configured_command_is_taken_from_the_environment(repository: Path) -> None:
    space, _ = open_space(repository, test_command="pytest -q tests")
    work = space.checkout("a", space.head())
    assert work.environment.test_command == (str(work.environment.root / "bin/pytest"), "-q", "tests")


def test_doctests_run_where_there_are_examples(make_repository: Make) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/good.py": 'def f():\n    """\n    >>> f()\n    3\n    """\n    return 3\n',
        "pkg/bad.py": 'def g():\n    """\n    >>> g()\n    4\n    """\n    return 3\n',
        "pkg/needs.py": 'import nothing_of_that_name\n"""\n>>> 1\n1\n"""\n',
        "other/__init__.py": "",
    }
    work, builder = checkout(make_repository(files))
    assert work.environment.test_command == ()
    folders = doctest_folders(builder.target(work.path))
    assert folders == ["pkg"]
    run = run_doctests(work, builder.sandbox, folders)
    assert run.report.outcomes == {"pkg/bad.py::pkg.bad.g": "failed", "pkg/good.py::pkg.good.f": "passed"}


def test_tests_with_an_unusual_name_are_found(make_repository: Make) -> None:
    text = "import unittest\nclass T(unittest.TestCase):\n    def test_it(self): pass\n"
    work, builder = checkout(make_repository({"pkg/__init__.py": "", "test.py": text}))
    run = run_tests(work, builder.sandbox, builder.target(work.path))
    assert run.report.passed == ["test.py::T::test_it"]


def test_a_target_without_tests(make_repository: Make) -> None:
    work, builder = checkout(make_repository({"pkg/__init__.py": ""}))
    run = run_tests(work, builder.sandbox, builder.target(work.path))
    assert run.finished and run.report.outcomes == {} and run.notes == ("there are no tests",)


def test_the_committed_files_count_and_not_the_dirty_ones(repository: Path) -> None:
    _, builder = open_space(repository)
    (repository / "pyproject.toml").unlink()
    (repository / "src/demo/sums.py").write_text("dirty")
    target = builder.target(repository)
    assert target.layout.main.requires_python == ">=3.8"
    assert target.read("src/demo/sums.py").decode() == FILES["src/demo/sums.py"]
