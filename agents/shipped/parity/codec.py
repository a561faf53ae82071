"""Calls and values as JSON, exactly: what is decoded cannot be told from what was encoded.

| Python | JSON |
|---|---|
| None, bool, int, str, most floats | as they are (a float always has a point or an exponent) |
| list | a list |
| huge int | `{"int": "0x..."}` |
| infinity, NaN (other payloads as bits) | `{"float": "-inf"}`, `{"float": "nan"}`, `{"float": "0x7ff8..."}` |
| bytes, bytearray | `{"bytes": "text with one character a byte"}` |
| tuple, set, frozenset | `{"tuple": [...]}`, `{"set": [...]}` |
| dict | `{"dict": [[key, value], ...]}`, in order |
| the same object once more | `{"ref": n}`; n counts lists, tuples, dicts, sets and objects in the call |
| object of a simple class | `{"object": "pkg.mod:Class", "base": ..., "state": {...}, "slots": {...}}` |
| function, class, Enum member | `{"global": "pkg.mod:name"}` |
| instance of a subclass made to surprise | `{"child": 5}` |
"""

from __future__ import annotations

import json
import math
import re
import struct
from types import BuiltinFunctionType, FunctionType
from typing import Any

from .parts import (
    Unencodable,
    class_reference,
    empty,
    enum_reference,
    fill,
    is_enum,
    reference,
    resolve,
    take_apart,
)
from .shapes import class_order
from .values import BY_NAME as VALUE_NAMES
from .values import BY_TYPE as VALUES

Json = Any

_NAN = struct.pack(">d", math.nan)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LARGE = 10**30
#: Nodes (and runs of 64 characters) that one call may have.
LIMIT = 20_000


class IntChild(int):
    """An int that is not exactly an int."""


class FloatChild(float):
    """A float that is not exactly a float."""


class StrChild(str):
    """Text that is not exactly a str."""


class BytesChild(bytes):
    """Bytes that are not exactly bytes."""


class ListChild(list):  # type: ignore[type-arg]
    """A list that is not exactly a list."""


class DictChild(dict):  # type: ignore[type-arg]
    """A dict that is not exactly a dict."""


CHILDREN: dict[type, type] = {
    int: IntChild,
    float: FloatChild,
    str: StrChild,
    bytes: BytesChild,
    list: ListChild,
    dict: DictChild,
}
_PARENTS = {child: parent for parent, child in CHILDREN.items()}


def encode(value: Any, limit: int = LIMIT) -> Json:
    """One value as JSON; Unencodable where that cannot be exact."""
    return Encoder(limit).value(value)


def decode(encoded: Json) -> Any:
    """The value, made anew."""
    return Decoder().value(encoded)


def encode_call(args: Any, kwargs: dict[str, Any], limit: int = LIMIT) -> dict[str, Json]:
    """The arguments of a call, with the objects that they share."""
    return Encoder(limit).call(args, kwargs)


def decode_call(encoded: dict[str, Json]) -> tuple[list[Any], dict[str, Any]]:
    """Fresh arguments of an encoded call."""
    decoder = Decoder()
    args = [decoder.value(arg) for arg in encoded["args"]]
    return args, {name: decoder.value(arg) for name, arg in encoded.get("kwargs", {}).items()}


def canonical(encoded: Json) -> str:
    """JSON text by which encoded values are compared and sorted."""
    return json.dumps(encoded, separators=(",", ":"))


def _int(value: int) -> Json:
    return value if -_LARGE < value < _LARGE else {"int": hex(value)}


def _float(value: float) -> Json:
    if value == value and value not in (math.inf, -math.inf):
        return value
    bits = struct.pack(">d", value)
    if value != value:
        return {"float": "nan" if bits == _NAN else f"0x{bits.hex()}"}
    return {"float": repr(value)}


def _read_float(spelled: str) -> float:
    if spelled.startswith("0x"):
        value: float = struct.unpack(">d", bytes.fromhex(spelled[2:]))[0]
        return value
    return float(spelled)


def _str(value: str) -> Json:
    # JSON would read a pair of lone surrogates as one character.
    if not value.isascii() and _PAIR.search(value):
        return {"str": [ord(char) for char in value]}
    return value


