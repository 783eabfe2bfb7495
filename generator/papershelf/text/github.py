"""Text of strangers in GitHub's Markdown: shown as written, and nobody is pinged by it."""

from __future__ import annotations

import re

from papershelf.text.characters import ZERO_WIDTH, clean
from papershelf.text.escape import escape_markdown
from papershelf.text.normalization import normalize

MARK_OF_LINKS = "<!-- papershelf-links -->"
"""The first line of the issue about links that are gone, by which the next run finds it."""
_BREAK = "\u200b"
"""GitHub looks for mentions, references and addresses in the text that it has rendered, behind all escapes;
an invisible space is what keeps it from seeing one."""

_REFERENCE = re.compile(r"(?<=[@#])(?=\S)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)", re.IGNORECASE)
_EMOJI = re.compile(r":(?=[a-z0-9_+-]+:)", re.IGNORECASE)
_INVISIBLE = str.maketrans(dict.fromkeys(ZERO_WIDTH))
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_RUN = re.compile("`+")


def escape_github(text: str, longest: int = 300) -> str:
    """Escape text for one line of GitHub's Markdown, in a table, too: no markup, mention, reference or address.

    Args:
        text: The text; white space becomes one space, and invisible characters go.
        longest: How many characters of it are kept.
    """
    line = _line(text, longest)
    return str(escape_markdown(_EMOJI.sub(f":{_BREAK}", _REFERENCE.sub(_BREAK, line))))


def _line(text: str, longest: int) -> str:
    """The text on one line, cut; what can never be shown of a long one is not even looked at."""
    line = " ".join(clean(text[: 4 * longest]).translate(_INVISIBLE).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def code_github(text: str, longest: int = 100) -> str:
    """Text as code on one line of GitHub's Markdown, in a table, too."""
    line = _line(text, longest).replace("|", "¦")
    if not line:
        return ""
    ticks = "`" * (max(map(len, _RUN.findall(line)), default=0) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def fence_github(text: str, language: str) -> str:
    """Text as a block of code that it cannot end, with the language's name behind the fence."""
    body = clean(_LINE_END.sub("\n", normalize("NFC", text)))
    marks = "`" * max(3, max(map(len, _RUN.findall(body)), default=0) + 1)
    return f"{marks}{language}\n{body}\n{marks}"
