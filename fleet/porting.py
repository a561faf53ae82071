"""Makes ports: every porter of the table is asked, the Rust is formatted, and each port gets a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from agents.gate.blame import function_text
from agents.install.crate import in_order
from agents.install.target import CRATE, rust_file
from agents.port.table import PORTERS
from agents.port.work import PortWork
from agents.records import PortedCore, PortedSymbol, Reason
from fleet.target_tests import scratch_folder
from fleet.wiring import Fleet


@dataclass(frozen=True)
class Ports:
    """What the porters made of a set of symbols."""

    cores: tuple[PortedCore, ...]

    @property
    def symbols(self) -> dict[str, PortedSymbol]:
        """All ports, by symbol."""
        return {symbol.id: symbol for core in self.cores for symbol in core.symbols}

    @property
    def refused(self) -> dict[str, tuple[Reason, ...]]:
        """Reasons for what has no port."""
        return {name: reasons for core in self.cores for name, reasons in core.refused.items()}

    @property
    def digests(self) -> dict[str, str]:
        """Symbol -> hash over its native code, that of its native callees, and what binding checks."""
        homes = {symbol.id: (core, symbol) for core in self.cores for symbol in core.symbols}
        return {name: _digest(homes, name) for name in homes}

    def text(self, symbol: str) -> str:
        """The Rust function of a symbol."""
        core, port = next((c, s) for c in self.cores for s in c.symbols if s.id == symbol)
        return function_text(core.rust, port.rust_name)

    def callers(self, symbol: str) -> list[str]:
        """Ports that hold this one inside."""
        return sorted(name for name, port in self.symbols.items() if symbol in port.closure)


def _digest(homes: Mapping[str, tuple[PortedCore, PortedSymbol]], symbol: str) -> str:
    rows = []
    for name in (symbol, *homes[symbol][1].closure):
        if name in homes:
            core, port = homes[name]
            rows += [name, function_text(core.rust, port.rust_name) or core.rust]
    rows.append(json.dumps(homes[symbol][1].binding, sort_keys=True, default=str))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def make_ports(work: PortWork, wanted: Collection[str], porter: str = "transpiled") -> Ports:
    """Ports of the wanted symbols, not yet formatted."""
    return Ports(tuple(PORTERS[porter](work, sorted(wanted))))


def formatted(fleet: Fleet, ports: Ports) -> Ports:
    """The same with the Rust as rustfmt writes it; text that it cannot read stays as it is."""
    with scratch_folder(fleet, "format-") as folder:
        modules = []
        for core in in_order(ports.cores):
            place = folder / rust_file(core.rust_module)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(core.rust, "utf-8")
            modules.append(core.rust_module)
        if not modules:
            return ports
        declared = "".join(f"mod {name};\n" for name in modules)
        (folder / CRATE / "src" / "lib.rs").write_text(declared, "utf-8")
        fleet.toolchain.format_rust(folder / CRATE)
        return Ports(tuple(_read(folder / rust_file(core.rust_module), core) for core in ports.cores))


def _read(place: Path, core: PortedCore) -> PortedCore:
    return core.model_copy(update={"rust": place.read_text("utf-8")}) if core.symbols else core
