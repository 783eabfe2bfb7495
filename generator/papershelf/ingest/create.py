"""A paper is made of the records that are about it: named, with its facts, links and the words for its tags. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from papershelf.content import naming, papers, vocabulary
from papershelf.content.yaml.fields import Report
from papershelf.errors import Problem, Severity
from papershelf.ingest.capture import Candidate
from papershelf.ingest.shelf import Fresh, Group, Shelf
from papershelf.model import Link, Paper
from papershelf.text import find_links, fold, identity_of, is_slug, plain_text

_STATE = "State it in the paper's file, if it is right"
_COPY = "Import into a list that has the tags, or name it there"
_FACTS = ("arxiv", "authors", "year", "venue", "doi")
_OPTIONAL = ("links", "proposed", "keywords", *_FACTS, "sources", "finding", "note", "summary", "withdrawn", "aliases")
"""What a paper can do without; in the order of its file."""


@dataclass(slots=True, kw_only=True)
class Maker:
    """Makes papers of groups of records."""

    shelf: Shelf
    fresh: Fresh
    meaning: Mapping[str, str]
    """What words mean tags: see `vocabulary.words`."""
    added: str
    """The day that they are marked with."""
    paths: Mapping[str, str]
    """The files that listings come from, for messages."""
    notes: list[Problem] = field(default_factory=list)
    """What could not be taken over."""
    made: dict[int, str] = field(default_factory=dict)
    """The slug of each group's paper, by the group's own identity."""
    origins: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By slug, the file and the number of the record that names a paper."""

    def make(self) -> tuple[Paper, ...]:
        """The new papers, each with an id and a slug that are its own, in slug order."""
        created: list[Paper] = []
        digested = [(self._digest(group), group) for group in self.fresh.groups]
        # Names that were given before are taken first.
        for digest, group in sorted(digested, key=lambda item: (item[1].first.paper is None, item[0])):
            paper_id, slug = self._name(group, digest)
            self.shelf.ids.add(paper_id)
            self.shelf.taken.add(slug)
            self.made[id(group)] = slug
            self.origins[slug] = self.paths[group.first.listing], group.first.rank
            created.append(self._create(group, paper_id, slug))
        return tuple(sorted(created, key=lambda paper: paper.slug))

    def _digest(self, group: Group) -> str:
        """What its id comes from: the title; of twins, with the abstract or an identifier."""
        first = group.first
        title = identity_of(first.title)
        twins = len(self.fresh.by_title[title]) > 1
        text = title if not twins else f"{title}\0{fold(first.abstract) or first.arxiv or first.doi or ''}"
        return naming.digest(text)

    def _name(self, group: Group, digest: str) -> tuple[str, str]:
        """The names of a paper: those that it had in the list that it comes from, where they are free."""
        known = group.first.paper
        paper_id, slug = naming.choose(
            plain_text(group.first.title), digest, ids=self.shelf.ids, slugs=self.shelf.taken
        )
        if known is None:
            return paper_id, slug
        return (
            known.id if known.id and known.id not in self.shelf.ids else paper_id,
            known.slug if is_slug(known.slug) and known.slug not in self.shelf.taken else slug,
        )

    def _create(self, group: Group, paper_id: str, slug: str) -> Paper:
        first = group.first
        words = tuple(word for record in group.records for word in record.proposed)
        known = first.paper or Paper(
            slug=slug,
            id=paper_id,
            added=self.added,
            **papers.title_fields(first.title),
            links=_links(group.records),
            abstract=next((each.abstract for each in group.records if each.abstract), None),
            **{fact: _stated(group.records, fact) for fact in _FACTS},
            sources=first.sources,
        )
        paper = replace(
            self._with_tags(first, known, words),
            slug=slug,
            id=paper_id,
            added=known.added or self.added,
            listed=tuple(sorted(group.places)),
        )
        return self._sound(first, self._with_free_names(first, paper))

    def _with_tags(self, record: Candidate, paper: Paper, words: Iterable[str]) -> Paper:
        """A paper with the tags that its words mean; a word that means none is kept as it is."""
        meant = {word: self.meaning.get(vocabulary.as_typed(word)) for word in (*paper.tags, *paper.proposed, *words)}
        tags = tuple(dict.fromkeys(tag for word in paper.tags if (tag := meant[word]) is not None))
        proposed = dict.fromkeys(
            tag for word in (*paper.proposed, *words) if (tag := meant[word]) is not None and tag not in tags
        )
        if unknown := [word for word in paper.tags if meant[word] is None]:
            self._note(
                record, "tags", f"'{unknown[0]}' is not in content/tags.yml, and is kept among its keywords", _COPY
            )
        keywords = dict.fromkeys((*paper.keywords, *(word for word, tag in meant.items() if tag is None)))
        return replace(
            paper,
            tags=tags,
            proposed=tuple(proposed)[: papers.MOST_TAGS],
            keywords=tuple(keywords)[: papers.MOST_TAGS],
        )

    def _with_free_names(self, record: Candidate, paper: Paper) -> Paper:
        """A paper without the former slugs that another paper has, which is said."""
        taken = [alias for alias in paper.aliases if alias in self.shelf.taken]
        if taken:
            self._note(record, "aliases", f"'{taken[0]}' belongs to another paper; it is left out")
        kept = tuple(alias for alias in paper.aliases if alias not in taken)
        self.shelf.taken.update(kept)
        return replace(paper, aliases=kept)

    def _sound(self, record: Candidate, paper: Paper) -> Paper:
        """A paper whose file loads: what no file may hold is left out, which is said."""
        if not _objections(paper):
            return paper
        for name in _OPTIONAL:
            bare = replace(paper, **{name: _without(paper, name)})
            before, after = _objections(paper), _objections(bare)
            if len(after) < len(before):
                gone = next(each for each in before if each not in after)
                self._note(record, name, f"{gone.problem}; it is left out")
                paper = bare
        return paper

    def _note(self, record: Candidate, name: str, problem: str, remedy: str = _STATE) -> None:
        self.notes.append(
            Problem(
                path=self.paths[record.listing],
                line=record.line,
                field=name,
                problem=problem,
                remedy=remedy,
                severity=Severity.WARNING,
            )
        )


def _objections(paper: Paper) -> list[Problem]:
    """What loading would say of a new paper's file."""
    report = Report(path="")
    papers.read(report, paper.slug, papers.write(paper), None)
    return [replace(problem, line=None) for problem in report.problems]


def _without(paper: Paper, name: str) -> Any:
    """The value of a field without what loading objects to; none, where it cannot be told apart."""
    value = getattr(paper, name)
    if not isinstance(value, tuple):
        return "" if name == "summary" else None

    def count(values: tuple[Any, ...]) -> int:
        changed: dict[str, Any] = {name: values}
        return len(_objections(replace(paper, **changed)))

    least = count(())
    return tuple(each for each in value if count((each,)) <= least)


def _links(records: Iterable[Candidate]) -> tuple[Link, ...]:
    """The links that records state, and those in their abstracts, each once."""
    found: dict[str, Link] = {}
    for record in records:
        for link in (*record.links, *find_links(record.abstract)):
            found.setdefault(link.url, link)
    return tuple(found.values())


def _stated(records: Iterable[Candidate], fact: str) -> Any:
    """A fact of a paper: what the first record says that says anything."""
    values = [getattr(record, fact) for record in records]
    return next((value for value in values if value), () if fact == "authors" else None)
