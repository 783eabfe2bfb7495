"""How much the search page fetches, and how fast it answers, in a real headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, Request


@dataclass(frozen=True, slots=True)
class Speed:
    """What a search costs the reader; times in milliseconds."""

    kilobytes: float
    first: float
    keystroke: float


WATCH = """
window.stood = [];
new MutationObserver(([{ target }]) => {
  if (target.dataset.searchState === "ready") stood.push(performance.now());
}).observe(document, { attributes: true, attributeFilter: ["data-search-state"], subtree: true });
"""


# Not `wait_for_function`, which evaluates text in the page: its policy forbids that.
STOOD = "async () => { while (!stood.length) await new Promise((resolve) => setTimeout(resolve)); }"


def measure_speed(browser: Browser, address: str, words: Sequence[str], repeat: int) -> Speed:
    """Bytes and time to the first answer on opening a link, and time from a key to its answer."""
    firsts, received = [], 0.0
    for turn in range(repeat):
        with visit(browser) as context:
            page = context.new_page()
            page.add_init_script(WATCH)
            received, first = open_link(context, page, f"{address}search/?q={words[turn % len(words)]}")
            firsts.append(first)
    with visit(browser) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{address}search/")
        page.evaluate(STOOD)
        keys = [press(page, letter) for letter in " ".join(words)[:repeat]]
    return Speed(kilobytes=received / 1000, first=median(firsts), keystroke=median(keys))


@contextmanager
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here before."""
    context = browser.new_context()
    yield context
    context.close()


def open_link(context: BrowserContext, page: Page, link: str) -> tuple[float, float]:
    """The bytes of the search's own files, and how long after the page's load its first answer stood."""
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda request: sizes.__setitem__(request.url, max(size_of(request), sizes.get(request.url, 0))),
    )
    page.goto(link)
    page.evaluate(STOOD)
    stood, loaded = page.evaluate("[stood[0], performance.getEntriesByType('navigation')[0].loadEventEnd]")
    page.wait_for_timeout(100)
    own = re.compile(r"/search/[^/]+\.json|/javascripts/search/|/vendor/lunr")
    return sum(size for url, size in sizes.items() if own.search(url)), max(0.0, stood - loaded)


def size_of(request: Request) -> int:
    """The bytes of a response's body as they were sent; for a worker's script only the response says so itself."""
    response = request.response()
    stated = 0 if response is None else int(response.headers.get("content-length", 0))
    return max(stated, request.sizes()["responseBodySize"])


def press(page: Page, letter: str) -> float:
    """The milliseconds from a key to its answer."""
    return float(
        page.evaluate(
            """async (letter) => {
              const box = document.querySelector("#ps-query");
              const before = stood.length;
              const pressed = performance.now();
              box.value += letter;
              box.dispatchEvent(new InputEvent("input", { bubbles: true }));
              while (stood.length === before) await new Promise((resolve) => setTimeout(resolve));
              return stood.at(-1) - pressed;
            }""",
            letter,
        )
    )
