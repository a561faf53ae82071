"""The `Cargo.lock` of a target's crate, from this repository's own.

So every target is built with the versions that the runtime was tested with, and, once they were
fetched, without the network.
"""

from __future__ import annotations

import re

from agents.install.target import FIRST_VERSION, Target

#: The runtime's package, from which everything else is reached.
RUNTIME = "runtime"

_NAME = re.compile(r'^name = "([^"]+)"$', re.MULTILINE)
_DEPENDENCIES = re.compile(r"^dependencies = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)


def lock_text(lock: str, target: Target) -> str:
    """The lock of the target: its own package in place of ours, and only what the runtime needs."""
    head, *packages = lock.split("[[package]]\n")
    # cargo compares the whole text, so the order and the blank lines have to be its own.
    by_name: dict[str, list[str]] = {}
    for package in packages:
        by_name.setdefault(_name(package), []).append(package.strip("\n"))
    kept = [text for name in reachable(by_name, RUNTIME) for text in by_name[name]]
    own = f'name = "{target.crate}"\nversion = "{FIRST_VERSION}"\ndependencies = [\n "{RUNTIME}",\n]'
    return head + "\n\n".join(f"[[package]]\n{text}" for text in sorted([*kept, own], key=_order)) + "\n"


def reachable(packages: dict[str, list[str]], start: str) -> list[str]:
    """Names of the packages that `start` needs, itself included."""
    found: list[str] = []
    work = [start]
    while work:
        name = work.pop()
        if name not in found:
            found.append(name)
            work += [needed for text in packages[name] for needed in _dependencies(text)]
    return found


def _order(package: str) -> tuple[str, str]:
    return (_name(package), package)


def _name(package: str) -> str:
    match = _NAME.search(package)
    if match is None:
        raise ValueError("Cargo.lock has a package without a name")
    return match.group(1)


def _dependencies(package: str) -> list[str]:
    """`name`, or `name version` where the lock holds several versions."""
    match = _DEPENDENCIES.search(package)
    return re.findall(r'"([^" ]+)[^"]*"', match.group(1)) if match else []
