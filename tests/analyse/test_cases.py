"""Verdicts on small sources, as texts in cases/*.txt; `--update` rewrites the expected part.

A case is `[case name]`, the source (further files after `[file path]`; the first is `m.py`), and after
`[verdicts]` a line for each symbol: `pure` or its codes, then in brackets what it mutates.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from agents.analyse.purity import analyse
from agents.records import Symbol
from tests.analyse.sources import parsed

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    name: str
    body: str
    expected: str

    def files(self) -> dict[str, str]:
        parts = re.split(r"^\[file (.+)\]\n", self.body, flags=re.MULTILINE)
        files = {"m.py": parts[0]} if parts[0].strip() else {}
        return files | dict(zip(parts[1::2], parts[2::2], strict=True))


def read(path: Path) -> list[Case]:
    cases = []
    for block in re.split(r"^\[case ", path.read_text(), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("]\n")
        body, _, expected = rest.partition("[verdicts]\n")
        cases.append(Case(name, body, expected.strip()))
    return cases


def verdicts(case: Case) -> str:
    symbols = analyse(parsed(case.files()))
    lines = [f"{name.removeprefix('m:')}: {_line(symbol)}" for name, symbol in symbols.items()]
    return "\n".join(lines)


def _line(symbol: Symbol) -> str:
    codes = sorted({effect.reason.code for effect in symbol.effects if effect.impure})
    text = " ".join(codes) if codes else "pure"
    return f"{text} ({', '.join(symbol.mutates)})" if symbol.mutates else text


ALL = [(path, case) for path in sorted(FOLDER.glob("*.txt")) for case in read(path)]


@pytest.mark.parametrize(("path", "case"), ALL, ids=[f"{p.stem}:{c.name}" for p, c in ALL])
def test_case(path: Path, case: Case, update: bool) -> None:
    found = verdicts(case)
    if update and found != case.expected:
        old = f"[case {case.name}]\n{case.body}[verdicts]\n"
        text = path.read_text()
        start = text.index(old) + len(old)
        end = text.find("[case ", start)
        tail = "\n\n" + text[end:] if end >= 0 else "\n"
        path.write_text(text[:start] + found + tail)
        return
    assert found == case.expected


def test_pure_means_no_impure_code() -> None:
    for _, case in ALL:
        for line in case.expected.splitlines():
            codes = line.partition(": ")[2].split(" (")[0]
            assert codes
            assert "pure" not in codes.split() or codes == "pure"


def test_every_effect_code_has_a_case() -> None:
    from agents.analyse.effects import EFFECTS

    shown = {word for _, case in ALL for line in case.expected.splitlines() for word in line.split()}
    told = {row.told_as or code for code, row in EFFECTS.items() if row.impure}
    assert told <= shown


def test_names_say_what_is_expected() -> None:
    """A rewritten expectation must not hide a mistake: `ok_` is pure and `no_` isn't, by hand."""
    wrong = []
    for path, case in ALL:
        for line in case.expected.splitlines():
            name, _, verdict = line.partition(": ")
            own = name.rpartition(".")[2].rpartition(":")[2]
            if own == "setter":
                continue
            is_pure = verdict.startswith("pure")
            if (own.startswith("ok_") and not is_pure) or (own.startswith("no_") and is_pure):
                wrong.append(f"{path.stem}:{case.name}: {line}")
    assert not wrong
