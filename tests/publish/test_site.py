"""What is published: every address, and what holds on every page."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import pytest
from fabricate import LIBRARY
from publishing import DATA, FIXED, text_of
from rendered import front_matter, one_space, page_of, skeleton_of, to_html, unescaped
from selectolax.lexbor import LexborHTMLParser

from papershelf.addresses import AUTHORS, addresses
from papershelf.catalog.catalog import Catalog
from papershelf.publish.artifact import Artifact
from papershelf.publish.page import Site
from papershelf.publish.site import compose, publish
from papershelf.publish.templates import Renderer

DETAILS = ("search/abstracts.json", "search/details/0.json")


GROUP = ("papers.bib", "papers.csl.json")


EVERYWHERE = frozenset({"about/index.md"})
"""Pages that people wrote by hand; generated ones may lead to them."""


def markdown_pages(artifacts: dict[str, Artifact]) -> dict[str, str]:
    return {path: text_of(artifact) for path, artifact in artifacts.items() if path.endswith(".md")}


def test_the_site_has_every_address_of_the_plan_and_no_other(catalog: Catalog, artifacts: dict[str, Artifact]) -> None:
    expected = {f"{address.strip('/')}/index.md".lstrip("/") for address in FIXED}
    expected |= {f"papers/{each.slug}/index.md" for each in catalog.library.papers}
    expected |= {f"tags/{tag}/index.md" for tag in catalog.library.vocabulary.tags}
    expected |= {"topics/kitchen-science/index.md", "topics/animals/index.md"}
    expected |= {f"listings/{listing}/index.md" for listing in catalog.library.listings}
    expected |= {"digest/index.md", *(f"digest/{each.date}/index.md" for each in catalog.library.digests)}
    expected |= {f"p/{each.id}/index.html" for each in catalog.library.papers}
    expected |= {"papers/whistling-vessels/index.html", "data/by-id/papers-a.json", *DATA, *DETAILS}
    groups = [f"tags/{tag}" for tag in catalog.library.vocabulary.tags] + ["topics/kitchen-science", "topics/animals"]
    expected |= {f"{group}/{name}" for group in groups for name in ("feed.xml", "feed.json", *GROUP)}
    named = [*catalog.by_slug, "whistling-vessels"]
    expected |= {f"papers/{slug}/cite.{ending}" for slug in named for ending in ("bib", "ris", "json")}
    (of_authors,) = (path for path in artifacts if path.startswith("search/shards/"))  # it is named after its content
    assert artifacts.keys() == expected | {of_authors}


def test_every_artifact_has_a_path_of_its_own(catalog: Catalog, renderer: Renderer) -> None:
    paths = [artifact.path for artifact in publish(catalog, Site(name="Papershelf"), renderer)]
    assert len(paths) == len({path.casefold() for path in paths})


def test_the_ledgers_addresses_are_all_published(catalog: Catalog) -> None:
    promised = (LIBRARY / "urls.txt").read_text(encoding="utf-8").split()
    assert len(promised) > 20
    assert set(promised) <= addresses(catalog.library)


def test_addresses_are_those_that_are_published(catalog: Catalog, artifacts: dict[str, Artifact]) -> None:
    published = {re.sub(r"index\.(md|html)$", "", f"/{path}") for path in artifacts if path.endswith((".md", ".html"))}
    published = {address for address in published if not address.startswith(AUTHORS)}
    assert addresses(catalog.library) == published | set(catalog.library.handwritten)


def test_the_same_catalog_gives_the_same_artifacts(
    catalog: Catalog, artifacts: dict[str, Artifact], renderer: Renderer
) -> None:
    assert list(publish(catalog, Site(name="Papershelf"), renderer)) == list(artifacts.values())


def test_a_page_knows_the_file_behind_it(artifacts: dict[str, Artifact]) -> None:
    assert artifacts["papers/con-paper/index.md"].edit == "content/papers/con-paper.md"
    assert artifacts["tags/heat/index.md"].edit == artifacts["topics/animals/index.md"].edit == "content/tags.yml"
    assert artifacts["listings/000_bare/index.md"].edit == "content/listings.yml"
    for path in ("index.md", "papers/index.md", "search/index.md", "curate/index.md", "data/papers.json"):
        assert artifacts[path].edit is None


def test_every_page_has_an_escaped_title_and_description(catalog: Catalog, artifacts: dict[str, Artifact]) -> None:
    composed = {f"{page.address.strip('/')}/index.md".lstrip("/"): page for page in compose(catalog)}
    written = markdown_pages(artifacts)
    assert written.keys() == composed.keys()
    for path, content in written.items():
        facts = front_matter(content)
        assert facts.keys() == {"title", "description", "hide"}, path
        title, description = str(facts["title"]), str(facts["description"])
        assert not set("<>\"'&") & set(re.sub(r"&#\d+;", "", title + description)), path
        assert one_space(unescaped(title)) == one_space(composed[path].title), path
        assert one_space(unescaped(description)) == one_space(composed[path].description), path


def test_every_page_has_one_heading_of_its_own_title(catalog: Catalog, artifacts: dict[str, Artifact]) -> None:
    for page in compose(catalog):
        content = text_of(artifacts[f"{page.address.strip('/')}/index.md".lstrip("/")])
        (heading,) = to_html(content).css("h1")
        expected = "Papershelf" if page.address == "/" else page.title
        assert one_space(heading.text()) == one_space(expected)


def test_links_are_relative_and_lead_to_a_page_that_exists(artifacts: dict[str, Artifact]) -> None:
    count = 0
    for path, content in markdown_pages(artifacts).items():
        tree = to_html(content)
        for node in tree.css("a[href], form[action]"):
            address = re.split("[?#]", node.attributes.get("href") or node.attributes.get("action") or "")[0]
            if not address or address.startswith(("http://", "https://")):
                continue
            assert not address.startswith("/"), path
            way = unquote(address.partition("?")[0])
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), way)).lstrip("/")
            names = {target, posixpath.join(target, "index.md"), posixpath.join(target, "index.html")}
            assert names & (artifacts.keys() | EVERYWHERE), f"{path} leads to {address}"
            count += 1
    assert count > 100


@pytest.mark.parametrize(
    ("path", "way"),
    [("index.md", ""), ("papers/index.md", "../"), ("tags/heat/index.md", "../../"), ("curate/index.md", "../")],
)
def test_a_page_knows_how_deep_it_lies(artifacts: dict[str, Artifact], path: str, way: str) -> None:
    links = {node.attributes["href"] for node in to_html(text_of(artifacts[path])).css("a[href]")}
    slug = (
        "a-paper-nobody-has-read-yet" if path in ("papers/index.md", "curate/index.md") else "sorting-when-a-b-and-b-a"
    )
    assert f"{way}papers/{slug}/" in links


def test_a_row_names_a_few_tags_and_not_that_of_the_page(artifacts: dict[str, Artifact]) -> None:
    for key, is_named in (("teapots", False), ("heat", True)):
        tree = to_html(text_of(artifacts[f"tags/{key}/index.md"]))
        rows = [[chip.text() for chip in row.css(".ps-chip")] for row in tree.css(".ps-row__meta")]
        assert rows
        assert all(len(chips) <= 3 for chips in rows)
        assert not any("Teapots" in chips for chips in rows) or is_named


def test_a_row_is_the_same_in_every_list_at_one_depth(artifacts: dict[str, Artifact]) -> None:
    def rows(path: str) -> set[str]:
        tree = to_html(text_of(artifacts[path]))
        return {one_space(node.html or "") for node in tree.css(".ps-list h3.ps-row__title")}

    assert rows("tags/teapots/index.md") <= rows("topics/kitchen-science/index.md")
    assert not rows("tags/heat/index.md") & rows("index.md"), "the way up is not the same"


@pytest.mark.parametrize(
    ("slug", "row"),
    [
        ("script-alert-1-script", 31),
        ("sorting-when-a-b-and-b-a", 32),
        ("title-script-alert-2-script", 33),
        ("x-y-bold-onclick-x-8-7-7", 34),
        ("toc-x-notes-that-are-none", 34),
        ("counting-sheep-with-formulas", 36),
    ],
)
def test_hostile_papers_are_inert_on_every_page(
    catalog: Catalog, artifacts: dict[str, Artifact], slug: str, row: int
) -> None:
    shown = one_space(catalog.by_slug[slug].title)
    named = 0
    for path, content in markdown_pages(artifacts).items():
        tree = to_html(content)
        assert tree.css("script, img:not(.ps-steps), iframe, object, style, abbr, .admonition, .toc") == [], (
            f"row {row}: {path}"
        )
        for node in tree.css("*"):
            assert not any(name.startswith("on") for name in node.attributes), f"row {row}: {path}"
            assert not (node.attributes.get("href") or "").lower().startswith(("javascript:", "data:")), path
        titles = {one_space(node.text()) for node in tree.css(f'a[href$="papers/{slug}/"]')}
        assert titles <= {shown}, f"row {row}: {path}"
        named += bool(titles)
    assert named >= 2, "the paper stands in the index and under its tags or in its listing"


@pytest.mark.parametrize("text", ["<![CDATA[" * 2_000, "[" * 13_000, "> " * 10_000 + "x", "*" * 5_000])
def test_text_of_great_depth_stays_text(renderer: Renderer, text: str) -> None:
    """Row 35."""
    page = page_of(renderer, "Title", summary=text, abstract=text)
    summary = LexborHTMLParser(page.split("---\n", 2)[2]).css_first(".ps-summary")
    assert summary is not None
    assert one_space(summary.text()) == one_space(text)


def test_the_dialect_of_the_parser_does_not_matter(artifacts: dict[str, Artifact]) -> None:
    """A page's body is HTML that Markdown passes on: the exported Markdown and the site say the same."""
    for path, content in markdown_pages(artifacts).items():
        body = content.split("---\n", 2)[2]
        assert skeleton_of(LexborHTMLParser(body)) == skeleton_of(to_html(content)), path
