"""bytes: searching, splitting, codecs."""


def found(b: bytes, t: bytes) -> tuple[int, int, int]:
    return b.find(t), b.rfind(t), b.count(t)


def found_within(b: bytes, t: bytes, a: int, z: int) -> tuple[int, bool, bool]:
    return b.find(t, a, z), b.startswith(t, a), b.endswith(t, a, z)


def index(b: bytes, t: bytes) -> int:
    return b.index(t)


def words(b: bytes) -> list[bytes]:
    return b.split()


def cut(b: bytes, t: bytes, n: int) -> list[bytes]:
    return b.split(t, n)


def joined(t: bytes, parts: list[bytes]) -> bytes:
    return t.join(parts)


def stripped(b: bytes, chars: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    return b.strip(), b.strip(chars), b.lstrip(chars), b.rstrip(chars)


def replaced(b: bytes, old: bytes, new: bytes) -> bytes:
    return b.replace(old, new)


def cases(b: bytes) -> tuple[bytes, bytes]:
    return b.lower(), b.upper()


def in_hex(b: bytes) -> str:
    return b.hex()


def from_hex(s: str) -> bytes:
    return bytes.fromhex(s)


def decoded(b: bytes) -> str:
    return b.decode()


def decoded_as(b: bytes) -> tuple[str, str, str]:
    return b.decode("utf-8", "replace"), b.decode("ascii", errors="ignore"), b.decode("latin-1")


def strict_ascii(b: bytes) -> str:
    return b.decode("ascii")


_SAMPLES = [b"", b"a", b"abcabc", b" \ta b\x0b\n", b"\xff\x00", "日本é".encode(), bytes(range(0, 256, 5))]
_NEEDLES = [b"", b"a", b"bc", b"\xff", b" "]

CASES = {
    "found": [(b, t) for b in _SAMPLES for t in _NEEDLES],
    "found_within": [(b, t, a, z) for b in _SAMPLES for t in _NEEDLES for a, z in ((0, 3), (-3, -1), (9, 99))],
    "index": [(b, t) for b in _SAMPLES for t in _NEEDLES],
    "words": [(b,) for b in _SAMPLES],
    "cut": [(b, t, n) for b in _SAMPLES for t in _NEEDLES for n in (-1, 0, 1)],
    "joined": [(t, parts) for t in (b"", b", ") for parts in ([], [b"a"], [b"a", b"", b"c"])],
    "stripped": [(b, chars) for b in _SAMPLES for chars in (b"a", b"", b" \n")],
    "replaced": [(b, t, b"--") for b in _SAMPLES for t in _NEEDLES],
    "cases": [(b,) for b in (*_SAMPLES, b"aBc\xe9")],
    "in_hex": [(b,) for b in _SAMPLES],
    "from_hex": [("",), ("0aFF",), ("0a ff",), ("0",), ("zz",)],
    "decoded": [(b,) for b in _SAMPLES],
    "decoded_as": [(b,) for b in _SAMPLES],
    "strict_ascii": [(b"abc",), (b"\xff",), (b"",)],
}

DEOPTS = {
    "index": [(b, t) for b, t in CASES["index"] if t not in b],
    "cut": [(b, t, n) for b, t, n in CASES["cut"] if not t],
}
