"""What the built site costs its readers, and whether all of them can use it.

    python -m benchmarks.site [--site site] [--lighthouse]

Reads the site that `make site` built, in the system's Chromium, from a server that compresses as GitHub
Pages does. Every figure that is printed was measured in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import BinaryIO

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".bib")
LIGHTHOUSE = "lighthouse@12.8.2"
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A slow telephone network, in milliseconds and bytes a second: fonts then come after the text."""
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@cache
def _compress(file: Path) -> bytes:
    """A file as it is sent; once for all, for a host does not compress while a reader waits."""
    return gzip.compress(file.read_bytes(), mtime=0)


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as a host for static sites does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Headers and body of the file, compressed where that is worth it."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        if not file.is_file() or file.suffix not in COMPRESSED:
            return super().send_head()
        body = _compress(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # what GitHub Pages says
        self.end_headers()
        return BytesIO(body)


class Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that hangs up in the middle."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the site while the block runs."""
    with Server(("127.0.0.1", 0), partial(Compressing, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def leads_nowhere_else(page: Path) -> bool:
    """Whether a page is one to read, no redirect."""
    return 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")


def kinds(site: Path) -> list[str]:
    """One page of each kind: the root, each section, and the longest page within it."""
    paths = ["", "404.html"]
    for section in sorted(page.parent for page in site.glob("*/index.html")):
        within = [page for page in section.glob("*/index.html") if leads_nowhere_else(page)]
        longest = [max(within, key=lambda page: (page.stat().st_size, page)).parent.name] if within else []
        paths += [f"{section.name}/", *(f"{section.name}/{name}/" for name in longest)]
    return paths


def count_violations(browser: Browser, address: str, paths: list[str]) -> int:
    """How many rules of axe-core are broken on these pages, in light and dark colours together."""
    count = 0
    for colours in ("light", "dark"):
        with browser.new_context(color_scheme=colours, reduced_motion="reduce") as context:
            page = context.new_page()
            for path in paths:
                page.goto(address + path)
                result = Axe().run(page, options=RULES)
                count += result.violations_count
                if result.violations_count:
                    print(f"/{path}: {result.generate_report()}", file=sys.stderr)
    return count


def measure_shift(browser: Browser, address: str, paths: list[str]) -> tuple[float, str]:
    """The largest layout shift of a first visit over a slow network, and its page."""
    worst = (0.0, "")
    for width in (1280, 390):
        for path in paths:
            with browser.new_context(viewport={"width": width, "height": 800}) as context:
                page = context.new_page()
                page.add_init_script(SHIFTS)
                context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
                page.goto(address + path, wait_until="networkidle")
                worst = max(worst, (float(page.evaluate("window.shifts")), f"/{path} at {width}"))
    return worst


def measure_visit(page: Page, url: str) -> dict[str, int]:
    """The bytes that came over the wire for a visit, headers left out, by address."""
    sizes: dict[str, int] = {}

    def note(request: Request) -> None:
        response = request.response()
        if response is not None and not response.from_service_worker:
            sizes[request.url] = request.sizes()["responseBodySize"]

    page.on("requestfinished", note)
    page.goto(url, wait_until="networkidle")
    page.remove_listener("requestfinished", note)
    return sizes


def run_lighthouse(url: str) -> dict[str, int]:
    """Lighthouse's scores for a page on a phone, out of 100."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}"]
        flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
        environment = os.environ | {"CHROME_PATH": CHROMIUM or ""}
        subprocess.run([*command, flags], check=True, env=environment, capture_output=True, cwd=folder)
        categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * category["score"]) for name, category in categories.items()}


def measure(site: Path, browser: Browser, address: str) -> Iterator[tuple[str, str]]:
    """The figures that need no more than Chromium, each with what it is."""
    papers = [page for page in site.glob("papers/*/index.html") if leads_nowhere_else(page)]
    largest = max(papers, key=lambda page: (page.stat().st_size, page))
    paths = kinds(site)
    foreign: set[str] = set()
    with browser.new_context() as context:
        context.on("request", lambda each: None if each.url.startswith(address) else foreign.add(each.url))
        page = context.new_page()
        first = measure_visit(page, f"{address}papers/{largest.parent.name}/")
        for path in paths:
            page.goto(address + path, wait_until="networkidle")
    yield f"axe violations, {len(paths)} kinds of page, light and dark", str(count_violations(browser, address, paths))
    yield "requests to another host", str(len(foreign))
    yield "compressed bytes of the largest page of a paper, first visit with all assets", f"{sum(first.values()):,}"
    sizes = [len(gzip.compress(page.read_bytes(), mtime=0)) for page in papers]
    yield (
        "compressed bytes of each further page of a paper, median and largest",
        f"{median(sizes):,.0f}, {max(sizes):,}",
    )
    shift, where = measure_shift(browser, address, paths)
    yield "layout shift, the worst of all kinds of page on a slow network", f"{shift:.4f} ({where})"
    html = sum(page.stat().st_size for page in site.rglob("*.html"))
    yield f"bytes of HTML on disk a paper, whole site divided by {len(papers):,} papers", f"{html / len(papers):,.0f}"


def score(site: Path, address: str) -> Iterator[tuple[str, str]]:
    """Lighthouse's scores for the home page, the longest topic, tag and paper, the search and the map."""
    paths = kinds(site)
    for section in ("", "topics/", "tags/", "papers/", "search/", "map/"):
        path = max((path for path in paths if path.startswith(section)), key=len) if section else ""
        scores = run_lighthouse(address + path)
        yield f"Lighthouse, /{path}", ", ".join(f"{name} {points}" for name, points in scores.items())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--lighthouse", action="store_true", help="run Lighthouse too; npx fetches it")
    arguments = parser.parse_args()
    if not (arguments.site / "index.html").is_file() or CHROMIUM is None:
        parser.error("it needs the built site (make site) and Chromium")
    print("| figure | measured |\n| --- | --- |", flush=True)
    with served(arguments.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, value in measure(arguments.site, browser, address):
            print(f"| {name} | {value} |", flush=True)
        browser.close()
        for name, value in score(arguments.site, address) if arguments.lighthouse else ():
            print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
