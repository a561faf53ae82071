"""To whom a diagnostic of the compiler belongs: the function whose text covers its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from agents.records import PortedCore
from cores.cargo_messages import RustDiagnostic

#: Where an item at the top level of a file begins.
_ITEM = re.compile(
    r"^(?:pub(?:\([a-z]+\))? )?(?:const |unsafe )*(?:fn|static|const|struct|impl|use|mod|type)\b|^runtime::"
)
_FUNCTION = re.compile(r"^(?:pub )?fn (\w+)")
_ENTRY = re.compile(r'"([^"\n]+:[^"\n]+)"')
_NAMED = re.compile(r"^(?:pub )?(?:static|const) (\w+)")


@dataclass
class Blame:
    """Diagnostics by symbol, and those that belong to none."""

    symbols: dict[str, list[RustDiagnostic]] = field(default_factory=dict)
    nobody: list[RustDiagnostic] = field(default_factory=list)


def blame(diagnostics: Iterable[RustDiagnostic], cores: Sequence[PortedCore]) -> Blame:
    """Gives each diagnostic to the symbols that it is about; a file's rest belongs to all of its symbols."""
    by_file = {f"src/{core.rust_module}.rs": core for core in cores if core.symbols}
    found = Blame()
    for diagnostic in diagnostics:
        core = by_file.get(diagnostic.file)
        guilty = owners(core, diagnostic.line) if core is not None else []
        for symbol in guilty:
            found.symbols.setdefault(symbol, []).append(diagnostic)
        if not guilty:
            found.nobody.append(diagnostic)
    return found


def owners(core: PortedCore, line: int) -> list[str]:
    """The symbols that a line of a core's file belongs to: one, or all that use a shared item."""
    item = item_at(core.rust, line)
    names = {symbol.rust_name: symbol.id for symbol in core.symbols}
    function = _FUNCTION.match(item)
    if function is not None and function.group(1) in names:
        return [names[function.group(1)]]
    if item.startswith("runtime::"):
        known = {symbol.id for symbol in core.symbols}
        return [symbol for symbol in _ENTRY.findall(item) if symbol in known][:1]
    shared = _NAMED.match(item)
    users = [
        s.id for s in core.symbols if shared and _uses(function_text(core.rust, s.rust_name), shared.group(1))
    ]
    return users or [symbol.id for symbol in core.symbols]


def item_at(text: str, line: int) -> str:
    """The item at the top level that covers a line (from 1); the next one for the comments above it."""
    lines = text.splitlines()
    start = min(line, len(lines)) - 1
    while start > 0 and not _ITEM.match(lines[start]) and not _is_between(lines[start]):
        start -= 1
    while start < len(lines) and not _ITEM.match(lines[start]):
        start += 1
    end = start + 1
    while end < len(lines) and not _ITEM.match(lines[end]):
        end += 1
    return "\n".join(lines[start:end])


def function_text(text: str, name: str) -> str:
    """The whole text of a function, comments above it included; empty where there is none."""
    lines = text.splitlines()
    for start, line in enumerate(lines):
        found = _FUNCTION.match(line)
        if found is not None and found.group(1) == name:
            end = next((n for n in range(start, len(lines)) if lines[n].startswith("}")), len(lines) - 1)
            while start > 0 and lines[start - 1].startswith(("///", "#[")):
                start -= 1
            return "\n".join(lines[start : end + 1]) + "\n"
    return ""


def _is_between(line: str) -> bool:
    """Comments and attributes in front of an item belong to what follows."""
    return line.startswith(("///", "//", "#["))


def _uses(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None
