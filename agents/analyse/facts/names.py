"""What names alone say: methods on receivers of unknown type, decorators, base classes, modules."""

from __future__ import annotations

from agents.analyse.facts.builtins import EXCEPTIONS


def _methods(text: str) -> dict[str, tuple[int, int, str]]:
    rows = {}
    for line in text.strip().splitlines():
        names, _, rest = line.partition(":")
        low, high, result = rest.split()
        for name in names.split():
            rows[name] = (int(low), int(high), result)
    return rows


#: Methods that only built-in types without side effects have, by name: fewest and most positional
#: arguments, and the result. A port checks for the exact type, so an open receiver is no danger to it.
OPEN_METHODS = _methods(
    """
upper lower capitalize casefold swapcase title : 0 0 str
strip lstrip rstrip : 0 1 str
expandtabs zfill : 0 1 str
ljust rjust center : 1 2 str
removeprefix removesuffix translate : 1 1 str
startswith endswith : 1 3 bool
isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace : 0 0 bool
istitle isupper : 0 0 bool
rfind rindex : 1 3 int
find : 1 3 int
split rsplit : 0 2 list[str]
splitlines : 0 1 list[str]
partition rpartition : 1 1 tuple[str,str,str]
join : 1 1 str
replace : 2 3 str
format : 0 9 str
format_map : 1 1 str
encode : 0 2 bytes
decode : 0 2 str
hex : 0 2 str
bit_length bit_count : 0 0 int
to_bytes : 0 2 bytes
as_integer_ratio : 0 0 tuple[int,int]
is_integer : 0 0 bool
conjugate : 0 0 ?
index count : 1 3 int
keys : 0 0 dict_keys[?]
values : 0 0 dict_values[?]
items : 0 0 dict_items[tuple[?,?]]
copy : 0 0 arg0
isdisjoint issubset issuperset : 1 1 bool
union intersection difference symmetric_difference : 0 9 set[item0]
most_common : 0 1 list[tuple[?,int]]
group : 0 3 str|NoneType
groups : 0 1 tuple[str,...]
groupdict : 0 1 dict[str,?]
isoformat weekday isoweekday toordinal isocalendar total_seconds : 0 1 ?
"""
)

#: As above, where something else in the function shows a mapping.
MAPPING_METHODS = _methods("get : 1 2 ?")
#: Uses of a name that show a mapping.
MAPPING_SIGNS = frozenset({"keys", "items", "values", "setdefault", "popitem"})

#: Methods of which the keywords say enough.
OPEN_KEYWORDS = {
    "replace": frozenset(
        ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"]
    ),
    "encode": frozenset({"encoding", "errors"}),
    "decode": frozenset({"encoding", "errors"}),
    "split": frozenset({"sep", "maxsplit"}),
    "rsplit": frozenset({"sep", "maxsplit"}),
    "splitlines": frozenset({"keepends"}),
}

#: Methods that change their receiver in place, whatever built-in container it is.
MUTATORS = frozenset(
    [
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "clear",
        "sort",
        "reverse",
        "add",
        "discard",
        "update",
        "setdefault",
        "popitem",
        "appendleft",
        "popleft",
        "extendleft",
        "rotate",
        "intersection_update",
        "difference_update",
        "symmetric_difference_update",
        "move_to_end",
        "subtract",
    ]
)
#: Mutators that hand out an item.
POPPERS = frozenset(["pop", "popitem", "popleft", "setdefault"])

#: Decorators that leave a function what it is (or make a known thing of it), by dotted name.
FUNCTION_DECORATORS = frozenset(
    [
        "builtins.staticmethod",
        "builtins.classmethod",
        "builtins.property",
        "functools.lru_cache",
        "functools.cache",
        "functools.wraps",
        "typing.overload",
        "typing.final",
        "typing.override",
        "typing.no_type_check",
        "abc.abstractmethod",
        "contextlib.contextmanager",
    ]
)
#: Decorators that keep state of their own.
STATEFUL_DECORATORS = frozenset({"functools.cached_property", "functools.singledispatch"})
CACHES = frozenset({"functools.lru_cache", "functools.cache"})
#: Class decorators that change neither the methods nor what a constructor call means for purity.
CLASS_DECORATORS = frozenset(
    [
        "dataclasses.dataclass",
        "functools.total_ordering",
        "typing.final",
        "typing.runtime_checkable",
        "typing.dataclass_transform",
        "enum.unique",
        "enum.verify",
        "attr.s",
        "attr.attrs",
        "attr.define",
        "attr.frozen",
        "attr.mutable",
        "attrs.define",
        "attrs.frozen",
        "attrs.mutable",
    ]
)

