"""What was found in each file, so that a file that is as it was needs not be read again."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple


class Anchor(NamedTuple):
    """A place in another page that a file links to."""

    file: str
    fragment: str
    field: str
    """Where the link is: `<a href>`."""
    address: str
    """As it is written."""


class Verdict(NamedTuple):
    """What was found in a file. One that is clean says the same of the same bytes on the same terms."""

    digest: str
    """The hash of the file's bytes, as `sha256-…`."""
    ids: str | None
    """The ids of a page, sorted and joined by NUL, which no parsed id can contain; None: it is not a page."""
    anchors: tuple[Anchor, ...]
    links: tuple[str, ...]
    """The files of the site that it links to."""
    is_clean: bool
    """Whether nothing was wrong with it, and its own bytes alone say so."""

    def holds(self, gone: AbstractSet[str]) -> bool:
        """Whether it is still true now that the site has lost these files."""
        # A link that led to a file leads there as long as that is there: no file can be where a folder is.
        return self.is_clean and (not gone or gone.isdisjoint(self.links))


def pack(verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """Verdicts on clean files as plain values, for `marshal`. Names of files are written once."""
    clean = {path: verdict for path, verdict in sorted(verdicts.items()) if verdict.is_clean}
    names = {name: number for number, name in enumerate(sorted({n for v in clean.values() for n in v.links}))}
    rows = [
        (
            path,
            verdict.digest,
            verdict.ids,
            [tuple(each) for each in verdict.anchors],
            [names[n] for n in verdict.links],
        )
        for path, verdict in clean.items()
    ]
    return {"files": list(names), "verdicts": rows}


def unpack(data: Mapping[str, Any]) -> dict[str, Verdict]:
    """What `pack` wrote.

    Raises:
        KeyError, TypeError, ValueError, IndexError: It is something else.
    """
    files, rows = data["files"], data["verdicts"]
    if not isinstance(files, list) or not isinstance(rows, list):
        raise TypeError
    return {
        path: Verdict(digest, ids, tuple(map(Anchor._make, anchors)), tuple([files[n] for n in links]), True)
        for path, digest, ids, anchors, links in rows
    }
