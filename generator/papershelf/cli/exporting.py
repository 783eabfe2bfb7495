"""`papershelf export`: the list in formats for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from papershelf import addresses
from papershelf.catalog import catalog
from papershelf.cli.conventions import Commands
from papershelf.errors import Rejected
from papershelf.project import Project
from papershelf.publish import output, zensical
from papershelf.publish.formats import awesome, bibtex, csl, csv_data, json_data, json_lines, ris
from papershelf.publish.formats.citation import Citation, cite
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.template_files import places
from papershelf.publish.templates import Renderer
from papershelf.text import check_url, counted


@click.group(cls=Commands)
def export() -> None:
    """Write the list in a format for other programs."""


@export.command("markdown", epilog="Example: papershelf export markdown --out ../list && cd ../list && zensical build")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to write.")
@click.option("--name", metavar="NAME", help="The site's name (default: that of mkdocs.yml, or the project folder's).")
@click.option("--force", is_flag=True, help="Replace the folder although Papershelf did not write what is in it.")
@click.pass_obj
def export_markdown(root: Path, out: Path, name: str | None, force: bool) -> None:
    """Write every page of the site as Markdown, with theme and settings for Zensical, which can build it."""
    output.check_folder(out, root, force=force)
    site = _site(root, name)
    templates = places(root)
    published = publish(Project(root).catalog, site, Renderer(*templates, words=site.words))
    project = zensical.to_project(published, root / "content" / "pages", templates, site)
    count = output.write(out, project, force=force)
    click.echo(f"{counted(count, 'file')} written to {out}")


def _site(root: Path, name: str | None) -> Site:
    """What the settings say of the site, where there are any."""
    if not (root / "mkdocs.yml").is_file():
        return Site(name=name or root.resolve().name)
    # Here and not above, because the other formats need no site builder and start in half the time.
    from papershelf.publish.mkdocs import settings

    site = settings.read_site(root / "mkdocs.yml")
    return replace(site, name=name) if name else site


def _count(arranged: catalog.Catalog) -> str:
    return counted(len(arranged.papers), "paper")


def _count_all(arranged: catalog.Catalog) -> str:
    return counted(len(arranged.library.papers), "paper")


def _count_words(arranged: catalog.Catalog) -> str:
    words = arranged.library.vocabulary
    return f"{counted(len(words.topics), 'topic')} and {counted(len(words.tags), 'tag')}"


_TELL = {"csv": _count_all, "jsonl": _count_all, "vocabulary": _count_words}
"""What formats hold that are not about the papers on the list alone: withdrawn ones, too, or none."""

_OUT = click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="The file to write; - for the standard output.",
)
_URL = click.option(
    "--url",
    envvar="SITE_URL",
    default="",
    metavar="ADDRESS",
    help="Where the site is published (default: SITE_URL).",
)
_FORCE = click.option(
    "--force", is_flag=True, help="Replace a file that Papershelf did not write, or that changed since."
)


@export.command("awesome", epilog="Example: papershelf export awesome --out ../awesome-kettles/README.md")
@_OUT
@_URL
@click.option("--name", metavar="NAME", help="What the list is called (default: the site's name).")
@_FORCE
@click.pass_obj
def export_awesome(root: Path, out: Path, url: str, name: str | None, force: bool) -> None:
    """Write the list as the README of an awesome list, with a heading for each topic and tag."""
    title = name or _site(root, None).name
    _write_file(root, out, url, lambda arranged, address: awesome.to_awesome(arranged, address, title), force=force)


def _add_export(name: str, shown: str, example: str, write: Callable[[catalog.Catalog, str], str]) -> None:
    """Add a command that writes the whole list as one file."""

    @export.command(
        name, help=f"Write the list as {shown}.", epilog=f"Example: papershelf export {name} --out {example}"
    )
    @_OUT
    @_URL
    @_FORCE
    @click.pass_obj
    def command(root: Path, out: Path, url: str, force: bool) -> None:
        _write_file(root, out, url, write, force=force, tell=_TELL.get(name, _count))


def _write_file(
    root: Path,
    out: Path,
    url: str,
    write: Callable[[catalog.Catalog, str], str],
    *,
    force: bool,
    tell: Callable[[catalog.Catalog], str] = _count,
) -> None:
    """Write the whole list as one file, or to the standard output."""
    to_stdout = str(out) == "-"
    if not to_stdout:
        output.check_file(out, root)
    arranged = Project(root).catalog
    written = write(arranged, _site_address(url)).encode()
    if to_stdout:
        click.echo(written, nl=False)
    else:
        output.write_file(out, written, root, force=force)
        click.echo(f"{tell(arranged)} written to {out}")


def _site_address(url: str) -> str:
    """The address of a site without a slash at its end."""
    try:
        if url:
            check_url(url)
    except Rejected as error:
        raise click.BadParameter(str(error), param_hint="--url") from None
    return url.rstrip("/")


def _bibliography(write: Callable[[Iterable[Citation]], str]) -> Callable[[catalog.Catalog, str], str]:
    return lambda arranged, address: write(cite(paper, address) for paper in arranged.papers)


def _json_lines(arranged: catalog.Catalog, address: str) -> str:
    return json_lines.to_lines(arranged.library)


def _vocabulary(arranged: catalog.Catalog, address: str) -> str:
    return json_lines.to_vocabulary(arranged.library)


for _name, _shown, _example, _write in (
    ("bibtex", "BibTeX", addresses.ALL_BIBTEX, _bibliography(bibtex.to_bibtex)),
    ("ris", "RIS", addresses.ALL_RIS, _bibliography(ris.to_ris)),
    ("csl", "CSL-JSON", addresses.ALL_CSL, _bibliography(csl.to_csl)),
    (
        "csv",
        "CSV, for spreadsheets; `import` reads it back",
        addresses.ALL_CSV,
        partial(csv_data.to_csv, whole=True),
    ),
    ("jsonl", "JSON Lines that hold all of it; `import` reads them back", "papers.jsonl", _json_lines),
    (
        "vocabulary",
        "JSON Lines without papers, to `import` beside a CSV",
        "vocabulary.jsonl",
        _vocabulary,
    ),
    ("json", f"JSON, by the schema at {addresses.DATA}", addresses.ALL_JSON, json_data.to_papers),
):
    _add_export(_name, _shown, _example, _write)
