"""Who, when and where in a few words, and the rows that say it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from fabricate import library, paper
from rendered import one_space, to_html

from papershelf.catalog.catalog import arrange
from papershelf.publish import cards
from papershelf.publish.byline import byline
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"authors": ("Kettle, Ada", "Spoon, Bo", "Cup, Cy")}, "Ada Kettle et al."),
        ({"authors": ("Kettle, Ada", "Spoon, Bo")}, "Ada Kettle and Bo Spoon"),
        ({"authors": ("王 小明",), "year": "2024"}, "王 小明 · 2024"),
        ({"authors": ("{Kettle Consortium}", "A B", "C D"), "venue": "TeaConf"}, "Kettle Consortium et al. · TeaConf"),
        ({"year": "2024", "venue": "TeaConf 2024"}, "2024 · TeaConf"),
        ({"year": "2023", "venue": "TeaConf 2024"}, "2023 · TeaConf 2024"),
        ({}, ""),
    ],
)
def test_a_byline_says_what_is_known(facts: dict[str, Any], said: str) -> None:
    assert byline(paper("one", **facts)) == said


def test_a_row_says_who_and_what_it_shows_and_can_be_cited(renderer: Renderer) -> None:
    facts: dict[str, Any] = {"authors": ("Ada Kettle", "B C", "D E"), "year": "2021", "venue": "Teapot <Symposium>"}
    found = library(
        paper("one", tags=("t",), finding="Lids help.", summary="It boils. It sings.", **facts),
        paper("two", tags=("t",), summary="Water is hot. It sings."),
        tags={"t": "topic"},
    )
    pages = {each.path: each.content for each in publish(arrange(found), Site(name="Papershelf"), renderer)}
    page = pages["tags/t/index.md"]
    assert isinstance(page, str)
    one, two = to_html(page).css(".ps-list > li")
    lines = [one_space(line.text()) for line in one.css(".ps-row__line")]
    assert lines == ["Ada Kettle et al. · 2021 · Teapot <Symposium>", "Lids help."]
    coins = [node.attributes["title"] or "" for node in to_html(page).css(".ps-list > li .Z3988")]
    assert [parse_qs(each)["rft.atitle"] for each in coins] == [["One"], ["Two"]]
    assert parse_qs(coins[0])["rft.jtitle"] == ["Teapot <Symposium>"]
    assert [one_space(line.text()) for line in two.css(".ps-row__line")] == ["Water is hot."]


def test_a_card_says_who_above_the_title() -> None:
    one = paper("one", tags=("t",), authors=("Ada Kettle",), year="2021")
    found = arrange(library(one, tags={"t": "topic"}))
    assert cards.of_paper(found, one).kicker == "Topic topic · Ada Kettle · 2021"
