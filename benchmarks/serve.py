"""How long after a paper's file is saved the page that is open in a browser shows it, under `papershelf serve`.

Invented lists are served by a process of its own; the clock runs from the moment that the file is written
until the page that reloads itself shows the new sentence, and on until the whole site is new:
`python -m benchmarks.serve [PAPERS…]`. On Linux it tells what the server's memory came to as well.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from benchmarks import as_installed, invented
from benchmarks.site import CHROMIUM, FLAGS

SIZES = (749, 5_000)
EDITS = 7
"""The first two are not counted: they fill what the server remembers."""
_START = 300.0
"""Seconds that the first build may take."""
_PAUSE = 2.0
"""Seconds between the end of a build and the next edit: nobody writes much faster."""
_SHOWS = "sentence => document.body !== null && document.body.innerText.includes(sentence)"
"""Asked by the page itself before each frame that it draws: from here one would find out up to half a second late."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(root: Path) -> Iterator[tuple[str, int]]:
    """A project that is served, by its address and the number of the server's process."""
    address = f"http://127.0.0.1:{_free_port()}/"
    command = [sys.executable, "-m", "papershelf.cli", "serve", "--port", address.rstrip("/").rpartition(":")[2]]
    usual, quiet = as_installed.environment(), subprocess.DEVNULL
    with subprocess.Popen(command, cwd=root, env=usual, stdout=quiet, stderr=quiet) as server:
        try:
            _wait(address, server)
            yield address, server.pid
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address):
            return
        time.sleep(0.2)
    raise SystemExit(f"nothing is served at {address}")


class Taken(NamedTuple):
    """Seconds since a paper was saved."""

    seen: float
    whole: float
    """When everything else on the site was new as well."""


def measure(root: Path, page: Page, address: str) -> list[Taken]:
    """What was taken, edit by edit."""
    file = sorted((root / "content" / "papers").glob("*.md"))[3]
    page.goto(f"{address}papers/{file.stem}/")
    page.wait_for_load_state("load")
    taken = []
    for number in range(EDITS):
        time.sleep(_PAUSE)
        sentence = f"This is edit number {number}."
        file.write_text(f"{file.read_text('utf-8').rstrip()} {sentence}\n", "utf-8")
        start = time.monotonic()
        page.wait_for_function(_SHOWS, arg=sentence, timeout=120_000)
        seen = time.monotonic() - start
        while sentence not in _data(address):  # which is answered when the site is whole
            time.sleep(0.02)
        taken.append(Taken(seen, time.monotonic() - start))
    return taken[2:]


def _data(address: str) -> str:
    with urllib.request.urlopen(f"{address}data/papers.json") as answer:
        return str(answer.read().decode("utf-8"))


def _memory(process: int) -> str:
    """What a process holds, and the most that it has held; nothing where the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    now, most = (
        next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(name))
        for name in ("VmRSS:", "VmHWM:")
    )
    return f"{now:,.0f} MB, at most {most:,.0f} MB"


def main(sizes: list[int]) -> None:
    """Print a row for each size."""
    as_installed.compile_package()
    print("| papers | from saving to seeing, median | quickest to slowest | whole site, median | memory after |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            root = Path(folder) / "list"
            (root / "content").mkdir(parents=True)
            invented.write_content(root / "content", size)
            shutil.copyfile("mkdocs.yml", root / "mkdocs.yml")
            with served(root) as (address, process):
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                taken = measure(root, browser.new_page(), address)
                memory = _memory(process)
        seen, whole = zip(*taken, strict=True)
        spread = f"{min(seen):.2f} to {max(seen):.2f} s"
        print(f"| {size:,} | {median(seen):.2f} s | {spread} | {median(whole):.2f} s | {memory} |", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
