"""Distances: known values and the laws they obey."""

import pytest

from textkit import closest, dice, hamming, jaro, jaro_winkler, lcs_length, levenshtein


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", 0),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
        ("saturday", "sunday", 3),
        ("flaw", "lawn", 2),
        ("intention", "execution", 5),
        ("Ελλάδα", "Ελλαδα", 1),
    ],
)
def test_levenshtein_known(a: str, b: str, expected: int) -> None:
    assert levenshtein(a, b) == expected
    assert levenshtein(b, a) == expected


def test_levenshtein_bounds(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert abs(len(a) - len(b)) <= levenshtein(a, b) <= max(len(a), len(b))


def test_levenshtein_long() -> None:
    assert levenshtein("ab" * 40, "ba" * 40) == 2


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("karolin", "kathrin", 3), ("1011101", "1001001", 2), ("", "", 0), ("日本", "日木", 1)],
)
def test_hamming_known(a: str, b: str, expected: int) -> None:
    assert hamming(a, b) == expected


def test_hamming_is_at_least_levenshtein(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        if len(a) == len(b):
            assert hamming(a, b) >= levenshtein(a, b)
        else:
            with pytest.raises(ValueError, match="differ in length"):
                hamming(a, b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("MARTHA", "MARHTA", 0.9444), ("DIXON", "DICKSONX", 0.7667), ("abc", "xyz", 0.0)],
)
def test_jaro_known(a: str, b: str, expected: float) -> None:
    assert round(jaro(a, b), 4) == expected


def test_jaro_is_symmetric_enough(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert 0.0 <= jaro(a, b) <= 1.0
        assert (jaro(a, b) == 0.0) == (jaro(b, a) == 0.0)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("MARTHA", "MARHTA", 0.9611), ("DWAYNE", "DUANE", 0.84), ("same", "same", 1.0)],
)
def test_jaro_winkler_known(a: str, b: str, expected: float) -> None:
    assert round(jaro_winkler(a, b), 4) == expected


def test_jaro_winkler_is_never_below_jaro(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert jaro_winkler(a, b) >= jaro(a, b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("night", "nacht", 0.25), ("a", "b", 0.0), ("", "", 1.0), ("aaaa", "aa", 0.5)],
)
def test_dice_known(a: str, b: str, expected: float) -> None:
    assert dice(a, b) == expected


def test_dice_is_symmetric(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert dice(a, b) == dice(b, a)


@pytest.mark.parametrize(
    ("a", "b", "expected"), [("AGGTAB", "GXTXAYB", 4), ("", "abc", 0), ("abc", "abc", 3)]
)
def test_lcs_known(a: str, b: str, expected: int) -> None:
    assert lcs_length(a, b) == expected


def test_lcs_and_levenshtein_fit_together(pairs: list[tuple[str, str]]) -> None:
    for a, b in pairs:
        assert levenshtein(a, b) >= max(len(a), len(b)) - lcs_length(a, b)


def test_closest_finds_each_word_with_a_typo(words: list[str]) -> None:
    for word in words:
        if len(word) > 4:
            for i in range(len(word)):
                assert closest(word[:i] + "#" + word[i:], words) == word


def test_closest_gives_up() -> None:
    assert closest("xylophone", ["cat", "dog"]) is None
    assert closest("cat", []) is None
    assert closest("cart", ["cat"], limit=0) is None
