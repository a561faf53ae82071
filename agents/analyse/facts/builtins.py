"""Built-in functions and the methods of built-in types."""

from __future__ import annotations

from agents.analyse.facts.table import merged, table

FUNCTIONS = table(
    "builtins",
    """
abs -> arg0
all any -> bool ; free
ascii repr -> str
bin chr hex oct -> str
bool -> bool ; free
bytearray -> bytearray
bytes -> bytes
callable isinstance issubclass -> bool ; opaque
classmethod staticmethod property -> property
complex -> complex
dict -> dict[key0, val0]
divmod -> tuple[arg0, arg0]
enumerate -> enumerate[tuple[int, item0]]
filter -> filter[item1] ; calls=0:item1
float -> float
format -> str
frozenset -> frozenset[item0] ; free
id -> int ; !identity opaque
int -> int
iter -> Iterator[item0]
len -> int ; free
list -> list[item0]
map -> map[called] ; calls=0:item1,item2,item3
max min -> best ; calls=key:best free
memoryview -> memoryview
object -> object
ord -> int
pow -> arg0
range -> range
reversed -> Iterator[item0]
round -> arg0|int
set -> set[item0] ; free
slice -> slice
sorted -> list[item0] ; calls=key:item0 free
str -> str
sum -> item0|arg1|int ; free-int
tuple -> tuple[item0, ...]
zip -> zip[tuple[item0, item1]]
print input open breakpoint help -> ? ; !io
exit quit -> ? ; !sys-state
eval exec compile globals locals dir __import__ -> ? ; !dynamic
delattr vars -> NoneType ; !dynamic
getattr next super -> ? ; opaque
hasattr -> bool ; opaque
setattr -> NoneType ; opaque
hash -> int ; opaque
type -> type ; opaque
Ellipsis = ellipsis
NotImplemented = NotImplementedType
__debug__ = bool
""",
)

#: Methods of text and bytes, which come in the same shape.
_TEXT = """
{T}.capitalize {T}.center {T}.expandtabs {T}.ljust {T}.lower {T}.lstrip {T}.removeprefix -> {T}
{T}.removesuffix {T}.replace {T}.rjust {T}.rstrip {T}.strip {T}.swapcase {T}.title -> {T}
{T}.translate {T}.upper {T}.zfill {T}.join -> {T}
{T}.count {T}.find {T}.index {T}.rfind {T}.rindex -> int
{T}.startswith {T}.endswith {T}.isalnum {T}.isalpha {T}.isascii {T}.isdigit {T}.islower -> bool
{T}.isspace {T}.istitle {T}.isupper -> bool
{T}.split {T}.rsplit {T}.splitlines -> list[{T}]
{T}.partition {T}.rpartition -> tuple[{T}, {T}, {T}]
{T}.maketrans -> dict[int, ?]
"""

