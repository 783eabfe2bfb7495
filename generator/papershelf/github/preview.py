"""The pages that a request changes, taken out of the built site: a folder to download and look at."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from papershelf import addresses
from papershelf.errors import stop
from papershelf.github.result import Event, Result
from papershelf.text import escape_html, is_slug

_MOST = 200
"""Pages; a request that changes more is looked at on the site."""

_ENTRIES: dict[str, Callable[[str], str]] = {"tag": addresses.tag_url, "topic": addresses.topic_url}
"""By the kind of an entry of the vocabulary, the address of its page."""

_PAGE = re.compile(
    r"content/(?:digests/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})|pages/(?P<page>[a-z0-9_-]+(?:/[a-z0-9_-]+)*))\.md"
)


def write_preview(site: Path, out: Path, result: Result) -> int:
    """Copy the pages of what changed and what they need, with a page that names them.

    Args:
        site: The built site, which has the request's papers.
        out: The folder to make.
        result: What the review found, made by this run: its paths are those of papers.

    Returns:
        The number of pages.

    Raises:
        PapershelfError: The site is not built, or the folder is there already.
    """
    if not (site / "assets").is_dir():
        raise stop(str(site), "there is no built site", "Run `papershelf build` first")
    if out.exists():
        raise stop(str(out), "it is there already", "Name a folder that is to be made")
    shutil.copytree(site / "assets", out / "assets")
    rows = []
    for address, title in list(_pages(result))[:_MOST]:
        page = f"{addresses.file_path(address)}index.html"
        if (site / page).is_file():
            (out / page).parent.mkdir(parents=True)
            shutil.copyfile(site / page, out / page)
            rows.append(f'<li><a href="{page}">{escape_html(title)}</a></li>')
    (out / "index.html").write_text(
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>The pages that change</title>\n'
        f"<h1>The pages that change</h1>\n<ul>\n{chr(10).join(rows)}\n</ul>\n</html>\n",
        encoding="utf-8",
    )
    return len(rows)


def _pages(result: Result) -> Iterator[tuple[str, str]]:
    """Address and title of every page that is a changed file's or entry's own; a removed one has none."""
    for paper in result.papers:
        name = paper.path.rpartition("/")[2].removesuffix(".md")
        if paper.event is not Event.REMOVED and is_slug(name):
            yield addresses.paper_url(name), paper.title
    for word in result.words:
        if word.event is not Event.REMOVED and word.kind in _ENTRIES and is_slug(word.key):
            yield _ENTRIES[word.kind](word.key), word.label
    for file in result.files:
        if file.event is not Event.REMOVED and (found := _PAGE.fullmatch(file.path)) is not None:
            yield addresses.digest_url(found["day"]) if found["day"] else f"/{found['page']}/", file.path
