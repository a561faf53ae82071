"""Says in one sentence how two results differ, or that they don't.

Exact types at every level, bits of floats, order of dicts, and which objects are the same object: both
results are walked together, and each object of one side keeps its one partner on the other.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from .codec import canonical, encode
from .parts import MUTABLE_BASES, Unencodable, is_enum, take_apart
from .shapes import class_order, type_name
from .values import BY_TYPE as VALUES


class Different(Exception):
    """The two sides differ; the message is a sentence for people."""


class Undecided(Exception):
    """The two sides cannot be compared."""


_SCALARS = (int, bool, str, bytes, type(None), range, type(...), type(NotImplemented))
_LONG = 120


def show(value: Any) -> str:
    """A value for people; runs no code of the value's class."""
    kind = type(value)
    if kind in _SCALARS or kind in (float, complex, bytearray):
        return _short(repr(value))
    try:
        return _short(
            _inside(value) if kind in _SHOWN else f"{type_name(kind)} {canonical(encode(value, 400))}"
        )
    except Unencodable:
        return f"a {type_name(kind)}"


def _inside(value: Any) -> str:
    kind = type(value)
    if kind is dict:
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in _first(value.items())) + "}"
    inside = ", ".join(show(item) for item in _first(value))
    if kind is list:
        return f"[{inside}]"
    if kind is tuple:
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return f"{kind.__name__}({{{inside}}})"


def _first(items: Any) -> Iterator[Any]:
    return (item for item, _ in zip(items, range(20), strict=False))


_SHOWN = (list, tuple, dict, set, frozenset)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}... ({len(text)} characters)"


def _bits(value: float) -> bytes:
    return struct.pack(">d", value)


