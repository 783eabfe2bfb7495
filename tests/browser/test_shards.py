"""The search of a long list, in shards: it answers as the whole one does, and says what it cannot fetch.

The papers are invented. Both forms of one list are served side by side, and asked the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asking import CLIENT, served_library
from browsing import serve
from fabricate import library, paper
from playwright.sync_api import Browser, Page
from test_engine import vocabulary

from papershelf.model import Library, Link, LinkKind
from papershelf.publish.search.words import grams

_TEXT = """kettle kettles whistle whistling whistled boil boiled boiling samovar teapot teapots lid lids steam vapour
vapor water pan pans cheap cheaper router route analysis analyse colour color naïve Ünïcödé GPT-4 C++ .NET ImageNet++
the of and to is 研究 研 模型 ქვაბი чайник 42 overview mixture pots flame glass porcelain ceramic handle spout"""
WORDS = _TEXT.split()
NAMES = ("Ada Kettle", "Bo Kettle", "Ada Spout", "Cy Lid", "Dée Ünder", "Samo Var", "Kettlewell, Eve", "{Tea Lab}")
VENUES = ("TeaConf 2021", "TeaConf 2022", "Journal of Steam", None)
TAGS = ("lids", "survey", "mixture-of-pots")


def invent(size: int) -> Library:
    """A list of papers whose words, tags and facts recur."""
    rng = random.Random(19)

    def some(low: int, high: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(low, high)))

    papers = [
        paper(
            f"p{number:03}",
            some(1, 6),
            id=f"id{number:03}",
            summary=". ".join(some(2, 9) for _ in range(rng.randint(0, 3))) + ".",
            abstract=some(9, 20) if number % 5 == 0 else None,
            finding=some(3, 5) if number % 4 == 0 else "",
            authors=tuple(rng.sample(NAMES, rng.randint(0, 3))),
            year=rng.choice(("2019", "2021", "2022", None)),
            venue=rng.choice(VENUES),
            tags=tuple(rng.sample(TAGS, rng.randint(0, 3))),
            listed=[(listing, number + 1) for listing in rng.sample(("spring", "autumn"), rng.randint(1, 2))],
            links=tuple(Link(kind=kind, url="https://example.org/") for kind in LinkKind if rng.random() < 0.2),
            arxiv=f"2101.{number:05}" if number % 3 == 0 else None,
            doi=f"10.9999/{number}.tea" if number % 4 == 0 else None,
            added=f"2026-01-{rng.randint(1, 9):02}",
        )
        for number in range(size)
    ]
    synonyms = (("kettle", "samovar", "tea machine"), ("vapour", "mist"))
    return replace(library(*papers), vocabulary=vocabulary(), synonyms=synonyms)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same list twice: whole, and in shards that are as small as the list."""
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", invent(90))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"runs._SMALL": 30, "runs._LARGE": 120, "shards._IDENTIFIERS": 9}.items():
            patch.setattr(f"papershelf.publish.search.{name}", value)
        served_library(www / "repo" / "shards", invent(90), whole_up_to=0)
    assert len(list((www / "repo" / "shards" / "search" / "shards").iterdir())) > 40
    return www


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    for address in serve(folder):
        page = browser.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        page.evaluate(
            f"async () => {{ const {{ openSearch }} = await import({CLIENT});"
            " window.open = (folder) => openSearch(new URL(folder, location));"
            " window.whole = open('search/'); window.shards = open('shards/search/'); }"
        )
        yield page
        page.close()


_TELL = """async ([query, chosen]) => {
  const { Facets } = await import(new URL("assets/javascripts/search/facets.js", location));
  const { nothing } = await import(new URL("assets/javascripts/search/state.js", location));
  const state = { ...nothing(), q: query, ...chosen };
  const tell = async (client) => {
    const [{ hits, full, words, marks, ...answer }, catalog] = [await client.ask(query), await client.catalog()];
    const facets = new Facets(catalog);
    await facets.prepare(state);
    const shown = facets.sort(facets.filter(hits, state), state, { hits, full });
    const details = await client.details(shown.slice(0, 20), { hits, full, words });
    const papers = (await client.papers(hits)).map(({ has, ...paper }) => ({ ...paper, has: [...has].sort() }));
    return {
      ...answer, full, words: [...words].sort(),
      found: query ? papers : papers.length, // Nobody shows all of them without an order.
      shown: (await client.papers(shown)).map(({ slug }) => slug),
      details: shown.slice(0, 20).map((number) => details.get(number)),
      counts: Object.entries(facets.count(hits, state)).map(([facet, of]) => [facet, [...of].sort()]),
      offers: Object.entries(facets.offers).map(([facet, of]) => [facet, [...of]]),
    };
  };
  return [await tell(whole), await tell(shards)];
}"""


ALONE = (
    *("", "2101.00003", "2101.0000", "10.9999/4.tea", "https://doi.org/10.9999/8.tea/full", "doi:10.1/none"),
    *("id", "=id003", "-kettle", "tag:lids", "year:2021", '"the of', '"kettle', "zzzz", "kettelz wistle"),
)
STATES: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"tag": ["lids"], "sort": "newest"},
    {"not": ["survey"], "year": ["2021", "2022"], "sort": "title"},
    {"venue": ["TeaConf"], "listing": ["spring"], "sort": "listed"},
    {"has": ["code"], "any": ["lids", "survey"], "sort": "year"},
)
FACTS = ("tag:lids", "-tag:survey", "tag:pots", "year:2021", "year:2020..", "venue:tea", "author:ada")
NAMED = ('author:"Ada Kettle"', "ada ket", "kettle bo", "tea machine", "mop", "kettlelid", "tea lab")


