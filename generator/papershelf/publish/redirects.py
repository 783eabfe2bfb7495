"""Addresses that lead to another page."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import metadata
from papershelf.publish.page import Site
from papershelf.text import escape_html, summary_text

_ICON = "assets/images/favicon.svg"
"""Where the theme keeps the site's icon."""

_REDIRECT_POLICY = "default-src 'none'; img-src 'self'"
"""What a page that only leads on may load: the site's icon."""


def forwarded(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Addresses that lead to another page: short ones, and former ones of papers and tags."""
    for paper in catalog.library.papers:
        yield f"/p/{paper.id}/", f"/papers/{paper.slug}/"
        for alias in paper.aliases:
            yield f"/papers/{alias}/", f"/papers/{paper.slug}/"
    # A tag's alias is an address only where it was one: most aliases are just words that people type.
    published = set(catalog.library.published)
    for tag in catalog.library.vocabulary.tags.values():
        for alias in tag.aliases:
            if f"/tags/{alias}/" in published:
                yield f"/tags/{alias}/", f"/tags/{tag.key}/"


def _preview(paper: Paper | None, site: Site) -> str:
    """What a link preview, which follows no refresh, shows of a short or former address of a paper."""
    if paper is None:
        return ""
    has_card = site.url and site.cards
    facts = {
        "title": paper.title,
        "description": metadata.shorten(summary_text(paper.summary)),
        "image": f"{site.url}/papers/{paper.slug}/card.png" if has_card else "",
    }
    large = '<meta name="twitter:card" content="summary_large_image">\n' if has_card else ""
    return large + "".join(
        f'<meta property="og:{name}" content="{escape_html(text)}">\n' for name, text in facts.items() if text
    )


def redirects(catalog: Catalog, site: Site) -> Iterator[Artifact]:
    """A page for every address that only leads to another."""
    papers = {f"/papers/{paper.slug}/": paper for paper in catalog.library.papers}
    for source, target in forwarded(catalog):
        root = "../" * (source.count("/") - 1)
        relative = root + target.removeprefix("/")
        canonical = f'<link rel="canonical" href="{escape_html(site.url + target)}">' if site.url else ""
        yield Artifact(
            path=f"{source.strip('/')}/index.html",
            content=(
                '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
                f'<meta http-equiv="Content-Security-Policy" content="{_REDIRECT_POLICY}">\n'
                f"<title>This page has moved</title>\n{canonical}\n{_preview(papers.get(target), site)}"
                # Without it, browsers ask the host for /favicon.ico, outside of the site.
                f'<link rel="icon" href="{root}{_ICON}">\n'
                f'<meta http-equiv="refresh" content="0; url={relative}">\n'
                f'<p><a href="{relative}">This page has moved</a></p>\n</html>\n'
            ),
        )
