"""What the items of a container must be able to do for a row to hold: the traits of the runtime crate.

| ability | trait | Python |
|---|---|---|
| eq | PyEq | `a == b` runs no foreign code |
| order | PyOrd | `a < b` never raises TypeError |
| total | Total | sorts the same with every stable algorithm (NaN deopts) |
| key | Key | hashable, and its hash runs no foreign code |
| repr | PyRepr | `repr(a)` runs no foreign code |
| truth | Truth | `bool(a)` runs no foreign code |
"""

from __future__ import annotations

from agents.transpiler.rtypes import RType

_ALL = frozenset({"eq", "order", "total", "key", "repr", "truth"})
#: Type without arguments -> what it can do.
_PLAIN: dict[str, frozenset[str]] = {
    "int": _ALL,
    "bool": _ALL,
    "float": _ALL,
    "str": _ALL,
    "bytes": _ALL,
    "num": _ALL - {"key"},
    "char": _ALL,
    "None": _ALL - {"order", "total"},
    "range": frozenset({"eq", "truth"}),
    "object": frozenset(),
    "instance": frozenset(),
}
#: Type with arguments -> what it can do where all its arguments can.
_GENERIC: dict[str, frozenset[str]] = {
    "tuple": _ALL,
    "vartuple": _ALL,
    "list": _ALL - {"key"},
    "dict": frozenset({"eq", "repr", "truth"}),
    "set": frozenset({"eq", "truth"}),
    "frozenset": frozenset({"eq", "key", "truth"}),
    "optional": _ALL - {"order", "total"},
}
#: ... and what it can do whatever they can.
_ALWAYS: dict[str, frozenset[str]] = {
    name: frozenset({"truth"}) for name in ("tuple", "vartuple", "list", "dict", "set", "frozenset")
}


def able(rtype: RType, ability: str) -> bool:
    """Whether values of the type have the ability; a type that is still open may turn out to.

    >>> from agents.transpiler.rtypes import INT, STR, DictOf, ListOf
    >>> able(ListOf(INT), "order"), able(ListOf(INT), "key"), able(DictOf(STR, INT), "order")
    (True, False, False)
    """
    if rtype.name == "bottom" or rtype.name.startswith("~"):
        return True
    if rtype.name in _PLAIN:
        return ability in _PLAIN[rtype.name]
    if ability in _ALWAYS.get(rtype.name, ()):
        return True
    if rtype.name == "tuple" and len(rtype.args) > 8:
        return False
    return ability in _GENERIC.get(rtype.name, ()) and all(able(arg, ability) for arg in rtype.args)
