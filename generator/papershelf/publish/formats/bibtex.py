"""BibTeX. The grammar: Oren Patashnik, "BibTeXing" (1988); the entry type `misc` takes any work.

A list that knows neither the kind of a venue nor its volume cannot claim `article` or
`inproceedings`, so the venue stands in `howpublished`, which `misc` prints as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from papershelf.model import Name
from papershelf.publish.formats.citation import Citation

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
    """`von Family, Jr, Given`; in braces whatever BibTeX would take apart."""
    family = _name_part(name.family)
    if name.literal or _holds_particle(name):
        family = _in_braces(name.family)
    if name.particle:
        family = name.last.removesuffix(name.family).translate(_COMMANDS) + family
    parts = [family, *([_name_part(name.suffix)] if name.suffix else []), _name_part(name.given)]
    return ", ".join(filter(None, parts))


def _holds_particle(name: Name) -> bool:
    """Whether a family name would be parted: at a word in lower case, or, where it stands alone, at any word."""
    words = name.family.split(" ")
    alone = not (name.given or name.particle or name.suffix)
    return name.family.casefold() == "others" or (
        len(words) > 1 and (alone or any(word[0].islower() for word in words))
    )


def _name_part(part: str) -> str:
    """A name, or half of one, that BibTeX takes for no more than that."""
    return _in_braces(part) if _PARTED.search(part) or "," in part else part.translate(_COMMANDS)


def _in_braces(part: str) -> str:
    return f"{{{part.translate(_COMMANDS)}}}"


def _escape(text: str | None) -> str | None:
    return None if text is None else text.translate(_COMMANDS)


def _verbatim(text: str | None) -> str | None:
    """An address or a number, which packages read as it stands; only braces must not be torn."""
    if text is None:
        return None
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
