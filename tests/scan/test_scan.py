"""Scanning: modules, findings, and what isn't read twice."""

from __future__ import annotations

import pytest

from agents.scan import LARGEST, Scan, Scanned, Source, decode, scan
from cores.layout import Place


def place(path: str) -> Place | None:
    if path.startswith("tests/"):
        return None
    parts = path.removesuffix(".py").split("/")
    is_package = parts[-1] == "__init__"
    return Place(".".join(parts[:-1] if is_package else parts), "", parts[0], is_package)


class Files:
    """Files in memory that count how often they are read."""

    def __init__(self, **files: bytes) -> None:
        self.content = {name.replace("__", "/") + ".py": data for name, data in files.items()}
        self.reads: list[str] = []

    def sources(self) -> list[Source]:
        return [Source(path, f"blob-{hash(data)}", self._loader(path)) for path, data in self.content.items()]

    def _loader(self, path: str):  # type: ignore[no-untyped-def]
        def load() -> bytes:
            self.reads.append(path)
            return self.content[path]

        return load

    def scan(self, previous: Scan | None = None) -> Scan:
        stored = {
            path: Scanned.model_validate(f.model_dump()) for path, f in (previous or Scan()).files.items()
        }
        return scan(self.sources(), place, stored)


def test_modules_have_names_and_fingerprints() -> None:
    found = Files(pkg__a=b"x = 1\n", pkg__b=b"x = 1  # one\n", pkg__c=b"x = 2\n").scan().modules
    assert set(found) == {"pkg.a", "pkg.b", "pkg.c"}
    assert found["pkg.a"].fingerprint == found["pkg.b"].fingerprint != found["pkg.c"].fingerprint
    assert found["pkg.a"].path == "pkg/a.py"


def test_tests_are_no_modules() -> None:
    files = Files(tests__a=b"x = 1\n", a=b"x = 1\n")
    assert set(files.scan().modules) == {"a"}
    assert files.reads == ["a.py"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"def f(:\n", "syntax-error"),
        (b"x = '\xff'\n", "not-text"),
        (b"# coding: no-such-codec\n", "not-text"),
        (b"x = 1\n" * (LARGEST // 6 + 1), "too-large"),
        (b"x = 1\0\n", "syntax-error"),
        (b"x = " + b"(" * 5000 + b"1" + b")" * 5000, "syntax-error"),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_the_rest_goes_on(data: bytes, code: str) -> None:
    found = Files(bad=data, good=b"x = 1\n").scan()
    assert [f.code for f in found.findings] == [code]
    assert found.findings[0].span is not None
    assert found.findings[0].span.path == "bad.py"
    assert set(found.modules) == {"good"}


def test_two_files_for_one_module() -> None:
    found = scan(
        [Source("pkg.py", "1", lambda: b"x = 1\n"), Source("pkg/__init__.py", "2", lambda: b"x = 2\n")], place
    )
    assert [f.code for f in found.findings] == ["duplicate-module"]


def test_unchanged_blobs_are_not_read_again() -> None:
    files = Files(a=b"x = 1\n", b=b"y = 1\n", bad=b"def\n")
    first = files.scan()
    files.reads.clear()
    files.content["b.py"] = b"y = 2\n"
    second = files.scan(first)
    assert files.reads == ["b.py"]
    assert second.modules["a"] == first.modules["a"]
    assert second.modules["b"].fingerprint != first.modules["b"].fingerprint
    assert second.findings == first.findings
    assert second.parsed("a").source == "x = 1\n"
    assert set(second.all_parsed()) == {"a", "b"}


def test_a_moved_file_is_read_again() -> None:
    files = Files(a=b"x = 1\n")
    first = files.scan()
    moved = scan(files.sources(), lambda path: Place("pkg.a", "src", "pkg", False), first.files)
    assert set(moved.modules) == {"pkg.a"}


def test_encodings() -> None:
    assert decode("# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1")).endswith("'é'\n")
    assert decode(b"\xef\xbb\xbfx = 1\r\ny = 2\r") == "x = 1\ny = 2\n"
    assert decode("x = 'ä'\n".encode()) == "x = 'ä'\n"
