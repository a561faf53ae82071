"""Protocol Toolchain: cargo and maturin in the sandbox, without network; ruff and mypy beside them.

All crates share one target directory, so that their dependencies are compiled once on a machine.
Only `fetch` downloads, and it runs no code of anybody.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from agents.ports import Completed, Limits
from cores.cargo_messages import Artifact, artifacts
from fleet import process
from fleet.caches import cache_folder
from fleet.errors import UserError
from fleet.interpreters import Interpreter
from fleet.machine_lock import machine_lock
from fleet.mounts import program_folders
from fleet.programs import INSTALL, program
from fleet.sandbox import SetupSandbox

#: rustc maps far more memory than it uses, so only what it really uses is bounded.
BUILD = Limits(seconds=3600, memory_mib=1 << 20, processes=4096, output_bytes=64_000_000)
#: Bounds of a run of mypy; its answer holds the type of each expression.
TYPES = Limits(seconds=1800, memory_mib=4096, output_bytes=1 << 30)

#: The folder that holds the packages of the tool itself.
INSTALLATION = Path(__file__).resolve().parent.parent

#: Lints that become errors: code that is likely to be wrong. The others stay warnings.
DENIED = ("clippy::correctness", "clippy::suspicious", "unused_must_use", "unreachable_code")

#: What cargo says when a crate that it needs isn't on this machine yet, or the lock file must be written.
NEEDS_FETCH = (
    "offline",
    "lock file",
    "no matching package",
    "failed to download",
    "failed to get",
    "--locked",
)


class ToolFailed(Exception):
    """A tool of the fleet's own ended with an error."""

    def __init__(self, name: str, done: Completed) -> None:
        self.done = done
        super().__init__(f"{name}: {done.limit or done.code}: {done.stderr.strip()[-2000:]}")


