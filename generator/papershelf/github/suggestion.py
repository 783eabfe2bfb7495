"""An issue's text to a change: one paper's tags, summary, links or facts, several papers' tags, or one new paper."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from papershelf import content
from papershelf.check import run
from papershelf.curate.new_paper import Draft, plan_paper, stated
from papershelf.errors import PapershelfError, Problem, Rejected, Severity, errors_among
from papershelf.github.answers import (
    FACTS,
    about,
    find_paper,
    one_paragraph,
    read_changes,
    read_facts,
    read_links,
    read_names,
    split_people,
    tags_after,
    tags_of_new,
)
from papershelf.github.form import Field, Form, parse
from papershelf.model import Link, Paper
from papershelf.project import Project
from papershelf.text import check_url, code_github, escape_github, link_kind, names_in_a_row

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?")
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
class Change:
    """What becomes of one paper."""

    paper: Paper
    """As it will be."""
    is_new: bool = False
    rows: tuple[str, ...]
    """What changes, a line of Markdown each."""
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The change that an issue asks for."""

    changes: tuple[Change, ...]
    """One or more, each of another paper."""
    files: Mapping[str, str]
    """Files to write, by their path under `content/`."""
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
        raise PapershelfError([about(None, error)]) from None
    if form.is_new:
        suggestion = _plan_paper(project, form, day)
    else:
        suggestion = (_plan_changes if form.is_of_several else _plan_change)(project, form)
    if not suggestion.files:
        field = Field.CHANGES if form.is_of_several else Field.PAPER
        raise PapershelfError([about(field, Rejected("nothing would change", "Change one of the fields"))])
    return replace(suggestion, notes=(*suggestion.notes, *_hold(project.root, suggestion, day, form)))


def _plan_paper(project: Project, form: Form, day: str) -> Suggestion:
    problems: list[Problem] = []
    answers = form.answers
    link = answers[Field.LINK].strip().strip("<>")
    try:
        check_url(link)
    except Rejected as error:
        problems.append(about(Field.LINK, error))
    links = (link, *read_links(answers.get(Field.LINKS, ""), problems))
    facts: dict[str, Any] = dict(read_facts(answers.get(Field.FACTS, ""), problems))
    tags = tags_of_new(answers.get(Field.TAGS, ""), problems)
    _stop_at(problems)
    # What the form does not state as a fact, the address of the paper states.
    stated = {name: Field.FACTS if name in facts else Field.LINK for name in ("arxiv", "doi")}
    draft = Draft(
        title=answers[Field.TITLE],
        links=links,
        authors=tuple(split_people(facts.pop("authors", ""))),
        tags=tags,
        summary=one_paragraph(answers.get(Field.SUMMARY, "")),
        **facts,
    )
    try:
        created = plan_paper(project.library, project.texts, draft, added=day)
    except PapershelfError as error:
        raise PapershelfError([_in_form(problem, stated) for problem in error.problems]) from None
    rows = [f"- **New:** {escape_github(created.paper.title)}"]
    if created.paper.tags:
        rows.append(f"- tags: {' '.join(code_github(tag) for tag in created.paper.tags)}")
    change = Change(paper=created.paper, is_new=True, rows=tuple(rows))
    return Suggestion(changes=(change,), files=created.files, notes=tuple(created.notes))


def _plan_change(project: Project, form: Form) -> Suggestion:
    problems: list[Problem] = []
    answers = form.answers
    try:
        paper = find_paper(project.library, answers[Field.PAPER])
    except Rejected as error:
        raise PapershelfError([about(Field.PAPER, error)]) from None
    after = paper
    if Field.TAGS in answers:
        after = replace(after, tags=tags_after(project.library, paper, answers[Field.TAGS], problems))
    if Field.LINKS in answers:
        known = {link.url for link in paper.links}
        added = [Link(kind=link_kind(url), url=url) for url in read_links(answers[Field.LINKS], problems)]
        after = replace(after, links=(*paper.links, *(link for link in added if link.url not in known)))
    for name, value in read_facts(answers.get(Field.FACTS, ""), problems):
        fact: Any = read_names(value, problems) if name == "authors" else stated(name, value)
        after = replace(after, **{name: fact})
    if Field.SUMMARY in answers:
        after = replace(after, summary=one_paragraph(answers[Field.SUMMARY]))
    _stop_at(problems)
    return _suggest(project, [(paper, after)])


def _plan_changes(project: Project, form: Form) -> Suggestion:
    """What becomes of the tags of several papers; those that have them already are passed over."""
    problems: list[Problem] = []
    changed = [
        (paper, replace(paper, tags=tags))
        for paper, tags in read_changes(project.library, form.answers[Field.CHANGES], problems)
        if tags != paper.tags
    ]
    _stop_at(problems)
    return _suggest(project, changed)


def _suggest(project: Project, pairs: Sequence[tuple[Paper, Paper]]) -> Suggestion:
    """The suggestion of some papers, each as it is and as it will be."""
    texts = {after.file: _rewrite(project.texts[before.file], before, after) for before, after in pairs}
    return Suggestion(
        changes=tuple(_change(before, after) for before, after in pairs),
        files={name: text for name, text in texts.items() if text != project.texts[name]},
    )


def _rewrite(text: str, before: Paper, after: Paper) -> str:
    values = content.to_values(after)
    text = content.update_paper(
        text, {key: value for key, value in values.items() if getattr(after, key) != getattr(before, key)}
    )
    return text if after.summary == before.summary else content.update_summary(text, after.summary)


def _change(before: Paper, after: Paper) -> Change:
    return Change(
        paper=after,
        rows=tuple(_differences(before, after)),
        tags_added=tuple(tag for tag in after.tags if tag not in before.tags),
        tags_removed=tuple(tag for tag in before.tags if tag not in after.tags),
    )


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


def _hold(root: Path, suggestion: Suggestion, day: str, form: Form) -> list[Problem]:
    """What the rules say of the changed papers beyond errors, which stop it."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        shutil.copytree(content.locate(root), trial / "content", copy_function=shutil.copyfile)
        for name, text in suggestion.files.items():
            (trial / "content" / name).parent.mkdir(exist_ok=True)
            (trial / "content" / name).write_bytes(text.encode("utf-8"))
        found = run.inspect(Project(trial), today=day).problems
    sources = {change.paper.source for change in suggestion.changes}
    named = [problem for problem in found if problem.path in sources]
    if form.is_of_several:
        named = [replace(problem, problem=f"{Path(problem.path).stem}: {problem.problem}") for problem in named]
    places = {"tags": Field.CHANGES} if form.is_of_several else {}
    if errors_among(named):
        raise PapershelfError([_in_form(problem, places) for problem in errors_among(named)])
    return [problem for problem in named if problem.severity is Severity.WARNING]


def _stop_at(problems: list[Problem]) -> None:
    if problems:
        raise PapershelfError(problems)


def _in_form(problem: Problem, stated: Mapping[str, Field] = MappingProxyType({})) -> Problem:
    """A problem of a paper's file as one of the form that it was made of.

    Args:
        problem: The problem.
        stated: The fields of the form that facts come from, where these are others than usual.
    """
    name = (problem.field or "").partition("[")[0]
    field = (_PLACES | dict(stated)).get(name)
    return replace(problem, path="the issue", line=None, field=None if field is None else field.value)
