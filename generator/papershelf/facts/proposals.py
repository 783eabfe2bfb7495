"""Records that were matched become changes of papers' files: only what is absent is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from papershelf import content
from papershelf.errors import Problem, Severity
from papershelf.facts.matching import are_same_authors
from papershelf.model import Library, Origin, Paper, are_told_apart, arxiv_work
from papershelf.records.record import FACTS, Record
from papershelf.text import fold, names_in_a_row

SHOWN = 120
"""Characters of a value in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record that is certainly of a paper on the list."""

    paper: str
    """The paper's id, which stays when it is renamed."""
    record: Record
    reason: str
    """Why it is: a clause without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A fact that a paper gets."""

    paper: Paper
    """As it will be."""
    fact: str
    source: str
    reason: str

    @property
    def shown(self) -> str:
        """The value on one line."""
        return shown(getattr(self.paper, self.fact))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that will be written and said."""

    files: Mapping[str, str]
    """Files to write, by their path under `content/`."""
    additions: tuple[Addition, ...]
    problems: tuple[Problem, ...]
    """Disagreements, notices, and facts that cannot be taken in: each for a person to look at."""

    @property
    def papers(self) -> int:
        """How many papers get something."""
        return len({addition.paper.id for addition in self.additions})


@dataclass(slots=True, kw_only=True)
class Shelf:
    """The papers while facts come in, each as it will be."""

    papers: dict[str, Paper]
    """By id."""
    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    """Identifiers of papers on the list, and the ids of their papers."""
    additions: list[Addition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    keeps_abstracts: bool = False
    """Whether abstracts are taken in that the terms of their source give freely."""

    @classmethod
    def of(cls, library: Library) -> Shelf:
        """The papers of a library, which have got nothing yet."""
        shelf = cls(papers={paper.id: paper for paper in library.papers})
        for paper in library.papers:
            shelf.owners.update((claim, paper.id) for claim in paper.identifiers.items())
        return shelf

    def take(self, found: Found) -> None:
        """Take in what a record states and a paper lacks; note where both state something else.

        From a record with another identifier nothing is taken, whoever says that it is of this paper.
        """
        record, paper = found.record, self.papers[found.paper]
        for notice in record.notices:
            self._note(paper, None, notice, "Read it, and state `withdrawn` if the paper is to go")
        is_other = are_told_apart(paper, record.stub)
        for fact in FACTS:
            value = getattr(record, fact)
            if not value or (fact == "year" and not _may_tell_year(paper, record)):
                continue
            known = getattr(paper, fact)
            if known:
                self._compare(paper, fact, known, value, record.source)
            elif not is_other and self._may_have(paper, fact, value, record.source):
                paper = replace(paper, **{fact: value})
                paper = replace(paper, sources=_with_origin(paper.sources, record.source, fact))
                self.additions.append(Addition(paper=paper, fact=fact, source=record.source, reason=found.reason))
        if self.keeps_abstracts and not is_other and not record.notices:
            paper = self._with_abstract(paper, found)
        self.papers[found.paper] = paper
        self.owners |= dict.fromkeys(paper.identifiers.items(), paper.id)

    def _with_abstract(self, paper: Paper, found: Found) -> Paper:
        record = found.record
        if not record.abstract_is_open or not record.abstract or paper.abstract_source is not None:
            return paper
        if len(record.abstract) > content.MAX_ABSTRACT:
            problem = f"the abstract of {record.source} has more than {content.MAX_ABSTRACT:,} characters"
            self._note(paper, None, problem, "It is left out")
            return paper
        paper = replace(paper, abstract=record.abstract, abstract_source=record.source)
        self.additions.append(Addition(paper=paper, fact="abstract", source=record.source, reason=found.reason))
        return paper

    def _compare(self, paper: Paper, fact: str, known: Any, value: Any, source: str) -> None:
        if not _agree(fact, known, value):
            problem = f"{source} says '{shown(value)}', and the file '{shown(known)}'"
            self._note(paper, fact, problem, "Correct the file if the source is right")

    def _may_have(self, paper: Paper, fact: str, value: Any, source: str) -> bool:
        """Whether a value can be in a file, and belongs to no other paper."""
        if objections := content.objections(fact, content.to_values(replace(paper, **{fact: value}))[fact]):
            self._note(paper, fact, f"what {source} says is not allowed: {objections[0].problem}", "State it by hand")
            return False
        claim = next(iter(Paper(slug="", id="", title="", added="", **{fact: value}).identifiers.items()), None)
        owner = None if claim is None else self.owners.get(claim)
        if owner is not None and owner != paper.id:
            problem = f"{source} says '{shown(value)}', which {self.papers[owner].source} has"
            self._note(paper, fact, problem, "Check whether they are one paper")
            return False
        return True

    def _note(self, paper: Paper, name: str | None, problem: str, remedy: str) -> None:
        warning = Severity.WARNING
        noted = Problem(path=paper.source, field=name, problem=problem, remedy=remedy, severity=warning)
        if noted not in self.problems:
            self.problems.append(noted)


def plan(library: Library, texts: Mapping[str, str], found: Iterable[Found], *, keeps_abstracts: bool = False) -> Plan:
    """Decide what some records will change.

    Args:
        library: The list as it is.
        texts: Its files, by path under `content/`, which updates start from.
        found: Records and their papers, those first that are believed first. A paper that is gone is passed over.
        keeps_abstracts: Whether the list keeps the abstracts that a source's terms give freely.
    """
    shelf = Shelf.of(library)
    shelf.keeps_abstracts = keeps_abstracts
    for each in found:
        if each.paper in shelf.papers:
            shelf.take(each)
    files = {}
    for before in library.papers:
        after = shelf.papers[before.id]
        if changed := _changed(before, after):
            files[before.file] = content.update_paper(texts[before.file], changed)
        if after.abstract is not None and after.abstract_source is not None and before.abstract_source is None:
            kept = content.OpenAbstract(text=after.abstract, source=after.abstract_source)
            files[content.name_open_abstract(after.slug)] = content.write_open_abstract(kept)
    problems = tuple(sorted(shelf.problems, key=Problem.sort_key))
    return Plan(files=files, additions=tuple(shelf.additions), problems=problems)


def _changed(before: Paper, after: Paper) -> dict[str, content.Value]:
    values = content.to_values(after)
    return {name: values[name] for name in (*FACTS, "sources") if getattr(before, name) != getattr(after, name)}


def _with_origin(sources: tuple[Origin, ...], source: str, fact: str) -> tuple[Origin, ...]:
    """The sources with one fact more."""
    facts = {fact, *(known for origin in sources if origin.source == source for known in origin.facts)}
    others = [origin for origin in sources if origin.source != source]
    return tuple(sorted([*others, Origin(source=source, facts=tuple(name for name in FACTS if name in facts))]))


def _may_tell_year(paper: Paper, record: Record) -> bool:
    """Whether both count from the same event: a preprint's year is arXiv's, and a publisher prints another one."""
    return record.arxiv is not None or paper.arxiv is None


def _agree(fact: str, known: Any, value: Any) -> bool:
    if fact == "authors":
        return are_same_authors(known, value)
    if fact == "arxiv":
        return arxiv_work(known) == arxiv_work(value)
    return fold(known) == fold(value)


def shown(value: Any) -> str:
    """A fact on one line, cut."""
    text = value if isinstance(value, str) else names_in_a_row(value, 3)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
