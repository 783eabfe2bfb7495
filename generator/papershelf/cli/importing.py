"""`papershelf import`: captured listings become papers' files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from papershelf import addresses
from papershelf.cli.conventions import note_ahead, print_problems, read_day, read_file
from papershelf.content import ledger
from papershelf.errors import PapershelfError, Problem, Severity
from papershelf.ingest.capture import Capture
from papershelf.ingest.merge import Plan, plan_import
from papershelf.ingest.readers import names
from papershelf.ingest.readers import read as read_listing
from papershelf.ingest.source import MAX_BYTES
from papershelf.project import Project
from papershelf.text import counted, is_slug, slugify


@click.command("import", epilog="Example: papershelf import listings/*.txt --date 2026-11-21")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--date", "added", metavar="YYYY-MM-DD", help="The day that new papers are marked with (default: today).")
@click.option(
    "--as", "as_format", type=click.Choice(names()), help="The format of the files, where their content leaves a doubt."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and touch nothing.")
@click.pass_obj
def import_(root: Path, files: tuple[Path, ...], added: str | None, as_format: str | None, dry_run: bool) -> None:
    """Import captured listings: each paper becomes a file in content/papers/.

    Nothing that a person wrote is changed, and a second import changes nothing.
    """
    day = read_day(added)
    project = Project(root)
    captures = _read_listings(files, as_format)
    with project.edit(write=not dry_run) as texts:
        plan = _plan(project, captures, day)
        texts.update(plan.files)
    if dry_run:
        for name in plan.files:
            click.echo(f"would write content/{name}")
    print_problems(note_ahead(day))
    print_problems([*(note for capture in captures for note in capture.notes), *plan.notes, *plan.set_aside])
    click.echo(
        f"{counted(plan.records, 'record')} read, {counted(plan.new, 'paper')} new, "
        f"{plan.again:,} seen again, {len(plan.set_aside):,} set aside"
    )
    if plan.set_aside:
        raise SystemExit(1)


def _plan(project: Project, captures: list[Capture], day: str) -> Plan:
    plan = plan_import(project.library, project.texts, captures, added=day)
    # An import promises its papers and listings; the other pages, tags and topics among them, are promised with it.
    promised = addresses.promised(project.library) - set(project.library.published)
    return replace(plan, files={**plan.files, **ledger.record({**project.texts, **plan.files}, promised)})


def _read_listings(files: Iterable[Path], as_format: str | None) -> list[Capture]:
    """Every listing read, or every reason why one cannot be."""
    captures: dict[str, Capture] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            capture = _read_listing(path, as_format)
        except PapershelfError as error:
            problems.extend(error.problems)
            continue
        twin = captures.setdefault(capture.listing.id, capture)
        if twin is not capture:
            problem = f"{twin.path} has the same name, which is the listing's id"
            problems.append(Problem(path=str(path), problem=problem, remedy="Give each capture a name of its own"))
    if problems:
        raise PapershelfError(problems)
    return list(captures.values())


def _read_listing(path: Path, as_format: str | None) -> Capture:
    raw = read_file(path, MAX_BYTES, "Name a captured listing's text file")
    name = path.name.removesuffix(path.suffix)
    listing = name if is_slug(name) else slugify(name)
    capture = read_listing(str(path), listing, raw, as_format=as_format)
    if listing == name:
        return capture
    note = Problem(
        path=str(path),
        problem=f"its name cannot be part of an address; the listing is called '{listing}'",
        remedy="Nothing to do, unless you prefer another name",
        severity=Severity.NOTE,
    )
    return replace(capture, notes=(*capture.notes, note))
