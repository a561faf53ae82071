"""Runs of target suites that go wrong in every way, in one shared environment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agents.ports import Checkout, Limits
from fleet.environment import EnvironmentBuilder
from fleet.sandbox import open_sandbox
from fleet.suite import SuiteRun, run_tests
from fleet.workspace import GitWorkspace

from .conftest import FILES, git, write

pytestmark = pytest.mark.slow

Run = Callable[..., SuiteRun]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, EnvironmentBuilder]:
    root = tmp_path_factory.mktemp("suite")
    git(root, "init", "-q")
    write(root, FILES)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    builder = EnvironmentBuilder(root, open_sandbox(readable=[root / ".corefleet"]))
    space = GitWorkspace(root, builder.prepare, builder.generated)
    return space.checkout("a", space.head()), builder


@pytest.fixture
def run(prepared: tuple[Checkout, EnvironmentBuilder]) -> Run:
    """Runs a suite of these files instead of the target's own."""
    work, builder = prepared

    def run_files(files: dict[str, str], seconds: float = 60, **options: object) -> SuiteRun:
        git(work.path, "reset", "-q", "--hard", work.commit)
        git(work.path, "clean", "-fdxq")
        git(work.path, "rm", "-rq", "tests")
        write(work.path, files)
        git(work.path, "add", "-A")
        git(work.path, "commit", "-q", "-m", "files")
        limits = Limits(seconds=seconds)
        return run_tests(work, builder.sandbox, builder.target(work.path), limits=limits, **options)  # type: ignore[arg-type]

    return run_files


def test_each_outcome(run: Run) -> None:
    text = """
import pytest, unittest

def test_good(): pass
def test_bad(): assert 1 == 2
@pytest.mark.skip
def test_skipped(): pass
@pytest.mark.xfail
def test_expected(): assert False
@pytest.fixture
def broken(): raise RuntimeError("set-up")
def test_broken(broken): pass
@pytest.fixture
def dirty():
    yield
    raise RuntimeError("clean-up")
def test_dirty(dirty): pass
@pytest.mark.parametrize("x", [1, 2])
def test_many(x): assert x == 1
class TestOld(unittest.TestCase):
    def test_method(self): self.assertTrue(True)
    def test_parts(self):
        for n in range(3):
            with self.subTest(n=n): self.assertNotEqual(n, 1)
"""
    report = run({"tests/test_a.py": text}).report
    outcomes = {name.removeprefix("tests/test_a.py::"): outcome for name, outcome in report.outcomes.items()}
    assert outcomes == {
        "test_good": "passed",
        "test_bad": "failed",
        "test_skipped": "skipped",
        "test_expected": "skipped",
        "test_broken": "error",
        "test_dirty": "error",
        "test_many[1]": "passed",
        "test_many[2]": "failed",
        "TestOld::test_method": "passed",
        "TestOld::test_parts": "failed",
    }
    assert "assert 1 == 2" in report.messages["tests/test_a.py::test_bad"]
    assert report.status == 1 and report.count("passed", "failed") == 6


def test_a_crash_keeps_what_ran_before_and_names_the_culprit(run: Run) -> None:
    text = "import os\ndef test_a(): pass\ndef test_b(): os.abort()\ndef test_c(): pass\n"
    done = run({"tests/test_a.py": text})
    assert done.report.outcomes == {"tests/test_a.py::test_a": "passed", "tests/test_a.py::test_b": "error"}
    assert done.report.crashed_in == "tests/test_a.py::test_b" and not done.finished


def test_a_time_out_keeps_what_ran_before(run: Run) -> None:
    text = "def test_a(): pass\ndef test_b():\n    while True: pass\n"
    done = run({"tests/test_a.py": text}, seconds=4)
    assert done.completed.limit == "time" and done.report.passed == ["tests/test_a.py::test_a"]
    assert done.report.crashed_in == "tests/test_a.py::test_b"


def test_a_file_that_cannot_be_collected(run: Run) -> None:
    files = {"tests/test_a.py": "import nothing_like_this", "tests/test_b.py": "def test(): pass"}
    done = run(files, extra_args=["--continue-on-collection-errors"])
    assert list(done.report.uncollected) == ["tests/test_a.py"]
    assert "nothing_like_this" in done.report.uncollected["tests/test_a.py"]
    assert done.report.passed == ["tests/test_b.py::test"]


def test_options_that_need_a_missing_plugin_are_left_out(run: Run) -> None:
    files = {
        "tests/test_a.py": "def test(): pass",
        "pytest.ini": "[pytest]\naddopts = --from-a-missing-plugin\n",
    }
    done = run(files)
    assert done.report.passed == ["tests/test_a.py::test"]
    assert len(done.notes) == 1 and "--from-a-missing-plugin" in done.notes[0]


def test_coverage_parallel_runs_and_early_ends_are_left_out(run: Run) -> None:
    ini = "[pytest]\naddopts = -x --cov=demo --cov-report term -n 4 --maxfail=1 -p no:doctest -ra\n"
    text = "def test_a(): assert False\ndef test_b(): pass"
    done = run({"tests/test_a.py": text, "pytest.ini": ini})
    assert done.report.count("passed") == done.report.count("failed") == 1
    assert "became '-p no:doctest -ra'" in done.notes[0]


def test_generated_tests_are_no_part_of_it(run: Run) -> None:
    files = {"tests/parity/test_parity_x.py": "def test(): pass", "tests/test_a.py": "def test(): pass"}
    assert run(files).report.passed == ["tests/test_a.py::test"]


def test_other_plugins_and_variables_are_passed_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own_plugin.py").write_text("def pytest_configure(config): print('own plugin')\n")
    text = "import os\ndef test(): assert os.environ['GIVEN'] == 'yes'"
    env = {"PYTHONPATH": str(tmp_path), "GIVEN": "yes"}
    done = run({"tests/test_a.py": text}, env=env, extra_args=["-p", "own_plugin"], writable=[tmp_path])
    assert done.report.passed == ["tests/test_a.py::test"] and "own plugin" in done.completed.stdout


def test_a_forking_test_is_counted_once(run: Run) -> None:
    text = "import os\ndef test():\n    if os.fork() == 0: raise SystemExit(0)\n    os.wait()\n"
    done = run({"tests/test_a.py": text})
    assert done.report.outcomes == {"tests/test_a.py::test": "passed"}


def test_no_scratch_folder_is_left(run: Run, prepared: tuple[Checkout, EnvironmentBuilder]) -> None:
    run({"tests/test_a.py": "def test(): pass"})
    work, builder = prepared
    assert list((builder.root / ".corefleet/tmp").iterdir()) == []
    assert git(work.path, "status", "--porcelain") == ""
