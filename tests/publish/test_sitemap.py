"""A sitemap that is too long for one file."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from papershelf.publish import sitemap

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def whole(count: int) -> str:
    rows = "".join(f"<url>\n  <loc>https://example.org/{n}/?a=1&amp;b=2</loc>\n  </url>\n" for n in range(count))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SPACE["s"]}">{rows}</urlset>'


def locations(text: str | bytes) -> list[str]:
    return [each.text for each in fromstring(text).iterfind(".//s:loc", SPACE)]


def test_a_sitemap_of_few_addresses_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    assert sitemap.divide(whole(3), "https://example.org") == (whole(3), ())


def test_a_long_one_is_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    index, parts = sitemap.divide(whole(7), "https://example.org/list")
    assert locations(index) == [f"https://example.org/list/{part.path}" for part in parts]
    named = [locations(part.to_bytes()) for part in parts]
    assert [len(part) for part in named] == [3, 3, 1]
    assert [address for part in named for address in part] == locations(whole(7))
