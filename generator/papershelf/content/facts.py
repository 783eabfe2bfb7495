"""What a paper's file states of the paper itself: authors, venue and identifiers, each read in the form that it has."""

from __future__ import annotations

import re
from functools import partial

from papershelf.content.yaml.fields import Report, text, texts
from papershelf.content.yaml.nodes import Mapping, Node, Scalar
from papershelf.model import Name
from papershelf.text import identify, is_arxiv_number, is_doi, parse_name, show

_IDENTIFIERS = {"arxiv": (is_arxiv_number, "an arXiv identifier"), "doi": (is_doi, "a DOI")}
_TEX = re.compile(r"[\\{}]")
_LONGEST_NAMED = 60


def read_authors(report: Report, node: Node, example: str) -> tuple[Name, ...]:
    """The authors, in their order; what names nobody is noted and left out."""
    written = texts(report, node, "authors", example)
    names = (report.attempt(node, "authors", partial(parse_name, each)) for each in written)
    return tuple(name for name in names if name is not None)


def read_venue(report: Report, node: Node, example: str) -> str | None:
    """The venue, without the TeX that people paste with it: `Kettles \\& Pots`."""
    value = text(report, node, "venue", example)
    return value if value is None or not _TEX.search(value) else show(value) or value


def read_identifier(report: Report, node: Node, name: str, example: str) -> str | None:
    """The number of arXiv, or the DOI, that stands in a field; an address of it is noted with what it states."""
    is_one, what = _IDENTIFIERS[name]
    value = text(report, node, name, example)
    if value is None or is_one(value):
        return value
    meant = identify(value)
    remedy = example if meant is None else f'{meant.kind.value}: "{meant.value}"'
    clipped = value if len(value) <= _LONGEST_NAMED else f"{value[: _LONGEST_NAMED - 1]}…"
    problem, remedy = f"'{clipped}' is not {what}", f"Write `{remedy}`"
    report.add(node, name, problem, remedy, rule="identifier" if meant is not None else None)
    return None


def restate(front: Mapping) -> dict[str, str]:
    """By field, the identifiers that front matter states in another form than it should."""
    found = {}
    for name, (is_one, _) in _IDENTIFIERS.items():
        entry = front.entries.get(name)
        if entry is not None and isinstance(entry.value, Scalar) and not is_one(entry.value.value):
            meant = identify(entry.value.value)
            if meant is not None and meant.kind.value == name:
                found[name] = meant.value
    return found
