"""Cards: what they say, how their text is set, and that nothing on them is ever blank."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from fabricate import REPOSITORY, library, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.catalog.topic_colours import COLOURS, NEUTRAL
from papershelf.errors import PapershelfError
from papershelf.publish.cards import (
    HEIGHT,
    WIDTH,
    Card,
    Chip,
    Look,
    Studio,
    of_list,
    of_listing,
    of_paper,
    of_tag,
    of_topic,
)
from papershelf.publish.cards import picture as picture_room
from papershelf.publish.cards.line_breaking import ELLIPSIS, break_lines, count_lines, cut_lines
from papershelf.publish.cards.typeface import UNKNOWN, Typeface
from papershelf.text import plain_text
from papershelf.text.tex import symbols

FONTS = REPOSITORY / "templates" / "fonts"

_TOP = (84, 100, 1200, 430)
"""Where a title stands, in pixels."""


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio((FONTS,), Look(name="A shelf of kettles"))


@pytest.fixture(scope="module")
def titles() -> Typeface:
    return Typeface(*([FONTS / name] for name in ("title", "text", "fallback")))


def picture(studio: Studio, card: Card) -> Image.Image:
    return Image.open(io.BytesIO(studio.draw(card)))


def by_letters(text: str) -> float:
    """A measure in which every character is one wide."""
    return float(len(text))


# -- lines ----------------------------------------------------------------------------------------


def test_lines_are_about_equally_long() -> None:
    assert break_lines("one two three four five six", 18, by_letters, 4) == ["one two three", "four five six"]


def test_a_line_ends_where_a_reader_pauses() -> None:
    assert break_lines("kettle: x tins tin", 12, by_letters, 3) == ["kettle:", "x tins tin"]
    assert break_lines("kettles x tins tin", 12, by_letters, 3) == ["kettles x", "tins tin"]


def test_a_line_does_not_end_with_a_word_that_belongs_to_the_next() -> None:
    assert break_lines("kettle of tin can", 12, by_letters, 3) == ["kettle", "of tin can"]
    assert break_lines("kettle as tin can", 12, by_letters, 3) == ["kettle as", "tin can"]


def test_scripts_without_spaces_break_between_characters() -> None:
    assert break_lines("茶壶的声音。", 4, by_letters, 4) == ["茶壶的", "声音。"]


def test_no_text_is_no_line() -> None:
    assert break_lines(" \n ", 10, by_letters, 2) == []


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert cut_lines("one two three four five, six seven", 10, by_letters, 2) == ["one two", f"three{ELLIPSIS}"]
    assert cut_lines("a" * 90, 10, by_letters, 2)[-1].endswith(ELLIPSIS)


@given(st.text(max_size=200), st.integers(2, 30), st.integers(1, 6))
def test_lines_hold_the_text_whole_or_its_beginning(text: str, width: int, most: int) -> None:
    lines = cut_lines(text, width, by_letters, most)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
    kept, written = "".join("".join(lines).split()), "".join(text.split())
    broken = break_lines(text, width, by_letters, most)
    fewest = count_lines(text, width, by_letters, most)
    if broken is not None:
        assert kept == written
        # One more line than needed is taken where it saves a word from being broken.
        assert fewest is not None
        assert fewest <= len(broken) <= fewest + 1
    else:
        assert fewest is None
        assert kept.endswith(ELLIPSIS)
        assert written.startswith(kept.removesuffix(ELLIPSIS))


# -- typefaces ------------------------------------------------------------------------------------


def test_kerning_draws_letters_together(titles: Typeface) -> None:
    assert titles.measure("AV") < titles.measure("A") + titles.measure("V") - 0.05


def test_every_sign_that_a_title_is_repaired_to_can_be_drawn(titles: Typeface) -> None:
    tables = (
        symbols.SYMBOLS, symbols.CALLIGRAPHIC, symbols.BLACKBOARD, symbols.RAISED, symbols.LOWERED, symbols.ACCENTS,
    )  # fmt: skip
    assert titles.lacks("".join(sign for table in tables for sign in table.values())) == []


def test_letters_of_europe_and_vietnam_can_be_drawn(titles: Typeface) -> None:
    assert titles.lacks("Łódź Ærø Çeşme þræll ẞ Việt Ελληνικά ἀρχή Кириллица Ђорђе – — ‘’ “” … € №") == []


def test_superscripts_are_small_and_high_where_no_font_has_them(titles: Typeface) -> None:
    (raised,), (plain,) = titles.set("⁷").glyphs, titles.set("7").glyphs
    assert raised.number == plain.number
    assert raised.y > 0.2
    assert raised.scale < plain.scale


def test_a_mark_of_another_font_stands_over_its_letter(titles: Typeface) -> None:
    letter, mark = titles.set("x\u0302").glyphs
    assert letter.x <= mark.x + 0.5 <= letter.x + 1
    assert titles.measure("x\u0302") == titles.measure("x")


def test_a_character_that_no_font_has_is_a_box(titles: Typeface) -> None:
    assert titles.lacks("茶 kettle 茶🫖") == ["茶", "🫖"]
    boxes = titles.set("茶🫖").glyphs
    assert [glyph.number for glyph in boxes] == [glyph.number for glyph in titles.set(UNKNOWN * 2).glyphs]


def test_joiners_and_variant_selectors_are_neither_drawn_nor_missed(titles: Typeface) -> None:
    assert titles.lacks("a\u200db\ufe0f\u00ad") == []
    assert titles.measure("a\u200db\ufe0f") == titles.measure("ab")


def test_a_folder_without_fonts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match="there is no font in it"):
        Typeface([tmp_path])


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"\0\1\0\0 invented")
    with pytest.raises(PapershelfError, match="not a font that can be read"):
        Typeface([tmp_path])


# -- pictures -------------------------------------------------------------------------------------


def test_a_card_is_a_png_of_the_size_that_networks_ask_for(studio: Studio) -> None:
    shown = picture(studio, Card(title="A kettle"))
    assert shown.format == "PNG"
    assert shown.size == (WIDTH, HEIGHT) == (1200, 630)


def test_the_same_card_is_the_same_bytes(studio: Studio) -> None:
    card = Card(kicker="Kitchen", title="Whistling α ≤ 7⁷", chips=(Chip(label="Kettles", topic=1),), topic=1)
    again = Studio((FONTS,), Look(name="A shelf of kettles"))
    assert again.draw(card) == studio.draw(card)
    assert again.key(card) == studio.key(card)
    again.draw(Card(title="A teapot in between", text="It is drawn on the same sheet.", topic=4))
    assert again.draw(card) == studio.draw(card)


@pytest.mark.parametrize(
    "other",
    [Card(title="Kettle"), Card(title="kettles"), Card(title="kettle", topic=0), Card(title="kettle", text="x")],
)
def test_another_card_has_another_key_and_other_bytes(studio: Studio, other: Card) -> None:
    card = Card(title="kettle")
    assert studio.key(other) != studio.key(card)
    assert studio.draw(other) != studio.draw(card)


def test_another_name_of_the_list_has_another_key(studio: Studio) -> None:
    assert Studio((FONTS,), Look(name="Another shelf")).key(Card(title="kettle")) != studio.key(Card(title="kettle"))


def test_a_card_wears_the_colour_of_its_topic(studio: Studio) -> None:
    for topic in (0, 3, len(COLOURS) + 3):
        shown = picture(studio, Card(title="A kettle", topic=topic)).convert("RGB")
        assert shown.getpixel((4, 300)) == tuple(bytes.fromhex(COLOURS[topic % len(COLOURS)][1:]))


STYLES = (REPOSITORY / "templates/styles/tokens.css").read_text(encoding="utf-8")
ON_THE_SITE = re.findall(r"--ps-colour-\d+: light-dark\((#[0-9a-f]{6}),", STYLES)


@pytest.mark.skipif(not ON_THE_SITE, reason="the site's topics have no colours yet")
def test_cards_wear_the_colours_of_the_site() -> None:
    assert list(COLOURS) == ON_THE_SITE


def test_colours_stand_out_from_the_paper() -> None:
    def light(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert len(set(COLOURS)) == len(COLOURS)
    for colour in (*COLOURS, NEUTRAL):
        assert (light("#fdfcfa") + 0.05) / (light(colour) + 0.05) >= 3, colour


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %} \\write18{x} &amp; ]]>",
        "茶壶的声音" * 60,
        "🫖" * 300,
        "W" * 2_000,
        "kettle " * 400,
        "a\u0301\u0302\u0303" * 200,
        "שלום العربية",
        "\u200b",
        "-",
    ],
)
def test_any_title_is_drawn_inside_the_card(studio: Studio, title: str) -> None:
    shown = picture(studio, Card(title=title, chips=(Chip(label=title, topic=None),) * 3)).convert("L")
    ink = ImageChops.difference(shown, Image.new("L", shown.size, shown.getpixel((1199, 0)) or 0))
    box = ink.crop((84, 0, 1200, 630)).getbbox()
    assert box is not None
    assert box[2] <= 1200 - 84 - 60, "the right margin is free"
    assert box[3] <= 630 - 30, "the lower margin is free"


@pytest.mark.parametrize("title", ["Kettles", "Whistling Kettles on Stoves " * 2, "Kettles and their whistles " * 5])
@pytest.mark.parametrize("sentences", [1, 3, 12])
def test_a_text_ends_above_what_is_below_it(studio: Studio, title: str, sentences: int) -> None:
    words = " ".join(["A lid that fits keeps more than half of the heat in a pot."] * sentences)
    tags = picture(studio, Card(title=title, text=words, chips=(Chip(label="Kettles", topic=1),)))
    topics = picture(studio, Card(title=title, text=words, shares=(3, 1)))
    for shown in (tags, topics):
        free = shown.convert("L").crop((84, 433, 1200, 446))
        assert free.getextrema() == (252, 252), "nothing is between the text and the row below"


def test_a_title_becomes_smaller_for_its_text(studio: Studio) -> None:
    ends = []
    for sentences in (1, 3):
        words = "A lid that fits keeps more than half of the heat in a pot. " * sentences
        shown = picture(
            studio, Card(title="Whistling kettles on a stove", text=words, chips=(Chip(label="Kettles", topic=1),))
        )
        # Only the title is as dark above the row of tags.
        title = shown.convert("L").crop(_TOP).point(lambda shade: 255 * (shade < 60)).getbbox()
        assert title is not None
        ends.append(title[3])
    assert ends[1] < ends[0]


def test_no_visible_character_is_a_blank(studio: Studio) -> None:
    empty = picture(studio, Card(title=" x ", topic=0)).convert("L").crop(_TOP)
    for char in ("茶", "🫖", "\u05d0", "𓀀", "é", "⁷", "𝔸", "ﬁ", "Ａ"):
        shown = picture(studio, Card(title=char, topic=0)).convert("L").crop(_TOP)
        assert ImageChops.difference(shown, Image.new("L", shown.size, 250)).point(lambda v: 255 * (v > 20)).getbbox()
        assert unicodedata.category(char) != "Zs"
    assert empty.getbbox() is not None


@settings(max_examples=40, deadline=None)
@given(st.builds(Card, kicker=st.text(max_size=80), title=st.text(max_size=300), text=st.text(max_size=300)))
def test_no_text_stops_the_drawing(card: Card) -> None:
    shared = Studio((FONTS,), Look(name="x"))
    assert shared.draw(card).startswith(b"\x89PNG")
    assert shared.key(card)


def test_a_word_is_broken_at_its_hyphen_only_where_another_line_does_not_help() -> None:
    assert break_lines("on steam-driven pots", 10, by_letters, 3) == ["on steam-", "driven", "pots"]
    assert break_lines("on steam-driven pots", 12, by_letters, 3) == ["on", "steam-driven", "pots"]
    assert break_lines("on steam-driven pots", 12, by_letters, 2) == ["on steam-", "driven pots"]


def test_a_smaller_size_is_better_than_a_broken_word(titles: Typeface) -> None:
    sizes = ((92, 2), (76, 2), (60, 2))
    size, lines = next(picture_room._fits("Kettles: Whistling Steam-Powered Vessels on Stoves", sizes, titles))
    assert size == 60
    assert " ".join(lines) == "Kettles: Whistling Steam-Powered Vessels on Stoves"
    assert next(picture_room._fits("茶壶" * 10, sizes, titles))[0] == 92


def test_more_tags_than_fit_are_counted(studio: Studio) -> None:
    few = picture(studio, Card(title="x", chips=(Chip(label="Kettles and their whistles", topic=1),) * 3))
    many = picture(studio, Card(title="x", chips=(Chip(label="Kettles and their whistles", topic=1),) * 30))
    assert few.tobytes() != many.tobytes()


# -- what they say --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kitchen() -> Catalog:
    kettle = paper("kettle", "Kettles at $n^2$ degrees", tags=("survey", "kettles", "sheep"), listed=[("autumn", 1)])
    gone = paper("gone", tags=("kettles",), withdrawn="It was a teapot.")
    return arrange(library(kettle, gone, tags={"kettles": "kitchen", "sheep": "farm", "survey": "kind"}))


def test_a_paper_names_its_main_topic_and_all_tags(kitchen: Catalog) -> None:
    card = of_paper(kitchen, kitchen.by_slug["kettle"])
    assert card.kicker == "Topic kitchen", "a kind of contribution is not a topic"
    assert card.title == plain_text("Kettles at $n^2$ degrees")
    assert card.chips == (
        Chip(label="Tag survey", topic=None),
        Chip(label="Tag kettles", topic=0),
        Chip(label="Tag sheep", topic=1),
    )
    assert card.topic == 0


def test_a_withdrawn_paper_says_so(kitchen: Catalog) -> None:
    assert of_paper(kitchen, kitchen.by_slug["gone"]).text == "Withdrawn from this list."


def test_a_tag_a_topic_and_a_listing_are_counted(kitchen: Catalog) -> None:
    words = kitchen.library.vocabulary
    tag = of_tag(kitchen, words.tags["kettles"])
    assert (tag.title, tag.text, tag.facts) == ("Tag kettles", "Means kettles.", "1 paper")
    topic = of_topic(kitchen, words.topics["farm"])
    assert (topic.title, topic.facts, topic.topic) == ("Topic farm", "1 paper · 1 tag", 1)
    assert of_tag(kitchen, words.tags["survey"]).topic is None
    assert of_listing(kitchen, kitchen.library.listings["autumn"]).facts == "1 paper"


def test_the_list_shows_how_its_papers_are_spread(kitchen: Catalog) -> None:
    card = of_list(kitchen)
    assert card.shares == (1, 1)
    assert "1 research paper" in card.text


def test_a_list_without_anything_has_a_card(studio: Studio) -> None:
    assert picture(studio, of_list(arrange(library()))).size == (1200, 630)
