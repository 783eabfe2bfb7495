"""A running `papershelf serve`, for tests that ask it as browsers do."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fabricate import Project, environment

PATIENCE = 30
"""Seconds until a change must be seen; it takes two."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _not_ignoring_ctrl_c() -> Iterator[None]:
    """Let a process that starts obey Ctrl-C: where a shell runs the tests in the background, all ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Server:
    """A running `papershelf serve`, and what it prints."""

    def __init__(self, project: Project, log: Path) -> None:
        self.port = port = free_port()
        project.replace("mkdocs.yml", "theme:", f"dev_addr: 127.0.0.1:{port}\ntheme:")
        self.project = project
        self._log = log
        self.address = f"http://127.0.0.1:{port}/"
        with log.open("wb") as out, _not_ignoring_ctrl_c():
            self._process = subprocess.Popen(
                [sys.executable, "-u", "-m", "papershelf.cli", "--root", str(project.root), "serve"],
                env=environment(TMPDIR=str(log.parent)),
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        """A page as it is served now; nothing while there is none."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as response:
                return str(response.read().decode("utf-8"))
        except urllib.error.URLError:
            return ""

    def ask(self, request: bytes) -> bytes:
        """What the server answers to the bytes of a request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def status(self, path: str = "/", method: str = "GET", **headers: str) -> str:
        """The number with which a request is answered; its Host is the server's own where none is given."""
        given = {"Host": f"127.0.0.1:{self.port}"} | headers
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
        return self.ask("\r\n".join(lines).encode("latin-1"))[9:12].decode()

    @property
    def printed(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something to become true, and fail with what was printed if it does not."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert self._process.poll() is None, self.printed
            assert time.monotonic() < end, self.printed
            time.sleep(0.1)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        self._process.send_signal(number)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
