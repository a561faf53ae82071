"""What hostile code can and cannot do, with real bubblewrap.

Each bomb is bounded by itself, so that a sandbox that fails doesn't take the machine down.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agents.ports import Completed, Limits
from fleet import fence, sandbox
from fleet.errors import UserError
from fleet.sandbox import Bubblewrap, Unsandboxed, open_sandbox

BOX = open_sandbox()
SMALL = Limits(seconds=20, memory_mib=1024, output_bytes=20_000)


def python(
    code: str, folder: Path, *, limits: Limits = SMALL, box: sandbox.SetupSandbox = BOX, **more: object
) -> Completed:
    return box.run([sys.executable, "-c", code], cwd=folder, limits=limits, **more)  # type: ignore[arg-type]


def test_bubblewrap_works_here() -> None:
    """Without it most tests of this file would say nothing."""
    assert isinstance(BOX, Bubblewrap) and BOX.isolated


def test_runs_and_reports(tmp_path: Path) -> None:
    done = python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)", tmp_path)
    assert (done.code, done.stdout, done.stderr, done.limit, done.ok) == (3, "out\n", "err\n", "", False)
    assert done.argv[0] == sys.executable


def test_reads_standard_input_of_any_size(tmp_path: Path) -> None:
    text = "line of text\n" * 100_000
    done = python("import sys; print(len(sys.stdin.read()))", tmp_path, stdin=text)
    assert done.stdout == f"{len(text)}\n"
    assert python("import sys; print(sys.stdin.read() == '')", tmp_path).stdout == "True\n"


def test_no_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        assert subprocess.run([sys.executable, "-c", code]).returncode == 0
        done = python(code, tmp_path)
    assert not done.ok and "refused" in done.stderr.lower()


def test_sockets_of_the_machine_are_out_of_reach(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0corefleet-test-abstract")
        server.listen()
        code = "import socket; socket.socket(socket.AF_UNIX).connect('\\0corefleet-test-abstract')"
        assert subprocess.run([sys.executable, "-c", code]).returncode == 0
        assert not python(code, tmp_path).ok
    assert python("import os; print(os.listdir('/run'))", tmp_path).stdout == "[]\n"


def test_writes_only_where_it_may(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    for place in (outside / "x", Path("/x"), Path("/usr/x"), Path("/etc/x"), Path(sys.prefix) / "x"):
        assert not python(f"open({str(place)!r}, 'w')", inside, writable=[inside]).ok
        assert not place.exists()
    assert python("open('x', 'w').write('y')", inside, writable=[inside]).ok
    assert (inside / "x").read_text() == "y"


def test_a_folder_without_leave_is_read_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    done = python("print(open('file').read()); open('file', 'w')", tmp_path)
    assert done.stdout == "text\n" and "Read-only file system" in done.stderr


def test_a_writable_folder_inside_a_readable_one(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    done = python("open('a/b/x', 'w'); open('a/x', 'w')", tmp_path, writable=[inner])
    assert (inner / "x").exists() and not (tmp_path / "a/x").exists() and "a/x" in done.stderr


def test_folders_behind_links(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    assert python(f"open({str(link / 'x')!r}, 'w')", link, writable=[link]).ok
    assert (real / "x").exists()


def test_temporary_folders_are_private_and_vanish(tmp_path: Path) -> None:
    name = f"corefleet-test-{os.getpid()}"
    code = (
        "import os, pathlib, tempfile\n"
        f"for base in ('/tmp', '/var/tmp', '/dev/shm', os.environ['HOME'], tempfile.gettempdir()):\n"
        f"    pathlib.Path(base, {name!r}).write_text('x')\n"
        "print(sorted(os.listdir('/var/tmp')))"
    )
    for _ in range(2):
        assert python(code, tmp_path).stdout == f"['{name}']\n"
    assert not Path("/tmp", name).exists() and not Path("/dev/shm", name).exists()


def test_secrets_of_the_home_are_invisible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    secrets = [
        home / name for name in (".ssh/id_rsa", ".aws/credentials", ".netrc", ".config/x", "other/x.py")
    ]
    for secret in secrets:
        secret.parent.mkdir(parents=True, exist_ok=True)
        secret.write_text("secret")
    target = home / "code" / "target"
    target.mkdir(parents=True)
    (target / "mine").write_text("visible")
    monkeypatch.setenv("HOME", str(home))
    names = [str(secret) for secret in secrets]
    code = (
        "import os\n"
        f"print([os.path.exists(p) for p in {names!r}], open('mine').read(), os.listdir({str(home)!r}))"
    )
    done = python(code, target)
    assert done.stdout == f"{[False] * len(names)} visible ['code']\n"


def test_secrets_of_the_system_are_invisible(tmp_path: Path) -> None:
    places = [
        "/etc/shadow",
        "/etc/ssh",
        "/etc/ssl/private",
        "/root/.ssh",
        "/var/log",
        "/home/somebody",
        "/boot",
    ]
    code = f"import os; print([p for p in {places!r} if os.path.exists(p)])"
    assert python(code, tmp_path).stdout == "[]\n"


def test_secrets_of_the_environment_are_invisible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "UV_INDEX_URL", "PIP_INDEX_URL", "PYTHONPATH"):
        monkeypatch.setenv(name, "secret-value")
    code = "import os, pathlib\nprint(dict(os.environ))\n" + (
        "for place in pathlib.Path('/proc').glob('[0-9]*/environ'):\n"
        "    try: print(place.read_bytes())\n"
        "    except OSError as error: print(error)\n"
    )
    done = python(code, tmp_path, env={"GIVEN": "yes"})
    assert "secret-value" not in done.stdout and "'GIVEN': 'yes'" in done.stdout


def test_other_processes_are_invisible(tmp_path: Path) -> None:
    code = (
        f"import os\nprint(os.path.exists('/proc/{os.getpid()}/mem'))\n"
        "print(len([p for p in os.listdir('/proc') if p.isdigit()]) < 6)"
    )
    assert python(code, tmp_path).stdout == "False\nTrue\n"


def test_nothing_is_privileged(tmp_path: Path) -> None:
    code = (
        "import os, subprocess\n"
        "status = open('/proc/self/status').read()\n"
        "print(os.getuid() != 0, 'CapEff:\\t0000000000000000' in status, 'NoNewPrivs:\\t1' in status)\n"
        "print(subprocess.run(['unshare', '--user', 'true'], stderr=-3).returncode != 0)"
    )
    assert python(code, tmp_path).stdout == "True True True\nTrue\n"


def test_an_endless_loop_ends(tmp_path: Path) -> None:
    started = time.monotonic()
    done = python("print('begun', flush=True)\nwhile True: pass", tmp_path, limits=Limits(seconds=0.7))
    assert (done.code, done.limit, done.stdout) == (None, "time", "begun\n")
    assert time.monotonic() - started < 5


def test_a_loop_that_ignores_signals_ends(tmp_path: Path) -> None:
    code = (
        "import signal\n"
        "for n in range(1, 30):\n"
        "    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except OSError: pass\n"
        "while True: pass"
    )
    assert python(code, tmp_path, limits=Limits(seconds=0.7)).limit == "time"


def test_one_big_allocation_ends(tmp_path: Path) -> None:
    done = python("x = bytearray(4 << 30)", tmp_path)
    assert (done.limit, done.ok) == ("memory", False)


def test_many_hungry_processes_end(tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0:\n"
        "        hog = bytearray(b'x') * (200 << 20); time.sleep(20); os._exit(0)\n"
        "time.sleep(20)"
    )
    assert python(code, tmp_path).limit == "memory"


#: Up to 600 processes, whatever the sandbox does.
FORKS = (
    "import os, time\nmade = 0\ntry:\n"
    "    for _ in range(600):\n"
    "        if os.fork() == 0: time.sleep(10); os._exit(0)\n"
    "        made += 1\n"
    "except OSError: print('refused after', made)\n"
    "else: time.sleep(10)"
)


def test_too_many_processes_are_refused_by_the_kernel(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        assert fence.available(), "root needs a control group"
    done = python(FORKS, tmp_path, limits=Limits(seconds=20, processes=50))
    words = done.stdout.split()
    assert words[:2] == ["refused", "after"] and 30 < int(words[2]) <= 54


def test_without_the_kernel_the_watchdog_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "_base", lambda: None)
    monkeypatch.setattr(Bubblewrap, "counts_processes", False)
    done = python(FORKS, tmp_path, limits=Limits(seconds=20, processes=50))
    assert done.limit == "processes" and done.seconds < 8


def test_no_control_group_is_left(tmp_path: Path) -> None:
    python("pass", tmp_path)
    groups = Path("/sys/fs/cgroup").glob(f"**/{fence.PREFIX}{os.getpid()}-*")
    assert not [group for group in groups if group.is_dir()]


def test_a_flood_is_bounded_and_ended(tmp_path: Path) -> None:
    done = python("while True: print('x' * 10_000)", tmp_path)
    assert done.limit == "output" and not done.ok
    assert 19_000 < len(done.stdout) < 21_000


def test_long_output_keeps_head_and_tail(tmp_path: Path) -> None:
    done = python("for n in range(20_000): print(n)", tmp_path)
    assert (done.code, done.limit) == (0, "output")
    assert done.stdout.startswith("0\n1\n") and done.stdout.endswith("19998\n19999\n")
    assert "bytes left out" in done.stdout and len(done.stdout) < 21_000


def test_children_die_with_the_run(tmp_path: Path) -> None:
    mark = f"corefleet-child-{os.getpid()}"
    code = (
        "import subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', {mark!r}],\n"
        "    start_new_session=True)\n"
        "print('parent ends')"
    )
    started = time.monotonic()
    done = python(code, tmp_path)
    assert done.stdout == "parent ends\n" and time.monotonic() - started < 10
    assert ends_soon(mark)


def ends_soon(mark: str) -> bool:
    deadline = time.monotonic() + 5
    while running(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not running(mark)


def running(mark: str, program: bytes = b"") -> bool:
    """Whether a process with this word on its command line runs; with this program, if one is given."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().split(b"\0")
        except OSError:
            continue
        if mark.encode() in words and words[0].endswith(program):
            return True
    return False


