"""The standard library's computing modules: numbers, text, containers, iteration."""

from __future__ import annotations

from agents.analyse.facts.table import merged, table

NUMBERS = merged(
    table(
        "math",
        """
acos acosh asin asinh atan atan2 atanh cbrt copysign cos cosh degrees dist erf erfc exp exp2 -> float
expm1 fabs fma fmod gamma hypot ldexp lgamma log log10 log1p log2 nextafter pow radians -> float
remainder sin sinh sqrt sumprod tan tanh ulp -> float
fsum -> float ; free
prod -> item0|int ; free-int
ceil comb factorial floor gcd isqrt lcm perm trunc -> int
isclose isfinite isinf isnan -> bool
frexp -> tuple[float, int]
modf -> tuple[float, float]
e inf nan pi tau = float
""",
    ),
    table(
        "cmath",
        """
acos acosh asin asinh atan atanh cos cosh exp log log10 rect sin sinh sqrt tan tanh -> complex
phase -> float
polar -> tuple[float, float]
isclose isfinite isinf isnan -> bool
e inf nan pi tau = float
infj nanj = complex
""",
    ),
    table(
        "operator",
        """
abs add and_ floordiv index inv invert lshift mod mul matmul neg or_ pos pow rshift sub truediv -> arg0|arg1
xor -> arg0|arg1
concat -> arg0|arg1
eq ge gt le lt ne not_ truth is_not is_ contains -> bool
countOf indexOf length_hint -> int
getitem -> item0
itemgetter attrgetter methodcaller -> operator.itemgetter
setitem delitem -> NoneType ; mutates=0 stores=2
iadd iand iconcat ifloordiv ilshift imod imul ior ipow irshift isub itruediv ixor -> arg0|arg1 ; mutates=0
""",
    ),
    table(
        "fractions",
        """
Fraction Fraction.from_float Fraction.from_decimal Fraction.limit_denominator -> fractions.Fraction
Fraction.numerator Fraction.denominator = int
Fraction.as_integer_ratio -> tuple[int, int]
""",
    ),
    table(
        "decimal",
        """
Decimal Decimal.from_float Decimal.copy_abs Decimal.copy_negate Decimal.copy_sign -> decimal.Decimal
Decimal.canonical Decimal.conjugate -> decimal.Decimal
Decimal.as_tuple -> ?
Decimal.as_integer_ratio -> tuple[int, int]
Decimal.adjusted -> int
Decimal.is_finite Decimal.is_infinite Decimal.is_nan Decimal.is_signed Decimal.is_zero -> bool
Decimal.is_qnan Decimal.is_snan Decimal.is_canonical -> bool
Decimal.quantize Decimal.sqrt Decimal.exp Decimal.ln Decimal.log10 -> decimal.Decimal ; !hidden-state
Decimal.normalize -> decimal.Decimal ; !hidden-state
Decimal.to_integral_value Decimal.to_integral Decimal.fma -> decimal.Decimal ; !hidden-state
Decimal.remainder_near -> decimal.Decimal ; !hidden-state
Decimal.to_integral_exact Decimal.compare Decimal.max Decimal.min -> decimal.Decimal ; !hidden-state
getcontext setcontext localcontext -> decimal.Context ; !hidden-state
Context -> decimal.Context
ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP = str
ROUND_05UP = str
DecimalException InvalidOperation DivisionByZero Overflow Inexact Rounded Underflow -> BaseException
""",
    ),
    table(
        "statistics",
        """
fmean geometric_mean harmonic_mean stdev pstdev variance pvariance correlation covariance -> float
mean median median_low median_high median_grouped mode -> item0|float
multimode quantiles -> list[item0]
StatisticsError -> BaseException
""",
    ),
    table("numbers", "Number Complex Real Rational Integral = ?"),
    table(
        "colorsys",
        "rgb_to_hls rgb_to_hsv rgb_to_yiq hls_to_rgb hsv_to_rgb yiq_to_rgb -> tuple[float, float, float]",
    ),
)

