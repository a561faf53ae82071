"""Puts the fleet of one target together: the only file that names adapters."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agents.ports import Limits, Progress
from fleet.config import Config, load_config
from fleet.environment import EnvironmentBuilder
from fleet.executor import WorkerPool
from fleet.interpreters import Interpreter, choose
from fleet.layout import TargetFiles, read_target
from fleet.ledger.place import find_place
from fleet.ledger.sqlite import SqliteLedger, open_ledger
from fleet.progress import progress as open_progress
from fleet.run_lock import run_lock
from fleet.sandbox import SetupSandbox, open_sandbox
from fleet.toolchain import CargoToolchain
from fleet.workspace import GitWorkspace, find_root


@dataclass
class Fleet:
    """Everything that the stages work with, for one target."""

    root: Path
    config: Config
    ledger: SqliteLedger
    workspace: GitWorkspace
    builder: EnvironmentBuilder
    sandbox: SetupSandbox
    toolchain: CargoToolchain
    interpreter: Interpreter
    pool: WorkerPool
    progress: Progress

    @property
    def limits(self) -> Limits:
        """Bounds of a run of the target's code."""
        config = self.config
        return Limits(
            seconds=config.sandbox_seconds,
            memory_mib=config.sandbox_memory_mib,
            output_bytes=config.sandbox_output_bytes,
            processes=config.sandbox_processes,
        )

    @property
    def test_limits(self) -> Limits:
        """Bounds of a run of the target's tests."""
        limits = self.limits
        return Limits(self.config.test_seconds, limits.memory_mib, limits.output_bytes, limits.processes)

    @property
    def folder(self) -> Path:
        """`.corefleet/`: everything that can be made again."""
        return self.root / ".corefleet"

    def target(self) -> TargetFiles:
        """Tracked files and layout of the base checkout."""
        return self.builder.target(self.folder / "work" / "base")


@contextmanager
def open_fleet(path: Path, allow_unsandboxed: bool = False) -> Iterator[Fleet]:
    """The fleet of the repository that `path` lies in.

    Raises:
        UserError: no repository, no sandbox, a fault in the configuration, a tool that is missing.
    """
    root = find_root(path)
    with run_lock(find_place(root).folder), _opened(root, allow_unsandboxed) as fleet:
        yield fleet


@contextmanager
def _opened(root: Path, allow_unsandboxed: bool) -> Iterator[Fleet]:
    config = load_config(root)
    sandbox = open_sandbox(readable=(root / ".corefleet",), allow_unsandboxed=allow_unsandboxed)
    builder = EnvironmentBuilder(root, sandbox, config.python, config.test_command, config.exclude)
    workspace = GitWorkspace(root, builder.prepare, builder.generated)
    interpreter = choose(config.python, _requires_python(workspace, config))
    ledger = open_ledger(root, time.time)
    with open_progress() as progress, contextlib.closing(ledger):
        yield Fleet(
            root=root,
            config=config,
            ledger=ledger,
            workspace=workspace,
            builder=builder,
            sandbox=sandbox,
            toolchain=CargoToolchain(sandbox, interpreter, os.cpu_count() or 1),
            interpreter=interpreter,
            pool=WorkerPool(config.worker_count),
            progress=progress,
        )


def _requires_python(workspace: GitWorkspace, config: Config) -> str:
    """As committed; what lies in the work tree may be half edited."""
    commit = workspace.head()
    paths = sorted(workspace.blob_ids(commit))
    files = read_target(paths, lambda path: workspace.read(commit, path), workspace.root.name, config.exclude)
    return files.layout.main.requires_python
