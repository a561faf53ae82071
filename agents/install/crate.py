"""The target's `rust_core/`: manifest, lock, registration, the file of each core, a copy of the runtime.

Nothing in it needs corefleet.  A file that a person wrote (a `submitted` port) is never overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.install.lockfile import lock_text
from agents.install.target import CRATE, FIRST_VERSION, Resources, Target, rust_file
from agents.records import PortedCore

#: First words of the second paragraph of a generated file; who lacks them was written by a person.
GENERATED = "//! Generated from the Python"
#: Porter whose files belong to people.
BY_HAND = "submitted"
#: Parts of the runtime that only its own tests need.
NOT_COPIED = ("tests/", "target/", "benches/", "Cargo.lock")

#: What rustfmt leaves on one line.
ARRAY_WIDTH = 58

Fingerprints = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Crate:
    """The files of the crate, by path relative to the target."""

    files: dict[str, str]
    #: Files that are somebody's own and stay as they are.
    kept: tuple[str, ...]
    #: Generated files that are there now and have no use any more.
    stale: tuple[str, ...]


def crate_files(
    target: Target,
    cores: Sequence[PortedCore],
    resources: Resources,
    fingerprints: Fingerprints,
    existing: Mapping[str, str] | None = None,
) -> Crate:
    """All files of `rust_core/`.

    `fingerprints`: symbol -> minor version -> hash, of every function that a port stands in for
    (`stands_for`).  `existing` holds the files that are there now.
    """
    there = existing or {}
    ported = in_order(cores)
    files = {
        "Cargo.toml": MANIFEST.format(name=target.crate, version=FIRST_VERSION, extension=target.extension),
        "Cargo.lock": lock_text(resources.lock, target),
        "pyproject.toml": _pyproject(target),
        "README.md": README.format(
            distribution=target.distribution, wheel=target.wheel, extension=target.extension
        ),
        ".gitignore": "/target/\n*.so\n",
        "src/lib.rs": lib_text(target, [core.rust_module for core in ported]),
        "src/fingerprints.rs": fingerprints_text(fingerprints),
        **{f"runtime/{path}": text for path, text in copied(resources.runtime).items()},
    }
    result = {f"{CRATE}/{path}": text for path, text in files.items()}
    result |= {rust_file(core.rust_module): core.rust for core in ported}
    kept = [path for core in ported if is_by_hand(core, there, path := rust_file(core.rust_module))]
    stale = [path for path in sorted(there) if path not in result and _is_generated(path, there[path])]
    return Crate(
        {path: result[path] for path in sorted(result) if path not in kept}, tuple(kept), tuple(stale)
    )


def in_order(cores: Sequence[PortedCore]) -> list[PortedCore]:
    """Cores with ports, people's first: where both have a port of a symbol, a person's counts."""
    ported = [core for core in cores if core.symbols]
    modules = [core.rust_module for core in ported]
    if len(set(modules)) < len(modules):
        twice = sorted({name for name in modules if modules.count(name) > 1})
        raise ValueError(f"several cores would be written to the same Rust module: {', '.join(twice)}")
    return sorted(ported, key=lambda core: (core.porter != BY_HAND, core.rust_module))


def is_by_hand(core: PortedCore, existing: Mapping[str, str], path: str) -> bool:
    """Whether the file is there and somebody's own."""
    return path in existing and (core.porter == BY_HAND or GENERATED not in existing[path])


def _is_generated(path: str, text: str) -> bool:
    """Whether nobody but the tool can have written it."""
    return path.startswith(f"{CRATE}/runtime/") or (path.startswith(f"{CRATE}/src/") and GENERATED in text)


def stands_for(cores: Sequence[PortedCore]) -> list[str]:
    """Symbols whose fingerprints the extension carries: all that are ported, and all that they call."""
    found: set[str] = set()
    for core in cores:
        for symbol in core.symbols:
            called = (symbol.binding or {}).get("functions", ())
            found |= {symbol.id, *symbol.closure, *(callee for _, callee in called)}
    return sorted(found)


def copied(runtime: Mapping[str, str]) -> dict[str, str]:
    """The files of the runtime that a target gets."""
    return {path: text for path, text in sorted(runtime.items()) if not path.startswith(NOT_COPIED)}


