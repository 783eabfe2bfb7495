"""Addresses that lead to another page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papershelf import addresses
from papershelf.model import Library, Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import metadata
from papershelf.publish.language import Words
from papershelf.publish.page import Site
from papershelf.text import escape_html, summary_text

_REDIRECT_POLICY = "default-src 'none'; img-src 'self'"
"""What a page that only leads on may load: the site's icon."""


def _preview(paper: Paper, site: Site) -> str:
    """What a link preview, which follows no refresh, shows of a short or former address of a paper."""
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


def to_paper(paper: Paper, sources: Iterable[str], site: Site) -> Iterator[Artifact]:
    """A page for each address that only leads to a paper.

    Args:
        paper: The paper.
        sources: These addresses.
        site: Where it is published.
    """
    if site.anthology:  # templates/theme/assets/javascripts/moved.js looks short addresses up
        sources = [source for source in sources if not addresses.is_short(source)]
    target, preview = addresses.paper_url(paper), _preview(paper, site)
    yield from (_leading(source, target, preview, site) for source in sources)


def to_vocabulary(library: Library, site: Site) -> Iterator[Artifact]:
    """A page for each former address of a tag or topic."""
    yield from (_leading(source, target, "", site) for source, target in addresses.former_of_vocabulary(library))


def _leading(source: str, target: str, preview: str, site: Site) -> Artifact:
    """A page that leads to another one."""
    moved = escape_html(site.words.say("This page has moved"))
    canonical = f'<link rel="canonical" href="{escape_html(site.url + target)}">' if site.url else ""
    depth = addresses.depth_of(source)
    relative = addresses.relative(target, depth)
    return Artifact(
        path=addresses.file_path(f"{source}index.html"),
        content=(
            f'<!doctype html>\n{_opening(site.words)}\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_REDIRECT_POLICY}">\n'
            f"<title>{moved}</title>\n{canonical}\n{preview}"
            # Without it, browsers ask the host for /favicon.ico, outside of the site.
            f'<link rel="icon" href="{addresses.relative(site.icon, depth)}">\n'
            f'<meta http-equiv="refresh" content="0; url={relative}">\n'
            f'<p><a href="{relative}">{moved}</a></p>\n</html>\n'
        ),
    )
