"""Installs a target with what its tests need; where something fails, as much of it as possible."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agents.ports import Completed, Limits
from cores.index_settings import uv_settings
from cores.packaging import Packaging
from cores.suite_setup import suite_needs
from fleet.caches import cache_folder
from fleet.git import Git
from fleet.layout import TargetFiles
from fleet.programs import program
from fleet.sandbox import SetupSandbox

#: Always there: the fleet's own runs use them. The target's pins win, since all is resolved together.
ALWAYS = ("pytest", "hypothesis")

#: Set-up may compile; it isn't the place to be strict.
LIMITS = Limits(seconds=1200, memory_mib=16384, processes=512)

#: Tools that ask git for the version; a worktree's git directory isn't visible to them.
VERSION_VARIABLES = (
    *("SETUPTOOLS_SCM_PRETEND_VERSION", "VCS_VERSIONING_PRETEND_VERSION", "PDM_BUILD_SCM_VERSION"),
    *("PBR_VERSION", "POETRY_DYNAMIC_VERSIONING_BYPASS", "UV_DYNAMIC_VERSIONING_BYPASS"),
)

#: Most projects of a monorepo that are installed.
MOST_PROJECTS = 20


@dataclass
class Installer:
    """One installation; `problems` grow as things fail."""

    folder: Path
    worktree: Path
    target: TargetFiles
    sandbox: SetupSandbox
    problems: list[str] = field(default_factory=list)

    def install(self) -> list[str]:
        """Everything in one resolution; where that fails step by step. Returns the problems."""
        projects = self._projects()
        needs = suite_needs(self._packaging(), self.target.paths, self.target.text("tox.ini"))
        files = [*self._plain_requirements(), *needs.files]
        editable = [word for folder in projects for word in ("-e", _here(folder))]
        from_files = [word for name in files for word in ("-r", name)]
        done = self._uv(*editable, *needs.requirements, *from_files, *ALWAYS)
        if not done.ok:
            self.problems.append(f"not all requirements could be installed together: {_reason(done)}")
            self._step_by_step(projects, [*needs.requirements, *self._lines(files)])
        if not projects:
            self.problems.append(
                "the target has no packaging that can be installed; its folders are on the path"
            )
            self._put_on_path()
        return self.problems

    def _step_by_step(self, projects: Sequence[str], requirements: Iterable[str]) -> None:
        """Own tools first, then the projects, then each requirement alone."""
        self._must(self._uv(*ALWAYS), "pytest and Hypothesis")
        for folder in projects:
            if not self._must(self._uv("-e", _here(folder)), f"the project in {_here(folder)}"):
                self._put_on_path()
                self._each(self.target.packaging[folder].dependencies)
        self._each(requirements)

    def _each(self, requirements: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(requirements))
        if wanted and not self._uv(*wanted).ok:
            for requirement in wanted:
                self._must(self._uv(requirement), requirement)

    def _must(self, done: Completed, what: str) -> bool:
        if not done.ok:
            self.problems.append(f"{what} could not be installed: {_reason(done)}")
        return done.ok

    def _uv(self, *words: str) -> Completed:
        cache = cache_folder("uv")
        python = self.folder / "bin" / "python"
        command = [program("uv"), "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python)]
        return self.sandbox.set_up(
            [*command, *words],
            cwd=self.worktree,
            writable=(self.folder, self.worktree, cache),
            env={**self._variables(), "UV_CACHE_DIR": str(cache)},
            limits=LIMITS,
        )

    def _variables(self) -> dict[str, str]:
        pip_files = [
            Path.home() / ".config/pip/pip.conf",
            Path.home() / ".pip/pip.conf",
            Path("/etc/pip.conf"),
        ]
        version = nearest_version(self.worktree)
        return {
            **uv_settings(os.environ, [path.read_text() for path in pip_files if path.is_file()]),
            **dict.fromkeys(VERSION_VARIABLES, version),
            "UV_PYTHON_DOWNLOADS": "never",
            # The cache is another mount than the environment, so that nothing can be linked.
            "UV_LINK_MODE": "copy",
            "XDG_CONFIG_HOME": str(Path.home() / ".config"),
        }

    def _packaging(self) -> Packaging:
        return self.target.packaging.get("", Packaging())

    def _projects(self) -> list[str]:
        """Folders to install: the target's root, or where that is none, the projects below."""
        installable = [p.folder for p in self.target.layout.projects if p.installable]
        return [""] if "" in installable else sorted(installable)[:MOST_PROJECTS]

    def _plain_requirements(self) -> list[str]:
        """`requirements.txt` stands for the dependencies where no packaging declares them."""
        if self._packaging().installable or "requirements.txt" not in self.target.paths:
            return []
        return ["requirements.txt"]

    def _lines(self, files: Iterable[str]) -> list[str]:
        """Requirements of files, without options and hashes."""
        lines = (line for name in files for line in self.target.text(name).splitlines())
        plain = (re.split(r"\s+#|\s+--|\s*\\$", line.strip())[0].strip() for line in lines)
        return [line for line in plain if line and not line.startswith(("#", "-", "."))]

    def _put_on_path(self) -> None:
        """A `.pth` file with the source roots takes the place of an installation."""
        roots = self.target.layout.source_roots(self.target.paths) or [""]
        site = next((self.folder / "lib").glob("python*/site-packages"))
        (site / "corefleet-target.pth").write_text("".join(f"{self.worktree / root}\n" for root in roots))


def nearest_version(worktree: Path) -> str:
    """The version of the nearest tag, since packaging tools would derive theirs from it."""
    done = Git(worktree).try_("describe", "--tags", "--abbrev=0")
    match = re.search(r"\d+(\.\d+)*", done.stdout) if done.ok else None
    return match.group() if match else "0.0.0"


def _here(folder: str) -> str:
    return f"./{folder}" if folder else "."


def _reason(done: Completed) -> str:
    """The telling part of what the installer said, in one line."""
    if done.limit:
        return f"limit of {done.limit}"
    lines = [line.strip(" ×╰─▶│├") for line in done.stderr.splitlines()]
    return " ".join(line for line in lines if line)[:400]
