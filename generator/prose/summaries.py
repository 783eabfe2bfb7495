"""Summaries: Markdown that people write, into safe HTML and into plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from generator.errors import Rejected
from generator.prose.characters import clean
from generator.prose.escape import Html, escape_html
from generator.prose.formulas import formula_of
from generator.prose.links import check_url, is_url
from generator.prose.maths import mathml

LONGEST_SUMMARY = 20_000
_MOST_OPENERS = 400
"""Unfinished brackets, quotes and lists cost Markdown's parser more than linear work."""

_PLACE = "<var></var>"
"""Where a formula goes after sanitising. Text cannot forge it: its `<` is escaped."""

_TAGS = {"p", "br", "em", "strong", "code", "a", "ul", "ol", "li"}
_OPENER = re.compile(r"[\[`<*_!]|^[ >\d.+-]+", re.MULTILINE)


def check_summary(markdown: str) -> None:
    """Object to a summary that is too long or too tangled to be read.

    Raises:
        Rejected: The summary, with its cap.
    """
    if len(markdown) > LONGEST_SUMMARY:
        raise Rejected(f"a summary of {len(markdown)} characters, over {LONGEST_SUMMARY}", "Shorten it")
    if _marks(markdown) > _MOST_OPENERS:
        raise Rejected(f"a summary with over {_MOST_OPENERS} marks of Markdown", "Write plain sentences")


# Every summary is asked for several times in a build: on its page, in lists, in the search, in feeds.
@lru_cache(maxsize=32_768)
def summary_html(markdown: str) -> Html:
    """Return a summary as safe HTML; one beyond the caps of `check_summary` as plain text."""
    text = clean(markdown)
    try:
        check_summary(text)
    except Rejected:
        return Markup("<p>{}</p>").format(text)
    tokens = _PARSER.parse(text)
    sanitised = nh3.clean(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS | {"var"},
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener",
    )
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
    text = clean(markdown)
    try:
        check_summary(text)
    except Rejected:
        return text
    blocks: list[str] = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            blocks.append("".join(map(_plain, _walk(token.children or []))))
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
                check_url(address)
            except Rejected as error:
                yield address, error
        elif token.type == "link_close" and before is not None and before.type == "link_open":
            yield str(before.attrs.get("href", "")), Rejected("a link without words", "Say what it leads to")
        before = token


def summary_plain_html(markdown: str) -> Html:
    """A summary as safe HTML for readers of feeds and mail, which know no MathML.

    Stripped of its elements a formula would say something else (`n²` becomes `n2`), so a summary
    with mathematics is given as paragraphs of its plain text.
    """
    html = summary_html(markdown)
    if "<math" not in html:
        return html
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in summary_text(markdown).split("\n\n"))


def _marks(text: str) -> int:
    return sum(len(found.group().strip()) for found in _OPENER.finditer(text))


def _walk(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _walk(token.children)


def _plain(token: Token) -> str:
    if token.type == "formula":
        formula = formula_of(token.content)
        return formula.plain if formula else f"${token.content}$"
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.content


def _formula_html(token: Token) -> Html:
    return mathml(token.content) or escape_html(f"${token.content}$")


def _read_formula(state: StateInline, silent: bool) -> bool:
    """Read `$…$` as markdown-it reads any other rule; a dollar before a digit is money."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    end = source.find("$", start + 1)
    content = source[start + 1 : end] if end > 0 else ""
    money = content[:1].isdigit() and not re.search(r"[\\^_{]", content)
    after = source[end + 1 : end + 2]
    if not content or content != content.strip() or money or after.isdigit() or content.endswith("\\"):
        return False
    if source[start - 1 : start].isalnum() or "\n\n" in content:
        return False
    if not silent:
        state.push("formula", "", 0).content = content
    state.pos = end + 1
    return True


def _place(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]) -> str:
    return _PLACE


def _unlink(state: StateCore) -> None:
    """Show a link without an address as it is written, and one without words by its address.

    Of the links that lead nowhere only those without an address reach us: the parser asks of others.
    """
    for block in state.tokens:
        title: str | None = None
        children: list[Token] = []
        for token in block.children or ():
            if token.type == "link_open" and not token.attrs.get("href"):
                title = str(token.attrs.get("title", ""))
                _become_text(token, "[")
            elif token.type == "link_close" and title is not None:
                _become_text(token, f']("{title}")' if title else "]()")
                title = None
            elif token.type == "link_close" and children[-1].type == "link_open":
                children.append(Token("text", "", 0, content=str(children[-1].attrs["href"])))
            children.append(token)
        if block.children is not None:
            block.children = children


def _become_text(token: Token, text: str) -> None:
    token.type, token.tag, token.nesting, token.attrs, token.content = "text", "", 0, {}, text


def _reader() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.disable(["heading", "lheading", "hr", "fence", "code", "blockquote", "html_block", "reference"])
    parser.disable("html_inline")
    parser.inline.ruler.before("escape", "formula", _read_formula)
    return parser


def _parser() -> MarkdownIt:
    parser = _reader()
    parser.disable("image")
    parser.core.ruler.push("unlink", _unlink)
    parser.add_render_rule("formula", _place)
    parser.validateLink = is_url  # type: ignore[method-assign]
    return parser


def _lenient_parser() -> MarkdownIt:
    parser = _reader()
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
_LENIENT = _lenient_parser()
"""Takes everything for a link that is written like one."""
