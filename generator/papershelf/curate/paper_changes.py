"""Papers renamed and removed: what every file becomes, with the lines that change and no others. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from papershelf import addresses
from papershelf.content import abstracts, ledger, map_positions, papers
from papershelf.content.vocabulary_text import NAME as VOCABULARY
from papershelf.content.yaml import edit
from papershelf.curate import references
from papershelf.errors import PapershelfError, Problem, Rejected
from papershelf.model import Library, Paper
from papershelf.text import LONGEST_SLUG, is_slug, slugify


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a command does to a list."""

    files: Mapping[str, str | None]
    """Files with their new texts, by path under `content/`, what is referred to first; None: the file goes."""
    moved: Mapping[str, str] = field(default_factory=_nothing)
    """The new names of files that move, with their former ones."""
    notes: tuple[Problem, ...] = ()
    """What a curator should look at."""


def rename_paper(library: Library, texts: Mapping[str, str], paper: Paper, new: str) -> Change:
    """The files that change when a paper gets another slug; its former address redirects.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        paper: A paper of it.
        new: The slug that it gets.

    Raises:
        Rejected: The slug is not a safe name, or belongs to another paper.
    """
    if new == paper.slug:
        return Change(files={})
    if len(new) > LONGEST_SLUG:
        raise Rejected(f"the name has {len(new):,} characters, over {LONGEST_SLUG}", "Choose a shorter one")
    if not is_slug(new):
        proposed = slugify(new)[:LONGEST_SLUG]
        remedy = "Use lower-case letters, digits and hyphens"
        raise Rejected(f"'{new[:60]}' cannot be part of an address", f"{remedy}, such as '{proposed}'")
    _check_free(library, paper, new)
    aliases = [alias for alias in paper.formerly(paper.slug) if alias != new]
    file = f"papers/{new}.md"
    files: dict[str, str | None] = {file: papers.update(texts[paper.file], {"aliases": aliases})}
    moved = {file: paper.file}
    if VOCABULARY in texts:
        files[VOCABULARY] = references.point_papers(texts[VOCABULARY], paper.slug, new)
    promised = {addresses.paper_url(name): f"{ledger.FOLDER}/{paper.id}.txt" for name in (paper.slug, new)}
    files |= ledger.promise(texts, promised)
    if (former := abstract_of(paper)) is not None:
        name = former.replace(f"/{paper.slug}.md", f"/{new}.md")
        files |= {name: texts.get(former, f"{paper.abstract}\n"), former: None}
        moved[name] = former
    return Change(files=_changed(texts, files | {paper.file: None}), moved=moved)


def _check_free(library: Library, paper: Paper, new: str) -> None:
    for other in library.papers:
        if other is not paper and new in (other.slug, *other.aliases):
            raise Rejected(f"'{new}' belongs to {other.source} already", "Choose another name")
    if addresses.paper_url(new) in library.published and new not in paper.aliases:
        raise Rejected(f"{addresses.paper_url(new)} was promised to a paper that is gone", "Choose another name")


def withdraw_paper(texts: Mapping[str, str], paper: Paper, reason: str) -> Change:
    """The files that change when a paper is taken off the list; its page stays and says why.

    Raises:
        PapershelfError: The reason is not allowed in a file.
    """
    value = edit.Quoted(" ".join(reason.split()))
    if wrong := papers.objections("withdrawn", value):
        raise PapershelfError([Problem(path="--reason", problem=wrong[0].problem, remedy=wrong[0].remedy)])
    files: dict[str, str | None] = {paper.file: texts[paper.file]}
    if paper.withdrawn != value:
        files[paper.file] = papers.update(texts[paper.file], {"withdrawn": value})
    if VOCABULARY in texts:
        files[VOCABULARY] = references.unrecommend(texts[VOCABULARY], paper.slug)
    return Change(files=_changed(texts, files))


def delete_paper(library: Library, texts: Mapping[str, str], paper: Paper, published: Collection[str]) -> Change:
    """The files that change when a paper goes that no reader has ever seen.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        paper: A paper of it.
        published: The addresses that were ever promised to readers.

    Raises:
        PapershelfError: One of its addresses was, or a digest has told of it.
    """
    own = {*map(addresses.paper_url, (paper.slug, *paper.aliases)), *map(addresses.short_url, paper.ids)}
    remedy = f'Withdraw it: `papershelf remove {paper.slug} --reason "…"`'
    if seen := sorted(own.intersection(published)):
        raise PapershelfError([Problem(path=paper.source, problem=f"{seen[0]} was published", remedy=remedy)])
    if told := next((digest for digest in library.digests if paper.id in digest.papers), None):
        problem = f"the digest of {told.date} told of it"
        raise PapershelfError([Problem(path=paper.source, problem=problem, remedy=remedy)])
    files: dict[str, str | None] = {}
    if VOCABULARY in texts:
        files[VOCABULARY] = references.forget_paper(texts[VOCABULARY], paper.slug)
    files |= follow_on_map(texts, paper.id, None)
    for name in filter(ledger.is_part, texts):
        rows = texts[name].splitlines(keepends=True)
        kept = "".join(row for row in rows if row.rstrip("\r\n") not in own)
        files[name] = kept or (None if name != ledger.NAME else "")
    if (abstract := abstract_of(paper)) is not None:
        files[abstract] = None
    return Change(files=_changed(texts, files | {paper.file: None}))


def abstract_of(paper: Paper) -> str | None:
    """The file that a paper's abstract was read from, by its path under `content/`; None where it has none."""
    if paper.abstract is None:
        return None
    return f"abstracts/{paper.slug}.md" if paper.abstract_source is None else abstracts.name_of(paper.slug)


def follow_on_map(texts: Mapping[str, str], gone: str, kept: str | None) -> dict[str, str]:
    """The map as a file that changes when a paper goes."""
    name = map_positions.NAME
    return {name: references.follow_on_map(texts[name], gone, kept)} if name in texts else {}


def _changed(texts: Mapping[str, str], files: Mapping[str, str | None]) -> dict[str, str | None]:
    """Of some files, those that are not as they were."""
    return {name: text for name, text in files.items() if text is None or texts.get(name) != text}
