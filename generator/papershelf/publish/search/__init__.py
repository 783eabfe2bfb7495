"""What the search in the browser reads: the documents, and packed indexes of authors and running text.

`publish` makes all of it. The ranking itself is a module that runs in the browser
(`templates/theme/assets/javascripts/search/engine.js`); `words` is written in both languages
alike, and a test holds them together. Words of titles, tags and venues need no index: the browser
reads them from the documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from papershelf.addresses import file_path, search_file
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.search import packed
from papershelf.publish.search.documents import abstract_of, in_shelf_order, summary_of, to_details, to_documents
from papershelf.publish.search.facts import people_of
from papershelf.publish.search.shards import to_shards
from papershelf.publish.search.words import split_running

__all__ = ["WHOLE_UP_TO", "publish"]


WHOLE_UP_TO = 1_000
"""The search of a list of more papers is in shards: whole, it would come to more than 250 KB before a first answer."""


def publish(catalog: Catalog, words: Words = ENGLISH, whole_up_to: int = WHOLE_UP_TO) -> Iterator[Artifact]:
    """Every file of the search, in a fixed order.

    All of them number the papers alike. Each carries the same stamp, so that a browser which
    still has one of an earlier build sees that it does not belong to the others. Shards need none: their names do it.
    """
    papers = in_shelf_order(catalog)
    if len(papers) > whole_up_to:
        files, shards = to_shards(catalog, papers, words, _compact)
    else:
        files, shards = _to_whole(catalog, papers, words), {}
    details = [] if shards else to_details(papers)
    stamp = _stamp_of([_compact(value) for value in (*files.values(), *details)])
    for name, value in files.items():
        yield Artifact(path=file_path(search_file(name)), content=_compact({"stamp": stamp, **value}))
    for number, some in enumerate(details):
        yield Artifact(
            path=file_path(search_file(f"details/{number}")), content=_compact({"stamp": stamp, "papers": some})
        )
    for name, text in shards.items():
        yield Artifact(path=file_path(search_file(f"shards/{name}")), content=text)


def _to_whole(catalog: Catalog, papers: Sequence[Paper], words: Words) -> dict[str, dict[str, Any]]:
    """The files that every query of a short list needs, by name."""
    files: dict[str, dict[str, Any]] = {
        "documents": to_documents(catalog, papers, words),
        "people": packed.pack([people_of(paper) for paper in papers]),
        "summaries": packed.pack([split_running(summary_of(paper)) for paper in papers]),
    }
    if any(paper.abstract for paper in papers):
        files["abstracts"] = packed.pack([split_running(abstract_of(paper)) for paper in papers])
    return files


def _stamp_of(texts: list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
