"""`papershelf init` and `upgrade`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from papershelf.cli.conventions import print_problems
from papershelf.errors import Rejected
from papershelf.skeleton import answers as rules
from papershelf.text import counted


class _Answer(click.ParamType[str]):
    """A text that is judged by a function of ours."""

    def __init__(self, name: str, judge: Callable[[str], str]) -> None:
        self.name = name
        self._judge = judge

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return self._judge(value)
        except Rejected as error:
            self.fail(str(error), param, ctx)


_NAME = _Answer("name", rules.check_name)
_URL = _Answer("url", rules.check_address)
_LICENCE = _Answer("licence", rules.check_licence)


@click.command(epilog="Example: papershelf init my-list --name 'Papers on kettles' --yes")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", type=_NAME, metavar="NAME", help="The list's name (default: the folder's).")
@click.option("--url", type=_URL, metavar="URL", help="Where the site will be published (default: not known yet).")
@click.option(
    "--licence",
    "--license",
    type=_LICENCE,
    metavar="ID",
    help=f"The licence of summaries and descriptions, by its SPDX name (default: {rules.USUAL_LICENCE}).",
)
@click.option("--yes", is_flag=True, help="Ask nothing: what no flag says has its default.")
def init(folder: Path, name: str | None, url: str | None, licence: str | None, yes: bool) -> None:
    """Begin a list in a new folder: a site that can be built at once, workflows, forms, and a git repository.

    On a terminal it asks for what no flag says. A folder that holds anything is refused.
    """
    # Here and not above, because the other commands need no templates and start faster.
    from papershelf.skeleton import begin, installed

    begin.check_place(folder)
    usual = rules.name_of(folder)
    if not yes and _is_terminal():
        click.echo("An empty answer takes what is in brackets.")
        name = name or click.prompt("Name of the list", default=usual, type=_NAME)
        if url is None:
            url = click.prompt("Address of the site, if it is known", default="", show_default=False, type=_URL)
        licence = licence or click.prompt("Licence of what you write", default=rules.USUAL_LICENCE, type=_LICENCE)
    answers = rules.Answers(name=name or usual, url=url or "", licence=licence or rules.USUAL_LICENCE)
    written, notes = begin.begin(folder, answers, installed.find_tool())
    print_problems(notes)
    click.echo(f"{folder}: {counted(len(written), 'file')} written. Next: the three commands of {folder / 'README.md'}")


def _is_terminal() -> bool:
    return sys.stdin.isatty()


@click.command(epilog="Example: papershelf upgrade --dry-run")
@click.option("--dry-run", is_flag=True, help="Show every changed line, and write nothing.")
@click.pass_obj
def upgrade(root: Path, dry_run: bool) -> None:
    """Bring the files that `init` wrote to this version of Papershelf. `content/` is never touched.

    What you changed is kept. Where you and Papershelf changed the same lines, both are written between git's
    marks of a conflict, and the exit code is 1.
    """
    from papershelf.skeleton import begin, installed
    from papershelf.skeleton.upgrade import Kind, apply, conflicts, difference, plan_upgrade

    plan = plan_upgrade(root, installed.find_tool())
    if not dry_run:
        apply(root, plan)
    for change in plan.changes:
        click.echo(f"{change.kind} {change.path}")
        if dry_run:
            click.echo(difference(change), nl=False)
    print_problems([*begin.notes_on(plan.after), *conflicts(plan)])
    changed = sum(change.kind is not Kind.KEPT for change in plan.changes)
    verb = "would change" if dry_run else "changed"
    click.echo(f"Papershelf {plan.before.version} to {plan.after.version}: {counted(changed, 'file')} {verb}")
    if conflicts(plan):
        raise SystemExit(1)
