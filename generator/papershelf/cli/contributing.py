"""What contributors run: a new paper, the rules, and the files for their editors."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import click

from papershelf import check as rules
from papershelf import content
from papershelf.check import run
from papershelf.cli import adding
from papershelf.cli.changing import dry_run_option
from papershelf.cli.conventions import print_problems, read_day, today
from papershelf.cli.enriching import contact_option, test_links
from papershelf.curate.new_paper import Draft, plan_paper
from papershelf.curate.preview import to_difference
from papershelf.errors import PapershelfError, Problem, Rejected, Severity, errors_among
from papershelf.model import Library, Vocabulary
from papershelf.project import Project
from papershelf.text import counted


@click.command(
    epilog="Example: papershelf new 2306.14898 --tag theory; or, asking no service: "
    'papershelf new --title "Kettles in tune" --link https://arxiv.org/abs/2306.14898'
)
@click.argument("address", required=False)
@click.option("--title", metavar="TITLE", help="The title as printed. Without it, a terminal asks for everything.")
@click.option(
    "--link",
    "links",
    multiple=True,
    metavar="URL",
    help="An address, repeated for each. That of an arXiv page or a DOI states the identifier.",
)
@click.option("--author", "authors", multiple=True, metavar="NAME", help="`Given Family`, repeated for each.")
@click.option("--year", metavar="YYYY", help="The year of publication.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag or another name of it, repeated for each.")
@click.option("--venue", metavar="NAME", help="Where it was published.")
@click.option("--arxiv", metavar="ID", help="Its arXiv identifier, such as 2306.14898.")
@click.option("--doi", metavar="DOI", help="Its DOI, such as 10.1000/182.")
@click.option(
    "--summary", default="", metavar="TEXT", help="Two to four sentences in your own words; or write it later."
)
@click.option("--date", "added", metavar="YYYY-MM-DD", help="The day that it is marked with (default: today).")
@contact_option
@click.option("--offline", is_flag=True, help="With ADDRESS: use the answers that are kept in .cache/facts/.")
@click.option("--service", "services", multiple=True, metavar="NAME=URL", hidden=True, help="Another address of one.")
@dry_run_option
@click.pass_obj
def new(
    root: Path,
    /,
    address: str | None,
    title: str | None,
    added: str | None,
    contact: str | None,
    offline: bool,
    services: tuple[str, ...],
    dry_run: bool,
    **facts: Any,
) -> None:
    """Add one paper: write its file and its published addresses. State only what you know.

    ADDRESS is an arXiv number, a DOI, or any address of the paper with one: arXiv, Crossref and Hugging Face are
    asked for the rest, for which `pip install 'papershelf[enrich]'` is needed. With --title nobody is asked.

    A paper that the list has already is refused by its name.
    """
    day = read_day(added)
    project = Project(root)
    facts["tags"] = tuple(word for tag in facts["tags"] for word in tag.split(","))
    if offline and (address is None or title is not None):
        raise click.UsageError("--offline belongs to ADDRESS")
    if title is not None:
        draft = Draft(title=title, **facts | {"links": tuple(filter(None, (address, *facts["links"])))})
    elif address is not None:
        try:
            draft = adding.complete(root, project.library, address, facts, services, contact=contact, offline=offline)
        except Rejected as error:
            raise click.UsageError(str(error)) from None
    elif _is_terminal():
        draft = _ask(project, facts, day)
    else:
        raise click.UsageError("Name the paper by an identifier, an address or --title; only a terminal is asked")
    _write(project, draft, day, dry_run)


def _write(project: Project, draft: Draft, day: str, dry_run: bool) -> None:
    with project.edit(write=not dry_run) as texts:
        created = plan_paper(project.library, texts, draft, added=day)
        if dry_run:
            click.echo(to_difference(texts, created.files), nl=False)
        texts.update(created.files)
    print_problems([*created.notes, *rules.notes_ahead(created.paper, today())])
    if dry_run:
        return
    click.echo(f"{created.paper.source} written")
    if not created.paper.summary:
        click.echo("Next: write its summary behind the front matter; content/GUIDE.md says how.")


def _is_terminal() -> bool:
    return sys.stdin.isatty()


_QUESTIONS = (
    ("title", "Title", None),
    ("links", "Links, with spaces between them (that of an arXiv page or a DOI is best)", " "),
    ("authors", "Authors, with semicolons between them", ";"),
    ("year", "Year", None),
    ("venue", "Venue", None),
    ("tags", "Tags, with commas between them", ","),
)
"""What `new` asks: the field, the question, and what is between several answers."""


def _ask(project: Project, given: Mapping[str, Any], day: str) -> Draft:
    """Ask for everything that no flag gave; each answer is judged before the next question."""
    click.echo("An empty answer leaves a fact out.")
    facts: dict[str, Any] = {"title": ""} | dict(given)
    for field, question, between in _QUESTIONS:
        if not facts[field]:
            judge = partial(_judge, project.library.vocabulary, field, between)
            answer: Any = (
                click.prompt(question, value_proc=judge)
                if field == "title"
                else click.prompt(question, value_proc=judge, default="", show_default=False)
            )
            facts[field] = answer
        if field == "links":
            # Whether the list has it is better known before the rest is typed.
            known = Draft(title=facts["title"], links=facts["links"], arxiv=facts["arxiv"], doi=facts["doi"])
            plan_paper(project.library, project.texts, known, added=day)
    return Draft(**facts)


def _judge(words: Vocabulary, field: str, between: str | None, answer: str) -> str | tuple[str, ...]:
    """One answer, or several; refused, so that the question comes again, where it is not allowed in its field."""
    several = None if between is None else tuple(filter(None, map(str.strip, answer.split(between))))
    value = answer.strip() if several is None else several
    facts: dict[str, Any] = {"title": "A title", field: value}
    try:
        plan_paper(Library(vocabulary=words), {}, Draft(**facts), added="2026-01-01")
    except PapershelfError as error:
        raise click.BadParameter(" ".join(problem.sentences for problem in error.problems)) from None
    return value


@click.command(epilog="Example: papershelf check --base origin/main content/papers/a-paper.md")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--base", metavar="REV", help="Compare with where this branch left REV: owned fields, addresses.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For a person, as annotations of a GitHub workflow, or for another program.",
)
@click.option("--fix", is_flag=True, help="Fix what has one right answer, then report the rest.")
@click.option(
    "--release",
    is_flag=True,
    help="Take a tag with too few or too many papers for an error; with --fix, take content/urls/ into the ledger.",
)
@click.option("--links", is_flag=True, help="Open every link as well, at most one in two seconds on one host.")
@click.option(
    "--links-report", "report", type=click.Path(path_type=Path), metavar="FILE", help="Write what it found as Markdown."
)
@contact_option
@click.option("--offline", is_flag=True, help="With --links: use the answers that are kept in .cache/facts/.")
@click.pass_obj
def check(
    root: Path,
    /,
    paths: tuple[Path, ...],
    base: str | None,
    form: str,
    fix: bool,
    release: bool,
    links: bool,
    **asking: Any,
) -> None:
    """Check the list against the rules for contributors, and print the statistics of its vocabulary.

    With paths, files or folders, only what concerns them is printed or fixed.
    """
    if not links and (asking["report"] is not None or asking["offline"]):
        raise click.UsageError("--links-report and --offline belong to --links")
    only = _under_content(root, paths)
    project = Project(root)
    compared = None if base is None else _compared(root, base)
    mended = run.mend(project, compared, only, today()) if fix else ()
    if fix and release and only is None:
        mended += run.gather_ledger(project)
    found = run.inspect(project, compared, release=release, today=today())
    problems = [problem for problem in found.problems if only is None or problem.path in only]
    if links:
        papers = found.material.catalog.papers
        problems += test_links(root, [each for each in papers if only is None or each.source in only], **asking)
    _print(root, form, problems)
    errors = len(errors_among(problems))
    if form != "json":
        for path in mended:
            click.echo(f"fixed {path}")
        if only is None and not found.material.doubts:
            for line in rules.describe(found.material.catalog):
                click.echo(line)
        click.echo(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    if errors:
        raise SystemExit(1)


def _print(root: Path, form: str, problems: Sequence[Problem]) -> None:
    if form == "json":
        click.echo(rules.as_json(problems))
    elif form == "github":
        for problem in sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR):
            click.echo(rules.as_github(problem, root))
    else:
        # A terminal shows the end of what is long, and that is where the errors have to be.
        for problem in sorted(problems, key=lambda problem: problem.severity is Severity.ERROR):
            click.echo(rules.as_text(problem), err=True)


def _compared(root: Path, revision: str) -> rules.Base:
    try:
        return run.base(root, revision)
    except PapershelfError as error:
        raise click.UsageError(f"--base: {error.problems[0].sentences}") from None


class _Named(frozenset[str]):
    """Files and folders that a person named, relative to the project; what is below a folder counts as named."""

    def __contains__(self, path: object) -> bool:
        return not self.isdisjoint([str(path), *map(str, PurePosixPath(str(path)).parents)])


def _under_content(root: Path, paths: tuple[Path, ...]) -> _Named | None:
    """What a person named; None: the whole list."""
    folder = content.locate(root).resolve()
    names = []
    for path in paths:
        # Not through a link at its end: what that leads to is not what was named.
        whole = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
        if not os.path.lexists(whole):
            raise click.UsageError(f"there is no file or folder '{path}'")
        if whole != folder.parent and not whole.is_relative_to(folder):
            raise click.UsageError(f"'{path}' is not in '{root / 'content'}', where the list is")
        names.append(whole.relative_to(folder.parent).as_posix())
    return _Named(names) if names else None


@click.command(epilog="Example: papershelf editor")
@click.pass_obj
def editor(root: Path) -> None:
    """Write what lets an editor complete tags: the vocabulary's schema, and snippets for papers' files.

    Run it after the vocabulary has changed.
    """
    for path, written in run.write_editor_files(Project(root)).items():
        click.echo(f"{path} {'written' if written else 'is current'}")
