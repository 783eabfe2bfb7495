"""A paper a line: an arXiv number, a DOI, any other address of it, or its title; a title may have an address behind it.

Lines that are empty, or begin with `#`, are no papers. What a line does not say, `enrich` can find.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from papershelf.errors import Problem, Rejected
from papershelf.ingest import markdown_list
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.labels import to_link
from papershelf.ingest.source import Source
from papershelf.ingest.stated import set_aside
from papershelf.model import Link, LinkKind, Listing
from papershelf.text import Identifier, IdentifierKind, check_url, from_tex, identify, link_kind

NAME = "lines"
TITLE = "a number, a DOI, an address or a title per line"

LONGEST_TITLE = 300
"""In characters."""

_FEW = 3
"""Words that each title has, where there are only titles."""

_MARK = re.compile(r"\s*(?:(?:[-*+•]|[0-9]{1,4}[.)])\s+)?")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(?:javascript|data|vbscript|file|ftp|blob):", re.IGNORECASE)
_MARKUP = re.compile(
    r"\]\(|\*\*|^\s*(?:[{@|]|<(?!https?:)|#{1,6}\s|%PDF|---|\[[\[{\"])|\t|^[A-Z][A-Z0-9]  - |[{};=]\s*$"
    r"|\"[,;]\"|^\w[^,\s]*[,;][^\s,]|^[\[(].*[\])]$"
)
"""What a line of Markdown, HTML, JSON, BibTeX, RIS, CSV or a program has."""
_SENTENCE = re.compile(r"[.;,:!]$")
_BUTTON = "Subscribe"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be a paper."""

    number: int
    text: str


def recognise(source: Source) -> bool:
    """Whether every line is a number, an address or a title, and none is of another format.

    Titles alone could be any text: they have to be several, of some words each.
    """
    lines = _filled(source)
    if markdown_list.recognise(source) or any(line.text.startswith(_BUTTON) for line in lines[:12]):
        return False
    titles = [line.text for line in lines if not _is_stated(line.text)]
    if not all(map(_is_title, titles)):
        return False
    return len(titles) < len(lines) or (len(titles) > 1 and all(len(title.split()) >= _FEW for title in titles))


def read(source: Source) -> Capture:
    """Read one paper from each line."""
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    for rank, line in enumerate(_filled(source), start=1):
        found = _read(source, line, rank)
        if isinstance(found, Candidate):
            candidates.append(found)
        else:
            problems.append(found)
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing),
        candidates=tuple(candidates),
        set_aside=tuple(problems),
        is_ranking=False,
    )


def _filled(source: Source) -> list[_Line]:
    """The lines that are no comments, without the mark of a list before them."""
    stripped = ((number, _MARK.sub("", line, count=1).strip()) for number, line in enumerate(source.lines, start=1))
    return [_Line(number, text) for number, text in stripped if text and not text.startswith("#")]


def _is_stated(text: str) -> bool:
    """Whether a line is an identifier or an address, perhaps behind a title."""
    return not _MARKUP.search(text) and (identify(text) is not None or _ADDRESS.search(text) is not None)


def _is_title(text: str) -> bool:
    """Whether a line may be a title: of some words, and no sentence."""
    if _MARKUP.search(text) or _SENTENCE.search(text) or len(text) > LONGEST_TITLE:
        return False
    return " " in text and not text[0].islower()


def _read(source: Source, line: _Line, rank: int) -> Candidate | Problem:
    if (identifier := identify(line.text)) is not None:
        return _candidate(source, line, rank, "", identifier, ())
    found = _ADDRESS.search(line.text)
    if found is None:
        if _OTHER_SCHEME.match(line.text):
            problem, remedy = "it is an address that leads to no paper", "Write one that begins with https://"
            return set_aside(source, rank=rank, line=line.number, problem=problem, remedy=remedy)
        return _titled(source, line, rank, line.text, ())
    url = found[0].strip("<>()[]\"'").rstrip(".,;")
    try:
        check_url(url)
    except Rejected as error:
        return set_aside(source, rank=rank, line=line.number, problem=error.problem, remedy=error.remedy)
    title = f"{line.text[: found.start()]} {line.text[found.end() :]}".strip(" \t<>()[]-–—:|,;")
    named = identify(url)
    if named is not None:
        return _candidate(source, line, rank, title, named, ())
    kind = LinkKind.PAPER if link_kind(url) in (LinkKind.OTHER, LinkKind.PROJECT) else link_kind(url)
    return _titled(source, line, rank, title, (Link(kind=kind, url=url),))


def _titled(source: Source, line: _Line, rank: int, title: str, links: tuple[Link, ...]) -> Candidate | Problem:
    """A line without an identifier, which needs a title."""
    if not title or len(title) > LONGEST_TITLE:
        problem = "it is too long for a title" if title else "it has no title, and its address states no number or DOI"
        remedy = "Write the title before the address, or a number or DOI in its place"
        return set_aside(source, rank=rank, line=line.number, problem=problem, remedy=remedy)
    return _candidate(source, line, rank, title, None, links)


def _candidate(
    source: Source, line: _Line, rank: int, title: str, identifier: Identifier | None, links: tuple[Link, ...]
) -> Candidate:
    kind = None if identifier is None else identifier.kind
    value = None if identifier is None else identifier.value
    is_fact = kind in (IdentifierKind.ARXIV, IdentifierKind.DOI)
    if identifier is not None and not is_fact:
        links = (*links, to_link("paper", identifier.address))
    return Candidate(
        listing=source.listing,
        rank=rank,
        title=from_tex(title),
        line=line.number,
        arxiv=value if kind is IdentifierKind.ARXIV else None,
        doi=value if kind is IdentifierKind.DOI else None,
        links=links,
    )
