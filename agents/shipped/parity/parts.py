"""Takes objects of simple classes apart and puts them together again without running their code.

Simple are classes written in Python over `object` or one built-in type: named tuples, dataclasses, plain
objects, subclasses of `int`, `str`, `list`, ... and exceptions. No method of such an object is ever called.
"""

from __future__ import annotations

import enum
import importlib
import sys
from types import MemberDescriptorType
from typing import Any, NamedTuple

from .shapes import class_order, type_name


class Unencodable(Exception):
    """A value that cannot be written down exactly."""


class Parts(NamedTuple):
    """What an object consists of."""

    cls: type
    #: The built-in value that it extends; args for an exception; None for a plain object.
    base: Any
    #: `__dict__`, or None where it has none.
    state: Any
    slots: dict[str, Any]


#: Built-in types that classes extend.
BASES = (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset)
#: Those whose value can change.
MUTABLE_BASES = (bytearray, list, dict, set)
_HEAP, _IMMUTABLE = 1 << 9, 1 << 8
_namespace = type.__dict__["__dict__"].__get__
_flags = type.__dict__["__flags__"].__get__


def reference(cls: Any, name: str, module: str) -> str:
    """`pkg.mod:Class.Inner` where that leads to this very object."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = _namespace(found).get(part) if isinstance(found, type) else _global(found, part)
        if isinstance(found, staticmethod):
            found = found.__func__
    if found is not cls:
        raise Unencodable(f"{module}.{name} cannot be imported by its name")
    return f"{module}:{name}"


def _global(module: Any, name: str) -> Any:
    return module.__dict__.get(name) if module is not None and hasattr(module, "__dict__") else None


def class_reference(cls: type) -> str:
    """Where a class is found."""
    name = type.__dict__["__qualname__"].__get__(cls)
    module = type.__dict__["__module__"].__get__(cls)
    return reference(cls, name, module if isinstance(module, str) else "")


def resolve(spelled: str) -> Any:
    """The object at `pkg.mod:Class.attr`."""
    module, _, name = spelled.partition(":")
    found: Any = importlib.import_module(module)
    for part in filter(None, name.split(".")):
        found = getattr(found, part)
    return found


def is_enum(value: Any) -> bool:
    return enum.Enum in class_order(type(value))


def enum_reference(value: Any) -> str:
    name = object.__getattribute__(value, "_name_")
    if not isinstance(name, str) or type(value)._member_map_.get(name) is not value:
        raise Unencodable("a combination of flags has no name")
    return f"{class_reference(type(value))}.{name}"


def take_apart(value: Any) -> Parts:
    """The parts of an object of a simple class."""
    cls = type(value)
    base = _base(cls)
    slots: dict[str, Any] = {}
    for owner in class_order(cls):
        for name, member in _namespace(owner).items():
            if type(member) is MemberDescriptorType and owner not in BASES and _flags(owner) & _HEAP:
                _read_slot(slots, name, member, value)
    return Parts(cls, _base_value(base, value), _instance_dict(value), slots)


def _read_slot(slots: dict[str, Any], name: str, member: Any, value: Any) -> None:
    try:
        slots.setdefault(name, member.__get__(value))
    except AttributeError:
        return


def _base(cls: type) -> type:
    """The built-in type under a simple class."""
    roots = [owner for owner in class_order(cls) if not _is_plain(owner)]
    builtin = [root for root in roots if root in BASES or root is BaseException]
    if len(builtin) > 1 or not all(map(_is_known_root, roots)):
        raise Unencodable(f"objects of {type_name(cls)} cannot be written down")
    if builtin:
        return builtin[0]
    return object


def _is_known_root(cls: type) -> bool:
    # typing.Generic is written in C since 3.12; it has no state.
    return cls is object or cls in BASES or _is_exception(cls) or type_name(cls) == "typing.Generic"


def _is_exception(cls: type) -> bool:
    return BaseException in class_order(cls)


def _is_plain(cls: type) -> bool:
    """Whether a `class` statement made it."""
    flags = _flags(cls)
    if not flags & _HEAP or flags & _IMMUTABLE:
        return False
    own = _namespace(cls)
    if "__slots__" in own or "__dict__" in own or "__weakref__" in own:
        return True
    return any(_is_plain(owner) for owner in class_order(cls)[1:]) or _extends_builtin(cls)


def _extends_builtin(cls: type) -> bool:
    return any(owner in BASES or owner is BaseException for owner in class_order(cls)[1:])


def _base_value(base: type, value: Any) -> Any:
    if base is object:
        return None
    if base is BaseException:
        return BaseException.args.__get__(value)
    if base is dict:
        return dict(dict.items(value))
    if base in (int, float, complex, str, bytes):
        # The built-in type's own conversion: `int(value)` would ask the object's __int__.
        return _SCALAR_VALUE[base](value)
    return base(base.__iter__(value))


_SCALAR_VALUE: dict[type, Any] = {
    int: lambda value: int.__add__(value, 0),
    float: lambda value: float.__pos__(value),
    complex: lambda value: complex.__pos__(value),
    str: lambda value: str.__getitem__(value, slice(None)),
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
}


def _instance_dict(value: Any) -> Any:
    try:
        state = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
    return state if type(state) is dict else None


def empty(cls: type, base: Any) -> Any:
    """An object of a simple class before its state is filled in."""
    if base is None:
        return object.__new__(cls)
    if _is_exception(cls):
        root = next(owner for owner in class_order(cls) if not _is_plain(owner))
        made = root.__new__(cls, *base)
        BaseException.args.__set__(made, base)
        return made
    kind = type(base)
    return kind.__new__(cls) if kind in MUTABLE_BASES else kind.__new__(cls, base)


def fill(made: Any, base: Any, state: Any, slots: dict[str, Any]) -> None:
    """Gives an object its content and state."""
    if type(base) in MUTABLE_BASES and not _is_exception(type(made)):
        _FILL[type(base)](made, base)
    if state is not None:
        # The order of attributes is what vars() shows.
        object.__getattribute__(made, "__dict__").update(state)
    for name, value in slots.items():
        _member(type(made), name).__set__(made, value)


_FILL: dict[type, Any] = {
    bytearray: bytearray.extend,
    list: list.extend,
    dict: dict.update,
    set: set.update,
}


def _member(cls: type, name: str) -> Any:
    for owner in class_order(cls):
        member = _namespace(owner).get(name)
        if type(member) is MemberDescriptorType:
            return member
    raise Unencodable(f"{type_name(cls)} has no slot {name}")
