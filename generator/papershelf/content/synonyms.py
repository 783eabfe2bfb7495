"""`content/synonyms.txt`: words that people use for one another when they search.

The plain form of Solr's synonyms file
(https://solr.apache.org/guide/solr/latest/indexing-guide/filters.html#synonym-graph-filter):
one group per line, its names separated by commas; `#` begins a comment.
"""

from __future__ import annotations

from papershelf.content.yaml.fields import Report
from papershelf.errors import Problem
from papershelf.text import fold

LONGEST_NAME = 4
"""The search looks for names of so many words."""
MOST_NAMES = 20

_REMEDY = "Write names of one to four words, parted by commas: `picture, image, photo`"


def read(report: Report, text: str) -> tuple[tuple[str, ...], ...]:
    """Read the groups strictly; problems are noted, and what is sound is returned."""
    groups = []
    for number, line in enumerate(text.split("\n"), start=1):
        row = line.partition("#")[0].strip()
        names = tuple(name.strip() for name in row.split(","))
        if row and (problem := _objection(names)):
            report.problems.append(Problem(path=report.path, line=number, problem=problem, remedy=_REMEDY))
        elif row:
            groups.append(names)
    return tuple(groups)


def _objection(names: tuple[str, ...]) -> str | None:
    if "=>" in "".join(names):
        return "`=>` means nothing here: the names of a group all mean the same"
    if not 2 <= len(names) <= MOST_NAMES:
        return f"a group has 2 to {MOST_NAMES} names, and this one has {len(names)}"
    for name in names:
        if not fold(name):
            return "a name is empty"
        if len(name.split()) > LONGEST_NAME:
            return f"'{name[:60]}' has more than {LONGEST_NAME} words"
    keys = [" ".join(name.casefold().split()) for name in names]
    twice = next((name for name, key in zip(names, keys, strict=True) if keys.count(key) > 1), None)
    return None if twice is None else f"'{twice[:60]}' is in the group twice"
