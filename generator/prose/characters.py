"""Which characters text may hold: what is removed at capture, and what people may not write."""

from __future__ import annotations

import re

from generator.errors import Rejected
from generator.prose.normalization import normalize

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
"""Invisible, yet part of some scripts and of emoji: kept, and only warned about."""

_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_PLANES = range(0x10000, 0x120000, 0x10000)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(end - 2) + chr(end - 1) for end in _PLANES)

_BIDI = re.compile(f"[{_BIDIRECTIONAL}]")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_NONCHARACTERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(f"[{ZERO_WIDTH}]")
_LINE_END = re.compile(r"\r\n?")
_LEADING = re.compile(r"\A[\s\ufeff]+")


def capture(raw: str) -> str:
    """Return text as files keep it: clean of invisible traps, in NFC, with its ends trimmed.

    Raises:
        Rejected: A lone surrogate, which no file in UTF-8 can hold.
    """
    if _is_visible(raw):
        return normalize("NFC", raw).strip()
    if _SURROGATE.search(raw):
        raise Rejected("half a character (a lone surrogate)", "Capture the text again as UTF-8")
    text = _LINE_END.sub("\n", raw.removeprefix("\ufeff"))
    # Trimming can bare another byte order mark, and removing marks can bare white space.
    return _LEADING.sub("", normalize("NFC", _BIDI.sub("", _CONTROL.sub("", text)))).rstrip()


def capture_notes(raw: str) -> tuple[str, ...]:
    """Name what `capture` changes in a text, and whether zero-width characters stay inside it."""
    body = raw.removeprefix("\ufeff")
    unix = _LINE_END.sub("\n", body)
    seen = (
        ("byte order mark", body != raw),
        ("CRLF line ends", "\r\n" in body),
        ("CR line ends", re.search(r"\r(?!\n)", body) is not None),
        ("control characters", _CONTROL.search(unix) is not None),
        ("bidirectional controls", _BIDI.search(body) is not None),
        ("zero-width characters", _INVISIBLE.search(body.strip()) is not None),
        ("characters not in NFC", normalize("NFC", body) != body),
    )
    return tuple(name for name, found in seen if found)


def check_written(text: str) -> None:
    """Object to characters that a person has no reason to write.

    Raises:
        Rejected: A control, a bidirectional control or a lone surrogate, named by its code point.
    """
    if _is_visible(text):
        return
    for name, pattern in (
        ("half a character (a lone surrogate)", _SURROGATE),
        ("a bidirectional control", _BIDI),
        ("a control character", _CONTROL),
    ):
        found = pattern.search(text)
        if found and found.group() != "\r":
            raise Rejected(f"{name}, U+{ord(found.group()):04X}", "Delete this invisible character")


def clean(text: str) -> str:
    """Drop what no page, feed or file may hold; never fails, unlike `capture`, and never trims."""
    if _is_visible(text):
        return text
    return _SURROGATE.sub("\ufffd", _BIDI.sub("", _CONTROL.sub("", _LINE_END.sub("\n", text))))


def _is_visible(text: str) -> bool:
    """Whether a text holds nothing but letters, signs, spaces and line ends, as nearly every text does.

    What Python calls printable is no control, no mark of direction, no surrogate and no noncharacter.
    """
    return text.replace("\n", "").isprintable()
