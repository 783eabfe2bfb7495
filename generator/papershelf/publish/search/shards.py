"""The search of a long list in shards: a browser fetches what all queries need, then what its own query needs.

`documents`, `people` and `summaries` keep their names. They hold the facts of all papers, by which facets count, the
words, and which shard knows more of each; so rankings are those of the whole index. Shards are named after what is in
them: nothing that a browser has kept is ever out of date, and an edit renames those that it changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.language import Words
from papershelf.publish.search.bits import gamma, to_base64
from papershelf.publish.search.columns import pack_column, pack_sets
from papershelf.publish.search.documents import abstract_of, summary_of, title_key, to_detail, to_documents
from papershelf.publish.search.facts import people_of
from papershelf.publish.search.packed import Held, index, shorten
from papershelf.publish.search.words import STOP_WORDS, grams, split_running, terms

ROWS = 8
"""How many papers a shard of results holds: the ten results of a query are often in ten of them."""

_SMALL, _LARGE = 2_500, 10_000
"""Bytes from which on a shard of words may end, where the hash of the next word says so, and at which it must."""
_ONE_IN = 8
"""A shard may end before one word of so many: where an edit moves a border, those behind it stay."""
_IDENTIFIERS = 200
"""How many identifiers a shard of them holds."""

_NONE = Held([], [])
_Item = TypeVar("_Item")

Write = Callable[[Any], str]
"""A value as it is written into a file."""


class Shards(NamedTuple):
    """The files of the search in shards."""

    files: Mapping[str, dict[str, Any]]
    """Those that every query needs, by name and without their stamp."""
    shards: Mapping[str, str]
    """The others as text, by name."""


def to_shards(catalog: Catalog, papers: Sequence[Paper], words: Words, write: Write) -> Shards:
    """Everything that the search in shards reads.

    Args:
        catalog: The list.
        papers: Its papers in the order of their numbers.
        words: What the site says.
        write: What a file is written with.
    """
    shelf = _Shelf(write)
    whole = to_documents(catalog, papers, words)
    texts = {
        "titles": index(map(_title_words, papers)),
        "summaries": index(split_running(summary_of(paper)) for paper in papers),
    }
    if whole["abstracts"]:
        texts["abstracts"] = index(split_running(abstract_of(paper)) for paper in papers)
    lengths = {name: pack_column(_lengths(held, len(papers))) for name, held in texts.items() if name != "titles"}
    files = {
        "documents": {
            **_to_columns(whole, papers),
            "rows": "".join(shelf.put(rows) for rows in _by(ROWS, list(_to_rows(whole, papers)))),
            "order": shelf.put(_places_by_title(papers)),
            "identifiers": _to_identifiers(whole["known"], papers, shelf),
        },
        "people": _to_directory({"people": index(map(people_of, papers))}, len(papers), shelf),
        "summaries": {**_to_directory(texts, len(papers), shelf), "lengths": lengths},
    }
    return Shards(files, shelf.shards)


class _Shelf:
    """Where shards are put, each under a name that its bytes give it."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self.shards: dict[str, str] = {}

    def put(self, value: Any) -> str:
        """Put a shard there, and return its name: 12 hexadecimal digits."""
        text = self._write(value)
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        assert self.shards.setdefault(name, text) == text, "two shards would have one name"
        return name


def _to_columns(whole: Mapping[str, Any], papers: Sequence[Paper]) -> dict[str, Any]:
    """What the documents are without their texts: facts of all papers, packed."""
    size = len(papers)
    kinds = sorted({kind for kinds in whole["has"] for kind in kinds.split()})
    has = ([kinds.index(kind) for kind in held.split()] for held in whole["has"])
    vocabulary = whole["vocabulary"]
    return {
        "size": size,
        "shard": ROWS,
        "abstracts": whole["abstracts"],
        "vocabulary": vocabulary,
        "synonyms": whole["synonyms"],
        "kinds": kinds,
        "sets": {
            "tags": pack_sets(whole["tags"], len(vocabulary["tags"]), size),
            "listed": pack_sets(whole["listed"], len(vocabulary["listings"]), size),
            "has": pack_sets(has, len(kinds), size),
            "accented": pack_sets(([] if paper.title.isascii() else [0] for paper in papers), 1, size),
        },
        "columns": {
            **{name: pack_column(whole[name]) for name in ("added", "years", "venues")},
            "telling": pack_column([_count_telling(paper) for paper in papers]),
        },
    }


