"""Modules that touch the world, with those of their functions that don't."""

from __future__ import annotations

from agents.analyse.facts.table import merged, table

TIME = merged(
    table(
        "time",
        """
time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns -> float ; !clock
thread_time thread_time_ns clock get_clock_info clock_gettime gmtime localtime ctime asctime -> ? ; !clock
strftime mktime -> ? ; !locale
strptime -> ? ; !locale
sleep -> NoneType ; !clock
timezone altzone daylight tzname = int ; !environment
struct_time -> tuple[int, ...]
""",
    ),
    table(
        "datetime",
        """
date -> datetime.date
datetime datetime.combine datetime.fromisoformat datetime.replace date.fromordinal -> datetime.datetime
time -> datetime.time
timedelta -> datetime.timedelta
timezone -> datetime.timezone
tzinfo = ?
datetime.now datetime.today datetime.utcnow date.today -> datetime.datetime ; !clock
datetime.fromtimestamp date.fromtimestamp datetime.timestamp datetime.astimezone -> datetime.datetime ; !environment
datetime.utcfromtimestamp -> datetime.datetime
datetime.strptime -> datetime.datetime ; !locale
date.strftime time.strftime datetime.strftime -> str ; !locale
date.isoformat date.ctime date.__format__ time.isoformat -> str
date.weekday date.isoweekday date.toordinal -> int
date.isocalendar -> tuple[int, int, int]
date.timetuple datetime.utctimetuple -> ?
date.replace date.fromisocalendar date.fromisoformat -> datetime.date
time.replace time.fromisoformat -> datetime.time
datetime.date -> datetime.date
datetime.time datetime.timetz -> datetime.time
datetime.utcoffset datetime.dst -> datetime.timedelta|NoneType
datetime.tzname timezone.tzname -> str|NoneType
date.year date.month date.day datetime.hour datetime.minute datetime.second datetime.microsecond datetime.fold = int
time.hour time.minute time.second time.microsecond time.fold = int
datetime.tzinfo time.tzinfo = datetime.timezone|NoneType
datetime.max datetime.min = datetime.datetime
date.max date.min = datetime.date
date.resolution timedelta.max timedelta.min timedelta.resolution = datetime.timedelta
timedelta.total_seconds -> float
timedelta.days timedelta.seconds timedelta.microseconds = int
timezone.utc UTC = datetime.timezone
timezone.utcoffset timezone.dst -> datetime.timedelta|NoneType
MINYEAR MAXYEAR = int
""",
    ),
    table(
        "calendar",
        "isleap -> bool\nleapdays weekday timegm -> int\nmonthrange -> tuple[int, int]\nmonthcalendar -> list[list[int]]\n"
        "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY = int\n"
        "month_name month_abbr day_name day_abbr = list[str] ; !locale",
    ),
)

CHANCE = merged(
    table(
        "random",
        """
random uniform gauss betavariate expovariate gammavariate normalvariate triangular -> float ; !random
randint randrange getrandbits choice choices sample shuffle seed getstate setstate randbytes -> ? ; !random
SystemRandom -> ? ; !random
Random -> random.Random
Random.random Random.uniform Random.gauss -> float ; mutates=0
Random.randint Random.randrange Random.getrandbits -> int ; mutates=0
Random.choice -> item1 ; mutates=0
Random.choices Random.sample -> list[item1] ; mutates=0
Random.shuffle -> NoneType ; mutates=0,1
Random.seed -> NoneType ; mutates=0
""",
    ),
    table("secrets", "token_bytes token_hex token_urlsafe choice randbelow randbits SystemRandom -> ? ; !random\ncompare_digest -> bool"),
    table(
        "uuid",
        "uuid1 uuid4 getnode -> uuid.UUID ; !random\nuuid3 uuid5 UUID -> uuid.UUID\n"
        "NAMESPACE_DNS NAMESPACE_URL NAMESPACE_OID NAMESPACE_X500 = uuid.UUID\nUUID.hex UUID.urn = str\n"
        "UUID.bytes UUID.bytes_le = bytes\nUUID.int UUID.version UUID.time_low UUID.node = int",
    ),
)