class Comparison:
    """One case. The arguments as they were before the call are partners from the start."""

    def __init__(self) -> None:
        self._native_of: dict[int, int] = {}
        self._python_of: dict[int, int] = {}
        self._compared: set[tuple[int, int]] = set()
        self._kept: list[Any] = []
        #: What differs without being an error.
        self.notes: list[str] = []

    def partners(self, python: Any, native: Any) -> None:
        """These two are copies of one object, made for one side each."""
        self._native_of[id(python)] = id(native)
        self._python_of[id(native)] = id(python)
        self._kept += (python, native)

    def same(self, path: str, python: Any, native: Any) -> None:
        """Different or Undecided is raised where they aren't the same."""
        kind = type(python)
        if kind is not type(native):
            raise Different(_sides(path, _typed(python), _typed(native)))
        if kind in _SCALARS:
            if python != native:
                raise Different(_sides(path, show(python), show(native)))
        elif kind is float:
            self._float(path, python, native)
        elif kind is complex:
            self._float(f"{path}.real", python.real, native.real)
            self._float(f"{path}.imag", python.imag, native.imag)
        else:
            self._composite(path, python, native, kind)

    def _float(self, path: str, python: float, native: float) -> None:
        if _bits(python) == _bits(native):
            return
        shown, other = show(python), show(native)
        if shown == other:
            shown, other = f"{shown} (bits {_bits(python).hex()})", f"{other} (bits {_bits(native).hex()})"
        raise Different(_sides(path, shown, other))

    def _composite(self, path: str, python: Any, native: Any, kind: type) -> None:
        compare = _COMPARERS.get(kind)
        if compare is None and (python is native or kind in VALUES or kind is slice):
            self._value(path, python, native)
            return
        if kind not in (tuple, frozenset):
            self._identity(path, python, native)
        if (id(python), id(native)) in self._compared:
            return
        self._compared.add((id(python), id(native)))
        self._kept += (python, native)
        (compare or Comparison._object)(self, path, python, native)

    def _identity(self, path: str, python: Any, native: Any) -> None:
        partner = self._native_of.get(id(python))
        if partner is None and id(native) not in self._python_of:
            self.partners(python, native)
        elif partner != id(native):
            which = "an object that is also found elsewhere (in the arguments or the result)"
            if partner is None:
                raise Different(f"{path}: Python gives an object of its own, Rust gives {which}")
            raise Different(f"{path}: Python gives {which}, Rust gives another object")

    def _value(self, path: str, python: Any, native: Any) -> None:
        if python is not native and canonical(encode(python)) != canonical(encode(native)):
            raise Different(_sides(path, show(python), show(native)))

    def _sequence(self, path: str, python: Any, native: Any) -> None:
        for place, (left, right) in enumerate(zip(python, native, strict=False)):
            self.same(f"{path}[{place}]", left, right)
        self._size(path, python, native)

    def _size(self, path: str, python: Any, native: Any) -> None:
        if len(python) != len(native):
            sizes = f"{len(python)} items", f"{len(native)} items"
            raise Different(f"{_sides(path, *sizes)}: {show(python)} and {show(native)}")

    def _dict(self, path: str, python: dict[Any, Any], native: dict[Any, Any]) -> None:
        self._size(path, python, native)
        for place, (left, right) in enumerate(zip(python, native, strict=True)):
            try:
                self.same(f"key {place} of {path}", left, right)
            except Different as found:
                if _same_keys(python, native):
                    raise Different(f"{path}: the keys come in another order: {found}") from None
                raise
        for (key, left), right in zip(python.items(), native.values(), strict=True):
            self.same(f"{path}[{show(key)}]", left, right)

    def _unordered(self, path: str, python: Any, native: Any) -> None:
        self._size(path, python, native)
        if _elements(python) != _elements(native):
            raise Different(_sides(path, show(python), show(native)))
        try:
            Comparison()._sequence(path, list(python), list(native))
        except Different:
            self.notes.append(f"{path}: the set is equal, but iterates in another order")

    def _bytearray(self, path: str, python: bytearray, native: bytearray) -> None:
        if python != native:
            raise Different(_sides(path, show(python), show(native)))

    def _object(self, path: str, python: Any, native: Any) -> None:
        order = class_order(type(python))
        if type in order or is_enum(python):
            if python is not native:
                raise Different(_sides(path, show(python), show(native)))
            return
        if BaseException in order:
            self.exception(path, python, native)
            return
        try:
            left, right = take_apart(python), take_apart(native)
        except Unencodable as problem:
            raise Undecided(f"{path}: {problem}") from None
        if left.base is not None:
            self._base(path, left.base, right.base)
        self._state(path, left.state, right.state)
        self._state(path, left.slots, right.slots)

    def _base(self, path: str, left: Any, right: Any) -> None:
        if type(left) in MUTABLE_BASES:
            # Both were made for this comparison, so they are nobody's partners.
            _COMPARERS[type(left)](self, path, left, right)
            self._kept += (left, right)
        else:
            self.same(path, left, right)

    def _state(self, path: str, left: Any, right: Any) -> None:
        if (left or {}).keys() != (right or {}).keys():
            names = ", ".join(left or ()) or "none", ", ".join(right or ()) or "none"
            raise Different(f"{path}: Python sets the attributes {names[0]}, Rust {names[1]}")
        if list(left or ()) != list(right or ()):
            raise Different(f"{path}: the attributes were set in another order")
        for name in left or ():
            self.same(f"{path}.{name}", left[name], right[name])

    def exception(self, path: str, python: BaseException, native: BaseException) -> None:
        """Type, args, attributes, and the types of what stands behind."""
        if type(python) is not type(native):
            raise Different(_sides(path, _raised(python), _raised(native)))
        self._identity(path, python, native)
        self.same(f"args of {path}", python.args, native.args)
        self._state(path, _attributes(python), _attributes(native))
        for link in ("__cause__", "__context__"):
            left, right = _chain(python, link), _chain(native, link)
            if left != right:
                raise Different(_sides(f"{link} of {path}", left or "none", right or "none"))
        if python.__suppress_context__ != native.__suppress_context__:
            raise Different(f"{path}: Python and Rust differ in `raise ... from`")


def _attributes(error: BaseException) -> dict[str, Any]:
    return dict(error.__dict__)


def _chain(error: BaseException, link: str) -> str:
    found = getattr(error, link)
    names: list[str] = []
    while found is not None and len(names) < 8:
        names.append(type_name(type(found)))
        found = found.__cause__ or found.__context__
    return " after ".join(names)


def _raised(error: BaseException) -> str:
    return f"{type_name(type(error))}({', '.join(map(show, error.args))})"


def _elements(items: Any) -> list[str]:
    """Elements with their exact types, in an order of their own."""
    try:
        return sorted(canonical(encode(item)) for item in items)
    except Unencodable as problem:
        raise Undecided(f"a set of objects: {problem}") from None


def _same_keys(python: dict[Any, Any], native: dict[Any, Any]) -> bool:
    try:
        return _elements(python) == _elements(native)
    except Undecided:
        return False


def _sides(path: str, python: str, native: str) -> str:
    return f"{path}: Python gives {python}, Rust gives {native}"


def _typed(value: Any) -> str:
    if value is None:
        return "None"
    name = type_name(type(value))
    shown = show(value)
    return f"the {name} {shown.removeprefix(name + ' ')}" if type(value) in _PLAIN else shown


_PLAIN = (*_SCALARS, float, complex, bytearray, *_SHOWN)
_COMPARERS: dict[type, Any] = {
    list: Comparison._sequence,
    tuple: Comparison._sequence,
    dict: Comparison._dict,
    set: Comparison._unordered,
    frozenset: Comparison._unordered,
    bytearray: Comparison._bytearray,
}
