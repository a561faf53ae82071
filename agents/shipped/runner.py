"""Runs jobs of the fleet inside the target's interpreter: `python -P runner.py JOB.json OUT.jsonl`.

The other files of this folder are loaded as a package under a name of their own, so that none of them
stands in the way of a module of the target.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

PACKAGE = "_corefleet_shipped"


def _load_package() -> None:
    folder = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    _load_package()
    sys.exit(importlib.import_module(f"{PACKAGE}.running.main").main(sys.argv[1:]))
