"""Plain text into HTML and into Markdown: escaped whole, nothing deleted."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from papershelf.text.characters import clean

Html = Markup
"""HTML that is safe as it stands; Jinja leaves it alone. Only `papershelf.text` makes it."""

_REFERENCES = {mark: f"&#{ord(mark)};" for mark in sorted(set(string.punctuation) - set(",?-"))}
_MARK = re.compile(f"[{re.escape(''.join(_REFERENCES))}]")
# A hyphen is harmless between two letters or digits only; elsewhere it makes lists and rules.
_HYPHEN = re.compile(r"-(?:(?<![^\W_]-)|(?![^\W_]))")
_ACTIVE = re.compile(r"[\\`*_\[\]<>&#!|~$@]|:(?=/)|(?<=www)\.")
_BEGINS_BLOCK = re.compile(r"\A ?(?:[0-9]{1,9}(?=[.)](?:\s|\Z))|(?=[-+](?:\s|\Z)|[-=][-= ]*\Z))")
_SPACE = re.compile(r"\s+")


def escape_html(text: str) -> Html:
    """Escape text for an element or a quoted attribute."""
    return escape(clean(text))


# Labels of tags, numbers and reasons are on page after page.
@lru_cache(maxsize=32_768)
def escape_markdown(text: str) -> Html:
    """Escape text so that it is the same text in any dialect of Markdown, and in HTML.

    Every punctuation mark that some dialect may read as a command becomes a numeric
    reference; white space becomes one space, for a line break could begin a block.
    """
    return Markup(_HYPHEN.sub("&#45;", _MARK.sub(_reference, _on_one_line(text))))


_HYPHENATED = re.compile(r"(?<![\w-])(?=[\w-]{3,24}(?![\w-]))[^\W_]+(?:-[^\W_]+)+(?![\w-])")
"""Words with hyphens that fit on a line of a phone; longer ones may have to break."""


@lru_cache(maxsize=32_768)
def unbroken(title: str) -> Html:
    """Escape a title as `escape_markdown` does, and keep the parts of `Multi-Task` on one line."""
    line = _on_one_line(title)
    if "-" not in line:
        return escape_markdown(line)
    parts: list[Html] = []
    end = 0
    for word in _HYPHENATED.finditer(line):
        parts.append(escape_markdown(line[end : word.start()]))
        parts.append(Markup('<span class="ps-word">{}</span>').format(escape_markdown(word.group())))
        end = word.end()
    return Markup().join([*parts, escape_markdown(line[end:])])


_PLACE = re.compile(r"%\((\w+)\)s")


@lru_cache(maxsize=1_024)
def _parts(message: str) -> tuple[str, ...]:
    """A message without its places, between which their names are: `("for ", "number", " cups")`."""
    return tuple(_PLACE.split(message))


def fill(message: str, values: Mapping[str, object]) -> Html:
    """Words of our own, which may be HTML, with escaped values at their places, such as `%(name)s`."""
    parts = [*_parts(message)]
    for place, name in enumerate(parts[1::2]):
        value = values[name]
        parts[2 * place + 1] = value if isinstance(value, Html) else escape_markdown(str(value))
    return Markup("".join(parts))


def escape_commonmark(text: str) -> str:
    """Escape text for a line of CommonMark that people also read as it is: few marks, each with a backslash.

    What would become a link of itself is escaped too, for dialects that make links of addresses; so is what
    would begin a list or underline a heading, if the text begins its line.
    """
    line = _ACTIVE.sub(r"\\\g<0>", _on_one_line(text))
    return _BEGINS_BLOCK.sub(r"\g<0>\\", line)


def _on_one_line(text: str) -> str:
    """Clean text with each run of white space as one space."""
    line = clean(text)
    # Of white space only a space counts as printable.
    return line if line.isprintable() and "  " not in line else _SPACE.sub(" ", line)


def _reference(mark: re.Match[str]) -> str:
    return _REFERENCES[mark[0]]
