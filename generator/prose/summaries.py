"""Summaries: Markdown that people write, into safe HTML and into plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from generator.errors import Rejected
from generator.prose.characters import clean
from generator.prose.escape import Html, escape_html
from generator.prose.links import is_url
from generator.prose.tex.formulas import formula_of
from generator.prose.tex.mathml import mathml
from generator.prose.tex.symbols import LONE_SIGNS

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
    dollars = "$$" if source.startswith("$$", start) else "$"
    end = source.find(dollars, start + len(dollars))
    content = source[start + len(dollars) : end] if end > 0 else ""
    marked = re.search(r"[\\^_{]", content) is not None
    if dollars == "$$" and marked:
        content = content.strip()
    money = content[:1].isdigit() and not marked
    after = source[end + len(dollars) : end + len(dollars) + 1]
    touches = (after.isdigit() or source[start - 1 : start].isalnum()) and content not in LONE_SIGNS
    wrong = content != content.strip() or content.endswith("\\") or "$" in content
    if not content or money or touches or wrong:
        if dollars == "$":
            return False
        if not silent:
            state.pending += dollars
        state.pos += len(dollars)
        return True
    if not silent:
        state.push("formula", "", 0).content = content
    state.pos = end + len(dollars)
    return True


def _place(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]) -> str:
    return _PLACE


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.disable(["heading", "lheading", "hr", "fence", "code", "blockquote", "html_block", "reference"])
    parser.disable(["image", "html_inline"])
    parser.inline.ruler.before("escape", "formula", _read_formula)
    parser.add_render_rule("formula", _place)
    parser.validateLink = is_url  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
