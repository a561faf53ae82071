"""Helpers that touch the world outside."""

from datetime import datetime
from pathlib import Path

import pytest

from textkit import random_id, read_lines, timestamp, unique_path


def test_read_lines_skips_comments(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# header\n\n  one \ntwo\n", encoding="utf-8")

    assert read_lines(path) == ["one", "two"]
    assert read_lines(str(path)) == ["one", "two"]


def test_read_lines_needs_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_lines(tmp_path / "missing.txt")


def test_timestamp_can_be_read_back() -> None:
    assert datetime.strptime(timestamp(), "%Y-%m-%dT%H:%M:%SZ")


def test_random_ids_differ() -> None:
    assert len({random_id() for _ in range(100)}) == 100
    assert len(random_id(5)) == 5
    with pytest.raises(ValueError, match="positive"):
        random_id(0)


def test_unique_path_counts_up(tmp_path: Path) -> None:
    first = tmp_path / "report.txt"
    assert unique_path(first) == first
    for number in range(1, 4):
        unique_path(first).touch()
        assert unique_path(first).name == f"report-{number}.txt"
