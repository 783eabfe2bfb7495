"""The site in another language: its words, its numbers, and what stays in the content's own language."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Messages
from fabricate import REPOSITORY

from docs import messages
from papershelf.catalog.catalog import Catalog
from papershelf.errors import PapershelfError, Rejected
from papershelf.publish.frame import frame_words
from papershelf.publish.language import ENGLISH, Words, check_language, known, load, places_in, to_script
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.template_files import packaged
from papershelf.publish.templates import Renderer

GERMAN = load("de", "en", [packaged()])
SAID = messages.messages()
CALL = re.compile(r"(?<!\w)(?<!\w\.)(?:say|sayWith|counted)\(")


# -- catalogues -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(messages.LANGUAGES.glob("*.po")), ids=lambda path: path.stem)
def test_a_catalogue_has_words_for_everything_and_for_nothing_else(path: Path) -> None:
    assert messages.untranslated(messages.read(path), SAID) == []
    renewed = messages.to_po(messages.renewed(messages.read(path), SAID))
    assert path.read_bytes() == renewed, "run `python -m docs.messages` and review the difference"


@pytest.mark.parametrize("path", sorted(messages.LANGUAGES.glob("*.po")), ids=lambda path: path.stem)
def test_words_have_the_places_and_the_links_of_the_english_ones(path: Path) -> None:
    for entry in messages.read(path):
        english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        words = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        for text in words if entry.id else ():
            assert places_in(text) == places_in(english[-1]), text
            assert sorted(_elements(text)) == sorted(_elements(english[-1])), text
            assert (text[:1].isspace(), text[-1:].isspace()) == (english[0][:1].isspace(), english[0][-1:].isspace())


def _elements(text: str) -> list[str]:
    """The elements of a text; a language of its own that one has does not count."""
    return [element.replace(' lang="en"', "") for element in re.findall("<[^>]*>", text)]


def test_what_a_script_says_is_written_where_it_is_said() -> None:
    """Words behind a variable would be in no catalogue."""
    for path in sorted(messages.SCRIPTS.rglob("*.js")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        if path.name != "words.js":
            assert len(CALL.findall(text)) == len(messages.calls(text)), path


def test_a_catalogue_that_asks_for_an_unknown_value_is_refused(tmp_path: Path) -> None:
    catalogue = tmp_path / "languages" / "fr.po"
    catalogue.parent.mkdir()
    catalogue.write_text('msgid "Digest of %(day)s"\nmsgstr "Lettre du %(jour)s"\n', "utf-8")
    with pytest.raises(PapershelfError, match=r"fr\.po:1: 'Digest of %\(day\)s' has no %\(jour\)s"):
        load("fr", "en", [tmp_path])


@pytest.mark.parametrize("text", ["msgid broken", 'msgid "a"\nmsgstr "\xe9"\n'])
def test_a_broken_catalogue_is_refused(tmp_path: Path, text: str) -> None:
    catalogue = tmp_path / "languages" / "fr.po"
    catalogue.parent.mkdir()
    catalogue.write_bytes(text.encode("latin-1"))
    with pytest.raises(PapershelfError, match=r"fr\.po: the catalogue cannot be read"):
        load("fr", "en", [tmp_path])


def test_what_a_catalogue_lacks_stays_english(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "fr.po").write_text('msgid "Tags"\nmsgstr "Étiquettes"\n', "utf-8")
    words = load("fr", "en", [tmp_path, packaged()])
    assert (words.say("Tags"), words.say("Topics")) == ("Étiquettes", "Topics")
    assert known([tmp_path, packaged()]) == ["en", "de", "fr"]


@pytest.mark.parametrize("code", ["English", "xx", "de_DE", "", "DE", "../de"])
def test_what_is_not_a_language_is_refused(code: str) -> None:
    with pytest.raises(Rejected, match="is not a language"):
        check_language(code)


# -- numbers and days -----------------------------------------------------------------------------


def test_numbers_and_days_are_written_as_the_language_has_them() -> None:
    assert (ENGLISH.papers(1), ENGLISH.papers(1204)) == ("1 paper", "1,204 papers")
    assert (GERMAN.papers(1), GERMAN.papers(1204)) == ("1 Artikel", "1.204 Artikel")
    assert GERMAN.counted(2, "%(num)s tag", "%(num)s tags") == "2 Schlagwörter"
    assert (ENGLISH.day("2026-11-21"), GERMAN.day("2026-11-21")) == ("21 November 2026", "21. November 2026")


def test_a_language_has_its_own_rule_for_plurals(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "pl.po").write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"\n\n'
        'msgid "%(num)s tag"\nmsgid_plural "%(num)s tags"\n'
        'msgstr[0] "%(num)s tag"\nmsgstr[1] "%(num)s tagi"\nmsgstr[2] "%(num)s tagów"\n',
        "utf-8",
    )
    words = load("pl", "en", [tmp_path])
    said = [words.counted(number, "%(num)s tag", "%(num)s tags") for number in (1, 3, 5)]
    assert said == ["1 tag", "3 tagi", "5 tagów"]
    asked = "[1, 3, 5].map((n) => papershelfWords.messages['%(num)s tag'][papershelfWords.plural(n)]).join()"
    run = subprocess.run(["node", "-p", f"{to_script(words)}{asked}"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "%(num)s tag,%(num)s tagi,%(num)s tagów"


def test_a_language_says_in_which_direction_it_runs() -> None:
    assert (GERMAN.direction, Words("ar").direction, Words("he", "en").foreign) == ("ltr", "rtl", "en")


# -- pages ----------------------------------------------------------------------------------------


KEPT = re.compile(
    r"Papershelf|BibTeX|RIS|CSL-JSON|JSON Feed(?: 1\.1)?|Atom|A–Z|PDF|arXiv|DOI|OpenReview|ACL Anthology|Google Scholar"
    r"|Semantic Scholar|Hugging Face|/p/\w+/|papers\.\w+(?:\.json)?|tags\.json|vocabulary\.schema\.json|feed\.\w+"
    r"|Januar|links: \[\]|tags: \[heat,|kettles\]?|survey"
)
"""Names, which are the same in every language."""


def marked() -> Words:
    """A language whose words are the English ones in brackets."""
    catalogue = Messages(locale="de")
    for context, message in SAID:
        told = f"⟦{message}⟧" if isinstance(message, str) else tuple(f"⟦{each}⟧" for each in message)
        catalogue.add(message, told, context=context)
    return Words("de", "en", catalogue)


class _Shell(HTMLParser):
    """The texts of a page that are the site's own: not content, which names its language or its direction."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        is_content = any(
            (
                self._open and self._open[-1],
                "lang" in facts,
                "dir" in facts,
                tag in ("code", "time", "text"),
                facts.get("class") == "ps-button__host",
            )
        )
        if not is_content:
            self.texts += [value for name, value in attrs if name in ("aria-label", "placeholder", "title") and value]
        if tag not in ("input", "br", "img", "path", "circle", "rect", "line"):
            self._open.append(is_content)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold nothing open."""

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1]):
            self.texts.append(data)


def test_every_word_of_the_pages_comes_from_the_catalogue(catalog: Catalog) -> None:
    words = marked()
    site = Site(
        name="Papershelf", repository="https://example.com/list", edit="https://example.com/list/e/", words=words
    )
    for artifact in publish(catalog, site, Renderer(packaged(), words=words)):
        if artifact.path.endswith("index.md"):
            shell = _Shell()
            shell.feed(str(artifact.content).split("---\n", 2)[2])
            own = " ".join(shell.texts)
            while "⟦" in own:
                own = re.sub(r"⟦[^⟦⟧]*⟧", " ", own)
            assert not re.findall(r"[A-Za-z]{3,}", KEPT.sub("", own)), artifact.path


def test_the_frame_says_everything_in_the_language() -> None:
    assert all(text.startswith("⟦") for text in frame_words(marked()).values())
    theme = REPOSITORY / "templates" / "theme"
    for path in theme.rglob("*.html"):
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        assert not re.findall(r">[^<]*[A-Za-z]{3}[^<]*<", text), path


def test_a_german_site_is_german_and_its_content_is_not(catalog: Catalog) -> None:
    site = Site(name="Teekessel", url="https://example.org", words=GERMAN)
    found = {each.path: each for each in publish(catalog, site, Renderer(packaged(), words=GERMAN))}
    text = {path: artifact.to_bytes().decode() for path, artifact in found.items() if not path.endswith(".png")}
    assert '<a href="../papers/con-paper/" data-id="aaaab7" dir="auto" lang="en">' in text["papers/index.md"]
    assert 'xml:lang="de"' in text["feed.xml"]
    assert '<entry xml:lang="en">' in text["feed.xml"]
    assert '"language": "de"' in text["feed.json"]
    moved = [content for path, content in text.items() if path.startswith("p/")]
    assert moved
    assert all('<html lang="de">' in content and "Diese Seite ist umgezogen" in content for content in moved)
    assert text["assets/languages/de.js"].startswith("globalThis.papershelfWords = ")


def test_an_english_site_sends_no_words(artifacts: dict[str, object]) -> None:
    assert not any(path.startswith("assets/languages/") for path in artifacts)
    assert ENGLISH.script == ""
