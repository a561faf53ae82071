"""Targets made of text, for the tests of the analysis."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from agents.analyse.parsed import ParsedModule
from agents.records import ModuleInfo
from cores.fingerprint import module_print


def parsed(files: Mapping[str, str]) -> dict[str, ParsedModule]:
    """Modules from texts by path."""
    modules = {}
    for path, source in files.items():
        parts = path.removesuffix(".py").split("/")
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        tree = ast.parse(source)
        info = ModuleInfo(
            name=name,
            path=path,
            source_root="",
            package=parts[0],
            is_package=is_package,
            fingerprint=module_print(tree),
        )
        modules[name] = ParsedModule(info, tree, source)
    return modules
