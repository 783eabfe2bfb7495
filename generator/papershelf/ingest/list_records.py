"""The papers of an outline: which items of a list, rows of a table and paragraphs mention one.

Such a unit is a paper where it links to one, or sets a title apart and says who wrote it or where it appeared.
Headings, and items that only hold others, are words for tags. An item within another adds to it, unless it is a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from papershelf.ingest.labels import has_kind, is_label, kind_of
from papershelf.ingest.mentions import Mention, count_words, heading_of, read_mention, text_of
from papershelf.ingest.outline import Anchor, Block, Heading, Piece, Unit
from papershelf.model import LinkKind
from papershelf.text import identify
from papershelf.text.links import addresses

DEEPEST = 40
"""Levels of items within items; what is nested deeper is read as if it were not."""
MOST_SECTIONS = 4
"""Of how many headings above a paper, the nearest ones, words are taken."""

_STATED = re.compile(
    r"\barxiv\s*:\s*(?:[a-z-]+(?:\.[a-z]{2})?/)?[0-9]{4}\.?[0-9]{3,5}(?:v[0-9]+)?|\bdoi\s*:\s*10\.[0-9]{4,9}/[^\s,;\])]+",
    re.IGNORECASE,
)
"""Identifiers that are in a text without a link: `arXiv:1608.05343`."""
_PASSED = re.compile(
    r"(?:the |our |latest |recent )?(?:news(?: (?:and|&) updates)?|updates?|what'?s new|change ?log|citations?|cite"
    r"|how to cite.*|citing.*|bibtex|acknowledge?ments?|licen[cs]e|(?:how to )?contribut(?:e|ing|ions?|ors?)(?: to .*)?"
    r"|star history|contact(?: us)?|sponsors?|(?:table of )?contents?|toc|目录|更新)",
    re.IGNORECASE,
)
"""Headings over what is about the list itself."""
_NO_SECTION = re.compile(
    r"(?:the |full |all |our )?(?:papers?|(?:papers?|reading|awesome)[ -]?lists?|lists? of papers|must-read papers|list"
    r"|publications|literature|articles|(?:19|20)[0-9]{2}|(?:table of )?contents?|(?:show |read |see )?more|expand"
    r"|details|论文|论文列表)",
    re.IGNORECASE,
)
"""Headings that say nothing of what is below them."""
_TITLE_COLUMNS = (
    "title", "paper title", "paper name", "paper", "papers", "name", "work", "article", "publication",
    "论文", "标题", "题目", "论文标题", "名字", "名称",
)  # fmt: skip
_PAPER_COLUMNS = frozenset({"author", "authors", "venue", "conf", "conference", "journal", "作者", "会议", "期刊"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PERSON = re.compile(r"(?:mailto|tel):", re.IGNORECASE)
_FILE = re.compile(r"[^?#]*\.pdf(?:[?#].*)?", re.IGNORECASE)
_LABELLED = re.compile(r"\s*(?P<label>[^\W\d_]+(?: [^\W\d_]+)?)\s*[:：]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a paper, and what the list calls it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """A paper as a list mentions it."""

    line: int
    mention: Mention
    links: tuple[Link, ...]
    sections: tuple[str, ...]
    stated: tuple[str, ...] = ()
    """Identifiers in its text."""
    details: tuple[str, ...] = ()
    """Lines of text below it."""
    columns: dict[str, str] = field(default_factory=dict)
    """The text of its cells, by what the columns are called in lower case."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A unit with links that is not taken for a paper."""

    line: int
    reason: str


@dataclass(slots=True, eq=False)
class _Item:
    """A unit with the items within it."""

    unit: Unit
    sections: tuple[str, ...] = ()
    inner: list[_Item] = field(default_factory=list)
    depth: int = 0
    heading: Heading | None = None
    """The heading right above it."""


def find_papers(blocks: Iterable[Block]) -> Iterator[Found | Passed]:
    """The papers of a list in its order, and what has links but is none; texts without links are passed over."""
    for item in _arrange(blocks):
        yield from _resolve(item, item.sections)


def _arrange(blocks: Iterable[Block]) -> Iterator[_Item]:
    """The units that are in no other, each under its headings."""
    headings: list[tuple[int, str]] = []
    items: dict[int, _Item] = {}
    roots: list[_Item] = []
    above: Heading | None = None
    has_title = False
    for block in blocks:
        if isinstance(block, Heading):
            unit = Unit(block.line, pieces=block.pieces)
            if _is_paper(unit.pieces) and read_mention(_parted(unit.pieces)).anchor is not None:
                roots.append(_Item(unit, _sections(headings)))
                continue
            headings = [(level, text) for level, text in headings if level < block.level]
            # The first heading is what the list is called.
            is_title = block.level == 1 and not has_title
            headings.append((block.level, "" if is_title else heading_of(block.pieces)))
            has_title = True
            above = block
            continue
        if headings and _PASSED.fullmatch(headings[-1][1]):
            continue
        item = _Item(block, _sections(headings), heading=above)
        above = None if block.pieces or block.cells else above
        items[id(block)] = item
        around = items.get(id(block.parent)) if block.parent is not None else None
        if around is None or around.depth >= DEEPEST:
            roots.append(item)
        else:
            item.depth = around.depth + 1
            around.inner.append(item)
    return iter(roots)


