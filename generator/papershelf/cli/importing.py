"""`papershelf import` and `papershelf add`: files, and identifiers that a person names, become papers' files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from papershelf import addresses
from papershelf.check import run
from papershelf.cli.conventions import note_ahead, print_problems, read_day, read_file
from papershelf.cli.enriching import ask_services, client, contact_option, network_libraries, progress
from papershelf.content import ledger
from papershelf.errors import PapershelfError, Problem, Severity
from papershelf.facts.proposals import plan as plan_changes
from papershelf.ingest.capture import Capture
from papershelf.ingest.complete import capture_words, complete, wanted
from papershelf.ingest.merge import Outcome, Plan, plan_import
from papershelf.ingest.readers import names
from papershelf.ingest.readers import read as read_listing
from papershelf.ingest.source import MAX_BYTES
from papershelf.model import Paper
from papershelf.project import Project
from papershelf.text import Identifier, IdentifierKind, counted, identify, is_slug, slugify

_DATE = "The day that new papers are marked with (default: today)."
_SHOWN = 48
"""Characters of a name in the table of a dry run."""


def _asking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--offline", is_flag=True, help="Ask nobody; use the answers that are kept in .cache/facts/."),
        click.option("--service", "services", multiple=True, metavar="NAME=URL", hidden=True, help="Another address."),
    ):
        command = option(command)
    return contact_option(command)


@click.command("import", epilog="Example: papershelf import library.bib listings/*.txt --date 2026-11-21")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--date", "added", metavar="YYYY-MM-DD", help=_DATE)
@click.option(
    "--as", "form", type=click.Choice(names()), help="The format of the files, where their content is in doubt."
)
@click.option("--enrich", is_flag=True, help="Ask arXiv, Hugging Face and Crossref for what the files do not state.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, and touch nothing.")
@_asking_options
@click.pass_obj
def import_(
    root: Path,
    /,
    files: tuple[Path, ...],
    added: str | None,
    form: str | None,
    enrich: bool,
    dry_run: bool,
    **asking: Any,
) -> None:
    """Import files: each paper becomes a file in content/papers/.

    Formats are recognised by their content: pages of Hugging Face, BibTeX, RIS, CSL-JSON, Zotero's CSV, our own export.
    Nothing that a person wrote is changed, and a second import changes nothing.
    """
    if asking["offline"] and not enrich:
        raise click.UsageError("--offline belongs to --enrich")
    if enrich:
        with network_libraries():
            import papershelf.facts.online  # noqa: F401 (before anything is written)
    day = read_day(added)
    project = Project(root)
    captures = _read_listings(files, form)
    unanswered: list[Problem] = []
    if enrich and (unknown := wanted(captures)):
        known, unanswered = _look_up(root, unknown, **asking)
        captures = [complete(capture, known.get) for capture in captures]
    plan = _write(project, captures, day, dry_run=dry_run)
    print_problems(note_ahead(day))
    print_problems(
        [*(note for capture in captures for note in capture.notes), *unanswered, *plan.notes, *plan.set_aside]
    )
    if enrich and not dry_run and plan.created:
        _enrich(project, plan.created, **asking)
    _tell(plan)


@click.command(epilog="Example: papershelf add 2306.14898 https://doi.org/10.1000/182")
@click.argument("papers", nargs=-1, required=True, metavar="ADDRESS|ID...")
@click.option("--date", "added", metavar="YYYY-MM-DD", help=_DATE)
@click.option("--dry-run", is_flag=True, help="Show what would happen, and touch nothing.")
@_asking_options
@click.pass_obj
def add(root: Path, /, papers: tuple[str, ...], added: str | None, dry_run: bool, **asking: Any) -> None:
    """Add papers by arXiv number, DOI or any address with one.

    arXiv, Hugging Face and Crossref say what they are; a paper that the list has already is left as it is.
    """
    day = read_day(added)
    project = Project(root)
    words = {word: identify(word) for word in papers}
    nameless = [word for word, identifier in words.items() if identifier is None]
    if nameless:
        problem = f"'{nameless[0][:80]}' is not an identifier or address of a paper"
        raise click.UsageError(f"{problem}; give an arXiv number, a DOI, or `papershelf new --title …`")
    meant = [(word, identifier) for word, identifier in words.items() if identifier is not None]
    known, unanswered = _look_up(root, [identifier for _, identifier in meant], **asking)
    capture = capture_words(meant, known.get)
    plan = _write(project, [capture], day, dry_run=dry_run)
    print_problems([*note_ahead(day), *unanswered, *plan.notes, *plan.set_aside])
    for outcome in plan.outcomes if not dry_run else ():
        said = "written" if outcome.is_new else "is on the list already"
        click.echo(f"content/papers/{outcome.paper}.md {said}")
    _tell(plan)


def _write(project: Project, captures: Sequence[Capture], day: str, *, dry_run: bool) -> Plan:
    """Carry out an import, or show what it would do."""
    with project.edit(write=not dry_run) as texts:
        plan = _plan(project, captures, day)
        texts.update(plan.files)
    if "tags.yml" in plan.files and not dry_run:
        run.renew_editor_files(project)
    if dry_run:
        for line in _table(plan):
            click.echo(line)
        for name in plan.files:
            click.echo(f"would write content/{name}")
    return plan


def _plan(project: Project, captures: Sequence[Capture], day: str) -> Plan:
    # Here and not above, because it loads what templates need.
    from papershelf.skeleton.render import vocabularies

    plan = plan_import(project.library, project.texts, captures, added=day, begun=vocabularies())
    if not plan.files:
        return plan
    # An import promises its papers and listings; the other pages, tags and topics among them, are promised with it.
    files = {**project.texts, **plan.files}
    own = next((name for name in plan.files if ledger.is_part(name)), None)
    promised = {
        address: own or ledger.addition(address)
        for address in sorted(addresses.promised(plan.after) - set(project.library.published))
    }
    return replace(plan, files={**plan.files, **ledger.promise(files, promised)})


def _table(plan: Plan) -> list[str]:
    """What becomes of each record: a line each, below a line of headings."""
    aside = [Outcome(path=each.path, line=each.line or 0, title=each.problem, paper="") for each in plan.set_aside]
    rows = [("record", "becomes", "paper", "title")]
    for each in sorted([*plan.outcomes, *aside], key=lambda each: (each.path, each.line)):
        becomes = "new" if each.is_new else "seen again" if each.paper else "set aside"
        rows.append((f"{each.path}:{each.line}", becomes, each.paper or "-", each.title))
    cut = [(_clip(row[0], last=True), row[1], _clip(row[2]), row[3][:100]) for row in rows]
    widths = [max(len(row[column]) for row in cut) for column in range(3)]
    return ["  ".join((*map(str.ljust, row[:3], widths), row[3])).rstrip() for row in cut]


def _clip(text: str, *, last: bool = False) -> str:
    if len(text) <= _SHOWN:
        return text
    return f"…{text[1 - _SHOWN :]}" if last else f"{text[: _SHOWN - 1]}…"


def _tell(plan: Plan) -> None:
    if plan.topics or plan.tags:
        click.echo(f"{counted(plan.topics, 'topic')} and {counted(plan.tags, 'tag')} new")
    click.echo(
        f"{counted(plan.records, 'record')} read, {counted(plan.new, 'paper')} new, "
        f"{plan.again:,} seen again, {len(plan.set_aside):,} set aside"
    )
    if plan.set_aside:
        raise SystemExit(1)


def _look_up(
    root: Path, identifiers: Iterable[Identifier], *, contact: str | None, offline: bool, services: tuple[str, ...]
) -> tuple[dict[Identifier, Paper], list[Problem]]:
    """What the services say of some papers, and what kept one from answering."""
    asked = [each for each in identifiers if each.kind is not IdentifierKind.OPENREVIEW]
    with network_libraries():
        from papershelf.facts.newcomer import ask_all
        from papershelf.facts.online import moved
        from papershelf.facts.sources import SOURCES
    sources = moved(SOURCES, dict(service.split("=", 1) for service in services if "=" in service))
    with client(root, contact, offline) as asking, progress("Asking", len(asked) * len(sources)) as tick:
        found = ask_all(asking, sources, asked, tick)
    problems = dict.fromkeys(problem for newcomer in found.values() for problem in newcomer.problems)
    return {identifier: newcomer.paper for identifier, newcomer in found.items()}, list(problems)


def _enrich(project: Project, created: Iterable[Paper], **asking: Any) -> None:
    """Complete papers that were just imported, as `papershelf enrich` does."""
    gathered = ask_services(project.root, project.library, list(created), refresh=False, **asking)
    with project.edit() as texts:
        changes = plan_changes(project.library, texts, gathered.found)
        texts.update(changes.files)
    print_problems([*changes.problems, *gathered.problems])
    click.echo(f"{counted(len(changes.additions), 'fact')} of {counted(len(changes.files), 'paper')} added")


def _read_listings(files: Iterable[Path], form: str | None) -> list[Capture]:
    """Every listing read, or every reason why one cannot be."""
    captures: dict[str, Capture] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            capture = _read_listing(path, form)
        except PapershelfError as error:
            problems.extend(error.problems)
            continue
        twin = captures.setdefault(capture.listing.id if capture.is_listing else str(path), capture)
        if twin is not capture:
            problem = f"{twin.path} has the same name, which is the listing's id"
            problems.append(Problem(path=str(path), problem=problem, remedy="Give each capture a name of its own"))
    if problems:
        raise PapershelfError(problems)
    return list(captures.values())


def _read_listing(path: Path, form: str | None) -> Capture:
    raw = read_file(path, MAX_BYTES, "Name a file to import")
    name = path.name.removesuffix(path.suffix)
    listing = name if is_slug(name) else slugify(name)
    capture = read_listing(str(path), listing, raw, as_format=form)
    if listing == name or not capture.is_listing:
        return capture
    note = Problem(
        path=str(path),
        problem=f"its name cannot be part of an address; the listing is called '{listing}'",
        remedy="Nothing to do, unless you prefer another name",
        severity=Severity.NOTE,
    )
    return replace(capture, notes=(*capture.notes, note))
