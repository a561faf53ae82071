"""The candidate: the target with ports installed, in a worktree and an environment of its own.

It is a pure function of the base commit, the ports and the bindings, so it can be made again at any time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agents.evidence.runs import SHIPPED
from agents.install.bindings import Binding, bindings_text
from agents.install.plan import Installation, needed_fingerprints, plan
from agents.install.target import CRATE, Support, rust_file
from agents.ports import Checkout, Completed
from agents.records import ModuleInfo, PortedCore, Reason
from fleet import process
from fleet.base import Base
from fleet.errors import UserError
from fleet.programs import program
from fleet.resources import resources
from fleet.target_tests import scratch_folder
from fleet.tree import Tree
from fleet.wiring import Fleet

NAME = "candidate"
#: Bindings under which callers get the native port.
NATIVE = ("rust", "sealed")


@dataclass(frozen=True)
class Candidate:
    """What is installed in the candidate worktree."""

    checkout: Checkout
    #: With the Rust as rustfmt left it.
    cores: tuple[PortedCore, ...]
    #: Symbol -> value of its line in `_bindings.py`.
    bindings: Mapping[str, str]
    #: Support module -> symbols that it serves.
    supports: Mapping[Support, tuple[str, ...]]
    #: Symbols that cannot carry the decorator.
    refused: Mapping[str, Reason]
    #: Paths that differ from the base commit.
    changed: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def crate(self) -> Path:
        return self.checkout.path / CRATE

    @property
    def crate_key(self) -> str:
        """Hash over everything that the extension is built from."""
        digest = hashlib.sha256()
        for path in sorted(self.crate.rglob("*")):
            if path.is_file() and path.suffix in (".rs", ".toml", ".lock"):
                digest.update(f"{path.relative_to(self.crate)}\n".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()

    @property
    def ported_of(self) -> dict[str, str]:
        """Symbol -> the `_ported` module that serves it."""
        return {symbol: support.module for support, symbols in self.supports.items() for symbol in symbols}

    @property
    def bound(self) -> list[str]:
        """Symbols that callers get natively."""
        return sorted(symbol for symbol, value in self.bindings.items() if value == "rust")

    def bind(self, native: Collection[str], figures: Mapping[str, str] | None = None) -> Candidate:
        """The same candidate in which exactly these symbols are bound to Rust."""
        bindings = {symbol: "rust" if symbol in native else "python" for symbol in self.bindings}
        for support, symbols in self.supports.items():
            lines = {name: Binding(bindings[name], (figures or {}).get(name, "")) for name in symbols}
            (self.checkout.path / support.bindings_path).write_text(bindings_text(lines), "utf-8")
        return replace(self, bindings=bindings)


def make_candidate(
    fleet: Fleet, base: Base, modules: Sequence[ModuleInfo], cores: Sequence[PortedCore], name: str = NAME
) -> Candidate:
    """Fills the worktree: crate, decorators, `_ported.py`, and bindings that all say rust."""
    checkout = fleet.workspace.checkout(name, base.commit)
    installation = planned(fleet, base, checkout, modules, cores)
    conflict = not installation.supports and installation.notes and any(core.symbols for core in cores)
    if conflict:
        raise UserError("cannot-install", " ".join(installation.notes))
    write(checkout.path, installation)
    formatted = _formatted(fleet, checkout.path, cores)
    symbols = [name for served in installation.supports.values() for name in served]
    candidate = Candidate(
        checkout=checkout,
        cores=formatted,
        bindings=dict.fromkeys(symbols, "python"),
        supports=installation.supports,
        refused=installation.refused,
        changed=(*installation.files, *installation.removed),
        notes=installation.notes,
    )
    return candidate.bind(symbols)


def planned(
    fleet: Fleet, base: Base, checkout: Checkout, modules: Sequence[ModuleInfo], cores: Sequence[PortedCore]
) -> Installation:
    """What has to be written into a clean checkout of the base commit."""
    tree = Tree(checkout.path, base.files.paths)
    prints = fingerprints(fleet, base, modules, cores)
    return plan(base.target, cores, modules, tree, resources(), prints)


def write(root: Path, installation: Installation) -> None:
    """Writes and removes the files of an installation."""
    for path, data in installation.files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for path in installation.removed:
        (root / path).unlink(missing_ok=True)


def fingerprints(
    fleet: Fleet, base: Base, modules: Sequence[ModuleInfo], cores: Sequence[PortedCore]
) -> dict[str, dict[str, str]]:
    """Symbol -> minor version -> hash of its code, as the target's interpreter compiles it."""
    paths = {module.name: module.path for module in modules}
    root = base.checkout.path
    wanted = needed_fingerprints(cores)
    job = [
        {"module": core, "path": str(root / paths[core]), "names": names}
        for core, names in sorted(wanted.items())
    ]
    if not job:
        return {}
    with scratch_folder(fleet, "prints-") as folder:
        for name in ("fingerprints.py", "ported.py", "bindings.py"):
            shutil.copy(SHIPPED / name, folder / name)
        done = fleet.sandbox.run(
            [str(base.checkout.environment.python), "-P", str(folder / "fingerprints.py")],
            cwd=root,
            readable=(folder,),
            limits=fleet.limits,
            stdin=json.dumps(job),
        )
    if not done.ok:
        raise RuntimeError(f"fingerprints: {done.limit or done.code}: {done.stderr[-500:]}")
    answer = json.loads(done.stdout)
    return {symbol: {answer["version"]: found} for symbol, found in answer["fingerprints"].items()}


def _formatted(fleet: Fleet, root: Path, cores: Sequence[PortedCore]) -> tuple[PortedCore, ...]:
    """The cores with their Rust as it lies in the crate now."""
    if any(core.symbols for core in cores):
        # What rustfmt cannot read, the compiler complains about as well.
        fleet.toolchain.format_rust(root / CRATE)
    found = []
    for core in cores:
        place = root / rust_file(core.rust_module)
        text = place.read_text("utf-8") if core.symbols and place.exists() else core.rust
        found.append(core.model_copy(update={"rust": text}))
    return tuple(found)


def install_wheel(fleet: Fleet, candidate: Candidate) -> Completed | None:
    """Builds the optimised wheel and installs it into the candidate's environment; None where it is there."""
    environment = candidate.checkout.environment
    stamp = environment.root / "corefleet-wheel"
    key = candidate.crate_key
    if stamp.exists() and stamp.read_text() == key:
        return None
    stamp.unlink(missing_ok=True)
    wheels = fleet.folder / "wheels"
    done = fleet.toolchain.build_wheel(candidate.crate, environment.python, wheels)
    if not done.ok:
        return done
    wheel = next(wheels.glob("*.whl"))
    installed = _install(environment.python, wheel)
    if installed.ok:
        stamp.write_text(key)
    return installed


def _install(python: Path, wheel: Path) -> Completed:
    words = (
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--reinstall",
        "--no-config",
        "--python",
        str(python),
    )
    env = process.environment("base", "home")
    return process.run([program("uv"), *words, str(wheel)], cwd=wheel.parent, env=env, seconds=300)
