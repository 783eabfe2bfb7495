"""What a build remembers, from one process to the next, in files that only this user's runs believe.

They are marshal's, which is read several times as fast as JSON. It makes nothing but plain values, and this program
reads nothing that it has not written itself.
"""

from __future__ import annotations

import json
import marshal
from pathlib import Path
from typing import Any

from papershelf import audit, disk
from papershelf.addresses import PAPERS, file_path, name_in
from papershelf.publish import kept_work
from papershelf.publish.kept import Group, Made, Record
from papershelf.publish.kept_entries import KeptEntries
from papershelf.publish.kept_rows import Rows
from papershelf.publish.output import Filed

FILE = Path(".cache") / "build"
"""Where it is kept, below the project's folder. It may be deleted at any time."""
ROWS = Path(".cache") / "rows"
"""Where rows are kept, likewise."""
ENTRIES = Path(".cache") / "entries"
"""Where it is kept what files of the whole list say of papers, likewise."""

_NEAR_ENOUGH = 10
"""As long as fewer than one row was made for so many papers, to make it again costs less than to write the file."""
_PAPERS = file_path(PAPERS)

_Packed = tuple[list[Any], list[str], list[Any], list[Any], dict[str, Any]]
"""Files, questions, pages, groups and verdicts, as rows of their fields."""

_SUBJECT = "\0"
"""What goes for the name of a page in what it asks, so that most pages ask the same; JSON writes no such sign."""


def load(root: Path, made_with: str) -> Record:
    """What the build before remembered; nothing, if it was another program's, on other terms, or is not ours."""
    try:
        if (data := _read(root / FILE, made_with)) is not None:
            rows, entries = (_read(root / file, made_with) or b"" for file in (ROWS, ENTRIES))
            return _unpack(made_with, marshal.loads(data), Rows(rows), KeptEntries(entries))
    except (ValueError, LookupError, TypeError, AttributeError, EOFError):
        pass  # it was sealed by another version
    return Record(made_with=made_with)


def load_work(root: Path, record: Record) -> None:
    """Add to a record the work of the build before on which nothing has a say but the list; what it has, stays."""
    if record.related is None:
        record.related = kept_work.load_related(root)
    if record.search is None:
        record.search = kept_work.load_search(root)


def _read(file: Path, made_with: str) -> bytes | None:
    # The terms come first, so that what was made on others is not read.
    kept, terms = disk.read_sealed(file), f"{made_with}\n".encode()
    return kept[len(terms) :] if kept is not None and kept.startswith(terms) else None


def save(root: Path, record: Record) -> None:
    """Keep what a build remembers for the next one. Where that cannot be, the next one makes everything anew."""
    terms = f"{record.made_with}\n".encode()
    disk.write_sealed(root / FILE, terms + marshal.dumps(_pack(record)))
    papers = {_name_of(path) for path in record.pages if path.startswith(_PAPERS)}
    for file, rows in ((ROWS, record.rows), (ENTRIES, record.entries)):
        if rows.share_new(len(papers)) * _NEAR_ENOUGH > 1 or not (root / file).exists():
            disk.write_sealed(root / file, terms + rows.pack(papers))
    kept_work.save_papers(root)
    if record.related is not None:
        kept_work.save_related(root, record.related)
    if record.search is not None:
        kept_work.save_search(root, record.search)


def _pack(record: Record) -> _Packed:
    """A record as plain values. Paths and questions are written once."""
    number = {path: place for place, path in enumerate(record.files)}
    questions: dict[str, int] = {}
    pages = []
    for path, made in record.pages.items():
        subject = _subject_of(path)
        asked = [questions.setdefault(each.replace(subject, _SUBJECT), len(questions)) for each in made.asked]
        pages.append((path, made.own, asked, made.heard, made.output))
    files = [
        (path, filed.digest, filed.size, None if filed.signature is None else tuple(filed.signature))
        for path, filed in record.files.items()
    ]
    groups = [(name, group.own, [number[path] for path in group.paths]) for name, group in record.groups.items()]
    return files, list(questions), pages, groups, audit.pack(record.verdicts)


def _unpack(made_with: str, packed: _Packed, rows: Rows, entries: KeptEntries) -> Record:
    filed, questions, pages, groups, verdicts = packed
    files = {
        path: Filed(digest, size, None if signature is None else disk.Signature._make(signature))
        for path, digest, size, signature in filed
    }
    paths = list(files)
    return Record(
        made_with=made_with,
        pages={
            path: Made(own, tuple([questions[n].replace(_SUBJECT, subject) for n in asked]), heard, output)
            for path, own, asked, heard, output in pages
            for subject in (_subject_of(path),)
        },
        groups={name: Group(own, tuple([paths[n] for n in numbers])) for name, own, numbers in groups},
        rows=rows,
        entries=entries,
        verdicts=audit.unpack(verdicts),
        files=files,
    )


def _subject_of(path: str) -> str:
    """The name of what a page is about, as its questions write it: `"kettles"` of `papers/kettles/index.html`."""
    return json.dumps(_name_of(path), ensure_ascii=False)


def _name_of(path: str) -> str:
    return name_in(path.removesuffix("index.html"))
