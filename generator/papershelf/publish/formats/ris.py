"""RIS: a tag of two characters, two spaces, a hyphen, a space and a value on each line; `ER` ends a record.

Tags by the specification of Research Information Systems (2001): JOUR is an article, CPAPER a paper of a conference,
GEN a work of any kind; a name is `Family, Given, Suffix`, and an organisation has no comma.
"""

from __future__ import annotations

from collections.abc import Iterable

from papershelf.publish.formats.citation import Citation
from papershelf.publish.venues import VenueKind

_TYPES = {VenueKind.JOURNAL: "JOUR", VenueKind.CONFERENCE: "CPAPER", VenueKind.OTHER: "GEN"}


def to_ris(citations: Iterable[Citation]) -> str:
    """A bibliography of some papers, in their order. RIS ends its lines with CR and LF."""
    return "\r\n".join(map(_record, citations))


def _record(citation: Citation) -> str:
    facts = [
        ("TY", _TYPES[citation.kind]),
        ("ID", citation.key),
        ("TI", citation.title),
        *(("AU", name.sorted) for name in citation.authors),
        ("PY", citation.year),
        ("T2", citation.venue),
        ("DO", citation.doi),
        ("AN", f"arXiv:{citation.arxiv}" if citation.arxiv is not None else None),
        ("UR", citation.url),
        ("N1", citation.note),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in facts if value is not None)
