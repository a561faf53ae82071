"""Check digits and checksums."""

from __future__ import annotations

_IBAN_LENGTHS = {
    "AT": 20,
    "BE": 16,
    "CH": 21,
    "DE": 22,
    "ES": 24,
    "FR": 27,
    "GB": 22,
    "IT": 27,
    "NL": 18,
    "PL": 28,
}


class ChecksumError(ValueError):
    """A number whose check digit is wrong."""

    def __init__(self, number: str, expected: int) -> None:
        super().__init__(f"{number!r} has a wrong check digit, expected {expected}")
        self.number = number
        self.expected = expected


def _digits(text: str) -> list[int]:
    """Return the digits of a number written with spaces or hyphens."""
    digits: list[int] = []
    for char in text:
        if char in " -":
            continue
        if not ("0" <= char <= "9"):
            raise ValueError(f"unexpected character {char!r}")
        digits.append(int(char))
    return digits


def luhn_digit(number: str) -> int:
    """Return the digit that makes a number pass the Luhn check when appended.

    >>> luhn_digit("7992739871")
    3
    """
    total = 0
    for position, digit in enumerate(reversed(_digits(number))):
        if position % 2 == 0:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
    return -total % 10


def luhn_valid(number: str) -> bool:
    """Tell whether a number (a credit card, an IMEI) passes the Luhn check.

    >>> luhn_valid("4539 1488 0343 6467")
    True
    >>> luhn_valid("8273 1232 7352 0569")
    False
    """
    digits = _digits(number)
    if len(digits) < 2:
        return False
    body = "".join(str(digit) for digit in digits[:-1])
    return luhn_digit(body) == digits[-1]


def _weighted_sum(digits: list[int], first: int, second: int) -> int:
    total = 0
    for i, digit in enumerate(digits):
        total += digit * (first if i % 2 == 0 else second)
    return total


def isbn13_check_digit(digits: str) -> int:
    """Return the last digit of an ISBN-13 from its first twelve.

    >>> isbn13_check_digit("978030640615")
    7
    """
    numbers = _digits(digits)
    if len(numbers) != 12:
        raise ValueError(f"twelve digits expected, got {len(numbers)}")
    return (10 - _weighted_sum(numbers, 1, 3) % 10) % 10


def require_isbn13(isbn: str) -> str:
    """Return the bare digits of an ISBN-13; raise ValueError if it is not one.

    >>> require_isbn13("978-0-306-40615-7")
    '9780306406157'
    """
    digits = _digits(isbn)
    if len(digits) != 13:
        raise ValueError(f"thirteen digits expected, got {len(digits)}")
    bare = "".join(map(str, digits))
    if not bare.startswith(("978", "979")):
        raise ValueError(f"unknown prefix {bare[:3]!r}")
    expected = isbn13_check_digit(bare[:12])
    if digits[-1] != expected:
        raise ChecksumError(bare, expected)
    return bare


def isbn10_valid(isbn: str) -> bool:
    """Tell whether an ISBN-10 is valid; its last character may be an X.

    >>> isbn10_valid("0-8044-2957-X")
    True
    """
    bare = isbn.replace("-", "").replace(" ", "").upper()
    if len(bare) != 10:
        return False
    total = 0
    for i, char in enumerate(bare):
        if char == "X" and i == 9:
            value = 10
        elif "0" <= char <= "9":
            value = ord(char) - ord("0")
        else:
            return False
        total += (10 - i) * value
    return total % 11 == 0


def ean_valid(code: str) -> bool:
    """Tell whether an EAN-8 or EAN-13 bar code is valid.

    >>> ean_valid("4006381333931"), ean_valid("73513537"), ean_valid("4006381333932")
    (True, True, False)
    """
    try:
        digits = _digits(code)
    except ValueError:
        return False
    if len(digits) == 8:
        return _weighted_sum(digits, 3, 1) % 10 == 0
    return len(digits) == 13 and _weighted_sum(digits, 1, 3) % 10 == 0


def iban_valid(iban: str) -> bool:
    """Tell whether an IBAN of a known country has the right length and check digits.

    >>> iban_valid("DE89 3704 0044 0532 0130 00")
    True
    """
    bare = iban.replace(" ", "").upper()
    if _IBAN_LENGTHS.get(bare[:2]) != len(bare) or not bare.isascii() or not bare.isalnum():
        return False
    remainder = 0
    for char in bare[4:] + bare[:4]:
        value = int(char, 36)
        remainder = (remainder * (100 if value > 9 else 10) + value) % 97
    return remainder == 1


def fletcher16(data: bytes) -> int:
    """Return the Fletcher-16 checksum.

    >>> hex(fletcher16(b"abcde"))
    '0xc8f0'
    """
    low = high = 0
    for byte in data:
        low = (low + byte) % 255
        high = (high + low) % 255
    return high << 8 | low


def crc16(text: str, seed: int = 0xFFFF) -> int:
    """Return the CRC-16/CCITT of the UTF-8 form of a text.

    >>> hex(crc16("123456789"))
    '0x29b1'
    """
    crc = seed
    for byte in text.encode("utf-8"):
        crc ^= byte << 8
        for _ in range(8):
            carry = crc & 0x8000
            crc = crc << 1 & 0xFFFF
            if carry:
                crc ^= 0x1021
    return crc
