"""The pages of papers, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from papershelf import addresses
from papershelf.catalog.catalog import Catalog, by_title, filed_title
from papershelf.model import Paper
from papershelf.publish import cards
from papershelf.publish.byline import venue_beside_year
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page, Planned
from papershelf.publish.pages.letters import letter_of, letters_in_order
from papershelf.publish.pages.paging import divide_groups
from papershelf.publish.pages.places import places_beside, places_to_read, searches
from papershelf.text import MOST_NAMED, separator_of, summary_text

_OF_PAPER = ("tags_of", "topics_of", "main_topic", "appearances")
"""What a catalog says of a paper, made of nothing but the paper, its tags, their topics and its listings."""


def plan_papers(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page | Planned]:
    """Compose the list of all papers, and plan the page of each."""
    letters: dict[str, list[Paper]] = {}
    for paper in sorted(catalog.papers, key=by_title):
        letters.setdefault(letter_of(filed_title(paper.title)), []).append(paper)
    index = Page(
        address=addresses.PAPERS,
        template="papers",
        title=words.say("All papers"),
        description=words.counted(
            len(catalog.papers),
            "All %(num)s paper of the list, from A to Z.",
            "All %(num)s papers of the list, from A to Z.",
        ),
        context={"letters": letters_in_order(letters, words)},
    )
    yield from divide_groups(index, "letters", words, addresses.index_part_url)
    topics = tuple((topic.key, topic.label) for topic in catalog.topics)
    vocabulary, listings = catalog.library.vocabulary, catalog.library.listings
    tags = {key: (tag, vocabulary.topics[tag.topic]) for key, tag in vocabulary.tags.items()}
    for paper in catalog.library.papers:
        yield Planned(
            address=addresses.paper_url(paper),
            edit=paper.source,
            made_from=(
                paper,
                topics,
                *[tags[key] for key in paper.tags],
                *[listings[place.listing] for place in paper.listed],
            ),
            about=paper,
            answered=_OF_PAPER,
            compose=partial(_compose_paper, catalog, paper, words),
        )


def _compose_paper(catalog: Catalog, paper: Paper, words: Words) -> Page:
    summary = summary_text(paper.summary)
    return Page(
        address=addresses.paper_url(paper),
        template="paper",
        title=paper.title,
        description=paper.finding or summary or words.say("A research paper on the reading list."),
        context={
            "paper": paper,
            "topics": catalog.topics_of(paper),
            "named": paper.authors[:MOST_NAMED],
            "unnamed": paper.authors[MOST_NAMED:],
            "separator": separator_of(paper.authors),
            "venue": venue_beside_year(paper),
            "to_read": (to_read := places_to_read(paper, words)),
            "beside": places_beside(paper, words),
            "searches": () if to_read else searches(paper),
        },
        edit=paper.source,
        about=paper,
        card=partial(cards.of_paper, catalog, paper, words),
    )
