"""Keeps the catalogues of the site's words in step with code, templates and scripts.

    python -m docs.messages

Every `templates/languages/CODE.po` gets what is new, without words yet, and loses what nobody says any more.
To begin another language, copy one under its code and empty its words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "templates" / "languages"
SCRIPTS = ROOT / "templates" / "theme" / "assets" / "javascripts"

_PYTHON = {"say": None, "mark": None, "counted": (2, 3)}
_SCRIPT = re.compile(
    r'(?<!\w)(?<!\w\.)(?:(?:say|sayWith)\(\s*"((?:[^"\\]|\\.)*)"|counted\([^"]*?,\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)")'
)
"""What scripts say. Babel's reader of JavaScript passes over a call within another."""
_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_SOURCES = (
    ("generator/papershelf/publish", "*.py", "python", _PYTHON),
    ("templates/pages", "*.j2", "jinja2.ext:babel_extract", _TEMPLATES),
    ("templates/parts", "*.j2", "jinja2.ext:babel_extract", _TEMPLATES),
)
"""A folder, its files, how Babel reads them, and which calls there name words."""

Message = tuple[str | None, str | tuple[str, ...]]
"""A context, where two meanings are one word in English, and what the code says; of things, for one and for many."""


def messages() -> dict[Message, list[str]]:
    """Everything that the site says, each with the files that say it."""
    found: dict[Message, list[str]] = {}
    for folder, pattern, method, keywords in _SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            for message in _of_file(path, method, keywords):
                files = found.setdefault(message, [])
                if (name := path.relative_to(ROOT).as_posix()) not in files:
                    files.append(name)
    for path in sorted(SCRIPTS.rglob("*.js")):
        for message in calls(path.read_text(encoding="utf-8")):
            files = found.setdefault((None, message), [])
            if (name := path.relative_to(ROOT).as_posix()) not in files:
                files.append(name)
    return found


def calls(script: str) -> list[str | tuple[str, str]]:
    """What a script says, call by call."""
    return [(one, many) if one else said for said, one, many in _SCRIPT.findall(script)]


def _of_file(path: Path, method: str, keywords: dict[str, tuple[int, ...] | None]) -> Iterator[Message]:
    options = {"silent": "false", "trimmed": "true"}
    with path.open("rb") as file:
        for _, message, _, context in extract(method, file, keywords, (), options):
            yield context, message


def renewed(catalogue: Catalog, said: dict[Message, list[str]]) -> Catalog:
    """A catalogue with what is said today, in order, and the words that it had for that."""
    fresh = Catalog(locale=catalogue.locale, charset="utf-8")
    for context, message in sorted(said, key=_place):
        old = catalogue.get(_key(message), context)
        words = old.string if old is not None and isinstance(old.id, str) == isinstance(message, str) else None
        fresh.add(message, words, locations=[(name, 0) for name in said[context, message]], context=context)
    return fresh


def _key(message: str | tuple[str, ...]) -> str:
    """By what a catalogue finds a message."""
    return message if isinstance(message, str) else message[0]


def _place(entry: Message) -> tuple[str, str]:
    return _key(entry[1]), entry[0] or ""


_HEADER = """\
# The words of a site by Papershelf. `python -m docs.messages` adds what is new.
msgid ""
msgstr ""
"Language: {}\\n"
"Plural-Forms: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
"""Without the day on which it was made: the same words are the same bytes."""


def to_po(catalogue: Catalog) -> bytes:
    """The text of a catalogue, without line numbers, which every change would move."""
    text = io.BytesIO()
    write_po(text, catalogue, width=120, include_lineno=False, omit_header=True)
    return f"{_HEADER.format(catalogue.locale_identifier, catalogue.plural_forms)}\n".encode() + text.getvalue()


def read(path: Path) -> Catalog:
    """A catalogue as it is kept."""
    return read_po(io.BytesIO(path.read_bytes()), locale=path.stem.replace("-", "_"))


def untranslated(catalogue: Catalog, said: Iterable[Message]) -> list[str]:
    """What the catalogue has no words for."""
    entries = {message: catalogue.get(_key(message), context) for context, message in said}
    return [_key(key) for key, entry in entries.items() if entry is None or entry.fuzzy or not _is_whole(entry.string)]


def _is_whole(words: str | tuple[str, ...]) -> bool:
    return bool(words) and (isinstance(words, str) or all(words))


if __name__ == "__main__":
    for place in sorted(LANGUAGES.glob("*.po")):
        place.write_bytes(to_po(renewed(read(place), messages())))
