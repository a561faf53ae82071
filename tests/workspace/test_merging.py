"""`--apply` on real repositories: what may be merged is, and the user's work is never touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fleet.errors import UserError
from fleet.merging import merge_into_user_branch
from fleet.workspace import GitWorkspace

from .conftest import FILES, git, write

FLIP = "corefleet/flip/demo.sums"


@pytest.fixture
def flipped(repository: Path) -> GitWorkspace:
    """A target with a branch that changes one file and adds two."""
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), FLIP)
    write(work.path, {"src/demo/sums.py": "flipped", "src/demo/new.py": "added", "rust_core/lib.rs": "added"})
    space.commit(work, "flip", ["src", "rust_core"])
    return space


def refused(space: GitWorkspace, code: str) -> UserError:
    before = state(space.root)
    with pytest.raises(UserError) as caught:
        merge_into_user_branch(space.git, FLIP)
    assert caught.value.code == code
    assert state(space.root) == before
    return caught.value


def state(root: Path) -> tuple[str, str, dict[str, str]]:
    files = {
        str(path.relative_to(root)): path.read_text()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts and ".corefleet" not in path.parts
    }
    return git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain", "-uall"), files


def test_fast_forward(flipped: GitWorkspace) -> None:
    new = merge_into_user_branch(flipped.git, FLIP)
    assert new == git(flipped.root, "rev-parse", "main", FLIP).split()[0]
    assert git(flipped.root, "rev-parse", "main") == git(flipped.root, "rev-parse", FLIP)
    assert (flipped.root / "src/demo/sums.py").read_text() == "flipped"
    assert git(flipped.root, "status", "--porcelain") == ""


def test_applying_twice_changes_nothing(flipped: GitWorkspace) -> None:
    assert merge_into_user_branch(flipped.git, FLIP) == merge_into_user_branch(flipped.git, FLIP)


def test_unrelated_uncommitted_work_stays(flipped: GitWorkspace) -> None:
    write(flipped.root, {"tests/test_sums.py": "dirty", "pyproject.toml": "staged", "mine.txt": "untracked"})
    git(flipped.root, "add", "pyproject.toml")
    merge_into_user_branch(flipped.git, FLIP)
    _, status, files = state(flipped.root)
    assert status.splitlines() == ["M  pyproject.toml", " M tests/test_sums.py", "?? mine.txt"]
    assert files["src/demo/sums.py"] == "flipped" and files["mine.txt"] == "untracked"


@pytest.mark.parametrize(
    "work",
    [
        {"src/demo/sums.py": "dirty"},
        {"src/demo/new.py": "untracked"},
        {"rust_core/lib.rs": "untracked in a folder of its own"},
        {"rust_core": "a file where a folder must be"},
        {"src/demo/new.py/inner": "a folder where a file must be"},
    ],
)
def test_work_in_the_way_is_named_and_left_alone(flipped: GitWorkspace, work: dict[str, str]) -> None:
    write(flipped.root, work)
    error = refused(flipped, "uncommitted-work")
    assert next(iter(work)).removesuffix("/inner") in error.message
    assert error.hint


def test_staged_and_ignored_work_in_the_way(flipped: GitWorkspace) -> None:
    (flipped.root / ".git/info/exclude").write_text("new.py\n")
    write(flipped.root, {"src/demo/new.py": "ignored"})
    assert "src/demo/new.py" in refused(flipped, "uncommitted-work").message
    (flipped.root / "src/demo/new.py").unlink()
    write(flipped.root, {"src/demo/sums.py": "staged"})
    git(flipped.root, "add", "-A")
    write(flipped.root, {"src/demo/sums.py": FILES["src/demo/sums.py"]})
    assert "src/demo/sums.py" in refused(flipped, "uncommitted-work").message


def test_deleted_tracked_file_in_the_way(flipped: GitWorkspace) -> None:
    (flipped.root / "src/demo/sums.py").unlink()
    assert "src/demo/sums.py" in refused(flipped, "uncommitted-work").message


def commit_on_main(root: Path, files: dict[str, str]) -> str:
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "user")
    return git(root, "rev-parse", "HEAD")


def test_a_branch_that_went_on_gets_a_merge_commit(flipped: GitWorkspace) -> None:
    user = commit_on_main(flipped.root, {"other.py": "user"})
    new = merge_into_user_branch(flipped.git, FLIP)
    parents = git(flipped.root, "show", "-s", "--format=%P", new).split()
    assert parents == [user, git(flipped.root, "rev-parse", FLIP)]
    assert (flipped.root / "other.py").exists() and (flipped.root / "src/demo/new.py").exists()
    assert git(flipped.root, "status", "--porcelain") == ""


def test_a_conflict_changes_nothing(flipped: GitWorkspace) -> None:
    commit_on_main(flipped.root, {"src/demo/sums.py": "user"})
    assert "src/demo/sums.py" in refused(flipped, "merge-conflict").message


def test_detached_head(flipped: GitWorkspace) -> None:
    git(flipped.root, "checkout", "-q", "--detach")
    refused(flipped, "detached-head")


def test_unfinished_merge(flipped: GitWorkspace, make_repository: Callable[..., Path]) -> None:
    (flipped.root / ".git/MERGE_HEAD").write_text(flipped.head() + "\n")
    refused(flipped, "unfinished-work")


def test_a_missing_branch(repository: Path) -> None:
    with pytest.raises(UserError, match="no branch"):
        merge_into_user_branch(GitWorkspace(repository).git, FLIP)
