"""The built site to machines: metadata, feeds and citations of every page, below a path and at a root."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import unquote, urljoin

import feedparser
import pytest
from captures import record, sparse
from fabricate import LIBRARY, Project, assemble
from fabricate import tree as files_in
from pybtex.database import parse_string
from rendered import one_space
from selectolax.lexbor import LexborHTMLParser

from papershelf import content
from papershelf.addresses import promised
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Paper
from papershelf.publish.site import compose
from papershelf.text import IdentifierKind, identifiers_of

Fresh = Callable[[], Project]

BELOW, ROOT = "https://example.org/some/repo/", "https://papers.example.org/"


@pytest.fixture(scope="module", params=[BELOW, ROOT], ids=["below a path", "at a root"])
def sited(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """The fabricated library, built for an address."""
    project = assemble(tmp_path_factory.mktemp("sited") / "list", LIBRARY)
    project.build(SITE_URL=request.param)
    return project, request.param


def whole_pages(project: Project) -> dict[str, LexborHTMLParser]:
    """Every page but redirects and the one for what is missing."""
    found = {
        path.relative_to(project.site).as_posix(): LexborHTMLParser(path.read_bytes())
        for path in sorted(project.site.rglob("index.html"))
    }
    return {path: tree for path, tree in found.items() if not tree.css("meta[http-equiv=refresh]")}


def metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """The contents of a page's metadata by each of the names that they go by."""
    found: dict[str, list[str]] = {}
    for node in tree.css("head meta[content]"):
        for kind in ("name", "property"):
            if name := node.attributes.get(kind):
                found.setdefault(name, []).append(node.attributes["content"] or "")
    return found


def test_every_page_says_once_who_it_is(sited: tuple[Project, str], catalog: Catalog) -> None:
    project, site = sited
    composed = {f"{page.address}index.html".lstrip("/"): page for page in compose(catalog)}
    trees = whole_pages(project)
    assert trees.keys() == composed.keys() | {"about/index.html"}
    for path, tree in trees.items():
        said = metas(tree)
        address = site + path.removesuffix("index.html")
        (canonical,) = tree.css("link[rel=canonical]")
        assert canonical.attributes["href"] == address
        once = ("description", "og:description", "og:title", "og:url", "og:type", "og:site_name", "twitter:card")
        assert {name: len(said[name]) for name in once} == dict.fromkeys(once, 1), path
        assert said["og:url"] == [address]
        assert said["og:site_name"] == ["Papershelf"]
        assert said["description"] == said["og:description"]
        assert "og:image" not in said, "there is no card here"
        if path in composed and path != "index.html":
            assert said["og:title"] == [one_space(composed[path].title)]


def pdf_of(paper: Paper) -> str | None:
    """The file at arXiv, whether the number is a fact or an address among the links."""
    numbers = [each.value for each in identifiers_of(paper) if each.kind is IdentifierKind.ARXIV]
    number = paper.arxiv or next(iter(numbers), None)
    return f"https://arxiv.org/pdf/{number}" if number else None


def test_a_papers_page_is_read_by_zotero_and_others_are_not(sited: tuple[Project, str], catalog: Catalog) -> None:
    project, site = sited
    for path, tree in whole_pages(project).items():
        said = {name: values for name, values in metas(tree).items() if name.startswith("citation_")}
        slug = path.split("/")[1] if path.startswith("papers/") and path != "papers/index.html" else None
        if slug is None:
            assert said == {}, path
            continue
        each = catalog.by_slug[slug]
        expected = {
            "citation_title": [one_space(each.title)],
            "citation_abstract_html_url": [f"{site}papers/{slug}/"],
            "citation_author": [author.sorted for author in each.authors],
            "citation_publication_date": [each.year],
            "citation_doi": [each.doi],
            "citation_arxiv_id": [each.arxiv],
            "citation_conference_title": [each.venue],  # the only one of these papers is of proceedings
            "citation_pdf_url": [pdf_of(each)],
        }
        if each.withdrawn is not None:
            expected = {}
        assert said == {name: values for name, values in expected.items() if values and values != [None]}, path


def test_linked_data_is_data_whatever_a_title_holds(sited: tuple[Project, str], catalog: Catalog) -> None:
    """Rows 31 and 33."""
    project, site = sited
    for path, tree in whole_pages(project).items():
        blocks = [json.loads(node.text(deep=False)) for node in tree.css('script[type="application/ld+json"]')]
        if path.startswith("papers/") and path != "papers/index.html":
            (document,) = blocks
            nodes = {node["@type"]: node for node in document["@graph"]}
            shown = one_space(catalog.by_slug[path.split("/")[1]].title)
            assert nodes["ScholarlyArticle"]["headline"] == shown
            steps = nodes["BreadcrumbList"]["itemListElement"]
            assert steps[-1]["name"] == shown
            assert all((project.site / step["item"].removeprefix(site)).is_dir() for step in steps[:-1])
        assert "<!--" not in "".join(node.text(deep=False) for node in tree.css('script[type="application/ld+json"]'))


