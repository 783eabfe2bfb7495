"""arXiv's pages, saved: the listing of a category (new, recent, a month), the results of a search, one abstract.

Forms: https://arxiv.org/list/cs.CL/recent, https://arxiv.org/search/ and https://arxiv.org/abs/ (their templates:
https://github.com/arXiv/arxiv-browse, https://github.com/arXiv/arxiv-search). A listing is a `<dl>` in which each
`<dt>` has the number and the `<dd>` behind it has the rest; a result of a search is a `<li class="arxiv-result">`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from papershelf.errors import Problem, Rejected
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.html import Element, parse, text_of
from papershelf.ingest.places import Places
from papershelf.ingest.source import Source
from papershelf.ingest.stated import candidate_of, set_aside
from papershelf.model import Listing
from papershelf.records.arxiv import SOURCE, year_of
from papershelf.records.record import Record, from_whole, identifiers, line, whole_list
from papershelf.text import IdentifierKind, identify

NAME = "arxiv-html"
TITLE = "arXiv, a saved page"

_MARKS = ("list-title", "arxiv-result", 'name="citation_arxiv_id"')
_RECORD = re.compile(r"<dt\b|<li[^>]{0,300}\barxiv-result\b|<meta[^>]{0,99}\bcitation_title\b")
_LABEL = re.compile(r"^(?:Title|Authors?|Abstract|Journal ref|DOI):\s*", re.IGNORECASE)
_MORE = re.compile(r"\s*[△▽]\s*(?:Less|More)\s*$")
"""The button behind an abstract of a search."""
_AUTHORS = re.compile(r"\s*[,;]\s+(?![JS]r\b)|\s+and\s+")
_REMEDY = "Save the page again, with its source, and import that"


def recognise(source: Source) -> bool:
    """Whether this is a page, or a part of one, with the marks of arXiv's lists."""
    text = source.text
    return text.lstrip().startswith("<") and any(mark in text for mark in _MARKS) and "arxiv" in text.lower()


def read(source: Source) -> Capture:
    """Read a page, in its order."""
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    places = Places(source.text, _RECORD)
    for rank, fields in enumerate(_records(source.text), start=1):
        at = places.next_line()
        try:
            record = _read(*fields)
        except Rejected as error:
            problems.append(set_aside(source, rank=rank, line=at, problem=error.problem, remedy=error.remedy))
            continue
        if record is None:
            problem = "its number or its title is not there"
            problems.append(set_aside(source, rank=rank, line=at, problem=problem, remedy=_REMEDY))
        else:
            candidates.append(candidate_of(source, record, rank=rank, line=at))
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing, source=SOURCE),
        candidates=tuple(candidates),
        set_aside=tuple(problems),
    )


_Fields = tuple[Iterable[str], str, list[str], str, str]
"""Texts that may state the number, the title, the authors, the abstract, and the DOI."""


def _records(text: str) -> Iterator[_Fields]:
    """The records of whichever sort of page it is."""
    tree = parse(text)
    if results := tree.css("li.arxiv-result"):
        yield from map(_result, results)
    elif tree.css_first(".list-title") is not None:
        yield from map(_listed, tree.css("dl > dt"))
    else:
        number, title, names, abstract, doi = (_metas(tree.css(f"meta[name={name}]")) for name in _META)
        yield number, " ".join(title[:1]), names, " ".join(abstract[:1]), " ".join(doi[:1])


_META = ("citation_arxiv_id", "citation_title", "citation_author", "citation_abstract", "citation_doi")


def _metas(elements: list[Element]) -> list[str]:
    return [element.attributes.get("content") or "" for element in elements]


def _behind(term: Element) -> Element | None:
    """The description that goes with a term; None for a term without one, such as a paper that could not be listed."""
    node = term.next
    while node is not None and node.tag not in ("dd", "dt"):
        node = node.next
    return node if node is not None and node.tag == "dd" else None


def _listed(term: Element) -> _Fields:
    if (description := _behind(term)) is None:
        return [], "", [], "", ""
    return (
        _addresses(term),
        text_of(description.css_first(".list-title")),
        _names(description.css_first(".list-authors")),
        text_of(description.css_first("p.mathjax")),
        text_of(description.css_first(".list-doi")),
    )


def _result(result: Element) -> _Fields:
    head = result.css_first(".list-title")
    abstract = result.css_first(".abstract-full") or result.css_first("p.abstract")
    return (
        _addresses(head if head is not None else result),
        text_of(result.css_first("p.title")),
        _names(result.css_first(".authors")),
        "" if abstract is None else text_of(abstract),
        "",
    )


def _addresses(element: Element) -> list[str]:
    return [link.attributes.get("href") or "" for link in element.css("a")]


def _names(element: Element | None) -> list[str]:
    """The authors: one link each; of one text, where a page has none."""
    if element is None:
        return []
    return [text_of(link) for link in element.css("a")] or _AUTHORS.split(_LABEL.sub("", text_of(element)))


def _read(numbers: Iterable[str], title: str, names: list[str], abstract: str, doi: str) -> Record | None:
    number = next((value for text in numbers if (value := _number(text)) is not None), None)
    arxiv, doi_stated = identifiers(number, _LABEL.sub("", doi) or None)
    title = line(_LABEL.sub("", title))
    if arxiv is None or not title:
        return None
    return Record(
        source=SOURCE,
        title=title,
        arxiv=arxiv,
        authors=whole_list(from_whole(name) for name in filter(None, names)),
        year=year_of(arxiv),
        doi=doi_stated,
        abstract=line(_MORE.sub("", _LABEL.sub("", abstract))) or None,
    )


def _number(text: str) -> str | None:
    """The number of a page's address, which may be relative."""
    found = identify(f"https://arxiv.org{text}" if text.startswith("/") else text)
    return found.value if found is not None and found.kind is IdentifierKind.ARXIV else None