@dataclass(frozen=True)
class CargoToolchain:
    """The tools for one target, built against its interpreter."""

    sandbox: SetupSandbox
    interpreter: Interpreter
    #: Jobs of cargo; 0 = one a processor.
    jobs: int = 0

    def cargo_check(self, crate: Path) -> Completed:
        """Diagnostics as cargo's JSON messages on stdout (see cores/cargo_messages.py)."""
        return self._cargo(crate, "check", "--features", "extension-module", *self._json)

    def build_staging(self, crate: Path, extension: str, into: Path) -> Completed:
        """Builds without LTO; the result is `<into>/<extension><EXT_SUFFIX>`, or nothing if it failed."""
        place = into / f"{extension}{self.interpreter.extension_suffix}"
        place.unlink(missing_ok=True)
        words = ("--profile", "staging", "--lib", "--features", "extension-module", *self._json)
        with self._sole_owner(crate, "staging"):
            done = self._cargo(crate, "build", *words)
            library = _library(artifacts(done.stdout), crate) if done.ok else None
            if library is not None:
                into.mkdir(parents=True, exist_ok=True)
                # A loaded extension must not be written over: its process would crash.
                temporary = place.with_suffix(".new")
                shutil.copyfile(library, temporary)
                temporary.chmod(0o755)
                temporary.replace(place)
        return done

    def build_wheel(self, crate: Path, python: Path, into: Path) -> Completed:
        """The optimised wheel; `into` holds exactly this wheel afterwards."""
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        options = ["--release", "--interpreter", str(python), "--out", str(into)]
        command = [program("maturin"), "build", *options, "--compatibility", "linux"]
        with self._sole_owner(crate, "release"):
            return self._offline(crate, command, (into,), program_folders(python))

    def format_rust(self, crate: Path) -> Completed:
        """Formats the crate in place; the runtime is a crate of its own and stays as it is."""
        command = [self._rust_program("rustfmt"), "--edition", "2021", str(crate / "src" / "lib.rs")]
        return self._run(command, crate, (crate,))

    def clippy(self, crate: Path) -> Completed:
        self._rust_program("cargo-clippy")
        deny = [word for group in DENIED for word in ("-D", group)]
        words = ("--no-deps", "--features", "extension-module", *self._json, "--", *deny)
        return self._cargo(crate, "clippy", *words)

    def ruff(self, root: Path) -> list[dict[str, Any]]:
        command = [
            program("ruff"),
            "check",
            "--quiet",
            "--no-cache",
            "--exit-zero",
            "--output-format",
            "json",
        ]
        env = process.environment("base", "home")
        done = process.run([*command, "."], cwd=root, env=env, output_bytes=256_000_000)
        if not done.ok:
            raise ToolFailed("ruff", done)
        findings: list[dict[str, Any]] = json.loads(done.stdout or "[]")
        return findings

    def types(self, request: Mapping[str, Any]) -> dict[str, Any]:
        folders = [INSTALLATION / name for name in ("agents", "cores")]
        done = self.sandbox.run(
            [sys.executable, "-P", "-m", "agents.analyse.mypy_worker"],
            cwd=Path(request["root"]),
            readable=[*folders, *program_folders(Path(request["python"]))],
            env={"PYTHONPATH": str(INSTALLATION)},
            limits=TYPES,
            stdin=json.dumps(request),
        )
        if not done.ok:
            raise ToolFailed("mypy", done)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def fetch(self, crate: Path) -> Completed:
        """Downloads the locked crates, outside of the sandbox: nothing of the crate is run."""
        env = process.environment("base", "home", "rust", "download")
        command = [program("cargo"), "fetch", "--quiet", "--manifest-path", str(crate / "Cargo.toml")]
        return process.run(command, cwd=crate, env=env, seconds=1200)

    @cached_property
    def _json(self) -> tuple[str, ...]:
        jobs = ("--jobs", str(self.jobs)) if self.jobs else ()
        return ("--message-format=json", *jobs)

    def _cargo(self, crate: Path, command: str, *words: str) -> Completed:
        cargo = self._rust_program("cargo")
        return self._offline(crate, [cargo, command, *words])

    def _offline(
        self,
        crate: Path,
        command: Sequence[str],
        writable: Sequence[Path] = (),
        readable: Sequence[Path] = (),
    ) -> Completed:
        """Runs without network; when crates are missing they are fetched once, then it runs again."""
        rest = command.index("--") if "--" in command else len(command)
        frozen = [*command[:rest], "--offline", "--locked", *command[rest:]]
        done = self._run(frozen, crate, writable, readable)
        if done.ok or artifacts(done.stdout) or not any(sign in done.stderr for sign in NEEDS_FETCH):
            return done
        fetched = self.fetch(crate)
        return (
            self._run(frozen, crate, writable, readable) if fetched.ok else replace(fetched, argv=done.argv)
        )

    def _run(
        self,
        command: Sequence[str],
        crate: Path,
        writable: Sequence[Path] = (),
        readable: Sequence[Path] = (),
    ) -> Completed:
        python = self.interpreter.path
        return self.sandbox.run(
            command,
            cwd=crate,
            writable=(self.target_folder, *writable),
            readable=(*self._rust_folders, *program_folders(python), *readable),
            env={
                "CARGO_HOME": str(_cargo_home()),
                "CARGO_TARGET_DIR": str(self.target_folder),
                "CARGO_TERM_COLOR": "never",
                "PYO3_PYTHON": str(python),
                "PATH": f"{self.sysroot / 'bin'}:{os.environ.get('PATH', os.defpath)}",
            },
            limits=BUILD,
        )

    @property
    def target_folder(self) -> Path:
        """One for the whole machine and each interpreter: pyo3 is compiled against it."""
        return cache_folder(f"target-{self.interpreter.implementation}-{self.interpreter.name}")

    @cached_property
    def sysroot(self) -> Path:
        """Where the toolchain itself is, behind rustup's stand-ins."""
        env = process.environment("base", "home", "rust")
        done = process.run([program("rustc"), "--print", "sysroot"], cwd=Path("/"), env=env, seconds=60)
        if not done.ok:
            raise ToolFailed("rustc", done)
        return Path(done.stdout.strip())

    def _rust_program(self, name: str) -> str:
        place = self.sysroot / "bin" / name
        if not place.is_file():
            raise UserError("program-missing", f"The program {name} is missing.", INSTALL.get(name, ""))
        return str(place)

    @property
    def _rust_folders(self) -> list[Path]:
        """The toolchain, the downloaded crates, and cargo's settings without its credentials."""
        home = _cargo_home()
        return [self.sysroot, *(home / name for name in ("registry", "git", "config.toml", "config"))]

    @contextlib.contextmanager
    def _sole_owner(self, crate: Path, profile: str) -> Iterator[None]:
        """Builds of worktrees of one target don't get in each other's way.

        cargo gives their libraries the same file name and would take one for fresh that was built in
        another worktree. So only one builds at a time, and a change of owner starts anew.
        """
        with machine_lock("cargo"):
            folder = self.target_folder / profile
            name = _library_name(crate)
            marker = folder / f".{name}.owner"
            if not marker.is_file() or marker.read_text() != str(crate.resolve()):
                for library in (folder / "deps" / f"lib{name}.so", folder / f"lib{name}.so"):
                    library.unlink(missing_ok=True)
            marker.unlink(missing_ok=True)
            yield
            folder.mkdir(parents=True, exist_ok=True)
            marker.write_text(str(crate.resolve()))


def _library_name(crate: Path) -> str:
    import tomllib

    manifest = tomllib.loads((crate / "Cargo.toml").read_text())
    name = manifest.get("lib", {}).get("name") or manifest["package"]["name"]
    return str(name).replace("-", "_")


def _library(built: Sequence[Artifact], crate: Path) -> Path | None:
    name = _library_name(crate)
    files = [file for a in built if a.name == name and "cdylib" in a.kinds for file in a.files]
    return next((Path(file) for file in files if file.endswith(".so")), None)


def _cargo_home() -> Path:
    return Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
