"""Rules for the list as a whole: a vocabulary in balance, and no paper twice."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.catalog.duplicates import duplicates
from papershelf.catalog.identity import IDENTIFIERS, field_of
from papershelf.check.material import Material
from papershelf.errors import Problem, Severity

FEWEST_PAPERS = 3
"""Under a tag; a tag with fewer helps nobody to find anything."""
LARGEST_SHARE = 0.2
"""Of all papers under one tag; a tag with more tells them apart too little."""
FEWEST_TAGGED = round(FEWEST_PAPERS / LARGEST_SHARE)
"""Papers with tags. Of fewer, no tag could have enough papers without having too many."""


def balance(material: Material) -> Iterator[Problem]:
    """Tags with too few papers, or with too many; seen when every file can be read, and not of a young list."""
    if material.doubts or sum(bool(paper.tags) for paper in material.catalog.papers) < FEWEST_TAGGED:
        return
    total = len(material.catalog.papers)
    lines: dict[str, int] = {}
    for number, row in enumerate(material.rows("tags.yml"), start=1):
        lines.setdefault(row.strip().strip('"'), number)
    for tag, papers in material.catalog.by_tag.items():
        if len(papers) < FEWEST_PAPERS:
            problem = f"only {len(papers)} of the papers have it, fewer than {FEWEST_PAPERS}"
            remedy = "Merge it into a wider tag, or tag the papers that belong there"
        elif len(papers) > LARGEST_SHARE * total:
            problem = f"{len(papers)} of {total} papers have it, more than a fifth"
            remedy = "Divide it into narrower tags"
        else:
            continue
        yield Problem(
            path="content/tags.yml",
            line=lines.get(f"{tag}:") or lines.get(f'{tag}":'),
            field=f"tags.{tag}",
            problem=problem,
            remedy=remedy,
            severity=Severity.WARNING,
        )


def duplicate_paper(material: Material) -> Iterator[Problem]:
    """Papers that are on the list twice; each of the two is named, whichever file a person is looking at."""
    for twins in duplicates(material.catalog.papers):
        keep, drop = (paper.slug for paper in twins.pair)
        remedy = f"Join them: `papershelf merge {keep} {drop}`"
        if twins.why == "title":
            remedy += "; if they are two papers, state an arXiv identifier or a DOI of each"
        for paper, other in (twins.pair, twins.pair[::-1]):
            near = "the same title as" if twins.certain else "nearly the title of"
            worded = near if twins.why == "title" else f"the same {IDENTIFIERS[twins.why]} as"
            problem = f"it has {worded} {other.source}, '{other.title[:120]}'"
            severity = Severity.ERROR if twins.certain else Severity.WARNING
            yield material.problem(paper, field_of(paper, twins.why), problem, remedy, severity=severity)


def editor_files(material: Material) -> Iterator[Problem]:
    """Files for editors that were made of another vocabulary."""
    for path in material.stale:
        problem = "it does not match the current vocabulary"
        yield Problem(path=path, problem=problem, remedy="Run `papershelf editor`", severity=Severity.WARNING)


def map_current(material: Material) -> Iterator[Problem]:
    """Papers without a place on the map, once it was drawn."""
    positions = material.catalog.library.positions
    missing = sum(paper.id not in positions for paper in material.catalog.papers)
    if positions and missing:
        problem = f"{missing:,} of the papers came after it was drawn; a build places them beside their relatives"
        remedy = "Run `papershelf map`"
        yield Problem(path="content/map.csv", problem=problem, remedy=remedy, severity=Severity.WARNING)
