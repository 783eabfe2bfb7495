"""What the search costs a reader as a list grows: whole and in shards, in a real headless Chromium.

    python -m benchmarks.search_shards [--sizes 749 5000 20000] [--repeat 20]

A small site is built once, and the search files of each list are put into it: what a query costs depends on
those and on the scripts alone. 749 are the papers of this list, others are invented. Bytes are those of response
bodies, compressed as GitHub Pages does it, by a browser that was never here: everything below `search/`, the scripts of
the search, and lunr. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import invented
from benchmarks.build import ROOT, prepare_ours
from benchmarks.search import PUBLIC, ours, read_queries, score
from benchmarks.search_speed import STOOD, WATCH, press, size_of, visit
from benchmarks.site import CHROMIUM, FLAGS, served
from papershelf import content
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish import search

_OWN = re.compile(r"/search/.*\.json|/javascripts/search/|/vendor/lunr")
_WHOLE, _SHARDS = 10**9, 0
_REAL = 749


class Costs(NamedTuple):
    """What one list costs a reader."""

    first: float
    """Kilobytes to the first results, from a link with a query of three words."""
    second: float
    """Kilobytes that another query of three words fetches, with the sentences of its results."""
    busy: float
    """Milliseconds of processor time that a keystroke takes of the thread that shows the page."""
    answer: float
    """Milliseconds from a keystroke to its results."""


def list_of(size: int, folder: Path) -> Catalog:
    """This list, or an invented one."""
    if size == _REAL:
        return arrange(content.load(ROOT).library)
    invented.write_content(folder / "content", size)
    return arrange(content.load(folder).library)


def put(small: Path, site: Path, catalog: Catalog, whole_up_to: int) -> None:
    """Make a site of a small one and the search of a list."""
    shutil.copytree(small, site)
    for artifact in search.publish(catalog, whole_up_to=whole_up_to):
        file = site / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.to_bytes())


class _Reader:
    """A browser that was never here, and counts what it fetches for the search."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sizes: dict[str, float] = {}
        page.add_init_script(WATCH)
        page.on("requestfinished", lambda request: self._note(request.url, size_of(request)))

    def _note(self, url: str, size: float) -> None:
        if _OWN.search(url):
            # The worker asks for some scripts once more, which the browser has by then.
            self.sizes[url] = max(size, self.sizes.get(url, 0))

    def count(self, *, without: str = "nothing") -> float:
        """Kilobytes so far."""
        self.page.wait_for_timeout(300)
        return sum(size for url, size in self.sizes.items() if without not in url) / 1000


def measure(browser: Browser, address: str, queries: Sequence[str], repeat: int) -> Costs:
    """The costs of a list, whose search answers two queries."""
    with visit(browser) as context:
        reader = _Reader(context.new_page())
        reader.page.goto(f"{address}search/?q={queries[0]}")
        reader.page.evaluate(STOOD)
        # The results of a whole search are there before their sentences; a shard has both.
        first = reader.count(without="/details/")
        before = reader.count()
        reader.page.evaluate(
            "(query) => { stood.length = 0; document.querySelector('#ps-query').value = ''; }", queries[1]
        )
        press(reader.page, queries[1])
        second = reader.count() - before
        session = context.new_cdp_session(reader.page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        busy, answers = [], []
        reader.page.evaluate("document.querySelector('#ps-query').value = ''")
        for letter in " ".join(queries)[:repeat]:
            start = _busy(session)
            answers.append(press(reader.page, letter))
            reader.page.wait_for_timeout(50)
            busy.append(_busy(session) - start)
    return Costs(first, second, median(busy), median(answers))


def _busy(session: object) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]  # type: ignore[attr-defined]
    return 1000 * next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def queries_of(catalog: Catalog) -> list[str]:
    """Two queries: the beginnings of two titles, of different places in the list."""
    papers = catalog.papers
    return [" ".join(papers[len(papers) * place // 3].title.lower().split()[:3]) for place in (1, 2)]


def main() -> None:
    """Print what each size costs, and how well both forms rank."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[_REAL, 5_000, 20_000])
    parser.add_argument("--queries", type=Path, default=PUBLIC, help="with right answers, for this list")
    parser.add_argument("--repeat", type=int, default=20, help="how many keystrokes are measured")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        small = prepare_ours(folder / "small")
        invented.write_content(small.project / "content", 30)
        small.build()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        print("| papers | search | first results | second query | a keystroke, page's thread | a keystroke |")
        print("| ---: | --- | ---: | ---: | ---: | ---: |")
        for size in arguments.sizes:
            catalog = list_of(size, folder / str(size))
            for name, whole_up_to in (("whole", _WHOLE), ("in shards", _SHARDS)):
                site = folder / f"{size} {name}"
                put(small.project / "site", site, catalog, whole_up_to)
                with served(site) as address:
                    costs = measure(browser, address, queries_of(catalog), arguments.repeat)
                print(
                    f"| {size:,} | {name} | {costs.first:.0f} KB | {costs.second:.0f} KB "
                    f"| {costs.busy:.1f} ms | {costs.answer:.0f} ms |",
                    flush=True,
                )
                if size == _REAL and arguments.queries.is_file():
                    with served(site) as address:
                        found = ours(browser.new_page(), address, list(catalog.papers))
                        scores = score(found, read_queries(arguments.queries))
                    print(
                        "nDCG@10, public queries:", ", ".join(f"{kind} {value:.4f}" for kind, value in scores.items())
                    )
        browser.close()


if __name__ == "__main__":
    main()
