"""A facts file: JSON Lines, an object a paper, as `papershelf enrich --from FILE` reads it.

| key | meaning |
| --- | --- |
| `id`, `slug` | the paper on the list, as in `content/papers/`; one of them, or `arxiv`, `doi` or `title` |
| `title` | as the source prints it, by which a row without `id` and `slug` is matched |
| `arxiv`, `authors`, `year`, `venue`, `doi` | the facts; authors as in front matter, the year a text or a number |
| `confidence` | `high`, or what a person should look at first: such a row goes to the review |
| `witnesses`, `disagree`, `notes`, `sources` | for people; passed over |
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from papershelf.content import nearest
from papershelf.errors import PapershelfError, Problem, Rejected
from papershelf.model import MAX_TEXT, Name
from papershelf.records.record import Record, identifiers, line
from papershelf.text import parse_name

MAX_BYTES = 64 * 1024 * 1024
"""The largest facts file that is read; a row has about 500 bytes."""
MOST_AUTHORS = 10_000
MOST_PROBLEMS = 100
"""After so many a file is none, and is not read further."""

_TEXTS = ("id", "slug", "title", "arxiv", "venue", "doi", "confidence")
_FOR_PEOPLE = ("witnesses", "disagree", "notes", "sources")
KEYS = (*_TEXTS, "authors", "year", *_FOR_PEOPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file."""

    line: int
    """Counted from 1."""
    record: Record
    slug: str | None
    is_certain: bool
    """Whether nothing in the file says that a person should look at it."""


def read(path: str, raw: bytes, source: str) -> list[Row]:
    """The rows of a file.

    Args:
        path: What messages call it.
        raw: Its bytes.
        source: What papers' files will name as the source of these facts.

    Raises:
        PapershelfError: With every problem of every row.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    if len(raw) > MAX_BYTES:
        remedy = "Split it into several"
        raise PapershelfError([Problem(path=path, problem=f"it has more than {MAX_BYTES // 2**20} MB", remedy=remedy)])
    for number, text in enumerate(raw.split(b"\n"), start=1):
        if not text.strip():
            continue
        try:
            rows.append(_row(text, number, source))
        except _Objection as error:
            problems.append(
                Problem(path=path, line=number, field=error.field, problem=error.problem, remedy=error.remedy)
            )
            if len(problems) == MOST_PROBLEMS:
                break
    if problems:
        raise PapershelfError(problems)
    return rows


class _Objection(Rejected):
    """Something in a row that cannot be taken in."""

    def __init__(self, field: str | None, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.field = field


def _row(raw: bytes, number: int, source: str) -> Row:
    data = _parse(raw)
    for key in data:
        if key not in KEYS:
            near = nearest(key, KEYS)
            remedy = f"Did you mean '{near}'?" if near else f"Known keys: {', '.join(KEYS)}"
            raise _Objection(key[:60], "this key is not known", remedy)
    texts = {key: _text(data, key) for key in _TEXTS}
    arxiv, doi = identifiers(texts["arxiv"], texts["doi"])
    for key, found, what in (("arxiv", arxiv, "number of arXiv's"), ("doi", doi or arxiv, "DOI")):
        if texts[key] and not found:
            raise _Objection(key, f"it is not a {what}", "Write one such as 2306.14898 or 10.1000/182")
    record = Record(
        source=source,
        title=texts["title"] or "",
        arxiv=arxiv,
        authors=tuple(_authors(data.get("authors"))),
        year=_year(data.get("year")),
        venue=texts["venue"],
        doi=doi,
        paper=texts["id"],
    )
    if not (record.paper or texts["slug"] or record.identifier or record.title):
        raise _Objection(None, "it does not say which paper it is about", "Add `id`, `slug`, `arxiv`, `doi` or `title`")
    certain = texts["confidence"] in (None, "high")
    return Row(line=number, record=record, slug=texts["slug"], is_certain=certain)


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_without_repeats)
    except _Objection:
        raise
    except UnicodeDecodeError:
        raise _Objection(None, "it is not UTF-8", "Save the file as UTF-8, without a byte order mark") from None
    except (ValueError, RecursionError):
        raise _Objection(None, "it is not JSON", "Write one object on each line") from None
    if not isinstance(data, dict):
        raise _Objection(None, "it is not an object", 'Write one such as {"id": "q7x2kd", "year": 2023}')
    return data


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        key = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
        raise _Objection(key[:60], "this key appears twice", "Remove one of the two")
    return data


def _text(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not line(value) or len(value) > MAX_TEXT:
        raise _Objection(key, f"it is not a text of 1 to {MAX_TEXT:,} characters", "Write a text, or leave the key out")
    return line(value)


def _authors(value: Any) -> Iterator[Name]:
    if value is None:
        return
    remedy = 'Write a list such as ["Given Family", "Family, Given", "{Organisation}"]'
    if not isinstance(value, list) or not value or len(value) > MOST_AUTHORS:
        raise _Objection("authors", f"it is not a list of 1 to {MOST_AUTHORS:,} names", remedy)
    for number, name in enumerate(value, start=1):
        if not isinstance(name, str) or not line(name) or len(name) > MAX_TEXT:
            raise _Objection(f"authors[{number}]", "it is not a name", remedy)
        try:
            yield parse_name(line(name))
        except Rejected as error:
            raise _Objection(f"authors[{number}]", error.problem, error.remedy) from None


def _year(value: Any) -> str | None:
    if value is None:
        return None
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not (len(written) == 4 and written.isascii() and written.isdigit()):
        raise _Objection("year", "it is not a year", "Write one such as 2023")
    return written
