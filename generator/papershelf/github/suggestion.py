"""An issue's text to a change: one paper's tags, summary, links or optional facts, or one new paper. Nothing else."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from papershelf import content
from papershelf.check import run
from papershelf.curate.new_paper import Draft, plan_paper, resolve_tag, stated
from papershelf.errors import PapershelfError, Problem, Rejected, Severity, errors_among
from papershelf.github.form import Field, Form, parse
from papershelf.github.tag_answers import MOST_WORDS, read_tags
from papershelf.model import Library, Link, Name, Paper
from papershelf.project import Project
from papershelf.text import (
    capture_text,
    check_url,
    code_github,
    escape_github,
    identity_of,
    link_kind,
    names_in_a_row,
    parse_name,
)

FACTS = ("authors", "year", "venue", "arxiv", "doi")
"""The optional facts that a form can state."""

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?")
_FACT = re.compile(r"[-*\s]*([A-Za-z]+)\s*[:=]\s*(\S.*)")
_BULLET = re.compile(r"^[-*•\s]+")
_PLACES = {
    "title": Field.TITLE,
    "links": Field.LINKS,
    "tags": Field.TAGS,
    "summary": Field.SUMMARY,
} | dict.fromkeys(FACTS, Field.FACTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who opened the issue, as GitHub knows them."""

    login: str
    number: int | None = None
    """Their number, which stays when they rename themselves."""

    @property
    def trailer(self) -> str:
        """The line of a commit message that credits them."""
        number = "" if self.number is None else f"{self.number}+"
        return f"Co-authored-by: {self.login} <{number}{self.login}@users.noreply.github.com>"


