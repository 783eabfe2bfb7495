"""What the search in the browser reads: the documents, and packed indexes of authors and running text.

`publish` makes all of it. The ranking itself is a module that runs in the browser
(`templates/theme/assets/javascripts/search/engine.js`); `words` is written in both languages
alike, and a test holds them together. Words of titles, tags and venues need no index: the browser
reads them from the documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from papershelf.addresses import file_path, search_file
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.search import packed
from papershelf.publish.search.directory import Shelf, to_directory
from papershelf.publish.search.documents import SHARD, to_detail, to_documents
from papershelf.publish.search.making import Kept, Making, Packed, pack, unpack
from papershelf.publish.search.mentions import mentions
from papershelf.publish.search.reading import Reading
from papershelf.publish.search.runs import Run
from papershelf.publish.search.shards import to_shards

__all__ = ["WHOLE_UP_TO", "Kept", "Packed", "pack", "publish", "publish_again", "unpack"]


WHOLE_UP_TO = 1_000
"""The search of a list of more papers is in shards: whole, it would come to more than 250 KB before a first answer."""


def publish(catalog: Catalog, words: Words = ENGLISH, whole_up_to: int = WHOLE_UP_TO) -> Iterator[Artifact]:
    """Every file of the search, in a fixed order.

    All of them number the papers alike. Each carries the same stamp, so that a browser which
    still has one of an earlier build sees that it does not belong to the others. Shards need none: their names do it.
    """
    yield from publish_again(catalog, words, whole_up_to)[0]


def publish_again(
    catalog: Catalog,
    words: Words = ENGLISH,
    whole_up_to: int = WHOLE_UP_TO,
    before: Kept | Packed | None = None,
    has: Callable[[str], bool] = lambda _path: False,
    jobs: int = 1,
) -> tuple[list[Artifact], Kept]:
    """The files of the search that are not there yet, and what making them came to.

    Args:
        catalog: The list.
        words: What the site says.
        whole_up_to: The search of a list of more papers is in shards.
        before: What making them came to the last time.
        has: Whether a file is in the new site already that is named after its content.
        jobs: How many processes may be at work.
    """
    known = unpack(before) if isinstance(before, Packed) else before
    making = Making(catalog.papers, _shelf_order(catalog), mentions(catalog), known, jobs)
    shelf = Shelf(making, _compact, lambda name: has(_path_of_shard(name)))
    if len(making.papers) > whole_up_to:
        files, details = to_shards(catalog, making, words, shelf), []
    else:
        files, details = _to_whole(catalog, making, words, shelf), _to_details(making)
    bodies = {name: _compact(value) for name, value in files.items()}
    stamp = _stamp_of([*bodies.values(), *details])
    made = [_stamped(search_file(name), stamp, body[1:-1]) for name, body in bodies.items()]
    made += [
        _stamped(search_file(f"details/{number}"), stamp, f'"papers":{some}') for number, some in enumerate(details)
    ]
    made += [Artifact(path=_path_of_shard(name), content=text) for name, text in shelf.shards.items()]
    return made, making.finish()


def _shelf_order(catalog: Catalog) -> Callable[[Paper, Reading], Any]:
    """The order of the numbers of papers: those with the same tags are together.

    Like papers share words, so that the steps between a word's papers are small, and the details
    of what a search finds lie in few files.
    """
    places = {tag: place for place, tag in enumerate(catalog.library.vocabulary.tags)}
    return lambda paper, reading: (sorted([places[tag] for tag in paper.tags]), reading.filed, paper.slug)


def _to_whole(catalog: Catalog, making: Making, words: Words, shelf: Shelf) -> dict[str, dict[str, Any]]:
    """The files of a short list that hold all papers, by name. What leads from names to papers is on the shelf."""
    documents = to_documents(catalog, making.papers, [reading.slug for reading in making.readings], words)
    texts = ("summaries", "abstracts") if documents["abstracts"] else ("summaries",)
    return {
        "documents": documents,
        "people": to_directory(making, ("people",), shelf),
        **{name: packed.pack(_to_runs(making, name)) for name in texts},
        "identifiers": {"known": [reading.known for reading in making.readings]},
    }


def _to_runs(making: Making, field: str) -> Sequence[Run]:
    return making.runs("whole", (field,), partial(packed.to_bits, making.postings(field)))


def _to_details(making: Making) -> list[str]:
    """The sentences, authors and links of papers, so many at a time."""
    starts = range(0, len(making.papers), SHARD)
    return [_to_some_details(making, slice(start, start + SHARD)) for start in starts]


def _to_some_details(making: Making, some: slice) -> str:
    made_from = ("details", making.keys[some])
    return making.part(made_from, lambda: _compact([to_detail(paper) for paper in making.papers[some]]))


def _path_of_shard(name: str) -> str:
    return file_path(search_file(f"shards/{name}"))


def _stamped(address: str, stamp: str, members: str) -> Artifact:
    """A file with the members of a JSON object behind its stamp."""
    return Artifact(path=file_path(address), content=f'{{"stamp":"{stamp}",{members}}}')


def _stamp_of(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
