"""Worktrees, commits and branches with real git."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fleet.errors import UserError
from fleet.workspace import GitWorkspace, find_root

from .conftest import FILES, git, write


def test_root_is_found_from_a_folder_below_and_from_a_file(repository: Path) -> None:
    assert find_root(repository / "src" / "demo") == repository
    assert find_root(repository / "src/demo/sums.py") == repository


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    assert caught.value.message and caught.value.hint
    return caught.value.code


def test_unusable_places_are_named(tmp_path: Path) -> None:
    plain, bare, empty = tmp_path / "plain", tmp_path / "bare.git", tmp_path / "empty"
    for folder in (plain, bare, empty):
        folder.mkdir()
    git(bare, "init", "-q", "--bare")
    git(empty, "init", "-q")
    assert code_of(lambda: GitWorkspace(plain)) == "not-a-git-repository"
    assert code_of(lambda: GitWorkspace(bare)) == "no-work-tree"
    assert code_of(lambda: GitWorkspace(empty).head()) == "no-commit"
    with pytest.raises(UserError, match="does not exist"):
        GitWorkspace(tmp_path / "nowhere")


def test_reads_the_commit_and_not_the_work_tree(repository: Path) -> None:
    space = GitWorkspace(repository)
    write(repository, {"src/demo/sums.py": "dirty", "src/demo/new.py": "untracked"})
    assert space.tracked_python(space.head()) == [
        "src/demo/__init__.py",
        "src/demo/sums.py",
        "tests/test_sums.py",
    ]
    assert space.read(space.head(), "src/demo/sums.py").decode() == FILES["src/demo/sums.py"]
    with pytest.raises(FileNotFoundError):
        space.read(space.head(), "src/demo/new.py")


def test_submodules_and_links_are_no_files(repository: Path, make_repository: Callable[..., Path]) -> None:
    other = make_repository(name="other")
    git(repository, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "sub.py")
    (repository / "link.py").symlink_to("src/demo/sums.py")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "more")
    space = GitWorkspace(repository)
    assert not {"sub.py", "link.py"} & set(space.tracked_python(space.head()))
    assert space.checkout("a", space.head()).path.is_dir()


def test_a_thousand_files_are_read_in_a_moment(make_repository: Callable[..., Path]) -> None:
    files = {f"pkg/m{n}.py": f"X = {n}\n" * 40 for n in range(1000)}
    space = GitWorkspace(make_repository(files))
    started = time.monotonic()
    blobs = space.blob_ids(space.head())
    contents = space.cat_files(blobs.values())
    assert time.monotonic() - started < 2
    assert {path: contents[blob].decode() for path, blob in blobs.items()} == files


def test_bytes_come_back_exactly(make_repository: Callable[..., Path]) -> None:
    root = make_repository({"a.py": "x"})
    data = bytes(range(256)) * 3 + b"\n\nblob 3\n"
    (root / "b.py").write_bytes(data)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "bytes")
    space = GitWorkspace(root)
    assert space.read(space.head(), "b.py") == data


def test_checkout_makes_cleans_and_repairs(repository: Path) -> None:
    space = GitWorkspace(repository)
    commit = space.head()
    path = space.checkout("a", commit).path
    assert path == repository / ".corefleet/work/a"
    write(path, {"src/demo/sums.py": "changed", "junk/new.py": "", "x.log": "ignored"})
    space.checkout("a", commit)
    assert (path / "src/demo/sums.py").read_text() == FILES["src/demo/sums.py"]
    assert not (path / "junk").exists() and not (path / "x.log").exists()

    shutil.rmtree(path)
    assert (space.checkout("a", commit).path / "src/demo/sums.py").is_file()

    (path / ".git").unlink()
    assert (space.checkout("a", commit).path / ".git").is_file()

    (path / ".git").write_text("gitdir: /nowhere\n")
    assert git(space.checkout("a", commit).path, "status", "--porcelain") == ""


def test_checkout_survives_a_kill_in_the_middle_of_git(repository: Path) -> None:
    space = GitWorkspace(repository)
    path = space.checkout("a", space.head()).path
    folder = repository / ".git/worktrees/a"
    (folder / "index.lock").write_text("")
    (folder / "index").write_bytes(b"half")
    assert git(space.checkout("a", space.head()).path, "status", "--porcelain") == ""
    (folder / "HEAD").write_text("")
    assert git(space.checkout("a", space.head()).path, "status", "--porcelain") == ""
    assert path.is_dir()


def test_generated_files_survive_cleaning(repository: Path) -> None:
    space = GitWorkspace(repository, generated=lambda name: ["src/demo/_version.py"])
    path = space.checkout("a", space.head()).path
    write(path, {"src/demo/_version.py": "v = 1", "src/demo/other.py": ""})
    space.checkout("a", space.head())
    assert (path / "src/demo/_version.py").exists() and not (path / "src/demo/other.py").exists()


def test_user_checkout_is_never_touched(repository: Path) -> None:
    write(repository, {"src/demo/sums.py": "mine", "new.txt": "mine"})
    before = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"src/demo/sums.py": "fleet", "x.py": "y"})
    space.commit(work, "change", ["src/demo/sums.py", "x.py"])
    assert (git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")) == before
    assert git(repository, "symbolic-ref", "HEAD") == "refs/heads/main"


def test_commit_takes_the_named_paths_only(repository: Path) -> None:
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1", "b.py": "2", "c.log": "ignored by git, but named"})
    (work.path / "tests/test_sums.py").unlink()
    (work.path / "src/demo/__init__.py").unlink()
    new = space.commit(work, "a message", ["a.py", "c.log", "tests/test_sums.py"])
    assert git(repository, "show", "--format=%s", "--name-status", new).split("\n") == [
        "a message",
        "",
        "A\ta.py",
        "A\tc.log",
        "D\ttests/test_sums.py",
    ]
    assert git(repository, "rev-parse", "corefleet/install", "corefleet/install^").split() == [
        new,
        work.commit,
    ]
    assert git(work.path, "rev-parse", "HEAD") == new
    assert "b.py" in git(work.path, "status", "--porcelain")


def test_commits_follow_each_other_and_nothing_new_is_no_commit(repository: Path) -> None:
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1"})
    first = space.commit(work, "one", ["a.py"])
    assert space.commit(work, "again", ["a.py"]) == first
    write(work.path, {"a.py": "2"})
    second = space.commit(work, "two", ["a.py"])
    assert git(repository, "rev-parse", "corefleet/install^") == first != second


def test_a_branch_moved_by_somebody_else_is_not_overwritten(repository: Path) -> None:
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1"})
    other = git(repository, "commit-tree", "-m", "other", "-p", work.commit, f"{work.commit}^{{tree}}")
    git(repository, "update-ref", "refs/heads/corefleet/install", other)
    with pytest.raises(UserError, match="moved by somebody else"):
        space.commit(work, "mine", ["a.py"])
    assert git(repository, "rev-parse", "corefleet/install") == other


def test_only_branches_of_the_fleet_are_moved(repository: Path) -> None:
    space = GitWorkspace(repository)
    with pytest.raises(ValueError):
        space.checkout("a", space.head(), "main")
    with pytest.raises(ValueError):
        space.delete_branch("main")


def test_branches_are_stacked(repository: Path) -> None:
    space = GitWorkspace(repository)
    base = tip = space.head()
    for number, branch in enumerate(["corefleet/install", "corefleet/flip/demo.b", "corefleet/flip/demo.a"]):
        work = space.checkout("stack", space.stack_top(base), branch)
        assert work.commit == tip
        write(work.path, {f"f{number}": "x"})
        tip = space.commit(work, branch, [f"f{number}"])
    assert list(space.branches()) == ["corefleet/install", "corefleet/flip/demo.b", "corefleet/flip/demo.a"]
    assert space.stack_top(base) == tip
    write(repository, {"user.py": ""})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "user")
    assert space.stack_top(space.head()) == space.head()


def test_hooks_signing_and_foreign_variables_have_no_say(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pre-commit", "post-checkout", "reference-transaction", "post-merge"):
        hook = repository / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran-$(basename $0)\nexit 1\n")
        hook.chmod(0o755)
    git(repository, "config", "commit.gpgSign", "true")
    git(repository, "config", "gpg.program", "false")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1"})
    assert len(space.commit(work, "message", ["a.py"])) == 40
    assert not list(tmp_path.glob("ran-*"))


def test_a_target_without_identity_gets_one(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1"})
    new = space.commit(work, "message", ["a.py"])
    assert git(repository, "show", "-s", "--format=%an <%ae>", new) == "corefleet <corefleet@localhost>"


def test_own_folder_is_ignored_and_written_once(repository: Path) -> None:
    space = GitWorkspace(repository)
    space.checkout("a", space.head())
    space.checkout("b", space.head())
    assert git(repository, "status", "--porcelain") == ""
    assert (repository / ".git/info/exclude").read_text().count("/.corefleet/") == 1


def test_a_worktree_can_be_the_target(repository: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    git(repository, "worktree", "add", "-q", "-b", "feature", str(second))
    space = GitWorkspace(second)
    assert space.root == second and space.common == repository / ".git"
    work = space.checkout("a", space.head(), "corefleet/install")
    assert work.path == second / ".corefleet/work/a"
    write(work.path, {"a.py": "1"})
    space.commit(work, "m", ["a.py"])
    assert git(second, "status", "--porcelain") == ""


def test_shallow_and_detached_targets_work(repository: Path, tmp_path: Path) -> None:
    write(repository, {"z.py": ""})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "second")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(shallow))
    git(shallow, "checkout", "-q", "--detach")
    space = GitWorkspace(shallow)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1"})
    assert git(shallow, "rev-parse", f"{space.commit(work, 'm', ['a.py'])}^") == space.head()


def test_remove_leaves_nothing(repository: Path) -> None:
    space = GitWorkspace(repository)
    space.checkout("a", space.head())
    space.remove("a")
    assert not (repository / ".corefleet/work/a").exists()
    assert not (repository / ".git/worktrees/a").exists()


def test_configuration_by_variables_is_the_users(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COUNT": "1", "KEY_0": "user.name", "VALUE_0": "By Variable"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "author@example.org")
    space = GitWorkspace(repository)
    work = space.checkout("a", space.head(), "corefleet/install")
    write(work.path, {"a.py": "1"})
    new = space.commit(work, "message", ["a.py"])
    assert git(repository, "show", "-s", "--format=%an <%ae>", new).startswith(
        "By Variable <author@example.org>"
    )
