"""`--apply`: brings proven work into the user's checked-out branch without touching uncommitted work."""

from __future__ import annotations

from pathlib import Path

from fleet.errors import UserError
from fleet.git import Git, GitError

#: Files in the git directory that mean that the user is in the middle of something.
UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "BISECT_LOG": "a bisection",
}


def merge_into_user_branch(git: Git, branch: str) -> str:
    """Merges a branch of the fleet into the user's; returns the new head. All or nothing."""
    user_branch = _checked_out_branch(git)
    head, tip = git.resolve("HEAD"), git.resolve(f"refs/heads/{branch}")
    if head is None or tip is None:
        raise UserError("no-such-branch", f"There is no branch {branch} to apply.")
    if git.is_ancestor(tip, head):
        return head
    new = tip if git.is_ancestor(head, tip) else _merge_commit(git, head, tip, branch, user_branch)
    collisions = colliding_paths(git, head, new)
    if collisions:
        raise UserError(
            "uncommitted-work",
            f"Applying {branch} would touch files with uncommitted changes: {_listed(collisions)}.",
            "Commit, stash or remove them and run again; nothing was changed.",
        )
    try:
        git("merge", "--quiet", "--ff-only", "--no-verify-signatures", new)
    except GitError as error:
        raise UserError(
            "cannot-apply", f"git would not apply {branch}: {error}", "Nothing was changed."
        ) from error
    return new


def colliding_paths(git: Git, old: str, new: str) -> list[str]:
    """Paths changed between two commits at which the user has uncommitted or untracked work."""
    changed = git.changed(old, new)
    dirty = _dirty(git)
    tracked = git.blob_ids(old)
    return [path for path in changed if path in dirty or _untracked_in_the_way(git.folder, path, tracked)]


def _dirty(git: Git) -> set[str]:
    """Tracked files whose content differs from HEAD in the index or the work tree."""
    names = git("diff-index", "-z", "--name-only", "--no-renames", "--cached", "HEAD")
    git.try_("update-index", "-q", "--refresh")
    names += git("diff-files", "-z", "--name-only")
    return {name for name in names.split("\0") if name}


def _untracked_in_the_way(root: Path, path: str, tracked: dict[str, str]) -> bool:
    """Whether an untracked file (ignored or not) lies at a path, or where one of its folders must be."""
    if path in tracked:
        return False
    place = root / path
    if place.is_symlink() or place.is_file():
        return True
    if place.is_dir():
        prefix = f"{path}/"
        return not any(name.startswith(prefix) for name in tracked) and any(place.iterdir())
    parents = [parent for parent in Path(path).parents if parent != Path()]
    return any((root / p).is_file() and p.as_posix() not in tracked for p in parents)


def _checked_out_branch(git: Git) -> str:
    folder = (git.folder / git.line("rev-parse", "--git-dir")).resolve()
    for name, what in UNFINISHED.items():
        if (folder / name).exists():
            raise UserError(
                "unfinished-work", f"{what.capitalize()} is going on here.", "Finish it and run again."
            )
    done = git.try_("symbolic-ref", "--quiet", "--short", "HEAD")
    if not done.ok:
        raise UserError(
            "detached-head",
            "No branch is checked out, so there is nothing to apply to.",
            "Check out a branch.",
        )
    return done.stdout.strip()


def _merge_commit(git: Git, head: str, tip: str, branch: str, user_branch: str) -> str:
    """A merge of the two, made without the work tree."""
    done = git.try_("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", head, tip)
    tree, *conflicts = [part for part in done.stdout.split("\0") if part] or [""]
    if done.code == 1:
        raise UserError(
            "merge-conflict",
            f"{branch} and {user_branch} both changed: {_listed(conflicts)}.",
            "Run again: the fleet starts from your newest commit.",
        )
    if not done.ok:
        raise GitError(done)
    return git.commit_tree(tree, [head, tip], f"Merge branch '{branch}' into {user_branch}\n")


def _listed(paths: list[str], most: int = 10) -> str:
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    return ", ".join(paths[:most]) + more
