"""`papershelf fetch` and `papershelf inbox`: candidates from feeds, and what a person decides of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from papershelf import disk
from papershelf.cli.changing import change, dry_run_option
from papershelf.cli.conventions import Commands, note_ahead, print_problems, read_day
from papershelf.cli.enriching import client, contact_option, network_libraries, progress
from papershelf.content.feeds import NAME as SOURCES
from papershelf.content.feeds import Feed
from papershelf.content.inbox import Arrival
from papershelf.curate.paper_changes import Change
from papershelf.curate.preview import to_difference
from papershelf.errors import stop
from papershelf.inbox import decide
from papershelf.model import Library, Paper
from papershelf.project import Project
from papershelf.similarity import suggest
from papershelf.text import counted

if TYPE_CHECKING:
    from papershelf.inbox.arrivals import Arrivals
    from papershelf.inbox.feeds import Answers

FRESH = 3600.0
"""Seconds for which the answer of a feed is current, so that a run that was stopped goes on where it was."""


@click.command(epilog="Example: papershelf fetch --contact list@example.org")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day that candidates are marked with (default: today).")
@contact_option
@click.option("--offline", is_flag=True, help="Ask nobody; use the answers that are kept in .cache/facts/.")
@click.option("--refresh", is_flag=True, help="Ask again for what is kept; answers are used for an hour.")
@dry_run_option
@click.option(
    "--request",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a pull request that has papers instead of candidates, as JSON.",
)
@click.option(
    "--onto",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="With --request: the project as the open request would leave it, to which papers are added.",
)
@click.option("--service", "services", multiple=True, metavar="NAME=URL", hidden=True, help="Another address of one.")
@click.pass_obj
def fetch(root: Path, /, sources: tuple[str, ...], day: str | None, **options: Any) -> None:
    """Bring what is new in the sources of content/sources.yml into content/inbox/.

    Each candidate is a file there, with the reason it came and proposed tags, and is not published. What is on the
    list, waits already or was a candidate once is passed over.
    """
    if options["onto"] is not None and options["request"] is None:
        raise click.UsageError("--onto belongs to --request")
    if options["offline"] and options["refresh"]:
        raise click.UsageError("Give either --offline or --refresh")
    marked = read_day(day)
    project = Project(root)
    answers = _ask(root, _chosen(project, sources, is_needed=options["request"] is None), **options)
    if options["request"] is None:
        arrived = _bring(project, answers, marked, dry_run=options["dry_run"])
    else:
        arrived = _propose(project, Project(options["onto"] or root), answers, marked, **options)
    print_problems([*note_ahead(marked), *answers.problems, *arrived.problems])
    _tell(arrived, "found" if options["dry_run"] else "new")
    if answers.problems:
        raise SystemExit(1)


def _chosen(project: Project, names: tuple[str, ...], *, is_needed: bool) -> list[Feed]:
    """The feeds that a person named, or all; a workflow runs in lists that have none, too."""
    feeds = {feed.id: feed for feed in project.inbox.feeds}
    if not feeds and is_needed:
        remedy = 'Write `new-on-arxiv: {arxiv-category: cs.CL}` into it, or see the page "Keep up"'
        raise stop(f"content/{SOURCES}", "no source is named", remedy)
    for name in names:
        if name not in feeds:
            raise click.UsageError(f"'{name[:60]}' is not a source; known: {', '.join(feeds)}")
    return [feed for key, feed in feeds.items() if not names or key in names]


def _ask(root: Path, feeds: list[Feed], *, services: tuple[str, ...], **options: Any) -> Answers:
    with network_libraries():
        from papershelf.inbox.feeds import ask
    moved = dict(service.split("=", 1) for service in services if "=" in service)
    with (
        client(root, options["contact"], options["offline"], options["refresh"], max_age=FRESH) as asking,
        progress("Asking", len(feeds)) as tick,
    ):
        return ask(asking, feeds, moved, tick)


def _plan(project: Project, answers: Answers, day: str, published: Library | None = None) -> Arrivals:
    from papershelf.inbox.arrivals import plan

    also = () if published is None else published.papers
    learnt: list[suggest.Model] = []

    def propose(paper: Paper) -> tuple[suggest.Suggestion, ...]:
        # Learning takes its seconds, and most runs on a quiet day bring nothing.
        if not learnt:
            learnt.append(suggest.learn(project.catalog))
        return learnt[0].suggest(paper)

    return plan(project.library, project.inbox, answers.captures, propose, day=day, also=also)


def _bring(project: Project, answers: Answers, day: str, *, dry_run: bool) -> Arrivals:
    """Write candidates into the inbox, or show them."""
    with project.edit(write=not dry_run) as texts:
        # Asking took its time: what is new is decided by what is there now.
        arrived = _plan(project, answers, day)
        if dry_run:
            click.echo(to_difference(texts, arrived.files), nl=False)
        texts.update(arrived.files)
    for each in arrived.arrivals if not dry_run else ():
        click.echo(f"content/{each.file}  {each.reason}")
    return arrived


def _propose(project: Project, target: Project, answers: Answers, day: str, **options: Any) -> Arrivals:
    """Write a request of papers, and the papers into the project that it is for."""
    from papershelf.github import candidates

    published, before = project.library, project.texts
    with target.edit(write=options["onto"] is not None and not options["dry_run"]) as texts:
        arrived = _plan(target, answers, day, published)
        proposal = candidates.propose(published, before, target.library, arrived, day)
        texts.update(proposal.files)
    if not options["dry_run"]:
        written = candidates.to_json(proposal, arrived, [*answers.problems, *arrived.problems])
        try:
            disk.write_whole(options["request"], written.encode("ascii"))
        except OSError as error:
            raise disk.refusal(error, options["request"]) from None
    return arrived


def _tell(arrived: Arrivals, verb: str) -> None:
    others = f", {arrived.other:,} without the words that are asked for" if arrived.other else ""
    left = f"; {counted(arrived.left, 'more')} left for the next run" if arrived.left else ""
    click.echo(
        f"{counted(arrived.looked_at, 'record')} looked at, {counted(len(arrived.arrivals), 'candidate')} {verb}, "
        f"{arrived.known:,} known{others}{left}"
    )


@click.group(cls=Commands, epilog="Example: papershelf inbox list")
def inbox() -> None:
    """Look at the candidates in content/inbox/, take them into the list, or drop them."""


@inbox.command("list", epilog="Example: papershelf inbox list --format json")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How it is printed.")
@click.pass_obj
def list_(root: Path, /, form: str) -> None:
    """List the candidates: what each is called, why it came, and which tags are proposed."""
    arrivals = Project(root).inbox.arrivals
    if form == "json":
        click.echo(json.dumps([_to_json(each) for each in arrivals], indent=1))
        return
    for each in arrivals:
        click.echo(f"{each.paper.slug}  {each.paper.title}")
        click.echo(f"  {each.paper.added}, {each.source}: {each.reason}")
        if each.paper.proposed:
            click.echo(f"  proposed: {', '.join(each.paper.proposed)}")
    click.echo(f"{counted(len(arrivals), 'candidate')} in the inbox")


def _to_json(arrival: Arrival) -> dict[str, Any]:
    paper = arrival.paper
    return {
        "slug": paper.slug,
        "id": paper.id,
        "title": paper.title,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "day": paper.added,
        "source": arrival.source,
        "reason": arrival.reason,
        "proposed": list(paper.proposed),
    }


_ALL = click.option("--all", "everything", is_flag=True, help="All candidates.")


@inbox.command(epilog="Example: papershelf inbox accept kettles-at-altitude k4mx2q")
@click.argument("names", nargs=-1, metavar="[CANDIDATE]...")
@_ALL
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day that papers are marked with (default: today).")
@dry_run_option
@click.pass_obj
def accept(root: Path, /, names: tuple[str, ...], everything: bool, day: str | None, dry_run: bool) -> None:
    """Take candidates into the list: each becomes a file in content/papers/.

    CANDIDATE is a slug, an id, a file or an identifier. What a person wrote into a candidate's file stays.
    """
    marked = read_day(day)
    project = Project(root)

    def plan(chosen: list[Arrival]) -> Change:
        return decide.accept(project.library, project.texts, chosen, added=marked)

    done = _decide(project, names, everything, dry_run, plan)
    print_problems(note_ahead(marked))
    for new, old in done.moved.items() if not dry_run else ():
        click.echo(f"content/{new} written, content/{old} removed")


@inbox.command(epilog="Example: papershelf inbox drop kettles-at-altitude --dry-run")
@click.argument("names", nargs=-1, metavar="[CANDIDATE]...")
@_ALL
@dry_run_option
@click.pass_obj
def drop(root: Path, /, names: tuple[str, ...], everything: bool, dry_run: bool) -> None:
    """Drop candidates for good: `papershelf fetch` never brings them again.

    Deleting a candidate's file does the same, in a pull request, too.
    """
    project = Project(root)

    def plan(chosen: list[Arrival]) -> Change:
        return decide.drop(project.library, project.inbox, project.texts, chosen, day=read_day(None))

    done = _decide(project, names, everything, dry_run, plan)
    for name in (name for name, text in done.files.items() if text is None and not dry_run):
        click.echo(f"content/{name} removed")


def _decide(
    project: Project, names: tuple[str, ...], everything: bool, dry_run: bool, plan: Callable[[list[Arrival]], Change]
) -> Change:
    """Carry out a decision about the candidates that a person named."""
    if bool(names) == everything:
        raise click.UsageError("Name candidates, or give --all; `papershelf inbox list` names those that wait")

    def planned(_: object) -> Change:
        box = project.inbox
        return plan(list(box.arrivals) if everything else decide.find(box, names))

    return change(project, planned, dry_run)
