"""How a list mentions a paper: which of its words are the title, who wrote it, where and when it appeared.

The forms are many: `[Title](address)`, `**Title**. *Authors*. Venue 2024. [paper] [code]`, `Authors: "Title"`,
`[2023/02] Title [[pdf](address)]`. What is not told apart with certainty is left to `enrich`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from papershelf.ingest.labels import is_label
from papershelf.ingest.outline import Anchor, Piece
from papershelf.model import Name
from papershelf.records.record import from_whole, whole_list
from papershelf.text import identify

LONGEST_TITLE = 300
"""In characters; what is longer is a description."""
_REST = 1_000
"""Behind so many characters nobody states a venue."""
_FEW = 3
"""Words from which on a text is more likely a title than a name or a label."""

_EMOJI = re.compile(
    r":[a-z0-9_+-]{2,30}:|[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
)
_SIGN = re.compile(rf"{_EMOJI.pattern}|\S")
_DATE = r"(?:19|20)[0-9]{2}(?:\s*[./年-]\s*[0-9]{1,2}(?:\s*[./月-]\s*[0-9]{1,2})?)?月?"
_MONTH_DATE = r"(?:19|20)[0-9]{2}\s*[./年-]\s*[0-9]{1,2}(?:\s*[./月-]\s*[0-9]{1,2})?日?月?"
_LEAD = re.compile(
    rf"\s*(?:[(（]{_DATE}[)）]|{_DATE}\s*[:：|,，-]|{_MONTH_DATE}(?=\s)|[0-9]{{1,4}}[.)](?:\s|$)|[-–—•*·|:：,，.]"
    r"|(?:paper|title|论文)\s*[:：])\s*",
    re.IGNORECASE,
)
"""What is before a title: a date, a number, a mark of a list."""
_SHORT_NAME = re.compile(r"\s*\[[^\]]{0,60}\]\s*")
"""A date or a short name in brackets, before a title that is plain text."""
_TAIL = re.compile(
    r"\s*(?:[(（\[]\s*@[^()]*[)）\]]"
    r"|[(（\[]\s*(?P<venue>[^()\[\]]{0,40}?)[ ,'’]*(?P<year>(?:19|20)[0-9]{2})[a-z]?\s*[)）\]]"
    r"|[\s,;:|–—-]+|[(（\[]\s*[)）\]]|[(（\[])$"
)
"""What is behind a title: `(@Makers)`, a venue and a year in parentheses, the bracket before a link."""
_BYLINE = re.compile(
    r"\s*[(（](?P<year>(?:19|20)[0-9]{2})[)）][,.]?\s+[^\W\d_].{0,120}$|,\s+(?:[A-Z][\w.-]*\s+){1,4}et\.? al\.?$"
)
"""Who wrote it, behind a title that is plain text: `(2017), J. Kettle et al.`."""
_END = re.compile(r"[\s.,;:|–—-]+$")
_QUOTED = re.compile(r"[“\"«]\s*(?P<text>[^“”\"«»]{4,300}?)[\s.,]*[”\"»]")
_VENUE = re.compile(
    r"(?:^|[.,;:(（\[|–—-]|\bin\b)\s*(?:(?:accepted|published|appeared)\s+)?(?:(?:in|at|by|to)\s+)?(?:the\s+)?"
    r"(?P<venue>[A-Z][\w.&'’/+-]*(?:\s+(?:of|on|the|and|for|in|[A-Z0-9][\w.&'’/+-]*)){0,7}?)[\s,'’(]+"
    r"(?P<year>(?:19|20)[0-9]{2})\b"
)
_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)[0-9]{2}(?![\w/-])")
_NO_VENUE = re.compile(
    r"(?:ar[xX]iv|CoRR|[Pp]re-?print|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Submitted|Updated|In|On|The|Vol|No|pp)"
    r"(?:\b|[a-z]{2,6}\b)"
)
_ET_AL = re.compile(r"\bet\.?\s*al\b|\band (?:others|colleagues|\d+ more)\b|等|\.\.\.|…", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;、，]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_NAME_WORD = (
    r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|de|da|del|der|den|di|dos|du|el|la|le|van|von|bin|ben|ten|ter|al-[\w]+|d'[\w]+)"
)
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,5}}")
_MARKS = re.compile(r"[*†‡§¶#✉\d]+$|\s*\([^()]*\)")
_BY = re.compile(r"^\s*(?:by|authors?|作者)\s*[:：]?\s+|^\s*(?:authors?|作者)\s*[:：]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:[0-9]+(?:\.[0-9]+)*[.)、]?|[IVX]+\.|[A-Z]\.)\s+")
_COUNT = re.compile(r"\s*[(（\[](?:[0-9]{1,6}(?:\s*\w{1,20})?|[\W_]{0,40})[)）\]]\s*$")
_DASH = re.compile(r"(?:^|\s)[-–—]+\s+|—")
_VOLUME = re.compile(r"[\s,]+(?:[Vv]ol\.?\s*)?[0-9]{1,4}(?:\s*\([^()]*\))?$")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Mention:
    """What a list says of a paper, links apart."""

    title: str = ""
    anchor: Anchor | None = None
    """The link that is the title."""
    year: str | None = None
    venue: str | None = None
    authors: tuple[Name, ...] = ()
    is_emphatic: bool = False
    """Whether the title is set apart as one: in bold, between quotation marks, or as a link."""


def text_of(pieces: Iterable[Piece]) -> str:
    """The text of some pieces on one line, without emoji."""
    return " ".join(_EMOJI.sub(" ", "".join(piece.text for piece in pieces)).split())


def read_mention(pieces: Sequence[Piece]) -> Mention:
    """What some pieces say of a paper; without a title where none can be told."""
    title, anchor, behind, is_emphatic = _find_title(pieces)
    title, venue, year = _trim(title, is_plain=not is_emphatic)
    rest = _facts_of(text_of(piece for piece in behind if piece.anchor is None and not piece.is_emphasised))
    if year is None:
        venue, year = venue_of(rest)
    names = next((found for group in _emphasised(behind) if (found := names_in(group))), ())
    return Mention(title, anchor, year, venue, names, is_emphatic)


def names_in(text: str) -> tuple[Name, ...]:
    """The authors that a text names, where it is nothing but their names and all of them; else nobody."""
    text = _BY.sub("", text).strip(" .,;")
    if not text or _ET_AL.search(text) or len(text) > 10_000:
        return ()
    parts = [" ".join(_MARKS.sub("", part).split()) for part in _BETWEEN.split(text)]
    parts = [part for part in parts if part]
    if not all(_NAME.fullmatch(part) for part in parts):
        return ()
    return whole_list(from_whole(part) for part in parts)


def heading_of(pieces: Sequence[Piece]) -> str:
    """A heading as words for a tag: without its number, how many papers are below it, and a link back to the top."""
    told = [piece for piece in pieces if piece.anchor is None or not piece.anchor.url.startswith("#")]
    text = text_of(told)
    text = _COUNT.sub("", _NUMBER.sub("", text if count_words(text) else text_of(pieces)))
    return " ".join(text.split()).strip(" :：.-–—*#|")


def _find_title(pieces: Sequence[Piece]) -> tuple[str, Anchor | None, Sequence[Piece], bool]:
    """The title, the link that it is, what is behind it, and whether it is set apart."""
    groups = list(_grouped(pieces))
    linked = next((group.start for group in groups if group.anchor), len(pieces))
    lead = _without_lead(text_of(pieces[:linked]))
    likely = next((group for group in groups if _is_likely(group, pieces, lead)), None)
    quoted = _QUOTED.search(flat := text_of(pieces))
    if (
        quoted is not None
        and count_words(quoted["text"]) >= 2
        and (likely is None or likely.text not in flat[: quoted.start()])
    ):
        return quoted["text"], None, _behind(pieces, flat[: quoted.end()]), True
    if likely is not None:
        return likely.text, likely.anchor, pieces[likely.end :], True
    if groups and groups[0].anchor is None and _begins(groups[0], pieces):
        return groups[0].text, None, pieces[groups[0].end :], True
    if count_words(lead) >= 2:
        return lead, None, pieces[linked:], False
    short = next((group for group in groups if not is_label(group.text) and not _is_aside(group, pieces)), None)
    if short is not None and (short.anchor is not None or short.is_strong):
        return short.text, short.anchor, pieces[short.end :], True
    return (lead if count_words(lead) else ""), None, (), False


@dataclass(frozen=True, slots=True)
class _Group:
    """Pieces one behind the other that are one link, or of one style."""

    start: int
    end: int
    text: str
    anchor: Anchor | None
    is_strong: bool
    is_emphasised: bool


def _grouped(pieces: Sequence[Piece]) -> Iterable[_Group]:
    """The links, and the stretches in bold or italics; plain text is between them."""
    start = 0
    while start < len(pieces):
        first = pieces[start]
        end = start + 1
        if first.anchor is not None:
            while end < len(pieces) and pieces[end].anchor is first.anchor:
                end += 1
        elif first.is_strong or first.is_emphasised:
            while end < len(pieces) and _style(pieces[end]) == _style(first):
                end += 1
        else:
            start = end
            continue
        inner = pieces[start:end]
        yield _Group(
            start,
            end,
            text_of(inner),
            first.anchor,
            all(piece.is_strong for piece in inner),
            all(piece.is_emphasised for piece in inner),
        )
        start = end


def _style(piece: Piece) -> tuple[bool, bool, bool]:
    return piece.anchor is not None, piece.is_strong, piece.is_emphasised


def _is_likely(group: _Group, pieces: Sequence[Piece], lead: str) -> bool:
    """Whether a link or bold text is a title for certain: of some words, no label, and not an aside."""
    if (
        count_words(group.text) < _FEW
        or is_label(group.text)
        or _is_aside(group, pieces)
        or group.text.endswith((":", "："))
    ):
        return False
    if group.anchor is not None:
        return count_words(lead) < _FEW or identify(group.anchor.url) is not None
    return group.is_strong


def _begins(group: _Group, pieces: Sequence[Piece]) -> bool:
    """Whether bold text, or italics of some words, are a title because nothing is before them."""
    if not (group.is_strong or count_words(group.text) >= _FEW) or is_label(group.text):
        return False
    is_lead = not _without_lead(text_of(pieces[: group.start]))
    return is_lead and not _is_aside(group, pieces) and not group.text.endswith((":", "："))


def _is_aside(group: _Group, pieces: Sequence[Piece]) -> bool:
    """Whether bold text is in brackets: a short name before a title, or a remark behind it."""
    if group.anchor is not None:
        return False
    before = next((text for piece in reversed(pieces[: group.start]) if (text := piece.text.strip())), "")
    return group.text[:1] in ("(", "[", "（") or before[-1:] in ("(", "[", "（")


def _behind(pieces: Sequence[Piece], flat: str) -> list[Piece]:
    """What is behind a text that begins the text of some pieces."""
    left = len("".join(flat.split()))
    for number, piece in enumerate(pieces):
        here = len("".join(_EMOJI.sub(" ", piece.text).split()))
        if left <= here:
            return [replace(piece, text=piece.text[_place_of(piece.text, left) :]), *pieces[number + 1 :]]
        left -= here
    return []


def _place_of(text: str, count: int) -> int:
    """How many characters of a text show so many that are no space and no emoji."""
    place = 0
    for found in _SIGN.finditer(text):
        if count <= 0:
            break
        place = found.end()
        count -= not _EMOJI.fullmatch(found[0])
    return place


def _emphasised(pieces: Sequence[Piece]) -> Iterable[str]:
    for group in _grouped(pieces):
        if group.anchor is None and group.is_emphasised:
            yield group.text


def _without_lead(text: str, *, is_plain: bool = True) -> str:
    start = 0
    while (found := _LEAD.match(text, start) or (_SHORT_NAME.match(text, start) if is_plain else None)) is not None:
        start = found.end()
    return text[start:]


def _trim(title: str, *, is_plain: bool) -> tuple[str, str | None, str | None]:
    """A title without what is around it, and the venue and year that were behind it in parentheses."""
    title = " ".join(_EMOJI.sub(" ", title).split())
    venue = year = None
    if len(title) > 2 * LONGEST_TITLE:
        return title, None, None
    title = _without_lead(title, is_plain=is_plain) or title
    if is_plain and (told := _BYLINE.search(title)) is not None:
        title, year = title[: told.start()], told["year"]
    while (found := _TAIL.search(title)) is not None and found.start() > 0:
        if found["year"] is not None and year is None:
            year = found["year"]
            venue = _venue(found["venue"])
        title = title[: found.start()]
    title = _END.sub("", title) if not title.endswith("...") else title
    return title.strip('“”"«» '), venue, year


def venue_of(text: str) -> tuple[str | None, str | None]:
    """The venue and the year that words behind a title state; the year alone where it is the only one."""
    if (found := _VENUE.search(text)) is not None:
        return _venue(found["venue"]), found["year"]
    years = set(_YEAR.findall(text))
    return None, years.pop() if len(years) == 1 else None


def _facts_of(text: str) -> str:
    """What is behind a title, up to a dash that begins a description; behind a dash may be a venue, and no more."""
    first, *rest = _DASH.split(text[:_REST])
    if _WORDS.search(first) or not rest:
        return first
    found = _VENUE.match(rest[0])
    return rest[0] if found is not None and not _WORDS.search(rest[0], found.end()) else ""


def _venue(text: str | None) -> str | None:
    text = _VOLUME.sub("", (text or "").strip(" ,.:;-–—'’@"))
    if not text or _NO_VENUE.match(text) or not text[0].isupper() or count_words(text) > 8:
        return None
    return text


def count_words(text: str) -> int:
    """How many words a text has; scripts without spaces have two signs to a word."""
    wide = len(_WIDE.findall(text))
    return wide // 2 if wide else len(_WORDS.findall(text))
