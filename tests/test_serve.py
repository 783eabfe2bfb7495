"""`papershelf serve`: a saved file is on the page a moment later, and a broken one keeps the old page."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fabricate import LIBRARY, Project, assemble, environment

PATIENCE = 30
"""Seconds until a change must be seen; it takes two."""


class Server:
    """A running `papershelf serve`, and what it prints."""

    def __init__(self, project: Project, log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        project.replace("mkdocs.yml", "docs_dir:", f"dev_addr: 127.0.0.1:{port}\ndocs_dir:")
        self.project = project
        self._log = log
        self._address = f"http://127.0.0.1:{port}/"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-u", "-m", "generator.cli", "--root", str(project.root), "serve"],
                env=environment(TMPDIR=str(log.parent)),
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        """A page as it is served now; nothing while there is none."""
        try:
            with urllib.request.urlopen(self._address + path, timeout=PATIENCE) as response:
                return str(response.read().decode("utf-8"))
        except urllib.error.URLError:
            return ""

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

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(assemble(tmp_path / "list", LIBRARY), tmp_path / "log.txt")
    yield started
    started.stop()


def test_a_saved_paper_is_on_its_page_and_a_broken_one_keeps_the_old(server: Server) -> None:
    paper, file = "papers/kettles-under-another-name/", "content/papers/kettles-under-another-name.md"
    server.wait(lambda: "Whistling vessels are called" in server.page(paper))
    assert "Content-Security-Policy" not in server.page(paper), "it would stop the script that reloads the page"

    server.project.replace(file, "Whistling vessels are called", "Singing vessels are called")
    server.wait(lambda: "Singing vessels are called" in server.page(paper))

    server.project.replace(file, "tags: [kettles]", "tags: [kettles")
    server.wait(lambda: "The site is served as it was before this change." in server.printed)
    assert f"{file}:" in server.printed
    assert "Traceback" not in server.printed
    assert "Singing vessels are called" in server.page(paper)
    assert "Singing vessels are called" in server.page("tags/kettles/")

    server.project.replace(file, "tags: [kettles", "tags: [teapots]")
    server.wait(lambda: "Singing vessels are called" in server.page("tags/teapots/"))

    server.project.replace("templates/pages/tag.md.j2", "<h1 class", "<h1 onclick='x()' class")
    server.wait(lambda: "an event handler" in server.printed)
    time.sleep(0.5)
    assert "onclick" not in server.page("tags/teapots/")
    assert "Singing vessels are called" in server.page("tags/teapots/")

    server.project.replace("templates/pages/tag.md.j2", "<h1 onclick='x()' class", '<h1 id="mended" class')
    server.wait(lambda: '<h1 id="mended" class' in server.page("tags/teapots/"))
    assert not (server.project.root / "site").exists()
