"""The registry of facts: one lookup for all tables."""

from __future__ import annotations

import builtins
import sys

from agents.analyse.facts.builtins import BUILTINS, EXCEPTIONS, PARENTS
from agents.analyse.facts.containers import BYTES, CONTAINERS
from agents.analyse.facts.formats import FORMATS, TALK, TYPING
from agents.analyse.facts.names import ABSTRACT_MODULES
from agents.analyse.facts.numbers_and_text import NUMBERS, TEXT
from agents.analyse.facts.outside_modules import OUTSIDE_MODULES
from agents.analyse.facts.table import Fact, merged

FACTS = merged(BUILTINS, NUMBERS, TEXT, CONTAINERS, BYTES, OUTSIDE_MODULES, TALK, FORMATS, TYPING)
#: Modules that have rows.
KNOWN_MODULES = frozenset(name.rpartition(".")[0] for name in FACTS)
BUILTIN_NAMES = frozenset(dir(builtins))


def fact(dotted: str) -> Fact | None:
    """The row of a function, class or object; exceptions have a common one."""
    found = FACTS.get(dotted)
    if found is None:
        module, _, name = dotted.rpartition(".")
        if module == "builtins" and name in EXCEPTIONS:
            return Fact(dotted, "BaseException", order="opaque")
        if module.startswith("builtins."):
            owner = module.removeprefix("builtins.")
            return method("BaseException" if owner in EXCEPTIONS else owner, name)
        if module:
            return method(module, name)
    return found


def method(type_name: str, name: str) -> Fact | None:
    """The row of a method or attribute of a type, its parents' included."""
    current: str | None = type_name
    while current is not None:
        found = FACTS.get(f"{current}.{name}")
        if found is not None:
            return found
        current = PARENTS.get(current)
    return None


def is_abstract(dotted: str) -> bool:
    """Whether it belongs to a module of abstract bases and annotations."""
    return dotted.startswith(ABSTRACT_MODULES)


def is_library_class(dotted: str) -> bool:
    """Whether a name of the standard library is a class, by the way it is written."""
    module, _, name = dotted.rpartition(".")
    written = name[:1].isupper() and not name.isupper()
    return written and module.partition(".")[0] in sys.stdlib_module_names


def has_methods(type_name: str) -> bool:
    """Whether the methods of a type are known, so that a missing one is an error of the program."""
    return type_name in _TYPES


_TYPES = frozenset(name.rpartition(".")[0] for name in FACTS) | frozenset(PARENTS)
