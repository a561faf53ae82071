"""Copies the arguments of a call for one side: what can change is copied once, the rest is shared."""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType
from typing import Any

from .parts import MUTABLE_BASES, Unencodable, empty, fill, is_enum, take_apart
from .shapes import class_order
from .values import BY_TYPE as VALUES

_SHARED = {
    *(int, bool, float, complex, str, bytes, range, slice),
    *(type(None), type(...), type(NotImplemented), FunctionType, BuiltinFunctionType),
    *VALUES,
}


class Copier:
    """Copies for one side, and remembers which object became which."""

    def __init__(self) -> None:
        self._copies: dict[int, Any] = {}
        #: (original, copy) of everything that can change.
        self.pairs: list[tuple[Any, Any]] = []

    def copy(self, value: Any) -> Any:
        kind = type(value)
        if kind in _SHARED:
            return value
        known = self._copies.get(id(value))
        if known is not None:
            return known
        copier = _COPIERS.get(kind)
        return self._object(value, kind) if copier is None else copier(self, value)

    def _keep(self, value: Any, made: Any) -> Any:
        self._copies[id(value)] = made
        self.pairs.append((value, made))
        return made

    def _list(self, value: list[Any]) -> Any:
        made = self._keep(value, [])
        made.extend(map(self.copy, value))
        return made

    def _dict(self, value: dict[Any, Any]) -> Any:
        made = self._keep(value, {})
        for key, item in value.items():
            made[self.copy(key)] = self.copy(item)
        return made

    def _set(self, value: set[Any]) -> Any:
        # A copy of a set keeps the order of its table, which adding item by item need not.
        made = value.copy() if self._is_shared(value) else {self.copy(item) for item in value}
        return self._keep(value, made)

    def _bytearray(self, value: bytearray) -> Any:
        return self._keep(value, bytearray(value))

    def _immutable(self, value: Any) -> Any:
        items = [self.copy(item) for item in value]
        if all(map(_is, items, value)):
            return value
        return self._keep(value, type(value)(items))

    def _is_shared(self, items: Any) -> bool:
        return all(self.copy(item) is item for item in items)

    def _object(self, value: Any, kind: type) -> Any:
        order = class_order(kind)
        if type in order or FunctionType in order or is_enum(value):
            return value
        parts = take_apart(value)
        if parts.base is not None and type(parts.base) not in MUTABLE_BASES:
            base = self.copy(parts.base)
            return self._filled(self._keep(value, empty(parts.cls, base)), base, parts)
        made = self._keep(value, empty(parts.cls, parts.base))
        return self._filled(made, None if parts.base is None else Copier._inside(self, parts.base), parts)

    def _inside(self, base: Any) -> Any:
        if type(base) is dict:
            return {self.copy(key): self.copy(item) for key, item in base.items()}
        return type(base)(base) if type(base) is bytearray else type(base)(map(self.copy, base))

    def _filled(self, made: Any, base: Any, parts: Any) -> Any:
        state = None if parts.state is None else {name: self.copy(item) for name, item in parts.state.items()}
        fill(made, base, state, {name: self.copy(item) for name, item in parts.slots.items()})
        return made


def _is(left: Any, right: Any) -> bool:
    return left is right


_COPIERS: dict[type, Any] = {
    list: Copier._list,
    dict: Copier._dict,
    set: Copier._set,
    bytearray: Copier._bytearray,
    tuple: Copier._immutable,
    frozenset: Copier._immutable,
}


def copy_call(args: Any, kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any], list[tuple[Any, Any]]]:
    """Fresh arguments with the same sharing, and the pairs (original, copy); Unencodable where impossible."""
    copier = Copier()
    try:
        fresh = [copier.copy(arg) for arg in args]
        return fresh, {name: copier.copy(arg) for name, arg in kwargs.items()}, copier.pairs
    except RecursionError:
        raise Unencodable("too deeply nested") from None
    except TypeError as problem:
        raise Unencodable(f"cannot be copied: {problem}") from None
