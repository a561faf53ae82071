"""One folder with the bound package for each interpreter that is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from .shop_site import INTERPRETERS, VERSIONS, Site, bound_site, built_for


def pytest_report_header() -> str:
    missing = [version for version in VERSIONS if version not in INTERPRETERS]
    return f"binding: interpreters {', '.join(INTERPRETERS)}; not here: {', '.join(missing) or 'none'}"


@pytest.fixture(scope="session", params=INTERPRETERS)
def version(request: pytest.FixtureRequest) -> str:
    """Minor version of the interpreter under test."""
    return str(request.param)


@pytest.fixture
def site(version: str, tmp_path: Path) -> Site:
    """A fresh copy of everything, all symbols bound to Rust."""
    return bound_site(tmp_path / "site", *built_for(version))


@pytest.fixture(scope="session")
def shared_site(version: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same for tests that change no file."""
    return bound_site(tmp_path_factory.mktemp("site"), *built_for(version))