def test_a_run_dies_with_the_tool(tmp_path: Path) -> None:
    mark = f"corefleet-orphan-{os.getpid()}"
    code = (
        "import sys\nfrom pathlib import Path\nfrom fleet.sandbox import open_sandbox\n"
        "words = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        f"open_sandbox().run([*words, {mark!r}], cwd=Path('/usr'))"
    )
    tool = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 10
    while not running(mark, b"/python") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(mark, b"/python")
    tool.kill()
    tool.wait()
    assert ends_soon(mark)


def test_set_up_has_network_settings_but_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_INDEX_URL", "https://example.org/simple")
    monkeypatch.setenv("GITHUB_TOKEN", "secret-value")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = (
            "import os, socket\n"
            f"socket.create_connection(('127.0.0.1', {port}), 2)\n"
            "print(os.environ['UV_INDEX_URL'], 'GITHUB_TOKEN' in os.environ)\n"
            f"print(os.path.exists({str(Path.home() / '.gitconfig')!r}))"
        )
        done = BOX.set_up([sys.executable, "-c", code], cwd=tmp_path)
    assert done.stdout == "https://example.org/simple False\nFalse\n"


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    done = BOX.run(["/nowhere/program"], cwd=tmp_path)
    assert not done.ok and "/nowhere/program" in done.stderr


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        python("pass", tmp_path / "nowhere")
    assert caught.value.code == "sandbox-failed"


