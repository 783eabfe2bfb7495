"""What a paper's file states of the paper itself: authors, venue and identifiers, each read in the form that it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from papershelf.content.yaml.fields import Report, check_keys, clip, records, required, text, texts
from papershelf.content.yaml.nodes import Mapping, Node, Scalar
from papershelf.errors import Rejected
from papershelf.model import Name, Origin
from papershelf.text import from_tex, identify, is_arxiv_number, is_doi, parse_name

REJECTED = "rejected-facts.txt"
"""Below `content/`: what was refused of papers, a key a line that begins with the paper's id; see `facts.review`."""
_IDENTIFIERS = {"arxiv": (is_arxiv_number, "an arXiv identifier"), "doi": (is_doi, "a DOI")}
_WITH_SOURCE = ("arxiv", "authors", "year", "venue", "doi")
"""The fields whose source is remembered where no person wrote them."""
_ID = re.compile(r"[a-z0-9]{4,26}")
_MADE = {
    "id": "`papershelf check --fix` makes it of the title",
    "added": "`papershelf check --fix` writes the day",
}
"""What is done about fields that every paper has for itself, so that no example could be copied."""
_TEX = re.compile(r"[\\{}]")


def note_absent(report: Report, front: Mapping, name: str, order: Sequence[str], example: str) -> None:
    """Note that a paper lacks a field, at the line behind which it belongs.

    Args:
        report: Where it is noted.
        front: The front matter.
        name: The field.
        order: All fields in house order.
        example: How it is written.
    """
    if name not in front.entries:
        before = order[: order.index(name)]
        line = max((entry.key.place.line + 1 for key, entry in front.entries.items() if key in before), default=1)
        report.add_rejected(line, name, Rejected("it is missing", _MADE.get(name, f"Add `{example}`")))


def is_id(text: str) -> bool:
    """Whether a text has the form of a paper's id."""
    return _ID.fullmatch(text) is not None


def read_id(report: Report, node: Node, example: str) -> str | None:
    """The id; one that is none is noted without an example, which everybody would copy."""
    value = text(report, node, "id", example)
    if value is None or is_id(value):
        return value
    problem = f"'{clip(value)}' is not an id of 4 to 26 lower-case letters and digits"
    report.add(node, "id", problem, "Remove the line; `papershelf check --fix` makes one of the title")
    return None


def read_authors(report: Report, node: Node, example: str) -> tuple[Name, ...]:
    """The authors, in their order; what names nobody is noted and left out."""
    written = texts(report, node, "authors", example)
    names = (report.attempt(node, "authors", partial(parse_name, each)) for each in written)
    return tuple(name for name in names if name is not None)


def read_venue(report: Report, node: Node, example: str) -> str | None:
    """The venue, without the TeX that people paste with it: `Kettles \\& Pots`."""
    value = text(report, node, "venue", example)
    return value if value is None or not _TEX.search(value) else from_tex(value, mathematics=False) or value


def read_identifier(report: Report, node: Node, name: str, example: str) -> str | None:
    """The number of arXiv, or the DOI, that is in a field; an address of it is noted with what it states."""
    is_one, what = _IDENTIFIERS[name]
    value = text(report, node, name, example)
    if value is None or is_one(value):
        return value
    meant = identify(value)
    remedy = example if meant is None else f'{meant.kind.value}: "{meant.value}"'
    problem, remedy = f"'{clip(value)}' is not {what}", f"Write `{remedy}`"
    report.add(node, name, problem, remedy, rule="identifier" if meant is not None else None)
    return None


def read_sources(report: Report, node: Node, example: str) -> tuple[Origin, ...]:
    """Where facts come from, sorted; a fact with two sources is noted."""
    found = records(report, node, "sources", example, lambda mapping, name: _read_origin(report, mapping, name))
    facts = Counter(fact for origin in found for fact in origin.facts)
    for fact in (fact for fact, count in facts.items() if count > 1):
        report.add(node, "sources", f"'{fact}' has two sources", "Keep the one that states what the file does")
    return tuple(sorted(found))


def _read_origin(report: Report, mapping: Mapping, name: str) -> Origin | None:
    check_keys(report, mapping, name, ("source", "facts"))
    source = required(report, mapping, "source", name, 'source: "arXiv"')
    if "facts" not in mapping.entries:
        report.add(mapping, name, "`facts` is missing", "Add `facts: [authors, year]`")
        return None
    node = mapping.entries["facts"].value
    stated = texts(report, node, f"{name}.facts", "facts: [authors, year]")
    for fact in stated:
        if fact not in _WITH_SOURCE:
            problem = f"'{clip(fact)}' is not a fact"
            report.add(node, f"{name}.facts", problem, f"Known facts: {', '.join(_WITH_SOURCE)}")
    known = tuple(fact for fact in _WITH_SOURCE if fact in stated)
    return Origin(source=source, facts=known) if source is not None and known else None


def check_sources(report: Report, front: Mapping, sources: Iterable[Origin]) -> None:
    """Note the source of a fact that the file does not state: it is left over, or a slip."""
    for fact in (fact for origin in sources for fact in origin.facts):
        if fact not in front.entries:
            node = front.entries["sources"].value
            report.add(node, "sources", f"the paper states no `{fact}`", "Take it out of `sources`")


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
