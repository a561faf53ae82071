"""The whole installation: complete, idempotent, undone."""

from __future__ import annotations

from collections.abc import Callable

from agents.install.plan import needed_fingerprints, plan, uninstall
from agents.install.tests_files import baseline_ignores, core_files
from tests.install.conftest import CORES, MODULES, RESOURCES, SUMS, TARGET, TREE, core, module

PROVEN = {"demo.sums:half": {"3.11": "aa"}, "demo.sums:quarter": {"3.11": "bb"}}


def test_everything_is_there(golden: Callable[[str, str], None]) -> None:
    done = plan(TARGET, CORES, MODULES, TREE, RESOURCES, PROVEN)
    assert done.refused == {}
    assert [(s.module, names) for s, names in done.supports.items()] == [
        ("demo._ported", ("demo.sums:half", "demo.sums:quarter"))
    ]
    shown = [path for path in done.files if not path.startswith("rust_core/") and path != "demo/_ported.py"]
    golden("plan.txt", "".join(f"===== {path}\n{done.files[path].decode()}" for path in shown))
    assert {"demo/_ported.py", "rust_core/Cargo.lock", "rust_core/src/demo_sums.rs"} < set(done.files)


def test_a_second_time_nothing_changes() -> None:
    done = plan(TARGET, CORES, MODULES, TREE, RESOURCES, PROVEN)
    again = plan(TARGET, CORES, MODULES, {**TREE, **done.files}, RESOURCES, PROVEN)
    assert again.files == {}
    assert again.removed == ()
    assert again.supports == done.supports


def test_without_ports_everything_goes() -> None:
    tree = {**TREE, **plan(TARGET, CORES, MODULES, TREE, RESOURCES, PROVEN).files}
    done = plan(TARGET, [], MODULES, tree, RESOURCES, {})
    left = {path: content for path, content in {**tree, **done.files}.items() if path not in done.removed}
    assert {path: left[path] for path in TREE if path != "pyproject.toml"} == {
        path: TREE[path] for path in TREE if path != "pyproject.toml"
    }
    assert set(left) - set(TREE) == {".github/workflows/rust-wheels.yml"}
    assert uninstall(MODULES, tree, "demo") == {"demo/sums.py": SUMS.encode()}


def test_bindings_survive_another_installation() -> None:
    tree = {**TREE, **plan(TARGET, CORES, MODULES, TREE, RESOURCES, PROVEN).files}
    tree["demo/_bindings.py"] = tree["demo/_bindings.py"].replace(
        b'half": "python",', b'half": "rust",  # 3x'
    )
    more = [
        CORES[0].model_copy(
            update={"symbols": (*CORES[0].symbols, core("demo.sums", "x", ["Till.take"]).symbols[0])}
        )
    ]
    files = plan(TARGET, more, MODULES, tree, RESOURCES, PROVEN).files
    assert (
        b'"demo.sums:Till.take": "python",\n    "demo.sums:half": "rust",  # 3x\n'
        in files["demo/_bindings.py"]
    )


def test_a_symbol_that_cannot_be_decorated_has_no_line() -> None:
    ports = [core("demo.sums", "demo_sums", ["half", "missing"])]
    done = plan(TARGET, ports, MODULES, TREE, RESOURCES, PROVEN)
    assert done.refused["demo.sums:missing"].code == "not-found"
    assert b"missing" not in done.files["demo/_bindings.py"]


def test_a_module_that_is_shipped_alone_is_guarded() -> None:
    tree = {
        "one.py": b"def f(): pass\n",
        "pyproject.toml": b'[build-system]\nbuild-backend = "flit_core.buildapi"\n',
    }
    modules = [module("one", "one.py")]
    done = plan(TARGET, [core("one", "one", ["f"])], modules, tree, RESOURCES, {})
    assert done.refused == {}
    assert b"try:\n    from _demo_ported import ported as _ported\nexcept " in done.files["one.py"]
    assert {"_demo_ported.py", "_demo_bindings.py"} < set(done.files)
    (note,) = [note for note in done.notes if "_demo_ported.py" in note]
    assert "the installed distribution runs Python alone, while the checkout runs native" in note
    there = {**tree, **done.files}
    again = plan(TARGET, [core("one", "one", ["f"])], modules, there, RESOURCES, {})
    assert (again.files, again.removed) == ({}, ())
    assert uninstall(modules, there, "demo") == {"one.py": tree["one.py"]}
    assert plan(TARGET, [], modules, there, RESOURCES, {}).files["one.py"] == tree["one.py"]


def test_a_guard_goes_once_the_decorator_is_shipped() -> None:
    setup = b"from setuptools import setup\nsetup(py_modules=%s)\n"
    tree = {"one.py": b"def f(): pass\n", "setup.py": setup % b"MODULES"}
    ports, modules = [core("one", "one", ["f"])], [module("one", "one.py")]
    first = plan(TARGET, ports, modules, tree, RESOURCES, {})
    assert b"except ModuleNotFoundError" in first.files["one.py"]
    listed = {**tree, **first.files, "setup.py": setup % b"['one']"}
    second = plan(TARGET, ports, modules, listed, RESOURCES, {})
    assert second.files["one.py"].startswith(b"from _demo_ported import ported as _ported\n")
    assert b'"_demo_ported"' in second.files["setup.py"]


def test_a_build_that_the_crate_would_break_is_refused() -> None:
    tree = {"one.py": b"def f(): pass\n", "setup.py": b"from setuptools import setup\nsetup(name='one')\n"}
    done = plan(TARGET, [core("one", "one", ["f"])], [module("one", "one.py")], tree, RESOURCES, {})
    assert done.refused["one:f"].code == "unshipped"
    assert not [path for path in done.files if path.endswith(".py") or path == "pyproject.toml"]


def test_places_that_are_taken_are_left_alone() -> None:
    for path in ("rust_core/Cargo.toml", "rust_core/notes.txt", "demo/_ported.py"):
        done = plan(TARGET, CORES, MODULES, {**TREE, path: b"mine"}, RESOURCES, PROVEN)
        assert done.files == {}
        assert path.partition("/")[0] in done.notes[0]


def test_fingerprints_that_are_needed() -> None:
    assert needed_fingerprints(CORES) == {"demo.sums": ["half", "quarter"]}


def test_the_targets_own_tests_run_as_before() -> None:
    files = core_files("demo.sums", "demo_sums")
    now = [*TREE, *files, "tests/parity/_parity/codec.py", "rust_core/README.md"]
    ignores = baseline_ignores(TREE, now)
    assert ignores == tuple(f"--ignore={f}" for f in ("tests/parity", "benchmarks", "docs/work", "rust_core"))
    before = [*TREE, "tests/parity/test_own.py", "benchmarks/bench_own.py"]
    assert baseline_ignores(before, [*before, *files]) == (
        f"--ignore={files.parity}",
        f"--ignore={files.benchmark}",
        "--ignore=docs/work",
    )
