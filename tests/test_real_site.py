"""The five real listings become a site: every paper has its page, and every title is on it as shown."""

from __future__ import annotations

import json

import pytest
from fabricate import REPOSITORY, Project, assemble
from rendered import one_space
from selectolax.lexbor import LexborHTMLParser

from papershelf import content
from papershelf.model import Library

LISTINGS = REPOSITORY.parent / "shared" / "listings"
FILES = sorted(LISTINGS.glob("*.txt"))

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(len(FILES) < 5, reason=f"the five listings are not in {LISTINGS}"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A list of the five listings, imported into an empty folder and built with abstracts at hand."""
    project = assemble(tmp_path_factory.mktemp("real") / "list", None)
    done = project.run("import", *map(str, FILES), "--date", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "795 records read, 749 papers new, 46 seen again, 0 set aside"
    assert project.build().splitlines()[-1] == (
        "749 papers: 749 without tags, 749 without a summary, 0 without an abstract at hand (abstracts published: 749)"
    )
    return project


@pytest.fixture(scope="module")
def library(real: Project) -> Library:
    return content.load(real.root).library


def shown(html: LexborHTMLParser, selector: str) -> str:
    (node,) = html.css(selector)
    return one_space(node.text())


def test_every_title_is_on_its_page_as_shown(real: Project, library: Library) -> None:
    assert len(library.papers) == 749
    assert sum(1 for _ in (real.site / "papers").glob("*/index.html")) == 749
    for paper in library.papers:
        page = LexborHTMLParser((real.site / "papers" / paper.slug / "index.html").read_bytes())
        title = one_space(paper.title)
        assert shown(page, "h1") == title
        assert shown(page, "head > title") == f"{title} - Papershelf"


def test_every_abstract_is_on_its_page(real: Project, library: Library) -> None:
    plain = 0
    for paper in library.papers:
        page = LexborHTMLParser((real.site / "papers" / paper.slug / "index.html").read_bytes())
        text = shown(page, ".ps-abstract")
        abstract = one_space(paper.abstract or "")
        assert text.startswith(f"Abstract {abstract.split()[0]}"), paper.slug
        # Mathematics is set with other signs than plain text has.
        if not page.css(".ps-abstract math"):
            assert text == f"Abstract {abstract}", paper.slug
            plain += 1
    assert plain > 600


def test_every_listing_shows_its_papers_in_its_own_order(real: Project, library: Library) -> None:
    counts = []
    for listing in library.listings.values():
        page = LexborHTMLParser((real.site / "listings" / listing.id / "index.html").read_bytes())
        places = {
            place.rank: paper.title for paper in library.papers for place in paper.listed if place.listing == listing.id
        }
        rows = [(int(row.attributes["value"] or 0), row.css("h3 a")[0].text()) for row in page.css("ol > li")]
        assert [rank for rank, _ in rows] == sorted(places)
        assert all(one_space(title) == one_space(places[rank]) for rank, title in rows)
        counts.append(len(rows))
    assert counts == [234, 138, 81, 87, 255]


def test_the_data_holds_every_paper_and_no_abstract(real: Project, library: Library) -> None:
    papers = json.loads((real.site / "data" / "papers.json").read_text(encoding="utf-8"))
    assert [each["slug"] for each in papers] == [paper.slug for paper in library.papers]
    assert all("abstract" not in each and "summary" not in each for each in papers)
    assert len({link["url"] for each in papers for link in each["links"]}) >= 190


def test_the_committed_list_keeps_the_same_addresses(real: Project) -> None:
    """Slugs and short addresses are made of the listings alone, so the published ones come out again."""
    imported, published = (set(content.load(root).library.published) for root in (real.root, REPOSITORY))
    assert len(imported) > 2 * 749
    assert imported <= published
