"""A digest as people read it: what is new, by topic, as Markdown and as plain text for a mail."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from papershelf.addresses import HOME, digest_url, paper_url, short_url, topic_url
from papershelf.catalog.catalog import Catalog
from papershelf.catalog.topic_colours import colour_of
from papershelf.model import Digest, Paper, Topic
from papershelf.text import counted, escape_commonmark, sentences, summary_text

MOST = 40
"""Papers in a mail; the page names the others. Some readers of mail cut it off at 100 KB."""

UNSORTED = "Not sorted by topic yet"
"""The heading of papers without a tag that is about something."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARAGRAPH = 300
"""Characters of a summary, if its first sentence leaves room for another."""
_WIDTH = 72
"""Of a mail's plain text, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paper in a digest. All of its texts are plain."""

    title: str
    url: str
    short_url: str
    """The address that is short enough never to be broken."""
    line: str
    """The first sentences of its summary, or nothing."""
    tags: tuple[str, ...]
    """Labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The papers of a topic."""

    heading: str
    url: str | None
    """The topic's page."""
    colour: str
    entries: tuple[Entry, ...]
    more: int
    """How many further papers the digest's page names under this heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A digest, ready to be written in any format."""

    name: str
    """The list's name."""
    home: str
    """The address of the site."""
    url: str
    """The address of the digest's page."""
    date: str
    title: str
    """A count in words: `12 new papers`."""
    period: str
    """The days that it covers, in words."""
    introduction: str
    """Markdown by a curator."""
    sections: tuple[Section, ...]


def in_words(day: str) -> str:
    """A day as a sentence has it: `21 November 2026`."""
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def period(digest: Digest) -> str:
    """The days that a digest covers: `since 14 November 2026`."""
    return f"since {in_words(digest.since)}"


def compose(
    catalog: Catalog, digest: Digest, *, name: str, address: str, most: int | None = None, short: bool = True
) -> Issue:
    """Gather what a digest says of the papers that are still on the list.

    Args:
        catalog: The list.
        digest: Which papers were new.
        name: The list's name.
        address: What comes before an address such as `/papers/x/`: the site's, or nothing.
        most: The largest number of papers that are named, spread over the topics; None for all.
        short: Whether short addresses are pages, which they are not in an anthology.
    """
    sections = [
        (topic, [paper for paper in papers if paper.withdrawn is None]) for topic, papers in catalog.sections_of(digest)
    ]
    sections = [(topic, papers) for topic, papers in sections if papers]
    count = sum(len(papers) for _, papers in sections)
    share = _share([len(papers) for _, papers in sections], count if most is None else most)
    return Issue(
        name=" ".join(name.split()),
        home=f"{address}{HOME}",
        url=f"{address}{digest_url(digest)}",
        date=digest.date,
        title=counted(count, "new paper"),
        period=period(digest),
        introduction=digest.introduction,
        sections=tuple(_section(catalog, topic, papers, share, address, short) for topic, papers in sections),
    )


def _share(sizes: list[int], most: int) -> int:
    """How many papers of each section are named, so that all together are few enough; one at least."""
    return max(
        (each for each in range(1, max(sizes, default=1) + 1) if sum(min(each, n) for n in sizes) <= most), default=1
    )


def _section(
    catalog: Catalog, topic: Topic | None, papers: list[Paper], share: int, address: str, short: bool
) -> Section:
    place = None if topic is None else catalog.topics.index(topic)
    return Section(
        heading=UNSORTED if topic is None else topic.label,
        url=None if topic is None else f"{address}{topic_url(topic)}",
        colour=colour_of(place),
        entries=tuple(_entry(catalog, paper, address, short) for paper in papers[:share]),
        more=len(papers[share:]),
    )


def _entry(catalog: Catalog, paper: Paper, address: str, short: bool) -> Entry:
    return Entry(
        title=" ".join(paper.title.split()),
        url=f"{address}{paper_url(paper)}",
        short_url=f"{address}{short_url(paper) if short else paper_url(paper)}",
        line=paper.finding or _beginning(summary_text(paper.summary)),
        tags=tuple(tag.label for tag in catalog.tags_of(paper)),
    )


def _beginning(summary: str) -> str:
    """The first sentence of a summary, and as many more as make a short paragraph; no question without an answer."""
    kept = ""
    for sentence in sentences(" ".join(summary.split())):
        if kept and not kept.endswith("?") and len(kept) + len(sentence) >= _PARAGRAPH:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def to_markdown(issue: Issue) -> str:
    """The digest as CommonMark, to be pasted wherever Markdown is read."""
    rows = [f"# {_inert(issue.name)}: {issue.title}", "", f"{_sentence(issue)} [Read it on the site]({issue.url})."]
    if issue.introduction:
        rows += ["", issue.introduction]
    for section in issue.sections:
        heading = _inert(section.heading)
        rows += ["", f"## [{heading}]({section.url})" if section.url else f"## {heading}", ""]
        for entry in section.entries:
            rows.append(
                f"- [{_inert(entry.title)}]({entry.url})" + (f"  \n  {_inert(entry.line)}" if entry.line else "")
            )
        if section.more:
            rows.append(f"- [and {section.more:,} more]({issue.url})")
    return "\n".join(rows) + "\n"


def _inert(text: str) -> str:
    return escape_commonmark(text)


def _sentence(issue: Issue) -> str:
    return f"{issue.title} {issue.period}."


def to_text(issue: Issue) -> str:
    """The digest as the plain text of a mail, its lines at most 72 characters but for addresses and long words."""
    rows = [*_filled(f"{issue.name}: {issue.title}"), _sentence(issue), issue.url]
    # Markdown can be read as it is, and keeps the addresses of its links.
    for paragraph in filter(None, issue.introduction.split("\n\n")):
        rows += ["", *_filled(paragraph)]
    for section in issue.sections:
        rows += ["", "", *_filled(section.heading), "-" * min(len(section.heading), _WIDTH)]
        for entry in section.entries:
            rows += ["", *_filled(f"* {entry.title}", later="  "), *_filled(entry.line, first="  ", later="  ")]
            rows.append(f"  {entry.short_url}")
        if section.more:
            rows += ["", f"  and {section.more:,} more: {issue.url}"]
    return "\n".join(rows) + "\n"


def _filled(text: str, first: str = "", later: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
