"""Names: readable, valid in Rust, and never the same for two things."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cores import naming
from cores.naming import RUST_WORDS, rust_name, rust_names

IDENTIFIERS = st.from_regex(r"[A-Za-z_äßЖ中][A-Za-z0-9_äßЖ中]{0,8}", fullmatch=True).filter(str.isidentifier)
DOTTED = st.lists(IDENTIFIERS, min_size=1, max_size=3).map(".".join)


@pytest.mark.parametrize(
    ("python", "rust"),
    [
        ("clamp", "clamp"),
        ("pkg.mod", "pkg_mod"),
        ("Class.method", "class_method"),
        ("HTTPServer.getName", "http_server_get_name"),
        ("parseHTML5", "parse_html5"),
        ("fooBar2", "foo_bar2"),
        ("_private", "_private"),
        ("__init__", "_init_"),
        ("a__b", "a_b"),
        ("type", "type_"),
        ("self", "self_"),
        ("Self", "self_"),
        ("crate", "crate_"),
        ("_", "n_"),
        ("größe", "gruf6udfe"),
    ],
)
def test_rust_names(python: str, rust: str) -> None:
    assert rust_name(python) == rust


@given(DOTTED)
def test_every_name_is_one_that_rust_takes_without_a_warning(name: str) -> None:
    rust = rust_name(name)
    assert re.fullmatch("(_[0-9]|_?[a-z])[a-z0-9_]*", rust)
    assert "__" not in rust
    assert rust not in RUST_WORDS.split()


@given(st.lists(DOTTED, max_size=8))
def test_no_two_names_meet_whatever_their_order(names: list[str]) -> None:
    found = rust_names(names)
    assert set(found) == set(names)
    assert len(set(found.values())) == len(set(names))
    assert rust_names(names[::-1]) == found


@given(st.lists(DOTTED, max_size=8))
def test_a_name_that_is_fit_for_rust_keeps_its_own(names: list[str]) -> None:
    found = rust_names(names)
    assert all(found[name] == name for name in names if rust_name(name) == name)


def test_modules_that_look_alike_get_numbers_and_the_crate_keeps_its_own() -> None:
    found = naming.rust_modules(["a.b_c", "a_b.c", "a_b_c", "runtime", "lib"])
    assert found == {
        "a_b_c": "a_b_c",
        "a.b_c": "a_b_c_2",
        "a_b.c": "a_b_c_3",
        "lib": "lib_2",
        "runtime": "runtime_2",
    }


@pytest.mark.parametrize(
    ("name", "plain"),
    [("My.Fancy--Lib", "my_fancy_lib"), ("webcolors", "webcolors"), ("-", "target"), ("", "target")],
)
def test_distribution_names(name: str, plain: str) -> None:
    assert naming.distribution_name(name) == plain
    assert naming.extension_name(name) == f"_{plain}_native"
    assert naming.support_name(name) == f"_{plain}_ported"


def test_symbols_in_parts() -> None:
    assert naming.parse_symbol("pkg.mod:Class.method") == ("pkg.mod", "Class.method")
    assert naming.core_of("pkg.mod:fn") == "pkg.mod"
    assert naming.qualname_of("m:größe") == "größe"


@pytest.mark.parametrize(
    "text", ["", "pkg.mod", "pkg.mod:", ":fn", "a..b:fn", "a:b:c", "a b:c", "a:b()", "1:2"]
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a symbol"):
        naming.parse_symbol(text)


def test_the_files_of_a_core_mirror_each_other() -> None:
    assert naming.rust_path("pkg_mod") == "rust_core/src/pkg_mod.rs"
    assert naming.parity_test_path("pkg_mod") == "tests/parity/test_parity_pkg_mod.py"
    assert naming.benchmark_path("pkg_mod") == "benchmarks/bench_pkg_mod.py"
    assert naming.dossier_path("pkg.mod") == "docs/work/pkg.mod.md"
    assert naming.golden_path("pkg.mod") == "docs/work/golden/pkg.mod.jsonl"
    assert naming.flip_branch("pkg.mod") == "corefleet/flip/pkg.mod"
