"""Where to download from: pip's settings in the words of uv, which doesn't read them."""

from __future__ import annotations

import configparser
from collections.abc import Iterable, Mapping

#: Variable of pip, its key in `pip.conf` -> variable of uv.
ROWS = (
    ("PIP_INDEX_URL", "index-url", "UV_DEFAULT_INDEX"),
    ("PIP_EXTRA_INDEX_URL", "extra-index-url", "UV_INDEX"),
    ("PIP_FIND_LINKS", "find-links", "UV_FIND_LINKS"),
)

#: Variables that already tell uv what a row would.
SAME = {"UV_DEFAULT_INDEX": ("UV_INDEX_URL",), "UV_INDEX": ("UV_EXTRA_INDEX_URL",), "UV_FIND_LINKS": ()}


def uv_settings(variables: Mapping[str, str], pip_files: Iterable[str]) -> dict[str, str]:
    """Variables for uv where it isn't told otherwise; the first of pip's files that says something wins."""
    files = [_global(text) for text in pip_files]
    found: dict[str, str] = {}
    for variable, key, wanted in ROWS:
        if any(variables.get(name) for name in (wanted, *SAME[wanted])):
            continue
        values = [variables.get(variable, ""), *(section.get(key, "") for section in files)]
        value = next((value for value in values if value.strip()), "")
        if value:
            found[wanted] = " ".join(value.split())
    return found


def _global(text: str) -> Mapping[str, str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    return parser["global"] if parser.has_section("global") else {}
