"""The vocabulary in numbers: what a curator looks at before tags are divided or merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from papershelf.catalog.catalog import Catalog
from papershelf.check.library import FEWEST_PAPERS
from papershelf.text import counted

NEARLY_ALWAYS = 0.8
"""The share of a tag's papers that also have the other, from which two tags may be one."""


def describe(catalog: Catalog) -> Iterator[str]:
    """The statistics of the vocabulary, line by line."""
    counts = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    sizes = [len(paper.tags) for paper in catalog.papers]
    yield ", ".join([counted(len(catalog.topics), "topic"), counted(len(counts), "tag"), counted(len(sizes), "paper")])
    if counts and sizes:
        spread = ", ".join(f"{number} x {size}" for size, number in sorted(Counter(sizes).items()))
        yield f"tags per paper: median {median(sizes):g} ({spread})"
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        yield f"papers per tag: median {median(counts.values()):g}"
        yield f"most papers: {_counted(ranked[:8])}"
        yield f"fewest papers: {_counted(reversed(ranked[-8:]))}"
    for tag, other, shared in nearly_always_together(catalog):
        yield f"nearly always together: {tag} ({counts[tag]}) with {other} ({counts[other]}), {shared} papers"


def nearly_always_together(catalog: Catalog) -> Iterator[tuple[str, str, int]]:
    """Tags of which nearly all papers also have another: the tag, the other, and how many papers."""
    for tag, papers in catalog.by_tag.items():
        beside = Counter(other for paper in papers for other in paper.tags if other != tag)
        for other, shared in sorted(beside.items()):
            if shared >= FEWEST_PAPERS and shared >= NEARLY_ALWAYS * len(papers):
                yield tag, other, shared


def _counted(ranked: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{tag} {count}" for tag, count in ranked)
