"""Pages of Hugging Face Papers, saved as HTML: daily, weekly, monthly, trending, and the page of one paper.

A page holds its data for the script that draws it: an element with `data-target="DailyPapers"` whose `data-props` is
JSON with `dailyPapers` and `dateString`, as https://huggingface.co/papers had it from 2024 to 2026. One that was saved
without them has only its markup: a heading with a link for each paper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from papershelf.errors import stop
from papershelf.ingest.capture import Capture
from papershelf.ingest.html import Element, parse, text_of
from papershelf.ingest.hugging_face_json import objects, to_capture
from papershelf.ingest.places import Places
from papershelf.ingest.source import Source
from papershelf.records.values import items, mapping, text
from papershelf.text import is_arxiv_number

NAME = "hugging-face-html"
TITLE = "Hugging Face Papers, a saved page"

_LIST = "DailyPapers"
_QUOTE = r"(?:&quot;|&#34;|\")"
_RECORD = re.compile(rf"{_QUOTE}id{_QUOTE}\s*:\s*{_QUOTE}[0-9]{{4}}\.[0-9]{{4,5}}{_QUOTE}")
_PAPER_LINK = re.compile(r"(?:https://(?:www\.)?huggingface\.co)?/papers/(?P<number>[0-9]{4}\.[0-9]{4,5})/?")
_HEADING = re.compile(r"<h[1-4][^>]*>\s*<a[^>]*/papers/[0-9]{4}\.")
_CARD = "article"


def recognise(source: Source) -> bool:
    """Whether this is HTML with the marks of a page of Hugging Face's papers."""
    text = source.text
    if not text.lstrip().startswith("<"):
        return False
    return f'data-target="{_LIST}"' in text or ("huggingface" in text and _HEADING.search(text) is not None)


def read(source: Source) -> Capture:
    """Read a page: by its data, else by its markup.

    Raises:
        PapershelfError: Its data cannot be read, and its markup has no paper.
    """
    tree = parse(source.text)
    stated = [_props(element) for element in tree.css("[data-props]")]
    listed = next((props for props in stated if items(props.get("dailyPapers"))), None)
    if listed is not None:
        found = list(objects(listed["dailyPapers"]))
        places = Places(source.text, _RECORD)
        return to_capture(source, found, places, date=text(listed.get("dateString")) or None)
    cards = list(_cards(tree.css("h1 a, h2 a, h3 a, h4 a")))
    if not cards:
        problem = "neither its data nor its headings name a paper"
        raise stop(source.path, problem, "Save the page again as 'HTML only', or its text")
    return to_capture(source, list(objects(cards)), Places(source.text, _HEADING), date=None)


def _props(element: Element) -> dict[str, Any]:
    """What the data of an element says; nothing where it is not JSON."""
    try:
        return mapping(json.loads(element.attributes.get("data-props") or ""))
    except (ValueError, RecursionError):
        return {}


def _cards(links: list[Element]) -> Iterator[dict[str, Any]]:
    """Papers by their headings, in the form of the data."""
    seen: set[str] = set()
    for link in links:
        found = _PAPER_LINK.fullmatch(link.attributes.get("href") or "")
        title = text_of(link)
        if found is None or not title or found["number"] in seen or not is_arxiv_number(found["number"]):
            continue
        seen.add(found["number"])
        yield {"id": found["number"], "title": title, "githubRepo": _repository(link)}


def _repository(link: Element) -> str:
    """The address of the code, on the card around a heading."""
    card: Element | None = link
    while card is not None and card.tag != _CARD:
        card = card.parent
    code = None if card is None else card.css_first('a[href^="https://github.com/"]')
    return "" if code is None else code.attributes.get("href") or ""
