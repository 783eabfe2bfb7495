"""What curators run now and then: tags proposed, and the map drawn."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from papershelf import content
from papershelf.catalog import catalog
from papershelf.curate import proposals
from papershelf.errors import PapershelfError, Problem
from papershelf.model import Paper
from papershelf.project import Project
from papershelf.similarity import suggest
from papershelf.similarity.doubts import doubts
from papershelf.similarity.imports import beginning_with
from papershelf.similarity.map_layout import ROUNDS, draw
from papershelf.similarity.reliability import SURE, reliability
from papershelf.text import counted


@click.command("suggest", epilog="Example: papershelf suggest --new --write")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[PAPER]...")
@click.option("--new", is_flag=True, help="Take every paper that has no tags.")
@click.option("--write", is_flag=True, help="Write them into the papers' files, as `proposed`.")
@click.option("--confirm", is_flag=True, help="Make the proposed tags of the named papers tags.")
@click.option("--reject", is_flag=True, help="Remove the proposed tags of the named papers.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Confirm or reject only this one; repeatable.")
@click.option("--audit", is_flag=True, help="Name the papers whose tags look wrong, with reasons.")
@click.option("--reliability", is_flag=True, help="Print how often proposals were right, import by import.")
@click.option("--from", "first", metavar="LISTING", help="With --reliability: the listing that came first.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=suggest.MOST_TAGS,
    show_default=True,
    metavar="N",
    help="The most tags for a paper.",
)
@click.pass_obj
def suggest_tags(
    root: Path, /, files: tuple[Path, ...], tags: tuple[str, ...], first: str | None, limit: int, **flags: bool
) -> None:
    """Propose tags for papers that have none, learnt from the tagged ones, with confidence and reason.

    PAPER is a file or its name without `.md`. A confidence of 0.8 means that about 8 of 10 such proposals are
    right, on papers of a later import. With fewer than 50 tagged papers, only the words of content/tags.yml are
    used. Nothing is written without --write, and what is written are proposals: no page shows them as tags and
    nothing learns from them until --confirm. --audit ends with exit code 1 where it names a paper.
    """
    chosen = _one_of(flags)
    _refuse_mixtures(chosen, bool(files), flags, tags, first)
    project = Project(root)
    if chosen == "audit":
        _print_doubts(project)
    elif chosen == "reliability":
        _print_reliability(project, first)
    elif chosen in ("confirm", "reject"):
        _decide(root, project, files, tags, is_right=chosen == "confirm")
    else:
        _propose(root, project, files, flags["new"], flags["write"], limit)


_ACTS = ("confirm", "reject", "audit", "reliability")


def _one_of(flags: Mapping[str, bool]) -> str | None:
    """What is to be done instead of proposing, which is one thing at the most."""
    chosen = [name for name in _ACTS if flags[name]]
    if len(chosen) > 1:
        raise click.UsageError(f"--{chosen[0]} and --{chosen[1]} are two commands; give one of them")
    return next(iter(chosen), None)


def _refuse_mixtures(
    chosen: str | None, named: bool, flags: Mapping[str, bool], tags: tuple[str, ...], first: str | None
) -> None:
    """Refuse words that mean nothing beside what is to be done, rather than pass over them."""
    if chosen is not None and (flags["new"] or flags["write"]):
        raise click.UsageError(f"--{chosen} takes neither --new nor --write")
    if chosen in ("audit", "reliability") and named:
        raise click.UsageError(f"--{chosen} looks at the whole list; name no papers")
    if tags and chosen not in ("confirm", "reject"):
        raise click.UsageError("--tag goes with --confirm or --reject")
    if first is not None and chosen != "reliability":
        raise click.UsageError("--from goes with --reliability")
    if chosen in ("confirm", "reject") and not named:
        raise click.UsageError(f"Name the papers: papershelf suggest --{chosen} PAPER")
    if chosen is None and not named and not flags["new"]:
        raise click.UsageError("Name the files of papers, or give --new for all that have no tags")


def _propose(root: Path, project: Project, files: tuple[Path, ...], new: bool, write: bool, limit: int) -> None:
    with project.edit(write=write) as texts:
        asked = _to_tag(root, project.catalog, files, new)
        model = suggest.learn(project.catalog)
        proposed = [(paper, model.suggest(paper, limit)) for paper in asked]
        vocabulary = project.library.vocabulary
        for paper, found in proposed:
            tags = (each.tag for each in found)
            texts[paper.file] = proposals.propose(texts[paper.file], paper, tags, vocabulary)
    _note_abstaining(model, project.catalog)
    for paper, found in proposed:
        click.echo(paper.source)
        for each in found:
            click.echo(f"  {each.confidence:.2f}  {each.tag:<24}  {each.reason}")
    with_tags = sum(bool(found) for _, found in proposed)
    if write and with_tags:
        click.echo("They wait for a person: confirm them with `papershelf suggest --confirm PAPER`")
    click.echo(
        f"{counted(len(asked), 'paper')} without tags, {with_tags:,} with proposals{', written' if write else ''}"
    )


def _note_abstaining(model: suggest.Model, arranged: catalog.Catalog) -> None:
    if not model.is_learnt:
        tagged = sum(bool(paper.tags) for paper in arranged.papers)
        few = f"{counted(tagged, 'paper')} with tags, fewer than {suggest.FEWEST_PAPERS}"
        click.echo(f"{few}: only the words of content/tags.yml are used", err=True)


def _to_tag(root: Path, arranged: catalog.Catalog, files: tuple[Path, ...], new: bool) -> list[Paper]:
    """The papers to propose tags for, or every reason why a named file is none of them."""
    named = _named(root, arranged, files)
    problems = [
        Problem(
            path=str(path),
            field="tags",
            problem="it has tags already",
            remedy="Remove its tags first to have new ones proposed",
        )
        for path, paper in named.items()
        if paper.tags
    ]
    if problems:
        raise PapershelfError(problems)
    slugs = {paper.slug for paper in named.values()}
    return [paper for paper in arranged.papers if paper.slug in slugs or (new and not paper.tags)]


def _named(root: Path, arranged: catalog.Catalog, files: tuple[Path, ...]) -> dict[Path, Paper]:
    """The papers that are named, by their files or their slugs; or which words name none."""
    by_file = {(root / paper.source).resolve(): paper for paper in arranged.papers}
    by_slug = {paper.slug: paper for paper in arranged.papers}
    found = {path: by_file.get(path.resolve()) or by_slug.get(str(path)) for path in files}
    unknown = [path for path, paper in found.items() if paper is None]
    if unknown:
        remedy = "Name a file of content/papers/"
        raise PapershelfError(
            [Problem(path=str(path), problem="it is not a paper on the list", remedy=remedy) for path in unknown]
        )
    return {path: paper for path, paper in found.items() if paper is not None}


def _decide(root: Path, project: Project, files: tuple[Path, ...], tags: tuple[str, ...], *, is_right: bool) -> None:
    """Make proposed tags tags, or remove them, in the files of the named papers."""
    with project.edit() as texts:
        named = _named(root, project.catalog, files)
        _refuse_unproposed(named, tags)
        papers = {paper.slug: paper for paper in named.values()}.values()
        for paper in papers:
            text = texts[paper.file]
            texts[paper.file] = (
                proposals.confirm(text, paper, project.library.vocabulary, tags)
                if is_right
                else proposals.reject(text, paper, tags)
            )
    done = "confirmed" if is_right else "rejected"
    for paper in papers:
        decided = ", ".join(tag for tag in paper.proposed if not tags or tag in tags)
        click.echo(f"{paper.source}: {done} {decided}")


def _refuse_unproposed(named: Mapping[Path, Paper], tags: tuple[str, ...]) -> None:
    """Stop where there is nothing to decide, or a tag to decide on that nobody proposed."""
    problems = []
    for path, paper in named.items():
        about = partial(Problem, path=str(path), field="proposed")
        if not paper.proposed:
            remedy = "`papershelf suggest --write` proposes tags for papers that have none"
            problems.append(about(problem="it has no proposed tags", remedy=remedy))
        elif tags and not set(tags) & set(paper.proposed):
            remedy = f"Proposed are: {', '.join(paper.proposed)}"
            problems.append(about(problem=f"'{tags[0][:60]}' is not proposed", remedy=remedy))
    if problems:
        raise PapershelfError(problems)


def _print_doubts(project: Project) -> None:
    """Name the papers whose tags look wrong; exit code 1 where there are any."""
    model = suggest.learn(project.catalog)
    _note_abstaining(model, project.catalog)
    found = list(doubts(model))
    for doubt in found:
        click.echo(doubt.paper.source)
        for row in doubt.reasons:
            click.echo(f"  {row}")
    tagged = len(model.index.papers)
    click.echo(f"{counted(tagged, 'tagged paper')} judged by the others, {len(found):,} with tags that look wrong")
    if found:
        click.get_current_context().exit(1)


def _print_reliability(project: Project, first: str | None) -> None:
    """Print what proposals were worth on each import, as a Markdown table."""
    listings = project.library.listings
    begin = None if first is None else next((each for each in listings if each.startswith(first)), None)
    if first is not None and begin is None:
        raise click.UsageError(f"--from: no listing is called '{first}'. Known are: {', '.join(listings)}")
    order = beginning_with(listings.values(), begin)
    click.echo(f"| import | known papers | new papers | at {SURE} or more | right | all proposals | right |")
    click.echo("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for each in reliability(project.catalog, order):
        name = each.listing or f"by hand, to {each.day}"
        sure = f"{each.sure:,} | {_share(each.sure_right, each.sure)}"
        proposed = f"{each.proposed:,} | {_share(each.proposed_right, each.proposed)}"
        click.echo(f"| {name} | {each.known:,} | {each.papers:,} | {sure} | {proposed} |")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"


@click.command("map", epilog="Example: papershelf map")
@click.option("--anew", is_flag=True, help="Forget the former map; every paper moves.")
@click.pass_obj
def draw_map(root: Path, anew: bool) -> None:
    """Draw the map: find a place for every paper near similar ones.

    The places are written to content/map.csv, from which a build takes them. Papers that have a place
    there keep it, or move little where many papers are new. The same list gives the same map on every machine.
    """
    project = Project(root)
    with project.edit() as texts:
        arranged = project.catalog
        quiet = not sys.stderr.isatty()
        with click.progressbar(length=ROUNDS, label="Drawing", file=sys.stderr, hidden=quiet) as bar:
            places = draw(arranged, lambda: bar.update(1), anew=anew)
        texts[content.MAP_FILE] = content.write_map(places)
    click.echo(f"{counted(len(places), 'paper')} placed, written to content/{content.MAP_FILE}")
