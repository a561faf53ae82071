"""What comes next for a target, in one sentence with the command that brings it about."""

from __future__ import annotations

from typing import Any


def next_milestone(report: dict[str, Any], queued: int, cycles_required: int) -> str:
    """The first of the things to do that there is something to do about."""
    for find in (_unjudged, _quarantined, _waiting, _queued, _parked, _lacking):
        found = find(report, queued, cycles_required)
        if found:
            return found
    if report["funnel"]["live"]:
        return "All that can be ported is live; `corefleet verify` proves it again."
    return "Nothing here can be ported; `corefleet report` tells the reasons."


def _unjudged(report: dict[str, Any], queued: int, required: int) -> str:
    return "" if report["symbols"] else "Nothing was scanned yet: `corefleet scan`."


def _quarantined(report: dict[str, Any], queued: int, required: int) -> str:
    found = _ids(report, "quarantined", "rolled_back")
    return f"{found[0]} regressed; `corefleet explain {found[0]}` tells how." if found else ""


def _waiting(report: dict[str, Any], queued: int, required: int) -> str:
    waiting = [entry for entry in report["symbols"] if entry["state"] in ("proven", "shadowed", "canary")]
    if not waiting:
        return ""
    nearest = max(waiting, key=lambda entry: entry["cycles_clean"])
    missing = max(1, required - nearest["cycles_clean"])
    cycles = "1 more clean cycle" if missing == 1 else f"{missing} more clean cycles"
    return f"{nearest['id']} goes live after {cycles}: `corefleet run`."


def _queued(report: dict[str, Any], queued: int, required: int) -> str:
    cores = "1 core waits" if queued == 1 else f"{queued} cores wait"
    return f"{cores} on the queue: `corefleet run`." if queued else ""


def _parked(report: dict[str, Any], queued: int, required: int) -> str:
    found = _ids(report, "parked")
    return f"{found[0]} is parked; `corefleet explain {found[0]}` tells why." if found else ""


def _lacking(report: dict[str, Any], queued: int, required: int) -> str:
    """The reason that keeps most pure symbols back."""
    reasons: dict[str, int] = {}
    for entry in report["symbols"]:
        if entry["pure"] and entry["state"] == "refused":
            reasons[entry["reason_code"]] = reasons.get(entry["reason_code"], 0) + 1
    if not reasons:
        return ""
    code = max(sorted(reasons), key=lambda name: reasons[name])
    return f"{reasons[code]} pure symbols are refused for {code!r}; `corefleet report` lists them."


def _ids(report: dict[str, Any], *states: str) -> list[str]:
    return [entry["id"] for entry in report["symbols"] if entry["state"] in states]