def lib_text(target: Target, modules: Sequence[str]) -> str:
    """`src/lib.rs`: the list of modules and the registration, laid out as rustfmt does."""
    public = {name: f"pub mod {name};\n" for name in modules}
    declared = {**public, "fingerprints": "mod fingerprints;\n"}
    return LIB.format(
        distribution=target.distribution,
        extension=target.extension,
        modules="".join(declared[name] for name in sorted(declared)),
        entries=_array([f"{name}::ENTRIES" for name in modules]),
    )


def _array(items: Sequence[str]) -> str:
    line = ", ".join(items)
    if len(line) <= ARRAY_WIDTH:
        return f"[{line}]"
    return "[\n" + "".join(f"        {item},\n" for item in items) + "    ]"


def fingerprints_text(fingerprints: Fingerprints) -> str:
    """`src/fingerprints.rs`."""
    rows = [
        f"    ({_rust(symbol)}, &[{_versions(known)}]),\n" for symbol, known in sorted(fingerprints.items())
    ]
    return FINGERPRINTS.format(rows=f"[\n{''.join(rows)}]" if rows else "[]")


def _versions(known: Mapping[str, str]) -> str:
    return ", ".join(f"({_rust(version)}, {_rust(value)})" for version, value in sorted(known.items()))


def _rust(text: str) -> str:
    """A string literal; symbols are identifiers, which need no escape."""
    return f'"{text}"'


def _pyproject(target: Target) -> str:
    classifiers = "".join(
        f'    "Programming Language :: Python :: {version}",\n' for version in target.python_versions
    )
    return PYPROJECT.format(
        wheel=target.wheel,
        version=target.version,
        distribution=target.distribution,
        oldest=target.oldest_python,
        classifiers=classifiers,
        extension=target.extension,
    )


MANIFEST = """\
[workspace]
members = ["runtime"]

[package]
name = "{name}"
version = "{version}"
edition = "2021"
publish = false

[lib]
name = "{extension}"
crate-type = ["cdylib"]

[features]
default = ["extension-module"]
extension-module = ["runtime/extension-module"]

[dependencies]
runtime = {{ path = "runtime" }}

# What ships: one optimised build. Overflow is always checked explicitly by the
# generated code, so the profiles differ only in how long they take to build.
[profile.release]
opt-level = 3
lto = "fat"
codegen-units = 1
panic = "unwind"
overflow-checks = true

# Candidates are checked and fuzzed with this one: no LTO, many codegen units.
[profile.staging]
inherits = "release"
lto = false
codegen-units = 16
opt-level = 1
incremental = true
"""

PYPROJECT = """\
[build-system]
requires = ["maturin>=1.16,<2"]
build-backend = "maturin"

[project]
name = "{wheel}"
version = "{version}"
description = "Native ports of {distribution}"
readme = "README.md"
requires-python = ">={oldest}"
classifiers = [
    "Programming Language :: Python :: Implementation :: CPython",
{classifiers}    "Programming Language :: Rust",
]

[tool.maturin]
manifest-path = "Cargo.toml"
module-name = "{extension}"
"""

LIB = """\
//! The extension module `{extension}`: native ports of {distribution}.
#![forbid(unsafe_code)]

{modules}
runtime::module!(
    {extension},
    {entries},
    fingerprints::FINGERPRINTS
);
"""

FINGERPRINTS = """\
//! The Python that the ports were proven against; `_ported.py` leaves a function alone that differs.

use runtime::register::Fingerprints;

/// Symbol, then minor version of Python and hash of the code object.
pub const FINGERPRINTS: &[(&str, Fingerprints)] = &{rows};
"""

README = """\
# {wheel}

Native ports of functions of {distribution}, as the extension module `{extension}`.

Everything here is made by corefleet and builds without it.
`src/` has one file for each Python module, function by function; `runtime/` is what Python means, in Rust.
A function marked `@ported` in the Python runs natively where its line in `_bindings.py` says `"rust"` and
this wheel is installed. The Python body stays: it is the reference, and it answers whatever the native
code does not represent exactly.

Build and install it:

    pip install ./rust_core

`health()` in the generated `_ported.py` beside the Python tells who answers for each function, and why.

Undo one function: set its line in `_bindings.py` to `"python"`.
Undo all for one process: `COREFLEET_BINDINGS=python`.
Undo all for good: uninstall `{wheel}`.
"""
