"""cargo's JSON messages: diagnostics with the place in the crate that they belong to, and artefacts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RustDiagnostic:
    """One error or warning of rustc or clippy."""

    #: `error` or `warning`.
    level: str
    #: Such as `E0308` or `clippy::needless_return`; empty for some errors.
    code: str
    message: str
    #: Relative to the crate's workspace; empty when it belongs to no file.
    file: str
    line: int
    column: int
    end_line: int
    #: As rustc prints it.
    rendered: str


@dataclass(frozen=True)
class Artifact:
    """What cargo built for one target of a package."""

    package: str
    name: str
    kinds: tuple[str, ...]
    files: tuple[str, ...]
    #: Whether it was there already.
    fresh: bool


def diagnostics(stdout: str) -> list[RustDiagnostic]:
    """Errors and warnings, each once, in the order in which they were found."""
    found = [
        diagnostic
        for row in _rows(stdout)
        if row.get("reason") == "compiler-message"
        for diagnostic in _diagnostic(row.get("message") or {})
    ]
    return list(dict.fromkeys(found))


def errors(stdout: str) -> list[RustDiagnostic]:
    return [diagnostic for diagnostic in diagnostics(stdout) if diagnostic.level == "error"]


def artifacts(stdout: str) -> list[Artifact]:
    """What was built, dependencies included."""
    return [
        Artifact(
            package=row.get("package_id", ""),
            name=row["target"]["name"],
            kinds=tuple(row["target"]["crate_types"]),
            files=tuple(row["filenames"]),
            fresh=bool(row.get("fresh")),
        )
        for row in _rows(stdout)
        if row.get("reason") == "compiler-artifact"
    ]


def _rows(stdout: str) -> Iterator[Mapping[str, Any]]:
    for line in stdout.splitlines():
        if line.startswith("{"):
            try:
                row = json.loads(line)
            except ValueError:
                continue
            yield row


def _diagnostic(message: Mapping[str, Any]) -> Iterator[RustDiagnostic]:
    """One at each primary place; summaries ("aborting due to ...") have none and say nothing new."""
    level = str(message.get("level", ""))
    if not level.startswith(("error", "warning")) or not (message.get("spans") or message.get("code")):
        if level.startswith("error") and not message.get("children") and "aborting" not in message["message"]:
            yield _at(message, {})
        return
    primary = [span for span in message.get("spans", []) if span.get("is_primary")]
    for span in primary or [{}]:
        yield _at(message, _in_crate(span))


def _in_crate(span: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where a macro was called, as long as the place itself lies in another crate."""
    while not _is_own(span) and span.get("expansion"):
        span = span["expansion"]["span"]
    return span


def _is_own(span: Mapping[str, Any]) -> bool:
    name = str(span.get("file_name", ""))
    return bool(name) and not name.startswith(("/", "<"))


def _at(message: Mapping[str, Any], span: Mapping[str, Any]) -> RustDiagnostic:
    return RustDiagnostic(
        level="error" if str(message["level"]).startswith("error") else "warning",
        code=(message.get("code") or {}).get("code", ""),
        message=str(message["message"]),
        file=str(span.get("file_name", "")),
        line=int(span.get("line_start", 0)),
        column=int(span.get("column_start", 0)),
        end_line=int(span.get("line_end", 0)),
        rendered=str(message.get("rendered") or ""),
    )
