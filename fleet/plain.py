"""Sources as they were before any decorator of the fleet."""

from __future__ import annotations

from agents.install.decorate import CannotEdit, undecorate
from agents.install.target import support_of
from agents.records import ModuleInfo
from fleet.layout import TargetFiles


def supports_of(files: TargetFiles) -> list[str]:
    """The `_ported` modules of a target with ports."""
    distribution = files.layout.main.distribution
    infos = [info for path in files.paths if (info := info_of(files, path)) is not None]
    supports = {support_of(info, files.paths, distribution) for info in infos}
    return sorted(support.module for support in supports if support.ported_path in files.paths)


def info_of(files: TargetFiles, path: str) -> ModuleInfo | None:
    """The module at a path, without its fingerprint."""
    place = files.layout.module_of(path)
    if place is None:
        return None
    return ModuleInfo(
        name=place.name,
        path=path,
        source_root=place.source_root,
        package=place.package,
        is_package=place.is_package,
        fingerprint="",
    )


def plain_source(files: TargetFiles, path: str, data: bytes) -> bytes:
    """The bytes of a module without decorators; of any other file as they are."""
    info = info_of(files, path)
    if info is None or b"ported import ported" not in data:
        return data
    support = support_of(info, files.paths, files.layout.main.distribution)
    is_root = info.is_package and support.module == f"{info.name}._ported"
    try:
        return undecorate(data, support.module, is_package=is_root)
    except CannotEdit:
        return data