def queries(count: int, seed: int = 7) -> list[tuple[str, dict[str, Any]]]:
    """What people may type, in any mixture, with what they may choose beside it."""
    rng = random.Random(seed)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(WORDS),
        lambda: rng.choice(WORDS)[: rng.randint(1, 9)],
        lambda: slip(rng, rng.choice(WORDS)),
        lambda: f'"{rng.choice(WORDS)} {rng.choice(WORDS)}"',
        lambda: f'"{rng.choice(("the", "of", "and"))} {rng.choice(WORDS)[:2]}',
        lambda: f"-{rng.choice(WORDS)}",
        lambda: rng.choice(FACTS),
        lambda: rng.choice(NAMED),
    )
    made = [" ".join(rng.choice(kinds)() for _ in range(rng.randint(1, 3))) for _ in range(count)]
    return [(query, rng.choice(STATES)) for query in [*ALONE, *made]]


def slip(rng: random.Random, word: str) -> str:
    """A word with a letter left out or typed twice."""
    place = rng.randrange(len(word))
    return word[:place] + rng.choice(("", word[place] * 2)) + word[place + 1 :]


def test_shards_answer_as_the_whole_search_does(page: Page) -> None:
    for query, chosen in queries(80):
        whole, shards = page.evaluate(_TELL, [query, chosen])
        assert shards == whole, (query, chosen)


def test_papers_are_found_by_id_and_slug(page: Page) -> None:
    for client in ("whole", "shards"):
        found = page.evaluate(
            f"{client}.named(['id007', 'p011', 'none']).then((papers) => papers.map(({{ id }}) => id))"
        )
        assert found == ["id007", "id011"]


def test_a_query_fetches_what_it_needs_and_once(page: Page) -> None:
    fetched: list[str] = []
    note = lambda request: fetched.append(request.url)  # noqa: E731
    page.on("request", note)
    ask = "async () => { window.fresh ??= open('shards/search/'); return (await fresh.ask('porcelain')).hits.length; }"
    assert page.evaluate(ask) > 0
    needed = [url for url in fetched if "/shards/search/shards/" in url]
    assert 1 <= len(needed) <= 4  # of more than forty
    fetched.clear()
    page.evaluate(ask)
    page.remove_listener("request", note)
    assert fetched == []


@pytest.mark.parametrize("query", ["kettlewell", "2101.00003"])
def test_a_short_list_fetches_what_a_name_leads_to_when_it_is_asked_for_and_once(page: Page, query: str) -> None:
    fetched: list[str] = []
    note = lambda request: fetched.append(request.url)  # noqa: E731
    page.on("request", note)
    page.evaluate("void (window.short = open('search/'))")
    counts = []
    for asked in ("porcelain", query, query):
        assert page.evaluate("(query) => short.ask(query).then(({ hits }) => hits.length)", asked)
        counts.append(sum("/search/shards/" in url or url.endswith("/identifiers.json") for url in fetched))
    page.remove_listener("request", note)
    assert counts == [0, 1, 1]


def test_for_a_phrase_only_papers_are_read_that_hold_its_words_in_one_text(page: Page, folder: Path) -> None:
    joined = json.loads((folder / "repo/shards/search/documents.json").read_text(encoding="utf-8"))["rows"]
    rows = [joined[start : start + 12] for start in range(0, len(joined), 12)]
    papers = {each.slug: each for each in invent(90).papers}
    slugs = page.evaluate("whole.catalog().then(({ papers }) => papers.map(({ slug }) => slug))")
    texts = [
        (each.title, f"{each.finding} {each.summary}", each.abstract or "") for each in (papers[slug] for slug in slugs)
    ]
    holding = [
        number for number, some in enumerate(texts) if any({"mixture", "steam"} <= {*grams(text)} for text in some)
    ]
    fetched: list[str] = []
    note = lambda request: fetched.append(Path(request.url).stem)  # noqa: E731
    page.on("request", note)
    page.evaluate("open('shards/search/').ask('\"mixture steam\"')")
    page.remove_listener("request", note)
    assert {*fetched} & {*rows} == {rows[number // 8] for number in holding}
    assert 0 < len({*fetched} & {*rows}) < len(rows) / 2


def test_phrases_are_held_all_of_them_while_the_last_is_typed(page: Page) -> None:
    for client in ("whole", "shards"):
        both, one = (
            set(page.evaluate(f"{client}.ask({json.dumps(query)}).then(({{ hits }}) => hits)"))
            for query in ('"porcelain" "ket', '"porcelain"')
        )
        assert 0 < len(both) <= len(one)
        assert both <= one


def test_a_shard_that_is_gone_is_said_and_asked_for_again(page: Page, folder: Path) -> None:
    shards = folder / "repo" / "shards" / "search" / "shards"
    shards.rename(shards.with_name("away"))
    try:
        said = page.evaluate(
            "async () => { window.late = open('shards/search/'); const { documents } = await late.catalog();"
            " return late.ask('porcelain spout').then(() => null, ({ message }) => message); }"
        )
    finally:
        shards.with_name("away").rename(shards)
    assert "/shards/search/shards/" in said
    assert said.endswith(": 404")
    assert page.evaluate("late.ask('porcelain spout').then(({ hits }) => hits.length)") > 0
