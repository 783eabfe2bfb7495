"""An invented list that is large enough to be searched, and the search page as its tests ask it.

The papers are invented. What a facet must leave is worked out here, from the same papers, in Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from papershelf.model import KIND_TOPIC, Paper, Vocabulary

PAYLOAD = "<img src=x onerror=alert(3)>"
"""The label of a tag."""


LONG = "A listing whose name is far too long to stand in one line on the phone of any reader"


@dataclass(frozen=True)
class Pebble:
    """One of many invented papers."""

    number: int

    @property
    def slug(self) -> str:
        return f"pebbles-of-beach-{self.number:02}"

    @property
    def title(self) -> str:
        return f"Pebbles of Beach {self.number:02}"

    @property
    def tags(self) -> list[str]:
        every = {"heat": 2, "sheep": 3, "parrots": 5, "constructor": 4, "payload": 7}
        return [tag for tag, step in every.items() if self.number % step == 0]

    @property
    def listed(self) -> list[str]:
        return [["001_autumn"], ["dated-only"], ["000_bare", "001_autumn"]][self.number % 3]

    @property
    def links(self) -> list[str]:
        return [kind for kind, step in {"code": 3, "data": 4, "demo": 6}.items() if self.number % step == 0]

    @property
    def added(self) -> str:
        return f"2025-0{1 + self.number % 7}-11"

    @property
    def file(self) -> str:
        listed = ", ".join(f"{{listing: {json.dumps(name)}, rank: {100 + self.number}}}" for name in self.listed)
        links = ", ".join(f'{{kind: {kind}, url: "https://example.org/{kind}/{self.number}"}}' for kind in self.links)
        return (
            f'---\nid: pebb{self.number:02}\ntitle: "{self.title}"\nlisted: [{listed}]\nadded: "{self.added}"\n'
            f"links: [{links}]\ntags: [{', '.join(self.tags)}]\n---\n"
            f"Every one of them was counted at low water. The flattest of beach {self.number:02} skips eleven times "
            "over the smooth water of a bay without wind before it sinks.\n"
        )


PEBBLES = [Pebble(number) for number in range(1, 51)]


class Facts:
    """What facets ask of a paper."""

    def __init__(self, paper: Paper, vocabulary: Vocabulary) -> None:
        self.slug = paper.slug
        self.title = paper.title
        self.tags = paper.tags
        self.topics = {vocabulary.tags[tag].topic for tag in paper.tags} - {KIND_TOPIC}
        self.listed = [place.listing for place in paper.listed]
        self.links = {link.kind.value for link in paper.links}
        self.added = paper.added
        self.year = int(paper.year or 0)


def wait(page: Page) -> None:
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "ready")


def slugs(page: Page) -> list[str]:
    """The papers that are shown, once the results stand."""
    wait(page)
    return page.locator("[data-search-results] > *").evaluate_all("rows => rows.map((row) => row.dataset.paper)")


def everything(page: Page) -> list[str]:
    """All results, however many."""
    wait(page)
    more = page.locator("[data-search-more]")
    while more.is_visible():
        more.click()
    return slugs(page)


def search(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}search/{query}")
    wait(page)


def status(page: Page) -> Locator:
    return page.locator("[data-search-status]")


def pebbles(test: Callable[[Pebble], bool]) -> set[str]:
    return {pebble.slug for pebble in PEBBLES if test(pebble)}


def said(shown: int) -> str:
    """What the page says of its 62 papers."""
    return f"{shown} of 62 papers" if shown < 62 else "62 papers"


_FAKE = """
const table = TABLE;
const papers = Array.from({ length: 45 }, (_, n) => ({
  slug: `stone-${n}`, title: `Stone ${String(n).padStart(2, "0")} of the wall`, tags: n % 2 ? ["old"] : ["old", "new"],
  listed: [], has: n % 3 ? [] : ["code"], added: "2025-01-01", byline: "", year: "", venue: "",
}));
const catalog = {
  papers,
  tags: new Map([["old", { label: "Old stones", topic: "t", aliases: ["of ancient times"] }],
    ["new", { label: "New stones", topic: "t" }]]),
  topics: new Map([["t", "Stones"]]), listings: new Map([["l", "A quarry"]]),
};
const later = (value, after) => new Promise((resolve) => setTimeout(() => resolve(value), after ?? 0));
const calls = globalThis.calls = { opened: 0 };
export function openSearch() {
  calls.opened += 1;
  return {
    async catalog() {
      await later(null, table.loading);
      if (table.broken && calls.opened < 2) throw new Error("invented");
      return catalog;
    },
    async ask(q) {
      const given = table[q] ?? {};
      const hits = Array.from({ length: given.hits ?? 45 }, (_, n) => n);
      const marks = (text) => [...text.matchAll(/wall/g)].map((match) => [match.index, match.index + 4]);
      const answer = { hits, full: given.full ?? hits.length, marks, respelled: given.respelled ?? null,
        missing: given.missing ?? [], offered: given.offered ?? null,
        tags: given.tags ?? [], named: given.named ?? [],
        authors: given.authors ?? [], unknown: given.unknown ?? [], q };
      return later(answer, given.after);
    },
    papers: async (numbers) => numbers.map((n) => papers[n]),
    async details(numbers, answer) {
      const sentence = `Its wall was built for ${answer.q}, of stones from four quarries and of mortar from none.`;
      const links = [{ kind: "code", url: table.url ?? "https://example.org/code" }];
      return later(new Map(numbers.map((n) => [n, { sentence, links }])), table.details);
    },
  };
}
"""


def fake(page: Page, **table: Any) -> None:
    """Answer with what the table says for a query; nothing is said of the engine itself."""
    script = _FAKE.replace("TABLE", json.dumps(table))

    def fulfil(route: Route) -> None:
        route.fulfill(content_type="text/javascript", body=script)

    page.route("**/javascripts/search/client.js", fulfil)
