"""BibTeX and BibLaTeX, as people write them and as programs export them.

Split into entries by bibtexparser, which goes on behind an entry that is broken. Fields: Oren Patashnik, "BibTeXing"
(1988); the manual of biblatex, section 2.2; `eprint` and its kin: https://info.arxiv.org/help/hypertex/bibstyles.
Groups: JabRef (https://docs.jabref.org/finding-sorting-and-cleaning-entries/groups) and Mendeley.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ExplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.model import Entry as Block_
from bibtexparser.splitter import Splitter

from papershelf.errors import Problem
from papershelf.ingest.bibtex_groups import static_groups
from papershelf.ingest.bibtex_strings import MONTHS, deepest, evaluate, split_list
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.entry import Entry, capture, name_of_parts
from papershelf.ingest.source import Source, is_quoted
from papershelf.model import LinkKind, Name
from papershelf.text import from_bibtex

NAME = "bibtex"
TITLE = "BibTeX and BibLaTeX"

# It reports what it could not read to the log; we report the same with the file's name.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False

_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]\s*[^\s,{}()=\"]*\s*,?\s*[\w-]+\s*=", re.MULTILINE)
"""How an entry begins: its type, its key and its first field. EndNote writes no key."""
_KEYLESS = re.compile(
    r"^([ \t]*@(?!(?:string|preamble|comment)\b)[A-Za-z]+[ \t]*\{)(?=\s*[\w-]+\s*=)", re.MULTILINE | re.IGNORECASE
)
_SAMPLE = 200_000
"""Characters in which the first entry has to begin."""
MOST_LEVELS = 40
"""Of braces within braces; people use four at the most."""

_NO_PAPERS = frozenset({
    "proceedings", "mvproceedings", "collection", "mvcollection", "periodical", "xdata", "set", "control",
    "ieeetranbstctl", "bibnote", "comment", "string", "preamble", "online-control", "acro", "person",
})  # fmt: skip
"""Entries that others refer to, and that are no paper themselves."""
_VENUES = ("journaltitle", "journal", "booktitle", "maintitle", "eventtitle", "series", "school", "institution")
"""In the order in which one is taken. A publisher is not a venue."""
_NOT_INHERITED = frozenset({
    "author", "shortauthor", "title", "subtitle", "titleaddon", "shorttitle", "abstract", "annotation", "doi",
    "eprint", "eprinttype", "archiveprefix", "url", "keywords", "groups", "pages", "crossref", "xref", "xdata", "ids",
    "entryset", "note", "file", "label", "sortkey", "execute",
})  # fmt: skip
"""What an entry does not take from the one that it refers to by `crossref`."""
_LINKS = {
    "url": None, "ee": None, "link": None, "html": None, "website": None, "pdf": LinkKind.PAPER,
    "code": LinkKind.CODE, "github": LinkKind.CODE, "project": LinkKind.PROJECT, "demo": LinkKind.DEMO,
    "video": LinkKind.VIDEO, "dataset": LinkKind.DATA, "data": LinkKind.DATA, "model": LinkKind.MODEL,
}  # fmt: skip
"""Fields with an address, of exports and of the lists of research groups, and what is behind it."""
_URL_MACRO = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{(?P<url>[^{}]*)\}.*", re.DOTALL)
_URL_ESCAPE = re.compile(
    r"\{?\\(?:(?P<tilde>textasciitilde|sim|~(?:\{\})?)|(?P<sign>[_%#&~$]))(?:\{\})?\}?|\{(?P<braced>[_%#&~])\}"
)


def recognise(source: Source) -> bool:
    """Whether an entry with a field begins some line, and is not quoted in a list."""
    found = _ENTRY.search(source.text, 0, _SAMPLE)
    return found is not None and not is_quoted(source.text, found.start())


def read(source: Source) -> Capture:
    """Read a bibliography."""
    library = _Library()
    for block in Splitter(_KEYLESS.sub(r"\1,", source.text)).split().blocks:
        library.add(block)
    return capture(source, library.records, lambda entry, record: _candidate(entry, record, library))


@dataclass(slots=True)
class _Record:
    """One entry, its values evaluated."""

    key: str
    kind: str
    fields: dict[str, str]
    """By name in lower case; the first of two."""
    repeated: list[str]
    """Names that are there twice, with different values."""
    fault: str | None = None
    """Why it cannot be read."""


@dataclass(slots=True)
class _Library:
    """The entries of a file, with what they share."""

    strings: dict[str, str] = field(default_factory=lambda: dict(MONTHS))
    records: list[tuple[int, _Record]] = field(default_factory=list)
    """Those that are papers, each with its line."""
    by_key: dict[str, _Record] = field(default_factory=dict)
    """All of them, by key in lower case."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """By key, the groups that a comment puts it into."""

    def add(self, block: Block) -> None:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
            if isinstance(block, DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
                block = block.ignore_error_block
        if isinstance(block, String):
            self.strings[block.key.lower()] = evaluate(block.value, self.strings)
        elif isinstance(block, ExplicitComment):
            for name, keys in static_groups(block.comment):
                for key in keys:
                    self.groups.setdefault(key, []).append(name)
        elif isinstance(block, ParsingFailedBlock):
            self.records.append((line, _Record("", "", {}, [], fault=_fault(block))))
        elif isinstance(block, Block_):
            record = self._read(block)
            self.by_key.setdefault(record.key.lower(), record)
            if record.kind not in _NO_PAPERS:
                self.records.append((line, record))

    def _read(self, block: Block_) -> _Record:
        fields: dict[str, str] = {}
        repeated = []
        for each in block.fields:
            name, value = each.key.lower(), evaluate(str(each.value), self.strings)
            if fields.setdefault(name, value) != value:
                repeated.append(name)
        return _Record(block.key, block.entry_type.lower(), fields, repeated)

    def inherited(self, record: _Record) -> dict[str, str]:
        """The fields of an entry with those of the entries that it refers to, which may refer to others."""
        fields = dict(record.fields)
        passed = {record.key.lower()}
        while (reference := _reference(record)) and reference.lower() not in passed:
            passed.add(reference.lower())
            if (parent := self.by_key.get(reference.lower())) is None:
                break
            is_data = parent.kind == "xdata"
            for name, value in parent.fields.items():
                if name == "title" and not is_data:
                    fields.setdefault("booktitle", value)
                elif is_data or name not in _NOT_INHERITED:
                    fields.setdefault(name, value)
            record = parent
        return fields


def _reference(record: _Record) -> str:
    """The key of the entry that another one takes fields from."""
    return (record.fields.get("crossref") or record.fields.get("xdata", "").partition(",")[0]).strip()


def _fault(block: ParsingFailedBlock) -> str:
    reason = getattr(block.error, "abort_reason", "")
    if "end of file" in reason:
        return "it never ends: a closing brace is missing"
    if "block start" in reason:
        return "another entry begins within it: a closing brace or quotation mark is missing"
    return "it cannot be read as an entry of BibTeX"


def _candidate(entry: Entry, record: _Record, library: _Library) -> Candidate | Problem:
    if record.fault is not None:
        return entry.refuse(record.fault)
    fields = library.inherited(record)
    if max(map(deepest, fields.values()), default=0) > MOST_LEVELS:
        return entry.refuse(f"it has over {MOST_LEVELS} levels of braces within braces")
    for name in record.repeated:
        if name in _READ:
            entry.note(name, "it is there twice; the first one is taken", "Check which one is right")
    title, subtitle = (from_bibtex(fields.get(name, "")) for name in ("title", "subtitle"))
    entry.title = f"{title}: {subtitle}" if title and subtitle else title
    entry.abstract = from_bibtex(fields.get("abstract", ""))
    _add_authors(entry, fields)
    _add_venue(entry, record.kind, fields)
    entry.set_year(from_bibtex(fields.get("year") or fields.get("date", ""), mathematics=False))
    entry.identifiers += _identifiers(fields)
    _add_addresses(entry, fields)
    for name in ("keywords", "keyword", "mendeley-tags", "tags"):
        entry.add_words(_listed(fields.get(name, "")), _plain)
    groups = [*split_list(fields.get("groups", ""), ","), *split_list(fields.get("mendeley-groups", ""), ",")]
    entry.collections += dict.fromkeys(
        name for group in (*groups, *library.groups.get(record.key, ())) if (name := _plain(group))
    )
    return entry.to_candidate()


_plain = partial(from_bibtex, mathematics=False)


def _listed(text: str) -> list[str]:
    """Keywords: between semicolons where there are any, else between commas."""
    return split_list(text, ";" if ";" in text else ",")


def _add_authors(entry: Entry, fields: dict[str, str]) -> None:
    names = split_multiple_persons_names(" ".join(fields.get("author", "").split()))
    if len(names) == 1 and names[0].count(",") != 1:
        # Publishers' own exports: `Kettle, A.; Spoon, B.`
        names = split_list(names[0], ";") or names
    for name in names:
        if name.strip().casefold() in ("others", "{others}", "et al.", "{et al.}", "et al"):
            remedy = "Complete it in the paper's file, or have `papershelf enrich` look it up"
            entry.note("authors", "the list ends in 'and others'", remedy)
        elif (extended := _extended(name)) is not None:
            entry.add_author(extended)
        else:
            entry.add_author(name, _author)


def _author(name: str) -> str:
    """A name as `parse_name` reads it: braces around all of it, or around a part with a comma, mean something."""
    bare = name.strip().replace("~", " ")
    if bare.startswith("{") and bare.endswith("}") and deepest(bare[1:-1]) >= 0 and _is_whole(bare):
        return f"{{{_plain(bare[1:-1])}}}"
    return _plain(bare)


def _is_whole(bare: str) -> bool:
    """Whether the first brace of a text is closed by its last, and does not only spell its first letter."""
    depth = 0
    for place, sign in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not depth:
            return place == len(bare) - 1 and not bare.startswith("{\\")
    return False


def _extended(name: str) -> Name | None:
    """A name in biblatex's extended format: `family=Berg, given=Ada, prefix=van den, useprefix=true`."""
    parts = dict(part.split("=", 1) for part in split_list(name, ",") if "=" in part)
    values = {key.strip(): _plain(value.strip().strip('"')) for key, value in parts.items()}
    if "family" not in values:
        return None
    return name_of_parts(values["family"], values.get("given", ""), values.get("prefix", ""), values.get("suffix", ""))


