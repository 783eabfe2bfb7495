"""What maintainers do to papers that are on the list: join, rename and remove them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from pathlib import Path

import click

from papershelf.check import run
from papershelf.cli.changing import change, dry_run_option
from papershelf.curate.lookup import find_paper
from papershelf.curate.merge_papers import merge_papers
from papershelf.curate.paper_changes import Change, delete_paper, rename_paper, withdraw_paper
from papershelf.errors import PapershelfError
from papershelf.project import Project


@click.command(epilog="Example: papershelf merge kettles-in-tune kettles-in-tune-extended --dry-run")
@click.argument("keep", metavar="KEEP")
@click.argument("drop", metavar="DROP")
@click.option("--yes", is_flag=True, help="Do not ask, on a terminal either.")
@dry_run_option
@click.pass_obj
def merge(root: Path, keep: str, drop: str, yes: bool, dry_run: bool) -> None:
    """Join two papers that are one. KEEP stays as it is, and gets what only DROP has.

    Listings, links, tags and facts come along; DROP's addresses, its short one too, lead to KEEP. Where both say
    something else, KEEP's stays, and the difference is named. Only on a terminal it is asked for consent.
    """
    project = Project(root)

    def plan(texts: object) -> Change:
        kept, gone = (find_paper(project.library, name, root) for name in (keep, drop))
        if kept is gone and keep != drop and drop in kept.names:
            return Change(files={})
        return merge_papers(project.library, project.texts, kept, gone)

    asks = _is_terminal() and not yes and not dry_run
    done = change(project, plan, dry_run, _consent if asks else None)
    if not done.files:
        click.echo(f"'{drop}' was merged into '{keep}' already; nothing is changed")
    elif not dry_run:
        click.echo(f"{drop} is merged into {find_paper(project.library, keep, root).source}")


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _consent(change: Change) -> None:
    click.confirm("Merge them?", abort=True)


@click.command(epilog="Example: papershelf rename kettles-in-tune tuned-kettles --dry-run")
@click.argument("slug", metavar="SLUG")
@click.argument("new", metavar="NEW")
@dry_run_option
@click.pass_obj
def rename(root: Path, slug: str, new: str, dry_run: bool) -> None:
    """Give a paper's file and page another name. The former address redirects; the short one stays."""
    project = Project(root)
    done = change(
        project,
        lambda texts: rename_paper(project.library, texts, find_paper(project.library, slug, root), new),
        dry_run,
    )
    if not done.files:
        click.echo(f"The paper is called '{new}' already; nothing is changed")
    elif not dry_run:
        click.echo(f"content/papers/{new}.md written; the former address redirects")


@click.command(epilog='Example: papershelf remove kettles-in-tune --reason "Its authors withdrew it."')
@click.argument("slug", metavar="SLUG")
@click.option("--reason", metavar="TEXT", help="Why it is withdrawn. Its page stays, and says so.")
@click.option("--never-published", is_flag=True, help="Delete the file of a paper that no reader can have seen.")
@click.option(
    "--base",
    metavar="REV",
    help="With --never-published: the revision whose ledger says what was published (default: HEAD).",
)
@dry_run_option
@click.pass_context
def remove(
    ctx: click.Context, slug: str, reason: str | None, never_published: bool, base: str | None, dry_run: bool
) -> None:
    """Take a paper off the list: withdrawn for a reason, or deleted where its address was never published."""
    if (reason is None) == (not never_published):
        raise click.UsageError("Give either --reason, or --never-published", ctx)
    if base is not None and not never_published:
        raise click.UsageError("--base belongs to --never-published", ctx)
    root: Path = ctx.obj
    project = Project(root)
    plan = _withdrawal(project, slug, reason) if reason is not None else _deletion(project, slug, base)
    done = change(project, plan, dry_run)
    if not done.files:
        click.echo("It was withdrawn for this reason already; nothing is changed")
    elif not dry_run:
        click.echo(f"{slug} is {'withdrawn; its page says so' if reason is not None else 'deleted'}")


def _withdrawal(project: Project, slug: str, reason: str) -> Callable[[object], Change]:
    return lambda texts: withdraw_paper(project.texts, find_paper(project.library, slug, project.root), reason)


def _deletion(project: Project, slug: str, base: str | None) -> Callable[[object], Change]:
    published = _published(project, base)
    return lambda texts: delete_paper(
        project.library, project.texts, find_paper(project.library, slug, project.root), published
    )


def _published(project: Project, base: str | None) -> Collection[str]:
    """What readers may have seen: the ledger of a revision, or without a repository the one that is there."""
    try:
        return run.base(project.root, base or "HEAD").library.published
    except PapershelfError as error:
        if base is not None:
            raise click.UsageError(f"--base: {error.problems[0].sentences}") from None
        return project.library.published
