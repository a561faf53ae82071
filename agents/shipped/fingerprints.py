"""Prints fingerprints of functions, as the interpreter that runs this compiles them; runs none of them.

    python fingerprints.py < JOB > ANSWER

JOB is JSON, `[{"module", "path", "names": [qualified names]}, ...]`, ANSWER too:
`{"version": "3.11", "fingerprints": {"module:name": hash}}`.  What cannot be compiled is left out; of
several definitions (overloads) the last counts.
"""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection


def code_objects(source: bytes, names: Collection[str]) -> dict[str, types.CodeType]:
    """The code objects of these functions."""
    found: dict[str, types.CodeType] = {}
    work = [("", compile(source, "<module>", "exec", dont_inherit=True))]
    while work:
        prefix, code = work.pop()
        for inner in code.co_consts:
            if isinstance(inner, types.CodeType):
                name = prefix + inner.co_name
                # Whoever lies in a function is called `f.<locals>.g`.
                is_function = bool(inner.co_flags & 1)
                work.append((f"{name}.<locals>." if is_function else f"{name}.", inner))
                known = found.get(name, inner)
                if is_function and name in names and inner.co_firstlineno >= known.co_firstlineno:
                    found[name] = inner
    return found


def main() -> None:
    """Answers the job on the standard input."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from ported import VERSION, Drift, fingerprint

    found: dict[str, str] = {}
    for job in json.load(sys.stdin):
        try:
            codes = code_objects(Path(job["path"]).read_bytes(), job["names"])
        except (OSError, SyntaxError, ValueError, RecursionError):
            continue
        for name, code in codes.items():
            try:
                found[f"{job['module']}:{name}"] = fingerprint(code)
            except Drift:
                # It has a constant without an exact text.
                continue
    json.dump({"version": VERSION, "fingerprints": found}, sys.stdout)


if __name__ == "__main__":
    main()
