"""The links of a list, each opened once: which are gone, and of which nobody can tell."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from papershelf.facts.fetch import Client, Unanswered
from papershelf.facts.tested_links import WORDS, Tested
from papershelf.model import Paper

PAUSE = 2.0
"""Seconds between two requests to one host."""


def test(client: Client, papers: Iterable[Paper], tick: Callable[[], None]) -> list[Tested]:
    """Open every link of some papers once; those that are not there.

    Hosts take turns, so that none is asked twice in a row as long as there are others.
    """
    tested = []
    said: dict[str, tuple[str | None, bool]] = {}
    for paper, place in _in_turns(papers):
        url = paper.links[place].url
        if url not in said:
            said[url] = _open(client, url)
        problem, gone = said[url]
        if problem is not None:
            tested.append(Tested(paper=paper, place=place, problem=problem, gone=gone))
        tick()
    return sorted(tested, key=lambda each: (not each.gone, each.paper.slug, each.place))


def _open(client: Client, url: str) -> tuple[str | None, bool]:
    try:
        status = client.status_of(url, pause=PAUSE)
    except Unanswered as error:
        return str(error), False
    return WORDS.get(status), status in WORDS


def _in_turns(papers: Iterable[Paper]) -> Iterator[tuple[Paper, int]]:
    by_host: dict[str, deque[tuple[Paper, int]]] = {}
    for paper in papers:
        for place, link in enumerate(paper.links):
            by_host.setdefault(urlsplit(link.url).netloc.casefold(), deque()).append((paper, place))
    while by_host:
        for host in list(by_host):
            yield by_host[host].popleft()
            if not by_host[host]:
                del by_host[host]
