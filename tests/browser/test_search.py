"""The search page and the search boxes in a real browser: what a reader sees, and what the address says.

The papers are invented. What a facet must leave is worked out here, from the same papers, in Python.
Behaviour that hangs on a certain answer of the engine is tested with an engine of fixed answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe import violations
from browsing import Tabs, serve
from fabricate import LIBRARY, Project, assemble, once
from playwright.sync_api import Browser, Locator, Page, Route, expect

from papershelf import content
from papershelf.model import KIND_TOPIC, Paper, Vocabulary

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAYLOAD = "<img src=x onerror=alert(3)>"
"""The label of a tag."""
LONG = "A listing whose name is far too long to stand in one line on the phone of any reader"
SHOWN = 20
"""How many results are shown at first, and added by 'more'."""


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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fabricated library, with enough papers to be searched, built."""

    def make(root: Path) -> None:
        made = assemble(root, LIBRARY)
        for pebble in PEBBLES:
            made.write(f"content/papers/{pebble.slug}.md", pebble.file)
        made.replace(
            "content/tags.yml",
            "  unused:\n",
            f'  payload:\n    label: "{PAYLOAD}"\n    topic: animals\n    description: "Must stay text."\n  unused:\n',
        )
        made.replace("content/listings.yml", '"000_bare":\n', f'"000_bare":\n  label: "{LONG}"\n')
        made.build()

    return Project(once(tmp_path_factory, "searched", make))


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


@pytest.fixture(scope="module")
def papers(project: Project) -> list[Facts]:
    """Every paper that can be found, read from the files."""
    library = content.load(project.root).library
    return [Facts(paper, library.vocabulary) for paper in library.papers if paper.withdrawn is None]


