"""What makes the native wheel part of the target's life: a CI workflow, an extra and a dependency group."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from agents.install.shipping import table_at
from agents.install.target import CRATE, Support, Target, minor

WORKFLOW_PATH = ".github/workflows/rust-wheels.yml"
#: The extra with the wheel, and the group with what the parity tests and benchmarks need.
EXTRA = "rust"
GROUP = "parity"
GROUP_REQUIREMENTS = ("asv>=0.6", "hypothesis>=6.100", "pytest>=8")
#: Files that record a resolution of pyproject.toml: with a new requirement they would be out of date.
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pixi.lock", "pylock.toml")


class Edited(NamedTuple):
    """pyproject.toml with the extra and the group; None where it stays as it is."""

    text: str | None
    #: What a person could do instead, one sentence each.
    notes: tuple[str, ...] = ()


def requirement(target: Target) -> str:
    """The wheel as a requirement, on the interpreters it exists for."""
    oldest = target.oldest_python
    return (
        f'{target.wheel}=={target.version}; implementation_name == "cpython" and python_version >= "{oldest}"'
    )


def group(target: Target) -> list[str]:
    """What the parity tests need; the marker keeps the project installable on older versions of Python."""
    return [f'{each}; python_version >= "{target.oldest_python}"' for each in GROUP_REQUIREMENTS]


def with_extras(pyproject: str | None, target: Target, paths: Collection[str]) -> Edited:
    """Adds the extra `rust` and the group `parity`, unless that would break how the project is installed."""
    by_hand = f"To offer the wheel, add the optional dependency {requirement(target)}."
    if pyproject is None:
        return Edited(None, (f"There is no pyproject.toml. {by_hand}",))
    locks = sorted(path for path in paths if path in LOCKS)
    if locks:
        return Edited(None, (f"{locks[0]} would be out of date with a new requirement. {by_hand}",))
    try:
        document = tomlkit.parse(pyproject)
    except TOMLKitError as error:
        return Edited(None, (f"pyproject.toml cannot be read ({error}). {by_hand}",))
    project: Any = document.get("project")
    if not isinstance(project, dict) or "name" not in project:
        return Edited(None, (f"pyproject.toml has no [project]. {by_hand}",))
    if "optional-dependencies" in project.get("dynamic", []):
        return Edited(None, (f"Its optional dependencies are dynamic. {by_hand}",))
    _put(table_at(document, "project", "optional-dependencies"), EXTRA, [requirement(target)])
    _put(table_at(document, "dependency-groups"), GROUP, group(target))
    # uv resolves all extras at once and has to find the wheel before it was ever published.
    _put(table_at(document, "tool", "uv", "sources"), target.wheel, {"path": CRATE})
    text = tomlkit.dumps(document)
    return Edited(None if text == pyproject else text)


def _put(table: Any, key: str, value: Any) -> None:
    """Sets a value, leaving the text alone where it is the same already."""
    known = table.get(key)
    if known is None or getattr(known, "unwrap", lambda: known)() != value:
        item: Any = tomlkit.item(value)
        if isinstance(value, dict):
            inline = tomlkit.inline_table()
            inline.update(value)
            item = inline
        elif len(value) > 1:
            item = tomlkit.array()
            item.extend(value)
            item.multiline(True)
        table[key] = item


def workflow_text(target: Target, supports: Collection[Support], sources: Sequence[str]) -> str:
    """`.github/workflows/rust-wheels.yml`; `sources` are the folders or files of the ported modules."""
    paths = sorted({f"{CRATE}/**", "tests/parity/**", WORKFLOW_PATH, *sources})
    modules = " ".join(support.module for support in sorted(supports))
    return _WORKFLOW.format(
        paths="\n".join(f"      - {json.dumps(path)}" for path in paths),
        versions=", ".join(json.dumps(v) for v in sorted(target.python_versions, key=minor)),
        wheel=target.wheel,
        modules=modules,
        crate=CRATE,
    )


_WORKFLOW = """\
# Builds the wheels of {wheel}, proves them against the Python once more, and keeps them as artefacts.
# Made by corefleet; it needs nothing of it.
name: rust wheels

on:
  workflow_dispatch:
  push:
    tags: ["*"]
  pull_request:
    paths:
{paths}

permissions:
  contents: read

jobs:
  wheel:
    strategy:
      fail-fast: false
      matrix:
        # The versions that the ports were proven on; on others callers get the Python.
        python: [{versions}]
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: ${{{{ matrix.python }}}}
      - name: Install the project without the wheel
        run: python -m pip install . "hypothesis>=6.100" "pytest>=8"
      - name: Everything works without the wheel
        run: |
          python -P - {modules} <<'END'
          import importlib, sys
          for name in sys.argv[1:]:
              importlib.import_module(name).health()
          END
      - uses: PyO3/maturin-action@v1
        with:
          working-directory: {crate}
          manylinux: auto
          args: --release --locked --interpreter python${{{{ matrix.python }}}} --out dist
      - name: Install the wheel
        run: python -m pip install --no-index --find-links {crate}/dist {wheel}
      - name: Every live binding runs natively
        run: |
          python -P - {modules} <<'END'
          import importlib, json, sys
          found = [importlib.import_module(name).health() for name in sys.argv[1:]]
          print(json.dumps(found, indent=1))
          sys.exit(not all(each["ok"] for each in found))
          END
      - name: Parity
        run: python -m pytest -q tests/parity
      - uses: actions/upload-artifact@v4
        with:
          name: wheel-${{{{ matrix.python }}}}
          path: {crate}/dist/*.whl
"""
