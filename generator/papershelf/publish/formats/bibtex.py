"""BibTeX. The grammar: Oren Patashnik, "BibTeXing" (1988); the entry type `misc` takes any work.

A list that knows neither the kind of a venue nor its volume cannot claim `article` or
`inproceedings`, so the venue stands in `howpublished`, which `misc` prints as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from papershelf.publish.formats.citation import Citation, Name

# BibTeX counts braces, escaped ones too, so that a lone brace has to be a command. All of these are
# set in LaTeX's oldest font encoding, too, where a bare `<` is printed as an exclamation mark.
_COMMANDS = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "&": r"\&",
        "_": r"\_",
    }
)
_HELD = re.compile(r"[^\W_][A-Z]|\b[B-Z]\b")
"""`LLaMA`, `3D`, `K-means`, `Part I`: words that a style which lowers the letters of titles would spoil."""
_PARTED = re.compile(r"\band\b", re.IGNORECASE)
"""The word that parts two authors."""

_INCOMPLETE = "% Authors or year of some entries are not known to this list: complete them before you cite.\n\n"


def to_bibtex(citations: Iterable[Citation]) -> str:
    """A bibliography of some papers, in their order."""
    cited = list(citations)
    remark = _INCOMPLETE if any(not each.authors or each.year is None for each in cited) else ""
    return remark + "\n".join(map(_entry, cited))


# A paper stands in the bibliography of each of its tags and topics: it is written once.
@lru_cache(maxsize=32_768)
def _entry(citation: Citation) -> str:
    facts = {
        "title": _title(citation.title),
        "author": " and ".join(map(_author, citation.authors)) or None,
        "year": _escape(citation.year),
        "howpublished": _escape(citation.venue),
        "doi": _verbatim(citation.doi),
        "eprint": _verbatim(citation.arxiv),
        "archiveprefix": "arXiv" if citation.arxiv is not None else None,
        "url": _verbatim(citation.url),
    }
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in facts.items() if value)
    return f"@misc{{{citation.key},\n{fields}}}\n"


def _title(title: str) -> str:
    words = []
    for word in title.split(" "):
        escaped = word.translate(_COMMANDS)
        words.append(f"{{{escaped}}}" if _HELD.search(word) else escaped)
    return " ".join(words)


def _author(name: Name) -> str:
    parts = [name.whole] if name.family is None or name.given is None else [name.family, name.given]
    return ", ".join(map(_name_part, parts))


def _name_part(part: str) -> str:
    """A name, or half of one, that BibTeX takes for no more than that."""
    escaped = part.translate(_COMMANDS)
    return f"{{{escaped}}}" if _PARTED.search(part) or "," in part else escaped


def _escape(text: str | None) -> str | None:
    return None if text is None else text.translate(_COMMANDS)


def _verbatim(text: str | None) -> str | None:
    """An address or a number, which packages read as it stands; only braces must not be torn."""
    if text is None:
        return None
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
