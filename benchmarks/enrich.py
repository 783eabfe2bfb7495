"""How sure titles are: a tenth of the identifiers hidden, and looked for among the records of the whole list.

Run from the project's folder: `python -m benchmarks.enrich [--facts FILE] [--listings DIR]`. The facts file plays the
service: a search answers with the ten records whose titles share most words with the one that is asked for. Titles
are the list's own on both sides, so that recall is that of the second witness; precision is against look-alikes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.suggest import load
from papershelf.errors import PapershelfError
from papershelf.facts import facts_file
from papershelf.facts.matching import Verdict, choose
from papershelf.model import Name, Paper
from papershelf.records.record import Record
from papershelf.text import fold

CANDIDATES = 10
TENTH = 10


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a paper whose identifier is looked for, and how the service prints what it knows."""

    name: str
    paper: Callable[[Paper], Paper]
    record: Callable[[Record], Record]


def initials(names: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(replace(name, given=f"{name.given[:1]}." if name.given else "") for name in names)


KNOWN = (
    Known(
        name="title and authors, who are printed with initials, in capitals",
        paper=lambda paper: replace(paper, abstract=None, links=()),
        record=lambda record: replace(
            record, title=record.title.upper(), authors=initials(record.authors), abstract=None
        ),
    ),
    Known(
        name="title and abstract, which was revised by a tenth",
        paper=lambda paper: replace(paper, authors=(), links=()),
        record=lambda record: replace(record, authors=(), abstract=revised(record.abstract)),
    ),
    Known(
        name="title, and the links that stood in the abstract",
        paper=lambda paper: replace(paper, authors=(), abstract=None),
        record=lambda record: record,
    ),
    Known(
        name="title alone",
        paper=lambda paper: replace(paper, authors=(), abstract=None, links=()),
        record=lambda record: record,
    ),
)


def revised(abstract: str | None) -> str | None:
    if abstract is None:
        return None
    words = abstract.split()
    return " ".join(word if n % TENTH else "revised" for n, word in enumerate(words))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what is taken in by title.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--facts", type=Path, default=Path("../shared/facts/facts.jsonl"), help="a facts file")
    parser.add_argument("--listings", type=Path, default=Path("../shared/listings"), help="captured listings")
    options = parser.parse_args()
    papers, records = read(options.root, options.facts, options.listings)
    hidden = [paper for paper in papers if paper.id in records and is_hidden(paper)]
    print(f"{len(records)} records, {len(hidden)} papers without their identifier\n")
    print("| known of a paper | certain | right | wrong | precision | recall | to review |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for known in KNOWN:
        print(row(known, hidden, records))


def read(root: Path, facts: Path, listings: Path) -> tuple[Sequence[Paper], Mapping[str, Record]]:
    """The papers as they would be with their facts, and the records of those with an identifier, by id."""
    papers = {paper.id: paper for paper in load(root, listings).papers}
    records = {}
    for each in rows(facts):
        paper = papers.get(each.record.paper or "")
        if paper is not None and each.record.identifier:
            papers[paper.id] = replace(paper, authors=each.record.authors, arxiv=None, doi=None)
            records[paper.id] = replace(each.record, paper=None, title=paper.title, abstract=paper.abstract)
    return tuple(papers.values()), records


def rows(facts: Path) -> Iterator[facts_file.Row]:
    """The rows of a facts file that are sound, each read by itself."""
    for line in facts.read_bytes().splitlines():
        with suppress(PapershelfError):
            yield from facts_file.read(str(facts), line, facts.name)


def is_hidden(paper: Paper) -> bool:
    return hashlib.sha256(paper.id.encode()).digest()[0] % TENTH == 0


def row(known: Known, hidden: Sequence[Paper], records: Mapping[str, Record]) -> str:
    shown = {paper: known.record(record) for paper, record in records.items()}
    search = searcher(shown)
    right = wrong = review = 0
    for paper in hidden:
        found = choose(known.paper(paper), search(paper.title))
        taken = [match.record.identifier for match in found if match.verdict is Verdict.CERTAIN]
        right += records[paper.id].identifier in taken
        wrong += sum(identifier != records[paper.id].identifier for identifier in taken)
        review += bool(found) and not taken
    certain = right + wrong
    precision = f"{right / certain:.3f}" if certain else "–"
    return f"| {known.name} | {certain} | {right} | {wrong} | {precision} | {right / len(hidden):.3f} | {review} |"


def searcher(records: Mapping[str, Record]) -> Callable[[str], list[Record]]:
    """A search as services have it: the records whose titles share most words."""
    words = {paper: set(terms(record.title)) for paper, record in records.items()}

    def search(title: str) -> list[Record]:
        asked = set(terms(title))
        shared = Counter({paper: len(asked & held) / len(asked | held) for paper, held in words.items()})
        return [records[paper] for paper, _ in shared.most_common(CANDIDATES)]

    return search


def terms(title: str) -> Iterator[str]:
    yield from filter(None, map(fold, title.split()))


if __name__ == "__main__":
    main()
