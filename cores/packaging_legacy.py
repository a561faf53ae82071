"""Packaging hints of `setup.cfg` and `setup.py`; the latter is parsed, never run."""

from __future__ import annotations

import ast
import configparser
from typing import Any

#: Keyword of `setup()` -> kept as it is, when it is literal.
LITERAL = ("name", "python_requires", "install_requires", "tests_require", "extras_require")


def read_setup_cfg(text: str) -> dict[str, Any]:
    """Hints by the names that `setup()` gives them."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    options = parser["options"] if parser.has_section("options") else {}
    found: dict[str, Any] = {
        "name": parser.get("metadata", "name", fallback=""),
        "python_requires": options.get("python_requires", ""),
        "install_requires": _lines(options.get("install_requires", "")),
        "tests_require": _lines(options.get("tests_require", "")),
        "extras_require": {},
        "source_dirs": _lines(parser.get("options.packages.find", "where", fallback="")),
        "packages": [],
    }
    if parser.has_section("options.extras_require"):
        section = parser["options.extras_require"]
        found["extras_require"] = {name: _lines(section[name]) for name in section}
    for line in _lines(options.get("package_dir", "")):
        name, _, folder = line.partition("=")
        found["packages" if name.strip() else "source_dirs"].append(folder.strip())
    base = found["source_dirs"][0] + "/" if found["source_dirs"] else ""
    names = [name for name in _lines(options.get("packages", "")) if not name.startswith("find")]
    found["packages"] += [base + name.replace(".", "/") for name in names]
    return found


def read_setup_py(text: str) -> dict[str, Any]:
    """Literal arguments of the call of `setup()`, module constants followed."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    constants = _constants(tree)
    call = next((node for node in ast.walk(tree) if _calls(node, ("setup",))), None)
    if not isinstance(call, ast.Call):
        return {}
    arguments = {word.arg: word.value for word in call.keywords if word.arg}
    found: dict[str, Any] = {"source_dirs": [], "packages": []}
    for name in LITERAL:
        value = _literal(arguments.get(name), constants)
        if isinstance(value, str) and name.endswith(("install_requires", "tests_require")):
            value = _lines(value)
        if value:
            found[name] = value
    package_dir = _literal(arguments.get("package_dir"), constants)
    for name, folder in package_dir.items() if isinstance(package_dir, dict) else ():
        found["packages" if name else "source_dirs"].append(str(folder))
    packages = arguments.get("packages")
    if isinstance(packages, ast.Call) and _calls(packages, ("find_packages", "find_namespace_packages")):
        found["source_dirs"] += _found_where(packages, constants)
    named = _literal(packages, constants)
    base = found["source_dirs"][0].rstrip("/") + "/" if found["source_dirs"] else ""
    found["packages"] += [base + name.replace(".", "/") for name in named or [] if isinstance(name, str)]
    return found


def _found_where(call: ast.Call, constants: dict[str, Any]) -> list[str]:
    words = {word.arg: word.value for word in call.keywords}
    where = _literal(words.get("where", call.args[0] if call.args else None), constants)
    return [where] if isinstance(where, str) and where not in ("", ".") else []


def _calls(node: ast.AST, names: tuple[str, ...]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    return name in names


def _constants(tree: ast.Module) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = _literal(node.value, found)
            if value is not None:
                found[node.targets[0].id] = value
    return found


def _literal(node: ast.expr | None, constants: dict[str, Any]) -> Any:
    """Value of a literal, in which names may stand for constants; None for anything else."""
    if node is None:
        return None
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, (ast.List, ast.Tuple)):
        return [_literal(item, constants) for item in node.elts if not isinstance(item, ast.Starred)]
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        literal = [(_literal(key, constants), _literal(value, constants)) for key, value in pairs]
        return {key: value for key, value in literal if isinstance(key, str)}
    return node.value if isinstance(node, ast.Constant) else None


def _lines(text: str) -> list[str]:
    """Values of a list option: one a line, comments left out (names may be separated by commas)."""
    lines = [line.split(" #")[0].strip() for line in text.strip().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
