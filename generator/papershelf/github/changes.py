"""What a request changes on the list: papers, their tags and summaries, and the vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TypeVar

from papershelf.github.result import Event, FileChange, PaperChange, WordChange
from papershelf.model import Library, Paper, Tag, Topic

_T = TypeVar("_T", Tag, Topic)

_MARKUP = re.compile(r"\]\(\s*[^)\s]+|<?https?://[^\s>)]+|\*\*|__|!\[")
"""Links, pictures and bold text in Markdown."""
_FIELDS = (
    "id", "title", "listed", "added", "links", "keywords",
    "arxiv", "authors", "year", "venue", "doi", "sources", "finding", "note", "aliases",
    "merged", "withdrawn",
)  # fmt: skip


def pair(
    before: Library, after: Library, changed: tuple[str, ...], present: Container[str], renamed: Mapping[str, str]
) -> list[tuple[Paper | None, Paper | None]]:
    """The papers of the changed files as they are and as they would be, in the order of the files.

    Args:
        before: The list as it is.
        after: As it would be.
        changed: The request's files, relative to the project.
        present: The files that there would be. One without a paper cannot be read, and nobody knows what becomes
            of its paper; it is not called removed.
        renamed: New paths with their former ones, as git sees them. A file with the id of one that is gone is
            that one renamed, however much of it was written anew.
    """
    old, new = ({paper.source: paper for paper in library.papers} for library in (before, after))
    gone = {
        paper.id: path for path, paper in old.items() if path in changed and path not in new and path not in present
    }
    former: dict[str, str] = {}
    for path in changed:
        if path in new and path not in old:
            source = gone.get(new[path].id, renamed.get(path, ""))
            if source in old and source not in new and source not in former.values():
                former[path] = source
    # A vocabulary that changes can turn one tag into another in files that do not change.
    paths = sorted({*old, *new} & set(changed) - set(former.values()))
    paths = [path for path in paths if path in new or path not in present]
    return [(old.get(former.get(path, path)), new.get(path)) for path in paths]


def papers(pairs: Iterable[tuple[Paper | None, Paper | None]]) -> tuple[PaperChange, ...]:
    """What happens to the papers of the changed files, new ones first, then in the order of their files."""
    found = [change for before, after in pairs for change in _compare(before, after)]
    order = list(Event)
    return tuple(sorted(found, key=lambda change: (order.index(change.event), change.path)))


def _compare(before: Paper | None, after: Paper | None) -> Iterator[PaperChange]:
    if after is None:
        assert before is not None, "a path is that of one of the two"
        yield PaperChange(event=Event.REMOVED, path=before.source, title=before.title, tags_removed=before.tags)
    elif before is None:
        summary = Event.ADDED if after.summary else None
        yield PaperChange(
            event=Event.ADDED,
            path=after.source,
            title=after.title,
            tags_added=after.tags,
            proposed=after.proposed,
            summary=summary,
        )
    elif before != after:
        moved = before.source != after.source
        yield PaperChange(
            event=Event.RENAMED if moved else Event.CHANGED,
            former=before.source if moved else None,
            path=after.source,
            title=after.title,
            tags_added=tuple(tag for tag in after.tags if tag not in before.tags),
            tags_removed=tuple(tag for tag in before.tags if tag not in after.tags),
            proposed=tuple(tag for tag in after.proposed if tag not in before.proposed),
            summary=_event(before.summary, after.summary),
            fields=tuple(name for name in _FIELDS if getattr(before, name, None) != getattr(after, name, None)),
        )


def _event(before: str, after: str) -> Event | None:
    if before == after:
        return None
    return Event.CHANGED if before and after else Event.ADDED if after else Event.REMOVED


def words(before: Library, after: Library, *, is_whole: bool = True) -> tuple[WordChange, ...]:
    """What happens to topics and tags.

    Args:
        before: The list as it is.
        after: As it would be.
        is_whole: Whether its vocabulary could be read whole; what is missing is gone only then.
    """
    old, new = before.vocabulary, after.vocabulary
    found = (*_entries("topic", old.topics, new.topics), *_entries("tag", old.tags, new.tags))
    return found if is_whole else tuple(each for each in found if each.event is not Event.REMOVED)


def _entries(kind: str, before: Mapping[str, _T], after: Mapping[str, _T]) -> Iterator[WordChange]:
    for key, entry in {**before, **after}.items():
        if before.get(key) != after.get(key):
            event = Event.ADDED if key not in before else Event.REMOVED if key not in after else Event.CHANGED
            yield WordChange(event=event, kind=kind, key=key, label=entry.label)


def files(before: Mapping[str, bytes], after: Mapping[str, bytes], changed: Iterable[str]) -> tuple[FileChange, ...]:
    """What happens to the other files: synonyms, the map, digests, the ledger, hand-written pages."""
    shown_elsewhere = ("content/papers/", "content/urls/")
    others = (path for path in changed if path != "content/tags.yml" and not path.startswith(shown_elsewhere))
    return tuple(_count(path, before.get(path), after.get(path)) for path in others)


def _count(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    # Lines as they are, wherever they are: these files are lists, or nobody counts theirs.
    old, new = (Counter((raw or b"").splitlines()) for raw in (before, after))
    event = Event.ADDED if before is None else Event.REMOVED if after is None else Event.CHANGED
    return FileChange(event=event, path=path, added=(new - old).total(), removed=(old - new).total())


def marked_up(pairs: Iterable[tuple[Paper | None, Paper | None]]) -> tuple[str, ...]:
    """The files of papers whose summaries get links, bold text or anything else that prose seldom needs."""
    found = []
    for before, after in pairs:
        if after is not None and _marks(after.summary) - _marks(before.summary if before is not None else ""):
            found.append(after.source)
    return tuple(found)


def _marks(summary: str) -> Counter[str]:
    return Counter(_MARKUP.findall(summary))
