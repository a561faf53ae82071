"""Sample texts shared by the tests."""

import pytest

PROSE = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, "
    "it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, "
    "it was the season of Light, it was the season of Darkness, it was the spring of hope, "
    "it was the winter of despair, we had everything before us, we had nothing before us"
)


@pytest.fixture(scope="session")
def prose() -> str:
    return PROSE


@pytest.fixture(scope="session")
def words() -> list[str]:
    """The different words of the sample text and some with other scripts, in a fixed order."""
    plain = [word.strip(",").lower() for word in PROSE.split()]
    other = ["naïve", "straße", "Ελλάδα", "日本語", "e\u0301tude", "🙂👍🏽", ""]
    return list(dict.fromkeys([*plain, *other]))


@pytest.fixture(scope="session")
def pairs(words: list[str]) -> list[tuple[str, str]]:
    return [(a, b) for i, a in enumerate(words) for b in words[i : i + 12]]