SYSTEM = merged(
    table(
        "os",
        """
fspath -> str
fsencode -> bytes
fsdecode -> str
sep pathsep altsep linesep curdir pardir extsep devnull name = str
PathLike = ?
error -> BaseException
environ environb = ? ; !environment
getenv getenvb putenv unsetenv getcwd getcwdb getpid getppid getuid geteuid getlogin -> str|NoneType ; !environment
cpu_count uname get_terminal_size umask get_exec_path sched_getaffinity -> ? ; !environment
urandom getrandom -> bytes ; !random
system popen spawnl spawnv fork execv execvp kill waitpid abort _exit startfile -> ? ; !subprocess
listdir scandir walk stat lstat mkdir makedirs remove unlink rmdir removedirs rename replace open -> ? ; !io
close read write access chmod chown link symlink readlink utime chdir truncate fdopen dup dup2 pipe isatty -> ? ; !io
fsync fstat lseek -> ? ; !io
""",
    ),
    table(
        "os.path",
        """
basename commonprefix dirname join normcase normpath -> str
commonpath -> str
isabs -> bool
split splitext splitdrive splitroot -> tuple[str, str]
sep pathsep altsep curdir pardir extsep = str
supports_unicode_filenames = bool
exists lexists isfile isdir islink ismount getsize getmtime getatime getctime samefile sameopenfile -> ? ; !io
realpath -> str ; !io
abspath relpath expanduser expandvars -> str ; !environment
""",
    ),
    table(
        "sys",
        """
maxsize maxunicode hexversion api_version = int
byteorder platform version copyright implementation_name = str
version_info = tuple[int, ...]
float_info hash_info int_info implementation thread_info flags = ?
intern -> str ; !identity
getsizeof getrefcount -> int ; !identity
stdin stdout stderr __stdin__ __stdout__ __stderr__ displayhook = ? ; !io
argv path modules meta_path path_hooks executable prefix base_prefix exec_prefix warnoptions = ? ; !environment
orig_argv ps1 dont_write_bytecode tracebacklimit builtin_module_names stdlib_module_names = ? ; !environment
getrecursionlimit setrecursionlimit getswitchinterval setswitchinterval exit settrace setprofile -> ? ; !sys-state
gettrace getprofile getdefaultencoding getfilesystemencoding getfilesystemencodeerrors -> ? ; !sys-state
set_int_max_str_digits get_int_max_str_digits is_finalizing audit addaudithook -> ? ; !sys-state
exc_info exception _getframe _current_frames call_tracing excepthook -> ? ; !dynamic
""",
    ),
    table(
        "pathlib",
        """
PurePath PurePosixPath PureWindowsPath -> pathlib.PurePath
Path PosixPath WindowsPath -> pathlib.Path
PurePath.name PurePath.stem PurePath.suffix PurePath.anchor PurePath.root PurePath.drive = str
PurePath.parts PurePath.suffixes = tuple[str, ...]
PurePath.parent = pathlib.PurePath
PurePath.parents = tuple[pathlib.PurePath, ...]
PurePath.joinpath PurePath.relative_to PurePath.with_name PurePath.with_stem PurePath.with_suffix -> pathlib.PurePath
PurePath.with_segments -> pathlib.PurePath
PurePath.as_posix PurePath.as_uri -> str
PurePath.is_absolute PurePath.is_relative_to PurePath.match PurePath.full_match -> bool
Path.parent = pathlib.Path
Path.joinpath Path.with_name Path.with_stem Path.with_suffix -> pathlib.Path
Path.cwd Path.home Path.absolute Path.expanduser -> pathlib.Path ; !environment
Path.exists Path.is_file Path.is_dir Path.is_symlink Path.is_mount Path.samefile -> bool ; !io
Path.iterdir Path.glob Path.rglob Path.walk Path.open Path.stat Path.lstat Path.owner Path.group -> ? ; !io
Path.read_text Path.read_bytes Path.write_text Path.write_bytes Path.touch Path.mkdir Path.rmdir -> ? ; !io
Path.unlink Path.rename Path.replace Path.resolve Path.readlink Path.symlink_to Path.chmod Path.hardlink_to -> ? ; !io
""",
    ),
    table("posixpath", "basename dirname join normpath -> str\nsplit splitext -> tuple[str, str]\nisabs -> bool\nsep = str"),
    table("ntpath", "basename dirname join normpath -> str\nsplit splitext -> tuple[str, str]\nisabs -> bool\nsep = str"),
    table(
        "locale",
        "getlocale setlocale localeconv getpreferredencoding getdefaultlocale strxfrm strcoll format_string -> ? ; !locale\n"
        "currency str atof atoi delocalize nl_langinfo getencoding -> ? ; !locale\nLC_ALL LC_CTYPE LC_NUMERIC LC_COLLATE = int\n"
        "Error -> BaseException",
    ),
    table("gettext", "gettext ngettext translation -> str ; !locale"),
    table("platform", "system machine platform python_version python_implementation release node processor uname -> ? ; !environment"),
    table("getpass", "getuser getpass -> str ; !environment"),
    table("socket", "socket gethostname getaddrinfo create_connection gethostbyname getfqdn -> ? ; !io\nerror timeout gaierror -> BaseException"),
    table("shutil", "copy copyfile copytree move rmtree which disk_usage copyfileobj make_archive unpack_archive -> ? ; !io\n"
          "get_terminal_size -> ? ; !environment"),
    table("tempfile", "NamedTemporaryFile TemporaryDirectory mkdtemp mkstemp gettempdir TemporaryFile -> ? ; !io"),
    table("glob", "glob iglob -> ? ; !io\nescape -> str\nhas_magic -> bool"),
    table("subprocess", "run Popen call check_call check_output getoutput getstatusoutput -> ? ; !subprocess\n"
          "CalledProcessError TimeoutExpired SubprocessError -> BaseException\nPIPE STDOUT DEVNULL = int"),
    table("threading", "Lock RLock Thread Event Condition Semaphore Timer local current_thread get_ident active_count -> ? ; !threading\n"
          "main_thread enumerate BoundedSemaphore Barrier -> ? ; !threading"),
    table("signal", "signal getsignal alarm raise_signal -> ? ; !sys-state"),
    table("gc", "collect enable disable get_objects isenabled freeze -> ? ; !sys-state"),
    table("atexit", "register unregister -> ? ; !sys-state"),
    table("weakref", "ref proxy WeakKeyDictionary WeakValueDictionary WeakSet finalize -> ? ; !identity"),
    table("traceback", "format_exc print_exc print_stack format_stack extract_stack -> ? ; !dynamic"),
    table("inspect", "currentframe stack getframeinfo getmodule getsource signature getmembers getdoc -> ? ; !dynamic\n"
          "isclass isfunction ismethod isgenerator iscoroutine isgeneratorfunction iscoroutinefunction -> bool ; opaque\n"
          "isawaitable isbuiltin ismodule isroutine -> bool ; opaque\ncleandoc -> str"),
    table("importlib", "import_module reload -> ? ; !dynamic"),
)

