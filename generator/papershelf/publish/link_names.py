"""What a reader calls each kind of link."""

from __future__ import annotations

from papershelf.model import LinkKind, Paper
from papershelf.publish.language import Words, mark

_NAMES = {
    LinkKind.CODE: mark("Code"),
    LinkKind.MODEL: mark("Model"),
    LinkKind.DATA: mark("Data"),
    LinkKind.DEMO: mark("Demo"),
    LinkKind.VIDEO: mark("Video"),
    LinkKind.PROJECT: mark("Project page"),
    LinkKind.PAPER: mark("Paper"),
    LinkKind.OTHER: mark("Link"),
}


_IN_ROW = frozenset({LinkKind.CODE, LinkKind.MODEL, LinkKind.DATA, LinkKind.DEMO, LinkKind.VIDEO})


def kinds_in_row(paper: Paper) -> tuple[LinkKind, ...]:
    """The kinds of what comes with a paper, in the order of its links: those that a row names."""
    return tuple(dict.fromkeys([link.kind for link in paper.links if link.kind in _IN_ROW]))


def link_name(kind: LinkKind, words: Words) -> str:
    """The kind of a link, as a button has it."""
    return words.say(_NAMES[kind])


def link_name_in_row(kind: str, words: Words) -> str:
    """The same within a line: English has it in small letters, other languages as their dictionaries do."""
    name = words.say(_NAMES[LinkKind(kind)])
    return name.lower() if name == _NAMES[LinkKind(kind)] else name
