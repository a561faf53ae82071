"""The labelled functions are what the documentation says: complete, consistent, enough, and pinned."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent / "data"
FILES = ("purity_labels.json", "purity_traps.json")
Row = dict[str, Any]


def load(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return document


def definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, int]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node.lineno
        elif isinstance(node, ast.ClassDef):
            yield from definitions(node.body, f"{prefix}{node.name}.")


@pytest.mark.parametrize("name", FILES)
def test_each_function_is_labelled_once(name: str) -> None:
    ids = [row["id"] for row in load(name)["functions"]]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", FILES)
def test_effects_are_known_and_explain_the_verdict(name: str) -> None:
    document = load(name)
    refusing = {effect for effect, facts in document["effects"].items() if facts["refuses"]}

    for row in document["functions"]:
        assert set(row["effects"]) <= set(document["effects"]), row
        assert row["pure"] or refusing & set(row["effects"]), row
        assert not row["pure"] or not row["certain"] or not refusing & set(row["effects"]), row
        assert row["reason"], row


def test_there_are_enough_certain_labels_of_both_kinds() -> None:
    certain: list[Row] = [row for row in load("purity_labels.json")["functions"] if row["certain"]]
    pure = sum(row["pure"] for row in certain)

    assert len(certain) >= 300
    assert 0.5 <= pure / len(certain) <= 0.65
    assert len({row["package"] for row in certain}) >= 10


def test_pins_are_the_versions_that_were_labelled() -> None:
    lines = (DATA / "purity_requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = {line for line in lines if line and not line.startswith("#")}

    assert pins == {row["package"] for row in load("purity_labels.json")["functions"]}


def test_every_trap_is_labelled_where_it_stands() -> None:
    found: dict[str, int] = {}
    for path in sorted((DATA / "purity_traps").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = f"purity_traps.{path.stem}"
        found |= {f"{module}:{name}": line for name, line in definitions(tree.body)}
    labelled = {row["id"]: row["line"] for row in load("purity_traps.json")["functions"]}

    assert labelled == found
