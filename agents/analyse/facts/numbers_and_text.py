"""The standard library's computing modules: numbers and text."""

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
fnmatch -> bool
filter -> list[str]
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
