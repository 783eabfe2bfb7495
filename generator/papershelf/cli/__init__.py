"""The command line: words to calls, results to sentences and exit codes.

Exit codes: 0 done, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papershelf import __version__, disk
from papershelf.cli import (
    acting,
    beginning,
    building,
    console,
    contributing,
    curating,
    digest,
    enriching,
    exporting,
    importing,
    keeping_up,
    papers,
    reviewing,
    vocabulary,
)
from papershelf.cli.conventions import Commands, print_problems
from papershelf.errors import PapershelfError, WrongUsage


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: papershelf --root my-list import captured/*.txt",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="The project's folder, which holds content/ (default: here).",
)
@click.version_option(__version__, prog_name="papershelf")
@click.pass_context
def papershelf(ctx: click.Context, root: Path) -> None:
    """Publish a curated reading list of research papers as a static site."""
    if not root.is_dir():
        raise click.UsageError(f"--root: there is no folder '{root}'", ctx)
    ctx.obj = root


for _command in (
    beginning.init,
    beginning.upgrade,
    importing.import_,
    importing.add,
    enriching.enrich,
    contributing.new,
    contributing.check,
    contributing.editor,
    curating.suggest_tags,
    curating.draw_map,
    papers.merge,
    papers.rename,
    papers.remove,
    vocabulary.tags,
    vocabulary.topics,
    building.build,
    building.serve,
    keeping_up.fetch,
    keeping_up.inbox,
    exporting.export,
    digest.digest,
    reviewing.review_request,
    reviewing.apply_suggestion,
    acting.github,
):
    papershelf.add_command(_command)


def main() -> None:
    """Run the command line; every failure that was foreseen ends in sentences and exit code 1."""
    console.escape_unprintable()
    try:
        papershelf(prog_name="papershelf")
    except PapershelfError as error:
        print_problems(error.problems)
        sys.exit(2 if isinstance(error, WrongUsage) else 1)
    except OSError as error:
        # Whatever is foreseen was worded where it happened; this is a disk that fails, or a folder that is closed.
        print_problems(disk.refusal(error, "papershelf", "the system refuses").problems)
        sys.exit(1)