def _sections(headings: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Words for tags of the headings above a unit."""
    return _tidy(text for _, text in headings)


def _tidy(sections: Iterable[str]) -> tuple[str, ...]:
    told = {text.casefold(): text for text in sections if text and not _NO_SECTION.fullmatch(text)}
    return tuple(told.values())[-MOST_SECTIONS:]


def _resolve(item: _Item, sections: tuple[str, ...]) -> Iterator[Found | Passed]:
    unit = item.unit
    if unit.cells:
        yield from _resolve_row(unit, sections)
        return
    pieces = _parted(unit.pieces)
    own: list[_Item] = []
    details: list[_Item] = []
    holders: list[_Item] = []
    for kid in item.inner:
        (own if _is_separate(kid) else holders if kid.inner else details).append(kid)
    below = [_parted(kid.unit.pieces) for kid in details]
    if not unit.is_item and not _is_paper(pieces):
        return
    parts = _split(pieces)
    if len(parts) > 1:
        for part in parts:
            yield _found(unit.line, part, [], sections)
    elif _is_mention(pieces, below, is_item=unit.is_item):
        yield _titled(_found(unit.line, pieces, below, sections), item)
    elif own or holders:
        sections = _tidy((*sections, heading_of(pieces)[:80]))
        yield from (found for kid in details for found in _resolve(kid, sections))
    elif unit.is_item and (reason := _objection(pieces)):
        yield Passed(unit.line, reason)
    for kid in (*own, *holders):
        yield from _resolve(kid, sections)


def _objection(pieces: Sequence[Piece]) -> str | None:
    """Why an item with links is no paper; None where they lead into the page itself, to a file or to a person."""
    urls = [link.url for link in _links(pieces)]
    if any(map(_is_web, urls)):
        return "no link of it leads to a paper, as far as its address and its words say"
    if any(_SCHEME.match(url) and not _PERSON.match(url) for url in urls):
        return "no link of it begins with https:// or http://"
    return None


def _titled(found: Found, item: _Item) -> Found:
    """A paper whose title is the heading right above its links."""
    if found.mention.title or item.unit.is_item or item.heading is None or item.heading.level == 1:
        return found
    title = read_mention(item.heading.pieces)
    own = heading_of(item.heading.pieces)
    return replace(found, mention=title, sections=tuple(text for text in found.sections if text != own))


def _is_separate(item: _Item) -> bool:
    """Whether an item within another is a paper of its own."""
    pieces = _parted(item.unit.pieces)
    if not _is_paper(pieces):
        return False
    lead = _LABELLED.match(text_of(pieces))
    return bool(read_mention(pieces).title) and not (lead is not None and is_label(lead["label"]))


def _is_mention(pieces: Sequence[Piece], below: Sequence[Sequence[Piece]], *, is_item: bool) -> bool:
    mention = read_mention(pieces)
    if not is_item:
        # Within a sentence a link has words such as `our survey of kettles`.
        return not mention.title or (mention.is_emphatic and not mention.title[0].islower())
    if _is_paper(pieces) or any(map(_is_paper, below)):
        return True
    is_told = bool(mention.authors) or mention.venue is not None
    return mention.is_emphatic and mention.anchor is None and is_told and count_words(mention.title) >= 3


def _is_paper(pieces: Sequence[Piece]) -> bool:
    """Whether a text leads to a paper, or states the number of one."""
    return any(map(_leads_to_paper, _links(pieces))) or _STATED.search(text_of(pieces)) is not None


def _leads_to_paper(link: Link) -> bool:
    """Whether a link is one to a paper; also to a file beside the list, or to what nobody should follow."""
    if _SCHEME.match(link.url):
        return kind_of(link.words, link.url) is LinkKind.PAPER
    return _FILE.fullmatch(link.url) is not None


def _found(line: int, pieces: Sequence[Piece], below: Sequence[Sequence[Piece]], sections: tuple[str, ...]) -> Found:
    details = tuple(text_of(part) for part in (*_lines(pieces)[1:], *below))
    return Found(
        line=line,
        mention=read_mention(pieces),
        links=tuple(link for part in (pieces, *below) for link in _links(part)),
        sections=sections,
        stated=tuple(_STATED.findall(text_of(pieces))),
        details=details,
    )


def _resolve_row(row: Unit, sections: tuple[str, ...]) -> Iterator[Found | Passed]:
    """A row of a table, whose columns say what is in it."""
    if row.is_head:
        return
    cells = [_parted(cell) for cell in row.cells]
    head = row.table[0] if row.table and row.table[0].is_head else None
    names = [text_of(cell).casefold().strip(" *:") for cell in head.cells] if head is not None else []
    names += [""] * (len(cells) - len(names))
    links = [
        Link(link.words if has_kind(link.words) or not has_kind(name) else name, link.url)
        for name, cell in zip(names, cells, strict=False)
        for link in _links(cell)
    ]
    columns = {name: text_of(cell) for name, cell in zip(names, cells, strict=False) if name}
    chosen = _title_cell(cells, names)
    parts = _split(chosen)
    if len(parts) > 1:
        yield from (_found(row.line, part, [], sections) for part in parts)
        return
    mention = read_mention(chosen)
    is_paper = any(map(_leads_to_paper, links))
    stated = tuple(number for cell in cells for number in _STATED.findall(text_of(cell)))
    if is_paper or stated or (mention.title and _is_of_papers(names)):
        yield Found(row.line, mention, tuple(links), sections, stated=stated, columns=columns)
    elif any(_is_web(link.url) for link in links):
        yield Passed(row.line, "no link of it leads to a paper, as far as its address and its words say")


def _is_of_papers(names: Sequence[str]) -> bool:
    """Whether the columns of a table are those of papers: titles, with authors or where they appeared."""
    words = {word for name in names for word in name.split()}
    return not words.isdisjoint(_TITLE_COLUMNS) and not words.isdisjoint(_PAPER_COLUMNS)


def _title_cell(cells: list[list[Piece]], names: Sequence[str]) -> list[Piece]:
    """The cell that holds the title: by its column, else the first with a title set apart, else the longest text."""
    by_name = [cells[names.index(name)] for name in _TITLE_COLUMNS if name in names]
    for cell in by_name:
        if (mention := read_mention(cell)).title and not is_label(mention.title):
            return cell
    told = next((cell for cell in cells if count_words((m := read_mention(cell)).title) >= 3 and m.is_emphatic), None)
    return told if told is not None else max(cells, key=lambda cell: len(text_of(cell)), default=[])


def _split(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """The parts of a text that mentions several papers: a line or a link with a title for each; else all of it."""
    lines = _lines(pieces)
    if len(lines) > 1:
        told = [line for line in lines if _is_paper(line)]
        # Each line has a title, or each is an address alone.
        titled = {bool(_title_of(line)) for line in told}
        if len(told) > 1 and len(titled) == 1 and len(set(map(_identity, told))) == len(told):
            return list(told)
    starts: dict[str, int] = {}
    for number, piece in enumerate(pieces):
        if piece.anchor is None or (number and pieces[number - 1].anchor is piece.anchor):
            continue
        named = identify(piece.anchor.url)
        if named is not None and count_words(piece.anchor.label) >= 3 and not is_label(piece.anchor.label):
            starts.setdefault(named.key, number)
    if len(starts) < 2:
        return [pieces]
    places = [0, *list(starts.values())[1:], len(pieces)]
    return [pieces[start:end] for start, end in pairwise(places)]


def _title_of(pieces: Sequence[Piece]) -> str:
    title = read_mention(pieces).title
    return "" if is_label(title) else title


def _identity(pieces: Sequence[Piece]) -> str:
    return next((link.url for link in _links(pieces) if _leads_to_paper(link)), "")


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The lines of a text that hold something."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n") if piece.anchor is None else [piece.text]):
            if number:
                lines.append([])
            lines[-1].append(replace(piece, text=text))
    return [line for line in lines if any(piece.text.strip() or piece.anchor for piece in line)]


def _parted(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the addresses that are plain text made into links."""
    parted: list[Piece] = []
    for piece in pieces:
        end = 0
        if piece.anchor is None and ("/" in piece.text):
            for found in addresses(piece.text):
                parted.append(replace(piece, text=piece.text[end : found.start]))
                parted.append(replace(piece, text=found.printed, anchor=Anchor(found.url, found.printed)))
                end = found.end
        parted.append(replace(piece, text=piece.text[end:]) if end else piece)
    return parted


def _links(pieces: Sequence[Piece]) -> Iterator[Link]:
    """The links of a text; one whose words say nothing is called what is before its colon: `Code: [official](…)`."""
    seen: set[int] = set()
    before = ""
    for piece in pieces:
        if piece.anchor is None:
            before = before + piece.text if "\n" not in piece.text else piece.text.rpartition("\n")[2]
        elif id(piece.anchor) not in seen:
            seen.add(id(piece.anchor))
            words = " ".join(piece.anchor.label.split())
            label = _LABELLED.search(before[-60:])
            is_mute = is_label(words) and not has_kind(words)
            yield Link(
                label["label"] if is_mute and label is not None and has_kind(label["label"]) else words,
                piece.anchor.url,
            )
            before = ""


def _is_web(url: str) -> bool:
    return url[:8].casefold().startswith(("http://", "https://"))
