"""One paper's file: text to `Paper` and back, with as little difference as the change needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from papershelf.content import facts, former_names
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import (
    Report,
    check_day,
    check_keys,
    clip,
    is_day,
    note_repeats,
    records,
    required,
    text,
    texts,
)
from papershelf.content.yaml.nodes import Malformed, Mapping, Node, parse
from papershelf.errors import Problem, Rejected
from papershelf.model import Appearance, Link, LinkKind, Paper
from papershelf.text import (
    capture_text,
    check_summary,
    check_url,
    check_written,
    from_hand,
    plain_text,
    write_name,
)

FIELDS = (
    "id", "title", "listed", "added", "links", "tags", "proposed", "keywords",
    "arxiv", "authors", "year", "venue", "doi", "sources", "finding", "note", "aliases", "merged", "withdrawn",
)  # fmt: skip
"""Every key that a paper's file may have, in house order."""

EXAMPLES = {
    "id": "id: …",
    "title": 'title: "The title of the paper"',
    "listed": 'listed: [{listing: "a-listing", rank: 1}]',
    "added": 'added: "YYYY-MM-DD"',
    "links": 'links: [{kind: code, url: "https://example.org/code"}]',
    "tags": "tags: [one-tag, another-tag]",
    "proposed": "proposed: [a-tag-to-confirm]",
    "keywords": 'keywords: ["a word for what it is about"]',
    "arxiv": 'arxiv: "2306.14898"',
    "authors": 'authors: ["Given Family", "Family, Given", "{Organisation}"]',
    "year": 'year: "2023"',
    "venue": 'venue: "Name of the venue"',
    "doi": 'doi: "10.1000/182"',
    "sources": 'sources: [{source: "arXiv", facts: [authors, year]}]',
    "finding": 'finding: "What the paper shows, in one sentence"',
    "note": 'note: "What we think of it, in a sentence or two"',
    "aliases": "aliases: [former-slug]",
    "merged": "merged: [{id: abc234, slug: another-slug}]",
    "withdrawn": 'withdrawn: "Why it was taken off the list"',
}

MOST_TAGS = 50
"""Of a paper, before it is asked what each of them means; the guide asks for 2 to 7."""
MAX_SUMMARY = 5_000
"""The longest summary, in characters; the guide asks for 45 to 90 words."""


class TooLong(Rejected):
    """A summary that is not a summary any more."""


