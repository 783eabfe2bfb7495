"""arXiv's API, by identifiers or by title.

Form: https://info.arxiv.org/help/api/user-manual.html; `papershelf.records.arxiv` reads its Atom. Etiquette: one
request in three seconds over a single connection, https://info.arxiv.org/help/api/tou.html. The same page puts
descriptive metadata under CC0, and its first footnote counts the abstract among it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from papershelf.facts.fetch import Client, Unanswered
from papershelf.facts.source import Source, malformed
from papershelf.model import Paper, arxiv_work
from papershelf.records.arxiv import Refused, Unreadable, entries, parse, read_entry
from papershelf.records.record import Record

PAUSE = 3.0
"""Seconds between two requests."""
CANDIDATES = 10
_TYPES = ("application/atom+xml", "application/xml", "text/xml")
_WORD = re.compile(r"[^\W_]+")


def look_up(client: Client, address: str, numbers: Iterable[str]) -> list[Record]:
    """The records of some numbers.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    asked = list(numbers)
    return _ask(client, address, {"id_list": ",".join(asked), "max_results": str(len(asked))})


def search(client: Client, address: str, title: str) -> list[Record]:
    """The records whose titles hold the words of this one.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    words = " ".join(_WORD.findall(title)[:30])
    return _ask(client, address, {"search_query": f'ti:"{words}"', "max_results": str(CANDIDATES)}) if words else []


def _ask(client: Client, address: str, query: dict[str, str]) -> list[Record]:
    answer = client.get(f"{address}/api/query?{urlencode(query)}", accepted=_TYPES, pause=PAUSE)
    if answer.status != 200:
        raise Unanswered(f"it answered with status {answer.status}")
    return read(answer.body)


def read(body: bytes) -> list[Record]:
    """The records of an Atom feed.

    Raises:
        Unanswered: It is none, declares entities, or says that the request was wrong.
    """
    try:
        found = entries(parse(body))
    except Unreadable as error:
        raise malformed(str(error)) from None
    except Refused as error:
        raise Unanswered(f"it refuses the request: {error}") from None
    # An entry without an id is what it answers for a number that it does not know.
    return [record for entry in found if (record := read_entry(entry)) is not None]


def _knows(paper: Paper) -> str | None:
    return None if paper.arxiv is None else arxiv_work(paper.arxiv)


ARXIV = Source(
    name="arXiv", address="https://export.arxiv.org", batch=100, knows=_knows, look_up=look_up, search=search
)