def _slice(value: slice) -> Json:
    return {"slice": [encode(value.start), encode(value.stop), encode(value.step)]}


def _function(value: Any) -> Json:
    name = getattr(value, "__qualname__", "")
    return {"global": reference(value, name, getattr(value, "__module__", None) or "")}


_LEAVES: dict[type, Any] = {
    type(None): lambda value: None,
    bool: lambda value: value,
    int: _int,
    float: _float,
    str: _str,
    bytes: lambda value: {"bytes": value.decode("latin-1")},
    complex: lambda value: {"complex": [_float(value.real), _float(value.imag)]},
    range: lambda value: {"range": [_int(value.start), _int(value.stop), _int(value.step)]},
    slice: _slice,
    type(...): lambda value: {"global": "builtins:Ellipsis"},
    type(NotImplemented): lambda value: {"global": "builtins:NotImplemented"},
    FunctionType: _function,
    BuiltinFunctionType: _function,
}


class Encoder:
    """Encodes the parts of one call, so that an object met twice is written once."""

    def __init__(self, limit: int = LIMIT, tracks: bool = True) -> None:
        self._left = limit
        self._tracks = tracks
        self._numbers: dict[int, int] = {}
        self._count = 0
        #: Objects that a decoder cannot have made yet.
        self._sealed: set[int] = set()
        #: What was seen is kept, so that no number is given twice.
        self._kept: list[Any] = []

    def call(self, args: Any, kwargs: dict[str, Any]) -> dict[str, Json]:
        return {
            "args": [self.value(arg) for arg in args],
            "kwargs": {name: self.value(arg) for name, arg in kwargs.items()},
        }

    def value(self, value: Any) -> Json:
        self._left -= 1
        kind = type(value)
        if kind in (str, bytes, bytearray):
            self._left -= len(value) >> 6
        if self._left < 0:
            raise Unencodable("too large")
        leaf = _LEAVES.get(kind)
        if leaf is not None:
            return leaf(value)
        if kind in VALUES:
            return VALUES[kind].encode(value)
        if kind in _COMPOSITES:
            return self._composite(value, _COMPOSITES[kind])
        return self._of_class(value, class_order(kind))

    def _of_class(self, value: Any, order: tuple[type, ...]) -> Json:
        if type in order:
            return {"global": class_reference(value)}
        if FunctionType in order:
            # Binding a port makes the function object one of a subtype.
            return _function(value)
        if is_enum(value):
            return {"global": enum_reference(value)}
        return self._composite(value, Encoder._object)

    def _composite(self, value: Any, encoder: Any) -> Json:
        key = id(value)
        if self._tracks and key in self._numbers:
            if key in self._sealed:
                raise Unencodable("an immutable object that contains itself")
            return {"ref": self._numbers[key]}
        self._numbers[key] = self._count
        self._count += 1
        self._kept.append(value)
        try:
            return encoder(self, value)
        except RecursionError:
            raise Unencodable("too deeply nested") from None

    def _whole(self, value: Any, encode_inside: Any) -> Json:
        """Encodes what must exist before the object that holds it."""
        self._sealed.add(id(value))
        try:
            return encode_inside()
        finally:
            self._sealed.discard(id(value))

    def _list(self, value: list[Any]) -> Json:
        return [self.value(item) for item in value]

    def _tuple(self, value: tuple[Any, ...]) -> Json:
        return self._whole(value, lambda: {"tuple": [self.value(item) for item in value]})

    def _dict(self, value: dict[Any, Any]) -> Json:
        return {"dict": [[self.value(key), self.value(item)] for key, item in value.items()]}

    def _unordered(self, value: Any) -> Json:
        inside = Encoder(self._left, tracks=False)
        items = sorted((inside.value(item) for item in value), key=canonical)
        self._left = inside._left
        return {type(value).__name__: items}

    def _bytearray(self, value: bytearray) -> Json:
        return {"bytearray": value.decode("latin-1")}

    def _object(self, value: Any) -> Json:
        parts = take_apart(value)
        if not self._tracks and parts.base is None and parts.cls.__hash__ is object.__hash__:
            raise Unencodable("a set of objects that are told apart by their address")
        encoded: dict[str, Json] = {}
        tag = "base"
        if parts.cls in _PARENTS:
            tag = "child"
        else:
            encoded["object"] = class_reference(parts.cls)
        if parts.base is not None:
            # The base was made for this; it gets a number of its own on both sides.
            encoded[tag] = self._whole(value, lambda: self.value(parts.base))
        for name, members in (("state", parts.state), ("slots", parts.slots)):
            if members:
                encoded[name] = {key: self.value(item) for key, item in members.items()}
        return encoded


