"""`papershelf export`: the list in formats for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

import click

from papershelf.catalog import catalog
from papershelf.cli.conventions import Commands
from papershelf.errors import Rejected
from papershelf.project import Project
from papershelf.publish import output
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import bibtex, csl, csv_data, json_data, ris
from papershelf.publish.formats.citation import Citation, cite
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer
from papershelf.text import check_url, counted


@click.group(cls=Commands)
def export() -> None:
    """Write the list in a format for other programs."""


@export.command("markdown", epilog="Example: papershelf export markdown --out ../list-as-markdown")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to write.")
@click.option("--name", metavar="NAME", help="The site's name on its pages (default: the project folder's).")
@click.option("--force", is_flag=True, help="Replace the folder although Papershelf did not write what is in it.")
@click.pass_obj
def export_markdown(root: Path, out: Path, name: str | None, force: bool) -> None:
    """Write every page of the site as a plain tree of Markdown, for another site generator."""
    output.check_folder(out, root, force=force)
    renderer = Renderer(root / "templates")
    published = publish(Project(root).catalog, Site(name=name or root.resolve().name), renderer)
    count = output.write(out, chain(published, _beside(root)), force=force)
    click.echo(f"{counted(count, 'file')} written to {out}")


def _beside(root: Path) -> Iterator[Artifact]:
    """What stands beside the generated pages: those written by hand, and the site's icon."""
    for source, target in (("content/pages", ""), ("templates/theme/assets/images", "assets/images")):
        for path in sorted((root / source).rglob("*")):
            if path.is_file():
                name = PurePosixPath(target, path.relative_to(root / source).as_posix())
                if name.suffix == ".md" and name.stem != "index":
                    name = name.with_suffix("") / "index.md"  # where its links are made for
                yield Artifact(path=str(name), content=path.read_bytes())


def _add_export(name: str, shown: str, example: str, write: Callable[[catalog.Catalog, str], str]) -> None:
    """Add a command that writes the whole list as one file."""

    @export.command(
        name, help=f"Write the list as {shown}.", epilog=f"Example: papershelf export {name} --out {example}"
    )
    @click.option(
        "--out",
        required=True,
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="The file to write; - for the standard output.",
    )
    @click.option(
        "--url",
        envvar="SITE_URL",
        default="",
        metavar="ADDRESS",
        help="Where the site is published (default: SITE_URL).",
    )
    @click.option("--force", is_flag=True, help="Replace a file that Papershelf did not write, or that changed since.")
    @click.pass_obj
    def command(root: Path, out: Path, url: str, force: bool) -> None:
        to_stdout = str(out) == "-"
        if not to_stdout:
            output.check_file(out, root)
        arranged = Project(root).catalog
        written = write(arranged, _site_address(url)).encode()
        if to_stdout:
            click.echo(written, nl=False)
        else:
            output.write_file(out, written, root, force=force)
            click.echo(f"{counted(len(arranged.papers), 'paper')} written to {out}")


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


for _name, _shown, _example, _write in (
    ("bibtex", "BibTeX", "papers.bib", _bibliography(bibtex.to_bibtex)),
    ("ris", "RIS", "papers.ris", _bibliography(ris.to_ris)),
    ("csl", "CSL-JSON", "papers.csl.json", _bibliography(csl.to_csl)),
    ("csv", "CSV, for spreadsheets", "papers.csv", csv_data.to_csv),
    ("json", "JSON, by the schema at /data/", "papers.json", json_data.to_papers),
):
    _add_export(_name, _shown, _example, _write)
