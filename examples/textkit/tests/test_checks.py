"""Check digits: real numbers, and every single wrong digit is noticed."""

import pytest

from textkit import (
    ChecksumError,
    crc16,
    ean_valid,
    fletcher16,
    iban_valid,
    isbn10_valid,
    isbn13_check_digit,
    luhn_digit,
    luhn_valid,
    require_isbn13,
)


def one_digit_wrong(number: str) -> list[str]:
    return [
        number[:i] + digit + number[i + 1 :]
        for i, old in enumerate(number)
        for digit in "0123456789"
        if old.isdigit() and digit != old
    ]


@pytest.mark.parametrize(
    "number", ["4539148803436467", "79927398713", "490154203237518", "6011-1111-1111-1117", "00"]
)
def test_luhn_accepts(number: str) -> None:
    assert luhn_valid(number)


@pytest.mark.parametrize("number", ["4539148803436468", "", "7", "0 1"])
def test_luhn_rejects(number: str) -> None:
    assert not luhn_valid(number)


def test_luhn_notices_each_wrong_digit() -> None:
    assert not any(luhn_valid(number) for number in one_digit_wrong("4539148803436467"))


def test_luhn_digit_completes_any_number() -> None:
    for n in range(0, 50_000, 97):
        assert luhn_valid(f"{n}{luhn_digit(str(n))}")


def test_luhn_refuses_letters() -> None:
    with pytest.raises(ValueError, match="unexpected character 'x'"):
        luhn_valid("12x4")


@pytest.mark.parametrize(
    "isbn", ["978-0-306-40615-7", "9783161484100", "979 10 90636 07 1", "978-1-4028-9462-6"]
)
def test_isbn13_accepts(isbn: str) -> None:
    assert require_isbn13(isbn) == isbn.replace("-", "").replace(" ", "")


def test_isbn13_says_what_is_wrong() -> None:
    with pytest.raises(ChecksumError, match="expected 7") as caught:
        require_isbn13("978-0-306-40615-4")
    assert caught.value.number == "9780306406154"
    assert caught.value.expected == 7
    with pytest.raises(ValueError, match="thirteen digits expected, got 4"):
        require_isbn13("9780")
    with pytest.raises(ValueError, match="unknown prefix '123'"):
        require_isbn13("1234567890123")


def test_isbn13_check_digit_series() -> None:
    for n in range(0, 200_000, 577):
        body = f"978{n:09d}"
        assert require_isbn13(f"{body}{isbn13_check_digit(body)}").startswith(body)


def test_isbn13_check_digit_needs_twelve() -> None:
    with pytest.raises(ValueError, match="twelve digits expected, got 3"):
        isbn13_check_digit("978")


@pytest.mark.parametrize("isbn", ["0-306-40615-2", "080442957X", "0-8044-2957-x", "3 16 148410 X"])
def test_isbn10_accepts(isbn: str) -> None:
    assert isbn10_valid(isbn)


@pytest.mark.parametrize("isbn", ["0-306-40615-3", "X804429570", "0306", "03064061ab"])
def test_isbn10_rejects(isbn: str) -> None:
    assert not isbn10_valid(isbn)


def test_isbn10_notices_each_wrong_digit() -> None:
    assert not any(isbn10_valid(isbn) for isbn in one_digit_wrong("0306406152"))


@pytest.mark.parametrize("code", ["4006381333931", "73513537", "9780306406157", "5901234123457"])
def test_ean_accepts(code: str) -> None:
    assert ean_valid(code)
    assert not any(ean_valid(wrong) for wrong in one_digit_wrong(code))


@pytest.mark.parametrize("code", ["", "123", "4006381333931 0", "40063813339E1"])
def test_ean_rejects(code: str) -> None:
    assert not ean_valid(code)


@pytest.mark.parametrize(
    "iban",
    ["DE89370400440532013000", "GB82 WEST 1234 5698 7654 32", "fr1420041010050500013m02606"],
)
def test_iban_accepts(iban: str) -> None:
    assert iban_valid(iban)


@pytest.mark.parametrize("iban", ["", "XX89370400440532013000", "DE893704004405320130", "DE89-704"])
def test_iban_rejects(iban: str) -> None:
    assert not iban_valid(iban)


def test_iban_notices_each_wrong_digit() -> None:
    assert not any(iban_valid(iban) for iban in one_digit_wrong("DE89370400440532013000"))


@pytest.mark.parametrize(
    ("data", "expected"), [(b"", 0), (b"abcde", 0xC8F0), (b"abcdef", 0x2057), (b"\xff\xff", 0)]
)
def test_fletcher_known(data: bytes, expected: int) -> None:
    assert fletcher16(data) == expected


def test_fletcher_is_two_sums(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        data = (a + b).encode()
        weighted = sum((len(data) - i) * byte for i, byte in enumerate(data))
        assert fletcher16(data) == weighted % 255 * 256 + sum(data) % 255


@pytest.mark.parametrize(("text", "expected"), [("", 0xFFFF), ("123456789", 0x29B1), ("A", 0xB915)])
def test_crc_known(text: str, expected: int) -> None:
    assert crc16(text) == expected


def test_crc_can_be_continued(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert crc16(b, seed=crc16(a)) == crc16(a + b)
