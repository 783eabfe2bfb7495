"""Two papers of a list that are one: the one that is kept takes over whatever only the other one has. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from papershelf.catalog.identity import same_paper
from papershelf.content import REJECTED, ledger, papers
from papershelf.content.vocabulary_text import NAME as VOCABULARY
from papershelf.content.yaml.fields import Report, clip
from papershelf.curate import references
from papershelf.curate.paper_changes import Change, abstract_of, follow_on_map
from papershelf.errors import PapershelfError, Problem, Rejected, Severity
from papershelf.model import MOST_TAGS, Library, Link, LinkKind, Merged, Origin, Paper, Vocabulary, arxiv_work
from papershelf.text import are_alike, fold, identifiers_of, identify, names_in_a_row

_FACTS = ("arxiv", "doi", "authors", "year", "venue", "finding", "note", "summary")
"""What is taken over where the paper that is kept lacks it."""
_COMPARED = ("title", *_FACTS)
_SHOWN = 100
"""Characters of a value in a message."""


@dataclass(frozen=True, slots=True)
class _Conflict:
    field: str
    value: Any
    """What only the paper that goes has."""


def merge_papers(library: Library, texts: Mapping[str, str], keep: Paper, drop: Paper) -> Change:
    """The files that change when one paper is merged into another.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        keep: The paper that stays, with its words and facts.
        drop: The one that goes: its facts, listings, links and tags come along, and its addresses redirect.

    Raises:
        Rejected: Both are one file, or the paper that is to stay is withdrawn.
        PapershelfError: The paper would have what no file may, such as too many tags.
    """
    if keep.id == drop.id:
        raise Rejected("a paper cannot be merged into itself", "Name two papers")
    if keep.withdrawn is not None and drop.withdrawn is None:
        remedy = f"Keep the other one: `papershelf merge {drop.slug} {keep.slug}`"
        raise Rejected(f"{keep.source} is withdrawn, and {drop.source} is not", remedy)
    joined = _join(library.vocabulary, keep, drop)
    files: dict[str, str | None] = {keep.file: _write(texts[keep.file], keep, joined)}
    if VOCABULARY in texts:
        files[VOCABULARY] = references.point_papers(texts[VOCABULARY], drop.slug, keep.slug)
    files |= follow_on_map(texts, drop.id, keep.id)
    if REJECTED in texts:
        files[REJECTED] = references.follow_refusals(texts[REJECTED], drop.id, keep.id)
    files |= ledger.promise(texts, ledger.promised([keep, drop]))
    notes = [
        *_doubts(keep, drop),
        *_too_many_tags(keep, joined),
        *(_note(keep, drop, each) for each in _conflicts(keep, drop)),
    ]
    if (former := abstract_of(drop)) is not None and drop.abstract is not None:
        if keep.abstract is not None and not are_alike(keep.abstract, drop.abstract):
            notes.append(_note(keep, drop, _Conflict("abstract", drop.abstract)))
        files |= _join_abstracts(texts, keep, drop, former)
    changed = {name: text for name, text in files.items() if text is None or texts.get(name) != text}
    return Change(files=changed | {drop.file: None}, notes=tuple(notes))


def _join_abstracts(texts: Mapping[str, str], keep: Paper, drop: Paper, former: str) -> dict[str, str | None]:
    """The files of abstracts that change: an open one goes before one that came with a listing, as in loading."""
    is_open = drop.abstract_source is not None
    if keep.abstract is None or (is_open and keep.abstract_source is None):
        name = former.replace(f"/{drop.slug}.md", f"/{keep.slug}.md")
        return {name: texts.get(former, f"{drop.abstract}\n"), former: None}
    # What came with a listing is in no repository: one that says something else is nowhere but in its file.
    is_known = is_open or are_alike(keep.abstract, drop.abstract or "")
    return {former: None} if is_known else {}


def _join(words: Vocabulary, keep: Paper, drop: Paper) -> Paper:
    """The paper that both become."""
    taken: dict[str, Any] = {
        name: getattr(drop, name) for name in _FACTS if not getattr(keep, name) and getattr(drop, name)
    }
    tags = words.in_house_order(dict.fromkeys((*keep.tags, *drop.tags)))
    proposed = dict.fromkeys((*keep.proposed, *drop.proposed))
    joined = replace(
        keep,
        **taken,
        listed=tuple(sorted({*keep.listed, *drop.listed})),
        tags=keep.tags if set(tags) == set(keep.tags) else tags,
        proposed=tuple(tag for tag in proposed if tag not in tags),
        sources=_origins(keep, drop, taken),
        aliases=(*keep.aliases, drop.slug, *drop.aliases),
        merged=(*keep.merged, Merged(id=drop.id, slug=drop.slug), *drop.merged),
    )
    return replace(joined, links=(*keep.links, *_further_links(joined, drop)))


def _further_links(joined: Paper, drop: Paper) -> Iterator[Link]:
    """The addresses of the paper that goes which the joined one does not state, its other identifiers among them."""
    known = {each.key for each in identifiers_of(joined)} | {_address(link.url) for link in joined.links}
    stated = (identify(text) for text in (drop.arxiv, drop.doi) if text is not None)
    other = (Link(kind=LinkKind.PAPER, url=each.address) for each in stated if each is not None)
    for link in (*drop.links, *other):
        if (address := _address(link.url)) not in known:
            known.add(address)
            yield link


def _address(url: str) -> str:
    """What two spellings of one address have in common."""
    meant = identify(url)
    return url.rstrip("/") if meant is None else meant.key


def _origins(keep: Paper, drop: Paper, taken: Mapping[str, Any]) -> tuple[Origin, ...]:
    """Where the facts of both come from, as far as they are taken over."""
    facts = {origin.source: set(origin.facts) for origin in keep.sources}
    for origin in drop.sources:
        if brought := set(origin.facts).intersection(taken):
            facts.setdefault(origin.source, set()).update(brought)
    house = papers.FIELDS
    return tuple(
        sorted(Origin(source=source, facts=tuple(sorted(names, key=house.index))) for source, names in facts.items())
    )


def _write(text: str, before: Paper, after: Paper) -> str:
    """The file of the paper that stays, with what it gets."""
    values = papers.to_values(after)
    changed = [name for name in papers.FIELDS if name in values and getattr(before, name) != getattr(after, name)]
    text = papers.update(text, {name: values[name] for name in changed})
    if "proposed" not in values and before.proposed:
        text = papers.update(text, {"proposed": []})
    if after.summary != before.summary:
        text = papers.update_summary(text, after.summary)
    report = Report(path=before.source)
    papers.read(report, before.slug, text.replace("\r\n", "\n"), before.abstract)
    if report.problems:
        raise PapershelfError(report.problems)
    return text


def _conflicts(keep: Paper, drop: Paper) -> Iterator[_Conflict]:
    for name in _COMPARED:
        mine, theirs = getattr(keep, name), getattr(drop, name)
        if mine and theirs and _folded(name, mine) != _folded(name, theirs):
            yield _Conflict(name, theirs)
    if drop.withdrawn is not None and drop.withdrawn != keep.withdrawn:
        yield _Conflict("withdrawn", drop.withdrawn)


def _folded(name: str, value: Any) -> object:
    """A value as two spellings of it are compared."""
    if name == "arxiv":
        return arxiv_work(value)
    return tuple(fold(each.shown) for each in value) if name == "authors" else fold(value)


def _note(keep: Paper, drop: Paper, conflict: _Conflict) -> Problem:
    value = conflict.value
    shown = clip(value if isinstance(value, str) else names_in_a_row(value, 3), _SHOWN)
    return Problem(
        path=keep.source,
        field=conflict.field,
        problem=f"it stays as it is; {drop.source} says '{shown}'",
        remedy="Correct it if the other one is right",
        severity=Severity.WARNING,
    )


def _too_many_tags(keep: Paper, joined: Paper) -> Iterator[Problem]:
    if len(joined.tags) > MOST_TAGS >= len(keep.tags):
        came = ", ".join(tag for tag in joined.tags if tag not in keep.tags)
        yield Problem(
            path=keep.source,
            field="tags",
            problem=f"it has {len(joined.tags)} tags now, over {MOST_TAGS}; there came {came}",
            remedy="Take out the least telling ones",
            severity=Severity.WARNING,
        )


def _doubts(keep: Paper, drop: Paper) -> Iterator[Problem]:
    if same_paper(keep, drop) is None:
        yield Problem(
            path=keep.source,
            problem=f"neither title nor identifiers say that {drop.source} is the same paper",
            remedy="Check that they are one",
            severity=Severity.WARNING,
        )
