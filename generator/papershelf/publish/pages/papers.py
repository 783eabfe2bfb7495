"""The pages of papers, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from papershelf import addresses
from papershelf.catalog.catalog import Catalog, by_title
from papershelf.model import LinkKind, Paper
from papershelf.publish import cards
from papershelf.publish.page import Page
from papershelf.text import counted, fold, slugify, summary_text

LINK_NAMES = {
    LinkKind.CODE: "Code",
    LinkKind.MODEL: "Model",
    LinkKind.DATA: "Data",
    LinkKind.DEMO: "Demo",
    LinkKind.VIDEO: "Video",
    LinkKind.PROJECT: "Project page",
    LinkKind.PAPER: "Paper",
    LinkKind.OTHER: "Link",
}
"""What a reader calls each kind of link."""

_FINDERS = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Hugging Face", "https://huggingface.co/papers?q="),
)

_OTHER = "Other"
"""The heading of titles without a letter or digit that an address could hold."""
_NAMELESS = slugify("")
"""What such a title is called in an address."""


def compose_papers(catalog: Catalog) -> Iterator[Page]:
    """Compose the list of all papers, and the page of each."""
    letters: dict[str, list[Paper]] = {}
    for paper in sorted(catalog.papers, key=by_title):
        letters.setdefault(_letter(paper), []).append(paper)
    yield Page(
        address=addresses.PAPERS,
        template="papers",
        title="All papers",
        description=f"All {counted(len(catalog.papers), 'paper')} of the list, from A to Z.",
        context={"letters": {letter: letters[letter] for letter in sorted(letters, key=_place)}},
    )
    for paper in catalog.library.papers:
        summary = summary_text(paper.summary)
        yield Page(
            address=addresses.paper_url(paper),
            template="paper",
            title=paper.title,
            description=summary or "A research paper on the reading list.",
            context={
                "paper": paper,
                "topics": catalog.topics_of(paper),
                "known": (known := _known_addresses(paper)),
                "searches": () if known else _searches(paper),
                "link_names": LINK_NAMES,
            },
            edit=paper.source,
            about=paper,
            card=cards.of_paper(catalog, paper),
        )


def _known_addresses(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Where the facts say that the paper is, with what a reader calls the place."""
    known = []
    if paper.arxiv is not None:
        known.append((f"arXiv {paper.arxiv}", f"https://arxiv.org/abs/{paper.arxiv}"))
    if paper.doi is not None:
        known.append(("DOI", f"https://doi.org/{quote(paper.doi)}"))
    return tuple(known)


def _searches(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Searches for the paper's title, with where each of them looks."""
    words = quote(paper.title, safe="")
    return tuple((name, address + words) for name, address in _FINDERS)


def _letter(paper: Paper) -> str:
    """The heading under which a paper stands in the alphabetical index."""
    slug = slugify(paper.title)
    if slug == _NAMELESS and _NAMELESS not in fold(paper.title):
        return _OTHER
    return slug[0].upper() if slug[0].isalpha() else "0–9"


def _place(letter: str) -> tuple[bool, str]:
    """The key of the headings' order: É stands with E, wherever its titles are sorted."""
    return (letter == _OTHER, letter)
