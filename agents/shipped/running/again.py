"""Python once more, in another process with another hash seed: what differs there isn't the port's fault."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .. import parity
from ..parity.codec import canonical
from .job import Job, Writer, find, plain

_SECONDS = 120.0


def run_again(job: Job, symbol: dict[str, Any], _seconds: float) -> dict[str, Any]:
    """Mode `again`: how many of the remembered calls Python answers in another way."""
    function = plain(find(symbol["id"]))
    different = ""
    with job.limit:
        for line in symbol["remembered"]:
            args, kwargs = parity.decode_call(line)
            try:
                found = parity.outcome_of(job.limit.run(function, args, kwargs), line_call(line))
            except parity.Unencodable:
                continue
            call, expected, got = map(canonical, (line_call(line), line["outcome"], found))
            if "undecided" not in found and got != expected:
                different = f"{call} gives {expected} and {got}"
                break
    return {"status": "failed" if different else "passed", "message": different[:600]}


def line_call(line: dict[str, Any]) -> dict[str, Any]:
    """The call alone."""
    return {"args": line["args"], "kwargs": line["kwargs"]}


def compare_hash_seeds(job: Job, writer: Writer) -> None:
    """Writes a line `{"again": {symbol: {"deterministic": ..., "message": ...}}}`."""
    symbols = [{"id": name, "remembered": lines} for name, lines in job.remembered.items() if lines]
    if not symbols:
        return
    document = {"mode": "again", "path": job.path, "symbols": symbols, "call_seconds": job.limit.seconds * 2}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "job.json").write_text(json.dumps(document), encoding="utf-8")
        results = _other_process(Path(folder), str(1 + job.seed % 4_000_000_000))
    verdicts = {
        line["result"]["id"]: {
            "deterministic": line["result"]["status"] == "passed",
            "message": line["result"].get("message", ""),
        }
        for line in results
        if "result" in line and line["result"]["status"] in ("passed", "failed")
    }
    writer.write({"again": verdicts})


def _other_process(folder: Path, hash_seed: str) -> list[dict[str, Any]]:
    runner = Path(__file__).resolve().parent.parent / "runner.py"
    out = folder / "out.jsonl"
    command = [sys.executable, "-P", str(runner), str(folder / "job.json"), str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "COREFLEET_BINDINGS": "python"}
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, env=environment, timeout=_SECONDS, stdin=subprocess.DEVNULL, check=False)
    text = out.read_text(encoding="utf-8") if out.exists() else ""
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]
