"""The switchboard: written, read, and one line changed at a time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.install.bindings import VALUES, Binding, bindings_text, flip, parse, ported_text, renewed
from agents.install.target import Target
from tests.install.conftest import RESOURCES

NAMES = st.from_regex(r"[a-z]{1,5}\.[a-z]{1,5}:[A-Za-z_]{1,8}", fullmatch=True)
TABLES = st.dictionaries(
    NAMES,
    st.builds(Binding, st.sampled_from(VALUES), st.sampled_from(["", "14x, 25,000 cases", "µs # 3"])),
    min_size=1,
)


@given(TABLES)
def test_what_is_written_is_read(table: dict[str, Binding]) -> None:
    text = bindings_text(table)
    assert parse(text) == table
    namespace: dict[str, dict[str, str]] = {}
    exec(text, namespace)  # type: ignore[arg-type]
    assert namespace["BINDINGS"] == {symbol: binding.value for symbol, binding in table.items()}
    assert list(namespace["BINDINGS"]) == sorted(table)


@given(TABLES, st.data())
def test_a_flip_changes_one_line(table: dict[str, Binding], data: st.DataObject) -> None:
    text = bindings_text(table)
    symbol, value = data.draw(st.sampled_from(sorted(table))), data.draw(st.sampled_from(VALUES))
    flipped = flip(text, symbol, value, "9.40x, 3 cycles")
    before, after = text.splitlines(), flipped.splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) <= 1
    assert parse(flipped) == {**table, symbol: Binding(value, "9.40x, 3 cycles")}
    assert flip(flipped, symbol, *table[symbol]) == text


def test_lines_of_other_ends_and_comments_stay() -> None:
    text = bindings_text({"a:f": Binding(), "a:g": Binding("rust")}).replace("\n", "\r\n")
    flipped = flip(text, "a:f", "rust")
    assert flipped == text.replace('"a:f": "python"', '"a:f": "rust"')


def test_renewal_keeps_known_lines() -> None:
    text = bindings_text({"a:f": Binding("rust", "14x"), "a:gone": Binding("rust")})
    assert parse(renewed(text, ["a:f", "a:new"])) == {
        "a:f": Binding("rust", "14x"),
        "a:new": Binding("python"),
    }
    assert parse(renewed("", ["a:f"])) == {"a:f": Binding("python")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BINDINGS = {",
        "BINDINGS = {f(): 1}",
        'BINDINGS = {"a:f": "fast"}',
        'BINDINGS = {"a:f": "rust", "a:f": "python"}',
    ],
)
def test_mistakes_are_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_a_flip_of_something_unknown_is_told() -> None:
    text = bindings_text({"a:f": Binding()})
    with pytest.raises(KeyError):
        flip(text, "a:g", "rust")
    with pytest.raises(ValueError, match="not a binding"):
        flip(text, "a:f", "fast")
    with pytest.raises(ValueError, match="edited by hand"):
        flip('BINDINGS = {"a:f": "python"}', "a:f", "rust")


def test_the_decorators_module_is_configured() -> None:
    text = ported_text(RESOURCES.ported, Target("My.Lib", ("3.11",), policy="strict"))
    assert re.findall(r"^(?:EXTENSION|POLICY) = .*$", text, re.MULTILINE) == [
        'EXTENSION = "_my_lib_native"',
        'POLICY = "strict"',
    ]
    compile(text, "_ported.py", "exec")
    with pytest.raises(ValueError, match="EXTENSION"):
        ported_text("POLICY = 'x'", Target("a", ("3.11",)))
