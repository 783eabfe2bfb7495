"""The papers of each year, as a picture and as numbers."""

from __future__ import annotations

from fabricate import library, paper
from rendered import to_html
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import arrange
from papershelf.publish.charts import papers_by_year
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer

YEARS = ("2019", "2021", "2021", "2022", None)


def test_years_are_counted_and_those_between_stay_empty() -> None:
    figure = papers_by_year(YEARS, str)
    assert figure is not None
    assert figure.says == "From 2019 to 2022, most of them from 2021: 2 papers; of 1 paper no year is known."
    assert figure.rows == (("2022", "1"), ("2021", "2"), ("2019", "1"))
    for picture in figure.pictures:
        bars = LexborHTMLParser(str(picture)).css("rect")
        assert [bar.text() for bar in bars] == ["2019: 1 paper", "2021: 2 papers", "2022: 1 paper"]
        low, high, _ = (float(bar.attributes["height"] or 0) for bar in bars)
        assert high == 2 * low


def test_a_year_leads_to_its_papers_of_the_tag() -> None:
    figure = papers_by_year(YEARS, str, tag="t")
    assert figure is not None
    leads = [f"/search/?year={year}&tag=t" for year in ("2019", "2021", "2022")]
    assert list(figure.leads) == leads[::-1]
    for picture in figure.pictures:
        assert [each.attributes["data-leads"] for each in LexborHTMLParser(str(picture)).css("rect")] == leads


def test_one_year_is_no_picture() -> None:
    assert papers_by_year(["2021", "2021", None], str) is None


def test_a_list_of_many_years_names_no_more_than_have_room() -> None:
    figure = papers_by_year(["1936", "2025"], str)
    assert figure is not None
    for picture in figure.pictures:
        names = [node.text() for node in LexborHTMLParser(str(picture)).css("svg > text") if len(node.text()) == 4]
        assert names[-1] == "2025"
        assert len(names) < 30


def test_the_last_year_keeps_within_a_narrow_picture_and_one_paper_is_seen() -> None:
    years = [str(year) for year in range(2010, 2026) for _ in range(1 + 299 * (year > 2023))]
    figure = papers_by_year(years, str)
    assert figure is not None
    for picture in figure.pictures:
        drawn = LexborHTMLParser(str(picture))
        width = float((drawn.css("svg")[0].attributes["viewBox"] or "").split()[2])
        last = [node for node in drawn.css("svg > text") if node.text() == "2025"][-1]
        assert float(last.attributes["x"] or 0) + 13 <= width
        assert min(float(bar.attributes["height"] or 0) for bar in drawn.css("rect")) >= 1


def test_topics_tags_and_statistics_show_it(renderer: Renderer) -> None:
    papers = [paper(f"p{place}", year=year, tags=("t",)) for place, year in enumerate(YEARS)]
    arranged = arrange(library(*papers, tags={"t": "topic"}))
    pages = {each.path: each.content for each in publish(arranged, Site(name="Papershelf"), renderer)}
    for path in ("tags/t/index.md", "topics/topic/index.md", "statistics/index.md"):
        page = pages[path]
        assert isinstance(page, str)
        assert to_html(page).css_first("#papers-by-year") is not None
