"""The target's crate as text; test_build.py compiles it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from agents.install.crate import crate_files, stands_for
from agents.install.lockfile import lock_text, reachable
from agents.install.target import Support, Target, support_of
from tests.install.conftest import CORES, RESOURCES, RUST, TARGET, core, module

ROOT = Path(__file__).parent.parent.parent
PROVEN = {"demo.sums:quarter": {"3.12": "bb", "3.11": "aa"}, "demo.sums:half": {"3.11": "cc"}}


def test_the_files_of_a_crate(golden: Callable[[str, str], None]) -> None:
    crate = crate_files(TARGET, CORES, RESOURCES, PROVEN)
    own = {
        path: text
        for path, text in crate.files.items()
        if "runtime/" not in path and "Cargo.lock" not in path
    }
    golden("crate.txt", "".join(f"===== {path}\n{text}" for path, text in own.items()))
    assert crate_files(TARGET, CORES, RESOURCES, PROVEN) == crate


def test_the_runtime_comes_along_without_its_tests() -> None:
    files = crate_files(TARGET, CORES, RESOURCES, {}).files
    copied = {
        path.removeprefix("rust_core/runtime/") for path in files if path.startswith("rust_core/runtime/")
    }
    there = {
        path.relative_to(ROOT / "rust_core/runtime").as_posix()
        for path in (ROOT / "rust_core/runtime").rglob("*.rs")
    }
    assert {path for path in there if not path.startswith(("tests/", "target/"))} <= copied
    assert not [path for path in copied if path.startswith(("tests/", "target/"))]
    assert {"Cargo.toml", "build.rs", "src/lib.rs"} <= copied


def test_profiles_are_those_of_this_repository() -> None:
    manifest = tomllib.loads(crate_files(TARGET, CORES, RESOURCES, {}).files["rust_core/Cargo.toml"])
    assert manifest["profile"] == tomllib.loads((ROOT / "rust_core/Cargo.toml").read_text())["profile"]


def test_a_persons_file_is_never_overwritten() -> None:
    path = "rust_core/src/demo_sums.rs"
    by_hand = core("demo.sums", "demo_sums", ["half"], rust="// mine\n", porter="submitted")
    assert crate_files(TARGET, [by_hand], RESOURCES, {}).files[path] == "// mine\n"
    for there in ("// mine, edited\n", RUST):
        crate = crate_files(TARGET, [by_hand], RESOURCES, {}, {path: there})
        assert path not in crate.files
        assert crate.kept == (path,)
    # A transpiled core does not take a file either that bears no sign of having been generated.
    assert crate_files(TARGET, CORES, RESOURCES, {}, {path: "// mine\n"}).kept == (path,)
    assert crate_files(TARGET, CORES, RESOURCES, {}, {path: RUST}).kept == ()


def test_a_persons_port_is_registered_first() -> None:
    by_hand = core("demo.sums", "demo_sums_submitted", ["half"], rust="// mine\n", porter="submitted")
    text = crate_files(TARGET, [*CORES, by_hand], RESOURCES, {}).files["rust_core/src/lib.rs"]
    assert re.findall(r"(\w+)::ENTRIES", text) == ["demo_sums_submitted", "demo_sums"]


def test_two_cores_in_one_rust_module_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="demo_sums"):
        crate_files(TARGET, [*CORES, core("demo_sums", "demo_sums", ["f"])], RESOURCES, {})


def test_generated_files_without_use_are_named() -> None:
    existing = {
        "rust_core/src/old.rs": RUST,
        "rust_core/src/mine.rs": "// mine",
        "rust_core/runtime/src/gone.rs": "",
    }
    stale = crate_files(TARGET, CORES, RESOURCES, {}, existing).stale
    assert stale == ("rust_core/runtime/src/gone.rs", "rust_core/src/old.rs")


def test_a_port_stands_for_its_callees_too() -> None:
    assert stands_for(CORES) == ["demo.sums:half", "demo.sums:quarter"]


def test_the_lock_is_pruned_sorted_and_renamed() -> None:
    text = lock_text(RESOURCES.lock, Target("Zoo.Lib", ("3.11",)))
    packages = tomllib.loads(text)["package"]
    names = [package["name"] for package in packages]
    assert names == sorted(names)
    assert "zoo-lib-native" in names
    assert "corefleet-native" not in names
    ours = {package["name"]: package for package in tomllib.loads(RESOURCES.lock)["package"]}
    assert [p for p in packages if p["name"] != "zoo-lib-native"] == [ours[n] for n in names if n in ours]


def test_what_the_runtime_does_not_need_is_left_out() -> None:
    packages = {
        "runtime": ['dependencies = [\n "a 1.0",\n "b",\n]'],
        "a": [""],
        "b": ['dependencies = [\n "a",\n]'],
    }
    assert sorted(reachable({**packages, "other": [""]}, "runtime")) == ["a", "b", "runtime"]


@pytest.mark.parametrize(
    ("name", "wheel", "crate", "extension"),
    [
        ("demo", "demo-native", "demo-native", "_demo_native"),
        ("My.Fancy_Lib", "my-fancy-lib-native", "my-fancy-lib-native", "_my_fancy_lib_native"),
        ("7zip", "7zip-native", "n7zip-native", "_7zip_native"),
    ],
)
def test_names(name: str, wheel: str, crate: str, extension: str) -> None:
    target = Target(name, ("3.11",))
    assert (target.wheel, target.crate, target.extension) == (wheel, crate, extension)


def test_the_oldest_version_is_not_the_first_text() -> None:
    assert Target("demo", ("3.11", "3.9")).oldest_python == "3.9"


@pytest.mark.parametrize(
    ("name", "path", "root", "is_package", "support", "files"),
    [
        ("p", "src/p/__init__.py", "src", True, "p._ported", "src/p/_ported.py src/p/_bindings.py"),
        ("p.a.b", "src/p/a/b.py", "src", False, "p._ported", "src/p/_ported.py src/p/_bindings.py"),
        ("n.q.b", "n/q/b.py", "", False, "n.q._ported", "n/q/_ported.py n/q/_bindings.py"),
        ("n.c", "n/c.py", "", False, "n._my_lib_ported", "n/_my_lib_ported.py n/_my_lib_bindings.py"),
        ("single", "single.py", "", False, "_my_lib_ported", "_my_lib_ported.py _my_lib_bindings.py"),
        (
            "single",
            "lib/single.py",
            "lib",
            False,
            "_my_lib_ported",
            "lib/_my_lib_ported.py lib/_my_lib_bindings.py",
        ),
    ],
)
def test_where_the_decorator_lies(
    name: str, path: str, root: str, is_package: bool, support: str, files: str
) -> None:
    paths = {"src/p/__init__.py", "src/p/a/__init__.py", "n/q/__init__.py"}
    found: Support = support_of(module(name, path, root=root, is_package=is_package), paths, "My-Lib")
    assert found.module == support
    assert f"{found.ported_path} {found.bindings_path}" == files
