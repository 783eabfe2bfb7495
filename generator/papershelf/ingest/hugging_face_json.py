"""Answers of Hugging Face's API, saved: `/api/daily_papers`, `/api/papers/search`, `/api/papers/<number>`.

Forms: https://huggingface.co/docs/hub/api; `papershelf.records.hugging_face` reads a paper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from papershelf.errors import Problem, Rejected, stop
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.places import Places
from papershelf.ingest.source import Source
from papershelf.ingest.stated import candidate_of, set_aside
from papershelf.model import Listing
from papershelf.records.hugging_face import is_paper, links_of, read_paper
from papershelf.records.values import mapping

NAME = "hugging-face-json"
TITLE = "Hugging Face Papers, JSON of its API"
LISTING = "Hugging Face Papers"

_MARKS = ("upvotes", "publishedAt", "submittedOnDailyAt", "discussionId", "githubRepo", "ai_summary")
"""What its papers have and no other format's records: one of them tells it."""
_RECORD = re.compile(r'"id"\s*:\s*"[0-9]{4}\.[0-9]{4,5}"')


def recognise(source: Source) -> bool:
    """Whether this is JSON with a paper of Hugging Face's in it."""
    start = source.text.lstrip()[:1]
    if start not in ("[", "{") or not any(f'"{mark}"' in source.text for mark in _MARKS):
        return False
    try:
        found = objects(json.loads(source.text))
    except (ValueError, RecursionError):
        return False
    return any(is_paper(paper) and not set(_MARKS).isdisjoint(paper) for _, paper in found)


def read(source: Source) -> Capture:
    """Read an answer.

    Raises:
        PapershelfError: It is not JSON.
    """
    try:
        found = list(objects(json.loads(source.text)))
    except (ValueError, RecursionError):
        raise stop(source.path, "it is not JSON that can be read", "Save the answer again, whole") from None
    return to_capture(source, found, Places(source.text, _RECORD), date=None)


def to_capture(source: Source, found: list[tuple[dict[str, Any], Any]], places: Places, *, date: str | None) -> Capture:
    """Papers as they are in data, as a capture.

    Args:
        source: The file.
        found: Each record with the paper in it, in the order of the ranking.
        places: Where the records are.
        date: What the page says of its day, week or month.
    """
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    at = 1
    for rank, (around, paper) in enumerate(found, start=1):
        if not is_paper(paper):
            problems.append(set_aside(source, rank=rank, line=at, problem="it states no arXiv number"))
            continue
        at = places.next_line()
        try:
            # Around a paper its title is once more, for lists that have no more of it than the number.
            record = read_paper({"title": around.get("title"), **paper})
            candidates.append(candidate_of(source, record, rank=rank, line=at, links=links_of(paper)))
        except Rejected as error:
            problems.append(set_aside(source, rank=rank, line=at, problem=error.problem, remedy=error.remedy))
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing, date=date, source=LISTING),
        candidates=tuple(candidates),
        set_aside=tuple(problems),
    )


def objects(answer: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """The records of an answer, each with the paper in it: a list of them, of papers, or one paper."""
    for value in answer if isinstance(answer, list) else [answer]:
        around = mapping(value)
        yield around, around["paper"] if isinstance(around.get("paper"), dict) else around
