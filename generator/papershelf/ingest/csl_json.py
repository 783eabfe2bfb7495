"""CSL-JSON, as Zotero, Pandoc and citation processors write it. Variables: CSL 1.0.2, appendix IV.

The array may be in an object, below `items` or `references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from papershelf.errors import Problem, Rejected
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.entry import Entry, capture, from_record, name_of_parts
from papershelf.ingest.json_records import Fault, records
from papershelf.ingest.source import Source
from papershelf.model import Name

NAME = "csl-json"
TITLE = "CSL-JSON"

_BEGIN = re.compile(r'\s*(?:\[\s*(?:\{|\])|\{\s*"(?:items|references)"\s*:)')
_SIGN = re.compile(
    r'"(?:container-title|issued|citation-key|date-parts|DOI|publisher-place|non-dropping-particle)"\s*:'
)
_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-[a-z]+)?|paper-conference|chapter|book|thesis|report|webpage|manuscript|dataset|software'
    r"|document|legislation|legal_case|bill|treaty|regulation|hearing|interview|figure|graphic|map|speech"
    r'|entry(?:-[a-z]+)?|post(?:-[a-z]+)?|preprint|standard|patent|periodical|review(?:-book)?)"'
)
_SAMPLE = 100_000
_EXTRA = re.compile(r"^\s*(?:arxiv|doi|eprint|number|url)\s*:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)
"""Lines of Zotero's field 'Extra' that state an identifier; nothing else of it is read, and nothing is kept."""


def recognise(source: Source) -> bool:
    """Whether it is an array of objects with a type, or another variable, of CSL."""
    start = source.text[:_SAMPLE]
    return _BEGIN.match(start) is not None and (_TYPE.search(start) is not None or _SIGN.search(start) is not None)


def read(source: Source) -> Capture:
    """Read a bibliography."""
    return capture(source, _items(source.text), _candidate)


def _items(text: str) -> Iterator[tuple[int, Any]]:
    for line, value in records(text):
        nested = (
            next((value[key] for key in ("items", "references") if isinstance(value.get(key), list)), None)
            if (isinstance(value, dict))
            else None
        )
        if nested is None:
            yield line, value
        else:
            yield from ((line, each) for each in nested)


def _candidate(entry: Entry, item: Any) -> Candidate | Problem:
    if isinstance(item, Fault):
        return entry.refuse(item.reason)
    if not isinstance(item, dict):
        return entry.refuse("it is not an object with the variables of CSL")
    for name in getattr(item, "repeated", ()):
        entry.note(name[:60], "it is there twice; the last one is taken", "Check which one is right")
    entry.title = from_record(_text(item, "title"))
    entry.abstract = from_record(_text(item, "abstract"))
    for person in _list(item.get("author")):
        if (name := _name(entry, person)) is not None:
            entry.add_author(name)
    entry.set_year(_year(item.get("issued")))
    for variable in ("container-title", "event-title", "event", "collection-title"):
        entry.set_venue(_text(item, variable))
    if _text(item, "type") in ("thesis", "report"):
        entry.set_venue(_text(item, "publisher"))
    extra = "\n".join(_text(item, variable) for variable in ("note", "annote"))
    entry.identifiers += [
        *(_text(item, variable) for variable in ("DOI", "doi", "arxiv", "archive_location", "number")),
        *_EXTRA.findall(extra),
    ]
    entry.addresses.append((_text(item, "URL") or _text(item, "url"), None))
    keywords = item.get("keyword", item.get("keywords"))
    words = keywords if isinstance(keywords, list) else re.split(r"[;,]", _text(item, "keyword"))
    entry.add_words(word for word in words if isinstance(word, str))
    return entry.to_candidate()


def _text(item: dict[str, Any], variable: str) -> str:
    """A variable as a text; Crossref's own JSON has a list of one."""
    value = item.get(variable)
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(entry: Entry, person: Any) -> Name | None:
    if not isinstance(person, dict):
        entry.note("authors", "one of them is not an object", "Complete them in the paper's file")
        return None
    parts = {
        key: from_record(_text(person, key))
        for key in ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle", "name")
    }
    whole = parts["literal"] or (parts["name"] if not parts["family"] else "")
    try:
        if whole:
            return Name(family=whole, literal=True) if parts["literal"] else name_of_parts(whole, "")
        particle = " ".join(filter(None, (parts["dropping-particle"], parts["non-dropping-particle"])))
        return name_of_parts(parts["family"], parts["given"], particle, parts["suffix"])
    except Rejected as error:
        entry.note("authors", error.problem, error.remedy)
        return None


def _year(issued: Any) -> str:
    """The year of a date of CSL: in parts, raw, or a literal."""
    if isinstance(issued, str):
        return issued
    if not isinstance(issued, dict):
        return ""
    parts = _list(issued.get("date-parts"))
    first = _list(parts[0] if parts else None)
    if first and isinstance(first[0], str):
        return first[0]
    return _text(issued, "raw") or _text(issued, "literal") or _text(issued, "year")
