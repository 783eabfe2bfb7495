"""What a build remembers by names: of each page, group of files, verdict and file; as values, and packed for a file."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from papershelf import audit
from papershelf.publish.output import Filed


class Made(NamedTuple):
    """A page, and what it was made from."""

    own: str
    """The hash of what it is about."""
    asked: tuple[str, ...]
    """What its template asked of the list."""
    output: str
    """The hash of its file in the site."""


class Group(NamedTuple):
    """Files that are made of one thing, such as all formats of a paper's citation."""

    own: str
    """The hash of what they are made from."""
    paths: tuple[str, ...]


class Parts(NamedTuple):
    """What a record says of each thing by its name, or some of it."""

    pages: Mapping[str, Made] = {}
    """By the path of their file in the site."""
    answers: Mapping[str, str] = {}
    """The hashes of the answers to all that these have asked."""
    groups: Mapping[str, Group] = {}
    """By what they are called."""
    verdicts: Mapping[str, audit.Verdict] = {}
    """What the gate found in each file, by its path."""
    files: Mapping[str, Filed] = {}
    """The files of the site, by their paths."""


class Packed(NamedTuple):
    """All parts of a record, most of them packed by those who made them: at the end everybody would wait for it."""

    data: list[bytes]
    """What `pack` wrote of some."""
    rest: Parts
    """What these do not say."""


def pack(parts: Parts) -> bytes:
    """Parts as bytes. What several pages or groups name is one object, which marshal writes once."""
    pages, answers, groups, verdicts, files = parts
    one = {text: text for text in chain(files, verdicts, answers)}
    values = (
        {path: (own, _shared(asked, one), output) for path, (own, asked, output) in pages.items()},
        dict(answers),
        {name: (own, _shared(paths, one)) for name, (own, paths) in groups.items()},
        audit.pack(verdicts),
        {
            path: (digest, size, None if state is None else tuple(state))
            for path, (digest, size, state) in files.items()
        },
    )
    return marshal.dumps(values)


def _shared(texts: tuple[str, ...], one: Mapping[str, str]) -> tuple[str, ...]:
    return tuple([one.get(each, each) for each in texts])


def unpack(packed: Iterable[bytes | memoryview]) -> Parts:
    """What `pack` wrote, in this very program, once or several times.

    Raises:
        ValueError, LookupError, TypeError, AttributeError, EOFError: It is something else.
    """
    found: tuple[dict[str, Any], ...] = ({}, {}, {}, {}, {})
    for data in packed:
        for all_of_them, some in zip(found, _unpack(data), strict=True):
            all_of_them.update(some)
    return Parts._make(found)


def _unpack(data: bytes | memoryview) -> Parts:
    pages, answers, groups, verdicts, files = marshal.loads(data)
    return Parts(
        {path: Made._make(each) for path, each in pages.items()},
        answers,
        {name: Group._make(each) for name, each in groups.items()},
        audit.unpack(verdicts),
        {path: Filed._make(each) for path, each in files.items()},
    )
