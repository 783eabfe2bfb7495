"""The Markdown of summaries: CommonMark without headings, pictures and HTML, and in what it reads otherwise.

Nothing that a person wrote may vanish. So a line is an item of a list only where another item follows
(`2024. A year` is a sentence), a link has a text, and a reference to an invisible character stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_inline import StateInline, emphasis, entity, link
from markdown_it.rules_inline.state_inline import Delimiter

from papershelf.text.notation import delimited

_DEEPEST_LIST = 12
"""Levels of the parser, two to a list; what is nested deeper than its cap of 20, the parser drops."""

_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U0001f200-\U0001f2ff"
    "\U00020000-\U0003fffd]"
)
"""Letters and full-width signs of Chinese, Japanese and Korean, by ranges: the same on every Python."""
_SELECTORS = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]")

_ITEM = re.compile(r"(?:([-+*])|([0-9]{1,9})([.)]))(?=[ \t]|$)")
_NO_TEXT = re.compile(r"\[\s*\]")
_NO_ADDRESS = re.compile(r"\]\(\s*(?:<\s*>|\))")


def parser(is_url: Callable[[str], bool]) -> MarkdownIt:
    """Return a parser of summaries, which push tokens of the type `formula` for mathematics.

    Args:
        is_url: Says whether a link may lead to an address.
    """
    made = lenient_parser()
    made.disable("image")
    made.inline.ruler.at("link", _read_link)
    made.validateLink = is_url  # type: ignore[assignment, method-assign]
    return made


def lenient_parser() -> MarkdownIt:
    """Return a parser that takes everything for a link or a picture that is written like one."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    made.disable(["heading", "lheading", "hr", "fence", "code", "blockquote", "html_block", "reference"])
    made.disable("html_inline")
    made.inline.ruler.before("escape", "formula", _read_formula)
    made.inline.ruler.at("emphasis", _read_emphasis)
    made.inline.ruler.at("entity", _read_entity)
    made.block.ruler.at("list", _read_list, {"alt": ["paragraph"]})
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    return made


def _read_formula(state: StateInline, silent: bool) -> bool:
    """Read `$…$` and `$$…$$` as markdown-it reads any other rule; a dollar before a digit is money."""
    start = state.pos
    if state.src[start] != "$":
        return False
    content, end = delimited(state.src, start)
    if content is None and end == start + 1:
        return False
    if not silent:
        if content is None:
            # Neither of two dollars that enclose nothing is half of a pair.
            state.pending += state.src[start:end]
        else:
            state.push("formula", "", 0).content = content
    state.pos = end
    return True


def _read_emphasis(state: StateInline, silent: bool) -> bool:
    """Read `*` and `**` so that Chinese, Japanese and Korean need no space beside them.

    CommonMark closes no emphasis between a full-width sign and a letter, for it parts words by spaces, which
    these scripts do not have: `**注意：**后面`. Here their signs count as letters, and their letters open and
    close as a space would. An underscore, which marks nothing within words, stays as it is.
    """
    if silent or state.src[state.pos] != "*":
        return emphasis.tokenize(state, silent)
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    opens, closes = _flanks(_before(state.src, start), state.src[end] if end < state.posMax else " ")
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"), length=end - start, token=len(state.tokens) - 1, end=-1, open=opens, close=closes
            )
        )
    state.pos = end
    return True


def _before(source: str, place: int) -> str:
    """The character before a place; a selector of its form is a part of it."""
    while place > 0 and _SELECTORS.match(source[place - 1]):
        place -= 1
    return source[place - 1] if place > 0 else " "


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Say whether asterisks between two characters may open and close emphasis."""
    space = [isWhiteSpace(ord(sign)) for sign in (before, after)]
    wide = [_CJK.match(sign) is not None for sign in (before, after)]
    mark = [
        not is_wide and (isMdAsciiPunct(ord(sign)) or isPunctChar(sign))
        for sign, is_wide in zip((before, after), wide, strict=True)
    ]
    border = [any(kinds) for kinds in zip(space, wide, mark, strict=True)]
    opens = not space[1] and (not mark[1] or border[0])
    closes = not space[0] and (not mark[0] or border[1])
    return opens, closes


def _read_entity(state: StateInline, silent: bool) -> bool:
    """Read `&amp;` and its kind; one that names nothing visible stays as it is written."""
    read = entity(state, silent)
    if read and not silent:
        token = state.tokens[-1]
        if token.content.isspace():
            token.content = " "
        elif not token.content.isprintable():
            token.content = token.markup
    return read


def _read_link(state: StateInline, silent: bool) -> bool:
    """Read a link that has a text to press and an address to lead to; another would not be seen, or lead nowhere."""
    if _NO_TEXT.match(state.src, state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, True) if state.src[state.pos] == "[" else -1
    return end >= 0 and not _NO_ADDRESS.match(state.src, end) and link(state, silent)


def _read_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list of two items or more, one with numbers from 1 on: `2024. A year` and `- x` are not lists."""
    if silent and state.sCount[start] < state.blkIndent:
        # The next item of a list around this paragraph, which ends it.
        return list_block(state, start, end, silent)
    first = _item(state, start)
    if first is None or state.level > _DEEPEST_LIST or first.group(2) not in (None, "1"):
        return False
    for line in range(start + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return False
        found = _item(state, line)
        if found is not None and found.group(1, 3) == first.group(1, 3) and found.group(2) in (None, "2"):
            return list_block(state, start, end, silent)
    return False


def _item(state: StateBlock, line: int) -> re.Match[str] | None:
    """The mark with which a line begins an item at the present depth."""
    indent = state.sCount[line] - state.blkIndent
    return _ITEM.match(state.src, state.bMarks[line] + state.tShift[line]) if 0 <= indent < 4 else None
