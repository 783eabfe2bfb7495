"""The services asked, one after the other, about the papers of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from papershelf.errors import Problem, Severity
from papershelf.facts.enrich import Gathered
from papershelf.facts.fetch import Client, Unanswered
from papershelf.facts.matching import Verdict, choose
from papershelf.facts.proposals import Shelf
from papershelf.facts.source import Source
from papershelf.model import Library, Paper
from papershelf.records.record import Record

PATIENCE = 3
"""After so many failures in a row a service is left alone for this run."""

Tick = Callable[[int], None]
"""Told how many papers were dealt with."""


def gather(client: Client, sources: Iterable[Source], library: Library, asked: Sequence[Paper], tick: Tick) -> Gathered:
    """Ask every source about every paper: by identifier where one is known, else by title.

    What one source finds, the next ones know: a number found by title is looked up.

    Args:
        client: Who asks.
        sources: Whom to ask, those first that are believed first.
        library: The list.
        asked: The papers that are meant.
        tick: Told of progress: each source deals with each paper once.
    """
    run = _Run(client=client, shelf=Shelf.of(library), ids=[paper.id for paper in asked], tick=tick)
    for source in sources:
        run.ask(source)
    return run.gathered


@dataclass(slots=True, kw_only=True)
class _Run:
    client: Client
    shelf: Shelf
    """The papers as they will be, so that a later source knows what an earlier one found."""
    ids: list[str]
    tick: Tick
    gathered: Gathered = field(default_factory=Gathered)

    def ask(self, source: Source) -> None:
        failures = 0
        for papers, request in self._requests(source):
            try:
                if failures < PATIENCE:
                    self._take(papers, request())
                    failures = 0
            except Unanswered as error:
                failures += 1
                self._note(source, papers[0], str(error), last=failures == PATIENCE)
            self.tick(len(papers))

    def _requests(self, source: Source) -> Iterator[tuple[Sequence[Paper], Callable[[], list[Record]]]]:
        """Papers, and what asks about them, each paper once."""
        papers = [self.shelf.papers[each] for each in self.ids]
        known = {paper.id: identifier for paper in papers if (identifier := source.knows(paper)) is not None}
        those = [paper for paper in papers if paper.id in known]
        for start in range(0, len(those), source.batch):
            batch = those[start : start + source.batch]
            numbers = [known[paper.id] for paper in batch]
            yield batch, partial(source.look_up, self.client, source.address, numbers)
        for paper in papers:
            if paper.id not in known and not paper.identifiers:
                yield [paper], partial(source.search, self.client, source.address, paper.title)
            elif paper.id not in known:
                self.tick(1)

    def _take(self, papers: Sequence[Paper], records: list[Record]) -> None:
        for paper in papers:
            matches = choose(paper, records)
            if len(papers) > 1:  # a record of a batch is of the paper whose number was asked for
                matches = [match for match in matches if match.verdict is Verdict.CERTAIN]
            before = len(self.gathered.found)
            self.gathered.add(paper, matches)
            for found in self.gathered.found[before:]:
                self.shelf.take(found)

    def _note(self, source: Source, paper: Paper, problem: str, *, last: bool) -> None:
        remedy = "It is asked no more in this run; run the command again later" if last else "Run the command again"
        noted = Problem(
            path=source.name, problem=f"{paper.source}: {problem}", remedy=remedy, severity=Severity.WARNING
        )
        self.gathered.problems.append(noted)


def moved(sources: Iterable[Source], addresses: dict[str, str]) -> tuple[Source, ...]:
    """The sources, some of them at other addresses, such as a mirror's."""
    return tuple(replace(source, address=addresses.get(source.name, source.address)) for source in sources)
