"""Rule `link`: whole addresses of a known kind, and nothing that misleads."""

from __future__ import annotations

import pytest
from kitchen import Kitchen


def test_a_whole_address_passes(kitchen: Kitchen) -> None:
    kitchen.put("spoons", links='[{kind: code, url: "https://example.org/spoons?a=1#b"}]')
    assert kitchen.said("link") == []


@pytest.mark.parametrize(
    ("kind", "url", "said"),
    [
        ("code", "javascript:alert(1)", "links[1].url: an address that begins with neither https:// nor http://."),
        ("code", "JaVaScRiPt:alert(1)", "links[1].url: an address that begins with neither"),
        ("code", "//example.org/x", "links[1].url: an address that begins with neither"),
        ("code", "https://user@example.org/", "links[1].url: an address with user information before its host."),
        ("code", "https://kettle/", "links[1].url: an address whose host is not a full name."),
        ("code", "https://127.0.0.1/", "links[1].url: an address that leads to the reader's own machine."),
        ("code", "https://0xa.1/", "links[1].url: an address that leads into a private network."),
        ("code", "https://exаmple.org/", "links[1].url: an address whose host mixes scripts or imitates another."),
        ("cod", "https://example.org/", "links[1].kind: 'cod' is not a kind of link. Did you mean 'code'?"),
    ],
)
def test_what_is_malformed_or_not_allowed_is_said_at_its_line(kitchen: Kitchen, kind: str, url: str, said: str) -> None:
    kitchen.put("spoons", links=f'[{{kind: {kind}, url: "{url}"}}]')
    (line,) = kitchen.said("link")
    assert line.startswith(f"papers/spoons.md:6: {said}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[a pot]()", "a link without an address. Write one, or take the brackets away."),
        ("[a pot](<>)", "a link without an address."),
        ("[a pot](#)", "an address that begins with neither https:// nor http://."),
        ("[a pot](javascript:boil)", "an address that begins with neither https:// nor http://."),
        ("[a pot](http://localhost:8000/)", "an address that leads to the reader's own machine."),
        ("![a pot]()", "a picture, which a summary cannot show."),
    ],
)
def test_a_link_in_a_summary_that_leads_nowhere_is_said_at_its_line(kitchen: Kitchen, words: str, said: str) -> None:
    kitchen.put("spoons", summary=f"A spoon of tin.\nIt fits {words} of any size.")
    (line,) = kitchen.said("link")
    assert line.startswith(f"papers/spoons.md:10: warning: summary: {said}")


def test_a_sound_link_in_a_summary_passes(kitchen: Kitchen) -> None:
    kitchen.put("spoons", summary="A spoon of tin fits [a pot](https://example.org/pot) of any size.")
    assert kitchen.said("link") == []
