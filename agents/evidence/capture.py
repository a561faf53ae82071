"""Captures real calls: the target's own tests run with the sampler, and what they called is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.analyse.captured import captured_record
from agents.evidence.runs import SHIPPED, install_support
from agents.ports import Checkout, Completed, Limits, Sandbox
from agents.records import Captured

Json = Any

PLUGIN = "corefleet_sampler"
_SAMPLES = 60


@dataclass
class CaptureResult:
    """Calls by symbol, and how the tests ended."""

    captured: dict[str, Captured] = field(default_factory=dict)
    #: Reasons for which calls could not be written down, by symbol.
    problems: dict[str, dict[str, int]] = field(default_factory=dict)
    runs: list[Completed] = field(default_factory=list)


@dataclass(frozen=True)
class Sampling:
    """What a test run needs so that it is watched: options of pytest, and variables."""

    arguments: tuple[str, ...]
    env: dict[str, str]
    #: Where the sampler writes; it must be writable.
    folder: Path


def prepare(folder: Path, symbols: Sequence[str], budget: float = 30.0) -> Sampling:
    """Puts the sampler and its job into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    plugin = folder / "plugin"
    plugin.mkdir(parents=True)
    # A name of its own: anything else on PYTHONPATH would hide a module of the target.
    shutil.copy(SHIPPED / "sampler.py", plugin / f"{PLUGIN}.py")
    support = install_support(folder)
    out = folder / "captured.json"
    job = {"support": str(support), "out": str(out), "symbols": list(symbols), "budget": budget}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    env = {"PYTHONPATH": str(plugin), "COREFLEET_SAMPLER": str(folder / "job.json")}
    return Sampling(("-p", PLUGIN, "-p", "no:cacheprovider"), env, folder)


def capture(
    sandbox: Sandbox,
    checkout: Checkout,
    symbols: Sequence[str],
    folder: Path,
    limits: Limits = Limits(seconds=900),
    more_runs: Sequence[Sequence[str]] = (),
) -> CaptureResult:
    """Runs the tests, and again with each of `more_runs` as arguments of pytest; collects the calls."""
    result = CaptureResult()
    documents: list[Mapping[str, Json]] = []
    command = checkout.environment.test_command
    if not command or not symbols:
        return result
    for number, arguments in enumerate(((), *more_runs)):
        sampling = prepare(folder / str(number), symbols)
        done = sandbox.run(
            [*command, *sampling.arguments, *arguments],
            cwd=checkout.path,
            writable=(sampling.folder, checkout.path),
            env={**sampling.env, "PYTHONDONTWRITEBYTECODE": "1"},
            limits=limits,
        )
        result.runs.append(done)
        documents += written(sampling.folder)
    for name, document in merged(documents).items():
        result.captured[name] = captured_record(document)
        result.problems[name] = document["problems"]
    return result


def written(folder: Path) -> list[Mapping[str, Json]]:
    """What the sampler wrote, one document for each process; nothing where the run was killed."""
    documents = []
    for path in sorted(folder.glob("captured.json*")):
        try:
            documents.append(json.loads(path.read_text(encoding="utf-8"))["captured"])
        except (ValueError, KeyError):
            continue
    return documents


def merged(documents: Sequence[Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
    """One document for each symbol out of those of several processes."""
    result: dict[str, dict[str, Json]] = {}
    for document in documents:
        for name, found in document.items():
            known = result.get(name)
            result[name] = dict(found) if known is None else _added(known, found)
    return result


def _added(left: dict[str, Json], right: Mapping[str, Json]) -> dict[str, Json]:
    types = {
        name: _sum(left["types"].get(name, []), right["types"].get(name, []))
        for name in {**left["types"], **right["types"]}
    }
    return {
        "id": left["id"],
        **{name: left[name] + right[name] for name in ("calls", "seconds", "raised")},
        "samples": _distinct([*left["samples"], *right["samples"]]),
        "types": types,
        "returns": _sum(left["returns"], right["returns"]),
        "problems": dict(_sum(list(left["problems"].items()), list(right["problems"].items()))),
    }


def _sum(left: Sequence[Json], right: Sequence[Json]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for name, count in (*left, *right):
        counts[name] = counts.get(name, 0) + count
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _distinct(samples: Sequence[Mapping[str, Json]]) -> list[dict[str, Json]]:
    """Each call once, those that differ most kept: the two halves take turns."""
    known: dict[str, dict[str, Json]] = {}
    for sample in samples:
        key = json.dumps([sample["args"], sample["kwargs"]])
        count = known[key]["count"] if key in known else 0
        known[key] = {**sample, "count": sample["count"] + count}
    kept = list(known.values())
    if len(kept) <= _SAMPLES:
        return kept
    step = len(kept) / _SAMPLES
    return [kept[int(place * step)] for place in range(_SAMPLES)]
