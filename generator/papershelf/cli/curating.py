"""What curators run now and then: tags proposed, and the map drawn."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from papershelf import content
from papershelf.catalog import catalog
from papershelf.errors import PapershelfError, Problem
from papershelf.model import Paper
from papershelf.project import Project
from papershelf.similarity import suggest
from papershelf.similarity.map_layout import ROUNDS, draw
from papershelf.text import counted


@click.command("suggest", epilog="Example: papershelf suggest --new --write")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--new", is_flag=True, help="Take every paper that has no tags.")
@click.option("--write", is_flag=True, help="Write the proposed tags into the papers' files.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=suggest.MOST_TAGS,
    show_default=True,
    metavar="N",
    help="The most tags for a paper.",
)
@click.pass_obj
def suggest_tags(root: Path, files: tuple[Path, ...], new: bool, write: bool, limit: int) -> None:
    """Propose tags for papers that have none, learnt from the tagged ones, with confidence and reason.

    A confidence of 0.8 means that about 8 of 10 such proposals are right. Nothing is written without --write.
    """
    if not files and not new:
        raise click.UsageError("Name the files of papers, or give --new for all that have no tags")
    project = Project(root)
    with project.edit(write=write) as texts:
        asked = _to_tag(root, project.catalog, files, new)
        model = suggest.learn(project.catalog)
        proposed = [(paper, model.suggest(paper, limit)) for paper in asked]
        texts.update(_retagged(project, proposed))
    for paper, found in proposed:
        click.echo(paper.source)
        for each in found:
            click.echo(f"  {each.confidence:.2f}  {each.tag:<24}  {each.reason}")
    with_tags = sum(bool(found) for _, found in proposed)
    click.echo(
        f"{counted(len(asked), 'paper')} without tags, {with_tags:,} with proposals{', written' if write else ''}"
    )


def _to_tag(root: Path, arranged: catalog.Catalog, files: tuple[Path, ...], new: bool) -> list[Paper]:
    """The papers to propose tags for, or every reason why a named file is none of them."""
    by_file = {(root / paper.source).resolve(): paper for paper in arranged.papers}
    problems = []
    for path in files:
        paper = by_file.get(path.resolve())
        if paper is None:
            remedy = "Name a file of content/papers/"
            problems.append(Problem(path=str(path), problem="it is not a paper on the list", remedy=remedy))
        elif paper.tags:
            remedy = "Remove its tags first to have new ones proposed"
            problems.append(Problem(path=str(path), field="tags", problem="it has tags already", remedy=remedy))
    if problems:
        raise PapershelfError(problems)
    named = {path.resolve() for path in files}
    return [paper for path, paper in by_file.items() if path in named or (new and not paper.tags)]


def _retagged(project: Project, proposed: Iterable[tuple[Paper, tuple[suggest.Suggestion, ...]]]) -> dict[str, str]:
    """The files of the papers that get their proposed tags, the kind of contribution last."""
    files = {}
    for paper, found in proposed:
        if found:
            tags = project.library.vocabulary.in_house_order(each.tag for each in found)
            files[paper.file] = content.update_paper(project.texts[paper.file], {"tags": tags})
    return files


@click.command("map", epilog="Example: papershelf map")
@click.pass_obj
def draw_map(root: Path) -> None:
    """Draw the map: find a place for every paper near similar ones.

    The places are written to content/map.csv, from which a build takes them. The same list gives the
    same map on every machine.
    """
    project = Project(root)
    with project.edit() as texts:
        arranged = project.catalog
        quiet = not sys.stderr.isatty()
        with click.progressbar(length=ROUNDS, label="Drawing", file=sys.stderr, hidden=quiet) as bar:
            places = draw(arranged, lambda: bar.update(1))
        texts[content.MAP_FILE] = content.write_map(places)
    click.echo(f"{counted(len(places), 'paper')} placed, written to content/{content.MAP_FILE}")
