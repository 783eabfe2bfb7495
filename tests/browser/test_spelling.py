"""British and American spelling, and plurals that change their stem: one word to the search.

The papers are fabricated.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from asking import Ask, asking, opened, served_library
from fabricate import REPOSITORY, library, paper
from playwright.sync_api import Browser, Page

GROUPS = [
    line.split()
    for line in (REPOSITORY / "tests/data/spellings.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
STRANGERS = """
four for; our or; tour tor; hour hor; scour score; scouring scoring; flour floor; price prix; voices voix; medium media;
base basis; leave leaf; timbre timber; poet pet; poem pem; rise rize; advise advice; gpus gpuse; mini minus;
these thesis; opus opera; metal meter; filled filed; willing wiling; expertise expert; artery art; check cheque;
services serves; corps corpus; vertical vertex; agenda agendum; emoji emojus; prise prize; device devise; hatred hater
"""
KIN = """
gpu gpus; cpu cpus; menu menus; plateau plateaus; emoji emojis; api apis; precise precision; supervised supervision;
revise revision; promise promising; denoise denoising; wiki wikis; cause causes; exercise exercises; raise raised;
schema schemas; service services; price prices; slice slices; device devices; hero heroes; poem poems; hour hours;
source sources; course courses; status statuses; lens lenses; gas gases;
surprise surprisal; surprised surprising; appraise appraisal; raise raising; promise promised
"""
"""What the stemmer knows as one, and no rule may part."""


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split(";")]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A list of three papers for each form, and as many for the words that are not to be taken for one another."""
    words = sorted({*chain(*GROUPS), *chain(*pairs(STRANGERS)), *chain(*pairs(KIN))})
    www = tmp_path_factory.mktemp("www")
    papers = (
        paper(f"{word}-{place}", f"{word} in {place}", summary=f"On {word} as such." if place == "cups" else "")
        for word in words
        for place in ("kettles", "pots", "cups")
    )
    served_library(www / "repo", library(*papers), whole_up_to=5_000)  # Their slugs are looked at all at once.
    yield from opened(browser, www)


@pytest.fixture
def ask(page: Page) -> Ask:
    return asking(page)


def found(ask: Ask, word: str) -> set[str]:
    """The words of the papers that a word finds."""
    return {slug.rpartition("-")[0] for slug in ask(f"{word} ")["hits"]}


AMBIGUOUS = {"bases", "axes", "leaves"}
"""Plurals of two words each: they find the papers of both."""


@pytest.mark.parametrize("group", GROUPS, ids=[group[0] for group in GROUPS])
def test_every_form_finds_the_papers_of_all(ask: Ask, group: list[str]) -> None:
    answers = {word: found(ask, word) for word in group}
    assert all(set(group) <= answer for answer in answers.values())
    if not AMBIGUOUS & set(group):
        assert len({frozenset(answer) for answer in answers.values()}) == 1, answers


def test_words_that_only_look_alike_are_not_one(ask: Ask) -> None:
    taken = [(one, other) for one, other in pairs(STRANGERS) if other in found(ask, one) or one in found(ask, other)]
    assert taken == []


def test_no_rule_parts_what_belongs_together(ask: Ask) -> None:
    parted = [(one, other) for one, other in pairs(KIN) if other not in found(ask, one) or one not in found(ask, other)]
    assert parted == []


def test_the_word_as_it_was_asked_for_is_marked_in_every_spelling(page: Page) -> None:
    marked = page.evaluate(
        "async () => { const { marks } = await search.ask('behaviour matrix');"
        " const text = 'Matrices of behavior'; return marks(text).map(([start, end]) => text.slice(start, end)); }"
    )
    assert marked == ["Matrices", "behavior"]