#: Bases whose methods call the methods of their subclasses.
TEMPLATE_BASES = frozenset({"textwrap.TextWrapper", "string.Formatter", "string.Template"})
#: Bases outside of the target whose constructors and machinery are pure.
PLAIN_BASES = frozenset(
    [
        "builtins.object",
        "textwrap.TextWrapper",
        "builtins.int",
        "builtins.float",
        "builtins.str",
        "builtins.bytes",
        "builtins.tuple",
        "builtins.list",
        "builtins.dict",
        "builtins.set",
        "builtins.frozenset",
        "builtins.bool",
        "builtins.complex",
        "builtins.type",
        "typing.Generic",
        "typing.Protocol",
        "typing.NamedTuple",
        "typing.TypedDict",
        "abc.ABC",
        "enum.Enum",
        "enum.IntEnum",
        "enum.Flag",
        "enum.IntFlag",
        "enum.StrEnum",
        "collections.OrderedDict",
        "collections.defaultdict",
        "collections.Counter",
        "collections.deque",
        "collections.UserDict",
        "collections.UserList",
        "collections.UserString",
        "collections.namedtuple",
        "numbers.Number",
        "numbers.Real",
        "numbers.Integral",
        "numbers.Rational",
        "numbers.Complex",
        "datetime.date",
        "datetime.datetime",
        "datetime.timedelta",
        "datetime.tzinfo",
        "datetime.time",
        "fractions.Fraction",
        "decimal.Decimal",
        "pathlib.PurePath",
        "pathlib.PurePosixPath",
    ]
) | {f"builtins.{name}" for name in EXCEPTIONS}
#: Modules all of whose classes are abstract bases without a constructor.
ABSTRACT_MODULES = ("collections.abc.", "typing.")
ENUM_BASES = frozenset({"enum.Enum", "enum.IntEnum", "enum.Flag", "enum.IntFlag", "enum.StrEnum"})
PLAIN_METACLASSES = frozenset({"abc.ABCMeta", "enum.EnumMeta", "enum.EnumType", "builtins.type"})

#: Names under which the same thing is known elsewhere.
MODULE_ALIASES = {
    "typing_extensions": "typing",
    "posix": "os",
    "_collections_abc": "collections.abc",
    "io.open": "builtins.open",
}
#: What Python 3 doesn't have: importing it fails, and the program goes on with what it has instead.
_ABSENT = frozenset(
    """
    StringIO cStringIO cPickle copy_reg urllib2 urlparse httplib ConfigParser Queue HTMLParser __builtin__
    Cookie cookielib SocketServer thread dummy_thread sets md5 sha htmlentitydefs UserDict UserList UserString
    itertools.imap itertools.izip itertools.ifilter itertools.izip_longest itertools.ifilterfalse
    string.maketrans string.letters string.lowercase string.uppercase
    urllib.quote urllib.unquote urllib.urlencode urllib.quote_plus urllib.unquote_plus os.getcwdu
    types.StringType types.UnicodeType types.StringTypes types.ListType types.DictType
    collections.Mapping collections.MutableMapping collections.Sequence collections.Set collections.Callable
    collections.Iterable collections.MutableSequence collections.MutableSet collections.Hashable
    operator.isCallable fractions.gcd
    """.split()  # noqa: SIM905
)


def is_absent(dotted: str) -> bool:
    """Whether an import can't succeed on any supported Python.

    >>> is_absent("cPickle.dumps"), is_absent("itertools.izip"), is_absent("itertools.chain")
    (True, True, False)
    """
    return dotted in _ABSENT or dotted.partition(".")[0] in _ABSENT


#: Attributes of functions, classes and modules that never change.
STATIC_ATTRIBUTES = {
    "__name__": "str",
    "__qualname__": "str",
    "__module__": "str",
    "__doc__": "str|NoneType",
    "__file__": "str",
    "__version__": "str",
}
#: Types all of whose attributes have an effect.
STATEFUL_TYPES = {"threading.local": "threading", "contextvars.ContextVar": "hidden-state"}
#: Attributes that open the machinery of an object.
DYNAMIC_ATTRIBUTES = frozenset(
    [
        "__dict__",
        "__globals__",
        "__code__",
        "__closure__",
        "__defaults__",
        "__kwdefaults__",
        "__subclasses__",
        "__mro__",
        "__bases__",
        "__annotations__",
        "f_locals",
        "f_globals",
        "f_back",
        "gi_frame",
        "tb_frame",
        "__builtins__",
    ]
)
