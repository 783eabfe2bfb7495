"""Summaries: Markdown that people write, into safe HTML and into plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from papershelf.errors import Rejected
from papershelf.text.characters import clean
from papershelf.text.dialect import lenient_parser, parser
from papershelf.text.escape import Html, escape_html
from papershelf.text.links import check_url, is_url
from papershelf.text.references import SCHEMES, Leads, is_reference, lead
from papershelf.text.tex.formulas import formula_of
from papershelf.text.tex.mathml import mathml

LONGEST_SUMMARY = 20_000
_MOST_OPENERS = 400
"""Unfinished brackets, quotes and lists cost Markdown's parser more than linear work."""

_PLACE = "<var></var>"
"""Where a formula goes after sanitising. Text cannot forge it: its `<` is escaped."""

_SANITISER = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "code", "a", "ul", "ol", "li", "var"},
    attributes={"*": set(), "a": {"href"}, "li": {"value"}},
    url_schemes={"http", "https"} | SCHEMES,
    link_rel="nofollow noopener",
)
_OPENERS = "[`<*_!"
_BEGINNING = re.compile(r"[ >\d.+-]+")
_MARK = re.compile(r"[\\`*_\[<>&$]")
"""What Markdown could read as more than a letter, in a text of one line, wherever it is; and where it begins one:"""
_BEGINS_BLOCK = frozenset(" +-.")


def check_summary(markdown: str) -> None:
    """Object to a summary that is too long or too tangled to be read.

    Raises:
        Rejected: The summary, with its cap.
    """
    if len(markdown) > LONGEST_SUMMARY:
        raise Rejected(f"a summary of {len(markdown)} characters, over {LONGEST_SUMMARY}", "Shorten it")
    if _marks(markdown) > _MOST_OPENERS:
        raise Rejected(f"a summary with over {_MOST_OPENERS} marks of Markdown", "Write plain sentences")


def summary_html(markdown: str, leads: Leads | None = None) -> Html:
    """Return a summary as safe HTML; one beyond the caps of `check_summary` as plain text.

    Args:
        markdown: The summary, or another text of our own: a note, an overview.
        leads: Where its links to papers and tags of the list lead; None: nowhere, and their words stay.
    """
    return lead(_safe_html(markdown), leads)


