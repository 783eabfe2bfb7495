"""The answers of a form, one kind each: which paper is meant, tags, links, facts, names, a summary.

What cannot be read is noted as a problem of its field, so that everything is said in one answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from papershelf import content
from papershelf.curate.new_paper import resolve_tag
from papershelf.errors import Problem, Rejected
from papershelf.github.form import Field
from papershelf.github.tag_answers import MOST_WORDS, read_tags
from papershelf.model import MOST_PROPOSED, Library, Name, Paper
from papershelf.text import capture_text, check_url, identity_of, parse_name

FACTS = ("authors", "year", "venue", "arxiv", "doi")
"""The optional facts that a form can state."""

_FACT = re.compile(r"[-*\s]*([A-Za-z]+)\s*[:=]\s*(\S.*)")
_BULLET = re.compile(r"^[-*•\s]+")
_FENCE = re.compile(r"(?:`{3,}|~{3,})\w*")
"""People fence what they paste."""
_LINE = re.compile(r"(?:[-*•]\s+)?(?P<paper>\S+?)\s*:\s+(?P<tags>\S.*)")
"""One paper and its tags: `a-field-guide-to-kettles: +heat -survey`. An address has no space behind its colon."""


def find_paper(library: Library, written: str) -> Paper:
    """The paper that an answer names: by its page's address, its file, its slug, or its title.

    Raises:
        Rejected: There is no such paper, or several have this title.
    """
    word = written.strip().strip("`")
    path = urlsplit(word).path if "://" in word else word
    slug = path.strip("/").removesuffix(".md").rpartition("/")[2]
    names = {name: paper for paper in library.papers for name in paper.names}
    if slug in names:
        return names[slug]
    title = identity_of(word)
    titled = [paper for paper in library.papers if identity_of(paper.title) == title]
    if len(titled) == 1:
        return titled[0]
    near = content.nearest(slug, names)
    remedy = f"Did you mean '{names[near].slug}'?" if near else "Copy the address of the paper's page into this field"
    raise Rejected(f"there is no paper '{word[:80]}' on the list", remedy)


def read_changes(library: Library, answer: str, problems: list[Problem]) -> Iterator[tuple[Paper, tuple[str, ...]]]:
    """The papers of a proposal, each once, with the tags that each has once it is followed."""
    rows = [row for each in answer.split("\n") if (row := each.strip()) and not _FENCE.fullmatch(row)]
    if len(rows) > MOST_PROPOSED:
        many = Rejected(f"it holds more than {MOST_PROPOSED} papers", "Make two proposals of it")
        problems.append(about(Field.CHANGES, many))
        return
    seen: set[str] = set()
    for row in rows:
        try:
            paper, tags = _read_row(library, row)
            if paper.slug in seen:
                raise Rejected(f"'{paper.slug}' appears twice", "Give each paper one line")
        except Rejected as error:
            problems.append(about(Field.CHANGES, error))
            continue
        seen.add(paper.slug)
        found: list[Problem] = []
        after = tags_after(library, paper, tags, found, field=Field.CHANGES)
        problems += [replace(problem, problem=f"{paper.slug}: {problem.problem}") for problem in found]
        yield paper, after


def _read_row(library: Library, row: str) -> tuple[Paper, str]:
    found = _LINE.fullmatch(row)
    if found is None:
        remedy = "Write the paper's short name, a colon and what changes: `slug: +tag -tag`"
        raise Rejected(f"'{row[:80]}' does not name a paper and its tags", remedy)
    return find_paper(library, found["paper"]), found["tags"]


def tags_after(
    library: Library, paper: Paper, answer: str, problems: list[Problem], *, field: Field = Field.TAGS
) -> tuple[str, ...]:
    """The tags that a paper has once an answer is followed."""

    def resolve(word: str) -> str | None:
        try:
            return resolve_tag(library.vocabulary, word)
        except Rejected as error:
            problems.append(about(field, error))
            return None

    try:
        found = read_tags(answer).apply(paper.tags, resolve)
    except Rejected as error:
        problems.append(about(field, error))
        return paper.tags
    return library.vocabulary.in_house_order(found)


def tags_of_new(answer: str, problems: list[Problem]) -> tuple[str, ...]:
    """The words of an answer about the tags of a paper that has none yet."""
    try:
        read = read_tags(answer)
    except Rejected as error:
        problems.append(about(Field.TAGS, error))
        return ()
    for word in read.removed:
        needless = Rejected(
            f"'-{word[:60]}' removes a tag, and a new paper has none", "Name the tags that it should have"
        )
        problems.append(about(Field.TAGS, needless))
    return (*read.words, *read.added)


def read_links(answer: str, problems: list[Problem]) -> Iterator[str]:
    """The addresses of an answer, one a line."""
    rows = [_BULLET.sub("", row).strip() for row in answer.split("\n")]
    rows = list(dict.fromkeys(row for row in rows if row))
    if len(rows) > MOST_WORDS:
        problems.append(about(Field.LINKS, Rejected(f"it holds more than {MOST_WORDS} lines", "Give the best links")))
        return
    for row in rows:
        try:
            check_url(row)
            yield row
        except Rejected as error:
            # Every reason begins `an address …`; which of several is meant, only its words can say.
            named = Rejected(f"'{row[:80]}' is {error.problem}", error.remedy)
            problems.append(about(Field.LINKS, named))


def read_facts(answer: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The facts of an answer, one a line: `year: 2023`."""
    remedy = f"Write one a line, such as `year: 2023`; known are {', '.join(FACTS)}"
    seen: set[str] = set()
    for row in filter(str.strip, answer.split("\n")):
        found = _FACT.fullmatch(row.rstrip())
        name = found[1].casefold() if found else ""
        if found is None or name not in FACTS:
            problems.append(about(Field.FACTS, Rejected(f"'{row.strip()[:60]}' states no fact of a paper", remedy)))
        elif name in seen:
            problems.append(about(Field.FACTS, Rejected(f"'{name}' appears twice", remedy)))
        else:
            seen.add(name)
            yield name, found[2]


def split_people(written: str) -> Iterator[str]:
    """The names of an answer; a semicolon divides where there is one, for a name may hold a comma."""
    names = written.split(";" if ";" in written else ",")
    return filter(None, (" ".join(name.split()) for name in names))


def read_names(written: str, problems: list[Problem]) -> tuple[Name, ...]:
    """The authors of an answer; what is not a name is noted."""
    found: list[Name] = []
    for name in split_people(written):
        try:
            found.append(parse_name(name))
        except Rejected as error:
            problems.append(about(Field.FACTS, error))
    return tuple(found)


def one_paragraph(answer: str) -> str:
    """A summary as files hold it: on one line, however the form broke it."""
    return capture_text(" ".join(answer.split()))


def about(field: Field | None, error: Rejected) -> Problem:
    """A problem of a field of the form; None: of the form as a whole."""
    name = None if field is None else field.value
    return Problem(path="the issue", field=name, problem=error.problem, remedy=error.remedy)
