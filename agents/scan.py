"""Files of the target -> modules with fingerprints; blobs that were read before aren't read again."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from agents.analyse.collector import without_collector
from agents.analyse.parsed import ParsedModule
from agents.ports import Progress
from agents.records import ModuleInfo, Reason, Record, Span
from cores.fingerprint import module_print
from cores.layout import Place

#: Files above this size are generated data, not something that a person maintains.
LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A tracked file of the target."""

    path: str
    #: git's id of the content.
    blob: str
    load: Callable[[], bytes]


class Scanned(Record):
    """What is stored of a file, by path: enough not to read it again while its blob is the same."""

    path: str
    blob: str
    #: None for files that aren't modules of the target.
    module: ModuleInfo | None = None
    #: Why the file couldn't be read.
    finding: Reason | None = None


@dataclass(slots=True)
class Scan:
    """All files of the target at one commit."""

    files: dict[str, Scanned] = field(default_factory=dict)
    #: Loaders of the modules, by name.
    sources: dict[str, Source] = field(default_factory=dict)
    #: Trees of the files that were read now.
    trees: dict[str, ParsedModule] = field(default_factory=dict)

    @property
    def modules(self) -> dict[str, ModuleInfo]:
        """The modules by name."""
        return {f.module.name: f.module for f in self.files.values() if f.module is not None}

    @property
    def findings(self) -> list[Reason]:
        """Files that are left out, with the reason."""
        return [f.finding for f in self.files.values() if f.finding is not None]

    def parsed(self, name: str) -> ParsedModule:
        """A module with its tree; read now if it wasn't yet."""
        if name not in self.trees:
            source = self.sources[name]
            text = decode(source.load())
            self.trees[name] = ParsedModule(self.modules[name], ast.parse(text), text)
        return self.trees[name]

    def all_parsed(self) -> dict[str, ParsedModule]:
        """All modules with their trees."""
        modules = self.modules
        with without_collector():
            for name in modules:
                if name not in self.trees:
                    text = decode(self.sources[name].load())
                    self.trees[name] = ParsedModule(modules[name], ast.parse(text), text)
        return {name: self.trees[name] for name in modules}


def scan(
    sources: Iterable[Source],
    module_of: Callable[[str], Place | None],
    previous: Mapping[str, Scanned] | None = None,
    progress: Progress | None = None,
) -> Scan:
    """Looks at all files; `previous` is what the last scan stored, by path."""
    known = previous or {}
    files = sorted(sources, key=lambda s: s.path)
    if progress is not None:
        progress.stage("scan", len(files))
    result = Scan()
    with without_collector():
        for source in files:
            if progress is not None:
                progress.step(source.path)
            place = module_of(source.path)
            if place is None:
                result.files[source.path] = Scanned(path=source.path, blob=source.blob)
                continue
            _look(result, source, place, known.get(source.path))
    return result


def _look(result: Scan, source: Source, place: Place, known: Scanned | None) -> None:
    if known is not None and known.blob == source.blob and _same_place(known, place):
        result.files[source.path] = known
        if known.module is not None:
            result.sources[known.module.name] = source
        return
    if place.name in result.sources:
        other = result.sources[place.name].path
        result.files[source.path] = _problem(
            source, "duplicate-module", f"{other} is imported as {place.name} too"
        )
        return
    read = _read(source)
    if isinstance(read, Scanned):
        result.files[source.path] = read
        return
    tree, text = read
    info = ModuleInfo(
        name=place.name,
        path=source.path,
        source_root=place.source_root,
        package=place.package,
        is_package=place.is_package,
        fingerprint=module_print(tree),
    )
    result.files[source.path] = Scanned(path=source.path, blob=source.blob, module=info)
    result.sources[info.name] = source
    result.trees[info.name] = ParsedModule(info, tree, text)


def _same_place(known: Scanned, place: Place) -> bool:
    if known.module is None:
        return known.finding is not None and known.finding.code != "duplicate-module"
    found = known.module
    return (found.name, found.source_root, found.package, found.is_package) == (
        place.name,
        place.source_root,
        place.package,
        place.is_package,
    )


def _read(source: Source) -> tuple[ast.Module, str] | Scanned:
    data = source.load()
    if len(data) > LARGEST:
        return _problem(source, "too-large", f"the file has {len(data):,} bytes")
    try:
        text = decode(data)
    except (UnicodeDecodeError, LookupError, SyntaxError) as error:
        return _problem(source, "not-text", f"the file can't be decoded: {error}")
    try:
        return ast.parse(text), text
    except SyntaxError as error:
        return _problem(source, "syntax-error", error.msg, error.lineno or 1, error.text or "")
    except (ValueError, RecursionError, MemoryError) as error:
        return _problem(source, "syntax-error", f"the file can't be parsed: {error or type(error).__name__}")


def _problem(source: Source, code: str, message: str, line: int = 1, text: str = "") -> Scanned:
    span = Span(path=source.path, line=line)
    finding = Reason(code=code, message=message, span=span, text=text.strip()[:160])
    return Scanned(path=source.path, blob=source.blob, finding=finding)


def decode(data: bytes) -> str:
    """The text of a source file by its declared encoding, with newlines as Python reads them.

    Raises:
        UnicodeDecodeError, LookupError, SyntaxError: it isn't text in the declared encoding.
    """
    encoding = _declared_encoding(data)
    text = data.decode(encoding)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _declared_encoding(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    for line in data.split(b"\n", 2)[:2]:
        stripped = line.strip()
        if not stripped.startswith(b"#"):
            if stripped:
                break
            continue
        for mark in (b"coding:", b"coding="):
            _, found, rest = stripped.partition(mark)
            if found:
                name = rest.strip().split()[0:1]
                return name[0].decode("ascii", "replace").strip(";,\"'-*") if name else "utf-8"
    return "utf-8"