TALK = merged(
    table(
        "logging",
        """
debug info warning warn error critical exception log basicConfig disable -> NoneType ; !io
getLogger getLevelName addLevelName captureWarnings -> logging.Logger ; !io
StreamHandler FileHandler NullHandler Formatter Handler Filter LoggerAdapter -> logging.Handler
DEBUG INFO WARNING WARN ERROR CRITICAL FATAL NOTSET = int
Logger = ?
Logger.debug Logger.info Logger.warning Logger.warn Logger.error Logger.critical Logger.exception -> NoneType ; !io
Logger.log Logger.isEnabledFor Logger.addHandler Logger.setLevel Logger.getEffectiveLevel -> ? ; !io
""",
    ),
    table(
        "warnings",
        "warn warn_explicit simplefilter filterwarnings resetwarnings catch_warnings showwarning -> NoneType ; !io",
    ),
)

FORMATS = merged(
    table(
        "json",
        "dumps -> str ; calls=default:?\nloads -> ? ; calls=object_hook:? calls=parse_float:str calls=parse_int:str\n"
        "dump -> NoneType ; mutates=1\nload -> ? ; mutates=0\nJSONDecodeError -> BaseException\n"
        "JSONEncoder JSONDecoder -> ?",
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
        "ip_address IPv4Address IPv6Address -> ipaddress.IPv4Address\nip_network IPv4Network IPv6Network -> ipaddress.IPv4Network\n"
        "ip_interface -> ?\nAddressValueError NetmaskValueError -> BaseException\n"
        "IPv4Address.version IPv4Address.max_prefixlen = int\nIPv4Address.packed = bytes\n"
        "IPv4Address.is_private IPv4Address.is_loopback IPv4Address.is_multicast IPv4Address.is_reserved = bool\n"
        "IPv4Address.is_global IPv4Address.is_link_local IPv4Address.is_unspecified = bool\n"
        "IPv4Address.compressed IPv4Address.exploded = str",
    ),
    table("csv", "reader -> Iterator[list[str]]\nQUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC = int\nError -> BaseException"),
    table("email.utils", "formataddr quote unquote -> str\nparseaddr -> tuple[str, str]\nformatdate -> str ; !clock"),
    table("pickle", "loads dumps load dump -> ? ; !dynamic"),
    table("token", "NAME NUMBER STRING OP NEWLINE INDENT DEDENT COMMENT NL ENDMARKER = int\ntok_name = dict[int, str]"),
)

TYPING = merged(
    table(
        "typing",
        """
cast -> arg1 ; opaque
TypeVar ParamSpec TypeVarTuple TypedDict -> ?
NewType -> newtype
NamedTuple -> NamedTupleClass
assert_never assert_type reveal_type get_type_hints overload final runtime_checkable no_type_check -> arg0 ; opaque
get_origin get_args -> ? ; opaque
TYPE_CHECKING = bool
""",
    ),
    table("abc", "abstractmethod -> arg0\nABCMeta ABC = ?"),
)

OUTSIDE_MODULES = merged(TIME, CHANCE, SYSTEM, TALK, FORMATS, TYPING)
