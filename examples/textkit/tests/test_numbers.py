"""Numbers: known values, round trips and laws."""

import math

import pytest

from textkit import (
    fibonacci,
    from_roman,
    gcd_all,
    haversine,
    human_size,
    is_prime,
    moving_average,
    ordinal,
    primes_up_to,
    to_roman,
    weighted_mean,
)

CITIES = {
    "Berlin": (52.52, 13.405),
    "Paris": (48.8566, 2.3522),
    "Nairobi": (-1.2921, 36.8219),
    "Quito": (-0.1807, -78.4678),
    "Auckland": (-36.8509, 174.7645),
    "Reykjavik": (64.1466, -21.9426),
    "North Pole": (90.0, 0.0),
}


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (40, "XL"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)
def test_roman_known(number: int, numeral: str) -> None:
    assert to_roman(number) == numeral
    assert from_roman(numeral) == number


def test_roman_round_trip() -> None:
    for number in range(1, 4000, 7):
        assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("number", [0, -3, 4000])
def test_roman_has_limits(number: int) -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        to_roman(number)


@pytest.mark.parametrize("numeral", ["", "IIII", "VX", "IC", "ABC", "MMMM"])
def test_roman_refuses_odd_spellings(numeral: str) -> None:
    with pytest.raises(ValueError, match="not a Roman numeral"):
        from_roman(numeral)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0th"), (1, "1st"), (12, "12th"), (22, "22nd"), (113, "113th"), (-1, "-1st")],
)
def test_ordinal_known(number: int, expected: str) -> None:
    assert ordinal(number) == expected


def test_ordinal_series() -> None:
    suffixes = [ordinal(n)[-2:] for n in range(1000)]
    assert [suffixes.count(suffix) for suffix in ("st", "nd", "rd", "th")] == [90, 90, 90, 730]


@pytest.mark.parametrize(
    ("size", "binary", "expected"),
    [
        (0, False, "0 B"),
        (1000, False, "1.0 kB"),
        (1023, True, "1023 B"),
        (5_600_000, False, "5.6 MB"),
        (3 * 2**40, True, "3.0 TiB"),
        (10**17, False, "100000.0 TB"),
        (-2048, True, "-2.0 KiB"),
    ],
)
def test_human_size_known(size: float, binary: bool, expected: str) -> None:
    assert human_size(size, binary) == expected


def test_human_size_series() -> None:
    for exponent in range(0, 150):
        size = 1.37**exponent
        assert human_size(size).endswith("B")
        assert float(human_size(size, True).split()[0]) <= max(size, 1024)


def test_primes_agree_with_each_other() -> None:
    for limit in range(-1, 300):
        assert primes_up_to(limit) == [n for n in range(limit + 1) if is_prime(n)]


def test_primes_are_as_many_as_known() -> None:
    assert len(primes_up_to(20_000)) == 2262


@pytest.mark.parametrize(("n", "expected"), [(1_000_003, True), (1_000_001, False), (-7, False)])
def test_is_prime_known(n: int, expected: bool) -> None:
    assert is_prime(n) is expected


@pytest.mark.parametrize(
    ("numbers", "expected"), [([], 0), ([0, 5], 5), ([12, -18, 30], 6), ([7], 7), ([10**30, 15], 5)]
)
def test_gcd_known(numbers: list[int], expected: int) -> None:
    assert gcd_all(numbers) == expected


def test_gcd_divides() -> None:
    for n in range(1, 400):
        numbers = [n * 6, n * 10, n * n * 15]
        assert gcd_all(numbers) == math.gcd(*numbers)


def test_weighted_mean_known() -> None:
    assert weighted_mean([1.0, 2.0, 4.0], [1.0, 1.0, 2.0]) == 2.75
    assert weighted_mean([5.0], [0.1]) == 5.0


def test_weighted_mean_of_equal_weights() -> None:
    for n in range(1, 200):
        values = [float(i * i % 17) for i in range(n)]
        assert weighted_mean(values, [2.0] * n) == pytest.approx(sum(values) / n)


def test_weighted_mean_refuses() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        weighted_mean([1.0], [])
    with pytest.raises(ValueError, match=r"negative weight -1\.0"):
        weighted_mean([1.0, 2.0], [1.0, -1.0])
    with pytest.raises(ZeroDivisionError, match="sum to zero"):
        weighted_mean([1.0], [0.0])


@pytest.mark.parametrize(
    ("values", "window", "expected"),
    [([1.0, 2.0, 3.0], 1, [1.0, 2.0, 3.0]), ([1.0, 2.0], 3, []), ([], 2, [])],
)
def test_moving_average_known(values: list[float], window: int, expected: list[float]) -> None:
    assert moving_average(values, window) == expected


def test_moving_average_of_a_line() -> None:
    line = [float(i) for i in range(120)]
    for window in range(1, 121):
        averages = moving_average(line, window)
        assert len(averages) == 121 - window
        assert averages[0] == pytest.approx((window - 1) / 2)


def test_moving_average_needs_a_window() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        moving_average([1.0], 0)


def test_haversine_known() -> None:
    assert haversine(CITIES["Berlin"], CITIES["Paris"]) == pytest.approx(877.46, abs=0.01)
    assert haversine(CITIES["Quito"], CITIES["Quito"]) == 0.0


def test_haversine_laws() -> None:
    for a in CITIES.values():
        for b in CITIES.values():
            assert haversine(a, b) == pytest.approx(haversine(b, a))
            for c in CITIES.values():
                assert haversine(a, b) <= haversine(a, c) + haversine(c, b) + 1e-6


def test_fibonacci_follows_its_rule() -> None:
    for n in range(2, 200):
        assert fibonacci(n) == fibonacci(n - 1) + fibonacci(n - 2)
    assert fibonacci(100) == 354224848179261915075


def test_fibonacci_starts_at_zero() -> None:
    with pytest.raises(ValueError, match="negative"):
        fibonacci(-1)
