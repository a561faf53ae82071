"""Runs other people's code: bubblewrap, or bare limits where the user allowed to go without it.

Inside there is no network, no home, no file but the system's, the interpreter's and what the caller
names; only the `writable` folders and private temporary folders can be written.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from agents.ports import Completed, Limits
from fleet import fence, process
from fleet.errors import UserError
from fleet.mounts import Mounts, private_folders, system_mounts
from fleet.watchdog import Watchdog

#: Where the sandbox's own HOME and TMPDIR are.
HOME = "/tmp/home"
#: Largest file that may be written, in MiB.
FILE_MIB = 4096
#: Largest private temporary folder, in MiB; half the memory limit where that is less.
SCRATCH_MIB = 4096
#: Processes that bubblewrap itself needs beside the limit.
OWN_PROCESSES = 4

#: Ways to isolate, best first; the first that works on this machine is used. The user inside is nobody
#: where it can be, since tests behave otherwise for root.
ISOLATIONS: dict[str, tuple[str, ...]] = {
    "nobody": ("--unshare-all", "--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534"),
    "nobody-nested": ("--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534"),
    "same-user": ("--unshare-all",),
    "root": ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
}


class SetupSandbox(Protocol):
    """A sandbox that can also run set-up: with network and index settings, still without the home."""

    @property
    def isolated(self) -> bool:
        """Whether files and network are isolated."""

    def run(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        readable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
        stdin: str = "",
    ) -> Completed: ...

    def set_up(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        readable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
    ) -> Completed: ...


def open_sandbox(*, readable: Iterable[Path] = (), allow_unsandboxed: bool = False) -> SetupSandbox:
    """The best sandbox that works here; `readable` are the folders that all runs may read."""
    isolation = working_isolation()
    if isolation is not None:
        return Bubblewrap(tuple(readable), isolation)
    if allow_unsandboxed:
        return Unsandboxed()
    raise UserError(
        "sandbox-missing",
        "bubblewrap does not work on this machine, so the target's code cannot be run in isolation.",
        "Install it (Debian: apt-get install bubblewrap) and allow user namespaces, "
        "or accept the risk with --allow-unsandboxed.",
    )


@cache
def working_isolation() -> str | None:
    """Name of the first row of `ISOLATIONS` that works on this machine."""
    program = shutil.which("bwrap")
    if program is None or shutil.which("prlimit") is None:
        return None
    for name in ISOLATIONS:
        with contextlib.suppress(UserError):
            trial = Bubblewrap((), name).run(["true"], cwd=Path("/usr"), limits=Limits(seconds=10))
            if trial.ok:
                return name
    return None


@dataclass(frozen=True)
class Bubblewrap:
    """Protocol Sandbox by the `bwrap` command."""

    readable: tuple[Path, ...]
    isolation: str
    isolated: bool = True

    @property
    def counts_processes(self) -> bool:
        """Since 5.14 a limit counts within the user namespace; before, over all of the user's processes."""
        return os.geteuid() != 0 and _kernel() >= (5, 14)

    def run(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        readable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
        stdin: str = "",
    ) -> Completed:
        """Runs without network."""
        mounts = self._mounts(argv, cwd, writable, readable)
        clean = _inner_environment(process.environment("base"), env)
        return self._run(argv, cwd, mounts, (), clean, limits, stdin)

    def set_up(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        readable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
    ) -> Completed:
        """Runs with network and the user's index settings: for installing declared requirements alone."""
        mounts = self._mounts(argv, cwd, writable, readable)
        mounts.read_only(*_index_settings())
        clean = _inner_environment(process.environment("base", "download"), env)
        return self._run(argv, cwd, mounts, ("--share-net",), clean, limits, "")

    def _mounts(
        self, argv: Sequence[str], cwd: Path, writable: Iterable[Path], readable: Iterable[Path]
    ) -> Mounts:
        mounts = Mounts()
        mounts.read_only(*self.readable, *readable, cwd)
        if Path(argv[0]).is_absolute():
            mounts.program(Path(argv[0]))
        mounts.read_write(*writable)
        return mounts

    def _run(
        self,
        argv: Sequence[str],
        cwd: Path,
        mounts: Mounts,
        options: Sequence[str],
        env: Mapping[str, str],
        limits: Limits,
        stdin: str,
    ) -> Completed:
        command = [
            shutil.which("bwrap") or "bwrap",
            *ISOLATIONS[self.isolation],
            *options,
            *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
            *system_mounts(),
            *private_folders(min(limits.memory_mib, SCRATCH_MIB * 2) << 19),
            *("--dir", HOME),
            *mounts.options(),
            *("--remount-ro", "/", "--chdir", str(cwd.absolute())),
            *_rlimits(limits, self.counts_processes),
            *argv,
        ]
        done = _run_limited(command, Path("/"), env, limits, stdin)
        if done.code == 1 and done.stderr.startswith("bwrap: ") and not done.stdout:
            if "Permission denied" in done.stderr and os.geteuid() == 0 and self.isolation != "root":
                # Within a user namespace root cannot pass through other users' private folders.
                return replace(self, isolation="root")._run(argv, cwd, mounts, options, env, limits, stdin)
            raise UserError("sandbox-failed", f"The sandbox could not be set up: {done.stderr.strip()[:500]}")
        return replace(done, argv=tuple(argv), limit=done.limit or _memory_limit(done))


