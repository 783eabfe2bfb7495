"""What is published: what single pages say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import MappingProxyType

from fabricate import REPOSITORY, library, paper
from publishing import DATA, FIXED, text_of
from rendered import one_space, page_of, to_html
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog import topic_colours
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish import charts
from papershelf.publish.artifact import Artifact
from papershelf.publish.page import Site
from papershelf.publish.site import compose, publish
from papershelf.publish.templates import Renderer
from papershelf.similarity.related import FEW, tag_beyond


def test_a_withdrawn_paper_keeps_its_page_and_says_why(artifacts: dict[str, Artifact]) -> None:
    tree = to_html(text_of(artifacts["papers/a-drawer-that-was-emptied/index.md"]))
    notice = tree.css_first(".ps-notice")
    assert notice is not None
    assert one_space(notice.text()) == (
        "Withdrawn from this list. Its author found that <b>the drawer</b> was never there."
    )
    for path in ("papers/index.md", "tags/heat/index.md", "topics/kitchen-science/index.md", "curate/index.md"):
        assert "a-drawer-that-was-emptied" not in text_of(artifacts[path])
    listing = to_html(text_of(artifacts["listings/001_autumn/index.md"]))
    rows = {one_space(node.text()) for node in listing.css("ol > li")}
    assert "A Drawer That Was Emptied Withdrawn from this list. Heat" in rows


def test_a_listing_keeps_its_ranks_and_its_date_as_printed(artifacts: dict[str, Artifact]) -> None:
    tree = to_html(text_of(artifacts["listings/001_autumn/index.md"]))
    assert [node.attributes["value"] for node in tree.css("ol > li")] == ["1", "2", "3", "4", "5"]
    lead = tree.css_first(".ps-lead")
    assert lead is not None
    assert one_space(lead.text()) == (
        "5 papers in the listing's own order, from Invented Papers. Date as printed: Oct 31."
    )


def test_what_stands_in_most_listings_claims_neither_date_nor_popularity(renderer: Renderer) -> None:
    papers = [
        paper("one"),
        paper("once", listed=[("x", 1)]),
        paper("zeta", listed=[("x", 2), ("y", 1)]),
        paper("alpha", listed=[("x", 9), ("y", 8)]),
        paper("most", listed=[("x", 3), ("y", 2), ("z", 1)]),
        paper("gone", listed=[("x", 4), ("y", 3)], withdrawn="Empty."),
    ]
    found = {
        artifact.path: artifact for artifact in publish(arrange(library(*papers)), Site(name="Papershelf"), renderer)
    }
    tree = to_html(text_of(found["trending/index.md"]))
    first, claim = tree.css("h1 ~ p")
    assert one_space(first.text()) == ("1 paper is in no listing, 1 in one, 2 in two, 1 in three.")
    assert "not when it appeared or how popular it is" in claim.text()
    sections = {
        node.text(): [one_space(link.text()) for link in (node.parent.css("h3 a") if node.parent else [])]
        for node in tree.css("h2")
    }
    assert list(sections.items()) == [("In three listings", ["Most"]), ("In two listings", ["Alpha", "Zeta"])]


def test_no_paper_in_several_listings_is_said(renderer: Renderer) -> None:
    arranged = arrange(library(paper("once", listed=[("x", 1)]), paper("other", listed=[("x", 2)])))
    found = {artifact.path: artifact for artifact in publish(arranged, Site(name="Papershelf"), renderer)}
    tree = to_html(text_of(found["trending/index.md"]))
    assert one_space(tree.css("p")[0].text()) == "2 papers are in one listing."
    assert one_space(tree.css(".ps-missing")[0].text()) == "No paper is in more than one listing."


def test_new_papers_are_marked_in_every_list(renderer: Renderer) -> None:
    arranged = arrange(
        library(
            paper("old", added="2026-01-01", tags=("t",)),
            paper("fresh", added="2026-02-01", tags=("t",)),
            tags={"t": "topic"},
        )
    )
    found = {artifact.path: artifact for artifact in publish(arranged, Site(name="Papershelf"), renderer)}
    for path in ("tags/t/index.md", "topics/topic/index.md"):
        marks = {
            one_space(row.css("h3 a")[0].text()): [node.text() for node in row.css(".ps-new")]
            for row in to_html(text_of(found[path])).css(".ps-list > li")
        }
        assert marks == {"Old": [], "Fresh": ["new"]}


def test_a_paper_is_looked_up_by_what_is_known_of_it(renderer: Renderer) -> None:
    def lookups(**facts: object) -> list[str]:
        tree = to_html(page_of(renderer, 'One & "two": 50% #x', **facts))
        return [node.attributes["href"] or "" for node in tree.css(".ps-links a")]

    assert lookups(arxiv="9901.00001", doi="10.9999/a<b>(1)") == [
        "https://arxiv.org/pdf/9901.00001",
        "https://arxiv.org/abs/9901.00001",
        "https://doi.org/10.9999/a%3Cb%3E%281%29",
    ]
    searches = lookups()
    assert len(searches) == 4
    assert all(address.endswith("=%22One%20%26%20two%20%3A%2050%25%20%23x%22") for address in searches), "row 29"


def test_redirects_lead_to_the_paper_and_nowhere_else(artifacts: dict[str, Artifact]) -> None:
    for path, target in (
        ("p/aaaab4/index.html", "../../papers/kettles-under-another-name/"),
        ("papers/whistling-vessels/index.html", "../../papers/kettles-under-another-name/"),
    ):
        tree = LexborHTMLParser(text_of(artifacts[path]))
        (refresh,) = tree.css("meta[http-equiv=refresh]")
        assert refresh.attributes["content"] == f"0; url={target}"
        assert [node.attributes["href"] for node in tree.css("a")] == [target]
        assert tree.css("link[rel=canonical]") == []
        (icon,) = tree.css("link")
        assert icon.attributes["href"] == "../../assets/images/favicon.svg"


def test_a_short_address_looks_like_its_paper_in_a_preview(artifacts: dict[str, Artifact], catalog: Catalog) -> None:
    """Row 31: a hostile title stays text; and a preview follows no refresh."""
    for each in catalog.library.papers:
        tree = LexborHTMLParser(text_of(artifacts[f"p/{each.id}/index.html"]))
        said = {node.attributes["property"]: node.attributes["content"] for node in tree.css("meta[property]")}
        assert said["og:title"] == each.title
        assert ("og:description" in said) == bool(each.summary)
        assert tree.css("script, img") == []
        assert "og:image" not in said, "there is no card here"


def test_a_short_and_a_former_address_show_the_card_of_their_paper(catalog: Catalog, renderer: Renderer) -> None:
    site = Site(name="Papershelf", url="https://example.org/list", cards=True)
    found = {artifact.path: artifact for artifact in publish(catalog, site, renderer)}
    for path in ("p/aaaab4/index.html", "papers/whistling-vessels/index.html"):
        tree = LexborHTMLParser(text_of(found[path]))
        (image,) = tree.css("meta[property='og:image']")
        assert image.attributes["content"] == f"{site.url}/papers/kettles-under-another-name/card.png"
        (kind,) = tree.css("meta[name='twitter:card']")
        assert kind.attributes["content"] == "summary_large_image"


def test_a_site_with_an_address_says_it_in_data_and_redirects(catalog: Catalog, renderer: Renderer) -> None:
    site = Site(name="Papershelf", url="https://example.org/list")
    found = {artifact.path: text_of(artifact) for artifact in publish(catalog, site, renderer)}
    (canonical,) = LexborHTMLParser(found["p/aaaab7/index.html"]).css("link[rel=canonical]")
    assert canonical.attributes["href"] == "https://example.org/list/papers/con-paper/"
    assert all(each["url"].startswith(f"{site.url}/papers/") for each in json.loads(found["data/papers.json"]))
    home = to_html(found["index.md"])
    assert not any("example.org" in (node.attributes.get("href") or "") for node in home.css("a"))


def test_only_a_site_with_a_repository_links_to_it(catalog: Catalog, renderer: Renderer) -> None:
    def links(repository: str | None) -> list[str]:
        site = Site(name="Papershelf", repository=repository)
        home = next(artifact for artifact in publish(catalog, site, renderer) if artifact.path == "index.md")
        hrefs = [node.attributes["href"] or "" for node in to_html(text_of(home)).css("a")]
        return [href for href in hrefs if href.startswith("http")]

    assert links(None) == []
    assert links("https://example.org/r?a=1&b") == ["https://example.org/r?a=1&b"]


def test_an_empty_list_has_its_pages(renderer: Renderer) -> None:
    found = {artifact.path for artifact in publish(arrange(library()), Site(name="Papershelf"), renderer)}
    assert found == {f"{address.strip('/')}/index.md".lstrip("/") for address in FIXED} | set(DATA)


def test_titles_of_digits_and_other_scripts_have_a_heading_in_the_index(renderer: Renderer) -> None:
    arranged = arrange(
        library(
            paper("a", "3D Kettles"), paper("b", "Étude"), paper("c", "研究"), paper("d", "zeta"), paper("e", "Paper")
        )
    )
    found = {artifact.path: artifact for artifact in publish(arranged, Site(name="Papershelf"), renderer)}
    tree = to_html(text_of(found["papers/index.md"]))
    sections = {
        node.text(): [one_space(link.text()) for link in (node.parent.css("li a") if node.parent else [])]
        for node in tree.css("h2")
    }
    assert list(sections.items()) == [
        ("0–9", ["3D Kettles"]),
        ("E", ["Étude"]),
        ("P", ["Paper"]),
        ("Z", ["zeta"]),
        ("Other", ["研究"]),
    ]
    links = [link.attributes["href"] for link in tree.css(".ps-letters a")]
    assert links == [f"#{node.attributes['id']}" for node in tree.css("h2")]
    assert links == ["#letter-0", "#letter-E", "#letter-P", "#letter-Z", "#letter-Other"]


def test_every_topic_has_a_colour_and_a_mark_that_the_style_sheet_knows(artifacts: dict[str, Artifact]) -> None:
    assert text_of(artifacts["assets/stylesheets/topics.css"]) == (
        '[data-topic="kitchen-science"]{--ps-topic:var(--ps-colour-0);--ps-mark:var(--ps-mark-0)}\n'
        '[data-topic="animals"]{--ps-topic:var(--ps-colour-1);--ps-mark:var(--ps-mark-1)}\n'
        '[data-topic="kind"]{--ps-topic:var(--ps-neutral);--ps-mark:var(--ps-mark-kind)}\n'
    )
    styles = (REPOSITORY / "templates/styles/tokens.css").read_text(encoding="utf-8")
    assert len(re.findall(r"^  --ps-colour-\d+:", styles, re.MULTILINE)) == topic_colours.TOPIC_COLOURS
    assert len(re.findall(r"^  --ps-mark-\d+:", styles, re.MULTILINE)) == topic_colours.TOPIC_MARKS


def test_more_topics_than_colours_begin_anew(renderer: Renderer) -> None:
    tags = {f"tag-{number}": f"topic-{number:02}" for number in range(topic_colours.TOPIC_COLOURS + 1)}
    arranged = arrange(library(tags=tags))
    found = {artifact.path: text_of(artifact) for artifact in publish(arranged, Site(name="Papershelf"), renderer)}
    assert '[data-topic="topic-18"]{--ps-topic:var(--ps-colour-0);' in found["assets/stylesheets/topics.css"]


def test_no_paper_stands_on_two_cards_of_the_home_page(renderer: Renderer) -> None:
    both = [paper(f"both-{number}", tags=("one", "two")) for number in range(4)]
    arranged = arrange(library(*both, tags={"one": "first", "two": "second"}))
    (home,) = (page for page in compose(arranged) if page.address == "/")
    cards = home.context["on_cards"]
    assert [[each.slug for each in papers] for papers in cards.values()] == [["both-0", "both-1", "both-2"], ["both-3"]]


def test_a_paper_that_is_like_none_leads_to_the_nearest_on_its_subject(renderer: Renderer) -> None:
    near = [paper(slug, f"Whistling {slug}", summary="Steam whistles.", tags=("kettles",)) for slug in "abcd"]
    far = paper("x", "Ladles", summary="Spoons differ in every way that a drawer allows for.", tags=("kettles", "rare"))
    catalog = arrange(library(*near, far, paper("y", "Tongs"), tags={"kettles": "kitchen", "rare": "kitchen"}))
    found = {artifact.path: artifact for artifact in publish(catalog, Site(name="Papershelf"), renderer)}
    lines = {
        slug: [
            one_space(line.text()) for line in to_html(text_of(found[f"papers/{slug}/index.md"])).css(".ps-related p")
        ]
        for slug in "abcdxy"
    }
    assert lines == {slug: [] for slug in "abcdxy"}
    titles = [link.text() for link in to_html(text_of(found["papers/x/index.md"])).css(".ps-related li a")]
    assert len([title for title in titles if title.startswith("Whistling")]) == FEW
    tag = tag_beyond(catalog, catalog.by_slug["x"], {})
    assert tag is not None
    assert tag.key == "kettles", "where none is near enough, a tag that has more"


def test_the_home_page_shows_the_map_once_there_is_one(renderer: Renderer) -> None:
    papers = [paper(f"p{number}", id=f"id{number}", tags=("one",)) for number in range(charts.FEWEST_POINTS)]
    bare = library(*papers, tags={"one": "first"})
    drawn = replace(bare, positions=MappingProxyType({each.id: (0.5, 0.25) for each in papers}))
    homes = []
    for each in (bare, drawn):
        artifacts = publish(arrange(each), Site(name="Papershelf"), renderer)
        (text,) = (text_of(artifact) for artifact in artifacts if artifact.path == "index.md")
        homes.append(to_html(text).css('a[href="map/"]'))
    assert [len(links) for links in homes] == [0, 1]
    (link,) = homes[1]
    assert one_space(link.text()) == f"Map of {charts.FEWEST_POINTS} papers"
    assert [path.attributes["data-topic"] for path in link.css("path")] == ["first"]
