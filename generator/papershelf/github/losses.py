"""What a request takes away or replaces: what was there, and what would be there. Additions are not losses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from papershelf.content import ledger
from papershelf.content.vocabulary import as_typed
from papershelf.content.vocabulary import words as meanings
from papershelf.github.result import Loss
from papershelf.model import Appearance, Library, Link, Paper, Tag, Topic

_FACTS = ("id", "title", "added", "arxiv", "year", "venue", "doi", "finding", "note", "withdrawn", "summary")
_LISTS = ("links", "authors", "aliases", "listed")
_MADE = ("content/map.csv", "content/tags.schema.json", "content/sources.schema.json")
"""Files that a command makes anew from the others, so that nothing is lost with their lines."""
_MOST_LINES = 3
"""Of one file that are quoted."""
_PAPER = re.compile(r"\(paper:([^()\s]+)\)")
_Word = TypeVar("_Word", Topic, Tag)


def losses(
    before: Library,
    after: Library,
    pairs: Iterable[tuple[Paper, Paper | None]],
    files: Iterable[Loss],
    is_doubtful: Callable[[str, str], bool],
) -> tuple[Loss, ...]:
    """All of it: papers in the order of their files, then the vocabulary, then other files.

    Args:
        before: The list as it is.
        after: As it would be.
        pairs: The papers of changed files as they are and as they would be; None where a paper is gone.
        files: What `of_files` found.
        is_doubtful: Whether a field of a file, by its path under `content/`, could not be read: nobody knows its value.
    """
    heirs = {former.id: paper for paper in after.papers for former in paper.merged}
    meaning = meanings(after.vocabulary)
    of_papers = chain.from_iterable(
        _of_paper(one, other, heirs.get(one.id), meaning, is_doubtful) for one, other in pairs
    )
    heirs_of_topics = {key: topic.key for topic in after.vocabulary.topics.values() for key in topic.former_keys}
    moved = {name: paper.slug for paper in after.papers for name in paper.names}
    topics, tags = _follow(before.vocabulary.topics, moved), _follow(before.vocabulary.tags, moved)
    words = (*_of_words("topic", topics, after.vocabulary.topics, heirs_of_topics),
             *_of_words("tag", tags, after.vocabulary.tags, meaning, heirs_of_topics))  # fmt: skip
    return (*of_papers, *words, *files)


def _of_paper(
    before: Paper,
    after: Paper | None,
    heir: Paper | None,
    meaning: Mapping[str, str],
    is_doubtful: Callable[[str, str], bool],
) -> Iterator[Loss]:
    if after is None:
        merged = "" if heir is None else f"merged into {heir.source}"
        yield Loss(path=before.source, title=before.title, field="paper", before=before.title, after=merged)
        return

    def loss(field: str, one: str, other: str) -> Loss:
        return Loss(path=after.source, title=before.title, field=field, before=one, after=other)

    for field in _FACTS:
        one, other = getattr(before, field, None), getattr(after, field, None)
        # To withdraw a paper takes it from its readers, though it adds a line.
        if one != other and (one or field == "withdrawn") and not is_doubtful(after.file, field):
            yield loss(field, str(one or ""), str(other or ""))
    for field in _LISTS:
        one, other = getattr(before, field), getattr(after, field)
        if any(item not in other for item in one) and not is_doubtful(after.file, field):
            yield loss(field, _written(one), _written(other))
    kept = [tag for tag in before.tags if meaning.get(as_typed(tag), tag) in after.tags]
    # A tag that makes room for another is not a loss, unless nothing is left of what was there.
    is_lost = len(kept) < len(before.tags) and (len(after.tags) < len(before.tags) or not kept)
    if is_lost and not is_doubtful(after.file, "tags"):
        yield loss("tags", ", ".join(before.tags), ", ".join(after.tags))


def _written(values: Iterable[object]) -> str:
    return ", ".join(map(_one, values))


def _one(value: object) -> str:
    if isinstance(value, Link):
        return f"{value.kind.value} {value.url}"
    if isinstance(value, Appearance):
        return f"{value.listing} {value.rank}"
    return str(value)


def _follow(entries: Mapping[str, _Word], moved: Mapping[str, str]) -> dict[str, _Word]:
    """Topics or tags with the present names of papers that they lead to: a renamed paper is no loss of theirs."""
    return {
        key: replace(
            entry,
            start=tuple(replace(start, paper=moved.get(start.paper, start.paper)) for start in entry.start),
            overview=_PAPER.sub(lambda found: f"(paper:{moved.get(found[1], found[1])})", entry.overview),
        )
        for key, entry in entries.items()
    }


def _of_words(
    kind: str,
    before: Mapping[str, Topic | Tag],
    after: Mapping[str, Topic | Tag],
    heirs: Mapping[str, str],
    topics: Mapping[str, str] | None = None,
) -> Iterator[Loss]:
    """What topics or tags lose; `heirs` and `topics` say under which keys former ones are found."""
    path = "content/tags.yml"
    for key, entry in before.items():
        other = after.get(key)
        if other is None:
            heir = heirs.get(as_typed(key), heirs.get(key, ""))
            yield Loss(path=path, title=key, field=kind, before=entry.label, after=heir)
            continue
        for field in ("label", "topic", "description", "broader", "overview"):
            one, new = getattr(entry, field, None), getattr(other, field, None)
            if one and one != new and (topics is None or field != "topic" or topics.get(one) != new):
                yield Loss(path=path, title=key, field=f"{kind} {field}", before=one, after=new or "")
        if any(start not in other.start for start in entry.start):
            gone, kept = (", ".join(start.paper for start in each.start) for each in (entry, other))
            yield Loss(path=path, title=key, field=f"{kind} start", before=gone, after=kept)
        names, others = getattr(entry, "aliases", ()), getattr(other, "aliases", ())
        if any(name not in others for name in names):
            yield Loss(path=path, title=key, field=f"{kind} aliases", before=", ".join(names), after=", ".join(others))


def of_files(before: Mapping[str, bytes], after: Mapping[str, bytes], changed: Iterable[str]) -> Iterator[Loss]:
    """Lines that go from the other files of a list, and addresses that go from its ledger.

    Args:
        before: The list's files as they are, by path relative to the project.
        after: As they would be.
        changed: Those that a request changes.
    """
    if gone := sorted(_addresses(before) - _addresses(after)):
        yield Loss(path=f"content/{ledger.NAME}", title="", field="addresses", before=_quoted(gone))
    others = ("content/papers/", "content/tags.yml", f"content/{ledger.NAME}", f"content/{ledger.FOLDER}/", *_MADE)
    for path in changed:
        if path in before and not path.startswith(others):
            old, new = (
                Counter(each.get(path, b"").decode("utf-8", "replace").splitlines()) for each in (before, after)
            )
            if rows := [row for row in (old - new).elements() if row.strip()]:
                added = [row for row in (new - old).elements() if row.strip()]
                field = "lines" if path in after else "file"
                yield Loss(path=path, title="", field=field, before=_quoted(rows), after=_quoted(added))


def _addresses(files: Mapping[str, bytes]) -> set[str]:
    texts = {path.removeprefix("content/"): raw for path, raw in files.items() if path.startswith("content/urls")}
    return ledger.held({name: raw.decode("utf-8", "replace") for name, raw in texts.items()})


def _quoted(rows: list[str]) -> str:
    more = f" and {len(rows) - _MOST_LINES:,} more" if len(rows) > _MOST_LINES else ""
    return "; ".join(row.strip()[:300] for row in rows[:_MOST_LINES]) + more
