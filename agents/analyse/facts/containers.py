"""The standard library's computing modules: containers, iteration and bytes."""

from __future__ import annotations

from agents.analyse.facts.table import merged, table

CONTAINERS = merged(
    table(
        "collections",
        """
Counter -> collections.Counter[item0, int]
Counter.most_common -> list[tuple[key0, int]]
Counter.elements -> Iterator[key0]
Counter.total -> int
Counter.update Counter.subtract -> NoneType ; mutates=0 stores=1
OrderedDict -> collections.OrderedDict[key0, val0]
OrderedDict.move_to_end -> NoneType ; mutates=0
OrderedDict.popitem -> tuple[key0, val0] ; mutates=0
defaultdict -> collections.defaultdict[?, called] ; calls=0:
ChainMap -> collections.ChainMap
ChainMap.new_child -> collections.ChainMap
deque -> collections.deque[item0]
deque.append deque.appendleft deque.extend deque.extendleft deque.remove -> NoneType ; mutates=0 stores=1
deque.insert -> NoneType ; mutates=0 stores=2
deque.clear deque.reverse deque.rotate -> NoneType ; mutates=0
deque.pop deque.popleft -> item0 ; mutates=0
deque.copy -> collections.deque[item0]
deque.count deque.index -> int
deque.maxlen = int|NoneType
UserDict UserList UserString -> ?
namedtuple -> NamedTupleClass
""",
    ),
    table(
        "",
        """
NamedTupleClass.__call__ NamedTupleClass._make NamedTuple._make -> NamedTuple[?]
NamedTupleClass._fields = tuple[str, ...]
NamedTuple._replace -> NamedTuple[?]
NamedTuple._asdict -> dict[str, ?]
NamedTuple._fields = tuple[str, ...]
NamedTuple.count NamedTuple.index -> int
newtype.__call__ -> arg0
operator.itemgetter.__call__ -> ?
""",
    ),
    table(
        "itertools",
        """
accumulate -> Iterator[item0] ; calls=1:item0,item0
chain -> Iterator[item0|item1|item2]
chain.from_iterable compress dropwhile filterfalse islice takewhile cycle -> Iterator[?] ; calls=0:?
combinations combinations_with_replacement permutations batched -> Iterator[tuple[item0, ...]]
pairwise -> Iterator[tuple[item0, item0]]
product -> Iterator[tuple[item0|item1|item2, ...]]
count -> Iterator[int]
groupby -> Iterator[tuple[?, Iterator[item0]]] ; calls=1:item0 calls=key:item0
repeat -> Iterator[arg0]
starmap -> Iterator[called] ; calls=0:?,?,?
tee -> tuple[Iterator[item0], ...] ; mutates=0
zip_longest -> Iterator[tuple[item0|NoneType, item1|NoneType]]
""",
    ),
    table(
        "functools",
        """
reduce -> called|arg2|item1 ; calls=0:?,item1
partial -> partial
cmp_to_key -> functools.cmp_to_key
wraps update_wrapper lru_cache cache singledispatch total_ordering cached_property -> ?
""",
    ),
    table(
        "heapq",
        """
heapify -> NoneType ; mutates=0
heappush -> NoneType ; mutates=0 stores=1
heappop -> item0 ; mutates=0
heappushpop heapreplace -> item0|arg1 ; mutates=0 stores=1
nlargest nsmallest -> list[item1] ; calls=2:item1 calls=key:item1
merge -> Iterator[item0|item1] ; calls=key:item0
""",
    ),
    table(
        "bisect",
        """
bisect bisect_left bisect_right -> int ; calls=key:item0
insort insort_left insort_right -> NoneType ; mutates=0 stores=1 calls=key:item0
""",
    ),
    table("copy", "copy deepcopy -> arg0 ; free"),
    table(
        "array",
        """
array -> array.array[int|float|str]
array.tobytes -> bytes
array.tolist -> list[int|float|str]
""",
    ),
    table(
        "types",
        """
MappingProxyType -> types.MappingProxyType[key0, val0]
SimpleNamespace -> types.SimpleNamespace
FunctionType LambdaType ModuleType GeneratorType BuiltinFunctionType MethodType NoneType = ?
TracebackType CodeType FrameType CoroutineType AsyncGeneratorType UnionType GenericAlias = ?
""",
    ),
    table(
        "contextlib",
        """
suppress nullcontext -> contextlib.suppress
contextmanager asynccontextmanager -> ?
""",
    ),
    table(
        "enum",
        """
Enum IntEnum Flag IntFlag StrEnum -> ?
auto -> int
unique -> arg0
""",
    ),
    table(
        "dataclasses",
        """
field -> ?
replace -> arg0
asdict -> dict[str, ?]
astuple -> tuple[?, ...]
is_dataclass -> bool
fields -> tuple[?, ...]
MISSING KW_ONLY = ?
dataclass -> ?
FrozenInstanceError -> BaseException
""",
    ),
)

BYTES = merged(
    table(
        "base64",
        """
b64encode b64decode b32encode b32decode b16encode b16decode b85encode b85decode a85encode a85decode -> bytes
standard_b64encode standard_b64decode urlsafe_b64encode urlsafe_b64decode encodebytes decodebytes -> bytes
b32hexencode b32hexdecode -> bytes
""",
    ),
    table(
        "binascii",
        """
a2b_base64 b2a_base64 a2b_hex b2a_hex hexlify unhexlify a2b_qp b2a_qp a2b_uu b2a_uu -> bytes
crc32 crc_hqx -> int
Error Incomplete -> BaseException
""",
    ),
    table(
        "struct",
        """
pack -> bytes
unpack unpack_from -> tuple[?, ...]
iter_unpack -> Iterator[tuple[?, ...]]
calcsize -> int
pack_into -> NoneType ; mutates=1
error -> BaseException
Struct -> struct.Struct
Struct.pack -> bytes
Struct.unpack Struct.unpack_from -> tuple[?, ...]
Struct.size = int
""",
    ),
    table(
        "zlib",
        """
adler32 crc32 -> int
compress decompress -> bytes
error -> BaseException
""",
    ),
    table(
        "hashlib",
        """
md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 blake2b blake2s new -> hashlib.Hash
shake_128 shake_256 -> hashlib.Hash
pbkdf2_hmac scrypt -> bytes
Hash.update -> NoneType ; mutates=0
Hash.digest -> bytes
Hash.hexdigest Hash.name -> str
Hash.copy -> hashlib.Hash
Hash.digest_size Hash.block_size = int
""",
    ),
    table(
        "hmac",
        """
new -> hashlib.Hash
digest -> bytes
compare_digest -> bool
""",
    ),
    table(
        "io",
        """
StringIO BytesIO -> io.StringIO
StringIO.write StringIO.seek StringIO.truncate -> int ; mutates=0
StringIO.writelines StringIO.close StringIO.flush -> NoneType ; mutates=0
StringIO.read StringIO.readline -> str|bytes ; mutates=0
StringIO.readlines -> list[str|bytes] ; mutates=0
StringIO.getvalue StringIO.getbuffer -> str|bytes
StringIO.tell -> int
TextIOWrapper BufferedReader open -> ? ; !io
TextIOBase RawIOBase BufferedIOBase IOBase = ?
SEEK_SET SEEK_CUR SEEK_END DEFAULT_BUFFER_SIZE = int
UnsupportedOperation -> BaseException
""",
    ),
)
