"""The site's own words in its language, and numbers and days as that language writes them.

The words are English in the code and in the templates. A catalogue, `templates/languages/CODE.po`, has them in
another language, in gettext's format (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html); a word
that it lacks stays English. What the list holds, titles and summaries, is in a language of its own.
"""

from __future__ import annotations

import gettext
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from papershelf.digest.issue import in_words
from papershelf.errors import Rejected, stop

FOLDER = "languages"
"""Of catalogues, below that of the templates."""
SOURCE = "en"
"""The language of the code."""

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, eq=False)
class Words:
    """What the site says, in one language."""

    code: str = SOURCE
    """BCP 47's name of the language, such as `de` or `pt-BR`."""
    content: str = SOURCE
    """The same of the language of titles, summaries and labels."""
    catalogue: Catalog | None = field(default=None, repr=False)
    """None: English, as the code has it."""

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.code, sep="-")

    @cached_property
    def _translations(self) -> gettext.NullTranslations:
        if self.catalogue is None:
            return gettext.NullTranslations()
        compiled = io.BytesIO()
        write_mo(compiled, self.catalogue)
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)

    @property
    def spoken(self) -> tuple[object, ...]:
        """What tells these words from others, as plain data."""
        words = [repr((each.id, each.string, each.context)) for each in self.catalogue or ()]
        return self.code, self.content, words

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self._locale.text_direction)

    @property
    def foreign(self) -> str:
        """The language to mark content with, or nothing where it is the page's."""
        return "" if self.content == self.code else self.content

    @property
    def script(self) -> str:
        """The address of the words that scripts say; nothing where they are those in the scripts."""
        return "" if self.is_plain else f"/assets/languages/{self.code}.js"

    @property
    def is_plain(self) -> bool:
        """Whether pages and content are English, as every script supposes unless it is told."""
        return self.code == SOURCE and not self.foreign

    def find(self, message: str, context: str | None = None) -> str:
        """The words of a message, with its places unfilled.

        Args:
            message: In English.
            context: What tells it from another meaning of the same English words.
        """
        if context is None:
            return self._translations.gettext(message)
        return self._translations.pgettext(context, message)

    def find_counted(self, number: int, one: str, many: str) -> str:
        """The words of a message for a number of things, with its places unfilled."""
        return self._translations.ngettext(one, many, number)

    def say(self, message: str, /, **values: object) -> str:
        """A message as plain text; `%(name)s` in it is a place for a value."""
        return fill(self.find(message), values)

    def counted(self, number: int, one: str, many: str, /, **values: object) -> str:
        """A message as plain text, for one thing or for many; the number is at `%(num)s`."""
        return fill(self.find_counted(number, one, many), {"num": self.number(number), **values})

    def papers(self, number: int) -> str:
        """`1 paper`, `1,204 papers`."""
        return self.counted(number, "%(num)s paper", "%(num)s papers")

    def number(self, number: int) -> str:
        """A whole number: `1,204`, or `1.204` in German."""
        return f"{number:,}" if self.code == SOURCE else format_decimal(number, locale=self._locale)

    def day(self, day: str) -> str:
        """A day as a sentence has it: `21 November 2026`, or `21. November 2026` in German."""
        if self.code == SOURCE:
            return in_words(day)
        return format_date(date.fromisoformat(day), "long", locale=self._locale)


ENGLISH = Words()


def mark(message: str) -> str:
    """The message itself, so that the makers of catalogues find it where only a table has it."""
    return message


def fill(message: str, values: Mapping[str, object]) -> str:
    """A message with its places filled as they are."""
    return _PLACE.sub(lambda place: str(values[place[1]]), message)


def places_in(message: str) -> set[str]:
    """The names of a message's places."""
    return set(_PLACE.findall(message))


def known(folders: Iterable[Path]) -> list[str]:
    """The languages that a site can have, English first."""
    found = {path.stem for folder in folders for path in (folder / FOLDER).glob("*.po")}
    return [SOURCE, *sorted(found - {SOURCE})]


def load(code: str, content: str, folders: Iterable[Path]) -> Words:
    """The words of a language.

    Args:
        code: Of the pages' language; one of `known`.
        content: Of the content's language.
        folders: Those of templates; an earlier one's catalogue hides those of later ones.

    Raises:
        PapershelfError: The catalogue cannot be read, or its words have other places than those of the code.
    """
    path = next((path for folder in folders if (path := folder / FOLDER / f"{code}.po").is_file()), None)
    if path is None:
        return Words(code, content)
    try:
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=code.replace("-", "_"), abort_invalid=True)
        words = Words(code, content, catalogue)
        words.find("")
    except (OSError, PoFileError, UnicodeDecodeError, UnknownLocaleError, ValueError) as error:
        problem = f"the catalogue cannot be read ({' '.join(str(error).split())[:200]})"
        raise stop(str(path), problem, "Correct it with an editor of PO files") from None
    _check(path, catalogue)
    return words


def _check(path: Path, catalogue: Catalog) -> None:
    """Object to words that would leave a value out, or ask for one that nobody has."""
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        wanted = _texts(message.id)
        for text in filter(None, _texts(message.string)):
            if not places_in(text) <= places_in(wanted[-1]):
                strange = min(places_in(text) - places_in(wanted[-1]))
                remedy = "Use the places of the English words only"
                raise stop(str(path), f"'{wanted[0][:60]}' has no %({strange})s", remedy, line=message.lineno)


def _texts(entry: str | Iterable[str] | None) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry or ())


def check_language(code: str) -> None:
    """Hold a language to the names that Unicode knows.

    Raises:
        Rejected: It is none.
    """
    try:
        if str(Locale.parse(code, sep="-")).replace("_", "-") == code:
            return
    except (UnknownLocaleError, ValueError):
        pass
    raise Rejected(f"'{code[:30]}' is not a language", "Write its code, such as en, de or pt-BR")


def to_script(words: Words) -> str:
    """The words that the browser's scripts say, as a script that goes before them.

    A catalogue says of each word which files have it; one that does not is sent whole.
    """
    found: dict[str, list[str]] = {}
    for message in words.catalogue or ():
        files = [file for file, _ in message.locations]
        if not message.id or message.fuzzy or (files and not any(file.endswith(".js") for file in files)):
            continue
        if all(texts := _texts(message.string)):
            found[_texts(message.id)[0]] = list(texts)
    told = {"content": words.content, "messages": found}
    # gettext has judged the rule, which is C and JavaScript alike.
    rule = "n !== 1" if words.catalogue is None else words.catalogue.plural_expr
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"globalThis.papershelfWords = {{ ...{text}, plural: (n) => Number({rule}) }};\n"
