"""Feeds asked for their newest records: what each service is asked, and its answer read as a file of that format is.

Forms: https://info.arxiv.org/help/api/user-manual.html (3.1, sorting and paging), https://huggingface.co/docs/hub/api
(`/api/daily_papers`, whose `p` counts pages from 0) and https://www.zotero.org/support/dev/web_api/v3/basics (`format`,
`sort`, `start` and `limit`, of which the most is 100); whatever follows is read by a reader of `papershelf.ingest`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from urllib.parse import urlencode

from papershelf.content.feeds import NAME as SOURCES
from papershelf.content.feeds import Feed, FeedKind
from papershelf.errors import PapershelfError, Problem, errors_among
from papershelf.facts.fetch import Client, Unanswered
from papershelf.ingest import arxiv_feed, bibtex, hugging_face_json
from papershelf.ingest.capture import Capture
from papershelf.ingest.readers import read
from papershelf.ingest.source import Reader

_PAGE = 100
"""How many records Hugging Face and Zotero give at once."""
_LISTED = frozenset({200})
_XML = ("application/atom+xml", "application/xml", "text/xml")
_FILES = (
    "", "application/atom+xml", "application/json", "application/octet-stream", "application/rss+xml",
    "application/vnd.citationstyles.csl+json", "application/x-bibtex", "application/x-bibtex-text-file",
    "application/x-ndjson", "application/x-research-info-systems", "application/x-tex", "application/xml",
    "binary/octet-stream", "text/bibliography", "text/csv", "text/markdown", "text/plain", "text/x-bibtex",
    "text/x-tex", "text/xml",
)  # fmt: skip
"""What servers call the files that are read. A page in HTML is none: it says that the file is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How a kind of feed is asked."""

    name: str
    """As messages and papers' files call it."""
    address: str
    """Where its interface is, without a slash at its end; of a file, nothing."""
    pause: float
    """Seconds between two requests."""
    types: tuple[str, ...]
    """The media types of its answers."""
    reader: Reader | None
    """What reads them; None: it is recognised by the content."""
    pages: Callable[[Feed], Iterator[str]]
    """What is asked, one request after the other, as a path behind the address."""
    page: int
    """How many records an answer has that is not the last one."""


def _arxiv(feed: Feed) -> Iterator[str]:
    query = f"cat:{feed.what}" if feed.kind is FeedKind.ARXIV_CATEGORY else feed.what
    asked = {"search_query": query, "sortBy": "submittedDate", "sortOrder": "descending", "max_results": feed.limit}
    yield f"/api/query?{urlencode(asked)}"


def _hugging_face(feed: Feed) -> Iterator[str]:
    for page in range(-(-feed.limit // _PAGE)):
        yield f"/api/daily_papers?{urlencode({'limit': min(_PAGE, feed.limit), 'p': page})}"


def _zotero(feed: Feed) -> Iterator[str]:
    for start in range(0, feed.limit, _PAGE):
        asked = {"format": "bibtex", "limit": min(_PAGE, feed.limit), "start": start, "v": 3}
        yield f"/{feed.what}/items/top?{urlencode({**asked, 'sort': 'dateAdded', 'direction': 'desc'})}"


def _file(feed: Feed) -> Iterator[str]:
    yield feed.what


_OF_ARXIV = Service(
    name="arXiv",
    address="https://export.arxiv.org",
    pause=3.0,
    types=_XML,
    reader=arxiv_feed,
    pages=_arxiv,
    page=1_000,
)
SERVICES: Mapping[FeedKind, Service] = {
    FeedKind.ARXIV_CATEGORY: _OF_ARXIV,
    FeedKind.ARXIV_QUERY: _OF_ARXIV,
    FeedKind.HUGGING_FACE: Service(
        name="Hugging Face",
        address="https://huggingface.co",
        pause=1.0,
        types=("application/json",),
        reader=hugging_face_json,
        pages=_hugging_face,
        page=_PAGE,
    ),
    FeedKind.ZOTERO: Service(
        name="Zotero",
        address="https://api.zotero.org",
        pause=1.0,
        types=("application/x-bibtex", "text/plain"),
        reader=bibtex,
        pages=_zotero,
        page=1,  # notes and files are counted, and not exported
    ),
    FeedKind.FILE: Service(name="", address="", pause=1.0, types=_FILES, reader=None, pages=_file, page=0),
}


@dataclass(slots=True, kw_only=True)
class Answers:
    """What the feeds said."""

    captures: list[tuple[Feed, Capture]] = field(default_factory=list)
    """In the order of the file, a feed once for each answer."""
    problems: list[Problem] = field(default_factory=list)
    """Feeds that gave no answer that can be used; what others said counts."""


def ask(client: Client, feeds: Iterable[Feed], moved: Mapping[str, str], tick: Callable[[int], None]) -> Answers:
    """Ask feeds for their newest records.

    Args:
        client: Who asks.
        feeds: Whom to ask.
        moved: Other addresses, by the names of services or, of files, by the ids of feeds.
        tick: Told of each feed that was dealt with.

    Raises:
        PapershelfError: The cache cannot be written.
    """
    answers = Answers()
    for feed in feeds:
        try:
            answers.captures += ((feed, capture) for capture in list(_captures(client, feed, moved)))
        except Unanswered as error:
            remedy = "Correct it, or run the command again later; the other sources count"
            answers.problems.append(_problem(feed, str(error), remedy))
        tick(1)
    return answers


def _captures(client: Client, feed: Feed, moved: Mapping[str, str]) -> Iterator[Capture]:
    service = SERVICES[feed.kind]
    address = moved.get(service.name, service.address)
    left = feed.limit
    for path in service.pages(feed):
        url = moved.get(feed.id, path) if feed.kind is FeedKind.FILE else f"{address}{path}"
        answer = client.get(url, accepted=service.types, pause=service.pause)
        if answer.status not in _LISTED:
            raise Unanswered(f"it answered with status {answer.status}")
        if service.reader is not None and not answer.body.strip():
            return  # a library without a record
        capture = _read(feed, answer.body, service.reader)
        found = len(capture.candidates) + len(capture.set_aside)
        # The newest are first, so a page that has more than was asked for ends with the oldest.
        yield capture if service.reader is None else _first(capture, left)
        left -= found
        if left <= 0 or found < service.page:
            return


def _read(feed: Feed, body: bytes, reader: Reader | None) -> Capture:
    """An answer as a reader has it, called by the name of its feed.

    Raises:
        Unanswered: It is not of the form that is expected.
    """
    try:
        name = None if reader is None else reader.NAME
        return read(feed.id, feed.id, body, as_format=name, may_be_empty=name is not None)
    except PapershelfError as error:
        first = errors_among(error.problems)[0]
        raise Unanswered(f"its answer cannot be read: {first.problem}") from None


def _first(capture: Capture, most: int) -> Capture:
    return replace(capture, candidates=tuple(islice(capture.candidates, most)))


def _problem(feed: Feed, problem: str, remedy: str) -> Problem:
    return Problem(path=f"content/{SOURCES}", line=feed.line, field=feed.id, problem=problem, remedy=remedy)
