"""`content/inbox/` and `content/offered/`: candidates that wait for a person, and what was ever a candidate.

A candidate is one file: a paper's front matter without `added`, and with the source it came from, the day and the
reason. Each run of `papershelf fetch` that brings any leaves a file in `content/offered/`, which names them by what
tells papers apart. What is named there never becomes a candidate again, whatever became of it: so dropping one, by a
command or by deleting its file in a pull request, is removing it and no more. No history of git is needed, a
shallow clone knows as much as a whole one, and no two requests write the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace
from pathlib import Path

from papershelf.content import facts, feeds, papers, vocabulary
from papershelf.content.feeds import Feed
from papershelf.content.files import plain_files
from papershelf.content.naming import digest
from papershelf.content.places import line_of
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report, check_day, check_keys, is_day, optional, records, required, text
from papershelf.content.yaml.nodes import Malformed, Mapping, Sequence, parse
from papershelf.errors import Problem, Severity, errors_among
from papershelf.model import Link, LinkKind, Paper, Vocabulary
from papershelf.text import IdentifierKind, identify, is_arxiv_number, is_doi, is_slug, is_url

FOLDER = "inbox"
"""Below `content/`; a file for each candidate."""
OFFERED = "offered"
"""Likewise; a file for each run that brought any."""

_OWN = {
    "source": 'source: "new-on-arxiv"',
    "day": 'day: "YYYY-MM-DD"',
    "reason": 'reason: "Why it came"',
}
FIELDS = (*(name for name in papers.FIELDS if name != "added"), *_OWN)
"""Every key that a candidate's file may have, in house order."""
_LINKED = (IdentifierKind.OPENREVIEW, IdentifierKind.ACL)
"""Kinds of identifiers that papers state by a link."""
_RECORD = '- {id: abc234, title: "The title", arxiv: "2306.14898"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A candidate that waits in the inbox."""

    paper: Paper
    """What is known of it; `added` is the day on which it came."""
    source: str
    """The feed that it came from."""
    reason: str
    """Why it came, in a sentence without a full stop."""

    @property
    def file(self) -> str:
        """Its file, by its path under `content/`."""
        return f"{FOLDER}/{self.paper.slug}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """The candidates, and what was ever one."""

    arrivals: tuple[Arrival, ...] = ()
    """In the order of their names."""
    offered: tuple[Paper, ...] = ()
    """As much of each as tells it from other papers: id, title and identifiers."""
    feeds: tuple[Feed, ...] = ()
    """Where candidates come from."""


def load(
    folder: Path, words: Vocabulary, report: Callable[[str], Report], read_file: Callable[[str], str | None]
) -> Inbox:
    """Read the candidates, and where they come from, strictly.

    Args:
        folder: The content folder.
        words: The vocabulary; where it could not be read, nothing is said of tags.
        report: Where the problems of a file are noted, by its path below it.
        read_file: The text of a file, likewise; None where it cannot be read, which is noted.
    """
    arrivals: list[Arrival] = []
    noted = report(feeds.NAME)
    sources = feeds.read(noted, read_file(feeds.NAME) or "")
    is_sound = not any(each.path == "content/tags.yml" for each in errors_among(noted.problems))
    meaning = vocabulary.words(words)
    for name, stem in _names(folder, FOLDER, ".md", report):
        if not is_slug(stem):
            remedy = "Name it with lower-case letters, digits and single hyphens, ending in `.md`"
            report(name).add(None, None, "its name is not a safe page name", remedy)
        elif (written := read_file(name)) is not None and (found := read(report(name), stem, written)) is not None:
            abstract = read_file(f"abstracts/{stem}.md")
            known = None if abstract is None else abstract.removesuffix("\n")
            arrivals.append(replace(found, paper=replace(found.paper, abstract=known)))
            if is_sound:
                noted.problems += resolve(found, written, words, meaning)[1]
    offered: list[Paper] = []
    for name, stem in _names(folder, OFFERED, ".yml", report):
        if not is_day(stem[:10]):
            report(name).add(None, None, "its name does not begin with a day", "Take it back from the last commit")
        elif (written := read_file(name)) is not None:
            offered += read_offered(report(name), stem[:10], written)
    return Inbox(arrivals=tuple(arrivals), offered=tuple(offered), feeds=sources)


def _names(folder: Path, below: str, ending: str, report: Callable[[str], Report]) -> Iterator[tuple[str, str]]:
    """The files of a folder with their stems; one of another kind is noted."""
    place = folder / below
    for path in () if place.is_symlink() else plain_files(place, f"content/{below}", []):
        name = f"{below}/{path.name}"
        if path.suffix == ending:
            yield name, path.stem
        else:
            report(name).add(None, None, f"only `{ending}` files belong here", f"Move it out of content/{below}/")


def read(report: Report, slug: str, written: str) -> Arrival | None:
    """Read one candidate's file strictly.

    Args:
        report: Where every problem is noted.
        slug: The file's name without its ending.
        written: The file, with line ends as LF.
    """
    paper = papers.read(report, slug, written, None, fields=FIELDS)
    if paper is None:
        return None
    parts = papers.split(Report(path=""), written)
    assert parts is not None, "the paper was read from this text"
    own: dict[str, str | None] = {}
    for name, example in _OWN.items():
        facts.note_absent(report, parts.front, name, FIELDS, example)
        entry = parts.front.entries.get(name)
        own[name] = None if entry is None else text(report, entry.value, name, example)
    day, source, reason = own["day"], own["source"], own["reason"]
    if day is not None and report.attempt(parts.front.entries["day"].value, "day", lambda: _day(day)) is None:
        return None
    if day is None or source is None or reason is None:
        return None
    return Arrival(paper=replace(paper, added=day), source=source, reason=reason)


def _day(written: str) -> str:
    check_day(written)
    return written


def write(arrival: Arrival) -> str:
    """The file of a new candidate."""
    values = papers.to_values(arrival.paper) | {
        "source": edit.Quoted(arrival.source),
        "day": edit.Quoted(arrival.paper.added),
        "reason": edit.Quoted(arrival.reason),
    }
    front = [line for name in FIELDS if name in values for line in edit.field_lines(name, values[name])]
    summary = f"{arrival.paper.summary}\n" if arrival.paper.summary else ""
    return "\n".join(["---", *front, "---", summary])


def to_paper(written: str, paper: Paper) -> str:
    """The file of a candidate as that of a paper; what a person wrote in it stays.

    Args:
        written: The file, with whatever line ends it has.
        paper: The paper that it becomes, whose id, day and tags count.
    """
    tags: dict[str, edit.Value | None] = {
        "tags": list(paper.tags),
        "proposed": list(paper.proposed) or None,
        "id": paper.id,
        "added": edit.Quoted(paper.added),
    }
    return papers.update(written, dict.fromkeys(_OWN) | tags)


def resolve(
    arrival: Arrival, written: str, words: Vocabulary, meaning: MappingABC[str, str]
) -> tuple[Paper, list[Problem]]:
    """A candidate with the tags that its words mean, and what is to be said of the others.

    A tag that is only proposed may be gone since: it is left out, with a warning.

    Args:
        arrival: The candidate.
        written: Its file.
        words: The vocabulary.
        meaning: What words mean its tags: see `vocabulary.words`.
    """
    problems: list[Problem] = []
    found: dict[str, tuple[str, ...]] = {}
    for name in ("tags", "proposed"):
        kept: dict[str, None] = {}
        for tag in getattr(arrival.paper, name):
            meant = tag if tag in words.tags else meaning.get(vocabulary.as_typed(tag))
            if meant is None:
                problems.append(_unknown(arrival, written, name, tag, vocabulary.proposal(tag, words, meaning)))
            else:
                kept[meant] = None
        found[name] = tuple(kept)
    waiting = tuple(tag for tag in found["proposed"] if tag not in found["tags"])
    return replace(arrival.paper, tags=words.in_house_order(found["tags"]), proposed=waiting), problems


def _unknown(arrival: Arrival, written: str, name: str, tag: str, remedy: str) -> Problem:
    return Problem(
        path=f"content/{arrival.file}",
        line=line_of(written, name, tag),
        field=name,
        problem=f"the tag '{tag[:60]}' is not known",
        remedy=remedy,
        severity=Severity.ERROR if name == "tags" else Severity.WARNING,
    )


def read_offered(report: Report, day: str, written: str) -> tuple[Paper, ...]:
    """What was offered on a day: as much of each paper as tells it from others."""
    try:
        root = parse(written)
    except Malformed as error:
        report.add_malformed(error)
        return ()
    if not isinstance(root, Sequence):
        report.add(root, None, "it must be a list", f"Write `{_RECORD}`, a line each")
        return ()
    return records(report, root, "offered", _RECORD, lambda mapping, name: _stub(report, day, mapping, name))


def _stub(report: Report, day: str, mapping: Mapping, name: str) -> Paper | None:
    check_keys(report, mapping, name, ("id", "title", "arxiv", "doi", "link"))
    paper_id = required(report, mapping, "id", name, "id: abc234")
    title = required(report, mapping, "title", name, 'title: "The title"')
    stated = {key: optional(report, mapping, key, name, f'{key}: "…"') for key in ("arxiv", "doi", "link")}
    judges = {"arxiv": is_arxiv_number, "doi": is_doi, "link": is_url}
    for key, value in stated.items():
        if value is not None and not judges[key](value):
            problem, remedy = f"'{value[:60]}' is not one", "Take the line back from the last commit, or remove the key"
            report.add(mapping.entries[key].value, f"{name}.{key}", problem, remedy)
            stated[key] = None
    if paper_id is None or title is None:
        return None
    link = stated["link"]
    return Paper(
        slug=f"{OFFERED}/{paper_id}",
        id=paper_id,
        added=day,
        **papers.title_fields(title),
        arxiv=stated["arxiv"],
        doi=stated["doi"],
        links=() if link is None else (Link(kind=LinkKind.PAPER, url=link),),
    )


def record(offered: Iterable[Paper], day: str) -> dict[str, str]:
    """The file that remembers candidates of a day, by its path under `content/`; none for no candidates."""
    rows = [f"- {edit.flow(_values(paper))}\n" for paper in sorted(offered, key=lambda paper: paper.id)]
    written = "".join(rows)
    return {f"{OFFERED}/{day}-{digest(written)[:8]}.yml": written} if rows else {}


def _values(paper: Paper) -> dict[str, edit.Value]:
    """What tells a paper from others."""
    values: dict[str, edit.Value] = {"id": paper.id, "title": edit.Quoted(paper.title_notation or paper.title)}
    values |= {name: edit.Quoted(fact) for name in ("arxiv", "doi") if (fact := getattr(paper, name)) is not None}
    for link in paper.links:
        meant = identify(link.url) if link.kind is LinkKind.PAPER else None
        if meant is not None and meant.kind in _LINKED:
            return values | {"link": edit.Quoted(link.url)}
    return values