def test_feeds_are_found_and_are_there(sited: tuple[Project, str]) -> None:
    project, site = sited
    for path, tree in whole_pages(project).items():
        address = site + path.removesuffix("index.html")
        links = tree.css("link[rel=alternate]")
        assert links, path
        for link in links:
            feed = urljoin(address, link.attributes["href"] or "")
            file = project.site / unquote(feed.removeprefix(site))
            assert link.attributes["title"]
            if link.attributes["type"] == "application/atom+xml":
                assert feedparser.parse(file.read_bytes()).feed.links[0].href == feed
            else:
                assert link.attributes["type"] == "application/feed+json"
                assert json.loads(file.read_text(encoding="utf-8"))["feed_url"] == feed
        if path.startswith(("tags/", "topics/")) and path.count("/") == 2:
            own = path.removesuffix("index.html")
            assert [urljoin(address, link.attributes["href"] or "") for link in links] == [
                f"{site}{own}feed.xml",
                f"{site}{own}feed.json",
            ]


def test_citations_and_feeds_are_linked_visibly(sited: tuple[Project, str]) -> None:
    project, _ = sited
    trees = whole_pages(project)

    def files(path: str) -> list[str]:
        return [str(node.attributes["href"]) for node in trees[path].css("#ps-content a[href]") if node.text()]

    assert {"cite.bib", "cite.ris", "cite.json"} <= set(files("papers/con-paper/index.html"))
    for path in ("tags/heat/index.html", "topics/animals/index.html"):
        assert {"feed.xml", "feed.json", "papers.bib", "papers.csl.json"} <= set(files(path))
    data = {name.removeprefix("../") for name in files("data/index.html")}
    # Folders hold what only our own scripts read.
    there = {path.name for path in (project.site / "data").iterdir() if path.is_file()} - {"index.html"}
    assert data == there | {"feed.xml", "feed.json"}


def test_a_citation_leads_back_to_its_page(sited: tuple[Project, str], catalog: Catalog) -> None:
    project, site = sited
    for each in catalog.library.papers:
        text = (project.site / "papers" / each.slug / "cite.bib").read_text(encoding="utf-8")
        (entry,) = parse_string(text, "bibtex").entries.values()
        url = entry.fields.get("url")
        if url is None:
            page = f"{site}papers/{each.slug}/"
            assert each.withdrawn is not None or f"Listed at {page}" == entry.fields["note"].replace("\\_", "_")
        else:
            assert url.startswith(("https://doi.org/", "https://arxiv.org/", "https://example.")), url


def test_without_an_address_nothing_absolute_is_said(built: Project) -> None:
    for path, tree in whole_pages(built).items():
        said = metas(tree)
        assert not said.keys() & {"og:url", "og:image", "citation_abstract_html_url"}, path
        assert tree.css("link[rel=canonical]") == []
        for node in tree.css('script[type="application/ld+json"]'):
            document = json.loads(node.text(deep=False))
            assert document["@type"] in ("ScholarlyArticle", "CollectionPage")
            assert "url" not in document
        assert tree.css("link[rel=alternate]"), "feeds are found all the same"


def test_a_card_is_named_by_its_absolute_address(fresh: Fresh) -> None:
    """Whoever makes pictures of pages says where they are in `page.meta.card`."""
    project = fresh()
    project.replace("templates/parts/front.md.j2", "hide:", 'card: "data/card.png"\nhide:')
    project.write("content/pages/data/card.png", "not really a picture")
    project.build(SITE_URL=BELOW)
    said = metas(LexborHTMLParser((project.site / "tags/heat/index.html").read_bytes()))
    assert said["og:image"] == [f"{BELOW}data/card.png"]
    assert (said["og:image:width"], said["og:image:height"]) == (["1200"], ["630"])
    assert said["og:image:alt"] == ["Heat"]
    assert said["twitter:card"] == ["summary_large_image"]


# -- addresses that stay --------------------------------------------------------------------------


def test_who_follows_a_tag_follows_it_under_its_new_name(fresh: Fresh) -> None:
    project = fresh()
    project.build(SITE_URL=BELOW)
    before = feedparser.parse((project.site / "tags/kettles/feed.xml").read_bytes())
    assert project.run("tags", "rename", "kettles", "whistlers").returncode == 0
    project.build(SITE_URL=BELOW)
    after = feedparser.parse((project.site / "tags/kettles/feed.xml").read_bytes())
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries] != []
    assert after.feed.id == before.feed.id
    assert after.feed.links[0].href == f"{BELOW}tags/whistlers/feed.xml"
    assert (project.site / "tags/kettles/papers.bib").is_file()
    assert "whistlers" in (project.site / "tags/kettles/index.html").read_text(encoding="utf-8")


def test_an_import_promises_every_page_and_a_build_keeps_the_promise(fresh: Fresh) -> None:
    project = fresh()
    listing = project.root.parent / "spring.txt"
    listing.write_text(sparse([record("Umbrellas")]), encoding="utf-8")
    arranged = arrange(content.load(project.root).library)
    assert not set(promised(arranged.library)) <= set(arranged.library.published)
    before = arranged.library.published
    done = project.run("import", str(listing), "--date", "2026-02-01")
    assert done.returncode == 0, done.stderr
    arranged = arrange(content.load(project.root).library)
    after = arranged.library.published
    assert set(before) < set(after), "it only grows"
    assert promised(arranged.library) == set(after)
    assert {"/tags/heat/", "/topics/animals/", "/trending/", "/data/", "/papers/"} <= set(after)
    written = files_in(project.root / "content")
    project.run("import", str(listing), "--date", "2026-02-01")
    assert files_in(project.root / "content") == written
    tags = (project.root / "content" / "tags.yml").read_text(encoding="utf-8")
    start, end = tags.index("  unused:"), tags.index("  constructor:")
    project.write("content/tags.yml", tags[:start] + tags[end:])
    assert "the published address /tags/unused/ would vanish" in project.fail()
