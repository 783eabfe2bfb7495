"""A paper's page: who wrote it, what it shows, and the paper itself before everything else that one can press."""

from __future__ import annotations

import pytest
from fabricate import library, paper
from rendered import one_space, page_of, to_html
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import arrange
from papershelf.model import Link, LinkKind
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer


def links(*pairs: tuple[LinkKind, str]) -> tuple[Link, ...]:
    return tuple(Link(kind=kind, url=url) for kind, url in pairs)


def buttons(tree: LexborHTMLParser) -> list[tuple[str, str | None]]:
    return [(one_space(node.text()), node.attributes["href"]) for node in tree.css(".ps-links .ps-button")]


def test_two_hundred_authors_are_eight_and_the_rest_opens(renderer: Renderer) -> None:
    authors = tuple(f"Ada Kettle{chr(97 + place // 26)}{chr(97 + place % 26)}" for place in range(200))
    tree = to_html(page_of(renderer, "Kettles", authors=authors, year="2021", venue="Teapot Symposium"))
    first, rest, venue = tree.css(".ps-byline > *")
    assert first.text() == ", ".join(authors[:8])
    assert rest.tag == "details"
    assert "open" not in rest.attributes
    summary, others = rest.css_first("summary"), rest.css_first("p")
    assert summary is not None
    assert others is not None
    assert summary.text() == "and 192 more"
    assert others.text() == ", ".join(authors[8:])
    assert venue.text() == "2021 · Teapot Symposium"


def test_eight_authors_are_all_named(renderer: Renderer) -> None:
    tree = to_html(page_of(renderer, "Kettles", authors=tuple(f"Ada {letter}ettle" for letter in "ABCDEFGH")))
    assert tree.css("details") == []


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"year": "2024", "venue": "TeaConf 2024"}, "2024 · TeaConf"),
        ({"year": "2023", "venue": "TeaConf 2024"}, "2023 · TeaConf 2024"),
        ({"year": "2024", "venue": "2024"}, "2024"),
        ({"venue": "TeaConf 2024"}, "TeaConf 2024"),
        ({"year": "2024"}, "2024"),
    ],
)
def test_a_year_is_said_once(renderer: Renderer, facts: dict[str, str], shown: str) -> None:
    (line,) = to_html(page_of(renderer, "Kettles", **facts)).css(".ps-byline")
    assert one_space(line.text()) == shown


def test_organisations_with_commas_stay_apart(renderer: Renderer) -> None:
    tree = to_html(page_of(renderer, "Kettles", authors=("{Kettle, Pot and Sons}", "Bo Spoon")))
    (line,) = tree.css(".ps-byline p")
    assert line.text() == "Kettle, Pot and Sons; Bo Spoon"


def test_the_paper_is_offered_before_its_code(renderer: Renderer) -> None:
    tree = to_html(
        page_of(
            renderer,
            "Kettles",
            arxiv="2101.00001v2",
            doi="10.9999/kettle",
            links=links(
                (LinkKind.VIDEO, "https://example.org/video"),
                (LinkKind.PAPER, "https://openreview.net/forum?id=kettle12"),
                (LinkKind.PAPER, "https://huggingface.co/papers/2101.00001"),
                (LinkKind.PAPER, "https://www.example.org/copy.html"),
                (LinkKind.CODE, "https://github.com/kettle/kettle"),
            ),
        )
    )
    assert buttons(tree) == [
        ("PDF", "https://arxiv.org/pdf/2101.00001v2"),
        ("arXiv 2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("DOI", "https://doi.org/10.9999/kettle"),
        ("OpenReview", "https://openreview.net/forum?id=kettle12"),
        ("Paper example.org", "https://www.example.org/copy.html"),
        ("Code github.com", "https://github.com/kettle/kettle"),
        ("Video example.org", "https://example.org/video"),
    ]
    assert tree.css_first(".ps-links .ps-facts") is None


def test_a_pdf_is_named_once(renderer: Renderer) -> None:
    tree = to_html(page_of(renderer, "Kettles", links=links((LinkKind.PAPER, "https://example.org/kettle.pdf"))))
    assert buttons(tree) == [("PDF", "https://example.org/kettle.pdf")]


def test_code_alone_leaves_the_searches_for_the_paper(renderer: Renderer) -> None:
    tree = to_html(page_of(renderer, 'A "Whole" Kettle', links=links((LinkKind.CODE, "https://example.org/kettle"))))
    assert tree.css_first(".ps-links__label") is None
    found = [node.attributes["href"] or "" for node in tree.css(".ps-links .ps-facts a")]
    assert len(found) == 4
    assert all(address.endswith("=%22A%20Whole%20Kettle%22") for address in found)


def test_the_finding_comes_first_and_the_note_is_the_curators(renderer: Renderer) -> None:
    page = page_of(renderer, "Kettles", summary="It boils.", finding="Lids help.", note="Read it with tea.")
    tree = to_html(page)
    said = [one_space(node.text()) for node in tree.css(".ps-finding, .ps-summary, .ps-note")]
    assert said == ["Lids help.", "It boils.", "Curators’ note Read it with tea."]


def test_an_open_abstract_says_its_source_and_another_does_not(renderer: Renderer) -> None:
    for source, said in (("arXiv <Mirror>", True), (None, False)):
        tree = to_html(page_of(renderer, "Kettles", abstract="Steam rises.", abstract_source=source))
        section = tree.css_first(".ps-abstract")
        assert section is not None
        assert "Steam rises." in section.text()
        assert ("from arXiv <Mirror>, whose terms give it freely" in section.text()) is said


def test_a_rank_is_a_footnote(renderer: Renderer) -> None:
    tree = to_html(page_of(renderer, "Kettles", listed=(("autumn", 3),)))
    (listed,) = (each for each in tree.css(".ps-section") if "Listed in" in each.text())
    assert "3" not in listed.text()
    (colophon,) = tree.css(".ps-colophon")
    assert "Place 3 of 1 in autumn." in one_space(colophon.text())


def test_a_name_of_several_papers_leads_to_its_page_and_no_other_does(renderer: Renderer) -> None:
    one = paper("one", authors=("Kettle, Ada", "Bo <Lid>"))
    arranged = arrange(library(one, paper("two", authors=("Kettle, Ada",))))
    pages = {each.path: each.content for each in publish(arranged, Site(name="Papershelf"), renderer)}
    page, index, name = (pages[f"{at}/index.md"] for at in ("papers/one", "authors", "authors/ada-kettle"))
    assert isinstance(page, str)
    assert isinstance(index, str)
    assert isinstance(name, str)
    links = [(node.text(), node.attributes["href"]) for node in to_html(page).css(".ps-byline a")]
    assert links == [("Ada Kettle", "../../authors/ada-kettle/")]
    listed = [(node.text(), node.attributes["href"]) for node in to_html(index).css(".ps-index a")]
    assert listed == [("Kettle, Ada", "../authors/ada-kettle/")]
    tree = to_html(name)
    (lead,) = tree.css(".ps-lead")
    assert lead.text() == "2 papers printed under this name. Two people may share one."
    assert [node.text() for node in tree.css(".ps-list h3 a")] == ["One", "Two"]
    assert [node.tag for node in tree.css("h1, h2, h3, h4")] == ["h1", "h2", "h3", "h3"]  # none is skipped
