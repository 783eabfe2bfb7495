"""A list's own licence and colours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog
from papershelf.errors import Rejected
from papershelf.publish.formats import feeds, json_data
from papershelf.publish.look import (
    DARK,
    LEAST_CONTRAST,
    LIGHT,
    THEMES,
    Colours,
    check_colour,
    contrast,
    licence_of,
    nearest,
    to_style,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(COLOURS, st.booleans())
def test_the_nearest_colour_holds_and_a_colour_that_holds_is_the_nearest(colour: str, dark: bool) -> None:
    grounds = DARK if dark else LIGHT
    found = nearest(colour, dark=dark)
    assert min(contrast(found, ground) for ground in grounds) >= LEAST_CONTRAST
    if min(contrast(colour, ground) for ground in grounds) >= LEAST_CONTRAST:
        assert found == colour == check_colour(colour, dark=dark)
    else:
        with pytest.raises(Rejected, match=found):
            check_colour(colour, dark=dark)


def test_a_colour_that_is_too_pale_is_told_what_would_do() -> None:
    with pytest.raises(Rejected) as refused:
        check_colour("#ff8800", dark=False)
    assert refused.value.problem == "its contrast on the light #f3f1eb is 2.1 to 1, and 4.5 are needed"
    assert refused.value.remedy == f'The nearest colour that holds is "{nearest("#ff8800", dark=False)}"'


@pytest.mark.parametrize(
    "colour", ["red", "#abc", "1d4e89", "#1d4e8", "#1d4e89 }", "light-dark(#000000, #ffffff)", "#1d4e8９"]
)
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(Rejected, match="is not a colour"):
        check_colour(colour, dark=False)


def test_one_colour_makes_that_of_the_other_page() -> None:
    assert to_style(THEMES) == ""
    style = to_style(Colours(link="#0b5e4f", accent_dark="#ffcc66"))
    assert f"--md-typeset-a-color: light-dark(#0b5e4f, {nearest('#0b5e4f', dark=True)});" in style
    assert f"--md-accent-fg-color: light-dark({nearest('#ffcc66', dark=False)}, #ffcc66);" in style


@pytest.mark.parametrize(
    ("identifier", "name", "url"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa-3.0", "CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("ODbL-1.0", "ODbL-1.0", "https://spdx.org/licenses/ODbL-1.0.html"),
    ],
)
def test_a_licence_has_a_name_and_a_place(identifier: str, name: str, url: str) -> None:
    licence = licence_of(identifier)
    assert (licence.name, licence.url) == (name, url)


@pytest.mark.parametrize("identifier", ["CC BY 4.0", "MIT OR Apache-2.0", "LicenseRef-mine", "", "CC-BY", "all rights"])
def test_what_is_not_one_licence_is_refused(identifier: str) -> None:
    with pytest.raises(Rejected, match="licence"):
        licence_of(identifier)


def test_feeds_and_data_name_the_licence(catalog: Catalog) -> None:
    licence = licence_of("CC-BY-SA-4.0")
    told = {"name": "CC BY-SA 4.0", "url": licence.url}
    assert json.loads(json_data.to_tags(catalog, "", licence))["licence"] == told
    assert "licence" not in json.loads(json_data.to_tags(catalog, ""))
    assert "CC BY-SA 4.0." in json_data.to_schema(licence.name)
    writer = feeds.Writer(catalog, "Kettles", "https://example.org", licence=licence)
    feed = feeds.Feed(
        title="Kettles", description="All.", page="/", author="Kettles", papers=feeds.newest(catalog.papers)
    )
    assert f'<rights>CC BY-SA 4.0</rights><link rel="license" href="{licence.url}" />' in writer.to_atom(feed, "/")
    assert json.loads(writer.to_json(feed, "/"))["_licence"] == told
