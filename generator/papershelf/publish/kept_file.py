"""What a build remembers, from one process to the next, in files that only this user's runs believe.

They are marshal's, which is read several times as fast as JSON. It makes nothing but plain values, and this program
reads nothing that it has not written itself.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Set
from functools import partial
from hashlib import blake2b
from pathlib import Path

from papershelf import disk, processes
from papershelf.addresses import PAPERS, file_path, name_in
from papershelf.publish import kept_work
from papershelf.publish.kept import Base, Record
from papershelf.publish.kept_entries import KeptEntries
from papershelf.publish.kept_parts import Parts, pack, unpack
from papershelf.publish.kept_rows import Rows

FILE = Path(".cache") / "build"
"""Where it is kept, below the project's folder. It may be deleted at any time."""
CHANGES = Path(".cache") / "build-changes"
"""Where it is kept what has changed since, likewise."""
ROWS = Path(".cache") / "rows"
"""Where rows are kept, likewise."""
ENTRIES = Path(".cache") / "entries"
"""Where it is kept what files of the whole list say of papers, likewise."""

_NEAR_ENOUGH = 10
"""As long as fewer than one row was made for so many papers, to make it again costs less than to write the file."""
_PAPERS = file_path(PAPERS)

_NEAR = 10
"""As long as fewer than one in so many things has changed since, only these are written, beside the file."""

_NAMED = 16
"""How many bytes tell the file from another one."""


def load(root: Path, made_with: str) -> Record:
    """What the build before remembered; nothing, if it was another program's, on other terms, or is not ours."""
    try:
        if (data := _read(root / FILE, made_with)) is not None:
            name = bytes(data[:_NAMED])
            parts = before = unpack(marshal.loads(data[_NAMED:]))
            if (changes := _read(root / CHANGES, made_with)) is not None and changes[:_NAMED] == name:
                changed, gone = marshal.loads(changes[_NAMED:])
                parts = _with(before, unpack([changed]), gone)
            rows = Rows(_read(root / ROWS, made_with) or b"")
            entries = KeptEntries(_read(root / ENTRIES, made_with) or b"")
            return Record(made_with=made_with, **parts._asdict(), rows=rows, entries=entries, base=Base(name, before))
    except (ValueError, LookupError, TypeError, AttributeError, EOFError):
        pass  # it was sealed by another version
    return Record(made_with=made_with)


def load_work(root: Path, record: Record) -> None:
    """Add to a record the work of the build before on which nothing has a say but the list; what it has, stays."""
    if record.related is None:
        record.related = kept_work.load_related(root)
    if record.search is None:
        record.search = kept_work.load_search(root)


def _read(file: Path, made_with: str) -> memoryview | None:
    # The terms come first, so that what was made on others is not read.
    kept, terms = disk.read_sealed(file), f"{made_with}\n".encode()
    return kept[len(terms) :] if kept is not None and kept[: len(terms)] == terms else None


def prepare(root: Path, record: Record, *, has_list: bool = False) -> Callable[[], None]:
    """Keep what a build remembers for the next one. Where that cannot be, the next one makes everything anew.

    Args:
        root: The project's folder.
        record: What is remembered.
        has_list: Whether what is known of the list is kept already.

    Returns:
        What keeps the rest, which says what is in the site, once that is published.
    """
    with processes.meanwhile(partial(_keep_work, root, record, has_list=has_list)):
        rest = _pack_parts(root, record)
    return partial(disk.write_sealed, *rest)


def _keep_work(root: Path, record: Record, *, has_list: bool) -> None:
    """Keep everything that is not known by names: large files, so that most of it is to hash and to write them."""
    papers = {_name_of(path) for path in record.pages if path.startswith(_PAPERS)}
    terms = f"{record.made_with}\n".encode()
    _save_rows(root / ROWS, terms, record.rows, papers)
    _save_rows(root / ENTRIES, terms, record.entries, papers)
    if not has_list:
        kept_work.save_list(root, record.related)
    if record.search is not None:
        kept_work.save_search(root, record.search)


def _save_rows(file: Path, terms: bytes, rows: Rows | KeptEntries, papers: Set[str]) -> None:
    if rows.share_new(len(papers)) * _NEAR_ENOUGH > 1 or not file.exists():
        disk.write_sealed(file, terms, *rows.pack(papers))


def _pack_parts(root: Path, record: Record) -> tuple[Path, bytes, bytes, bytes]:
    """What is known by names, and its file: whole, or what is otherwise than in the file that is there."""
    terms, parts = f"{record.made_with}\n".encode(), record.parts
    if record.base is not None and (root / FILE).exists():
        changed, gone = _difference(parts, record.base.parts)
        if sum(map(len, (*changed, *gone))) * _NEAR < sum(map(len, parts)):
            return root / CHANGES, terms, record.base.name, marshal.dumps((pack(changed), gone))
    packed, rest = record.packed or ([], parts)
    data = marshal.dumps([*packed, pack(rest)])
    return root / FILE, terms, blake2b(data, digest_size=_NAMED).digest(), data


def _difference(parts: Parts, before: Parts) -> tuple[Parts, list[list[str]]]:
    """What is not as it was, and the names of what is gone, for each part."""
    changed = [
        {name: each for name, each in now.items() if then.get(name) != each}
        for now, then in zip(parts, before, strict=True)
    ]
    return Parts._make(changed), [sorted(then.keys() - now.keys()) for now, then in zip(parts, before, strict=True)]


def _with(before: Parts, changed: Parts, gone: list[list[str]]) -> Parts:
    """The parts of which `_difference` is known."""
    now = [{**then, **more} for then, more in zip(before, changed, strict=True)]
    for part, names in zip(now, gone, strict=True):
        for name in names:
            del part[name]
    return Parts._make(now)


def _name_of(path: str) -> str:
    return name_in(path.removesuffix("index.html"))
