"""Hugging Face's JSON of a paper: what its API sends, and what its pages hold for their scripts.

Form: the papers of https://huggingface.co/docs/hub/api, as `huggingface_hub`'s `PaperInfo` reads them
(https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/hf_api.py): a paper is an object with
`id` (arXiv's number), `title`, `summary`, `publishedAt` and `authors`; a list holds objects that have one as `paper`.
"""

from __future__ import annotations

from typing import Any

from papershelf.model import Link, LinkKind
from papershelf.records.record import Record, from_whole, identifiers, line, whole_list
from papershelf.records.values import items, mapping, text
from papershelf.text import is_arxiv_number, is_url

SOURCE = "Hugging Face"
_LINKS = (("githubRepo", LinkKind.CODE), ("projectPage", LinkKind.PROJECT))


def is_paper(value: Any) -> bool:
    """Whether a value is a paper that arXiv has; others were uploaded, and are known by a number of their own."""
    return isinstance(value, dict) and is_arxiv_number(text(value.get("id")))


def read_paper(paper: dict[str, Any]) -> Record:
    """What is said of a paper.

    Args:
        paper: A value of which `is_paper` holds.

    Raises:
        Rejected: It holds half a character.
    """
    arxiv, _ = identifiers(paper["id"], None)
    authors = (from_whole(text(mapping(author).get("name"))) for author in items(paper.get("authors")))
    return Record(
        source=SOURCE,
        title=line(text(paper.get("title"))),
        arxiv=arxiv,
        authors=whole_list(authors),
        year=text(paper.get("publishedAt"))[:4] or None,
        abstract=line(text(paper.get("summary"))) or None,
    )


def links_of(paper: dict[str, Any]) -> tuple[Link, ...]:
    """Where its code and its project are."""
    found = [(kind, text(paper.get(key)).strip()) for key, kind in _LINKS]
    return tuple(Link(kind=kind, url=url) for kind, url in found if url and is_url(url))
