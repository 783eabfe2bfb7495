"""CSL-JSON: what Zotero, Pandoc and citation processors read. Variables by CSL 1.0.2, appendix IV."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from papershelf.model import Name
from papershelf.publish.formats.citation import Citation
from papershelf.publish.venues import VenueKind
from papershelf.text import split_trailing_particle

_json = json.JSONEncoder(ensure_ascii=False).encode

_TYPES = {
    VenueKind.JOURNAL: "article-journal",
    VenueKind.CONFERENCE: "paper-conference",
    # In CSL a work that stands for itself, such as a preprint: no venue's kind is claimed.
    VenueKind.OTHER: "article",
}


def to_csl(citations: Iterable[Citation]) -> str:
    """A bibliography of some papers, in their order, one a line."""
    items = ",\n".join(map(_item, citations))
    return f"[\n{items}\n]\n" if items else "[]\n"


# A paper is in the bibliography of each of its tags and topics: it is written once.
@lru_cache(maxsize=32_768)
def _item(citation: Citation) -> str:
    facts: dict[str, Any] = {
        "id": citation.key,
        "type": _TYPES[citation.kind],
        "title": citation.title,
        "author": [_name(name) for name in citation.authors] or None,
        "issued": _issued(citation.year),
        "container-title": citation.venue,
        "DOI": citation.doi,
        "number": f"arXiv:{citation.arxiv}" if citation.arxiv is not None else None,
        "URL": citation.url,
        "note": citation.note,
    }
    return _json({name: fact for name, fact in facts.items() if fact is not None})


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.family}
    # `Maupassant, Guy de`: a particle behind the given name is dropped where the family name is alone.
    given, dropping = split_trailing_particle(name.given)
    parts = {
        "family": name.family,
        "given": given,
        "non-dropping-particle": name.particle,
        "dropping-particle": dropping,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _issued(year: str | None) -> dict[str, Any] | None:
    return None if year is None else {"date-parts": [[int(year)]]}
