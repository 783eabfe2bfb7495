"""A sitemap of more addresses than one file may have (https://www.sitemaps.org/protocol.html): an index of several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.publish.artifact import Artifact
from papershelf.text import escape_html

MOST = 50_000
"""How many addresses a file may have."""

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ADDRESS = re.compile(r"<url>.*?</url>", re.DOTALL)


def divide(sitemap: str, address: str) -> tuple[str, tuple[Artifact, ...]]:
    """A sitemap, and the files that it names if it is an index of them.

    Args:
        sitemap: That of all pages.
        address: The site's address without a slash at its end.
    """
    found = _ADDRESS.findall(sitemap)
    if len(found) <= MOST:
        return sitemap, ()
    parts = tuple(_parts(found))
    rows = "".join(f"<sitemap><loc>{escape_html(f'{address}/{part.path}')}</loc></sitemap>\n" for part in parts)
    return f'{_OPENING}<sitemapindex xmlns="{_SPACE}">\n{rows}</sitemapindex>\n', parts


def _parts(found: list[str]) -> Iterator[Artifact]:
    for number, start in enumerate(range(0, len(found), MOST), start=1):
        rows = "\n".join(found[start : start + MOST])
        yield Artifact(
            path=f"sitemap-{number}.xml", content=f'{_OPENING}<urlset xmlns="{_SPACE}">\n{rows}\n</urlset>\n'
        )
