"""`papershelf build` and `serve`: the one place that starts MkDocs."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from generator.errors import stop


@click.command(epilog="Example: papershelf build")
@click.option("--strict", is_flag=True, help="Publish nothing if the build gives a warning.")
@click.option("--no-cards", is_flag=True, help="Draw no pictures for shared links; a first build is much faster.")
@click.option("--force", is_flag=True, help="Replace site/ although Papershelf did not write what is in it.")
@click.pass_obj
def build(root: Path, strict: bool, no_cards: bool, force: bool) -> None:
    """Build the site into site/. The old site stays until the new one has passed the gate."""
    _run_mkdocs(root, serving=False, strict=strict, cards=not no_cards, force=force)


@click.command(epilog="Example: papershelf serve")
@click.pass_obj
def serve(root: Path) -> None:
    """Build the site, serve it on this machine, and rebuild it whenever a file is saved."""
    _run_mkdocs(root, serving=True, strict=False, cards=True)


def _run_mkdocs(root: Path, *, serving: bool, strict: bool, cards: bool, force: bool = False) -> None:
    """Start MkDocs: the one place that does, so that every way to build is the same build."""
    # Here and not above, because the other commands need no site builder and start in half the time.
    from mkdocs.commands.build import build as build_site
    from mkdocs.commands.serve import serve as serve_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    path = root / "mkdocs.yml"
    if not path.is_file():
        raise stop(str(path), "there is no such file", "Name the project's folder: `papershelf --root DIR build`")
    _log_plainly(serving)
    try:
        if serving:
            serve_site(str(path))
        else:
            config = load_config(str(path), strict=strict or None)
            if (plugin := config.plugins.get("papershelf")) is not None:
                if not cards:
                    plugin.config["cards"] = "never"
                plugin.replaces_any = force
            config.plugins.on_startup(command="build", dirty=False)
            build_site(config)
    except MkDocsException as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None


def _log_plainly(serving: bool) -> None:
    """Let MkDocs say what matters: our own lines, warnings, and under `serve` the address."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    ours = ("mkdocs.plugins.papershelf", "mkdocs.livereload") if serving else ("mkdocs.plugins.papershelf",)
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name in ours)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
