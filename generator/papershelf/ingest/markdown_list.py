"""Lists that people keep in Markdown: awesome lists, reading groups, the companions of surveys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from papershelf.errors import Problem, Rejected, Severity
from papershelf.ingest import arxiv_page, hugging_face_page
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.labels import to_link
from papershelf.ingest.list_records import Found, find_papers
from papershelf.ingest.mentions import LONGEST_TITLE, names_in, venue_of
from papershelf.ingest.outline import to_outline
from papershelf.ingest.source import Source
from papershelf.ingest.stated import set_aside
from papershelf.model import Link, LinkKind, Listing, Name, arxiv_work
from papershelf.text import IdentifierKind, check_url, from_tex, identify, list_html

NAME = "markdown-list"
TITLE = "a list in Markdown"

_LINK = re.compile(r"\]\(\s*<?[^)\s]|<a\s[^>]{0,300}href|\*\*", re.IGNORECASE)
_ITEM = re.compile(
    r"^[ \t]{0,12}(?:[-*+]|[0-9]{1,4}[.)])\s|^ {0,3}#{1,6}\s|^[ \t]{0,12}\|.*\||<(?:li|tr|h[1-6])\b", re.MULTILINE
)
_HEADED = re.compile(r"^#{1,6}[ \t]+\S.*\n\s*(?:[-*+]|[0-9]{1,4}[.)])[ \t]", re.MULTILINE)
_OTHER = re.compile(r"\s*(?:[{@]|\[\s*[{\]]|%PDF|<\?xml|<!doctype|<html|<rss|<feed|<rdf|<head|<body)", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_KEYWORDS = re.compile(r"\s*(?:key\s?words?|tags?|topics?|关键词)\s*[:：]\s*(?P<words>.+)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_QUIET = re.compile(
    r"mailto:|https?://(?:img\.shields\.io|awesome\.re|badge\.fury\.io|hits\.\w+\.\w+)\b", re.IGNORECASE
)
"""Addresses that lead to no work: people, and pictures of numbers."""
_LONGEST_VENUE_LINE = 80
_LONGEST_SECTION = 80


def recognise(source: Source) -> bool:
    """Whether this is Markdown in which items, headings or tables are, with links or bold text."""
    text = source.text
    if _OTHER.match(text) or arxiv_page.recognise(source) or hugging_face_page.recognise(source):
        return False
    return (_LINK.search(text) is not None and _ITEM.search(text) is not None) or _HEADED.search(text) is not None


def read(source: Source) -> Capture:
    """Read a list."""
    text = _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), source.text, count=1)
    html, too_deep = list_html(text)
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    rank = 0
    for rank, found in enumerate(find_papers(to_outline(html)), start=1):
        if isinstance(found, Found):
            candidate, objections = _to_candidate(source, found, rank)
            notes += objections
            if isinstance(candidate, Candidate):
                candidates.append(candidate)
            else:
                problems.append(candidate)
        else:
            remedy = "Add the address of the paper, or leave it out"
            problems.append(set_aside(source, rank=rank, line=found.line, problem=found.reason, remedy=remedy))
    if too_deep is not None:
        problem = "the lists within lists from here on are too deep to be read"
        problems.append(set_aside(source, rank=rank + 1, line=too_deep, problem=problem, remedy="Nest them less deep"))
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing),
        candidates=tuple(candidates),
        set_aside=tuple(problems),
        notes=tuple(notes),
        is_ranking=False,
    )


def _to_candidate(source: Source, found: Found, rank: int) -> tuple[Candidate | Problem, list[Problem]]:
    """A paper as a candidate, or the reason why it is none; and what is said of its links."""
    links, objections = _checked(source, found)
    arxiv, doi, links = _identified(links, found.stated)
    try:
        title = from_tex(found.mention.title)
        proposed = tuple(from_tex(word, mathematics=False) for word in _proposed(found))
    except Rejected as error:
        return set_aside(source, rank=rank, line=found.line, problem=error.problem, remedy=error.remedy), objections
    if len(title) > LONGEST_TITLE:
        title = ""
    if not title and arxiv is None and doi is None:
        problem = "its title cannot be told from what is around it"
        remedy = "Put the title between ** and **, or make it the text of the link"
        return set_aside(source, rank=rank, line=found.line, problem=problem, remedy=remedy), objections
    if not links and arxiv is None and doi is None and objections:
        return set_aside(
            source, rank=rank, line=found.line, problem=objections[0].problem, remedy=objections[0].remedy
        ), []
    venue, year = _appeared(found)
    return Candidate(
        listing=source.listing,
        rank=rank,
        title=title,
        line=found.line,
        arxiv=arxiv,
        doi=doi,
        authors=_authors(found),
        year=year,
        venue=None if venue is None else from_tex(venue, mathematics=False),
        links=links,
        proposed=proposed,
    ), objections


def _checked(source: Source, found: Found) -> tuple[tuple[Link, ...], list[Problem]]:
    """The links that may be followed, without repeats, and what is wrong with the others."""
    links: dict[str, Link] = {}
    objections: list[Problem] = []
    for link in found.links:
        if _SCHEME.match(link.url) is None or _QUIET.match(link.url):
            continue  # within the list's own files, or no work
        try:
            check_url(link.url)
        except Rejected as error:
            objections.append(
                Problem(
                    path=source.path,
                    line=found.line,
                    field="links",
                    problem=f"{error.problem}; it is left out",
                    remedy=error.remedy,
                    severity=Severity.WARNING,
                )
            )
        else:
            links.setdefault(link.url, to_link(link.words, link.url))
    return tuple(links.values()), objections


def _identified(links: tuple[Link, ...], stated: Iterable[str]) -> tuple[str | None, str | None, tuple[Link, ...]]:
    """The arXiv number and the DOI of a paper, and its links without their addresses."""
    kept: list[Link] = []
    facts: dict[IdentifierKind, str] = {}
    for link in links:
        named = identify(link.url) if link.kind is LinkKind.PAPER else None
        is_fact = named is not None and named.kind in (IdentifierKind.ARXIV, IdentifierKind.DOI)
        # A second number is of another paper, which this one is about or follows.
        if named is None or not is_fact or facts.setdefault(named.kind, named.value) != named.value:
            kept.append(link)
    for text in stated:
        named = identify(text)
        if named is not None:
            facts.setdefault(named.kind, named.value)
    arxiv = facts.get(IdentifierKind.ARXIV)
    return None if arxiv is None else arxiv_work(arxiv), facts.get(IdentifierKind.DOI), tuple(kept)


def _proposed(found: Found) -> Iterator[str]:
    """Words for tags: the sections that it is in, and the keywords that are below it."""
    words = dict.fromkeys(section[:_LONGEST_SECTION] for section in found.sections)
    for line in found.details:
        if (stated := _KEYWORDS.fullmatch(line)) is not None:
            words |= dict.fromkeys(
                filter(None, (word.strip(" .`*") for word in re.split(r"[,;，；]", stated["words"])))
            )
    yield from words


def _authors(found: Found) -> tuple[Name, ...]:
    """The authors: in italics behind the title, in a line of their own, or in a column of a table."""
    if found.mention.authors:
        return found.mention.authors
    columns = [text for name, text in found.columns.items() if "author" in name or "作者" in name]
    for text in (*columns, *found.details):
        names = names_in(text)
        if len(names) > 1 or (names and text in columns):
            return names
    return ()


def _appeared(found: Found) -> tuple[str | None, str | None]:
    """The venue and the year."""
    venue, year = found.mention.venue, found.mention.year
    for name, text in found.columns.items():
        if name in ("venue", "conf", "conference", "journal", "pub", "publication", "published", "会议", "期刊"):
            stated = venue_of(text)
            venue, year = venue or stated[0], year or stated[1]
        elif name in ("year", "年份"):
            year = year or venue_of(text)[1]
    for text in found.details:
        if year is None and len(text) <= _LONGEST_VENUE_LINE:
            venue, year = venue_of(text)
    return venue, year
