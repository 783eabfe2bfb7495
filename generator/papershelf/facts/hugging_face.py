"""Hugging Face's papers: JSON, by arXiv number or by title.

Form: the papers of https://huggingface.co/docs/hub/api, as `huggingface_hub`'s `PaperInfo` reads them
(https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/hf_api.py): a paper is an object with
`id` (arXiv's number), `title`, `summary`, `publishedAt` and `authors`; the search answers with a list of objects that
hold one as `paper`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from papershelf.facts.answers import ask, items, mapping, text
from papershelf.facts.fetch import Client
from papershelf.facts.record import Record, from_whole, identifiers, line, whole_list
from papershelf.facts.source import Source, malformed
from papershelf.model import Paper, arxiv_work

PAUSE = 1.0
"""Seconds between two requests; unknown callers may send some hundred in five minutes."""
LONGEST_QUERY = 250
"""Characters that the search takes."""
_NUMBER = re.compile(r"[0-9]{4}\.[0-9]{4,5}")


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
    return [_record(paper) for paper in papers if _NUMBER.fullmatch(paper["id"])]


def _record(paper: dict[str, Any]) -> Record:
    arxiv, _ = identifiers(paper["id"], None)
    authors = (from_whole(text(mapping(author).get("name"))) for author in items(paper.get("authors")))
    return Record(
        source="Hugging Face",
        title=line(text(paper.get("title"))),
        arxiv=arxiv,
        authors=whole_list(authors),
        year=text(paper.get("publishedAt"))[:4] or None,
        abstract=line(text(paper.get("summary"))) or None,
    )


def _knows(paper: Paper) -> str | None:
    """Only papers that still lack what it can state: arXiv is asked first."""
    lacks = not paper.authors or paper.year is None
    return arxiv_work(paper.arxiv) if paper.arxiv is not None and lacks else None


HUGGING_FACE = Source(
    name="Hugging Face", address="https://huggingface.co", batch=1, knows=_knows, look_up=look_up, search=search
)
