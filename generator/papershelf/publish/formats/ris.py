"""RIS: a tag of two characters, two spaces, a hyphen, a space and a value on each line; `ER` ends a record.

Tags by the specification of Research Information Systems (2001): GEN is a work of any kind.
"""

from __future__ import annotations

from collections.abc import Iterable

from papershelf.model import Name
from papershelf.publish.formats.citation import Citation


def to_ris(citations: Iterable[Citation]) -> str:
    """A bibliography of some papers, in their order. RIS ends its lines with CR and LF."""
    return "\r\n".join(map(_record, citations))


def _record(citation: Citation) -> str:
    facts = [
        ("TY", "GEN"),
        ("ID", citation.key),
        ("TI", citation.title),
        *(("AU", _author(name)) for name in citation.authors),
        ("PY", citation.year),
        ("T2", citation.venue),
        ("DO", citation.doi),
        ("AN", f"arXiv:{citation.arxiv}" if citation.arxiv is not None else None),
        ("UR", citation.url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in facts if value is not None)


def _author(name: Name) -> str:
    """`Family, Given, Suffix`; a name of one piece has no comma, and none is put into it."""
    if name.literal:
        return name.family
    return ", ".join(filter(None, (name.last, name.given, name.suffix)))
