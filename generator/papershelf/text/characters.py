"""Which characters text may hold: what is removed at capture, and what people may not write."""

from __future__ import annotations

import re

from papershelf.errors import Rejected
from papershelf.text.normalization import normalize

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
"""Invisible, yet part of some scripts and of emoji: kept, and only warned about."""

_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_PLANES = range(0x10000, 0x120000, 0x10000)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(end - 2) + chr(end - 1) for end in _PLANES)
_DEPRECATED = "\u2061-\u2065\u206a-\u206f\ufff9-\ufffb\U000e0001"
"""Invisible commands that no page obeys; U+2061 to U+2064 are of use to MathML only."""
_LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
"""Each ends a line to Python or to JavaScript, and to no reader of Markdown, YAML or CSV."""
_TAGS = "\U000e0020-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

_BIDI = re.compile(f"[{_BIDIRECTIONAL}]")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_NONCHARACTERS}{_DEPRECATED}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(f"[{ZERO_WIDTH}]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flags of England, Scotland and Wales: the one use of tag characters that shows."""
_HIDDEN = re.compile(f"[{_TAGS}]|(?:(?<=[\\s{_SELECTORS}])|\\A)[{_SELECTORS}]")
"""Characters that hide a text of their own: tags, and selectors that are behind no character."""
_LINE_END = re.compile(r"\r\n?")
_OTHER_END = re.compile(f"(?<! ) *[{_LINE_ENDS}][ {_LINE_ENDS}]*")
_BLANK = re.compile(f"[\\s{ZERO_WIDTH}\u034f\u115f\u1160\u2800\u3164\uffa0{_SELECTORS}]*")
_LEADING = re.compile(r"\A[\s\ufeff]+")


def capture_text(raw: str) -> str:
    """Return text as files keep it: clean of invisible traps, in NFC, with its ends trimmed.

    Raises:
        Rejected: A lone surrogate, which no file in UTF-8 can hold.
    """
    if _is_visible(raw):
        return normalize("NFC", raw).strip()
    if _SURROGATE.search(raw):
        raise Rejected("half a character (a lone surrogate)", "Capture the text again as UTF-8")
    text = _OTHER_END.sub(" ", _LINE_END.sub("\n", raw.removeprefix("\ufeff")))
    text = _PRIVATE.sub("\ufffd", _without_hidden(_BIDI.sub("", _CONTROL.sub("", text))))
    # Trimming can bare another byte order mark, and removing marks can bare white space.
    return _LEADING.sub("", normalize("NFC", text)).rstrip()


def capture_notes(raw: str) -> tuple[str, ...]:
    """Name what `capture` changes in a text, and whether zero-width characters stay inside it."""
    body = raw.removeprefix("\ufeff")
    unix = _LINE_END.sub("\n", body)
    seen = (
        ("byte order mark", body != raw),
        ("CRLF line ends", "\r\n" in body),
        ("CR line ends", re.search(r"\r(?!\n)", body) is not None),
        ("control characters", _CONTROL.search(unix) is not None),
        ("line and paragraph separators", re.search("[\u2028\u2029]", body) is not None),
        ("bidirectional controls", _BIDI.search(body) is not None),
        ("hidden characters", _without_hidden(body) != body),
        ("private-use characters", _PRIVATE.search(body) is not None),
        ("zero-width characters", _INVISIBLE.search(body.strip()) is not None),
        ("characters not in NFC", normalize("NFC", body) != body),
    )
    return tuple(name for name, found in seen if found)


def check_written(text: str) -> None:
    """Object to characters that a person has no reason to write. A line may end in LF or CRLF.

    Raises:
        Rejected: A control, a line end of another kind, a mark of direction, a lone surrogate, or a character
            that hides or that no standard gives a meaning, named by its code point.
    """
    if _is_visible(text):
        return
    plain = _FLAG.sub("", text.replace("\r\n", "\n"))
    for name, pattern, remedy in _OBJECTIONS:
        if found := pattern.search(plain):
            raise Rejected(f"{name}, U+{ord(found.group()):04X}", remedy)


_DELETE = "Delete this invisible character"
_OBJECTIONS = (
    ("half a character (a lone surrogate)", _SURROGATE, _DELETE),
    ("a bidirectional control", _BIDI, _DELETE),
    ("a line end of another kind", re.compile(f"[\r{_LINE_ENDS}]"), "End lines with LF, and write a space within one"),
    ("a control character", _CONTROL, _DELETE),
    ("a hidden character", _HIDDEN, _DELETE),
    ("a private-use character", _PRIVATE, "Write a character that Unicode gives a meaning"),
)


def is_blank(text: str) -> bool:
    """Say whether a text shows nothing at all."""
    return _BLANK.fullmatch(text) is not None


def clean(text: str) -> str:
    """Drop what no page, feed or file may hold; never fails, unlike `capture`, and never trims."""
    if _is_visible(text):
        return text
    text = _OTHER_END.sub(" ", _LINE_END.sub("\n", text))
    return _SURROGATE.sub("\ufffd", _without_hidden(_BIDI.sub("", _CONTROL.sub("", text))))


def _without_hidden(text: str) -> str:
    """Drop tags and selectors that show nothing, but for those of a flag."""
    if not _HIDDEN.search(text):
        return text
    parts = _FLAG.split(text)
    flags = [*_FLAG.findall(text), ""]
    return "".join(_HIDDEN.sub("", part) + flag for part, flag in zip(parts, flags, strict=True))


def _is_visible(text: str) -> bool:
    """Whether a text holds nothing but letters, signs, spaces and line ends, as nearly every text does.

    What Python calls printable is not a control, no mark of direction, no surrogate and no noncharacter; but it
    may be a selector.
    """
    return text.replace("\n", "").isprintable() and (text.isascii() or not _HIDDEN.search(text))
