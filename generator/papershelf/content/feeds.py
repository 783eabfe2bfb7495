"""`content/sources.yml`: the feeds from which `papershelf fetch` takes candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from papershelf.content.yaml.fields import Report, check_keys, clip, mapping_at, note_repeats, text, texts
from papershelf.content.yaml.nodes import Entry, Malformed, Mapping, Sequence, parse
from papershelf.errors import Rejected
from papershelf.text import check_url, fold, is_slug

NAME = "sources.yml"
"""Below `content/`."""


class FeedKind(StrEnum):
    """What a feed is, as its key in the file says."""

    ARXIV_CATEGORY = "arxiv-category"
    ARXIV_QUERY = "arxiv-query"
    HUGGING_FACE = "hugging-face"
    ZOTERO = "zotero"
    FILE = "file"


EXAMPLES = {
    FeedKind.ARXIV_CATEGORY: "arxiv-category: cs.CL",
    FeedKind.ARXIV_QUERY: "arxiv-query: 'cat:cs.CL AND abs:\"data selection\"'",
    FeedKind.HUGGING_FACE: "hugging-face: daily",
    FeedKind.ZOTERO: "zotero: groups/2345678",
    FeedKind.FILE: 'file: "https://example.org/library.bib"',
    "limit": "limit: 100",
    "words": 'words: ["data selection", tokeniser]',
}
"""How each key is written."""

SAID = {
    FeedKind.ARXIV_CATEGORY: "A category of arXiv, whose newest papers are looked at.",
    FeedKind.ARXIV_QUERY: "A query in the form of arXiv's API, of whose results the newest are looked at.",
    FeedKind.HUGGING_FACE: "`daily`: the daily papers of Hugging Face.",
    FeedKind.ZOTERO: "A public library of Zotero, or a collection of one: `groups/ID` or `groups/ID/collections/KEY`.",
    FeedKind.FILE: "The address of a file that `papershelf import` reads, such as a `.bib`.",
    "limit": "How many of the newest records are looked at, from 1 to 1000; 100 without it. Not with `file`.",
    "words": "Words or phrases. A paper is a candidate only if its title or abstract has one of them.",
}
"""What each key means, for editors and the reference."""

FIELDS = tuple(EXAMPLES)
USUAL, MOST = 100, 1_000
"""How many records of a feed are looked at."""
MOST_FEEDS = 100
MOST_WORDS = 100
LONGEST_QUERY = 1_000

PATTERNS = {
    FeedKind.ARXIV_CATEGORY: r"[a-z]+(?:-[a-z]+)?(?:\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)*))?",
    FeedKind.HUGGING_FACE: r"daily",
    FeedKind.ZOTERO: r"(?:groups|users)/[1-9][0-9]{0,11}(?:/collections/[A-Z0-9]{8})?",
    "limit": r"[1-9][0-9]{0,3}",
}
"""The forms of values; taxonomy: https://arxiv.org/category_taxonomy, keys: the Web API of Zotero, version 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Where candidates come from."""

    id: str
    """What the list calls it."""
    kind: FeedKind
    what: str
    """The category, query, library or address."""
    limit: int = USUAL
    """How many of its newest records are looked at."""
    words: tuple[str, ...] = ()
    """Of which a candidate has one; empty: every record is a candidate."""
    line: int
    """Where it is in its file."""


def read(report: Report, text: str) -> tuple[Feed, ...]:
    """Read the feeds strictly, in the order of the file; problems are noted, and what is sound is returned."""
    try:
        root = parse(text)
    except Malformed as error:
        report.add_malformed(error)
        return ()
    if root is None or (top := mapping_at(report, root, None, "the file")) is None:
        return ()
    if len(top.entries) > MOST_FEEDS:
        report.add(top, None, f"it has more than {MOST_FEEDS} sources", "Join queries with OR, or remove some")
        return ()
    found = []
    for key, entry in top.entries.items():
        if not is_slug(key):
            remedy = "Use lower-case letters, digits and single hyphens, such as `new-on-arxiv`"
            report.add(entry.key, clip(key), f"'{clip(key)}' is not a safe name", remedy)
        elif (mapping := mapping_at(report, entry.value, key, "it")) is not None:
            found.append(_feed(report, key, entry, mapping))
    return tuple(feed for feed in found if feed is not None)


def _feed(report: Report, key: str, entry: Entry, mapping: Mapping) -> Feed | None:
    check_keys(report, mapping, key, FIELDS)
    kinds = [kind for kind in FeedKind if kind in mapping.entries]
    if len(kinds) != 1:
        problem = "it says nowhere where it is" if not kinds else f"it is {kinds[0]} and {kinds[1]} at once"
        report.add(entry.key, key, problem, f"Write one of {', '.join(f'`{kind}`' for kind in FeedKind)}")
        return None
    what = _value(report, key, mapping, kinds[0])
    limit = _value(report, key, mapping, "limit") if "limit" in mapping.entries else str(USUAL)
    if kinds[0] is FeedKind.FILE and "limit" in mapping.entries:
        report.add(mapping.entries["limit"].key, f"{key}.limit", "a file is read whole", "Remove it")
    words = _words(report, key, mapping)
    if what is None or limit is None:
        return None
    line = entry.key.place.line + report.first_line
    return Feed(id=key, kind=kinds[0], what=what, limit=min(int(limit), MOST), words=words, line=line)


def _value(report: Report, key: str, mapping: Mapping, name: str) -> str | None:
    node, place = mapping.entries[name].value, f"{key}.{name}"
    written = text(report, node, place, EXAMPLES[name])
    return None if written is None else report.attempt(node, place, lambda: _checked(name, written))


def _checked(name: str, written: str) -> str:
    if name == FeedKind.FILE:
        check_url(written)
    pattern = PATTERNS.get(name)
    if (pattern is not None and not re.fullmatch(pattern, written)) or (name == "limit" and int(written) > MOST):
        raise Rejected(f"'{clip(written)}' is not of the form that is wanted", f"Write it as in `{EXAMPLES[name]}`")
    if len(written) > LONGEST_QUERY:
        raise Rejected(f"it has more than {LONGEST_QUERY:,} characters", "Divide it among several sources")
    return written


def _words(report: Report, key: str, mapping: Mapping) -> tuple[str, ...]:
    if (entry := mapping.entries.get("words")) is None:
        return ()
    place = f"{key}.words"
    found = texts(report, entry.value, place, EXAMPLES["words"])
    note_repeats(report, entry.value, place, found)
    if isinstance(entry.value, Sequence) and not 1 <= len(entry.value.items) <= MOST_WORDS:
        problem = "it is empty" if not entry.value.items else f"it has more than {MOST_WORDS} words"
        report.add(entry.value, place, problem, f"Write `{EXAMPLES['words']}`, or remove the line")
    for word in found:
        if not fold(word):
            report.add(entry.value, place, f"'{clip(word)}' has no letter and no digit", "Write a word or a phrase")
    return found[:MOST_WORDS]
