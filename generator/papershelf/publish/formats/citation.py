"""What a person who cites a paper needs of it, and no more than is known. Every citation format starts here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from papershelf.addresses import paper_url
from papershelf.model import LinkKind, Name, Paper
from papershelf.publish.venues import VenueKind, name_without_year, venue_kind, venue_year
from papershelf.text import IdentifierKind, identifiers_of

_WORDS_IN_KEY = 4
_ARCHIVE = re.compile(r"([a-z-]+(?:\.[A-Z]{2})?)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A paper as a bibliography names it; what nobody stated is None or empty."""

    key: str
    """Its name within a bibliography: ASCII, unique in the list, the same for good."""
    title: str
    """Plain text on one line, as the site shows it."""
    authors: tuple[Name, ...] = ()
    year: str | None = None
    """Of the publication that is cited: the one that the venue states, else the paper's own."""
    venue: str | None = None
    """A journal's without its year."""
    kind: VenueKind = VenueKind.OTHER
    doi: str | None = None
    arxiv: str | None = None
    arxiv_class: str | None = None
    """The archive, where the number names it: `hep-th`, `math.GT`."""
    url: str | None = None
    """The paper's own address; None where none is known."""
    pdf: str | None = None
    page: str | None = None
    """The paper's page on this list, where the site has an address."""
    withdrawn: str | None = None
    """Why the list took the paper off."""

    def __hash__(self) -> int:
        return hash(self.key)  # which tells one from another; what is made of a citation is looked up all the time

    @property
    def note(self) -> str | None:
        """What a bibliography has to say besides: that the paper was withdrawn, or where it was found."""
        if self.withdrawn is not None:
            return f"Withdrawn from the reading list: {self.withdrawn}"
        return f"Listed at {self.page}" if self.url is None and self.page else None


def cite(paper: Paper, address: str) -> Citation:
    """The citation of a paper.

    Args:
        paper: The paper.
        address: The site's address without a slash at its end, or nothing where there is none yet:
            a bibliography leaves the site, so an address from the site's root would say nothing in it.
    """
    venue = on_one_line(paper.venue) if paper.venue else None
    kind = VenueKind.OTHER if venue is None else venue_kind(venue)
    archive = None if paper.arxiv is None else _ARCHIVE.match(paper.arxiv)
    return Citation(
        key=key_of(paper),
        title=on_one_line(paper.title),
        authors=paper.authors,
        # `NeurIPS 2024` is cited as of 2024, though its preprint is of 2023: the entry names the venue's version.
        year=(venue_year(venue) if venue else None) or paper.year,
        venue=name_without_year(venue) if venue and kind is VenueKind.JOURNAL else venue,
        kind=kind,
        doi=paper.doi,
        arxiv=paper.arxiv,
        arxiv_class=archive[1] if archive else None,
        url=known_url(paper),
        pdf=known_pdf(paper),
        page=f"{address}{paper_url(paper)}" if address else None,
        withdrawn=None if paper.withdrawn is None else on_one_line(paper.withdrawn),
    )


def key_of(paper: Paper) -> str:
    """The citation key: the first words of the paper's first slug, and its id.

    It holds neither authors nor year, which may become known later: a key that somebody has
    cited stays the same. The id alone makes it unique.
    """
    return "-".join([*paper.own_names[0].split("-")[:_WORDS_IN_KEY], paper.id])


def known_url(paper: Paper) -> str | None:
    """The paper's own address, if one is known: its DOI, arXiv, the ACL Anthology, OpenReview, or a link to it."""
    if paper.doi is not None:
        return f"https://doi.org/{quote(paper.doi)}"
    if paper.arxiv is not None:
        return f"https://arxiv.org/abs/{quote(paper.arxiv)}"
    named = {each.kind: each for each in identifiers_of(paper)}
    for kind in IdentifierKind:
        if kind in named:
            return named[kind].address
    return next((link.url for link in paper.links if link.kind is LinkKind.PAPER), None)


def known_pdf(paper: Paper) -> str | None:
    """The address of the paper as PDF, of the open copies that are known."""
    if paper.arxiv is not None:
        return f"https://arxiv.org/pdf/{quote(paper.arxiv)}"
    named = {each.kind: each.value for each in identifiers_of(paper)}
    for kind, pattern in _PDFS.items():
        if kind in named:
            return pattern.format(quote(named[kind]))
    links = (link.url for link in paper.links if link.kind is LinkKind.PAPER)
    return next((url for url in links if url.lower().endswith(".pdf")), None)


_PDFS = {
    IdentifierKind.ARXIV: "https://arxiv.org/pdf/{}",
    IdentifierKind.ACL: "https://aclanthology.org/{}.pdf",
    IdentifierKind.OPENREVIEW: "https://openreview.net/pdf?id={}",
}


def on_one_line(text: str) -> str:
    """Text with each run of white space as one space: line-based formats end a field at a line."""
    # Of white space only a space is printable, and most texts are on one line.
    is_so = text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]
    return text if is_so else " ".join(text.split())
