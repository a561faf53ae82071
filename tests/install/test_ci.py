"""The workflow, the extra and the dependency group."""

from __future__ import annotations

import tomllib

import pytest
import yaml

from agents.install.ci import requirement, with_extras, workflow_text
from agents.install.target import Support, Target
from tests.install.conftest import PYPROJECT, TARGET


def test_the_extra_and_the_group_are_added_once() -> None:
    text = with_extras(PYPROJECT, TARGET, []).text
    assert text is not None
    assert text.startswith(PYPROJECT)
    document = tomllib.loads(text)
    assert document["project"]["optional-dependencies"] == {"rust": [requirement(TARGET)]}
    assert document["dependency-groups"]["parity"][0].startswith("asv")
    assert document["tool"]["uv"]["sources"] == {"demo-native": {"path": "rust_core"}}
    assert with_extras(text, TARGET, []).text is None


def test_another_version_replaces_the_old_one() -> None:
    text = with_extras(PYPROJECT, TARGET, []).text
    newer = with_extras(text, Target("demo", ("3.11",), "2.0"), []).text
    assert newer == (text or "").replace("==1.5;", "==2.0;")


def test_what_is_there_stays() -> None:
    own = (
        PYPROJECT
        + """
[project.optional-dependencies]
docs = ["sphinx"]  # for docs

[dependency-groups]
dev = ["pytest"]

[tool.uv]
package = true
"""
    )
    text = with_extras(own, TARGET, []).text
    assert text is not None
    assert set(own.splitlines()) <= set(text.splitlines())
    document = tomllib.loads(text)
    assert document["tool"]["uv"]["package"] is True
    assert list(document["dependency-groups"]) == ["dev", "parity"]


@pytest.mark.parametrize(
    ("text", "paths", "note"),
    [
        (None, [], "no pyproject.toml"),
        ("[tool.ruff]\n", [], "no [project]"),
        ("[project", [], "cannot be read"),
        ('[project]\nname = "x"\ndynamic = ["optional-dependencies"]\n', [], "dynamic"),
        (PYPROJECT, ["uv.lock", "x.py"], "uv.lock would be out of date"),
    ],
)
def test_where_it_would_break_something_it_is_described(
    text: str | None, paths: list[str], note: str
) -> None:
    done = with_extras(text, TARGET, paths)
    assert done.text is None
    assert note in done.notes[0]
    assert requirement(TARGET) in done.notes[0]


def test_the_workflow_is_yaml_and_names_what_it_needs() -> None:
    target = Target("demo", ("3.12", "3.9"))
    text = workflow_text(
        target, [Support("b._ported", "b"), Support("a._ported", "src/a")], ["src/a/**", "b/**"]
    )
    workflow = yaml.safe_load(text)
    job = workflow["jobs"]["wheel"]
    assert job["strategy"]["matrix"]["python"] == ["3.9", "3.12"]
    # YAML takes the key `on` for a truth.
    assert "rust_core/**" in workflow[True]["pull_request"]["paths"]
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert sum("a._ported b._ported" in command for command in commands) == 2
    assert any("pytest -q tests/parity" in command for command in commands)
