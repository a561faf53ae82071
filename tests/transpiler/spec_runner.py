"""Runs the cases of specs on Python and on Rust; started in a process of its own by test_specs.py.

`python spec_runner.py FOLDER MODULE...` with the extension, `_ported.py`, `_bindings.py` and the modules
in FOLDER.  Prints one JSON document: problems by function.
"""

from __future__ import annotations

import copy
import importlib
import json
import math
import struct
import sys
from typing import Any


def key(value: Any) -> Any:
    """A value that is equal only for the same types, bits and order."""
    if isinstance(value, float):
        return ("float", "nan" if math.isnan(value) else struct.pack("d", value).hex())
    if isinstance(value, list | tuple):
        return (type(value).__name__, [key(item) for item in value])
    if isinstance(value, dict):
        return ("dict", [(key(k), key(v)) for k, v in value.items()])
    if isinstance(value, set | frozenset):
        return (type(value).__name__, sorted(map(repr, map(key, value))))
    return (type(value).__name__, repr(value))


def outcome(function: Any, args: tuple[Any, ...]) -> Any:
    """Result, or exception with arguments and chain, and the arguments afterwards."""
    mine = copy.deepcopy(args)
    try:
        result = ("value", key(function(*mine)))
    except Exception as error:
        chain = [type(link).__name__ if link is not None else None for link in (error.__cause__, error.__context__)]
        result = ("raised", type(error).__name__, key(error.args), chain, error.__suppress_context__)
    return result, [key(arg) for arg in mine]


def may_deopt(args: Any, wanted: Any) -> bool:
    """Operations that raise by themselves, ints beyond 64 bits and NaN arguments belong to Python."""

    def nan(node: Any) -> bool:
        inner = [*node, *node.values()] if isinstance(node, dict) else node
        return node != node if isinstance(node, float) else isinstance(inner, list | tuple | set | frozenset) and any(map(nan, inner))

    def beyond(node: Any) -> bool:
        if isinstance(node, tuple) and len(node) == 2 and node[0] == "int":
            return not -(2**63) <= int(node[1]) < 2**63
        return isinstance(node, list | tuple) and any(map(beyond, node))

    return nan(args) or '"nan"' in json.dumps(wanted) or wanted[0][0] == "raised" or beyond(key(args)) or beyond(wanted)


def check(ported: Any, module: Any, name: str, problems: dict[str, list[str]]) -> None:
    function, symbol = getattr(module, name), f"{module.__name__}:{name}"
    python = ported.python(function)
    deopts = [key(args) for args in getattr(module, "DEOPTS", {}).get(name, [])]
    for args in module.CASES[name]:
        with ported.without_native():
            wanted = outcome(python, args)
        before = dict(ported.counters()[symbol])
        found = outcome(function, args)
        after = ported.counters()[symbol]
        if found != wanted:
            problems.setdefault(symbol, []).append(f"{args!r}: Python {wanted}, Rust {found}")
        # the function itself may call itself natively, so that only the direction is compared
        native = after["native"] > before["native"] and after["deopts"] == before["deopts"] and after["panics"] == before["panics"]
        if not native and key(args) not in deopts and not may_deopt(args, wanted):
            problems.setdefault(symbol, []).append(f"{args!r}: did not complete natively: {before} -> {after}")
        if native and key(args) in deopts:
            problems.setdefault(symbol, []).append(f"{args!r}: completed natively, but is listed as a deopt")


def main(folder: str, names: list[str]) -> None:
    sys.path.insert(0, folder)
    sys.setrecursionlimit(3000)
    ported = importlib.import_module("_ported")
    problems: dict[str, list[str]] = {}
    for name in names:
        module = importlib.import_module(name)
        functions = [f for f in module.CASES if f"{name}:{f}" in ported.BINDINGS]
        for function in functions:
            ported.ported(getattr(module, function))
        for function in functions:
            check(ported, module, function, problems)
    unbound = {s: line["reason"] for s, line in ported.health()["symbols"].items() if line["path"] != "native"}
    print(json.dumps({"problems": problems, "unbound": unbound, "checked": len(ported.BINDINGS)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
