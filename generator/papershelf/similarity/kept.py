"""What relating papers came to, as bytes for the next process. Pure.

The bytes are marshal's: several times as fast as JSON, and short where many papers have one term. Nobody may unpack
what was not packed by this very program and Python: whoever keeps the bytes has to see to that.
"""

from __future__ import annotations

import marshal
from collections import Counter
from typing import Any

from papershelf.similarity.index import Read
from papershelf.similarity.neighbours import Near
from papershelf.similarity.reasons import Known
from papershelf.similarity.related import Named, Related
from papershelf.similarity.texts import Text


def pack(related: Related) -> bytes:
    """What was found, as bytes."""
    read, known = related.read, related.known
    pairs = zip(read.own, read.texts, strict=True)
    values = (
        tuple(read.slugs),
        tuple(read.digests),
        tuple(read.tags),
        [tuple(text) for text in read.own],
        [None if own is text else tuple(text) for own, text in pairs],
        dict(read.found),
        list(read.vectors),
        read.holders,
        [tuple(near) for near in related.near],
        [tuple(named) for named in related.named],
        (known.telling, known.plain),
        related.vocabulary,
    )
    return marshal.dumps(values)


def unpack(data: bytes) -> Related:
    """What was packed."""
    values: Any = marshal.loads(data)
    slugs, digests, tags, own, others, found, vectors, holders, near, named, (telling, plain), vocabulary = values
    texts = [Text._make(text) for text in own]
    read = Read(
        slugs=slugs,
        digests=digests,
        tags=tags,
        own=texts,
        texts=[text if other is None else Text._make(other) for text, other in zip(texts, others, strict=True)],
        found=Counter(found),
        vectors=vectors,
        holders=holders,
    )
    return Related(
        read=read,
        near=[Near._make(each) for each in near],
        named=[Named._make(each) for each in named],
        known=Known(telling=telling, plain=plain),
        vocabulary=vocabulary,
    )
