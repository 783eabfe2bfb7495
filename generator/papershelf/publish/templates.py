"""Templates to Markdown. Every value is written so that no dialect of Markdown reads it as markup.

A page's template is Markdown with blocks of HTML; a plain value is safe in both, because its
punctuation becomes numeric character references. Only what `text` marked as HTML passes as it is.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, pass_context
from jinja2.runtime import Context

from papershelf import addresses
from papershelf.errors import stop
from papershelf.publish.byline import byline
from papershelf.publish.compiled import compiled
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.link_names import kinds_in_row, link_name_in_row
from papershelf.publish.template_code import SPEECH, QuickEnvironment
from papershelf.text import (
    Html,
    abstract_html,
    counted,
    each_sentence,
    escape_commonmark,
    escape_html,
    escape_markdown,
    fill,
    summary_html,
    summary_text,
    unbroken,
)


class Renderer:
    """The templates of a project, compiled once."""

    def __init__(self, *folders: Path, words: Words = ENGLISH) -> None:
        """Prepare to render.

        Args:
            folders: Where a template is looked for, in this order: `template_files.places`.
            words: The site's own, in the language of its pages.
        """
        self.folders = folders
        self._environment = QuickEnvironment(
            loader=FileSystemLoader(folders),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_write,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # no look at the disk for every part of every page
            cache_size=-1,  # nor one for what was used last
            bytecode_cache=compiled(words),
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        speech = _speech(words)
        self._environment.globals.update(urls=addresses, words=words, **speech)
        self._environment.policies[SPEECH] = {name: speech[name] for name in ("gettext", "_", "pgettext", "foreign")}
        self._environment.newstyle_gettext = True  # type: ignore[attr-defined]
        self._environment.filters.update(
            summary=_summary,
            sentence=_first_sentence,
            abstract=abstract_html,
            url=escape_html,
            plural=counted,  # for templates of a project's own; ours say `ngettext`
            byline=partial(byline, words=words),
            number=words.number,
            kinds_in_row=kinds_in_row,
            link_kind=partial(link_name_in_row, words=words),
            unbroken=unbroken,
        )

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Render one page.

        Raises:
            PapershelfError: The template is broken, or names something that it was not given.
        """
        try:
            return self._environment.get_template(template).render(context)
        except TemplateError as error:
            raise stop(
                str(self._place(getattr(error, "filename", None) or template)),
                f"the template cannot be rendered ({error.message})",
                "Correct the template",
                line=getattr(error, "lineno", None),
            ) from error

    def read(self, file: str) -> str:
        """The text of a file among the templates that is published as it is.

        Raises:
            PapershelfError: The file is missing or is not text.
        """
        loader = self._environment.loader
        assert loader is not None, "the environment was made with one"
        try:
            return loader.get_source(self._environment, file)[0]
        except (TemplateNotFound, UnicodeDecodeError):
            problem = "the file is missing or is not UTF-8"
            raise stop(str(self._place(file)), problem, "Restore it from Papershelf") from None

    def _place(self, template: str) -> Path:
        """The file of a template, or where it should be."""
        places = [folder / template for folder in self.folders]
        return next((place for place in places if place.is_file()), places[-1])


def _speech(words: Words) -> dict[str, Any]:
    """What `{% trans %}` and `_()` call, and what marks the language of content.

    Jinja's own way would escape values for HTML alone, and a page is Markdown, too.
    """

    def say(message: str, **values: object) -> Html:
        return fill(words.find(message), {name: _shown(value, words) for name, value in values.items()})

    def say_counted(one: str, many: str, num: int, **values: object) -> Html:
        shown = {name: _shown(value, words) for name, value in values.items()}
        return fill(words.find_counted(num, one, many), {"num": words.number(num), **shown})

    def say_in_context(context: str, message: str) -> Html:
        return fill(words.find(message, context), {})

    foreign = Html(f' lang="{escape_html(words.foreign)}"' if words.foreign else "")
    return {"gettext": say, "_": say, "ngettext": say_counted, "pgettext": say_in_context, "foreign": foreign}


def _shown(value: object, words: Words) -> object:
    return words.number(value) if isinstance(value, int) else value


class TextRenderer:
    """Templates of files that are not pages: values are written as they are, unless a filter says how.

    `quoted` writes a scalar of YAML or JSON, `markdown` a text in CommonMark.
    """

    def __init__(self, folder: Path) -> None:
        """Prepare to render the templates of a folder."""
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # no file of these is HTML
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(quoted=_quoted, markdown=escape_commonmark)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Render one file.

        Raises:
            PapershelfError: The template is broken, or names something that it was not given.
        """
        try:
            return self._environment.get_template(template).render(context)
        except TemplateError as error:
            place = str(self._folder / template)
            problem = f"the template cannot be rendered ({error.message})"
            raise stop(place, problem, "Install Papershelf anew", line=getattr(error, "lineno", None)) from error


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write(value: object) -> Html:
    """A value as it is in the page: HTML from `text` unchanged, everything else escaped.

    Raises:
        UndefinedError: The value is one that the template was not given.
    """
    return value if isinstance(value, Html) else escape_markdown(str(value))


@pass_context
def _summary(context: Context, markdown: str) -> Html:
    """A text of our own as HTML; its links to papers and tags lead where the page's `leads` says."""
    return summary_html(markdown, context.get("leads"))


def _first_sentence(summary: str) -> str:
    """The first sentence of a summary, as plain text."""
    return next(each_sentence(summary_text(summary)), "")
