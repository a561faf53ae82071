"""The target's repository: reading commits, worktrees to work in, and commits made in them.

All work happens in worktrees under `.corefleet/work/`, which belong to the fleet and may be thrown
away at any time. They are always on a detached HEAD: a branch is only moved by compare-and-set, so
that a kill leaves it either old or new.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from agents.ports import Checkout, Environment
from fleet.errors import UserError
from fleet.git import Git, GitError

#: Folder of everything that can be made again.
FOLDER = ".corefleet"
#: Only branches below this name are ever moved.
BRANCHES = "corefleet/"

#: Makes the environment of a worktree, given its name and folder.
Prepare = Callable[[str, Path], Environment]
#: Names what set-up generated inside a worktree, so that cleaning leaves it there.
Generated = Callable[[str], Sequence[str]]


def find_root(path: Path) -> Path:
    """Root of the work tree that contains `path`."""
    if not path.exists():
        raise UserError("no-such-path", f"{path} does not exist.")
    folder = path if path.is_dir() else path.parent
    git = Git(folder.absolute())
    done = git.try_("rev-parse", "--show-toplevel")
    if done.ok:
        return Path(done.stdout.rstrip("\n"))
    if "dubious ownership" in done.stderr:
        raise UserError(
            "foreign-repository",
            f"git refuses to work in {folder}, since it belongs to another user.",
            f"If you trust it: git config --global --add safe.directory {folder.absolute()}",
        )
    if git.try_("rev-parse", "--git-dir").ok:
        raise UserError("no-work-tree", f"{folder} is a bare repository.", "Clone it and run in the clone.")
    raise UserError(
        "not-a-git-repository",
        f"{folder} is not in a git repository.",
        "Make one: git init && git add -A && git commit -m start",
    )


class GitWorkspace:
    """Protocol Workspace on the git command."""

    def __init__(
        self, path: Path, prepare: Prepare | None = None, generated: Generated = lambda name: ()
    ) -> None:
        self.root = find_root(path)
        self.git = Git(self.root)
        self._prepare = prepare
        self._generated = generated
        self._blobs: dict[str, dict[str, str]] = {}

    @property
    def common(self) -> Path:
        """The git directory that all worktrees share, where `git clean` does not reach."""
        return (self.root / self.git.line("rev-parse", "--git-common-dir")).resolve()

    def head(self) -> str:
        commit = self.git.resolve("HEAD")
        if commit is None:
            raise UserError(
                "no-commit",
                f"The repository {self.root} has no commit yet.",
                "Make one: git add -A && git commit -m start",
            )
        return commit

    def tracked_python(self, commit: str) -> list[str]:
        return sorted(path for path in self.blob_ids(commit) if path.endswith(".py"))

    def blob_ids(self, commit: str) -> dict[str, str]:
        """Path -> hash of the content, for incremental scans."""
        if commit not in self._blobs:
            self._blobs = {commit: self.git.blob_ids(commit)}
        return self._blobs[commit]

    def cat_files(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents by hash, all from one git process."""
        return self.git.cat_files(ids)

    def read(self, commit: str, path: str) -> bytes:
        blob = self.blob_ids(commit).get(path)
        if blob is None:
            raise FileNotFoundError(f"{path} at {commit}")
        return self.git.cat_files([blob])[blob]

    def exclude_own_folder(self) -> None:
        """Makes git ignore `.corefleet/` here, without a change to the target's files."""
        exclude = self.common / "info" / "exclude"
        line = f"/{FOLDER}/"
        text = exclude.read_text() if exclude.exists() else ""
        if line not in text.splitlines():
            exclude.parent.mkdir(parents=True, exist_ok=True)
            exclude.write_text(f"{text.rstrip()}\n{line}\n".lstrip())

    def checkout(self, name: str, commit: str, branch: str | None = None) -> Checkout:
        self.exclude_own_folder()
        path = self.root / FOLDER / "work" / name
        if not self._is_worktree(path):
            self._add(path, commit)
        self._bring(path, name, commit)
        if branch is not None:
            self.set_branch(branch, commit)
        environment = self._prepare(name, path) if self._prepare else Environment(Path(), Path())
        return Checkout(path, branch or "", commit, environment)

    def _is_worktree(self, path: Path) -> bool:
        """Whether the folder is a whole worktree of this repository."""
        if not (path / ".git").is_file():
            return False
        own = Git(path)
        done = own.try_("rev-parse", "--show-toplevel", "--git-common-dir")
        if not done.ok:
            return False
        top, common = done.stdout.splitlines()[:2]
        same = (path / common).resolve() == self.common
        return same and Path(top).resolve() == path.resolve() and own.resolve("HEAD") is not None

    def _add(self, path: Path, commit: str) -> None:
        if path.exists():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.git("worktree", "prune")
        self.git("worktree", "add", "--quiet", "--force", "--detach", str(path), commit)

    def _bring(self, path: Path, name: str, commit: str) -> None:
        """Makes the worktree exactly the commit, whatever an earlier run left there."""
        own = Git(path)
        folder = (path / own.line("rev-parse", "--git-dir")).resolve()
        for lock in ("index.lock", "HEAD.lock"):
            (folder / lock).unlink(missing_ok=True)
        try:
            own("checkout", "--quiet", "--force", "--detach", commit)
        except GitError:
            self._add(path, commit)
        own("reset", "--quiet", "--hard", commit)
        kept = [word for item in self._generated(name) for word in ("-e", f"/{item}")]
        own("clean", "-ffdxq", *kept)

    def remove(self, name: str) -> None:
        """Removes a worktree and its environment."""
        for part in ("work", "env"):
            folder = self.root / FOLDER / part / name
            if folder.exists():
                shutil.rmtree(folder)
        self.git("worktree", "prune")

    def set_branch(self, branch: str, commit: str) -> None:
        """Makes one of the fleet's branches, or moves it to the commit."""
        if not branch.startswith(BRANCHES):
            raise ValueError(f"only branches below {BRANCHES} are moved, not {branch}")
        ref = f"refs/heads/{branch}"
        old = self.git.resolve(ref)
        if old != commit:
            self.git.move(ref, commit, old, "set")

    def delete_branch(self, branch: str) -> None:
        """Deletes one of the fleet's branches, if it is there."""
        if not branch.startswith(BRANCHES):
            raise ValueError(f"only branches below {BRANCHES} are deleted, not {branch}")
        self.git("update-ref", "-d", f"refs/heads/{branch}")

    def branches(self) -> dict[str, str]:
        """The fleet's branches with their commits, from the bottom of the stack to its top."""
        rows = self.git("for-each-ref", "--format=%(objectname) %(refname:short)", f"refs/heads/{BRANCHES}")
        found = {name: commit for commit, _, name in (row.partition(" ") for row in rows.splitlines())}
        heights = {c: int(self.git.line("rev-list", "--count", c)) for c in set(found.values())}
        return dict(sorted(found.items(), key=lambda item: (heights[item[1]], item[0])))

    def stack_top(self, base: str) -> str:
        """The highest commit of the fleet's branches that stand on `base`, or `base` itself."""
        on_base = [commit for commit in self.branches().values() if self.git.is_ancestor(base, commit)]
        return on_base[-1] if on_base else base

    def commit(self, checkout: Checkout, message: str, paths: Sequence[str]) -> str:
        own = Git(checkout.path)
        parent = own.resolve("HEAD")
        assert parent is not None
        tree = self._write_tree(own, parent, paths)
        if tree == own.line("rev-parse", f"{parent}^{{tree}}"):
            return parent
        new = own.commit_tree(tree, [parent], message)
        if checkout.branch:
            own.move(f"refs/heads/{checkout.branch}", new, parent, "commit")
        own("update-ref", "--no-deref", "HEAD", new)
        own("reset", "--quiet")
        return new

    def _write_tree(self, own: Git, parent: str, paths: Sequence[str]) -> str:
        """The parent's tree with these paths as they are in the worktree, by an index of its own."""
        folder = (own.folder / own.line("rev-parse", "--git-dir")).resolve()
        index = folder / "corefleet-index"
        index.unlink(missing_ok=True)
        env = {"GIT_INDEX_FILE": str(index), "GIT_LITERAL_PATHSPECS": "1"}
        try:
            own("read-tree", parent, env=env)
            existing = [path for path in paths if (own.folder / path).exists()]
            gone = [path for path in paths if path not in existing]
            if existing:
                own("add", "--force", "--all", "--", *existing, env=env)
            if gone:
                own("rm", "-r", "--quiet", "--cached", "--ignore-unmatch", "--", *gone, env=env)
            return own("write-tree", env=env).strip()
        finally:
            index.unlink(missing_ok=True)

    def with_commit(self, checkout: Checkout, commit: str) -> Checkout:
        """The same checkout at its new commit."""
        return dataclasses.replace(checkout, commit=commit)