def author(login: str, number: int | None) -> Author:
    """An author, or `Rejected` where that is not a name on GitHub."""
    if not _LOGIN.fullmatch(login) or "--" in login:
        raise Rejected(f"{login[:40]!r} is not a name of an account on GitHub", "Take it from the issue's event")
    return Author(login=login, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A change that an issue asks for."""

    paper: Paper
    """As it will be."""
    is_new: bool
    files: Mapping[str, str]
    """Files to write, by their path under `content/`."""
    rows: tuple[str, ...]
    """What changes, a line of Markdown each."""
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    """What a maintainer should look at."""


def read(project: Project, text: str, day: str) -> Suggestion:
    """Make a change of an issue's text, and hold it to every rule; nothing is written.

    Args:
        project: The list as it is.
        text: The issue's text.
        day: The day that a new paper is marked with, `YYYY-MM-DD`.

    Raises:
        PapershelfError: With everything that keeps it from being applied, by the form's fields.
    """
    try:
        form = parse(text)
    except Rejected as error:
        raise PapershelfError([_about(None, error)]) from None
    suggestion = _plan_paper(project, form, day) if form.is_new else _plan_change(project, form)
    if not suggestion.files:
        raise PapershelfError([_about(Field.PAPER, Rejected("nothing would change", "Change one of the fields"))])
    return replace(suggestion, notes=(*suggestion.notes, *_hold(project.root, suggestion, day)))


def _plan_paper(project: Project, form: Form, day: str) -> Suggestion:
    problems: list[Problem] = []
    answers = form.answers
    link = answers[Field.LINK].strip().strip("<>")
    try:
        check_url(link)
    except Rejected as error:
        problems.append(_about(Field.LINK, error))
    links = (link, *_links(answers.get(Field.LINKS, ""), problems))
    facts: dict[str, Any] = dict(_facts(answers.get(Field.FACTS, ""), problems))
    tags = _tags_of_new(answers.get(Field.TAGS, ""), problems)
    _stop_at(problems)
    # What the form does not state as a fact, the address of the paper states.
    stated = {name: Field.FACTS if name in facts else Field.LINK for name in ("arxiv", "doi")}
    draft = Draft(
        title=answers[Field.TITLE],
        links=links,
        authors=tuple(_people(facts.pop("authors", ""))),
        tags=tags,
        summary=_one_paragraph(answers.get(Field.SUMMARY, "")),
        **facts,
    )
    try:
        created = plan_paper(project.library, project.texts, draft, added=day)
    except PapershelfError as error:
        raise PapershelfError([_in_form(problem, stated) for problem in error.problems]) from None
    rows = [f"- **New:** {escape_github(created.paper.title)}"]
    if created.paper.tags:
        rows.append(f"- tags: {' '.join(code_github(tag) for tag in created.paper.tags)}")
    return Suggestion(
        paper=created.paper, is_new=True, files=created.files, rows=tuple(rows), notes=tuple(created.notes)
    )


def _plan_change(project: Project, form: Form) -> Suggestion:
    problems: list[Problem] = []
    answers = form.answers
    paper = _find(project.library, answers[Field.PAPER])
    after = paper
    if Field.TAGS in answers:
        after = replace(after, tags=_tags(project.library, paper, answers[Field.TAGS], problems))
    if Field.LINKS in answers:
        known = {link.url for link in paper.links}
        added = [Link(kind=link_kind(url), url=url) for url in _links(answers[Field.LINKS], problems)]
        after = replace(after, links=(*paper.links, *(link for link in added if link.url not in known)))
    for name, value in _facts(answers.get(Field.FACTS, ""), problems):
        fact: Any = _names(value, problems) if name == "authors" else stated(name, value)
        after = replace(after, **{name: fact})
    if Field.SUMMARY in answers:
        after = replace(after, summary=_one_paragraph(answers[Field.SUMMARY]))
    _stop_at(problems)
    values = content.to_values(after)
    changed = {key: value for key, value in values.items() if getattr(after, key) != getattr(paper, key)}
    text = content.update_paper(project.texts[paper.file], changed)
    if after.summary != paper.summary:
        text = content.update_summary(text, after.summary)
    files = {} if text == project.texts[paper.file] else {paper.file: text}
    return Suggestion(
        paper=after,
        is_new=False,
        files=files,
        rows=tuple(_differences(paper, after)),
        tags_added=tuple(tag for tag in after.tags if tag not in paper.tags),
        tags_removed=tuple(tag for tag in paper.tags if tag not in after.tags),
    )


def _find(library: Library, written: str) -> Paper:
    """The paper that an answer names: by its page's address, its file, its slug, or its title."""
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
    raise PapershelfError([_about(Field.PAPER, Rejected(f"there is no paper '{word[:80]}' on the list", remedy))])


def _tags(library: Library, paper: Paper, answer: str, problems: list[Problem]) -> tuple[str, ...]:
    """The tags that a paper has once an answer is followed."""

    def resolve(word: str) -> str | None:
        try:
            return resolve_tag(library.vocabulary, word)
        except Rejected as error:
            problems.append(_about(Field.TAGS, error))
            return None

    try:
        found = read_tags(answer).apply(paper.tags, resolve)
    except Rejected as error:
        problems.append(_about(Field.TAGS, error))
        return paper.tags
    return library.vocabulary.in_house_order(found)


def _tags_of_new(answer: str, problems: list[Problem]) -> tuple[str, ...]:
    """The words of an answer about the tags of a paper that has none yet."""
    try:
        read = read_tags(answer)
    except Rejected as error:
        problems.append(_about(Field.TAGS, error))
        return ()
    for word in read.removed:
        needless = Rejected(
            f"'-{word[:60]}' removes a tag, and a new paper has none", "Name the tags that it should have"
        )
        problems.append(_about(Field.TAGS, needless))
    return (*read.words, *read.added)


def _links(answer: str, problems: list[Problem]) -> Iterator[str]:
    """The addresses of an answer, one a line."""
    rows = [_BULLET.sub("", row).strip() for row in answer.split("\n")]
    rows = list(dict.fromkeys(row for row in rows if row))
    if len(rows) > MOST_WORDS:
        problems.append(_about(Field.LINKS, Rejected(f"it holds more than {MOST_WORDS} lines", "Give the best links")))
        return
    for row in rows:
        try:
            check_url(row)
            yield row
        except Rejected as error:
            # Every reason begins `an address …`; which of several is meant, only its words can say.
            named = Rejected(f"'{row[:80]}' is {error.problem}", error.remedy)
            problems.append(_about(Field.LINKS, named))


def _facts(answer: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The facts of an answer, one a line: `year: 2023`."""
    remedy = f"Write one a line, such as `year: 2023`; known are {', '.join(FACTS)}"
    seen: set[str] = set()
    for row in filter(str.strip, answer.split("\n")):
        found = _FACT.fullmatch(row.rstrip())
        name = found[1].casefold() if found else ""
        if found is None or name not in FACTS:
            problems.append(_about(Field.FACTS, Rejected(f"'{row.strip()[:60]}' states no fact of a paper", remedy)))
        elif name in seen:
            problems.append(_about(Field.FACTS, Rejected(f"'{name}' appears twice", remedy)))
        else:
            seen.add(name)
            yield name, found[2]


def _people(written: str) -> Iterator[str]:
    """The names of an answer; a semicolon divides where there is one, for a name may hold a comma."""
    names = written.split(";" if ";" in written else ",")
    return filter(None, (" ".join(name.split()) for name in names))


def _names(written: str, problems: list[Problem]) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in _people(written):
        try:
            found.append(parse_name(name))
        except Rejected as error:
            problems.append(_about(Field.FACTS, error))
    return tuple(found)


def _one_paragraph(answer: str) -> str:
    """A summary as files hold it: on one line, however the form broke it."""
    return capture_text(" ".join(answer.split()))


def _differences(before: Paper, after: Paper) -> Iterator[str]:
    added = [f"+ {code_github(tag)}" for tag in after.tags if tag not in before.tags]
    removed = [f"− {code_github(tag)}" for tag in before.tags if tag not in after.tags]
    if added or removed:
        yield f"- tags: {' '.join([*added, *removed])}"
    elif after.tags != before.tags:
        yield "- tags: in another order"
    if after.summary != before.summary:
        yield f"- summary: {escape_github(after.summary, 1_000)}"
    for link in after.links[len(before.links) :]:
        yield f"- link: {code_github(link.kind.value)} {escape_github(link.url, 300)}"
    for name in FACTS:
        if (value := getattr(after, name)) != getattr(before, name):
            yield f"- {name}: {escape_github(names_in_a_row(value) if isinstance(value, tuple) else str(value))}"


def _hold(root: Path, suggestion: Suggestion, day: str) -> list[Problem]:
    """What the rules say of the changed paper beyond errors, which stop it."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        shutil.copytree(content.locate(root), trial / "content", copy_function=shutil.copyfile)
        for name, text in suggestion.files.items():
            (trial / "content" / name).parent.mkdir(exist_ok=True)
            (trial / "content" / name).write_bytes(text.encode("utf-8"))
        found = run.inspect(Project(trial), today=day).problems
    about = [problem for problem in found if problem.path == suggestion.paper.source]
    if errors_among(about):
        raise PapershelfError([_in_form(problem) for problem in errors_among(about)])
    return [problem for problem in about if problem.severity is Severity.WARNING]


def _stop_at(problems: list[Problem]) -> None:
    if problems:
        raise PapershelfError(problems)


def _about(field: Field | None, error: Rejected) -> Problem:
    name = None if field is None else field.value
    return Problem(path="the issue", field=name, problem=error.problem, remedy=error.remedy)


def _in_form(problem: Problem, stated: Mapping[str, Field] = MappingProxyType({})) -> Problem:
    """A problem of a paper's file as one of the form that it was made of.

    Args:
        problem: The problem.
        stated: The fields of the form that facts come from, where these are others than usual.
    """
    name = (problem.field or "").partition("[")[0]
    field = (_PLACES | dict(stated)).get(name)
    return replace(problem, path="the issue", line=None, field=None if field is None else field.value)
