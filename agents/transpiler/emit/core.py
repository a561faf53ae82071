"""The Rust file of one core: constants, live objects, functions, entry points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from agents.shipped.ported import describe
from agents.transpiler import ir
from agents.transpiler.emit.code import identifier
from agents.transpiler.emit.expressions import Emitter, literal
from agents.transpiler.emit.statements import function_text
from agents.transpiler.lower.strings import rust_string
from agents.transpiler.program import Program, Uses
from agents.transpiler.rtypes import BOOL, FLOAT, INT, RType, is_copy, rust

class Translated(Protocol):
    """The part of a translation that is emitted."""

    functions: dict[str, ir.Function]
    uses: dict[str, Uses]


_HEADER = """\
//! Native twin of the Python module `{core}`.
//!
//! Generated from the Python, function by function; a change belongs there.

use runtime::prelude::*;
"""


def core_text(
    core: str,
    symbols: list[str],
    functions: dict[str, ir.Function],
    uses: dict[str, Uses],
    closures: dict[str, Uses],
    program: Program,
) -> str:
    """The whole file, before rustfmt."""
    own = Uses()
    for symbol in symbols:
        own.update(uses[symbol])
    names = static_names(own)
    objects = {path: names[path] for path in sorted(own.objects)}
    numbers = {path: names[path] for path, value in sorted(own.constants.items()) if type(value) in _NUMBERS}
    paths = {symbol: _path(core, program, symbol) for each in symbols for symbol in uses[each].functions.values()}
    parts = [_HEADER.format(core=core), _constants(own, numbers), _objects(objects)]
    parts += [function_text(Emitter(functions[symbol], paths, objects, numbers)) + "\n" for symbol in symbols]
    statics = statics_of(uses, program)
    parts += [_entry(core, functions[symbol], closures[symbol], statics) for symbol in symbols]
    entries = ", ".join(f"&{_entry_name(functions[symbol])}" for symbol in symbols)
    parts.append(f"/// What Python may call.\npub const ENTRIES: &[&Entry] = &[{entries}];\n")
    return "\n".join(part for part in parts if part)


def function_rust(program: Program, translation: Translated, symbol: str) -> str:
    """The Rust of one function alone, as `diff` and the tests show it."""
    own = translation.uses[symbol]
    names = static_names(own)
    objects = {path: names[path] for path in own.objects}
    numbers = {path: names[path] for path, value in own.constants.items() if type(value) in _NUMBERS}
    core = program.symbols[symbol].core
    paths = {callee: _path(core, program, callee) for callee in own.functions.values()}
    return function_text(Emitter(translation.functions[symbol], paths, objects, numbers)) + "\n"


_NUMBERS: dict[type, RType] = {int: INT, float: FLOAT, bool: BOOL}


def static_names(uses: Uses) -> dict[str, str]:
    """Rust names of constants and objects by path: `pkg.mod:math.PI` -> `MATH_PI`; no two are the same."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted({*uses.objects, *uses.constants}):
        base = path.partition(":")[2].replace(".", "_").upper().strip("_") or "OBJECT"
        name = base if base[0].isalpha() else f"N{base}"
        while name in taken or name.endswith("_ENTRY"):
            name += "_"
        taken.add(name)
        names[path] = name
    return names


def _path(core: str, program: Program, symbol: str) -> str:
    signature = program.signatures[symbol]
    return signature.rust_name if program.symbols[symbol].core == core else f"crate::{signature.rust_module}::{signature.rust_name}"


def _constants(uses: Uses, numbers: dict[str, str]) -> str:
    lines = []
    for path, name in numbers.items():
        value = uses.constants[path]
        rtype = _NUMBERS[type(value)]
        lines.append(f"const {name}: {rust(rtype)} = {literal(rtype, value)};")
    return "\n".join(lines) + ("\n" if lines else "")


def _objects(objects: dict[str, str]) -> str:
    lines = [f"pub static {name}: Object = Object::new({rust_string(path)});" for path, name in objects.items()]
    return "\n".join(lines) + ("\n" if lines else "")


def binding(uses: Uses) -> dict[str, object]:
    """What binding has to check, as data (also in the Rust, see `_entry`)."""
    return {
        "functions": sorted(uses.functions.items()),
        "constants": sorted((path, describe(value)) for path, value in uses.constants.items()),
        "names": sorted(uses.names.items()),
        "objects": sorted(uses.objects),
    }


def statics_of(uses: dict[str, Uses], program: Program) -> dict[str, tuple[str, str]]:
    """Path of each live object -> core and name of its static; a core declares what its code finds."""
    by_core: dict[str, Uses] = {}
    for symbol, own in uses.items():
        by_core.setdefault(program.symbols[symbol].core, Uses()).update(own)
    found: dict[str, tuple[str, str]] = {}
    for core, own in sorted(by_core.items()):
        names = static_names(own)
        found.update({path: (core, names[path]) for path in own.objects})
    return found


def _entry(core: str, function: ir.Function, uses: Uses, statics: dict[str, tuple[str, str]]) -> str:
    params = ", ".join(
        f"{identifier(p.var.name)}: {'' if is_copy(p.var.type) else '&'}{rust(p.var.type)}" for p in function.params
    )
    name = _entry_name(function)
    head = f"runtime::entry!({name}, {rust_string(function.symbol)}, {function.name}({params})"
    needs = _needs(core, uses, statics)
    return f"{head}, Needs {{\n{needs}..Needs::NOTHING\n}});\n" if needs else f"{head});\n"


def _entry_name(function: ir.Function) -> str:
    return function.name.upper().strip("_") + ("_" if function.name != function.name.lower() else "") + "_ENTRY"


def _needs(core: str, uses: Uses, statics: dict[str, tuple[str, str]]) -> str:
    constants = [(path, describe(value)) for path, value in sorted(uses.constants.items())]
    fields = {
        "functions": _pairs(sorted(uses.functions.items())),
        "constants": _pairs(constants),
        "names": _pairs(sorted(uses.names.items())),
        "objects": [f"&{_object_path(core, *statics[path])}" for path in sorted(uses.objects)],
    }
    return "".join(f"{name}: &[{', '.join(items)}],\n" for name, items in fields.items() if items)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"({rust_string(a)}, {rust_string(b)})" for a, b in pairs]


def _object_path(core: str, owner: str, name: str) -> str:
    from agents.transpiler.pipeline import rust_module

    return name if owner == core else f"crate::{rust_module(owner)}::{name}"
