"""Makes sure that a target's packages are loaded from the worktree under test, not from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from agents.ports import Checkout, Limits, Sandbox

#: Runs in the target's interpreter: one line of JSON per package. Where it is imported from, or why not.
PROBE = """
import importlib, json, os, sys
for name in sys.argv[1:]:
    row = {"name": name}
    try:
        module = importlib.import_module(name)
        places = [module.__file__] if getattr(module, "__file__", None) else list(module.__path__)
        row["places"] = [os.path.realpath(place) for place in places]
    except BaseException as error:
        row["error"] = f"{type(error).__name__}: {error}"[:500]
    os.write(int(os.environ["COREFLEET_ANSWERS"]), (json.dumps(row) + "\\n").encode())
"""


def import_problems(checkout: Checkout, sandbox: Sandbox, packages: Sequence[str]) -> dict[str, str]:
    """Package -> what is wrong with how it is imported; empty when all come from the worktree."""
    limits = Limits(seconds=120)
    # What a package prints while it is imported must not be taken for an answer.
    script = "import os; os.environ['COREFLEET_ANSWERS'] = str(os.dup(1)); os.dup2(2, 1)\n" + PROBE
    command = [str(checkout.environment.python), "-P", "-c", script, *packages]
    done = sandbox.run(command, cwd=checkout.path, limits=limits)
    answers = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    found = {}
    for name in packages:
        problem = _problem(answers.get(name), checkout.path.resolve(), done.stderr)
        if problem:
            found[name] = problem
    return found


def _problem(row: dict[str, object] | None, worktree: Path, stderr: str) -> str:
    if row is None:
        return f"its import ended the interpreter: {stderr.strip()[-300:]}"
    if "error" in row:
        return f"it cannot be imported: {row['error']}"
    places = row["places"]
    assert isinstance(places, list)
    strange = [place for place in places if not Path(place).is_relative_to(worktree)]
    return f"it is imported from {strange[0]} instead of {worktree}" if strange else ""
