"""Addresses that lead to another page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact, Unless, make_always
from papershelf.publish.formats import metadata
from papershelf.publish.language import Words
from papershelf.publish.page import Site
from papershelf.text import escape_html, summary_text

_REDIRECT_POLICY = "default-src 'none'; img-src 'self'"
"""What a page that only leads on may load: the site's icon."""


def _preview(paper: Paper | None, site: Site) -> str:
    """What a link preview, which follows no refresh, shows of a short or former address of a paper."""
    if paper is None:
        return ""
    has_card = site.url and site.cards
    facts = {
        "title": paper.title,
        "description": metadata.shorten(paper.finding or summary_text(paper.summary)),
        "image": f"{site.url}{addresses.paper_url(paper)}{addresses.CARD}" if has_card else "",
    }
    large = '<meta name="twitter:card" content="summary_large_image">\n' if has_card else ""
    return large + "".join(
        f'<meta property="og:{name}" content="{escape_html(text)}">\n' for name, text in facts.items() if text
    )


def _opening(words: Words) -> str:
    """The element of the whole page; from left to right is what a browser supposes."""
    direction = "" if words.direction == "ltr" else f' dir="{words.direction}"'
    return f'<html lang="{escape_html(words.code)}"{direction}>'


def redirects(catalog: Catalog, site: Site, unless: Unless = make_always) -> Iterator[Artifact]:
    """A page for every address that only leads to another.

    Args:
        catalog: The list.
        site: Where it is published.
        unless: Makes those that lead to one page, unless they are there.
    """
    papers = {addresses.paper_url(paper): paper for paper in catalog.library.papers}
    sources: dict[str, list[str]] = defaultdict(list)
    for source, target in addresses.former_and_short(catalog.library):
        if site.anthology and addresses.is_short(source):
            continue  # templates/theme/assets/javascripts/moved.js looks it up
        sources[target].append(source)
    for target, leading in sources.items():
        paper = papers.get(target)
        yield from unless(f"to {target}", (paper, leading), partial(_leading, leading, target, paper, site))


def _leading(sources: Iterable[str], target: str, paper: Paper | None, site: Site) -> Iterator[Artifact]:
    """The pages that lead to one."""
    moved = escape_html(site.words.say("This page has moved"))
    canonical = f'<link rel="canonical" href="{escape_html(site.url + target)}">' if site.url else ""
    for source in sources:
        depth = addresses.depth_of(source)
        relative = addresses.relative(target, depth)
        yield Artifact(
            path=addresses.file_path(f"{source}index.html"),
            content=(
                f'<!doctype html>\n{_opening(site.words)}\n<meta charset="utf-8">\n'
                f'<meta http-equiv="Content-Security-Policy" content="{_REDIRECT_POLICY}">\n'
                f"<title>{moved}</title>\n{canonical}\n{_preview(paper, site)}"
                # Without it, browsers ask the host for /favicon.ico, outside of the site.
                f'<link rel="icon" href="{addresses.relative(site.icon, depth)}">\n'
                f'<meta http-equiv="refresh" content="0; url={relative}">\n'
                f'<p><a href="{relative}">{moved}</a></p>\n</html>\n'
            ),
        )
