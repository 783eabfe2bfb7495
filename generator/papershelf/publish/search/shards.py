"""The search of a long list in shards: a browser fetches what all queries need, then what its own query needs.

`documents`, `people` and `summaries` keep their names. They hold the facts of all papers, by which facets count, the
words, and which shard knows more of each; so rankings are those of the whole index. Shards are named after what is in
them: nothing that a browser has kept is ever out of date, and an edit renames those that it changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from papershelf.catalog.catalog import Catalog
from papershelf.publish.byline import authors_in_short
from papershelf.publish.language import Words
from papershelf.publish.search.columns import pack_column, pack_sets
from papershelf.publish.search.directory import Shelf, to_directory
from papershelf.publish.search.documents import to_detail, to_terms
from papershelf.publish.search.facts import to_facts
from papershelf.publish.search.making import Making
from papershelf.publish.search.reading import hash_of

ROWS = 8
"""How many papers a shard of results holds: the ten results of a query are often in ten of them."""

_IDENTIFIERS = 200
"""How many identifiers a shard of them holds."""


def to_shards(catalog: Catalog, making: Making, words: Words, shelf: Shelf) -> dict[str, dict[str, Any]]:
    """The files that every query of a long list needs, by name.

    Args:
        catalog: The list.
        making: Its papers in the order of their numbers, and what was made before.
        words: What the site says.
        shelf: Where everything else is put.
    """
    has_abstracts = any(paper.abstract for paper in making.papers)
    texts = ("titles", "summaries", "abstracts") if has_abstracts else ("titles", "summaries")
    facts = to_facts(catalog, making.papers)
    return {
        "documents": {
            "size": len(making.papers),
            "shard": ROWS,
            "abstracts": has_abstracts,
            **to_terms(catalog, making.papers),
            **_to_columns(facts, catalog, making),
            "rows": _to_rows(facts, making, words, shelf),
            "order": _to_order(making, shelf),
            "identifiers": _to_identifiers(making, shelf),
        },
        "people": to_directory(making, ("people",), shelf),
        "summaries": {
            **to_directory(making, texts, shelf),
            "lengths": {
                name: _to_column(making, [_count_words(getattr(reading, name)) for reading in making.readings])
                for name in texts[1:]
            },
        },
    }


def _to_columns(facts: Mapping[str, Sequence[Any]], catalog: Catalog, making: Making) -> dict[str, Any]:
    """Facts of all papers, packed."""
    kinds = sorted({kind for kinds in set(facts["has"]) for kind in kinds.split()})
    places = {held: [kinds.index(kind) for kind in held.split()] for held in set(facts["has"])}
    vocabulary = catalog.library.vocabulary
    sets = {
        "tags": (facts["tags"], len(vocabulary.tags)),
        "listed": (facts["listed"], len(catalog.library.listings)),
        "has": ([places[held] for held in facts["has"]], len(kinds)),
        "accented": ([[] if paper.title.isascii() else [0] for paper in making.papers], 1),
    }
    columns = {name: facts[name] for name in ("added", "years", "venues")}
    columns["telling"] = [reading.telling for reading in making.readings]
    return {
        "kinds": kinds,
        "sets": {name: _to_sets(making, held, count) for name, (held, count) in sets.items()},
        "columns": {name: _to_column(making, column) for name, column in columns.items()},
    }


def _to_column(making: Making, column: Sequence[int]) -> Any:
    return making.part(("column", column), lambda: pack_column(column))


def _to_sets(making: Making, sets: Sequence[Sequence[int]], kinds: int) -> str:
    return making.part(("sets", sets, kinds), lambda: pack_sets(sets, kinds, len(sets)))


def _to_rows(facts: Mapping[str, Sequence[Any]], making: Making, words: Words, shelf: Shelf) -> str:
    """Put into shards what a result shows of each paper; their names."""
    said = hash_of(words.spoken)
    keys = list(zip(making.keys, facts["tags"], facts["listed"], strict=True))

    def put(start: int) -> str:
        some = range(start, min(start + ROWS, len(keys)))
        sets = [{name: facts[name][number] for name in ("tags", "listed")} for number in some]
        rows = zip(some, sets, strict=True)
        return shelf.put(
            ("rows", said, keys[start : start + ROWS]),
            lambda: [_to_row(making, number, each, words) for number, each in rows],
        )

    return "".join(map(put, range(0, len(keys), ROWS)))


def _to_row(making: Making, number: int, sets: Mapping[str, Sequence[int]], words: Words) -> dict[str, Any]:
    """What a result shows of a paper: columns say the rest. Tags and listings are there if their order is."""
    paper = making.papers[number]
    row = {
        "id": paper.id,
        "title": paper.title,
        "slug": making.readings[number].slug,
        "by": authors_in_short(paper, words),
        **{name: held for name, held in sets.items() if held != sorted(held)},
        **to_detail(paper),
    }
    return {name: value for name, value in row.items() if value}


def _count_words(text: str) -> int:
    """How many words there are, with spaces between them."""
    return text.count(" ") + 1 if text else 0


def _to_identifiers(making: Making, shelf: Shelf) -> dict[str, Any]:
    """Put identifiers into shards, with the numbers of their papers; ids and slugs of papers behind a sign of equality.

    Returns:
        `first`: the first one of each shard, and `shards`: their names.
    """
    papers = [(paper.id, paper.slug, each.known) for paper, each in zip(making.papers, making.readings, strict=True)]

    def make() -> list[tuple[str, str]]:
        named: dict[str, list[int]] = {}
        for number, (own, slug, known) in enumerate(papers):
            for value in (*known.lower().split(), f"={own}", f"={slug}"):
                named.setdefault(value, []).append(number)
        rows = [[value, *named[value]] for value in sorted(named, key=_as_in_browser)]
        runs = [rows[start : start + _IDENTIFIERS] for start in range(0, len(rows), _IDENTIFIERS)]
        return [(str(run[0][0]), shelf.put_made(run)) for run in runs]

    found = making.part(("identifiers", papers), make, lambda found: all(shelf.has(name) for _, name in found))
    return {"first": [first for first, _ in found], "shards": "".join(name for _, name in found)}


def _to_order(making: Making, shelf: Shelf) -> str:
    """Put into a shard each paper's place by title, as `titles.js` finds it; its name."""
    keys = [f"{reading.sorted} {paper.slug}" for paper, reading in zip(making.papers, making.readings, strict=True)]

    def make() -> list[int]:
        places = [0] * len(keys)
        for place, number in enumerate(sorted(range(len(keys)), key=lambda number: _as_in_browser(keys[number]))):
            places[number] = place
        return places

    return shelf.put(("order", keys), make)


def _as_in_browser(text: str) -> bytes:
    """What texts are ordered by as the browser does it: its code units."""
    return text.encode("utf-16-be")
