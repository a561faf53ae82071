"""Stage `port`: claims the cores whose ports are to be judged, and records the ports."""

from __future__ import annotations

from fleet.errors import UserError
from fleet.ledger.worker import worker_name
from fleet.porting import Ports
from fleet.stages.moves import happen
from fleet.stages.queue import wanted_ports
from fleet.stages.state import Cycle
from fleet.wiring import Fleet


def port(fleet: Fleet, cycle: Cycle) -> None:
    """All cores of a port set are claimed together, in sorted order, or none."""
    ports = cycle.knowledge.ports
    if ports is None:
        return
    cores = sorted({row["core"] for row in fleet.ledger.queue()})
    if cores:
        cycle.claim = fleet.ledger.claim(worker_name(), fleet.config.lease_seconds, cores)
        if cycle.claim is None:
            raise UserError(
                "cores-held",
                "Another worker holds cores of this target.",
                "Wait until it is done, or until its lease is over.",
            )
    wanted = wanted_ports(fleet, cycle)
    record_ports(fleet, ports, wanted)
    for name in wanted:
        happen(fleet, cycle, name, "port_made")


def record_ports(fleet: Fleet, ports: Ports, names: list[str]) -> None:
    """The ports as documents, for the report, `diff` and the dossiers."""
    digests = ports.digests
    with fleet.ledger.transaction():
        for core in ports.cores:
            for symbol in core.symbols:
                if symbol.id not in names:
                    continue
                document = {
                    "core": core.core,
                    "porter": core.porter,
                    "stem": core.rust_module,
                    "rust_name": symbol.rust_name,
                    "rust": ports.text(symbol.id),
                    "reasons": [],
                    "closure": list(symbol.closure),
                    "digest": digests[symbol.id],
                }
                if fleet.ledger.get("port", symbol.id) != document:
                    fleet.ledger.put("port", symbol.id, document)


def keep_claim(fleet: Fleet, cycle: Cycle) -> None:
    """Moves the end of the lease; a worker that lost it must not store what it found."""
    if cycle.claim is not None and not fleet.ledger.renew(cycle.claim, fleet.config.lease_seconds):
        raise UserError(
            "lease-lost",
            "The lease on the cores ran out and another worker took them.",
            "Run again; raise lease_seconds if that happens often.",
        )