TEXT = merged(
    table(
        "string",
        """
ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation = str
whitespace = str
capwords -> str
Template -> string.Template
Template.substitute Template.safe_substitute -> str
Formatter -> ?
""",
    ),
    table(
        "re",
        """
compile -> re.Pattern
match search fullmatch -> re.Match|NoneType
sub -> str ; calls=1:re.Match
subn -> tuple[str, int] ; calls=1:re.Match
split findall -> list[str]
escape -> str
finditer -> Iterator[re.Match]
error PatternError -> BaseException
A ASCII DEBUG DOTALL I IGNORECASE L LOCALE M MULTILINE NOFLAG S U UNICODE VERBOSE X = int
RegexFlag -> int
Pattern.match Pattern.search Pattern.fullmatch -> re.Match|NoneType
Pattern.sub -> str ; calls=1:re.Match
Pattern.subn -> tuple[str, int] ; calls=1:re.Match
Pattern.split Pattern.findall -> list[str]
Pattern.finditer -> Iterator[re.Match]
Pattern.scanner -> ?
Pattern.pattern = str
Pattern.flags Pattern.groups = int
Pattern.groupindex = dict[str, int]
Match.group -> str|NoneType
Match.groups -> tuple[str|NoneType, ...]
Match.groupdict -> dict[str, str|NoneType]
Match.start Match.end -> int
Match.span -> tuple[int, int]
Match.expand -> str
Match.pos Match.endpos = int
Match.lastindex = int|NoneType
Match.lastgroup = str|NoneType
Match.string = str
Match.re = re.Pattern
Pattern Match = ?
""",
    ),
    table(
        "unicodedata",
        """
bidirectional category decomposition east_asian_width lookup name normalize -> str
combining decimal digit mirrored -> int
is_normalized -> bool
numeric -> float
unidata_version = str
""",
    ),
    table(
        "textwrap",
        """
dedent fill indent shorten -> str
wrap -> list[str]
TextWrapper -> textwrap.TextWrapper
TextWrapper.wrap -> list[str]
TextWrapper.fill -> str
TextWrapper.__init__ -> NoneType ; mutates=0 stores=1
TextWrapper._wrap_chunks TextWrapper._split TextWrapper._split_chunks -> list[str]
TextWrapper._munge_whitespace -> str
TextWrapper._handle_long_word TextWrapper._fix_sentence_endings -> NoneType ; mutates=1,2
""",
    ),
    table("html", "escape unescape -> str"),
    table(
        "html.entities",
        """
html5 entitydefs = dict[str, str]
name2codepoint = dict[str, int]
codepoint2name = dict[int, str]
""",
    ),
    table(
        "difflib",
        """
get_close_matches -> list[str]
ndiff unified_diff context_diff restore -> Iterator[str]
SequenceMatcher -> difflib.SequenceMatcher
SequenceMatcher.ratio SequenceMatcher.quick_ratio SequenceMatcher.real_quick_ratio -> float
SequenceMatcher.get_opcodes SequenceMatcher.get_matching_blocks -> list[?] ; mutates=0
SequenceMatcher.set_seqs SequenceMatcher.set_seq1 SequenceMatcher.set_seq2 -> NoneType ; mutates=0
SequenceMatcher.find_longest_match -> ?
""",
    ),
    table(
        "shlex",
        """
quote join -> str
split -> list[str]
""",
    ),
    table(
        "fnmatch",
        """
fnmatchcase -> bool
translate -> str
fnmatch -> bool ; !environment
filter -> list[str] ; !environment
""",
    ),
    table(
        "keyword",
        """
iskeyword issoftkeyword -> bool
kwlist softkwlist = list[str]
""",
    ),
    table(
        "stringprep",
        """
in_table_a1 in_table_b1 in_table_c11_c12 -> bool
map_table_b2 map_table_b3 -> str
""",
    ),
    table(
        "pprint",
        """
pformat saferepr -> str
pprint pp -> NoneType ; !io
""",
    ),
    table("reprlib", "repr -> str"),
    table(
        "ast",
        """
literal_eval -> ?
parse -> ast.AST
dump unparse -> str
get_docstring -> str|NoneType
get_source_segment -> str|NoneType
iter_child_nodes walk -> Iterator[ast.AST]
iter_fields -> Iterator[tuple[str, ?]]
""",
    ),
    table(
        "codecs",
        """
BOM_UTF8 BOM_UTF16 BOM_UTF16_BE BOM_UTF16_LE BOM_UTF32 BOM_UTF32_BE BOM_UTF32_LE BOM_BE BOM_LE = bytes
encode decode -> str|bytes
ascii_encode latin_1_encode utf_8_encode -> tuple[bytes, int]
ascii_decode latin_1_decode utf_8_decode -> tuple[str, int]
""",
    ),
)

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

PURE_MODULES = merged(NUMBERS, TEXT, CONTAINERS, BYTES)