@dataclass(frozen=True)
class Unsandboxed:
    """Limits of time, memory, processes and output, a clean environment, and nothing else."""

    isolated: bool = False

    def run(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        readable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
        stdin: str = "",
    ) -> Completed:
        return self._run(argv, cwd, process.environment("base", "home", extra=env), limits, stdin)

    def set_up(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        writable: Iterable[Path] = (),
        readable: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        limits: Limits = Limits(),
    ) -> Completed:
        clean = process.environment("base", "home", "download", extra=env)
        return self._run(argv, cwd, clean, limits, "")

    def _run(
        self, argv: Sequence[str], cwd: Path, env: Mapping[str, str], limits: Limits, stdin: str
    ) -> Completed:
        done = _run_limited([*_rlimits(limits, False), *argv], cwd, env, limits, stdin)
        return replace(done, argv=tuple(argv), limit=done.limit or _memory_limit(done))


def _run_limited(
    command: Sequence[str], cwd: Path, env: Mapping[str, str], limits: Limits, stdin: str
) -> Completed:
    with fence.fence(limits.processes + OWN_PROCESSES) as prefix:
        return process.run(
            # A lower priority keeps the watchdog awake beside a runaway.
            [*prefix, "nice", "-n", "5", *command],
            cwd=cwd,
            env=env,
            seconds=limits.seconds,
            output_bytes=limits.output_bytes,
            stdin=stdin,
            guard=Watchdog(limits.processes, limits.memory_mib),
        )


def _rlimits(limits: Limits, count_processes: bool) -> list[str]:
    memory = limits.memory_mib << 20
    processes = [f"--nproc={limits.processes}"] if count_processes else []
    return ["prlimit", f"--as={memory}", "--core=0", f"--fsize={FILE_MIB << 20}", *processes, "--"]


@cache
def _kernel() -> tuple[int, int]:
    major, minor = os.uname().release.split(".")[:2]
    return int(major), int("".join(itertools.takewhile(str.isdigit, minor)) or 0)


def _inner_environment(clean: dict[str, str], extra: Mapping[str, str] | None) -> dict[str, str]:
    private = {"HOME": HOME, "TMPDIR": "/tmp", "USER": "nobody", "LOGNAME": "nobody"}
    return {**clean, **private, **(extra or {})}


def _index_settings() -> list[Path]:
    """The user's files that name package indexes."""
    home = Path.home()
    names = (".config/uv", ".config/pip", ".pip", ".netrc")
    system = (Path("/etc/uv"), Path("/etc/pip.conf"), Path("/etc/xdg/uv"))
    return [*(home / name for name in names if (home / name).exists()), *(p for p in system if p.exists())]


def _memory_limit(done: Completed) -> str:
    """A process that ran into its address space fails by itself; its last words tell."""
    if done.code == 0 or done.code is None:
        return ""
    last_line = done.stderr.rstrip().rpartition("\n")[2]
    signs = ("MemoryError", "Cannot allocate memory", "memory allocation of")
    return "memory" if last_line.startswith(signs) or signs[1] in last_line else ""
