"""Options of the whole test suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected texts; read the diff before you commit it")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are rewritten instead of compared."""
    return bool(request.config.getoption("--update"))
