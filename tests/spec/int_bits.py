"""int: methods that look at its bits."""


def length(n: int) -> int:
    return n.bit_length()


def ones(n: int) -> int:
    return n.bit_count()


def ratio(n: int) -> tuple[int, int]:
    return n.as_integer_ratio()


def packed(n: int, size: int) -> bytes:
    return n.to_bytes(size, "big")


def packed_little(n: int, size: int) -> bytes:
    return n.to_bytes(size, byteorder="little")


def packed_signed(n: int, size: int, order: str) -> bytes:
    return n.to_bytes(size, order, signed=True)


def unpacked(data: bytes) -> int:
    return int.from_bytes(data, "big")


def unpacked_signed(data: bytes, order: str) -> int:
    return int.from_bytes(data, order, signed=True)


def next_power_of_two(n: int) -> int:
    return 1 << (n - 1).bit_length() if n > 1 else 1


_EDGES = [0, 1, -1, 127, 128, -128, -129, 255, 256, 2**31, 2**63 - 1, -(2**63)]

CASES = {
    "length": [(n,) for n in _EDGES],
    "ones": [(n,) for n in _EDGES],
    "ratio": [(n,) for n in _EDGES],
    "packed": [(n, size) for n in _EDGES for size in (0, 1, 2, 8, 9)] + [(1, -1)],
    "packed_little": [(258, 4), (2**63 - 1, 8), (256, 1)],
    "packed_signed": [(n, size, order) for n in _EDGES for size in (1, 2, 8) for order in ("big", "little")] + [(1, 1, "odd")],
    "unpacked": [(b"",), (b"\x01\x00",), (b"\x7f" + b"\xff" * 7,), (b"\x80" + b"\x00" * 7,), (b"\x00" * 9 + b"\x05",)],
    "unpacked_signed": [
        (data, order) for data in (b"", b"\xff", b"\x80\x00", b"\xff" * 9, b"\x00\x80") for order in ("big", "little")
    ],
    "next_power_of_two": [(0,), (1,), (5,), (1024,), (1025,)],
}

DEOPTS = {
    "packed": [
        (1, 0), (-1, 0), (-1, 1), (-1, 2), (-1, 8), (-1, 9), (127, 0), (128, 0), (-128, 0), (-128, 1), (-128, 2),
        (-128, 8), (-128, 9), (-129, 0), (-129, 1), (-129, 2), (-129, 8), (-129, 9), (255, 0), (256, 0), (256, 1),
        (2147483648, 0), (2147483648, 1), (2147483648, 2), (2**63 - 1, 0), (2**63 - 1, 1), (2**63 - 1, 2), (-(2**63), 0),
        (-(2**63), 1), (-(2**63), 2), (-(2**63), 8), (-(2**63), 9), (1, -1),
    ],
    "packed_little": [(256, 1)],
    "packed_signed": [
        (128, 1, 'big'), (128, 1, 'little'), (-129, 1, 'big'), (-129, 1, 'little'), (255, 1, 'big'), (255, 1, 'little'),
        (256, 1, 'big'), (256, 1, 'little'), (2147483648, 1, 'big'), (2147483648, 1, 'little'), (2147483648, 2, 'big'),
        (2147483648, 2, 'little'), (2**63 - 1, 1, 'big'), (2**63 - 1, 1, 'little'), (2**63 - 1, 2, 'big'),
        (2**63 - 1, 2, 'little'), (-(2**63), 1, 'big'), (-(2**63), 1, 'little'), (-(2**63), 2, 'big'),
        (-(2**63), 2, 'little'), (1, 1, 'odd'),
    ],
    "unpacked": [(b'\x80\x00\x00\x00\x00\x00\x00\x00',)],
}
