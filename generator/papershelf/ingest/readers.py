"""Outside formats in: the text of a file becomes candidates.

`READERS` is an ordered table. A new format is a new module beside `hugging_face.py` and a word here.
"""

from __future__ import annotations

from dataclasses import replace

from papershelf.errors import stop
from papershelf.ingest import (
    arxiv_feed,
    arxiv_page,
    bibtex,
    csl_json,
    hugging_face,
    hugging_face_json,
    hugging_face_page,
    lines,
    markdown_list,
    own_csv,
    own_json,
    ris,
    zotero_csv,
)
from papershelf.ingest.capture import Capture
from papershelf.ingest.source import Reader, Source, decode, guess
from papershelf.text import archive

READERS: tuple[Reader, ...] = (
    hugging_face,
    hugging_face_page,
    hugging_face_json,
    arxiv_feed,
    arxiv_page,
    bibtex,
    ris,
    csl_json,
    zotero_csv,
    markdown_list,
    lines,
    own_json,
    own_csv,
)
"""In the order in which messages name them."""

_BY_RECORD = (bibtex, ris, csl_json, zotero_csv)
"""Those that set a record aside for a byte that is not UTF-8, and read the rest."""

_LARGEST = (
    ((hugging_face_page, arxiv_page, arxiv_feed), 16),
    ((markdown_list, lines), 8),
)
"""The largest files of formats that are parsed whole, in MB; others may have `MAX_BYTES`.

A page of 2,000 papers has about 4 MB, and a list of 10,000 has about 3. A parser's tree takes thirty times as much.
"""


def layouts() -> str:
    """The formats that are read, for a hint."""
    return "; ".join(reader.TITLE for reader in READERS)


def names() -> tuple[str, ...]:
    """What `--as` may name."""
    return tuple(reader.NAME for reader in READERS)


def read(path: str, listing: str, raw: bytes, *, as_format: str | None = None, may_be_empty: bool = False) -> Capture:
    """Read one file.

    Args:
        path: The file as a person would type it, for messages.
        listing: The id of the listing: the file's name without its ending.
        raw: The bytes of the file.
        as_format: The format that a person says it has, one of `names`; None: it is recognised.
        may_be_empty: Whether no paper in a file of a known format is nothing to object to.

    Raises:
        PapershelfError: No reader knows the file, more than one does, it is too large, or there is no paper in it.
    """
    source, notes = decode(path, listing, raw)
    # What an archive holds may look like a list, and its names and lengths would be in the papers.
    reader = _choose(source, as_format) if archive(raw) is None else None
    if source.undecoded is not None and reader not in _BY_RECORD:
        problem = f"the byte at offset {source.undecoded} is not UTF-8"
        raise stop(path, problem, f"Save the file as UTF-8 and import it again{guess(raw)}")
    if reader is not None:
        _check_size(path, raw, reader)
        capture = reader.read(source)
        if may_be_empty or capture.candidates or capture.set_aside or capture.vocabulary.tags:
            return replace(capture, notes=(*notes, *capture.notes))
    hint = guess(raw) if reader is None else ""
    raise stop(path, "no paper was found in it", f"Layouts that are read: {layouts()}{hint}")


def _check_size(path: str, raw: bytes, reader: Reader) -> None:
    """Object to a file that would take its parser minutes, or more memory than there is."""
    for readers, largest in _LARGEST:
        if reader in readers and len(raw) > largest * 2**20:
            problem = f"it has {len(raw) / 2**20:,.0f} MB, over the {largest} MB that are read of this format"
            raise stop(path, f"{problem} ({reader.TITLE})", "Split it into several listings")


def _choose(source: Source, as_format: str | None) -> Reader | None:
    """The reader of a file; None where no one recognises it."""
    if as_format is not None:
        return next(reader for reader in READERS if as_format == reader.NAME)
    claims = [reader for reader in READERS if reader.recognise(source)]
    if len(claims) > 1:
        found = " and ".join(reader.TITLE for reader in claims)
        remedy = f"Say which one: {' or '.join(f'--as {reader.NAME}' for reader in claims)}"
        raise stop(source.path, f"it looks like {found}", remedy)
    return claims[0] if claims else None
