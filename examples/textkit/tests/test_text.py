"""Text: known values, round trips and laws."""

import pytest

from textkit import (
    caesar,
    camel_case,
    count_vowels,
    is_palindrome,
    ngrams,
    rle_decode,
    rle_encode,
    rot13,
    slugify,
    snake_case,
    soundex,
    stem,
    unix_newlines,
    word_counts,
    wrap,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, World!", "hello-world"),
        ("  many   spaces ", "many-spaces"),
        ("Grüße aus Köln", "grusse-aus-koln"),
        ("Crème brûlée №5", "creme-brulee-no5"),
        ("Łódź & Øresund", "lodz-oresund"),
        ("日本語", ""),
        ("", ""),
    ],
)
def test_slugify_known(text: str, expected: str) -> None:
    assert slugify(text) == expected


def test_slugify_is_stable(prose: str) -> None:
    for start in range(0, len(prose), 3):
        slug = slugify(prose[start : start + 40])
        assert slugify(slug) == slug


def test_slugify_keeps_whole_words(prose: str) -> None:
    for limit in range(1, 120):
        slug = slugify(prose, separator="_", max_length=limit)
        assert len(slug) <= limit
        assert set(slug.split("_")) <= {"", *slugify(prose, separator="_").split("_")}


def test_wrap_fits_and_loses_nothing(prose: str) -> None:
    for width in range(12, 100):
        lines = wrap(prose, width)
        assert all(len(line) <= width for line in lines)
        assert " ".join(lines) == " ".join(prose.split())


def test_wrap_keeps_long_words() -> None:
    assert wrap("a incomprehensibilities b", 5) == ["a", "incomprehensibilities", "b"]
    assert wrap("  \n ", 5) == []
    with pytest.raises(ValueError, match="positive"):
        wrap("text", 0)


@pytest.mark.parametrize(
    ("text", "shift", "expected"),
    [
        ("Hello", 3, "Khoor"),
        ("xyz", 3, "abc"),
        ("ABC", -1, "ZAB"),
        ("1 ü!", 5, "1 ü!"),
        ("", 9, ""),
    ],
)
def test_caesar_known(text: str, shift: int, expected: str) -> None:
    assert caesar(text, shift) == expected


def test_caesar_can_be_undone(prose: str) -> None:
    for shift in range(-60, 60):
        assert caesar(caesar(prose, shift), -shift) == prose


def test_rot13_undoes_itself(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert rot13(rot13(f"{a} {b}")) == f"{a} {b}"


@pytest.mark.parametrize(
    ("text", "runs"),
    [("", []), ("aaabcc", [("a", 3), ("b", 1), ("c", 2)]), ("🙂🙂", [("🙂", 2)])],
)
def test_run_lengths_known(text: str, runs: list[tuple[str, int]]) -> None:
    assert rle_encode(text) == runs
    assert rle_decode(runs) == text


def test_run_lengths_round_trip(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        for times in (1, 5):
            stretched = "".join(char * times for char in a + b)
            assert rle_decode(rle_encode(stretched)) == stretched


def test_run_lengths_refuse_negative_counts() -> None:
    with pytest.raises(ValueError, match="negative run length for 'a'"):
        rle_decode([("a", -1)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man, a plan, a canal: Panama", True),
        ("Was it a car or a cat I saw?", True),
        ("nearly", False),
        ("", True),
        ("?!", True),
        ("1221", True),
        ("Été", True),
    ],
)
def test_palindrome_known(text: str, expected: bool) -> None:
    assert is_palindrome(text) is expected


def test_palindromes_are_what_their_definition_says(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        for text in (f"{a} {b}", f"{a}{b}{b[::-1]}{a[::-1]}"):
            letters = [char.lower() for char in text if char.isalnum()]
            assert is_palindrome(text) is (letters == letters[::-1])


@pytest.mark.parametrize(
    ("text", "expected"), [("Education", 5), ("rhythm", 0), ("", 0), ("ÀEIOU", 4)]
)
def test_vowels_known(text: str, expected: int) -> None:
    assert count_vowels(text) == expected


def test_vowels_add_up(prose: str) -> None:
    for i in range(0, len(prose), 2):
        assert count_vowels(prose[:i]) + count_vowels(prose[i:]) == count_vowels(prose)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("parseHTTPResponse2", "parse_http_response_2"),
        ("already_snake_case", "already_snake_case"),
        ("HTMLParser", "html_parser"),
        ("with-dash and space", "with_dash_and_space"),
        ("", ""),
    ],
)
def test_snake_case_known(name: str, expected: str) -> None:
    assert snake_case(name) == expected


@pytest.mark.parametrize(
    ("name", "upper_first", "expected"),
    [
        ("first_name", False, "firstName"),
        ("first_name", True, "FirstName"),
        ("x-request-id", False, "xRequestId"),
        ("__private", False, "private"),
        ("___", True, ""),
    ],
)
def test_camel_case_known(name: str, upper_first: bool, expected: str) -> None:
    assert camel_case(name, upper_first) == expected


def test_cases_round_trip(words: list[str]) -> None:
    plain = [word for word in words if word.isascii() and word.isalpha()]
    for name in (f"{a}_{b}" for a in plain for b in plain[:8]):
        assert snake_case(camel_case(name)) == name
        assert snake_case(camel_case(name, upper_first=True)) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Robert", "R163"),
        ("Rubin", "R150"),
        ("Ashcraft", "A261"),
        ("Tymczak", "T522"),
        ("Pfister", "P236"),
        ("Honeyman", "H555"),
        ("Lee", "L000"),
        ("O'Hara", "O600"),
        ("123", ""),
    ],
)
def test_soundex_known(name: str, code: str) -> None:
    assert soundex(name) == code


def test_soundex_has_four_characters(words: list[str]) -> None:
    for word in words:
        for cut in range(len(word)):
            assert len(soundex(word[cut:])) in (0, 4)


def test_word_counts_add_up(prose: str) -> None:
    words = prose.split()
    for start in range(0, 60, 10):
        for end in range(start, len(words)):
            assert sum(word_counts(" ".join(words[start:end])).values()) == end - start


def test_word_counts_keep_the_order_of_first_sight() -> None:
    assert list(word_counts("To be, or not to be: (that) is...")) == [
        "to", "be", "or", "not", "that", "is",
    ]  # fmt: skip
    assert word_counts(" -- ,, ") == {"--": 1}


def test_ngrams_cover_the_text(words: list[str]) -> None:
    for word in words:
        for n in (1, 2, 3):
            assert len(list(ngrams(word, n))) == max(0, len(word) - n + 1)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("walking", "walk"), ("cities", "citi"), ("is", "is"), ("boldly", "bold")],
)
def test_stem_known(word: str, expected: str) -> None:
    assert stem(word) == expected
    assert stem(word) == expected


def test_stem_only_cuts_the_end(words: list[str]) -> None:
    for word in words:
        for ending in ("", "ing", "ed", "es", "ies", "ly", "ingly"):
            longer = word + ending
            assert longer.startswith(stem(longer))
            assert len(stem(longer)) >= min(3, len(longer))


def test_unix_newlines(prose: str) -> None:
    assert unix_newlines("a\r\nb\rc\n") == "a\nb\rc\n"
    for width in range(12, 100):
        assert unix_newlines("\r\n".join(wrap(prose, width))) == "\n".join(wrap(prose, width))