@pytest.fixture(scope="module")
def address(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served."""
    www = tmp_path_factory.mktemp("www")
    (www / "repo").symlink_to(project.site)
    yield from serve(www)


@pytest.fixture
def page(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address, permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def phone(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address, **PHONE)


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


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def status(page: Page) -> Locator:
    return page.locator("[data-search-status]")


def pebbles(test: Callable[[Pebble], bool]) -> set[str]:
    return {pebble.slug for pebble in PEBBLES if test(pebble)}


def said(shown: int) -> str:
    """What the page says of its 62 papers."""
    return f"{shown} of 62 papers" if shown < 62 else "62 papers"


# An engine of fixed answers.

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
        tags: given.tags ?? [], unknown: given.unknown ?? [], q };
      return later(answer, given.after);
    },
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


# The page, driven from outside.


def test_without_a_query_the_page_offers_ways_to_begin(page: Page, address: str) -> None:
    search(page, address)
    expect(status(page)).to_have_text("62 papers")
    assert slugs(page) == []
    expect(page.get_by_text("Nearest tags")).to_be_hidden()
    begin = page.locator(".ps-search__start")
    topics = begin.locator("a[data-topic]")
    expect(topics.first).to_be_visible()
    counts = [int(text.rsplit(" ", 1)[1]) for text in topics.all_inner_texts()]
    topics.first.click()
    expect(status(page)).to_have_text(f"{counts[0]} of 62 papers")
    expect(begin).to_be_hidden()
    page.go_back()
    expect(begin).to_be_visible()
    assert slugs(page) == []
    page.locator("#ps-query").fill("pebbles")
    expect(begin).to_be_hidden()
    assert slugs(page)
    page.locator("#ps-query").fill("")
    expect(begin).to_be_visible()
    assert slugs(page) == []


def test_what_an_address_asks_for_is_never_preceded_by_the_ways_to_begin(page: Page, address: str) -> None:
    page.route("**/javascripts/search/page.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"{address}search/?q=pebbles")
    expect(page.locator("[data-search-sort]")).to_be_attached()
    expect(page.locator(".ps-search__start")).to_be_hidden()
    page.goto(f"{address}search/")
    expect(page.locator(".ps-search__start")).to_be_visible()


def test_without_a_query_every_paper_can_be_had_by_title_in_steps(page: Page, address: str) -> None:
    search(page, address)
    page.get_by_role("link", name="by title").click()
    expect(status(page)).to_have_text("62 papers")
    assert len(slugs(page)) == SHOWN
    expect(page.get_by_role("button", name="Show 20 more of 42")).to_be_visible()
    page.locator("[data-search-more]").click()
    assert len(slugs(page)) == 2 * SHOWN
    focused = page.evaluate("document.activeElement.closest('[data-paper]').dataset.paper")
    assert focused == slugs(page)[SHOWN], "the keyboard goes on where the new results begin"
    found = everything(page)
    assert len(found) == len(set(found)) == 62
    assert [slug for slug in found if slug.startswith("pebbles")] == [pebble.slug for pebble in PEBBLES]
    expect(page.locator("[data-search-more]")).to_be_hidden()


def test_a_value_that_stands_in_the_address_twice_is_one_filter(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles&tag=heat,heat&tag=heat")
    expect(page.locator("[data-search-chosen] button")).to_have_count(1)


def test_from_a_paper_one_goes_on_through_the_results_and_back_to_the_same(page: Page, address: str) -> None:
    asked = "?q=pebbles&tag=heat&sort=title"
    search(page, address, asked)
    shown = slugs(page)
    trail = page.get_by_role("navigation", name="In the list that you came from")
    page.locator("[data-paper] h3 a").nth(SHOWN - 1).click()
    count = len([pebble for pebble in PEBBLES if "heat" in pebble.tags])
    assert count > SHOWN, "so that the next result is one that was not shown"
    expect(trail.locator("p")).to_have_text(f"{SHOWN} of {count} in the search for “pebbles”")
    trail.get_by_role("link", name=re.compile("^Next")).click()
    following = page.locator("h1").text_content()
    trail.get_by_role("link", name=re.compile("^Previous")).click()
    expect(page).to_have_url(f"{address}papers/{shown[-1]}/")
    trail.get_by_role("link", name="the search for “pebbles”").click()
    expect(page).to_have_url(f"{address}search/{asked}")
    assert slugs(page) == shown
    page.locator("[data-search-more]").click()
    assert slugs(page)[: SHOWN + 1] == [*shown, slugs(page)[SHOWN]]
    expect(page.locator("[data-paper] h3 a").nth(SHOWN)).to_have_text(following or "")


def test_a_query_in_the_making_is_the_one_that_the_way_back_leads_to(page: Page, address: str) -> None:
    search(page, address)
    page.locator("#ps-query").fill("pebb")
    page.locator("#ps-query").fill("pebbles of beach")
    first = slugs(page)[0]
    page.locator("[data-paper] h3 a").first.click()
    expect(page).to_have_url(f"{address}papers/{first}/")
    page.get_by_role("link", name="the search for “pebbles of beach”").click()
    expect(page).to_have_url(f"{address}search/?q=pebbles+of+beach")


@pytest.mark.parametrize(
    "broken",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        """for (const name of ["sessionStorage", "localStorage"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
        }""",
    ],
)
def test_a_browser_that_keeps_nothing_opens_results_without_their_neighbours(
    apart: Page, address: str, broken: str
) -> None:
    page = apart
    # Material's inline script, which restores what it keeps of a page, stumbles over such a browser; ours do not.
    page.add_init_script(f"addEventListener('error', (event) => event.preventDefault()); {broken}")
    search(page, address, "?q=pebbles")
    first = slugs(page)[0]
    page.locator("[data-paper] h3 a").first.click()
    expect(page).to_have_url(f"{address}papers/{first}/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-trail]")).to_be_hidden()
    page.go_back()
    assert slugs(page)[0] == first


def test_a_result_shows_why_it_was_found(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles+flattest+12")
    row = page.locator("[data-paper=pebbles-of-beach-12]")
    expect(row.locator("h3 mark").first).to_have_text("Pebbles")
    expect(row.locator(".ps-result__sentence")).to_contain_text("The flattest of beach 12 skips")
    expect(row.locator(".ps-result__sentence mark").first).to_have_text("flattest")
    expect(row.locator(".ps-chip")).to_have_text(["Heat", "Sheep", "constructor"])
    expect(row.locator(".ps-chip").first).to_have_attribute("href", f"{address}tags/heat/")
    expect(row.get_by_role("link", name="Autumn <picks> & more")).to_have_attribute(
        "href", f"{address}listings/001_autumn/"
    )
    for name, kind in {"Code": "code", "Data": "data", "Demo": "demo"}.items():
        expect(row.get_by_role("link", name=name)).to_have_attribute("href", f"https://example.org/{kind}/12")
        expect(row.get_by_role("link", name=name)).to_have_attribute("rel", "nofollow noopener")


def test_results_are_ready_only_when_those_of_the_present_words_stand(page: Page, address: str) -> None:
    fake(page, slow={"hits": 3, "after": 900}, slower={"hits": 5, "after": 300})
    search(page, address)
    page.locator("#ps-query").fill("slow")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "loading")
    page.locator("#ps-query").fill("slower")
    assert len(slugs(page)) == 5
    page.wait_for_timeout(1000)
    assert len(slugs(page)) == 5, "an answer to former words came late"


def test_a_row_keeps_its_height_when_its_sentence_arrives(page: Page, address: str) -> None:
    fake(page, details=2500)
    search(page, address, "?q=x")
    row = page.locator("[data-search-results] > li").first
    before = row.bounding_box()
    expect(row.locator(".ps-result__sentence")).to_be_empty()
    expect(row.locator(".ps-result__sentence")).to_contain_text("built for x")
    assert row.bounding_box() == before


def test_a_link_that_is_no_web_address_leads_nowhere(page: Page, address: str) -> None:
    fake(page, url="javascript:alert(4)")
    search(page, address, "?q=x")
    expect(page.locator(".ps-result__sentence").first).to_contain_text("built for x")
    assert page.locator(".ps-result__link[href]").count() == 0


@pytest.mark.parametrize(
    ("query", "answer", "said"),
    [
        ("two words", {"hits": 42, "full": 12}, "12 papers have all the words, 30 more most of them."),
        ("two words", {"hits": 12}, "12 papers have all the words."),
        ("two words", {"hits": 1}, "1 paper has all the words."),
        ("two words", {"hits": 7, "full": 0}, "No paper has all the words, 7 have most of them."),
        ("word", {"hits": 12}, "12 papers."),
        ("word", {"hits": 12, "full": 11}, "11 papers, and 1 that comes close."),
        ("wrod", {"hits": 12, "respelled": "word"}, "Showing results for “word”. 12 papers."),
        ("wrod", {"hits": 0}, "No paper found."),
    ],
)
def test_the_page_says_what_was_understood(
    page: Page, address: str, query: str, answer: dict[str, Any], said: str
) -> None:
    fake(page, **{query: answer})
    search(page, address, f"?q={quote(query)}")
    expect(status(page)).to_have_text(said)
    expect(status(page)).to_have_attribute("role", "status")


def test_papers_that_lack_a_word_stand_apart(page: Page, address: str) -> None:
    fake(page, **{"two words": {"hits": 30, "full": 22}})
    search(page, address, "?q=two+words")
    assert page.get_by_text("Most of the words", exact=True).count() == 0
    page.locator("[data-search-more]").click()
    row = page.locator("[data-search-results] > li", has=page.get_by_text("Most of the words", exact=True))
    expect(row).to_have_attribute("data-paper", "stone-22")


def test_no_result_offers_the_nearest_spelling_and_the_nearest_tags(page: Page, address: str) -> None:
    fake(page, wrod={"hits": 0, "respelled": "word", "tags": ["old"]}, word={"hits": 3})
    search(page, address, "?q=wrod&has=code")
    expect(page.locator("[data-search-near]")).to_be_hidden()
    expect(page.locator("[data-search-empty]").get_by_role("link", name="Old stones")).to_have_attribute(
        "href", f"{address}tags/old/"
    )
    for name in ("topics", "tags", "all papers from A to Z"):
        expect(page.locator("[data-search-empty]").get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name="word", exact=True).click()
    expect(page).to_have_url(f"{address}search/?q=word&has=code")
    expect(page.locator("#ps-query")).to_have_value("word")
    assert slugs(page) == ["stone-0"]
    page.go_back()
    expect(page.locator("#ps-query")).to_have_value("wrod")
    assert slugs(page) == []


@pytest.mark.parametrize("query", ["zzzqqq", "&&&", "语言", '"never written there"'])
def test_where_nothing_is_found_no_tag_is_named(page: Page, address: str, query: str) -> None:
    search(page, address, f"?q={quote(query)}")
    expect(status(page)).to_have_text("No paper found.")
    expect(page.locator("[data-search-near]")).to_be_hidden()
    expect(page.locator("[data-search-empty]")).not_to_contain_text("nearest tags")
    expect(page.locator("[data-search-empty]")).to_contain_text("Try fewer or other words")


def test_facets_that_leave_nothing_can_be_dropped(page: Page, address: str, papers: list[Facts]) -> None:
    search(page, address, "?tag=heat&listing=dated-only&kind=constructor&has=demo")
    assert slugs(page) == []
    expect(status(page)).to_have_text("0 of 62 papers")
    ways = page.locator("[data-search-empty]").get_by_role("button")
    left = {each.slug for each in papers if {"heat", "constructor"} <= {*each.tags} and "demo" in each.links}
    assert left
    ways.filter(has_text=f"Without “Listing: dated-only”: {len(left)} papers").click()
    assert set(everything(page)) == left
    assert query_of(page).keys() == {"tag", "kind", "has"}
    expect(page.locator("[data-search-head]")).to_be_focused()


def test_facets_of_which_no_single_one_can_be_dropped(page: Page, address: str) -> None:
    fake(page, q={"hits": 45})
    search(page, address, "?q=q&listing=l&not=old&has=demo")
    ways = page.locator("[data-search-empty]").get_by_role("button")
    expect(ways).to_have_text(["Without any filter: 45 papers"])
    ways.click()
    expect(page).to_have_url(f"{address}search/?q=q")
    search(page, address, "?q=q&listing=l&not=old&tag=new")
    expect(ways).to_have_text(["With “New stones” alone: 23 papers", "Without any filter: 45 papers"])


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    fake(page, broken=True)
    page.goto(f"{address}search/?q=x&tag=new")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "error")
    expect(status(page)).to_have_text("The search could not be loaded.")
    page.get_by_role("button", name="Try again").click()
    assert len(everything(page)) == 23, "with the facets of the address"
    context.close()


# Facets.

FACETS: dict[str, Callable[[Facts], bool]] = {
    "tag=heat": lambda each: "heat" in each.tags,
    "tag=heat,sheep": lambda each: {"heat", "sheep"} <= {*each.tags},
    "any=sheep,parrots": lambda each: bool({"sheep", "parrots"} & {*each.tags}),
    "not=heat,sheep": lambda each: not {"heat", "sheep"} & {*each.tags},
    "tag=heat&any=sheep,parrots&not=constructor": lambda each: (
        "heat" in each.tags and bool({"sheep", "parrots"} & {*each.tags}) and "constructor" not in each.tags
    ),
    "topic=animals": lambda each: "animals" in each.topics,
    "topic=animals,kitchen-science": lambda each: bool(each.topics),
    "kind=constructor": lambda each: "constructor" in each.tags,
    "listing=001_autumn": lambda each: "001_autumn" in each.listed,
    "listing=000_bare,dated-only": lambda each: bool({"000_bare", "dated-only"} & {*each.listed}),
    "has=code": lambda each: "code" in each.links,
    "has=code,data": lambda each: {"code", "data"} <= {*each.links},
    "topic=animals&listing=001_autumn&has=demo": lambda each: (
        "demo" in each.links and "animals" in each.topics and "001_autumn" in each.listed
    ),
}


@pytest.mark.parametrize("facets", FACETS)
def test_an_address_is_restored_exactly(page: Page, address: str, papers: list[Facts], facets: str) -> None:
    expected = {each.slug for each in papers if FACETS[facets](each)}
    assert 0 < len(expected) < 62
    search(page, address, f"?{facets}")
    expect(status(page)).to_have_text(said(len(expected)))
    assert set(everything(page)) == expected
    chosen = [value for values in parse_qs(facets).values() for value in values[0].split(",")]
    expect(page.locator("[data-search-chosen] .ps-drop")).to_have_count(len(chosen))
    page.get_by_label("Sort by").select_option("newest")
    expect(page).to_have_url(f"{address}search/?{facets}&sort=newest")


def test_every_count_is_what_the_value_gives(page: Page, address: str, papers: list[Facts]) -> None:
    """Each value of each facet, chosen and taken back."""
    search(page, address, "?tag=heat")
    before = said(sum("heat" in each.tags for each in papers))
    values = page.locator(".ps-choice input:enabled").evaluate_all("all => all.map((one) => one.value)")
    assert len(values) == 11, "two topics, a kind, a year, a venue, three listings, three links"
    for value in values:
        choice = page.locator(f'.ps-choice:has(input[value="{value}"])')
        count = int(choice.locator(".ps-count").inner_text())
        assert count > 0
        choice.locator("input").check()
        expect(status(page)).to_have_text(said(count))
        choice.locator("input").uncheck()
        expect(status(page)).to_have_text(before)


@pytest.mark.parametrize("mode", ["All of", "Any of", "None of"])
def test_every_tags_count_is_what_the_tag_gives(page: Page, address: str, mode: str) -> None:
    search(page, address)
    page.get_by_label(mode, exact=True).check(force=True)
    rows = page.locator(".ps-tagrow:not(.ps-tagrow--chosen)")
    assert rows.count() >= 4
    for index in range(rows.count()):
        row = rows.nth(index)
        count = int(re.sub(r"\D", "", row.locator(".ps-count").inner_text()))
        row.click()
        expect(status(page)).to_have_text(said(62 - count if mode == "None of" else count))
        page.locator(".ps-tagrow--chosen").click()
        expect(status(page)).to_have_text("62 papers")


def test_alternatives_count_beside_what_is_chosen_in_their_facet(page: Page, address: str, papers: list[Facts]) -> None:
    search(page, address, "?listing=001_autumn&has=code")
    both = [each for each in papers if "dated-only" in each.listed and "code" in each.links]
    row = page.get_by_role("group", name="Listing").locator(".ps-choice", has_text="dated-only")
    expect(row.locator(".ps-count")).to_have_text(str(len(both)))


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("listed", lambda each: -len(each.listed)),
        ("year", lambda each: -each.year),
        ("newest", lambda each: [-int(part) for part in each.added.split("-")]),
    ],
)
def test_results_can_be_ordered(
    page: Page, address: str, papers: list[Facts], sort: str, key: Callable[[Facts], Any]
) -> None:
    search(page, address)
    page.get_by_label("Sort by").select_option(sort)
    expect(page).to_have_url(f"{address}search/?sort={sort}")
    by_slug = {each.slug: key(each) for each in papers}
    assert [by_slug[slug] for slug in everything(page)] == sorted(by_slug.values())


def test_results_can_be_ordered_by_title(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.get_by_label("Sort by").select_option("title")
    expect(page).to_have_url(f"{address}search/?q=pebbles&sort=title")
    found = [slug for slug in everything(page) if slug.startswith("pebbles")]
    assert found == [pebble.slug for pebble in PEBBLES]


def test_what_holds_all_the_words_stays_first_in_any_order(page: Page, address: str) -> None:
    fake(page, **{"two words": {"hits": 10, "full": 6}})
    search(page, address, "?q=two+words&sort=title")
    assert slugs(page) == [f"stone-{number}" for number in range(10)]


# The address.


def test_back_and_forward_walk_through_the_steps(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Code")).check()
    expect(page).to_have_url(f"{address}search/?q=pebbles&has=code")
    page.locator("#ps-query").press("End")
    page.locator("#ps-query").press_sequentially(" 12", delay=30)
    expect(page).to_have_url(f"{address}search/?q=pebbles+12&has=code")
    page.keyboard.press("Enter")
    page.locator("#ps-query").fill("kettles")
    expect(page).to_have_url(f"{address}search/?q=kettles&has=code")
    for query, checked in (("pebbles 12", True), ("pebbles", True), ("pebbles", False)):
        page.go_back()
        wait(page)
        expect(page.locator("#ps-query")).to_have_value(query)
        expect(page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Code"))).to_be_checked(
            checked=checked
        )
    expect(page).to_have_url(f"{address}search/?q=pebbles")
    page.go_forward()
    expect(page).to_have_url(f"{address}search/?q=pebbles&has=code")
    assert set(everything(page)) == pebbles(lambda each: "code" in each.links)


def test_typing_leaves_one_step_in_the_history(page: Page, address: str) -> None:
    search(page, address, "?tag=heat")
    before = page.evaluate("history.length")
    page.locator("#ps-query").press_sequentially("flattest", delay=60)
    expect(page).to_have_url(f"{address}search/?q=flattest&tag=heat")
    page.keyboard.press("Enter")
    expect(page).to_have_title("flattest - Search - Papershelf")
    assert page.evaluate("history.length") == before + 1


def test_words_typed_before_anything_has_loaded_keep_the_facets_of_the_address(page: Page, address: str) -> None:
    fake(page, loading=900, few={"hits": 4})
    page.goto(f"{address}search/?tag=new&listing=nowhere")
    page.locator("#ps-query").fill("few")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "loading")
    assert slugs(page) == ["stone-0", "stone-2"]
    expect(page.locator("[data-search-notes]")).to_contain_text("nowhere")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=few&tag=new")


def test_the_way_back_from_a_paper_leads_to_the_same_place(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.locator("[data-search-more]").click()
    shown = slugs(page)
    page.locator(f"[data-paper={shown[35]}] h3 a").click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    assert slugs(page) == shown
    expect(page.locator(f"[data-paper={shown[35]}] h3")).to_be_in_viewport()


def test_the_address_can_be_copied(page: Page, address: str) -> None:
    search(page, address)
    page.locator("#ps-query").fill("pebbles")
    wait(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-search-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}search/?q=pebbles"


def test_unknown_values_are_ignored_and_named(page: Page, address: str) -> None:
    wrong = "tag=heat,nonsense&not=toString&topic=kind&kind=heat&listing=%3Cb%3E&has=coffee&sort=luck"
    search(page, address, f"?q=pebbles&{wrong}")
    note = page.locator("[data-search-notes]")
    for value in ("nonsense", "toString", "kind", "heat", "<b>", "coffee", "luck"):
        expect(note).to_contain_text(f"“{value}”")
    assert set(everything(page)) == pebbles(lambda each: "heat" in each.tags)
    page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Demo")).check()
    expect(page).to_have_url(f"{address}search/?q=pebbles&tag=heat&has=demo")
    expect(note).to_be_hidden()


def test_unknown_parts_of_a_query_are_named(page: Page, address: str) -> None:
    fake(page, **{"wall tag:moon": {"unknown": ["tag:moon"]}})
    search(page, address, "?q=wall+tag:moon")
    expect(page.locator("[data-search-notes]")).to_have_text("Ignored, because this list does not have it: “tag:moon”.")


@pytest.mark.parametrize(("path", "query"), [("tags/heat/", "tag=heat"), ("topics/animals/", "topic=animals")])
def test_pages_of_tags_and_topics_can_be_narrowed_down(page: Page, address: str, path: str, query: str) -> None:
    page.goto(address + path)
    listed = page.locator("main [data-trail-list] .ps-list > li").count()
    page.get_by_role("link", name="Narrow down").click()
    expect(page).to_have_url(f"{address}search/?{query}")
    assert len(everything(page)) == listed > 0


# The keyboard, and the picker of tags.


def test_a_tag_is_picked_by_typing(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    picker = page.get_by_role("combobox", name="Find a tag")
    picker.click()
    expect(picker).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("sh")
    options = page.locator(".ps-picker").get_by_role("option")
    expect(options).to_have_text([re.compile("^Sheep")])
    expect(options.locator("mark")).to_have_text("Sh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles&tag=sheep")
    assert set(everything(page)) == pebbles(lambda each: "sheep" in each.tags)
    expect(picker).to_have_value("")
    picker.fill("night things")
    expect(options).to_have_text(["No tag begins like this"])


def test_a_tag_is_picked_by_another_of_its_names(page: Page, address: str) -> None:
    fake(page)
    search(page, address)
    page.get_by_role("combobox", name="Find a tag").fill("anci")
    expect(page.locator(".ps-picker").get_by_role("option")).to_have_text([re.compile("^Old stones")])


def test_everything_works_by_keyboard(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.keyboard.press("/")
    expect(page.locator("#ps-query")).to_be_focused()
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.classList[0]"))
    for wanted in ("ps-mode", "ps-picker__input", "ps-tagrow", "ps-textbutton"):
        assert wanted in reached
    page.get_by_label("All of", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("None of", exact=True)).to_be_checked()
    page.locator(".ps-tagrow", has_text="Heat").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles&not=heat")
    expect(page.locator(".ps-tagrow--chosen")).to_be_focused()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{address}search/?q=pebbles")
    code = page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Code"))
    code.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{address}search/?q=pebbles&has=code")
    expect(code).to_be_focused()
    page.get_by_role("button", name="Remove the filter Comes with: Code").press("Enter")
    expect(page.locator("[data-search-head]")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{address}search/")


# A phone.


def test_on_a_phone_the_facets_are_in_reach_of_a_thumb(phone: Page, address: str) -> None:
    search(phone, address, "?q=pebbles")
    opener = phone.locator("[data-search-filters]")
    box = opener.bounding_box()
    assert box is not None
    assert box["y"] > 844 * 2 / 3
    assert box["height"] >= 40
    opener.tap()
    sheet = phone.get_by_role("dialog", name="Filters and order")
    expect(sheet).to_be_visible()
    tag = sheet.locator(".ps-tagrow", has_text="Heat")
    height = tag.bounding_box()
    assert height is not None
    assert height["height"] >= 40
    tag.tap()
    sheet.locator("summary", has_text="Comes with").tap()
    sheet.locator(".ps-choice", has_text="Code").tap()
    left = pebbles(lambda each: "heat" in each.tags and "code" in each.links)
    sheet.get_by_label("Sort by").select_option("newest")
    sheet.get_by_role("button", name=f"Show {len(left)} papers").tap()
    expect(sheet).to_be_hidden()
    expect(phone).to_have_url(f"{address}search/?q=pebbles&tag=heat&has=code&sort=newest")
    expect(opener).to_have_text("Filters (2)")
    assert set(everything(phone)) == left
    phone.locator("[data-search-again]").tap()
    expect(phone.locator("#ps-query")).to_be_focused()
    opener.tap()
    sheet.get_by_role("button", name="Clear all").tap()
    expect(phone).to_have_url(f"{address}search/?q=pebbles&sort=newest")
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("path", ["search/?q=pebbles&tag=heat&not=payload&listing=dated-only", "tags/heat/"])
def test_nothing_sticks_out_of_a_phone(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    if path.startswith("tags"):
        phone.get_by_label("Search the papers").tap()
        phone.keyboard.type("pebbles")
        expect(phone.get_by_role("option").first).to_be_visible()
    else:
        wait(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 700, 958, 1000, 1280, 1900])
def test_the_page_has_margins_at_every_width(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    search(page, address, "?q=pebbles&tag=heat&listing=000_bare")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in ("h1", "[data-search-results]"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 8
        assert box["x"] + box["width"] <= width - 8


def test_a_turned_phone_gets_the_column_back(phone: Page, address: str) -> None:
    search(phone, address)
    phone.locator("[data-search-filters]").tap()
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(phone.get_by_role("dialog")).to_be_hidden()
    expect(phone.locator("[data-search-side]").get_by_label("Find a tag")).to_be_visible()


# The boxes of every page.


def test_nothing_is_fetched_before_a_box_has_the_focus(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{address}tags/heat/")
    page.wait_for_load_state("networkidle")
    search_files = [path for path in asked if "/search/" in path]
    assert [path.rpartition("/")[2] for path in search_files] == ["box.js"]
    page.keyboard.press("/")
    expect(page.get_by_label("Search the papers")).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert any(path.endswith("search/client.js") for path in asked)


def test_a_box_suggests_papers_and_the_way_to_all_results(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    box = page.get_by_role("combobox", name="Search the papers")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("/")
    page.keyboard.type("pebbles")
    options = page.locator(".ps-suggestions").get_by_role("option")
    expect(options).to_have_count(7)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox")).to_have_id(box.get_attribute("aria-controls") or "")
    expect(options.first.locator("mark")).to_have_text("Pebbles")
    expect(options.last).to_have_text("All 50 results for “pebbles”")
    assert box.get_attribute("aria-activedescendant") is None

    def active() -> int:
        index = options.evaluate_all("all => all.findIndex((one) => one.getAttribute('aria-selected') === 'true')")
        at = box.get_attribute("aria-activedescendant")
        assert at == (None if index < 0 else options.nth(index).get_attribute("id"))
        return int(index)

    for key, place in [
        ("ArrowDown", 0), ("ArrowDown", 1), ("End", 6), ("ArrowDown", 0), ("ArrowUp", 6), ("Home", 0), ("ArrowLeft", -1)
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert active() == place, key
        expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles")


def test_a_suggested_paper_opens(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("one teapot with every")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_have_text("One Teapot With Every Link")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}papers/one-teapot-with-every-link/")
    page.get_by_label("Search the papers").click()
    page.keyboard.type("kettles under")
    page.get_by_role("option", name="Kettles Under Another Name").click()
    expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")


def test_a_tags_other_name_leads_to_its_page(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search the papers").last.click()
    page.keyboard.type("warmth")
    page.get_by_role("option", name=re.compile(r"^Heat Tag, \d+ papers$")).click()
    expect(page).to_have_url(f"{address}tags/heat/")


def test_escape_closes_then_clears(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    box = page.get_by_label("Search the papers")
    page.keyboard.press("/")
    page.keyboard.type("pebbles")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("pebbles")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    page.keyboard.type("pebbles")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_searches_for_what_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("pebbles 12")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles+12")
    assert slugs(page)[0] == "pebbles-of-beach-12"


def test_a_box_searches_even_where_its_suggestions_do_not_load(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/suggest.js", lambda route: route.abort())
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("pebbles")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles")
    context.close()


def test_a_box_says_when_nothing_is_found(page: Page, address: str) -> None:
    fake(page, wrod={"hits": 0, "respelled": "word"}, one={"hits": 1})
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("wrod")
    options = page.locator(".ps-suggestions").get_by_role("option")
    expect(options).to_have_text(["Did you mean “word”?", "No results for “wrod”. Show similar ones"])
    page.get_by_label("Search the papers").fill("one")
    expect(options.last).to_have_text("The one result for “one”")
    options.last.click()
    expect(page).to_have_url(f"{address}search/?q=one")


def test_a_stroke_in_a_field_is_a_letter(page: Page, address: str) -> None:
    search(page, address)
    picker = page.get_by_label("Find a tag")
    picker.click()
    page.keyboard.press("/")
    expect(picker).to_be_focused()
    expect(picker).to_have_value("/")


def test_the_search_page_has_one_box(page: Page, address: str) -> None:
    search(page, address)
    expect(page.get_by_role("search")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.locator("#ps-query")).to_be_focused()


# Strangers' text.


def test_a_payload_in_a_title_or_a_tag_is_inert(page: Page, address: str) -> None:
    """Row 31: a dialog, an error or a request would be a fault; the fixture sees them."""
    search(page, address, "?q=pebbles&tag=payload")
    found = everything(page)
    assert set(found) == pebbles(lambda each: "payload" in each.tags)
    expect(page.locator(f"[data-paper={found[0]}] .ps-chip").last).to_have_text(PAYLOAD)
    expect(page.locator(".ps-drop")).to_contain_text(PAYLOAD)
    search(page, address, "?q=script")
    expect(page.locator("[data-paper=script-alert-1-script] h3")).to_contain_text("<script>")
    assert page.locator("#ps-content img, #ps-content script, dialog img").count() == 0
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("script")
    expect(page.locator(".ps-suggestions").get_by_role("option").filter(has_text="<script>").first).to_be_visible()
    assert page.locator("header img, header form script").count() == 0


@pytest.mark.parametrize(
    "query", [PAYLOAD, '"><script>alert(5)</script>', "javascript:alert(6)", "tag:<svg/onload=alert(7)>", "[" * 300]
)
def test_a_payload_in_a_query_is_inert(page: Page, address: str, query: str) -> None:
    search(page, address, f"?q={quote(query)}&tag={quote(query, safe='')}&sort={quote(query, safe='')}")
    expect(page.locator("#ps-query")).to_have_value(query)
    page.locator("#ps-query").fill(query + " pebbles")
    wait(page)
    assert (
        page.locator("#ps-content img, #ps-content script, #ps-content svg:not(.ps-flag svg, .ps-tools svg)").count()
        == 0
    )
    page.goto(f"{address}tags/heat/")
    page.get_by_label("Search the papers").fill(query)
    page.get_by_label("Search the papers").focus()
    page.keyboard.type(" ")
    expect(page.locator(".ps-suggestions").get_by_role("option").last).to_contain_text(query)
    assert page.locator("header form img, header form script").count() == 0


# Axe.


def with_results(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles&tag=heat&not=payload&listing=nowhere")
    expect(page.locator(".ps-result__sentence").first).not_to_be_empty()


def with_nothing(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles&tag=heat&listing=dated-only&kind=constructor&has=demo")


def with_a_box_open(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("heat pebbles")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def with_the_picker_open(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    if page.locator("[data-search-filters]").is_visible():
        page.locator("[data-search-filters]").click()
    page.get_by_label("Find a tag").click()
    expect(page.locator(".ps-picker").get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("settings", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("state", [with_results, with_nothing, with_a_box_open, with_the_picker_open])
def test_axe_finds_nothing(
    tabs: Tabs, address: str, state: Callable[[Page, str], None], settings: dict[str, Any]
) -> None:
    for page in tabs.open(address, reduced_motion="reduce", **settings):
        state(page, address)
        assert violations(page) == []
