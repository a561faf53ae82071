"""The git command, without hooks, signatures and other surprises of the user's configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from agents.ports import Completed
from fleet import process
from fleet.errors import UserError
from fleet.programs import program

#: Settings that hold for every call.
SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "core.pager": "cat",
    "commit.gpgSign": "false",
    "submodule.recurse": "false",
    "merge.autoStash": "false",
    "merge.ff": "true",
    "advice.detachedHead": "false",
    "gc.auto": "0",
    "color.ui": "false",
}

#: What passes of the user's GIT_* variables: configuration and identity, by the beginning of the name. The
#: others don't: inside a hook they point to another repository.
PASSED = ("GIT_CONFIG_", "GIT_AUTHOR_", "GIT_COMMITTER_", "SUDO_UID")

#: These are always set.
VARIABLES = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_EDITOR": "true",
    "LC_ALL": "C.UTF-8",
}

#: Author of commits where the target has none.
IDENTITY = {"name": "corefleet", "email": "corefleet@localhost"}

#: No listing of a repository is longer than this.
OUTPUT_BYTES = 1 << 30


class GitError(Exception):
    """git refused."""

    def __init__(self, done: Completed) -> None:
        self.done = done
        words = " ".join(word for word in done.argv if not word.startswith("-c"))
        super().__init__(f"{words}: {(done.stderr or done.stdout).strip()[:2000]}")


@dataclass(frozen=True)
class Git:
    """git in one folder: the target, or one of its worktrees."""

    folder: Path

    def try_(
        self,
        *words: str,
        stdin: str | bytes = "",
        env: Mapping[str, str] | None = None,
        seconds: float = 300.0,
    ) -> Completed:
        """Runs git; the caller looks at the exit code."""
        settings = [word for key, value in SETTINGS.items() for word in ("-c", f"{key}={value}")]
        return process.run(
            [program("git"), *settings, *words],
            cwd=self.folder,
            env=_environment(env),
            seconds=seconds,
            output_bytes=OUTPUT_BYTES,
            stdin=stdin,
        )

    def __call__(self, *words: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None) -> str:
        """Runs git and returns what it printed."""
        done = self.try_(*words, stdin=stdin, env=env)
        if not done.ok:
            raise GitError(done)
        return done.stdout

    def line(self, *words: str) -> str:
        return self(*words).rstrip("\n")

    def resolve(self, name: str) -> str | None:
        """The commit that a name stands for."""
        done = self.try_("rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
        return done.stdout.strip() if done.ok else None

    def is_ancestor(self, older: str, newer: str) -> bool:
        return self.try_("merge-base", "--is-ancestor", older, newer).ok

    def changed(self, old: str, new: str) -> list[str]:
        """Paths that differ between two commits; a move counts as two."""
        return _split(self("diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new))

    def blob_ids(self, commit: str) -> dict[str, str]:
        """Path -> hash of the content, for all regular files."""
        rows = (row.partition("\t") for row in _split(self("ls-tree", "-r", "-z", "--full-tree", commit)))
        fields = ((path, about.split(" ")) for about, _, path in rows)
        return {path: about[2] for path, about in fields if about[0] in ("100644", "100755")}

    def cat_files(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents by hash, all from one git process."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        done = process.run_bytes(
            [program("git"), "cat-file", "--batch"],
            cwd=self.folder,
            env=_environment(),
            stdin="\n".join(wanted).encode() + b"\n",
        )
        return _parse_batch(done)

    @cached_property
    def identity(self) -> dict[str, str]:
        """Environment that names author and committer where nothing else does."""
        configured = {
            key for key in ("name", "email") if self.try_("config", "--get", f"user.{key}").stdout.strip()
        }
        rows = [(f"GIT_{who}_{key.upper()}", key) for who in ("AUTHOR", "COMMITTER") for key in IDENTITY]
        return {n: IDENTITY[key] for n, key in rows if key not in configured and not os.environ.get(n)}

    def commit_tree(self, tree: str, parents: Sequence[str], message: str) -> str:
        """Makes a commit that no branch holds yet."""
        words = [word for parent in parents for word in ("-p", parent)]
        return self("commit-tree", tree, *words, "-F", "-", stdin=message, env=self.identity).strip()

    def move(self, ref: str, new: str, old: str | None, why: str) -> None:
        """Moves a ref by compare-and-set; `old` None means that it must not exist yet."""
        expected = old if old is not None else "0" * len(new)
        done = self.try_("update-ref", "-m", f"corefleet: {why}", ref, new, expected)
        if not done.ok and self.resolve(ref) == old:
            raise GitError(done)
        if not done.ok:
            raise UserError(
                "branch-moved",
                f"{ref} was moved by somebody else meanwhile.",
                "Nothing was changed; run again to go on from where it is now.",
            )


class CommitFiles:
    """Reads files of one commit: single ones as they are asked for, Python files all at the first."""

    def __init__(self, git: Git, commit: str) -> None:
        self.git = git
        self.blobs = git.blob_ids(commit)
        self._contents: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        blob = self.blobs[path]
        if blob not in self._contents:
            python = [b for name, b in self.blobs.items() if name.endswith(".py")]
            self._contents |= self.git.cat_files(python if path.endswith(".py") else [blob])
        return self._contents[blob]


def _environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name.startswith(PASSED)}
    return process.environment("base", "home", extra={**own, **VARIABLES, **(extra or {})})


def _split(text: str) -> list[str]:
    return [part for part in text.split("\0") if part]


def _parse_batch(data: bytes) -> dict[str, bytes]:
    """`<id> SP <type> SP <size> LF <content> LF`, or `<id> missing LF`."""
    contents: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        words = data[at:end].split(b" ")
        at = end + 1
        if len(words) == 3:
            size = int(words[2])
            contents[words[0].decode()] = data[at : at + size]
            at += size + 1
    return contents
