"""The README of an awesome list: headings for topics and tags, a line for each paper.

The form is that of https://github.com/sindresorhus/awesome and of the lists that follow it; `papershelf import` reads
it back. A paper is under the first tag of its main topic; while nobody has confirmed a tag, under a proposed one, else
under the words that it came with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Link, LinkKind, Paper
from papershelf.publish.venues import venue_year
from papershelf.text import MOST_NAMED, escape_commonmark, identifiers_of, identify, names_in_a_row

NOTE = "<!-- Written by `papershelf export awesome`; changes in this file are lost. -->"
OTHERS = "More papers"
"""The heading over papers without a tag and without a word."""

_NO_ANCHOR = re.compile(r"[^\w\- ]")


def to_awesome(catalog: Catalog, address: str, name: str) -> str:
    """The whole list as Markdown, in the order of the vocabulary.

    Args:
        catalog: The list.
        address: Where the site is published; nothing where it is not.
        name: What the list is called.
    """
    sections = _sections(catalog)
    blocks = [NOTE, f"# {escape_commonmark(name)}"]
    if address:
        blocks.append(f"With search, summaries and feeds: <{address}/>")
    blocks.append(_contents(name, sections))
    for title, parts in sections.items():
        blocks.append(f"## {escape_commonmark(title)}")
        for subtitle, papers in parts.items():
            if subtitle:
                blocks.append(f"### {escape_commonmark(subtitle)}")
            blocks.append("\n".join(map(_line, papers)))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _sections(catalog: Catalog) -> dict[str, dict[str, list[Paper]]]:
    """Papers by heading and heading below it: in the order of the vocabulary, then words from A to Z."""
    vocabulary = catalog.library.vocabulary
    places = [(_place(catalog, paper), paper) for paper in sorted(catalog.papers, key=_by_title)]
    known = [(topic.label, tag.label) for topic in vocabulary.topics.values() for tag in vocabulary.tags_of(topic.key)]
    order = {place: number for number, place in enumerate(known)}
    last = len(order)
    found: dict[str, dict[str, list[Paper]]] = {}
    for place, paper in sorted(
        places, key=lambda each: (each[0][0] == OTHERS, order.get(each[0], last), each[0][0].casefold(), each[0])
    ):
        found.setdefault(place[0], {}).setdefault(place[1], []).append(paper)
    return found


def _place(catalog: Catalog, paper: Paper) -> tuple[str, str]:
    """The two headings that a paper is under; the second one may be empty."""
    vocabulary = catalog.library.vocabulary
    for keys in (paper.tags, paper.proposed):
        about = replace(paper, tags=keys)
        tags = catalog.tags_of(about)
        topic = catalog.main_topic(about) or (KIND_TOPIC if tags else None)
        if topic is not None:
            return vocabulary.topics[topic].label, next(tag.label for tag in tags if tag.topic == topic)
    first, second, *_ = (*paper.keywords, "", "")
    return first or OTHERS, second


def _by_title(paper: Paper) -> tuple[str, str]:
    return paper.title.casefold(), paper.slug


def _contents(name: str, sections: Mapping[str, Mapping[str, object]]) -> str:
    """Links to the upper headings, by the names that GitHub gives all of them, in their order."""
    seen: Counter[str] = Counter()
    rows: list[str] = []
    _anchor(name, seen)
    for title, parts in sections.items():
        rows.append(f"- [{escape_commonmark(title)}](#{_anchor(title, seen)})")
        for subtitle in filter(None, parts):
            _anchor(subtitle, seen)
    return "\n".join(rows)


def _anchor(title: str, seen: Counter[str]) -> str:
    """What leads to a heading on GitHub; one that is there already gets a number."""
    anchor = _NO_ANCHOR.sub("", title.lower()).replace(" ", "-")
    number = f"-{seen[anchor]}" if seen[anchor] else ""
    seen[anchor] += 1
    return f"{anchor}{number}"


def _line(paper: Paper) -> str:
    """`- **[Title](address)**. *Authors*. Venue 2024. [[code](address)] — Finding.`"""
    links = list(_links(paper))
    title = f"**{escape_commonmark(paper.title)}**"
    if links and links[0].kind is LinkKind.PAPER:
        title = f"**[{escape_commonmark(paper.title)}]({_target(links.pop(0).url)})**"
    facts = [title]
    if paper.authors:
        facts.append(f"*{escape_commonmark(names_in_a_row(paper.authors, MOST_NAMED))}*")
    if appeared := _appeared(paper):
        facts.append(escape_commonmark(appeared))
    others = " ".join(f"[[{link.kind.value}]({_target(link.url)})]" for link in links)
    line = " ".join(filter(None, (f"- {'. '.join(facts)}.", others)))
    return f"{line} — {escape_commonmark(paper.finding)}" if paper.finding else line


def _links(paper: Paper) -> Iterator[Link]:
    """Where to read the paper, best first, then its other links; no paper's address twice."""
    named = identifiers_of(paper)
    told = {identifier.key for identifier in named}
    yield from (Link(kind=LinkKind.PAPER, url=identifier.address) for identifier in named)
    for link in sorted(paper.links, key=lambda link: link.kind is not LinkKind.PAPER):
        found = identify(link.url) if link.kind is LinkKind.PAPER else None
        if found is None or found.key not in told:
            yield link


def _appeared(paper: Paper) -> str:
    """The venue with its year; the year that the paper states, where the venue has none of its own."""
    if paper.venue is not None and venue_year(paper.venue) is not None:
        return paper.venue
    return " ".join(filter(None, (paper.venue, paper.year)))


def _target(url: str) -> str:
    """An address as Markdown takes it; parentheses would end it."""
    return f"<{url}>" if "(" in url or ")" in url else url