def test_missing_bubblewrap_is_refused_unless_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "working_isolation", lambda: None)
    with pytest.raises(UserError, match="bubblewrap") as caught:
        open_sandbox()
    assert caught.value.code == "sandbox-missing" and "--allow-unsandboxed" in caught.value.hint
    box = open_sandbox(allow_unsandboxed=True)
    assert isinstance(box, Unsandboxed) and not box.isolated


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("while True: pass", "time"),
        ("x = bytearray(4 << 30)", "memory"),
        ("while True: print('x' * 9999)", "output"),
    ],
)
def test_limits_hold_without_isolation(tmp_path: Path, code: str, limit: str) -> None:
    limits = Limits(seconds=1, memory_mib=1024, output_bytes=20_000)
    assert python(code, tmp_path, limits=limits, box=Unsandboxed()).limit == limit


def test_environment_is_clean_without_isolation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret-value")
    done = python("import os; print('GITHUB_TOKEN' in os.environ)", tmp_path, box=Unsandboxed())
    assert done.stdout == "False\n"


if os.geteuid() == 0:

    def test_root_works_below_another_users_private_folder(tmp_path: Path) -> None:
        private = tmp_path / "private"
        target = private / "target"
        target.mkdir(parents=True)
        os.chown(private, 12345, 12345)
        private.chmod(0o700)
        code = "open('x', 'w'); print('CapEff:\\t0000000000000000' in open('/proc/self/status').read())"
        done = python(code, target, writable=[target])
        assert (done.stdout, done.stderr, (target / "x").exists()) == ("True\n", "", True)

    @pytest.mark.parametrize("isolation", sandbox.ISOLATIONS)
    def test_root_cannot_get_out_in_any_isolation(tmp_path: Path, isolation: str) -> None:
        (tmp_path / "file").write_text("")
        attempts = {
            "network": "import socket; socket.create_connection(('127.0.0.1', 22), 2)",
            "write": "open('file', 'w')",
            "kernel": "open('/proc/sys/kernel/core_pattern', 'w')",
            "limits": "open('/proc/sys/vm/overcommit_memory', 'w')",
            "trigger": "open('/proc/sysrq-trigger', 'w')",
            "mount": "import subprocess; subprocess.run(['mount', '-t', 'tmpfs', 'x', '/mnt'], check=True)",
            "kill": f"import os; os.kill({os.getpid()}, 0)",
        }
        code = "\n".join(
            f"try: exec({attempt!r}); print({name!r})\nexcept Exception: pass"
            for name, attempt in attempts.items()
        )
        done = python(code + "\nprint('end')", tmp_path, box=Bubblewrap((), isolation))
        assert done.stdout == "end\n"