_COMPOSITES: dict[type, Any] = {
    list: Encoder._list,
    tuple: Encoder._tuple,
    dict: Encoder._dict,
    set: Encoder._unordered,
    frozenset: Encoder._unordered,
    bytearray: Encoder._bytearray,
}


class Decoder:
    """Makes the values of one call; counts composites exactly as the encoder did."""

    def __init__(self, tracks: bool = True) -> None:
        self._made: list[Any] = []

    def value(self, encoded: Json) -> Any:
        if isinstance(encoded, list):
            made: list[Any] = []
            self._made.append(made)
            made.extend(self.value(item) for item in encoded)
            return made
        if not isinstance(encoded, dict):
            return encoded
        tag = next(iter(encoded))
        if tag in ("object", "child"):
            return self._object(encoded) if tag == "object" else self._child(encoded)
        if tag in _READERS:
            return _READERS[tag](self, encoded[tag])
        return VALUE_NAMES[tag].decode(encoded[tag])

    def _ref(self, number: int) -> Any:
        return self._made[number]

    def _place(self) -> int:
        self._made.append(None)
        return len(self._made) - 1

    def _tuple(self, items: list[Json]) -> Any:
        place = self._place()
        self._made[place] = tuple([self.value(item) for item in items])
        return self._made[place]

    def _dict(self, items: list[Json]) -> Any:
        made: dict[Any, Any] = {}
        self._made.append(made)
        for key, item in items:
            decoded = self.value(key)
            made[decoded] = self.value(item)
        return made

    def _set(self, items: list[Json]) -> Any:
        self._made.append({Decoder().value(item) for item in items})
        return self._made[-1]

    def _frozenset(self, items: list[Json]) -> Any:
        self._made.append(frozenset(Decoder().value(item) for item in items))
        return self._made[-1]

    def _bytearray(self, text: str) -> Any:
        self._made.append(bytearray(text, "latin-1"))
        return self._made[-1]

    def _object(self, encoded: dict[str, Json]) -> Any:
        place = self._place()
        base = self.value(encoded["base"]) if "base" in encoded else None
        return self._filled(place, resolve(encoded["object"]), base, encoded)

    def _child(self, encoded: dict[str, Json]) -> Any:
        place = self._place()
        base = self.value(encoded["child"])
        return self._filled(place, CHILDREN[type(base)], base, encoded)

    def _filled(self, place: int, cls: type, base: Any, encoded: dict[str, Json]) -> Any:
        made = self._made[place] = empty(cls, base)
        state = {name: self.value(item) for name, item in encoded.get("state", {}).items()}
        slots = {name: self.value(item) for name, item in encoded.get("slots", {}).items()}
        fill(made, base, state or None, slots)
        return made


_READERS: dict[str, Any] = {
    "ref": Decoder._ref,
    "tuple": Decoder._tuple,
    "dict": Decoder._dict,
    "set": Decoder._set,
    "frozenset": Decoder._frozenset,
    "bytearray": Decoder._bytearray,
    "int": lambda decoder, text: int(text, 16),
    "float": lambda decoder, text: _read_float(text),
    "str": lambda decoder, codes: "".join(map(chr, codes)),
    "bytes": lambda decoder, text: text.encode("latin-1"),
    "complex": lambda decoder, parts: complex(decode(parts[0]), decode(parts[1])),
    "range": lambda decoder, parts: range(*(decode(part) for part in parts)),
    "slice": lambda decoder, parts: slice(*(decode(part) for part in parts)),
    "global": lambda decoder, spelled: resolve(spelled),
}
