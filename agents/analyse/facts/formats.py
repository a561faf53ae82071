"""Modules for messages, file formats, addresses and types."""

from __future__ import annotations

from agents.analyse.facts.table import merged, table

TALK = merged(
    table(
        "logging",
        """
debug info warning warn error critical exception log basicConfig disable -> NoneType ; !io
getLogger getLevelName addLevelName captureWarnings -> logging.Logger ; !io
StreamHandler FileHandler NullHandler Formatter Handler Filter LoggerAdapter -> logging.Handler
DEBUG INFO WARNING WARN ERROR CRITICAL FATAL NOTSET = int
Logger = ?
Logger.debug Logger.info Logger.warning Logger.warn Logger.error Logger.critical -> NoneType ; !io
Logger.exception -> NoneType ; !io
Logger.log Logger.isEnabledFor Logger.addHandler Logger.setLevel Logger.getEffectiveLevel -> ? ; !io
""",
    ),
    table(
        "warnings",
        "warn warn_explicit simplefilter filterwarnings catch_warnings showwarning -> NoneType ; !io",
    ),
)

FORMATS = merged(
    table(
        "json",
        """
dumps -> str ; calls=default:?
loads -> dict[str, ?]|list[?]|str|int|float|bool|NoneType ; calls=object_hook:? calls=parse_float:str
dump -> NoneType ; mutates=1
load -> ? ; mutates=0
JSONDecodeError -> BaseException
JSONEncoder JSONDecoder -> ?
""",
    ),
    table(
        "urllib.parse",
        """
quote quote_plus unquote unquote_plus urlencode urljoin urlunparse urlunsplit -> str
unquote_to_bytes quote_from_bytes -> bytes|str
urlparse urlsplit -> urllib.parse.Result
urldefrag -> tuple[str, str]
parse_qs -> dict[str, list[str]]
parse_qsl -> list[tuple[str, str]]
ParseResult SplitResult -> urllib.parse.Result
Result.scheme Result.netloc Result.path Result.query Result.fragment Result.params = str
Result.hostname Result.username Result.password = str|NoneType
Result.port = int|NoneType
Result.geturl -> str
Result._replace -> urllib.parse.Result
uses_netloc uses_relative uses_params = list[str] ; !global-read
""",
    ),
    table(
        "ipaddress",
        """
ip_address IPv4Address IPv6Address -> ipaddress.IPv4Address
ip_network IPv4Network IPv6Network -> ipaddress.IPv4Network
ip_interface -> ?
AddressValueError NetmaskValueError -> BaseException
IPv4Address.version IPv4Address.max_prefixlen = int
IPv4Address.packed = bytes
IPv4Address.is_private IPv4Address.is_loopback IPv4Address.is_multicast IPv4Address.is_reserved = bool
IPv4Address.is_global IPv4Address.is_link_local IPv4Address.is_unspecified = bool
IPv4Address.compressed IPv4Address.exploded = str
""",
    ),
    table(
        "csv",
        """
reader -> Iterator[list[str]]
QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC = int
Error -> BaseException
""",
    ),
    table(
        "email.utils",
        """
formataddr quote unquote -> str
parseaddr -> tuple[str, str]
formatdate -> str ; !clock
""",
    ),
    table(
        "configparser",
        """
ConfigParser RawConfigParser -> configparser.ConfigParser
ConfigParser.read_string ConfigParser.read_dict ConfigParser.read_file -> NoneType ; mutates=0
ConfigParser.set ConfigParser.add_section ConfigParser.remove_section -> NoneType ; mutates=0
ConfigParser.read -> list[str] ; !io
ConfigParser.write -> NoneType ; !io
ConfigParser.sections ConfigParser.options -> list[str]
ConfigParser.get -> str
ConfigParser.getint -> int
ConfigParser.getfloat -> float
ConfigParser.getboolean ConfigParser.has_section ConfigParser.has_option -> bool
ConfigParser.items -> list[tuple[str, str]]
ConfigParser.optionxform -> str
Error NoSectionError NoOptionError ParsingError MissingSectionHeaderError -> BaseException
DuplicateSectionError DuplicateOptionError -> BaseException
""",
    ),
    table("pickle", "loads dumps load dump -> ? ; !dynamic"),
    table(
        "token",
        """
NAME NUMBER STRING OP NEWLINE INDENT DEDENT COMMENT NL ENDMARKER = int
tok_name = dict[int, str]
""",
    ),
)

TYPING = merged(
    table(
        "typing",
        """
cast -> arg1 ; opaque
TypeVar ParamSpec TypeVarTuple TypedDict -> ?
NewType -> newtype
NamedTuple -> NamedTupleClass
assert_never assert_type reveal_type get_type_hints overload final runtime_checkable -> arg0 ; opaque
no_type_check -> arg0 ; opaque
get_origin get_args -> ? ; opaque
TYPE_CHECKING = bool
""",
    ),
    table(
        "abc",
        """
abstractmethod -> arg0
ABCMeta ABC = ?
""",
    ),
)