def _to_rows(whole: Mapping[str, Any], papers: Sequence[Paper]) -> Iterator[dict[str, Any]]:
    """What a result shows of each paper: columns say the rest. Tags and listings are there if their order is."""
    for number, paper in enumerate(papers):
        sets = {name: whole[name][number] for name in ("tags", "listed")}
        row = {
            "id": paper.id,
            "title": paper.title,
            "slug": whole["slugs"][number],
            "by": whole["authors"][number],
            **{name: held for name, held in sets.items() if held != sorted(held)},
            **to_detail(paper),
        }
        yield {name: value for name, value in row.items() if value}


def _title_words(paper: Paper) -> list[str]:
    """The words of a title, once each; those that are only parts of the words that a query would ask for, twice."""
    found = dict.fromkeys(grams(paper.title))
    asked = set(terms(paper.title))
    return [*found, *(word for word in found if word not in asked)]


def _count_telling(paper: Paper) -> int:
    """How many words of a title are no stop words."""
    return sum(word not in STOP_WORDS for word in terms(paper.title))


def _lengths(held: Mapping[str, Held], papers: int) -> list[int]:
    """How many words each paper has in an index."""
    lengths = [0] * papers
    for found in held.values():
        for paper, count in zip(found.texts, found.counts, strict=True):
            lengths[paper] += count
    return lengths


def _to_directory(indexes: Mapping[str, Mapping[str, Held]], papers: int, shelf: _Shelf) -> dict[str, Any]:
    """Put words in order into shards, with the papers that hold them by some indexes.

    Returns:
        `words` as `packed.pack` has them, `sizes`: how many of them are in each shard, and `shards`: their names.
    """
    words = sorted({word for held in indexes.values() for word in held})
    runs = list(_cut(words, indexes, papers))
    shards = [shelf.put({name: _join(row[place] for row in run) for place, name in enumerate(indexes)}) for run in runs]
    return {"words": "".join(shorten(words)), "sizes": [len(run) for run in runs], "shards": "".join(shards)}


def _join(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The bits of a run of words, in one index."""
    places, counts = zip(*rows, strict=True)
    return {"places": to_base64(places), "counts": to_base64(counts)}


_Row = list[tuple[str, str]]
"""Of a word, for each index, the bits of the papers that hold it and of how often they do."""


def _cut(words: Sequence[str], indexes: Mapping[str, Mapping[str, Held]], papers: int) -> Iterator[list[_Row]]:
    """Words in runs, each for one shard."""
    run: list[_Row] = []
    bits = 0
    for word in words:
        if bits > 8 * _LARGE or (bits > 8 * _SMALL and _may_begin(word)):
            yield run
            run, bits = [], 0
        found = [held.get(word, _NONE) for held in indexes.values()]
        row = [(gamma(len(held.texts) + 1) + held.places(papers), held.times()) for held in found]
        bits += sum(len(places) + len(counts) for places, counts in row)
        run.append(row)
    if run:
        yield run


def _may_begin(word: str) -> bool:
    """Whether a shard may begin with a word."""
    return hashlib.sha256(word.encode()).digest()[0] % _ONE_IN == 0


def _to_identifiers(known: Sequence[str], papers: Sequence[Paper], shelf: _Shelf) -> dict[str, Any]:
    """Put identifiers into shards, with the numbers of their papers; ids and slugs of papers behind a sign of equality.

    Returns:
        `first`: the first one of each shard, and `shards`: their names.
    """
    named: dict[str, list[int]] = {}
    for number, paper in enumerate(papers):
        for value in (*known[number].lower().split(), f"={paper.id}", f"={paper.slug}"):
            named.setdefault(value, []).append(number)
    # As the browser orders them.
    values = sorted(named, key=lambda value: value.encode("utf-16-be"))
    runs = _by(_IDENTIFIERS, values)
    return {
        "first": [run[0] for run in runs],
        "shards": "".join(shelf.put([[value, *named[value]] for value in run]) for run in runs),
    }


def _places_by_title(papers: Sequence[Paper]) -> list[int]:
    """Each paper's place by title, as `order.js` finds it."""
    keys = [f"{title_key(paper.title)} {paper.slug}".encode("utf-16-be") for paper in papers]
    places = [0] * len(papers)
    for place, number in enumerate(sorted(range(len(papers)), key=keys.__getitem__)):
        places[number] = place
    return places


def _by(size: int, items: Sequence[_Item]) -> list[Sequence[_Item]]:
    """Items, so many at a time."""
    return [items[start : start + size] for start in range(0, len(items), size)]
