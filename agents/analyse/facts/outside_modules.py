"""Modules that touch the world, with those of their functions that don't."""

from __future__ import annotations

from agents.analyse.facts.table import merged, table

TIME = merged(
    table(
        "time",
        """
time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time -> float ; !clock
process_time_ns -> float ; !clock
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
datetime.fromtimestamp date.fromtimestamp datetime.timestamp -> datetime.datetime ; !environment
datetime.astimezone -> datetime.datetime ; !environment
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
date.year date.month date.day datetime.hour datetime.minute datetime.second datetime.microsecond = int
datetime.fold = int
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
        """
isleap -> bool
leapdays weekday timegm -> int
monthrange -> tuple[int, int]
monthcalendar -> list[list[int]]
MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY = int
month_name month_abbr day_name day_abbr = list[str] ; !locale
""",
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
    table(
        "secrets",
        """
token_bytes token_hex token_urlsafe choice randbelow randbits SystemRandom -> ? ; !random
compare_digest -> bool
""",
    ),
    table(
        "uuid",
        """
uuid1 uuid4 getnode -> uuid.UUID ; !random
uuid3 uuid5 UUID -> uuid.UUID
NAMESPACE_DNS NAMESPACE_URL NAMESPACE_OID NAMESPACE_X500 = uuid.UUID
UUID.hex UUID.urn = str
UUID.bytes UUID.bytes_le = bytes
UUID.int UUID.version UUID.time_low UUID.node = int
""",
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
getenv getenvb putenv unsetenv getcwd getcwdb getpid getppid getuid geteuid -> str|NoneType ; !environment
getlogin -> str|NoneType ; !environment
cpu_count uname get_terminal_size umask get_exec_path sched_getaffinity -> ? ; !environment
urandom getrandom -> bytes ; !random
system popen spawnl spawnv fork execv execvp kill waitpid abort _exit startfile -> ? ; !subprocess
listdir scandir walk stat lstat mkdir makedirs remove unlink rmdir removedirs rename replace open -> ? ; !io
close read write access chmod chown link symlink readlink utime chdir truncate fdopen dup dup2 -> ? ; !io
pipe isatty -> ? ; !io
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
exists lexists isfile isdir islink ismount getsize getmtime getatime getctime samefile -> ? ; !io
sameopenfile -> ? ; !io
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
float_info hash_info int_info implementation thread_info flags = sys.info
intern -> str ; !identity
getsizeof getrefcount -> int ; !identity
stdin stdout stderr __stdin__ __stdout__ __stderr__ displayhook = ? ; !io
argv path modules meta_path path_hooks executable prefix base_prefix exec_prefix = ? ; !environment
warnoptions = ? ; !environment
orig_argv ps1 dont_write_bytecode tracebacklimit builtin_module_names stdlib_module_names = ? ; !environment
getrecursionlimit setrecursionlimit getswitchinterval setswitchinterval exit settrace -> ? ; !sys-state
setprofile -> ? ; !sys-state
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
PurePath.joinpath PurePath.relative_to PurePath.with_name PurePath.with_stem -> pathlib.PurePath
PurePath.with_suffix -> pathlib.PurePath
PurePath.with_segments -> pathlib.PurePath
PurePath.as_posix PurePath.as_uri -> str
PurePath.is_absolute PurePath.is_relative_to PurePath.match PurePath.full_match -> bool
Path.parent = pathlib.Path
Path.joinpath Path.with_name Path.with_stem Path.with_suffix -> pathlib.Path
Path.cwd Path.home Path.absolute Path.expanduser -> pathlib.Path ; !environment
Path.exists Path.is_file Path.is_dir Path.is_symlink Path.is_mount Path.samefile -> bool ; !io
Path.iterdir Path.glob Path.rglob Path.walk Path.open Path.stat Path.lstat Path.owner Path.group -> ? ; !io
Path.read_text Path.read_bytes Path.write_text Path.write_bytes Path.touch Path.mkdir Path.rmdir -> ? ; !io
Path.unlink Path.rename Path.replace Path.resolve Path.readlink Path.symlink_to Path.chmod -> ? ; !io
Path.hardlink_to -> ? ; !io
""",
    ),
    table(
        "posixpath",
        """
basename dirname join normpath -> str
split splitext -> tuple[str, str]
isabs -> bool
sep = str
""",
    ),
    table(
        "ntpath",
        """
basename dirname join normpath -> str
split splitext -> tuple[str, str]
isabs -> bool
sep = str
""",
    ),
    table(
        "locale",
        """
getlocale setlocale localeconv getpreferredencoding getdefaultlocale strxfrm strcoll -> ? ; !locale
format_string -> ? ; !locale
currency str atof atoi delocalize nl_langinfo getencoding -> ? ; !locale
LC_ALL LC_CTYPE LC_NUMERIC LC_COLLATE = int
Error -> BaseException
""",
    ),
    table("gettext", "gettext ngettext translation -> str ; !locale"),
    table(
        "platform",
        """
system machine platform python_version python_implementation release node processor -> ? ; !environment
uname -> ? ; !environment
""",
    ),
    table("getpass", "getuser getpass -> str ; !environment"),
    table(
        "socket",
        """
socket gethostname getaddrinfo create_connection gethostbyname getfqdn -> ? ; !io
error timeout gaierror -> BaseException
""",
    ),
    table(
        "shutil",
        """
copy copyfile copytree move rmtree which disk_usage copyfileobj make_archive unpack_archive -> ? ; !io
get_terminal_size -> ? ; !environment
""",
    ),
    table(
        "tempfile",
        "NamedTemporaryFile TemporaryDirectory mkdtemp mkstemp gettempdir TemporaryFile -> ? ; !io",
    ),
    table(
        "glob",
        """
glob iglob -> ? ; !io
escape -> str
has_magic -> bool
""",
    ),
    table(
        "subprocess",
        """
run Popen call check_call check_output getoutput getstatusoutput -> ? ; !subprocess
CalledProcessError TimeoutExpired SubprocessError -> BaseException
PIPE STDOUT DEVNULL = int
""",
    ),
    table(
        "threading",
        """
local -> threading.local
Lock RLock Thread Event Condition Semaphore Timer current_thread get_ident -> ? ; !threading
active_count -> ? ; !threading
main_thread enumerate BoundedSemaphore Barrier -> ? ; !threading
""",
    ),
    table(
        "contextvars",
        """
ContextVar -> contextvars.ContextVar
ContextVar.get ContextVar.set ContextVar.reset -> ? ; !hidden-state
""",
    ),
    table("signal", "signal getsignal alarm raise_signal -> ? ; !sys-state"),
    table("gc", "collect enable disable get_objects isenabled freeze -> ? ; !sys-state"),
    table("atexit", "register unregister -> ? ; !sys-state"),
    table("weakref", "ref proxy WeakKeyDictionary WeakValueDictionary WeakSet finalize -> ? ; !identity"),
    table("traceback", "format_exc print_exc print_stack format_stack extract_stack -> ? ; !dynamic"),
    table(
        "inspect",
        """
currentframe stack getframeinfo getmodule getsource signature getmembers getdoc -> ? ; !dynamic
isclass isfunction ismethod isgenerator iscoroutine isgeneratorfunction iscoroutinefunction -> bool ; opaque
isawaitable isbuiltin ismodule isroutine -> bool ; opaque
cleandoc -> str
""",
    ),
    table("importlib", "import_module reload -> ? ; !dynamic"),
)

OUTSIDE_MODULES = merged(TIME, CHANCE, SYSTEM)