# Every summary is asked for several times in a build: on its page, in lists, in the search, in feeds.
@lru_cache(maxsize=32_768)
def _safe_html(markdown: str) -> Html:
    """A summary as safe HTML in which references to papers and tags are still such."""
    if (plain := _as_it_is(markdown)) is not None:
        return Markup(f"<p>{plain}</p>")
    text = clean(markdown)
    try:
        check_summary(text)
    except Rejected:
        return Markup("<p>{}</p>").format(text)
    tokens = _numbered(_PARSER.parse(text))
    sanitised = _SANITISER.clean(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    formulas = [_formula_html(token) for token in _walk(tokens) if token.type == "formula"]
    pieces = sanitised.strip().split(_PLACE)
    if len(pieces) != len(formulas) + 1:
        return Markup("<p>{}</p>").format(text)
    filled = [Markup(pieces[0])]
    for formula, piece in zip(formulas, pieces[1:], strict=True):
        filled += [formula, Markup(piece)]
    return Markup().join(filled)


@lru_cache(maxsize=32_768)
def summary_text(markdown: str) -> str:
    """Return the plain text of a summary, its paragraphs parted by blank lines."""
    if (plain := _as_it_is(markdown)) is not None:
        return plain
    text = clean(markdown)
    try:
        check_summary(text)
    except Rejected:
        return text
    blocks: list[str] = []
    mark = ""
    for token in _PARSER.parse(text):
        if token.type == "list_item_open":
            # Numbers and marks are a part of what was written.
            mark = f"{token.info}{token.markup} "
        elif token.type == "inline":
            blocks.append(mark + "".join(map(_plain, _walk(token.children or []))))
            mark = ""
    return "\n\n".join(blocks)


def summary_faults(markdown: str) -> Iterator[tuple[str, Rejected]]:
    """Links in a summary that lead nowhere, and pictures, which it shows as text.

    Yields:
        The words of each, and what is wrong with its address.
    """
    text = clean(markdown)
    if "](" not in text and "<" not in text:
        return
    before: Token | None = None
    for token in _walk(_LENIENT.parse(text)):
        if token.type == "image":
            yield token.content, Rejected("a picture, which a summary cannot show", "Describe it, or leave it out")
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            try:
                if not address:
                    raise Rejected("a link without an address", "Write one, or take the brackets away")
                # Whether a reference leads anywhere, only the whole list says.
                if address.partition(":")[0] not in SCHEMES:
                    check_url(address)
            except Rejected as error:
                yield address, error
        elif token.type == "link_close" and before is not None and before.type == "link_open":
            yield str(before.attrs.get("href", "")), Rejected("a link without words", "Say what it leads to")
        before = token


def may_link(markdown: str) -> bool:
    """Whether a summary may hold a link, by its signs alone; most summaries hold none."""
    return "]" in markdown or "<" in markdown


def references(markdown: str) -> tuple[str, ...]:
    """The papers and tags that a summary links to, such as `paper:its-slug`, in written order without repeats."""
    text = clean(markdown)
    if "](" not in text and "<" not in text:
        return ()
    # Where a summary has a picture, its page has a link behind an exclamation mark.
    links = (str(token.attrs.get("href") or token.attrs.get("src") or "") for token in _walk(_LENIENT.parse(text)))
    return tuple(dict.fromkeys(address for address in links if address.partition(":")[0] in SCHEMES))


def summary_plain_html(markdown: str, leads: Leads | None = None) -> Html:
    """A summary as safe HTML for readers of feeds and mail, which know no MathML.

    Stripped of its elements a formula would say something else (`n²` becomes `n2`), so a summary
    with mathematics is given as paragraphs of its plain text.
    """
    html = summary_html(markdown, leads)
    if "<math" not in html:
        return html
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in summary_text(markdown).split("\n\n"))


def _numbered(tokens: list[Token]) -> list[Token]:
    """Give an item of a numbered list its number, where it is not the next one."""
    expected: list[int] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            expected.append(1)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            if int(token.info) != expected[-1]:
                token.attrSet("value", str(int(token.info)))
            expected[-1] = int(token.info) + 1
    return tokens


def _marks(text: str) -> int:
    beginnings = [len(found[0].strip()) for line in text.split("\n") if (found := _BEGINNING.match(line))]
    return sum(map(text.count, _OPENERS)) + sum(beginnings)


@lru_cache(maxsize=32_768)
def _as_it_is(markdown: str) -> str | None:
    """A text that is one paragraph without any mark, as most summaries are: it needs no parser. None: it is none."""
    text = clean(markdown)
    if not text.isprintable() or text == "" or _MARK.search(text) is not None:
        return None
    if text[0] in _BEGINS_BLOCK or text[0].isdecimal() or text[-1] == " ":
        return None
    return text if len(text) <= LONGEST_SUMMARY and text.count("!") <= _MOST_OPENERS else None


def _walk(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _walk(token.children)


def _plain(token: Token) -> str:
    if token.type == "formula":
        formula = formula_of(token.content)
        # One of spaces alone would show nothing.
        return formula.plain if formula and formula.plain.strip() else f"${token.content}$"
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.content


def _formula_html(token: Token) -> Html:
    formula = formula_of(token.content)
    is_empty = formula is not None and not formula.plain.strip()
    return (None if is_empty else mathml(token.content)) or escape_html(f"${token.content}$")


def _place(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]) -> str:
    return _PLACE


def _is_followed(url: str) -> bool:
    return is_url(url) or is_reference(url)


_PARSER = parser(_is_followed)
_PARSER.add_render_rule("formula", _place)
_LENIENT = lenient_parser()
"""Takes everything for a link that is written like one."""
