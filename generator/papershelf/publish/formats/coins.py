"""COinS: a citation in a `span` that readers do not see and Zotero does, for pages that list many papers.

A context object of OpenURL (ANSI/NISO Z39.88-2004) in keys and values; the keys are those of the formats
`info:ofi/fmt:kev:mtx:journal` and `…:dc` (https://web.archive.org/web/2017/http://ocoins.info/).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from papershelf.publish.formats.citation import Citation
from papershelf.publish.venues import VenueKind

_GENRES = {VenueKind.JOURNAL: "article", VenueKind.CONFERENCE: "proceeding", VenueKind.OTHER: "preprint"}


def to_coins(citation: Citation) -> str:
    """The `title` of a `<span class="Z3988">`, not yet escaped for HTML; nothing for a withdrawn paper."""
    return "" if citation.withdrawn is not None else urlencode([*_pairs(citation)])


def _pairs(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
    yield "rft.genre", _GENRES[citation.kind]
    yield "rft.atitle", citation.title
    if citation.venue is not None:
        yield "rft.jtitle", citation.venue
    if citation.year is not None:
        yield "rft.date", citation.year
    for place, author in enumerate(citation.authors):
        if author.literal:
            yield "rft.aucorp" if place == 0 else "rft.au", author.family
        elif place == 0:
            yield "rft.aulast", author.last
            if author.given:
                yield "rft.aufirst", author.given
            if author.suffix:
                yield "rft.ausuffix", author.suffix
        else:
            yield "rft.au", author.sorted
    if citation.doi is not None:
        yield "rft_id", f"info:doi/{citation.doi}"
    if citation.url is not None:
        yield "rft_id", citation.url
