"""Pieces of Rust text, and how templates of the table are filled."""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.transpiler import table
from agents.transpiler.table import registry

assert table.LOADED, "the rows have to be there before their names are reserved"

#: Rust's keywords that Python allows as names.
KEYWORDS = frozenset(
    "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if "
    "impl in let loop macro match mod move mut override priv pub ref return self Self static struct super trait true "
    "try type typeof unsafe unsized use virtual where while yield".split()
)
#: Free functions that templates call.
_CALLED = re.compile(r"(?<![.:\w])([a-z_]\w*)!?(?:::<[^(]*>)?\(")
#: Names that the emitter itself writes.
_EMITTED = "concat builtin lit raise raise_from reraise matches in_handler tick obj format_value attempt float caught item inner whole"


def _functions_of_rows() -> frozenset[str]:
    return frozenset(name for row in registry.all_rows() for name in _CALLED.findall(row.rust))


#: Names of the runtime that a variable or function must not shadow.
RESERVED = _functions_of_rows() | frozenset(_EMITTED.split()) | frozenset(["Some", "None", "Ok", "Err", "runtime", "core", "std"])
_HOLE = re.compile(r"\{([&=]?)(\d+|[TKVAB])\}")


def identifier(name: str) -> str:
    """The Rust spelling of a Python name: the same, unless Rust reserves it.

    >>> identifier("type"), identifier("word")
    ('type_', 'word')
    """
    if name == "_":
        return "_ignored"
    if name.startswith("__"):
        name = f"dunder{name}"
    stem = name.rstrip("_")
    # a name that ends like a replacement gets one more, so that no two names become one
    return f"{name}_" if stem in KEYWORDS or stem in RESERVED else name


def is_atomic(text: str) -> bool:
    """Whether the text can be followed by `.method()` or stand next to an operator without parentheses.

    >>> is_atomic("f(a, b)?"), is_atomic("a + b"), is_atomic("-1")
    (True, False, False)
    """
    if text[:1] in "-!&*|" or text.startswith(("if ", "match ", "'", "return ", "{", "loop ")):
        return text.startswith("{") and False
    depth = 0
    quoted = False
    previous = ""
    for char in text:
        if char == '"' and previous != "\\":
            quoted = not quoted
        elif not quoted:
            if char in "([{":
                depth += 1
            elif char in ")]}":
                depth -= 1
            elif depth == 0 and char in " ":
                return False
        previous = char
    return True


def parenthesised(text: str) -> str:
    """The text, in parentheses unless it stands for itself."""
    return text if is_atomic(text) else f"({text})"


def fill(template: str, value: Callable[[int, str], str], types: dict[str, str]) -> str:
    """Fills a template; `value(index, mode)` gives the argument for the mode `""`, `&` or `=`."""

    def replace(match: re.Match[str]) -> str:
        mode, name = match[1], match[2]
        if not name.isdigit():
            return types[f"~{name}"]
        text = value(int(name), mode)
        before, after = template[: match.start()][-1:], template[match.end() :][:1]
        enclosed = before in ("(", ",", "[", "") or template[: match.start()].endswith(", ")
        return text if enclosed and after in (")", ",", "]", "") else parenthesised(text)

    return _HOLE.sub(replace, template)


def visible(text: str) -> str:
    """Text of the target in a comment: what a reader cannot see is left out (Rust refuses some of it)."""
    return "".join(char for char in text if char.isprintable())
