"""Related papers once more: made of what was found before, where little has changed since. Pure.

What comes out is the same as if nothing had been known.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from papershelf import processes
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper, Vocabulary
from papershelf.similarity import neighbours
from papershelf.similarity.index import PaperIndex, Ranks, term_of, weigh
from papershelf.similarity.kept import pack
from papershelf.similarity.listed import Related, number_all, settle, unpack
from papershelf.similarity.lookups import Lazy, Lookup
from papershelf.similarity.neighbours import FEW, Change, Near
from papershelf.similarity.reasons import Reasons, digest_of, most_common
from papershelf.similarity.related import Found, Relations, find, name_again, spell_out
from papershelf.similarity.texts import EMPTY, read
from papershelf.similarity.texts import digest_of as digest_of_text
from papershelf.similarity.weights import Vector, level


def relate_again(catalog: Catalog, before: Related | None, *, jobs: int = 1) -> tuple[Relations, Related]:
    """Find the related papers, the same whatever was known before, and sooner where little has changed.

    Args:
        catalog: The list.
        before: What was known.
        jobs: How many processes may be at work; what comes out is the same with any number.

    Returns:
        The relations, and what to begin with the next time.
    """
    jobs = jobs if processes.can_copy() else 1
    digests = [digest_of_text(paper) for paper in catalog.papers]
    edit = None if before is None else _compare(catalog.papers, digests, before)
    related = _begin(catalog, digests, jobs) if before is None or edit is None else _renew(catalog, before, edit, jobs)
    relations = spell_out(catalog, related.numbers, related.found().named)
    is_far = related.drift * FEW > len(digests) or related.vocabulary != related.kept.vocabulary
    return relations, settle(related) if is_far else related


def _begin(catalog: Catalog, digests: list[bytes], jobs: int) -> Related:
    """All there is to know of a list of which nothing is known: packed, it takes a fifth of the memory."""
    slugs = [paper.slug for paper in catalog.papers]
    return unpack(pack(slugs, find(catalog, jobs=jobs), digests, digest_of(catalog.library.vocabulary)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """How a list is otherwise than it was."""

    numbers: dict[str, int]
    papers: Mapping[int, Paper]
    digests: Mapping[int, bytes]
    changed: frozenset[int]
    """The papers that say something else, have other tags, or are new."""
    gone: frozenset[int]


def _compare(papers: tuple[Paper, ...], digests: list[bytes], before: Related) -> _Edit | None:
    """What changed on a list; None where so much did that to begin anew is as fast."""
    numbers = number_all([paper.slug for paper in papers], before.numbers)
    if numbers is None or level(len(papers)) != level(len(before.numbers)):
        return None
    by_number = dict(zip(numbers.values(), papers, strict=True))
    hashes = dict(zip(numbers.values(), digests, strict=True))
    changed = frozenset(
        number
        for number, paper in by_number.items()
        if before.digests.get(number) != hashes[number] or before.tags[number] != paper.tags
    )
    gone = frozenset(before.digests.keys() - hashes.keys())
    if (len(changed) + len(gone)) * FEW > len(papers):
        return None
    return _Edit(numbers=numbers, papers=by_number, digests=hashes, changed=changed, gone=gone)


def _renew(catalog: Catalog, before: Related, edit: _Edit, jobs: int) -> Related:
    """What there is to know of a list, from what was known before an edit."""
    vocabulary = catalog.library.vocabulary
    if not (edit.changed or edit.gone):
        return before if digest_of(vocabulary) == before.vocabulary else _name_all(catalog, before, jobs)
    now, reworded = _reword(before, edit)
    then = before.found()
    now, stale = _recount(before, then.index, now, reworded)
    now, reweighed = _reweigh(before, then.index, now, stale, edit)
    change = Change(
        before=then.index,
        now=now.index(catalog.papers),
        reweighed=reweighed,
        gone=edit.gone,
        found_before=before.count(),
        found=now.count(),
        finders=now.finders(),
    )
    near = neighbours.renew(change, then.near, before.with_candidates)
    now = replace(now, near={**before.near, **near})
    if digest_of(vocabulary) != before.vocabulary or most_common(len(edit.papers)) != most_common(len(before.numbers)):
        return _name_all(catalog, now, jobs)
    altered = reworded - edit.gone | reweighed
    beside = near.keys() | before.with_candidates(altered - reweighed)
    return _name_again(then, now, change, reworded - edit.gone, beside, vocabulary, jobs)


def _reword(before: Related, edit: _Edit) -> tuple[Related, frozenset[int]]:
    """The list with what its papers say now; and which may say something else than before, or are gone."""
    own = {
        number: read(edit.papers[number])
        for number in edit.changed
        if before.digests.get(number) != edit.digests[number]
    }
    names = {number: meant for number, meant in before.names.items() if number not in own and number not in edit.gone}
    names.update((number, text.names) for number, text in own.items() if text.names)
    now = replace(
        before,
        numbers=edit.numbers,
        digests=edit.digests,
        tags={number: paper.tags for number, paper in edit.papers.items()},
        names=names,
        own={**before.own, **own, **dict.fromkeys(edit.gone, EMPTY)},
    )
    reworded = edit.changed | edit.gone
    if otherwise := before.ambiguous ^ now.ambiguous:
        said = now.said()
        reworded |= {number for number in edit.digests if not otherwise.isdisjoint(said[number].terms)}
    return now, reworded


def _recount(
    before: Related, then: PaperIndex, now: Related, reworded: frozenset[int]
) -> tuple[Related, frozenset[int]]:
    """The list with how many papers have each term; and which papers are to be weighed anew."""
    had, texts = before.papers_with(), now.texts()
    having: dict[str, set[int]] = {}
    for number in reworded:
        old = {*then.texts[number].terms, *map(term_of, before.tags.get(number, ()))}
        new = {*texts[number].terms, *map(term_of, now.tags.get(number, ()))}
        for term in old ^ new:
            if term not in having:
                having[term] = set(had[term])
            having[term] ^= {number}
    moved = [papers for term, papers in having.items() if _weighs(len(papers)) != _weighs(len(had[term]))]
    now = replace(now, having={**before.having, **{term: frozenset(papers) for term, papers in having.items()}})
    return now, reworded.union(*moved)


def _weighs(having: int) -> tuple[bool, int]:
    """All that a weight takes from how many papers have a term."""
    return having > 1, level(having)


def _reweigh(
    before: Related, then: PaperIndex, now: Related, stale: frozenset[int], edit: _Edit
) -> tuple[Related, frozenset[int]]:
    """The list with the vectors that its papers have now; and which have others than before, or are new."""
    texts, count = now.texts(), now.count()
    vectors: dict[int, Vector] = {}
    for number in stale - edit.gone:
        vector = weigh(texts[number], now.tags[number], len(edit.papers), count)
        if vector != then.vectors[number] or number not in before.digests:
            vectors[number] = vector
    now = replace(now, vectors={**before.vectors, **vectors, **{number: {} for number in edit.gone}})
    return now, frozenset(vectors)


def _name_all(catalog: Catalog, now: Related, jobs: int) -> Related:
    """Choose all related papers anew."""
    vocabulary, found = catalog.library.vocabulary, now.found(catalog.papers)
    named, known = name_again(
        Reasons(found.index, vocabulary), _nearest_of(found.near), list(now.numbers.values()), jobs=jobs
    )
    return replace(now, named=named, known=known, vocabulary=digest_of(vocabulary))


def _name_again(
    then: Found,
    now: Related,
    change: Change,
    reworded: frozenset[int],
    beside: set[int],
    vocabulary: Vocabulary,
    jobs: int,
) -> Related:
    """Choose related papers where something else may be chosen than before.

    Args:
        then: What was known.
        now: What is known.
        change: How the vectors are otherwise.
        reworded: The papers that may say something else.
        beside: Those that may have something else near them.
        vocabulary: The tags.
        jobs: How many processes may be at work.
    """
    reasons = Reasons(change.now, vocabulary)
    altered, terms = reworded | change.reweighed, _terms_of(change, reworded)
    holders, held = change.now.holders, change.before.holders
    words = [term for term in terms if " " not in term]
    crossed = {word for word in words if reasons.is_common(len(holders[word])) != reasons.is_common(len(held[word]))}
    otherwise = reasons.take(then.known, terms, crossed) | _reordered(change, vocabulary)
    near = now.found().near
    stale = altered.union(*(holders[term] for term in otherwise))
    stale |= {number for number in beside - stale - change.gone if not _stays(then, number, near, altered)}
    named, known = name_again(reasons, _nearest_of(near), sorted(stale), jobs=jobs)
    return replace(now, named={**now.named, **named}, known=known)


def _nearest_of(near: Lookup[int, Near]) -> Lookup[int, Ranks]:
    return Lazy(lambda number: near[number].nearest)


def _terms_of(change: Change, reworded: AbstractSet[int]) -> set[str]:
    """The terms that other papers hold than before, or that papers hold of which more has changed than weights."""
    then, now = change.before.vectors, change.now.vectors
    found: set[str] = set()
    for number in change.reweighed | change.gone | reworded:
        if number in reworded:
            found.update(then[number], now[number])
        else:
            found.update(then[number].keys() ^ now[number].keys())
    return found


def _reordered(change: Change, vocabulary: Vocabulary) -> set[str]:
    """The tags that more or fewer papers have, where that puts tags into another order by their rarity."""
    terms = list(map(term_of, vocabulary.tags))
    moved = {term for term in terms if change.found[term] != change.found_before[term]}
    if not moved:
        return moved
    orders = [sorted(terms, key=lambda term: (count[term], term)) for count in (change.found_before, change.found)]
    return set() if orders[0] == orders[1] else moved


def _stays(then: Found, number: int, near: Lookup[int, Near], altered: AbstractSet[int]) -> bool:
    """Whether a paper has the papers beside it that it had, unaltered, as far as they were looked at."""
    considered = then.named[number].considered
    old, new = (list(islice(each[number].nearest.items(), considered)) for each in (then.near, near))
    return old == new and altered.isdisjoint(other for other, _ in new)
