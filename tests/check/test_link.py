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
        ("code", "https://localhost/", "links[1].url: an address whose host is no full name."),
        ("code", "https://exаmple.org/", "links[1].url: an address whose host mixes scripts or imitates another."),
        ("cod", "https://example.org/", "links[1].kind: 'cod' is no kind of link. Did you mean 'code'?"),
    ],
)
def test_what_is_malformed_or_not_allowed_is_said_at_its_line(kitchen: Kitchen, kind: str, url: str, said: str) -> None:
    kitchen.put("spoons", links=f'[{{kind: {kind}, url: "{url}"}}]')
    (line,) = kitchen.said("link")
    assert line.startswith(f"papers/spoons.md:6: {said}")
