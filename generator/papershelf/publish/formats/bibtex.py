"""BibTeX. The grammar: Oren Patashnik, "BibTeXing" (1988); `eprint` and its kin: arXiv's and biblatex's.

A venue whose name does not say what it is goes into the `howpublished` of a `misc`, which prints it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from papershelf.model import Name
from papershelf.publish.formats.citation import Citation
from papershelf.publish.venues import VenueKind

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
_EPONYM = re.compile(
    r"\W*(?:Bayes|Gauss|Markov|Fourier|Hilbert|Riemann|Lipschitz|Hessian|Jacobian|Newton|Euclid|Laplac|Bernoulli|Poisson"
    r"|Wasserstein|Shapley|Nash|Pareto|Turing|Monte|Carlo|Boltzmann|Hamilton|Lagrang|Langevin|Banach|Cauchy|Chebyshev"
    r"|Kalman|Kolmogorov|Lyapunov|Dirichlet|Bregman|Frobenius|Hamming|Hopfield|Kullback|Leibler|Nesterov|Nyström|Rubik"
    r"|Schrödinger|Thompson|Zipf|Python|Java\b|English|Chinese|French|German|Japanese|Korean|Spanish|Portuguese|Arabic"
    r"|Russian|Hindi|Africa|America|Europe|Asia|Wikipedia|Twitter|Reddit|Winograd|Olympi|Android\b)"
)
"""Words that begin with a person's name, or are the name of a language, a country or a work."""
_PARTED = re.compile(r"\band\b", re.IGNORECASE)
"""The word that parts two authors."""

_INCOMPLETE = "% Authors or year of some entries are not known to this list: complete them before you cite.\n\n"


_TYPES = {
    VenueKind.JOURNAL: ("article", "journal"),
    VenueKind.CONFERENCE: ("inproceedings", "booktitle"),
    VenueKind.OTHER: ("misc", "howpublished"),
}
"""The entry type for each kind of venue, and the field that names the venue."""


def to_bibtex(citations: Iterable[Citation]) -> str:
    """A bibliography of some papers, in their order."""
    cited = list(citations)
    remark = _INCOMPLETE if any(not each.authors or each.year is None for each in cited) else ""
    return remark + "\n".join(map(_entry, cited))


# A paper is in the bibliography of each of its tags and topics: it is written once.
@lru_cache(maxsize=32_768)
def _entry(citation: Citation) -> str:
    kind, place = _TYPES[citation.kind]
    facts = {
        "title": _title(citation.title),
        "author": " and ".join(map(_author, citation.authors)) or None,
        # What styles sort and label by where nobody is named.
        "key": None if citation.authors else _escape(citation.title),
        "year": _escape(citation.year),
        place: _escape(citation.venue),
        "doi": _verbatim(citation.doi),
        "eprint": _verbatim(citation.arxiv),
        "archiveprefix": "arXiv" if citation.arxiv is not None else None,
        "primaryclass": _verbatim(citation.arxiv_class),
        "url": _verbatim(citation.url),
        "note": _escape(citation.note),
    }
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in facts.items() if value)
    return f"@{kind}{{{citation.key},\n{fields}}}\n"


def _title(title: str) -> str:
    """A title whose names and abbreviations keep their capitals where a style lowers those of all other words."""
    words = title.split(" ")
    held = _names(words)
    if _HELD.search(title):
        held |= {place for place, word in enumerate(words) if _HELD.search(word)}
    if not held:
        return title.translate(_COMMANDS)
    written = [word.translate(_COMMANDS) for word in words]
    return " ".join([f"{{{word}}}" if place in held else word for place, word in enumerate(written)])


def _names(words: list[str]) -> set[int]:
    """The places of words that are names: `Kettle: a study`, `Gaussian`, a capital among small letters."""
    found = {place for place, word in enumerate(words) if _EPONYM.match(word)}
    if len(words) > 1 and words[0].endswith(":"):
        found.add(0)
    begun = {0} | {place + 1 for place, word in enumerate(words) if word.endswith((":", ".", "?", "!", "—", "–"))}
    long = [word for place, word in enumerate(words) if len(word) > 3 and word.isalpha() and place not in begun]
    if long and sum(map(str.islower, long)) > len(long) / 2:
        found |= {place for place, word in enumerate(words) if word[:1].isupper() and place not in begun}
    return found


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
    """Whether a family name would be parted: at a word in lower case, or, where it is alone, at any word."""
    words = name.family.split()
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
