"""The types of the IR: what a value is natively, and how Rust spells it.

A type states what native code represents, not what an annotation promises: a value that comes from
Python is checked exactly where it is read, and deopts when it is something else.

| type | Python | Rust |
|---|---|---|
| INT | exactly int, within 64 bits | i64 |
| FLOAT | exactly float | f64 |
| BOOL | bool | bool |
| NUM | int or float, which of the two is known at run time only | Num |
| NONE | None | () |
| CHAR | a str of length one (a subtype of STR that is never seen by Python) | Char |
| STR | exactly str | Text |
| BYTES | exactly bytes | Bytes |
| ListOf(T), DictOf(K, V), SetOf(K), FrozenSetOf(K) | exactly list, dict, ... | List<T>, Dict<K, V>, Set<K>, FrozenSet<K> |
| TupleOf(A, B, ...) | a tuple of that length | (A, B, ...) |
| VarTuple(T) | a tuple of any length | Tup<T> |
| OptOf(T) | T or None | Option<T> |
| RANGE | range | Range |
| IterOf(T) | an iterator that exists only inside one expression or loop header | impl Iterator<Item = Result<T>> |
| OBJ | any object; operations go through the interpreter and deopt unless they run no foreign code | Obj |
| InstOf(cls) | an instance of exactly this class of the target | Obj |
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RType:
    """A type: its constructor's name, its arguments, and for InstOf the dotted class."""

    name: str
    args: tuple[RType, ...] = ()
    cls: str = ""

    def __str__(self) -> str:
        if self.cls:
            return f"{self.name}[{self.cls}]"
        return f"{self.name}[{', '.join(map(str, self.args))}]" if self.args else self.name


INT = RType("int")
FLOAT = RType("float")
BOOL = RType("bool")
NUM = RType("num")
NONE = RType("None")
CHAR = RType("char")
STR = RType("str")
BYTES = RType("bytes")
RANGE = RType("range")
OBJ = RType("object")
#: Type variables of table rows; they are bound by matching a row against argument types.
T, K, V, A, B = (RType(f"~{name}") for name in "TKVAB")


def ListOf(item: RType) -> RType:
    return RType("list", (item,))


def DictOf(key: RType, value: RType) -> RType:
    return RType("dict", (key, value))


def SetOf(item: RType) -> RType:
    return RType("set", (item,))


def FrozenSetOf(item: RType) -> RType:
    return RType("frozenset", (item,))


def TupleOf(*items: RType) -> RType:
    return RType("tuple", items)


def VarTuple(item: RType) -> RType:
    return RType("vartuple", (item,))


def OptOf(item: RType) -> RType:
    return item if item.name in ("optional", "None") else RType("optional", (item,))


def IterOf(item: RType) -> RType:
    return RType("iter", (item,))


def InstOf(cls: str) -> RType:
    return RType("instance", (), cls)


#: Rust's spelling of the types without arguments.
_PLAIN = {
    "int": "i64",
    "float": "f64",
    "bool": "bool",
    "num": "Num",
    "None": "()",
    "char": "Char",
    "str": "Text",
    "bytes": "Bytes",
    "range": "Range",
    "object": "Obj",
    "instance": "Obj",
}
#: ... and of those with.
_GENERIC = {
    "list": "List<{}>",
    "dict": "Dict<{}>",
    "set": "Set<{}>",
    "frozenset": "FrozenSet<{}>",
    "vartuple": "Tup<{}>",
    "optional": "Option<{}>",
    "iter": "Iter<{}>",
}
#: Types that Rust copies; all others are counted handles, cloned explicitly.
_COPY = {"int", "float", "bool", "num", "None", "char", "range"}


def rust(rtype: RType) -> str:
    """How Rust spells the type.

    >>> rust(DictOf(STR, ListOf(FLOAT)))
    'Dict<Text, List<f64>>'
    """
    if rtype.name in _PLAIN:
        return _PLAIN[rtype.name]
    inner = [rust(arg) for arg in rtype.args]
    if rtype.name == "tuple" and not inner:
        return "EmptyTuple"  # Rust's own () stands for None
    if rtype.name == "tuple":
        return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"
    return _GENERIC[rtype.name].format(", ".join(inner))


def is_copy(rtype: RType) -> bool:
    """Whether Rust copies values of this type without counting references."""
    if rtype.name in ("tuple", "optional"):
        return all(is_copy(arg) for arg in rtype.args)
    return rtype.name in _COPY