_FENCE = re.compile(r"-{3,}\s*")
_YEAR = re.compile("[0-9]{4}")
FIRST_YEAR, LAST_YEAR = "1000", "2100"
"""Of publication: there were papers long before there were lists of them."""
_RANK = re.compile(r"[1-9][0-9]{0,5}")
_KINDS = frozenset(LinkKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A paper's file, split but not yet understood."""

    front: Mapping
    yaml_lines: list[str]
    """The lines between the fences, without their ends."""
    head: str
    """The file up to the first word behind the closing fence."""
    body: str
    """What follows the closing fence, with its line end."""

    @property
    def body_line(self) -> int:
        """The number of the line on which the body's first word is, counted from 1."""
        return self.head.count("\n") + 1


def _is_fence(row: str) -> bool:
    return row.startswith("---") and _FENCE.fullmatch(row) is not None


def split(report: Report, text: str) -> Split | None:
    """Split a file at its fences and parse the front matter, or note why that fails.

    python-frontmatter skips blank lines before the first fence and takes a file whose front
    matter never ends for one without any: both are refused before it is asked.
    """
    rows = text.split("\n")
    if not _is_fence(rows[0]):
        remedy = "Make '---' the first line of the file, with no blank line or mark before it"
        report.add(None, None, "the file does not begin with front matter", remedy)
        return None
    end = next((n for n, row in enumerate(rows[1:], start=1) if _is_fence(row)), None)
    if end is None:
        report.add(None, None, "the front matter never ends", "Add a line '---' behind the last field")
        return None
    _, body = YAMLHandler().split(text)
    # It takes blank lines behind a fence for a part of the fence, which would shift every place.
    yaml_lines = rows[1:end]
    try:
        # An empty line stands for the fence, so that YAML's line 0 is the file's line 1.
        front = parse("\n".join(["", *yaml_lines, ""]))
    except Malformed as error:
        report.add_malformed(error)
        return None
    if not isinstance(front, Mapping):
        report.add(None, None, "the front matter is not a mapping", "Write one `key: value` a line")
        return None
    head = text[: len(text) - len(body.lstrip())]
    return Split(front=front, yaml_lines=yaml_lines, head=head, body=body)


def read(
    report: Report, slug: str, text: str, abstract: str | None, *, fields: tuple[str, ...] = FIELDS
) -> Paper | None:
    """Read one paper's file strictly.

    Args:
        report: Where every problem is noted.
        slug: The file's name without its ending.
        text: The file, with line ends as LF.
        abstract: The abstract that is beside it, if one is at hand.
        fields: The keys that the file may have; one without `added` is of a paper that is not on the list yet.

    Returns:
        The paper, or None where something it needs is missing. Problems may be noted either way.
    """
    if (parts := split(report, text)) is None:
        return None
    front = parts.front
    check_keys(report, front, None, fields)
    values: dict[str, Any] = {} if "added" in fields else {"added": ""}
    values |= {
        name: _READERS[name](report, front.entries[name].value)
        for name in FIELDS
        if name in front.entries and name in fields
    }
    for name in ("id", "title", "added"):
        if name in fields:
            facts.note_absent(report, front, name, fields, EXAMPLES[name])
    facts.check_sources(report, front, values.get("sources") or ())
    summary = _summary(report, parts)
    if any(values.get(name) is None for name in ("id", "title", "added")):
        return None
    known: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    return Paper(slug=slug, summary=summary, abstract=abstract, **known | title_fields(known["title"]))


def title_fields(written: str) -> dict[str, Any]:
    """The fields of `Paper` that a title means. TeX that a person pasted is read; the check names it."""
    readable = from_hand(written)
    shown = plain_text(readable) or written
    return {"title": shown} if shown == readable else {"title": shown, "title_notation": readable}


def _summary(report: Report, parts: Split) -> str:
    summary = parts.body.strip()
    try:
        check_written(summary)
        if len(summary) > MAX_SUMMARY:
            raise TooLong(f"it has more than {MAX_SUMMARY:,} characters", "Say it in two to four sentences")
        check_summary(summary)
        return capture_text(summary)
    except Rejected as error:
        rule = "summary-length" if isinstance(error, TooLong) else None
        report.add_rejected(parts.body_line, "summary", error, rule=rule)
        return ""


_Reader = Callable[[Report, Node], object]
"""Reads the value of one field, of the type that the model has; None where nothing can be made of it."""


def stated_identifiers(text: str) -> dict[str, str]:
    """By field, the arXiv number or DOI that a file states in another form than it should: as an address, say.

    Args:
        text: A paper's file, with whatever line ends it has.
    """
    parts = split(Report(path=""), text.replace("\r\n", "\n"))
    return {} if parts is None else facts.restate(parts.front)


def _text(name: str) -> _Reader:
    return lambda report, node: text(report, node, name, EXAMPLES[name])


def _day(report: Report, node: Node) -> str | None:
    value = text(report, node, "added", EXAMPLES["added"])
    if value is None or is_day(value):
        return value
    report.attempt(node, "added", lambda: check_day(value, f"Write `{EXAMPLES['added']}`"))
    return None


def _year(report: Report, node: Node) -> str | None:
    value = text(report, node, "year", EXAMPLES["year"])
    if value is not None and not _YEAR.fullmatch(value):
        report.add(node, "year", f"'{clip(value)}' is not a year", f"Write `{EXAMPLES['year']}`")
        return None
    if value is None or FIRST_YEAR <= value <= LAST_YEAR:
        return value
    report.add(node, "year", f"'{value}' is not a year from {FIRST_YEAR} to {LAST_YEAR}", f"Write `{EXAMPLES['year']}`")
    return None


def _tags(name: str) -> _Reader:
    def read_field(report: Report, node: Node) -> tuple[str, ...]:
        tags = texts(report, node, name, EXAMPLES[name])
        if len(tags) > MOST_TAGS:
            problem = f"it has {len(tags):,} tags, over {MOST_TAGS}"
            report.add(node, name, problem, "Keep the most telling ones", rule="number-of-tags")
        note_repeats(report, node, name, tags, rule="repeated-tag")
        return tags[:MOST_TAGS]

    return read_field


def _keywords(report: Report, node: Node) -> tuple[str, ...]:
    words = texts(report, node, "keywords", EXAMPLES["keywords"])
    if len(words) > MOST_TAGS:
        report.add(node, "keywords", f"it has {len(words):,} words, over {MOST_TAGS}", "Keep the most telling ones")
    note_repeats(report, node, "keywords", words)
    return words[:MOST_TAGS]


def _listed(report: Report, node: Node) -> tuple[Appearance, ...]:
    found = records(report, node, "listed", EXAMPLES["listed"], lambda m, n: _appearance(report, m, n))
    if len(set(found)) < len(found):
        report.add(node, "listed", "the same place in a listing appears twice", "Remove one of the two")
    return tuple(sorted(set(found)))


def _appearance(report: Report, mapping: Mapping, name: str) -> Appearance | None:
    check_keys(report, mapping, name, ("listing", "rank"))
    listing = required(report, mapping, "listing", name, "listing: a-listing")
    rank = required(report, mapping, "rank", name, "rank: 1")
    if listing is None or rank is None:
        return None
    if not _RANK.fullmatch(rank):
        problem = f"'{clip(rank)}' is not a place in a listing"
        report.add(mapping.entries["rank"].value, f"{name}.rank", problem, "Write a number from 1 on")
        return None
    return Appearance(listing=listing, rank=int(rank))


def _links(report: Report, node: Node) -> tuple[Link, ...]:
    return records(report, node, "links", EXAMPLES["links"], lambda m, n: _link(report, m, n))


def _link(report: Report, mapping: Mapping, name: str) -> Link | None:
    check_keys(report, mapping, name, ("kind", "url"))
    kind = required(report, mapping, "kind", name, "kind: code")
    url = required(report, mapping, "url", name, "url: https://example.org/code")
    if kind is None or url is None:
        return None
    if kind not in _KINDS:
        near = report.guesses.nearest(kind, tuple(LinkKind))
        known = f"Known kinds: {', '.join(LinkKind)}"
        remedy = f"Did you mean '{near}'? {known}" if near else known
        problem = f"'{clip(kind)}' is not a kind of link"
        report.add(mapping.entries["kind"].value, f"{name}.kind", problem, remedy, rule="link")
        return None
    return report.attempt(mapping.entries["url"].value, f"{name}.url", lambda: _checked(kind, url), rule="link")


def _checked(kind: str, url: str) -> Link:
    check_url(url)
    return Link(kind=LinkKind(kind), url=url)


_READERS: MappingABC[str, _Reader] = {
    "id": lambda report, node: facts.read_id(report, node, EXAMPLES["id"]),
    "title": _text("title"),
    "listed": _listed,
    "added": _day,
    "links": _links,
    "tags": _tags("tags"),
    "proposed": _tags("proposed"),
    "keywords": _keywords,
    "arxiv": lambda report, node: facts.read_identifier(report, node, "arxiv", EXAMPLES["arxiv"]),
    "authors": lambda report, node: facts.read_authors(report, node, EXAMPLES["authors"]),
    "year": _year,
    "venue": lambda report, node: facts.read_venue(report, node, EXAMPLES["venue"]),
    "doi": lambda report, node: facts.read_identifier(report, node, "doi", EXAMPLES["doi"]),
    "sources": lambda report, node: facts.read_sources(report, node, EXAMPLES["sources"]),
    "finding": _text("finding"),
    "note": _text("note"),
    "aliases": lambda report, node: former_names.read_aliases(report, node, EXAMPLES["aliases"]),
    "merged": lambda report, node: former_names.read_merged(report, node, EXAMPLES["merged"]),
    "withdrawn": _text("withdrawn"),
}


def write(paper: Paper) -> str:
    """The file of a new paper."""
    values = to_values(paper)
    front = [line for name in FIELDS if name in values for line in edit.field_lines(name, values[name])]
    summary = f"{paper.summary}\n" if paper.summary else ""
    return "\n".join(["---", *front, "---", summary])


def update(text: str, changed: MappingABC[str, edit.Value | None]) -> str:
    """The file with some fields set, or removed, and every other line as it was.

    Args:
        text: A file that loads without a problem, with whatever line ends it has.
        changed: The fields and their new values; None: the field goes.
    """
    for key, value in changed.items():
        parts = split(Report(path=""), text.replace("\r\n", "\n"))
        if parts is None:
            raise ValueError("only a file that loads can be updated")
        rows = text.split("\n")
        # Line 0 of the YAML is the fence's, so places count in the file's own lines.
        before = rows[: len(parts.yaml_lines) + 1]
        if value is None:
            head = edit.remove_field(before, parts.front, key)
        else:
            head = edit.replace_field(before, parts.front, key, value, FIELDS)
        text = "\n".join([*head, *rows[len(parts.yaml_lines) + 1 :]])
    return text


def update_summary(text: str, summary: str) -> str:
    """The file with another summary; its front matter stays as it is.

    Args:
        text: A file that loads without a problem, with whatever line ends it has.
        summary: Markdown, with its line ends as LF.
    """
    if (parts := split(Report(path=""), text.replace("\r\n", "\n"))) is None:
        raise ValueError("only a file that loads can be updated")
    front = parts.head.rstrip("\n")
    written = f"{front}\n{summary}\n" if summary else f"{front}\n"
    return written.replace("\n", "\r\n") if "\r\n" in text else written


def to_values(paper: Paper) -> dict[str, edit.Value]:
    """The fields of a paper as its file holds them; absent facts are absent keys."""
    values: dict[str, edit.Value] = {
        "id": paper.id,
        "title": edit.Quoted(paper.title_notation or paper.title),
        "listed": listed_value(paper.listed),
        "added": edit.Quoted(paper.added),
        "links": [{"kind": link.kind.value, "url": edit.Quoted(link.url)} for link in paper.links],
        "tags": list(paper.tags),
        "sources": [{"source": edit.Quoted(origin.source), "facts": list(origin.facts)} for origin in paper.sources],
        "proposed": list(paper.proposed),
        "keywords": [edit.Quoted(word) for word in paper.keywords],
        "authors": [edit.Quoted(write_name(author)) for author in paper.authors],
        "aliases": list(paper.aliases),
        "merged": [{"id": other.id, "slug": other.slug} for other in paper.merged],
    }
    for name in ("arxiv", "year", "venue", "doi", "finding", "note", "withdrawn"):
        if (fact := getattr(paper, name)) is not None:
            values[name] = edit.Quoted(fact)
    kept = ("id", "title", "listed", "added", "links", "tags")
    return {name: values[name] for name in FIELDS if name in values and (name in kept or values[name])}


def objections(name: str, value: edit.Value) -> tuple[Problem, ...]:
    """What loading would say of a field with some value: what comes from outside is held to the form of files."""
    report = Report(path="")
    front = parse("\n".join(["", *edit.field_lines(name, value), ""]))
    assert isinstance(front, Mapping), "one field is a mapping"
    _READERS[name](report, front.entries[name].value)
    return tuple(report.problems)


def listed_value(listed: tuple[Appearance, ...]) -> edit.Value:
    """Where a paper was, as its file holds it."""
    return [{"listing": edit.Quoted(place.listing), "rank": place.rank} for place in sorted(listed)]
