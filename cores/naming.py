"""How things are called in a target: symbols, Rust modules and functions, files, branches.

One place, so that two stages never disagree about a name, and none clashes with another.
"""

from __future__ import annotations

from typing import NamedTuple

#: Words that Rust keeps for itself, strict and reserved, up to the edition of 2024.
RUST_WORDS = (
    " abstract as async await become box break const continue crate do dyn else enum extern false final "
    "fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static "
    "struct super trait true try type typeof union unsafe unsized use virtual where while yield "
)
#: Names that the shared crate itself uses for modules.
RESERVED_MODULES = ("lib", "runtime")

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOWER = _LETTERS + "0123456789_"
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SymbolName(NamedTuple):
    """`pkg.mod:Class.method` in its parts."""

    core: str
    qualname: str


def parse_symbol(symbol: str) -> SymbolName:
    """The parts of a symbol id; ValueError where it is none."""
    core, colon, qualname = symbol.partition(":")
    if not colon or not _is_dotted(core) or not _is_dotted(qualname):
        raise ValueError(f"{symbol!r} is not a symbol; a symbol is written pkg.mod:function")
    return SymbolName(core, qualname)


def core_of(symbol: str) -> str:
    """The core that a symbol lies in."""
    return parse_symbol(symbol).core


def qualname_of(symbol: str) -> str:
    """The name of a symbol inside its core."""
    return parse_symbol(symbol).qualname


def distribution_name(name: str) -> str:
    """A distribution's name as an identifier: `My.Fancy-Lib` -> `my_fancy_lib`."""
    return _single_underscores(_plain(name)).strip("_") or "target"


def extension_name(distribution: str) -> str:
    """The extension module; never the name of a folder at a target's root, which would hide it."""
    return f"_{distribution_name(distribution)}_native"


def support_name(distribution: str) -> str:
    """The module with `ported` beside single modules that have no package to put it into."""
    return f"_{distribution_name(distribution)}_ported"


def rust_name(name: str) -> str:
    """A Python name, dotted or not, as a Rust one: `Class.method` -> `class_method`, `type` -> `type_`."""
    plain = _single_underscores(_plain(_snake(name)))
    if plain[:1].isdigit() or plain.strip("_") == "":
        plain = f"n{plain}"
    return f"{plain}_" if f" {plain} " in RUST_WORDS else plain


def rust_names(names: list[str], reserved: tuple[str, ...] = ()) -> dict[str, str]:
    """A Rust name for each of these Python names, no two the same.

    Names that are Rust names already come first and keep theirs; of the others that meet, all but one
    get a number, in the order of the Python names.
    """
    given: dict[str, str] = {}
    used = set(reserved)
    for name in sorted(set(names), key=_by_change):
        wanted = rust_name(name)
        candidate, number = wanted, 2
        while candidate in used:
            candidate, number = f"{wanted}_{number}", number + 1
        used.add(candidate)
        given[name] = candidate
    return given


def rust_modules(cores: list[str]) -> dict[str, str]:
    """The stem of each core: its Rust module, and the end of the names of its files.

    So `rust_core/src/<stem>.rs`, its parity test and its benchmark mirror each other.
    """
    return rust_names(cores, RESERVED_MODULES)


def dossier_path(core: str) -> str:
    """Where the report of a core is committed."""
    return f"docs/work/{core}.md"


def golden_path(core: str) -> str:
    """Where the golden corpus of a core is committed."""
    return f"docs/work/golden/{core}.jsonl"


def rust_path(stem: str) -> str:
    """Where the Rust of a core is committed; for stems see `rust_modules`."""
    return f"rust_core/src/{stem}.rs"


def parity_test_path(stem: str) -> str:
    """Where the parity test of a core is committed."""
    return f"tests/parity/test_parity_{stem}.py"


def benchmark_path(stem: str) -> str:
    """Where the benchmark of a core is committed."""
    return f"benchmarks/bench_{stem}.py"


def flip_branch(core: str) -> str:
    """The branch that flips a core; git allows every Python name inside a branch."""
    return f"corefleet/flip/{core}"


def _is_dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def _single_underscores(name: str) -> str:
    """rustc takes two underscores inside a name for an offence against its style."""
    while "__" in name:
        name = name.replace("__", "_")
    return name


def _snake(name: str) -> str:
    """`HTTPServer.getName` -> `http_server_get_name`; a dot is a boundary of words."""
    out = ""
    for index, char in enumerate(name):
        before, after = name[index - 1 : index], name[index + 1 : index + 2]
        starts = char in _UPPER and before != "" and before not in (".", "_")
        if starts and (before not in _UPPER or after in tuple(_LETTERS)):
            out += "_"
        out += "_" if char == "." else char
    return out


def _plain(name: str) -> str:
    """ASCII lower case; what Rust cannot spell becomes its code point, so that names stay apart."""
    out = ""
    for char in name:
        lower = char.lower() if char in _UPPER else char
        if lower in _LOWER:
            out += lower
        elif ord(char) < 128:
            out += "_"
        else:
            out += f"u{ord(char):x}"
    return out


def _by_change(name: str) -> tuple[bool, str]:
    return (rust_name(name) != name, name)
