"""The command line: words to calls, results to sentences and exit codes.

Exit codes: 0 done, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from papershelf import __version__, disk
from papershelf.cli import console
from papershelf.cli.conventions import Commands, Imported, print_problems
from papershelf.errors import PapershelfError, WrongUsage

_COMMANDS = {
    "init": "beginning.init",
    "upgrade": "beginning.upgrade",
    "import": "importing.import_",
    "add": "importing.add",
    "enrich": "enriching.enrich",
    "new": "contributing.new",
    "check": "contributing.check",
    "editor": "contributing.editor",
    "suggest": "curating.suggest_tags",
    "map": "curating.draw_map",
    "merge": "papers.merge",
    "rename": "papers.rename",
    "remove": "papers.remove",
    "tags": "vocabulary.tags",
    "topics": "vocabulary.topics",
    "build": "building.build",
    "serve": "building.serve",
    "fetch": "keeping_up.fetch",
    "inbox": "keeping_up.inbox",
    "export": "exporting.export",
    "digest": "digest.digest",
    "review": "reviewing.review_request",
    "apply-suggestion": "reviewing.apply_suggestion",
    "github": "acting.github",
}
"""Where each command is. Only the one that runs is imported: all of them would take a third of a second."""


@click.group(
    cls=Commands,
    commands=Imported({name: f"papershelf.cli.{place}" for name, place in _COMMANDS.items()}),
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


_SELDOM = (100_000, 4, 2)
"""After how many objects Python looks for garbage in circles, of which commands make little; among the older ones it
looks more often in turn than by itself, or `serve` would hold what a dozen builds have left behind."""


def main() -> None:
    """Run the command line; every failure that was foreseen ends in sentences and exit code 1."""
    gc.set_threshold(*_SELDOM)
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
    finally:
        gc.freeze()  # the process ends: to look for garbage in circles would take a second with a large list
