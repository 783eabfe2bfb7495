"""What the commands share that change a list: it is made under the list's lock, or shown as a difference."""

from __future__ import annotations

from collections.abc import Callable

import click

from papershelf.check import run
from papershelf.cli.conventions import print_problems
from papershelf.curate.paper_changes import Change
from papershelf.curate.preview import to_difference
from papershelf.errors import Rejected
from papershelf.project import Project, Texts

dry_run_option = click.option("--dry-run", is_flag=True, help="Print the differences, and write nothing.")


def change(
    project: Project, plan: Callable[[Texts], Change], dry_run: bool, agree: Callable[[Change], None] | None = None
) -> Change:
    """Make a change of the list under its lock, or show it as a difference of its files.

    Args:
        project: The project.
        plan: Plans the change from the files as they are. What it rejects is wrong usage.
        dry_run: Whether it is only shown.
        agree: Asks whether it shall be made, and ends the command where it shall not.
    """
    with project.edit(write=not dry_run) as texts:
        try:
            planned = plan(texts)
        except Rejected as error:
            raise click.UsageError(str(error)) from None
        if dry_run or agree is not None:
            click.echo(to_difference(texts, planned.files, planned.moved), nl=False)
        print_problems(planned.notes)
        if agree is not None and planned.files and not dry_run:
            agree(planned)
        texts.update(planned.files)
    if not dry_run and "tags.yml" in planned.files:
        run.renew_editor_files(project)
    return planned
