"""Proposed tags are published nowhere but on the page of papers to curate, as proposals."""

from __future__ import annotations

from dataclasses import replace

from fabricate import REPOSITORY, library, paper
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import arrange
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.template_files import places
from papershelf.publish.templates import Renderer

LIST = "https://github.com/ada/list"
PAPERS = (
    paper("kettles", summary="Kettles whistle.", tags=("kettles", "heat")),
    paper("teapots", summary="Teapots do not.", tags=("heat",)),
    paper("spoons", summary="", tags=()),
)
PROPOSED = {"kettles": ("survey",), "spoons": ("kettles", "survey")}


def site(*, proposing: bool) -> dict[str, bytes]:
    papers = [replace(each, proposed=PROPOSED.get(each.slug, ()) if proposing else ()) for each in PAPERS]
    made = library(*papers, tags={"kettles": "kitchen", "heat": "kitchen", "survey": "kind"})
    renderer = Renderer(*places(REPOSITORY))
    known = Site(name="Kitchen", repository=LIST, edit=f"{LIST}/edit/main/")
    return {artifact.path: artifact.to_bytes() for artifact in publish(arrange(made), known, renderer)}


def test_nothing_but_the_page_to_curate_knows_of_them() -> None:
    with_them, without = site(proposing=True), site(proposing=False)
    assert with_them.keys() == without.keys()
    assert [path for path in with_them if with_them[path] != without[path]] == ["curate/index.md"]


def test_the_page_to_curate_names_them_with_the_way_to_confirm() -> None:
    page = LexborHTMLParser(site(proposing=True)["curate/index.md"].decode("utf-8"))
    rows = [node.text() for node in page.css("section li")]
    assert len(rows) == len(PROPOSED)
    assert "kettles, survey" in rows[1]
    assert [node.text() for node in page.css("section li code")] == [
        "papershelf suggest --confirm kettles",
        "papershelf suggest --confirm spoons",
    ]
    assert [node.attributes["href"] for node in page.css("section li a[aria-label]")] == [
        f"{LIST}/edit/main/content/papers/{slug}.md" for slug in ("kettles", "spoons")
    ]
    assert b"Proposed tags" not in site(proposing=False)["curate/index.md"]
