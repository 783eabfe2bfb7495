"""What a reader calls each kind of link."""

from __future__ import annotations

from papershelf.model import LinkKind
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


def link_name(kind: LinkKind, words: Words) -> str:
    """The kind of a link, as a button has it."""
    return words.say(_NAMES[kind])


def link_name_in_row(kind: str, words: Words) -> str:
    """The same within a line: English has it in small letters, other languages as their dictionaries do."""
    name = words.say(_NAMES[LinkKind(kind)])
    return name.lower() if name == _NAMES[LinkKind(kind)] else name
