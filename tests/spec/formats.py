"""f-strings, % and str.format with literal templates, format()."""


def plain(name: str, n: int, x: float, flag: bool) -> str:
    return f"{name}: {n} {x} {flag}"


def represented(name: str, n: int, x: float) -> str:
    return f"{name!r} {n!r} {x!s} {name!a}"


def ints(n: int) -> str:
    return f"{n:d}|{n:5}|{n:<5}|{n:^6}|{n:05d}|{n:+d}|{n: d}|{n:,}|{n:_}|{n:*>8}|{n:=8}"


def bases(n: int) -> str:
    return f"{n:x}|{n:X}|{n:o}|{n:b}|{n:#x}|{n:#010x}|{n:08b}|{n:02X}|{n:#b}|{n:_b}"


def as_float(n: int) -> str:
    return f"{n:.2f}|{n:e}|{n:%}|{n:g}"


def floats(x: float) -> str:
    return f"{x:.0f}|{x:.1f}|{x:.2f}|{x:.3f}|{x:8.2f}|{x:<9.1f}|{x:+.1f}|{x:08.2f}|{x:,.2f}|{x:f}"


def scientific(x: float) -> str:
    return f"{x:e}|{x:.2e}|{x:g}|{x:.3g}|{x:G}|{x:.1%}|{x:10}|{x:.4}"


def texts(s: str) -> str:
    return f"{s:10}|{s:<10}|{s:>10}|{s:^10}|{s:*^9}|{s:.2}|{s:日<6}|{s:s}"


def bools(flag: bool) -> str:
    return f"{flag}|{flag:d}|{flag:>6}|{flag!r:>7}"


def percent(name: str, n: int, x: float) -> str:
    return "%s has %d items at %.2f (100%%)" % (name, n, x)


def percent_one(n: int) -> str:
    return "%05d" % n


def percent_hex(n: int) -> str:
    return "#%02x" % n


def percent_padded(name: str, n: int) -> str:
    return "%-8s|%5d|%8s" % (name, n, name)


def templates(name: str, n: int) -> str:
    return "{} is {}, {name!r} {:>4}".format(name, n, n, name="x")


def numbered(a: str, b: str) -> str:
    return "{1}-{0}".format(a, b)


def built_in(n: int, x: float) -> tuple[str, str]:
    return format(n, ","), format(x, ".3f")


def nothing() -> str:
    return f""


def braces(n: int) -> str:
    return f"{{{n}}}"


def time_text(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def human_size(size: float) -> str:
    for unit in ["B", "KiB", "MiB", "GiB"]:
        if abs(size) < 1024:
            return f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} TiB"


def rgb(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def ordinal(n: int) -> str:
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def quoted(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_INTS = [(n,) for n in (0, 7, -7, 1234567, -1234567, 255, 2**31, 2**63 - 1, -(2**63))]
_NUMBERS = (0.0, -0.0, 0.5, 1.5, 2.5, -2.675, 0.125, 1234567.891, 1e16, 1e22, 1e-7, 5e-324, 1.7e308)
_FLOATS = [(x,) for x in (*_NUMBERS, float("inf"), float("-inf"), float("nan"))]

CASES = {
    "plain": [("a", 1, 2.5, True), ("日", -5, 1e22, False), ("\ud800", 2**63 - 1, -0.0, True)],
    "represented": [("it's", 1, 0.1), ("日\n", -1, 1e16)],
    "ints": _INTS,
    "bases": _INTS,
    "as_float": _INTS,
    "floats": _FLOATS,
    "scientific": _FLOATS,
    "texts": [("",), ("a",), ("日本",), ("long enough text",), ("\ud800\U0001f600",)],
    "bools": [(True,), (False,)],
    "percent": [("x", 3, 2.675), ("日", -1, 1e10)],
    "percent_one": [(5,), (-5,), (123456,)],
    "percent_hex": [(5,), (255,), (4096,)],
    "percent_padded": [("ab", 7), ("日本", -7), ("longer than", 123456)],
    "templates": [("a", 1), ("日", -22)],
    "numbered": [("a", "b")],
    "built_in": [(1234567, 2.0005), (-1, -0.0)],
    "nothing": [()],
    "braces": [(5,)],
    "time_text": [(0,), (3661,), (360000,), (-1,)],
    "human_size": [(0.0,), (1023.95,), (1536.0,), (-5e12,), (1e18,)],
    "rgb": [(0, 128, 255), (-1, 256, 3)],
    "ordinal": [(1,), (2,), (3,), (11,), (112,), (121,)],
    "quoted": [([],), (["a", "b"],)],
}
