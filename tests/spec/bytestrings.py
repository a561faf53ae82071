"""bytes: indexing, slicing, iteration, comparison, addition."""


def length(b: bytes) -> int:
    return len(b)


def item(b: bytes, i: int) -> int:
    return b[i]


def part(b: bytes, a: int, z: int) -> bytes:
    return b[a:z]


def stepped(b: bytes, step: int) -> bytes:
    return b[::step]


def values(b: bytes) -> list[int]:
    return list(b)


def added(a: bytes, b: bytes) -> bytes:
    return a + b


def repeated(b: bytes, n: int) -> bytes:
    return b * n


def compared(a: bytes, b: bytes) -> tuple[bool, bool, bool]:
    return a == b, a < b, a >= b


def inside(b: bytes, n: int) -> bool:
    return n in b


def within(b: bytes, part: bytes) -> bool:
    return part in b


def made(numbers: list[int]) -> bytes:
    return bytes(numbers)


def zeros(n: int) -> bytes:
    return bytes(n)


def shown(b: bytes) -> str:
    return repr(b)


def truth(b: bytes) -> bool:
    return bool(b)


def xored(data: bytes, key: bytes) -> bytes:
    return bytes(d ^ key[i % len(key)] for i, d in enumerate(data))


def crc(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xEDB88320 & -(value & 1))
    return value ^ 0xFFFFFFFF


def adler(data: bytes) -> int:
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def grown(parts: list[bytes]) -> bytes:
    out = b""
    for part in parts:
        out += part
    return out


_SAMPLES = [b"", b"a", b"abcabc", bytes(range(256)), b"\xff\x00"]
_PLACES = [0, 1, -1, 5, -7, 300, -300]

CASES = {
    "length": [(b,) for b in _SAMPLES],
    "item": [(b, i) for b in _SAMPLES for i in _PLACES],
    "part": [(b, a, z) for b in _SAMPLES for a in _PLACES for z in (0, 2, -1)],
    "stepped": [(b, step) for b in _SAMPLES for step in (1, 2, -1, -3, 0)],
    "values": [(b,) for b in _SAMPLES],
    "added": [(a, b) for a in _SAMPLES for b in _SAMPLES],
    "repeated": [(b, n) for b in _SAMPLES for n in (0, 1, 3, -1)],
    "compared": [(a, b) for a in _SAMPLES for b in _SAMPLES],
    "inside": [(b, n) for b in _SAMPLES for n in (0, 97, 255, 256, -1)],
    "within": [(b"abc", b"bc"), (b"abc", b""), (b"abc", b"x")],
    "made": [([],), ([0, 255],), ([256],), ([-1],)],
    "zeros": [(0,), (3,), (-1,)],
    "shown": [(b,) for b in _SAMPLES],
    "truth": [(b"",), (b"\0",)],
    "xored": [(b"secret", b"key"), (b"", b"k"), (b"a", b"")],
    "crc": [(b"",), (b"123456789",)],
    "adler": [(b"",), (b"Wikipedia",)],
    "grown": [([b"a", b"", b"bc"],), ([],)],
}

DEOPTS = {
    "item": [(b, i) for b, i in CASES["item"] if not -len(b) <= i < len(b)],
    "stepped": [(b, step) for b, step in CASES["stepped"] if step == 0],
    "inside": [(b, n) for b, n in CASES["inside"] if not 0 <= n < 256],
    "made": [([256],), ([-1],)],
    "zeros": [(-1,)],
    "xored": [(b'a', b'')],
}
