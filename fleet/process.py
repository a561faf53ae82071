"""Runs commands: never a shell, bounded in time and output, with all its children, in a clean environment."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from agents.ports import Completed

#: Environment variables that pass, by what they are for. Nothing else of the user's environment does.
PASSED: dict[str, tuple[str, ...]] = {
    "base": ("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ"),
    "home": ("HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"),
    "rust": ("CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"),
    # Only set-up downloads get these: some hold the credentials of a private index.
    "download": (
        *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
        *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "CARGO_HTTP_CAINFO"),
        *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CERT", "UV_INDEX", "UV_INDEX_URL"),
        *("UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_OFFLINE", "UV_SYSTEM_CERTS"),
        *("UV_NATIVE_TLS", "UV_HTTP_TIMEOUT"),
    ),
}

#: A stream that goes on after this many times what is kept is a flood: the command is ended.
FLOOD = 64
#: Seconds between two looks of the guard, and how late an ended process may be noticed without pidfd.
TICK = 0.1
#: How long pipes that a stray grandchild holds open are drained after the end.
DRAIN = 0.5

#: Looks at a running process (by id) and names the limit it broke, or "".
Guard = Callable[[int], str]

_running: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()


def environment(*groups: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """A clean environment: the variables of these groups of `PASSED`, and `extra`."""
    names = [name for group in groups for name in PASSED[group]]
    clean = {name: os.environ[name] for name in names if name in os.environ}
    clean.setdefault("PATH", os.defpath)
    clean.setdefault("LANG", "C.UTF-8")
    clean.update(extra or {})
    return clean


@dataclass
class Capture:
    """What is kept of a stream: its head and its tail."""

    limit: int
    head: bytearray = field(default_factory=bytearray)
    tail: bytearray = field(default_factory=bytearray)
    total: int = 0

    def add(self, data: bytes) -> None:
        self.total += len(data)
        room = max(0, self.limit // 2 - len(self.head))
        self.head += data[:room]
        self.tail += data[room:]
        keep = self.limit - self.limit // 2
        if len(self.tail) > 2 * keep + 65536:
            del self.tail[:-keep]

    @property
    def truncated(self) -> bool:
        return self.total > self.limit

    def text(self) -> str:
        if not self.truncated:
            return (self.head + self.tail).decode("utf-8", "replace")
        keep = self.limit - self.limit // 2
        tail = self.tail[-keep:] if keep else b""
        gone = self.total - len(self.head) - len(tail)
        return (
            self.head.decode("utf-8", "replace")
            + f"\n[... {gone} bytes left out ...]\n"
            + tail.decode("utf-8", "replace")
        )


def run(
    argv: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    seconds: float = 600.0,
    output_bytes: int = 4_000_000,
    stdin: str | bytes = "",
    guard: Guard | None = None,
) -> Completed:
    """Runs a command to its end or to the first limit; then nothing of its process group is left."""
    started = time.monotonic()
    try:
        child = subprocess.Popen(
            list(argv),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        return Completed(tuple(argv), 127, "", f"cannot start {argv[0]}: {error.strerror}", 0.0)
    with _lock:
        _running.add(child)
    try:
        talk = _Conversation(child, stdin.encode() if isinstance(stdin, str) else stdin, output_bytes)
        limit = talk.listen(started + seconds, guard)
    finally:
        stop(child)
        with _lock:
            _running.discard(child)
    talk.drain()
    truncated = talk.out.truncated or talk.err.truncated
    return Completed(
        argv=tuple(argv),
        code=None if limit == "time" else child.returncode,
        stdout=talk.out.text(),
        stderr=talk.err.text(),
        seconds=time.monotonic() - started,
        limit=limit or ("output" if truncated else ""),
    )


def run_bytes(argv: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: bytes = b"") -> bytes:
    """What a trusted command prints, unbounded and exactly; an error if it fails."""
    done = subprocess.run(
        list(argv), cwd=cwd, env=dict(env), input=stdin, capture_output=True, check=True, timeout=600
    )
    return done.stdout


def stop(child: subprocess.Popen[bytes]) -> None:
    """Kills what is left of a child's process group and reaps it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def stop_all() -> None:
    """Ends all running commands; called when the user interrupts."""
    with _lock:
        children = list(_running)
    for child in children:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


class _Conversation:
    """Feeds a child's input and collects its output, in one thread."""

    def __init__(self, child: subprocess.Popen[bytes], stdin: bytes, output_bytes: int) -> None:
        self.child = child
        self.pending = memoryview(stdin)
        self.out = Capture(output_bytes)
        self.err = Capture(output_bytes)
        self.selector = selectors.DefaultSelector()
        self.exit_fd = _exit_descriptor(child.pid)
        assert child.stdout is not None and child.stderr is not None
        self._open(child.stdout, selectors.EVENT_READ, self.out)
        self._open(child.stderr, selectors.EVENT_READ, self.err)
        if child.stdin is not None:
            self._open(child.stdin, selectors.EVENT_WRITE, None)
        if self.exit_fd is not None:
            self.selector.register(self.exit_fd, selectors.EVENT_READ, None)

    def _open(self, stream: IO[bytes], event: int, capture: Capture | None) -> None:
        os.set_blocking(stream.fileno(), False)
        self.selector.register(stream, event, capture)

    def listen(self, deadline: float, guard: Guard | None) -> str:
        """Until the child ends or a limit is met; returns the name of the limit or ""."""
        next_look = time.monotonic() + TICK
        while self.child.poll() is None:
            now = time.monotonic()
            if now >= deadline:
                return "time"
            if guard is not None and now >= next_look:
                broken = guard(self.child.pid)
                if broken:
                    return broken
                next_look = time.monotonic() + TICK
            self._turn(min(TICK, deadline - now))
            if max(self.out.total, self.err.total) > FLOOD * self.out.limit:
                return "output"
        return ""

    def _turn(self, timeout: float) -> bool:
        """One round; False when no pipe had anything."""
        moved = False
        for key, _ in self.selector.select(timeout):
            if key.fileobj == self.exit_fd:
                continue
            moved = True
            stream = key.fileobj
            assert not isinstance(stream, int)
            if key.data is None:
                self._feed(stream)
            else:
                self._take(stream, key.data)
        return moved

    def _feed(self, stream: object) -> None:
        assert self.child.stdin is not None
        try:
            sent = os.write(self.child.stdin.fileno(), self.pending[:65536])
        except BlockingIOError:
            return
        except OSError:
            sent = len(self.pending)
        self.pending = self.pending[sent:]
        if not self.pending:
            self.selector.unregister(self.child.stdin)
            with contextlib.suppress(OSError):
                self.child.stdin.close()

    def _take(self, stream: object, capture: Capture) -> None:
        fileno: int = stream.fileno()  # type: ignore[attr-defined]
        try:
            data = os.read(fileno, 1 << 18)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            capture.add(data)
        else:
            self.selector.unregister(fileno)

    def drain(self) -> None:
        """Reads what is still in the pipes, then closes all."""
        if self.exit_fd is not None:
            self.selector.unregister(self.exit_fd)
            os.close(self.exit_fd)
        deadline = time.monotonic() + DRAIN
        while self.selector.get_map() and time.monotonic() < deadline:
            if not self._turn(0.02):
                break
        self.selector.close()
        for stream in (self.child.stdin, self.child.stdout, self.child.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _exit_descriptor(pid: int) -> int | None:
    """A descriptor that becomes readable when the process ends; None on old kernels."""
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None
