"""Whether a record is of a paper on the list. An identifier decides; a title needs a second witness. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from papershelf.model import Name, Paper, arxiv_work
from papershelf.records.record import Record
from papershelf.text import are_alike, find_links, fold, identity_of, near_keys


class Verdict(StrEnum):
    """How sure it is."""

    CERTAIN = "certain"
    UNCERTAIN = "uncertain"
    """A person has to look."""
    OTHER = "other"
    """It is another paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record, and what it is to a paper."""

    record: Record
    verdict: Verdict
    reason: str
    """A clause without a full stop."""


def judge(paper: Paper, record: Record) -> Match:
    """Say whether a record is of a paper.

    Equal titles make one paper only with a second witness: an abstract that is alike, an author in common, or a link
    of the paper in the record's abstract. A witness against it (another abstract, no author in common) weighs more.
    """
    stated = record.stub.identifiers
    for kind, value in paper.identifiers.items():
        if kind in stated:
            same = stated[kind] == value
            verdict = Verdict.CERTAIN if same else Verdict.OTHER
            return Match(record=record, verdict=verdict, reason=f"{'the same' if same else 'another'} {_KINDS[kind]}")
    if not record.title:
        return Match(record=record, verdict=Verdict.OTHER, reason="nothing to compare")
    same = identity_of(paper.title) == identity_of(record.title)
    near = same or not set(near_keys(paper.title)).isdisjoint(near_keys(record.title))
    verdict, reason = _weigh(same, near, _witnesses(paper, record))
    return Match(record=record, verdict=verdict, reason=reason)


_KINDS = {"arxiv": "arXiv number", "doi": "DOI"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witnesses:
    """What speaks for a match, and what against it: clauses."""

    pro: tuple[str, ...]
    contra: tuple[str, ...]
    has_abstract: bool
    """Whether the abstract is among those that speak for it."""


def _witnesses(paper: Paper, record: Record) -> _Witnesses:
    pro: list[str] = []
    contra: list[str] = []
    alike = paper.abstract is not None and record.abstract is not None and are_alike(paper.abstract, record.abstract)
    if paper.abstract is not None and record.abstract is not None:
        (pro if alike else contra).append("the abstract is alike" if alike else "the abstract is another")
    if paper.authors and record.authors:
        common = have_author_in_common(paper.authors, record.authors)
        (pro if common else contra).append("an author in common" if common else "no author in common")
    links = {link.url.rstrip("/").casefold() for link in paper.links}
    if record.abstract and any(link.url.rstrip("/").casefold() in links for link in find_links(record.abstract)):
        pro.append("a link of the paper in the abstract")
    return _Witnesses(pro=tuple(pro), contra=tuple(contra), has_abstract=alike)


def _weigh(same: bool, near: bool, seen: _Witnesses) -> tuple[Verdict, str]:
    words = "; ".join((*seen.pro, *(f"but {each}" for each in seen.contra)))
    if same:
        if seen.pro and not seen.contra:
            return Verdict.CERTAIN, f"the same title; {words}"
        return Verdict.UNCERTAIN, f"the same title; {words or 'no second witness'}"
    if near and not (seen.contra and not seen.pro):
        return Verdict.UNCERTAIN, f"nearly the same title; {words or 'no second witness'}"
    if seen.has_abstract:
        return Verdict.UNCERTAIN, f"another title; {words}"
    return Verdict.OTHER, f"{'nearly the same' if near else 'another'} title; {words or 'no witness'}"


def choose(paper: Paper, records: Iterable[Record]) -> list[Match]:
    """The records that are, or may be, of a paper. Where several are certain and not one paper, none is certain."""
    found = [match for match in (judge(paper, record) for record in records) if match.verdict is not Verdict.OTHER]
    certain = [match for match in found if match.verdict is Verdict.CERTAIN]
    if any(_are_two(one.record, other.record) for one in certain for other in certain):
        reason = "several records match as well"
        return [
            replace(match, verdict=Verdict.UNCERTAIN, reason=f"{match.reason}; {reason}") if match in certain else match
            for match in found
        ]
    return found


def _are_two(one: Record, other: Record) -> bool:
    arxiv = one.arxiv and other.arxiv and arxiv_work(one.arxiv) != arxiv_work(other.arxiv)
    return bool(arxiv or (one.doi and other.doi and one.doi.casefold() != other.doi.casefold()))


def have_author_in_common(some: Iterable[Name], others: Iterable[Name]) -> bool:
    """Whether two lists of authors share a person, as far as print tells."""
    known = [_parts(name) for name in others]
    for family, given in map(_parts, some):
        for other_family, other_given in known:
            if family == other_family and (given == other_given or _is_initial(given, other_given)):
                return True
    return False


def are_same_authors(some: tuple[Name, ...], others: tuple[Name, ...]) -> bool:
    """Whether two lists are of the same people in the same order, however given names are printed."""
    return len(some) == len(others) and all(
        have_author_in_common([one], [other]) for one, other in zip(some, others, strict=True)
    )


def _is_initial(one: str, other: str) -> bool:
    """Whether a given name is the other's beginning, at least its first letter."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _parts(name: Name) -> tuple[str, str]:
    """Family and given name, folded. Of several family names the last one counts: lists part them in many ways."""
    words = [name.family] if name.literal else name.family.split()
    return fold(words[-1]), fold(name.given)
