"""Hugging Face's papers: JSON, by arXiv number or by title.

Form: https://huggingface.co/docs/hub/api; `papershelf.records.hugging_face` reads a paper. The search answers
with a list of objects that hold one as `paper`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from papershelf.facts.answers import ask
from papershelf.facts.fetch import Client
from papershelf.facts.source import Source, malformed
from papershelf.model import Paper, arxiv_work
from papershelf.records.hugging_face import is_paper, read_paper
from papershelf.records.record import Record
from papershelf.records.values import mapping

PAUSE = 1.0
"""Seconds between two requests; unknown callers may send some hundred in five minutes."""
LONGEST_QUERY = 250
"""Characters that the search takes."""


def look_up(client: Client, address: str, numbers: Iterable[str]) -> list[Record]:
    """The records of some arXiv numbers, one request each.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    found = []
    for number in numbers:
        answer = ask(client, f"{address}/api/papers/{quote(number, safe='')}", PAUSE)
        if answer is not None:
            found += _records([answer])
    return found


def search(client: Client, address: str, title: str) -> list[Record]:
    """The records that its search finds for a title.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    answer = ask(client, f"{address}/api/papers/search?{urlencode({'q': title[:LONGEST_QUERY]})}", PAUSE)
    if not isinstance(answer, list):
        raise malformed("no list of papers")
    return _records([mapping(hit).get("paper") for hit in answer])


def _records(papers: list[Any]) -> list[Record]:
    if not all(isinstance(paper, dict) and isinstance(paper.get("id"), str) for paper in papers):
        raise malformed("no paper with an id in it")
    return [read_paper(paper) for paper in papers if is_paper(paper)]


def _knows(paper: Paper) -> str | None:
    """Only papers that still lack what it can state: arXiv is asked first."""
    lacks = not paper.authors or paper.year is None
    return arxiv_work(paper.arxiv) if paper.arxiv is not None and lacks else None


HUGGING_FACE = Source(
    name="Hugging Face", address="https://huggingface.co", batch=1, knows=_knows, look_up=look_up, search=search
)
