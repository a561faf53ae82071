"""Watches calls of chosen functions while the target's own tests run: a pytest plugin, standard library only.

It is loaded under the name `corefleet_sampler`; COREFLEET_SAMPLER names a job file:

    {"support": "folder of this file", "out": "captured.json", "budget": 30.0,
     "symbols": ["pkg.mod:fn", "pkg.mod:Class.method"]}

and `out` gets, for each symbol that was called, the fields of a `Captured` record. Arguments are written
down before the body runs. No method of an object of the target is ever called, and whatever goes wrong in
here is counted and swallowed.

On 3.12 and later `sys.monitoring` reports only the calls of the chosen functions. On 3.11 there is only
`sys.setprofile`, which reports every call of the process; it is on for all tests until it has cost `budget`
seconds, and for one test of `STRIDE` after that, with counts scaled up.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any


def _support(folder: str) -> list[Any]:
    """What does the work, under a name of its own."""
    name = "_corefleet_sampling"
    spec = importlib.util.spec_from_file_location(
        name, Path(folder) / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    parts = ("records", "watch")
    return [importlib.import_module(f"{name}.sampling.{part}") for part in parts]


class Plugin:
    """Starts the watch before the tests are collected, and writes what was seen."""

    def __init__(self, job: dict[str, Any], worker: str) -> None:
        #: With pytest-xdist each worker writes a file of its own.
        self.out = Path(job["out"] + (f".{worker}" if worker else ""))
        self.owner = os.getpid()
        records, watch = _support(job["support"])
        self.sampler = records.Sampler(job["symbols"])
        kind = watch.Monitoring if hasattr(sys, "monitoring") else watch.Profile
        self.watch = kind(self.sampler, job.get("budget", 30.0))
        self.written = False
        self.watch.begin()
        # Tests that end the process early still leave what was seen.
        atexit.register(self.write)

    def pytest_runtest_logstart(self) -> None:
        if os.getpid() == self.owner:
            self.watch.before_test()

    def pytest_unconfigure(self) -> None:
        self.write()

    def write(self) -> None:
        """Writes what was seen, once, and in the process that was watched."""
        if self.written or os.getpid() != self.owner:
            return
        self.written = True
        with contextlib.suppress(Exception):
            self.watch.stop()
        document = {
            "captured": self.sampler.report(self.watch.scale()),
            "scale": self.watch.scale(),
            "swallowed": self.sampler.swallowed,
        }
        self.out.write_text(json.dumps(document), encoding="utf-8")


def pytest_configure(config: Any) -> None:
    """Watches this process, not those that it starts."""
    path = os.environ.pop("COREFLEET_SAMPLER", None)
    if path:
        # pytest-xdist hands its workers the environment.
        if config.pluginmanager.hasplugin("xdist"):
            os.environ["COREFLEET_SAMPLER"] = path
        job = json.loads(Path(path).read_text(encoding="utf-8"))
        worker = getattr(config, "workerinput", {}).get("workerid", "")
        config.pluginmanager.register(Plugin(job, worker), "corefleet-sampler-watch")
