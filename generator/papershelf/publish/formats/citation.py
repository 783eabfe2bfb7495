"""What a person who cites a paper needs of it, and no more than is known. Every citation format starts here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from papershelf.model import LinkKind, Name, Paper
from papershelf.text import show

_WORDS_IN_KEY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A paper as a bibliography names it; what nobody stated is None or empty."""

    key: str
    """Its name within a bibliography: ASCII, unique in the list, the same for good."""
    title: str
    """Plain text on one line, as the site shows it."""
    authors: tuple[Name, ...] = ()
    year: str | None = None
    venue: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    url: str | None = None
    """Where to find it: the best address that is known."""


def cite(paper: Paper, address: str) -> Citation:
    """The citation of a paper.

    Args:
        paper: The paper.
        address: The site's address without a slash at its end, or nothing where there is none yet:
            a bibliography leaves the site, so an address from the site's root would say nothing in it.
    """
    return Citation(
        key=key_of(paper),
        title=on_one_line(show(paper.title)),
        authors=paper.authors,
        year=paper.year,
        venue=on_one_line(show(paper.venue)) if paper.venue else None,
        doi=paper.doi,
        arxiv=paper.arxiv,
        url=known_url(paper) or (f"{address}/papers/{paper.slug}/" if address else None),
    )


def key_of(paper: Paper) -> str:
    """The citation key: the first words of the paper's first slug, and its id.

    It holds neither authors nor year, which may become known later: a key that somebody has
    cited stays the same. The id alone makes it unique; `aliases` begins with the oldest slug.
    """
    first = (*paper.aliases, paper.slug)[0]
    return "-".join([*first.split("-")[:_WORDS_IN_KEY], paper.id])


def known_url(paper: Paper) -> str | None:
    """The paper's own address elsewhere, if one is known: its DOI, arXiv, or a link to the paper."""
    if paper.doi is not None:
        return f"https://doi.org/{quote(paper.doi)}"
    if paper.arxiv is not None:
        return f"https://arxiv.org/abs/{quote(paper.arxiv)}"
    return next((link.url for link in paper.links if link.kind is LinkKind.PAPER), None)


def on_one_line(text: str) -> str:
    """Text with each run of white space as one space: line-based formats end a field at a line."""
    return " ".join(text.split())
