"""Pages of Hugging Face Papers, saved as HTML: daily, weekly, monthly, trending, and the page of one paper.

A page holds its data for the script that draws it: an element with `data-target="DailyPapers"` whose `data-props` is
JSON with `dailyPapers` and `dateString`, as https://huggingface.co/papers had it from 2024 to 2026. One that was saved
without them has only its markup: a link with the title for each paper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from papershelf.errors import stop
from papershelf.ingest.capture import Capture
from papershelf.ingest.html import Element, is_page, parse, text_of
from papershelf.ingest.hugging_face_json import objects, to_capture
from papershelf.ingest.places import Places
from papershelf.ingest.source import Source
from papershelf.records.hugging_face import is_paper
from papershelf.records.values import items, mapping, text
from papershelf.text import is_arxiv_number

NAME = "hugging-face-html"
TITLE = "Hugging Face Papers, a saved page"

_LIST = "DailyPapers"
_QUOTE = r"(?:&quot;|&#34;|\")"
_ID = rf"{_QUOTE}id{_QUOTE}\s*:\s*{_QUOTE}[0-9]{{4}}\.[0-9]{{4,5}}{_QUOTE}"
_RECORD = re.compile(_ID)
_PAPER_LINK = re.compile(r"(?:https://(?:www\.)?huggingface\.co)?/papers/(?P<number>[0-9]{4}\.[0-9]{4,5})/?")
_PAPER = re.compile(rf"{_QUOTE}paper{_QUOTE}\s*:\s*\{{\s*{_ID}")
_TITLE_LINK = re.compile(r"<a\b[^>]{0,300}/papers/[0-9]{4}\.[0-9]{4,5}/?[\"'][^>]{0,300}>(?=[^<]{0,99}\w)")
_CARD = "article"
_DEEPEST = 12
"""Elements between a title and the card around it, at the most."""


def recognise(source: Source) -> bool:
    """Whether this is HTML with the marks of a page of Hugging Face's papers."""
    text = source.text
    if not text.lstrip().startswith("<"):
        return False
    if f'data-target="{_LIST}"' in text:
        return True
    is_theirs = is_page(text) and ("huggingface" in text or "Hugging Face" in text)
    return is_theirs and (_PAPER.search(text) is not None or _TITLE_LINK.search(text) is not None)


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
    if (single := next((props for props in stated if is_paper(props.get("paper"))), None)) is not None:
        return to_capture(source, list(objects(single)), Places(source.text, _PAPER), date=None)
    cards = list(_cards(tree.css("a")))
    if not cards:
        problem = "neither its data nor its links name a paper"
        raise stop(source.path, problem, "Save the page again as 'HTML only', or its text")
    return to_capture(source, list(objects(cards)), Places(source.text, _TITLE_LINK), date=None)


def _props(element: Element) -> dict[str, Any]:
    """What the data of an element says; nothing where it is not JSON."""
    try:
        return mapping(json.loads(element.attributes.get("data-props") or ""))
    except (ValueError, RecursionError):
        return {}


def _cards(links: list[Element]) -> Iterator[dict[str, Any]]:
    """Papers by the links that are their titles, in the form of the data."""
    seen: set[str] = set()
    for link in links:
        found = _PAPER_LINK.fullmatch(link.attributes.get("href") or "")
        title = text_of(link)
        if found is None or found["number"] in seen or not is_arxiv_number(found["number"]):
            continue
        if not any(map(str.isalpha, title)):
            continue  # a picture, or how many comments there are
        seen.add(found["number"])
        yield {"id": found["number"], "title": title, "githubRepo": _repository(link)}


def _repository(link: Element) -> str:
    """The address of the code, on the card around a title."""
    card: Element | None = link
    for _ in range(_DEEPEST):
        if card is None or card.tag == _CARD:
            break
        card = card.parent
    code = None if card is None or card.tag != _CARD else card.css_first('a[href^="https://github.com/"]')
    return "" if code is None else code.attributes.get("href") or ""
