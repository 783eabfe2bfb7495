"""Pages that read the list in a way of their own: search, map, statistics and others."""

from __future__ import annotations

import json
from collections.abc import Iterator

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import FEWEST_TAGS, KIND_TOPIC, MOST_PROPOSED, MOST_TAGS
from papershelf.publish import charts
from papershelf.publish.formats import feeds, json_data
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page, Planned
from papershelf.publish.pages.paging import divide_list


def compose_search(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of the search."""
    yield Page(
        address=addresses.SEARCH,
        template="search",
        title=words.say("Search"),
        description=words.counted(
            len(catalog.papers),
            "Search %(num)s research papers by title, tag and summary.",
            "Search %(num)s research papers by title, tag and summary.",
        ),
    )


def compose_reading(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the pages of a reader's own papers, and of a selection that was shared."""
    yield Page(
        address=addresses.READING,
        template="reading",
        title=words.say("Your reading"),
        description=words.say("The papers that you starred, want to read or have read, kept in your browser only."),
    )
    yield Page(
        address=addresses.SELECTION,
        template="selection",
        title=words.say("A selection of papers"),
        description=words.say("Papers that a reader chose from this list, in their order."),
    )


def compose_map(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of the map."""
    yield Page(
        address=addresses.MAP,
        template="map",
        title=words.say("Map"),
        description=words.counted(
            len(catalog.papers),
            "A map of %(num)s research papers: similar papers are near each other.",
            "A map of %(num)s research papers: similar papers are near each other.",
        )
        if catalog.papers
        else words.say("A map of research papers: similar papers are near each other."),
    )


def plan_statistics(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Planned]:
    """Plan the page of the charts."""

    def compose() -> Page:
        return Page(
            address=addresses.STATISTICS,
            template="statistics",
            title=words.say("Statistics"),
            description=words.say(
                "Papers per tag, tags used together, and how the listings overlap, with the numbers."
            ),
            # Drawn when the page is rendered, not whenever somebody asks for the addresses of the site.
            context={"figures": lambda to: charts.draw(catalog, to, words)},
        )

    yield Planned(address=addresses.STATISTICS, edit=None, made_from=charts.drawn_from(catalog), compose=compose)


def compose_curate(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of the papers that lack tags or a summary."""
    page = Page(
        address=addresses.CURATE,
        template="curate",
        title=words.say("Papers to curate"),
        description=words.say(
            "Papers that still lack tags or a summary: %(num)s.", num=words.number(len(catalog.to_curate))
        ),
    )
    # Two lists, whose pages are the same.
    proposed = sum(bool(paper.proposed) for paper in catalog.papers)
    yield from divide_list(page, max(len(catalog.to_curate), proposed), words)


def compose_contribute(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page that says how to contribute."""
    yield Page(
        address=addresses.CONTRIBUTE,
        template="contribute",
        title=words.say("Contribute"),
        description=words.say(
            "How to correct a tag or add a paper in a minute, with or without git, and the vocabulary."
        ),
    )


def compose_propose(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page on which a reader collects tags for several papers."""
    tags = catalog.library.vocabulary.tags.values()
    rules = {
        "least": FEWEST_TAGS,
        "most": MOST_TAGS,
        "kind": KIND_TOPIC,
        "broader": [[tag.key, tag.broader] for tag in tags if tag.broader],
    }
    yield Page(
        address=addresses.PROPOSE,
        template="propose",
        title=words.say("Propose changes"),
        description=words.say("Collect better tags for several papers, and send them to the curators as one proposal."),
        context={"rules": json.dumps(rules), "most": MOST_PROPOSED},
    )


def compose_data(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of the data and its formats."""
    yield Page(
        address=addresses.DATA,
        template="data",
        title=words.say("Data"),
        description=words.say(
            "The whole list as JSON with its schema, as BibTeX, CSL-JSON, RIS and CSV, and as feeds."
        ),
        context={"version": json_data.VERSION, "newest": feeds.NEWEST},
    )