def _add_venue(entry: Entry, kind: str, fields: dict[str, str]) -> None:
    if kind in ("phdthesis", "mastersthesis", "thesis", "techreport", "report"):
        entry.set_venue(fields.get("school") or fields.get("institution", ""), _plain)
    for name in _VENUES:
        entry.set_venue(fields.get(name, ""), _plain)
    volume = fields.get("volume", "")
    if volume.startswith("abs/"):
        # DBLP's form of a preprint: `journal = {CoRR}, volume = {abs/2306.14898}`.
        entry.identifiers.append(volume.removeprefix("abs/"))


def _identifiers(fields: dict[str, str]) -> Iterator[str]:
    """Texts that should state an identifier of the entry."""
    kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv").strip().casefold()
    if kind == "arxiv":
        yield _address(fields.get("eprint", ""))
    for name in ("arxivid", "arxiv", "doi"):
        yield _address(fields.get(name, ""))
    # Zotero writes `arXiv:2306.14898 [cs]` there; of a note nothing else is read, and nothing is kept.
    for name in ("number", "note", "howpublished", "eprintid", "openreview"):
        if re.match(r"\s*(?:arxiv|https?:|\\url|doi)", fields.get(name, ""), re.IGNORECASE):
            yield _address(fields[name])


def _add_addresses(entry: Entry, fields: dict[str, str]) -> None:
    for name, kind in _LINKS.items():
        for address in (fields.get(name, "")).split():
            if name == "url" or "." in address:
                entry.addresses.append((_address(address), kind))
    howpublished = fields.get("howpublished", "")
    if (found := _URL_MACRO.search(howpublished)) is not None:
        entry.addresses.append((_address(found[0]), None))


def _address(written: str) -> str:
    r"""An address or identifier without TeX: `\url{https://example.org/a\_b}`."""
    found = _URL_MACRO.match(written.strip())
    text = found["url"] if found is not None else written.strip()
    while text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return _URL_ESCAPE.sub(lambda found: "~" if found["tilde"] else found["sign"] or found["braced"], text)


_READ = frozenset({"title", "author", "year", "date", "doi", "eprint", "abstract", *_VENUES})
"""Fields of which a second one would be missed."""
