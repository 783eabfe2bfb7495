r"""Texts from outside as readers see them: Unicode, with `$…$` for mathematics.

Each outside format has its conventions: TeX, which some sources strip of its dollars and backslashes,
BibTeX's braces, HTML's entities and tags. The readers of formats turn them into readable text once, when
a text comes in; nothing repairs text after that. What is not certain stays as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from papershelf.text.characters import capture_text, is_blank
from papershelf.text.notation import is_formula, plain_text
from papershelf.text.repair import Segment, segments
from papershelf.text.tex import symbols as s
from papershelf.text.tex.formulas import Formula, formula_of

_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FONT = "i|b|em|strong|u|tt|sc|scp|small|span|italic|bold|jats:italic|jats:bold|jats:sc|jats:p"
_TAG = re.compile(rf"<(?P<name>{_FONT})(?:\s[^<>]*)?>(?P<text>[^<>]*)</(?P=name)>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(?P<name>(?:jats:)?(?P<place>sub|sup))>(?P<text>[^<>]*)</(?P=name)>", re.IGNORECASE)
_KEPT = re.compile(
    r"(?P<ticks>`+)(?!`)[^`]*(?P=ticks)(?!`)|\]\([^()\s]*\)|<?https?://[^\s<>()]*>?|(?P<dollars>\$\$?)[^$]*(?P=dollars)"
    r"|\\[!#$%&*+,/:;<>?@\[\\\]_`{|}\n-]"
)
"""What a summary's Markdown means as it is: code, addresses, mathematics, and signs behind a backslash."""
_MARKDOWN = frozenset("<>&*_[]`\\$#~")
_DEEPEST = 4
"""Levels of tags within tags, and of entities that were written as entities, that are read."""
_NAME = re.compile(r"\\text\{[^\W_]+\}[_^]\{?[0-9+-]+\}?")
_LINEAR = re.compile(r"[_^()\\{}]")


def from_listing(raw: str) -> str:
    """Return a line of a captured listing, whose TeX has lost dollars and backslashes."""
    return _write(segments(_without_entities(raw), stripped=True))


def from_tex(raw: str, *, mathematics: bool = True) -> str:
    r"""Return a text with TeX or BibTeX in it, such as `{BERT}`, `G{\"o}del`, `\textit{Tea}`.

    Args:
        raw: The text.
        mathematics: Whether the text may hold `$…$`; names, venues and labels hold Unicode alone.
    """
    return _write(segments(raw, stripped=False), mathematics)


def from_html(raw: str) -> str:
    """Return a text with HTML's entities and tags of fonts in it, as Crossref and web pages give them.

    A tag that sets no font, such as `<EOS>`, is text.
    """
    for _ in range(_DEEPEST):
        before = raw
        raw = _SCRIPT.sub(_script, _TAG.sub(lambda found: found["text"], _without_entities(raw)))
        if raw == before:
            break
    return raw


def from_hand(raw: str, *, mathematics: bool = True) -> str:
    """Return what a person typed or pasted into a line of text, free of TeX and HTML.

    Args:
        raw: The text.
        mathematics: Whether the text may hold `$…$`.
    """
    read = _settle(lambda text: from_tex(from_html(text), mathematics=mathematics), raw)
    return raw if is_blank(read) else read


def from_markdown(raw: str) -> str:
    """Return a summary that a person wrote, free of TeX and of entities; what Markdown reads stays as it is."""
    return _settle(_read_markdown, raw)


def _settle(read: Callable[[str], str], text: str) -> str:
    r"""The text read until nothing changes: an accent's letter, once it is there, may end a dash, as in `\"o--\"o`."""
    for _ in range(_DEEPEST):
        before, text = text, read(text)
        if text == before:
            break
    return text


def _read_markdown(raw: str) -> str:
    written, end = "", 0
    for kept in _KEPT.finditer(raw):
        written += _prose(raw[end : kept.start()]) + kept.group()
        end = kept.end()
    return written + _prose(raw[end:])


def _prose(text: str) -> str:
    """A stretch of Markdown without TeX, and with the space around it."""
    body = text.strip()
    if not body:
        return text
    start = text.index(body)
    read = from_tex(_ENTITY.sub(_markdown_sign, body))
    return text[:start] + read + text[start + len(body) :]


def _markdown_sign(entity: re.Match[str]) -> str:
    """The character of an entity, but for one that Markdown would read as a mark."""
    sign = _sign(entity)
    is_ampersand = sign == "&" and not entity.string[entity.end() : entity.end() + 1].isalnum()
    return entity.group() if sign in _MARKDOWN and not is_ampersand else sign


def _without_entities(raw: str) -> str:
    if "&" not in raw:
        return raw
    for _ in range(_DEEPEST):
        before = raw
        raw = _ENTITY.sub(_sign, raw)
        if raw == before:
            break
    return raw


def _sign(entity: re.Match[str]) -> str:
    """The character of an entity; one that is invisible stays as it is written."""
    sign = html.unescape(re.sub("^&(?:amp;)+", "&", entity.group()))
    if sign.isspace():
        return " "
    return sign if sign.isprintable() else entity.group()


def _script(found: re.Match[str]) -> str:
    """Raised or lowered figures where all of them have such a form."""
    forms = s.RAISED if found["place"].lower() == "sup" else s.LOWERED
    return (
        "".join(forms.get(sign, "") for sign in found["text"]) if set(found["text"]) <= forms.keys() else found["text"]
    )


def _write(found: Sequence[Segment], mathematics: bool = True) -> str:
    """Write segments as files keep them; the result says what the segments say."""
    shown = "".join(map(_shown, found)).strip()
    if not mathematics:
        return capture_text(shown)
    written = _join(found, escape=False)
    # Two dollars of money could be read as a pair.
    if plain_text(written) != shown:
        written = _join(found, escape=True)
    return capture_text(written if plain_text(written) == shown else shown)


def _join(found: Sequence[Segment], *, escape: bool) -> str:
    written = ""
    for number, segment in enumerate(found):
        if isinstance(segment, Formula):
            following = found[number + 1] if number + 1 < len(found) else ""
            written += _formula(segment, written[-1:], "$" if isinstance(following, Formula) else _shown(following)[:1])
        else:
            written += _shown(segment).replace("$", r"\$") if escape and isinstance(segment, str) else _shown(segment)
    return written


def _shown(segment: Segment) -> str:
    if isinstance(segment, str):
        return segment
    return segment.plain if isinstance(segment, Formula) else segment.printed


def _formula(formula: Formula, before: str, after: str) -> str:
    """A formula between dollars; as Unicode where that says all of it, or where dollars could not be read."""
    is_sign = formula.plain in s.LONE_SIGNS
    if (is_sign or formula.tex[:1] in ("_", "^") or _NAME.fullmatch(formula.tex)) and not _LINEAR.search(formula.plain):
        return formula.plain
    for tex in (formula.tex, _tidy(formula.tex)):
        read = formula_of(tex)
        if read is not None and read.plain == formula.plain and is_formula(tex, before, after):
            return f"${tex}$"
    return formula.plain


def _tidy(tex: str) -> str:
    r"""TeX without the spaces that only end a command: `\varepsilon ^{2}` is `\varepsilon^{2}`."""
    tex = re.sub(r"(\\[A-Za-z]+) (?![A-Za-z])", r"\1", tex)
    return re.sub(r"(\\[A-Za-z]+)  (?=[A-Za-z])", r"\1 ", tex).strip()
