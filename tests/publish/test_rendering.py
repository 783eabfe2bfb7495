"""Rows of lists: what they say is made once, and right on pages of any depth, with any template of a project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.publish.page import Page, Site
from papershelf.publish.rendering import Rendering
from papershelf.publish.template_files import packaged
from papershelf.publish.templates import Renderer
from papershelf.similarity.related import relate

_LIST = """
{% for paper in catalog.papers %}<div>{{ row(paper) }}</div>{% endfor %}
"""


def _rows(folder: Path, catalog: Catalog, row: str, depths: range) -> dict[int, list[str]]:
    """The rows of all papers on pages so many folders deep."""
    for path, text in (("parts/row.html.j2", row), ("pages/all.md.j2", _LIST)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    rendering = Rendering(catalog, Site(name="Kettles"), Renderer(folder, packaged()), relate(catalog))
    found = {}
    for depth in depths:
        page = Page(address="/" + "all/" * depth, template="all", title="All", description="All of them.")
        text = rendering.page(page).content
        assert isinstance(text, str)
        found[depth] = [node.inner_html or "" for node in LexborHTMLParser(text).css("div")]
    return found


@pytest.mark.parametrize(
    "row",
    [
        '<a href="{{ to(urls.paper_url(paper)) }}">{{ paper.slug }}</a>{{ chip(tags[0]) if tags }}',
        "<a href='{{ to(urls.paper_url(paper)) }}'>{{ paper.slug }}</a>",
        '<a href="{{ to(urls.paper_url(paper)) }}" title="../../">{{ paper.slug }}</a>',
        '<a href="{{ to(urls.paper_url(paper)) | url }}" data-up="{{ to(urls.HOME) }}">{{ paper.slug }}</a>',
    ],
)
def test_a_row_leads_to_its_paper_from_any_depth(tmp_path: Path, catalog: Catalog, row: str) -> None:
    papers = catalog.papers
    for depth, rows in _rows(tmp_path, catalog, row, range(4)).items():
        assert len(rows) == len(papers) > 5
        for paper, html in zip(papers, rows, strict=True):
            (link, *chips) = LexborHTMLParser(html).css("a")
            assert link.attributes["href"] == addresses.relative(addresses.paper_url(paper), depth)
            assert link.attributes.get("title") in (None, "../../"), "a text is what it was"
            assert link.attributes.get("data-up") in (None, addresses.relative(addresses.HOME, depth))
            assert all((chip.attributes["href"] or "").startswith("../" * depth + "tags/") for chip in chips)


def test_what_a_row_says_is_rendered_once_for_all_pages_but_those_at_the_root(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, usual = Counter[str](), Renderer.render

    def noting(self: Renderer, template: str, context: dict[str, object]) -> str:
        made[template] += 1
        return usual(self, template, context)

    monkeypatch.setattr(Renderer, "render", noting)
    row = (packaged() / "parts" / "row.html.j2").read_text(encoding="utf-8")
    _rows(tmp_path, catalog, row, range(5))
    assert made["parts/lines.html.j2"] == 2 * len(catalog.papers)