METHODS = table(
    "",
    _TEXT.format(T="str")
    + _TEXT.format(T="bytes")
    + _TEXT.format(T="bytearray")
    + """
str.casefold str.format str.format_map -> str
str.encode -> bytes
str.isdecimal str.isidentifier str.isnumeric str.isprintable -> bool
bytes.decode bytearray.decode bytes.hex bytearray.hex -> str
bytes.fromhex -> bytes
bytearray.append bytearray.extend bytearray.insert bytearray.reverse bytearray.clear -> NoneType ; mutates=0
bytearray.pop -> int ; mutates=0
bytearray.fromhex bytearray.copy -> bytearray
memoryview.tobytes -> bytes
memoryview.cast memoryview.toreadonly -> memoryview
memoryview.tolist -> list[int]
memoryview.release -> NoneType ; mutates=0
int.bit_length int.bit_count int.conjugate -> int
int.to_bytes -> bytes
int.from_bytes -> int
int.as_integer_ratio -> tuple[int, int]
int.is_integer float.is_integer -> bool
int.real int.imag int.numerator int.denominator = int
float.real float.imag complex.real complex.imag = float
float.hex -> str
float.fromhex float.conjugate -> float
float.as_integer_ratio -> tuple[int, int]
complex.conjugate -> complex
list.append list.remove -> NoneType ; mutates=0 stores=1
list.extend -> NoneType ; mutates=0 stores=1
list.insert -> NoneType ; mutates=0 stores=2
list.clear list.reverse -> NoneType ; mutates=0
list.sort -> NoneType ; mutates=0 calls=key:item0
list.pop -> item0 ; mutates=0
list.copy -> list[item0]
list.count list.index tuple.count tuple.index range.count range.index -> int
Sequence.count Sequence.index -> int
range.start range.stop range.step slice.start slice.stop slice.step = int
slice.indices -> tuple[int, int, int]
dict.get -> val0|arg2|NoneType
dict.keys -> dict_keys[key0]
dict.values -> dict_values[val0]
dict.items -> dict_items[tuple[key0, val0]]
dict.copy -> dict[key0, val0]
dict.pop -> val0|arg2 ; mutates=0
dict.popitem -> tuple[key0, val0] ; mutates=0
dict.setdefault -> val0|arg2|NoneType ; mutates=0 stores=2
dict.update -> NoneType ; mutates=0 stores=1
dict.clear -> NoneType ; mutates=0
dict.fromkeys -> dict[item0, arg1|NoneType]
dict_keys.isdisjoint -> bool ; free
dict_keys.mapping dict_values.mapping dict_items.mapping = ?
set.add -> NoneType ; mutates=0 stores=1
set.discard set.remove -> NoneType ; mutates=0
set.clear -> NoneType ; mutates=0
set.pop -> item0 ; mutates=0 !set-order
set.update -> NoneType ; mutates=0 stores=1 free
set.intersection_update set.difference_update set.symmetric_difference_update -> NoneType ; mutates=0 free
set.copy set.difference set.intersection -> set[item0] ; free
set.union set.symmetric_difference -> set[item0|item1|item2] ; free
set.isdisjoint set.issubset set.issuperset -> bool ; free
frozenset.copy frozenset.difference frozenset.intersection -> frozenset[item0] ; free
frozenset.union frozenset.symmetric_difference -> frozenset[item0|item1|item2] ; free
frozenset.isdisjoint frozenset.issubset frozenset.issuperset AbstractSet.isdisjoint -> bool ; free
container.__contains__ container.__eq__ container.__ne__ container.__lt__ container.__le__ -> bool
container.__gt__ container.__ge__ -> bool
container.__len__ -> int
container.__getitem__ -> item0|val0
container.__iter__ -> Iterator[item0]
container.__setitem__ -> NoneType ; mutates=0 stores=2
container.__delitem__ -> NoneType ; mutates=0
container.__add__ container.__mul__ container.__or__ container.__and__ container.__sub__ -> arg0
container.__init__ -> NoneType ; mutates=0 stores=1
property.setter property.getter property.deleter -> property
object.__setattr__ object.__delattr__ -> NoneType ; mutates=0 stores=2
object.__init__ object.__init_subclass__ -> NoneType ; opaque
object.__new__ -> ? ; opaque
object.__repr__ object.__str__ -> str ; !identity
object.__eq__ object.__ne__ -> bool ; !identity
object.__hash__ -> int ; !identity
BaseException.with_traceback -> arg0 ; mutates=0
BaseException.__init__ -> NoneType ; mutates=0 stores=1
BaseException.__str__ BaseException.__repr__ -> str
BaseException.add_note -> NoneType ; mutates=0
BaseException.args = tuple[?, ...]
""",
)

#: Built-in exceptions are types whose construction is pure.
EXCEPTIONS = frozenset(
    [
        "BaseException",
        "Exception",
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "BlockingIOError",
        "BrokenPipeError",
        "BufferError",
        "BytesWarning",
        "ChildProcessError",
        "ConnectionAbortedError",
        "ConnectionError",
        "ConnectionRefusedError",
        "ConnectionResetError",
        "DeprecationWarning",
        "EOFError",
        "EncodingWarning",
        "EnvironmentError",
        "FileExistsError",
        "FileNotFoundError",
        "FloatingPointError",
        "FutureWarning",
        "GeneratorExit",
        "IOError",
        "ImportError",
        "ImportWarning",
        "IndentationError",
        "IndexError",
        "InterruptedError",
        "IsADirectoryError",
        "KeyError",
        "KeyboardInterrupt",
        "LookupError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "NotADirectoryError",
        "NotImplementedError",
        "OSError",
        "OverflowError",
        "PendingDeprecationWarning",
        "PermissionError",
        "ProcessLookupError",
        "RecursionError",
        "ReferenceError",
        "ResourceWarning",
        "RuntimeError",
        "RuntimeWarning",
        "StopAsyncIteration",
        "StopIteration",
        "SyntaxError",
        "SyntaxWarning",
        "SystemError",
        "SystemExit",
        "TabError",
        "TimeoutError",
        "TypeError",
        "UnboundLocalError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeError",
        "UnicodeTranslateError",
        "UnicodeWarning",
        "UserWarning",
        "ValueError",
        "Warning",
        "ZeroDivisionError",
        "BaseExceptionGroup",
        "ExceptionGroup",
    ]
)

#: Types whose methods another type has as well.
PARENTS = {
    "bool": "int",
    **dict.fromkeys(["list", "tuple", "dict", "set", "frozenset", "str", "bytes", "Sequence"], "container"),
    "typing.TypedDict": "dict",
    "collections.Counter": "dict",
    "collections.OrderedDict": "dict",
    "collections.defaultdict": "dict",
    "Mapping": "dict",
    "MutableMapping": "dict",
    "collections.ChainMap": "dict",
    "types.MappingProxyType": "dict",
    "Collection": "Sequence",
    "MutableSequence": "list",
    "AbstractSet": "frozenset",
    "MutableSet": "set",
    "datetime.datetime": "datetime.date",
    "pathlib.Path": "pathlib.PurePath",
    "dict_items": "dict_keys",
    "dict_values": "dict_keys",
    "io.BytesIO": "io.StringIO",
    "array.array": "list",
}

BUILTINS = merged(FUNCTIONS, METHODS)
