"""Rules about what was promised: addresses that stay, and fields that belong to the import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from papershelf import addresses
from papershelf.addresses import vanished
from papershelf.check.material import Base, Material
from papershelf.content.ledger import is_part
from papershelf.errors import Problem, Severity
from papershelf.model import Appearance, Paper

LEDGER = "content/urls.txt"
OWNED = ("id", "added", "listed")
"""The fields of a paper that belong to the import."""

_FIX = "`papershelf check --fix` adds it"


def vanished_address(material: Material) -> Iterator[Problem]:
    """Addresses that the ledger, or the base revision, published and that a build would publish no more."""
    if material.addresses is None:
        return
    published = material.catalog.library.published
    present = material.addresses | _doubtful(material)
    moved = former_names(material)
    for paper in material.catalog.library.papers:
        for name in moved.get(paper.slug, ()):
            problem = f"the file was called {name}.md, and the address {addresses.paper_url(name)} would vanish"
            yield material.problem(paper, "id", problem, f"Add `aliases: [{', '.join(paper.formerly(name))}]`")
    present |= {addresses.paper_url(name) for names in moved.values() for name in names}
    yield from vanished(published, present, material.catalog.library.additions)
    if material.base is None:
        return
    before = {*material.base.library.published, *material.base.addresses}
    for address in sorted(before - present - set(published)):
        if addresses.is_below(address, addresses.TOPICS):
            problem = f"the topic's page {address} would be gone"
            remedy = "Keep the topic's key, and change its label instead"
            yield Problem(path="content/tags.yml", problem=problem, remedy=remedy, severity=Severity.WARNING)
        elif addresses.is_below(address, addresses.TAGS):
            problem = f"the published address {address} would vanish"
            yield Problem(path="content/tags.yml", problem=problem, remedy=_rename(address))
        else:
            yield from (replace(problem, line=None) for problem in vanished([address], present))


def former_names(material: Material) -> Mapping[str, tuple[str, ...]]:
    """By the slugs of papers, the names that their files had at the base revision and that `aliases` lacks."""
    if material.base is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    by_id = {paper.id: paper for paper in material.catalog.library.papers}
    taken = {name for paper in material.catalog.library.papers for name in (paper.slug, *paper.aliases)}
    # A file that is there and cannot be read is still its own paper's.
    taken |= {PurePosixPath(name).stem for name in {*material.texts, *material.doubts} if name.startswith("papers/")}
    for former in material.base.library.papers:
        if former.slug not in taken and (paper := by_id.get(former.id)) is not None:
            found[paper.slug] = (*found.get(paper.slug, ()), former.slug)
    return found


def _rename(address: str) -> str:
    tag = addresses.name_in(address)
    return f"Bring the tag back, and let `papershelf tags rename {tag} …` or `tags merge {tag} …` lead it elsewhere"


def _doubtful(material: Material) -> frozenset[str]:
    """Addresses of files that are there and cannot be read, so that nobody knows what they would publish."""
    read = {paper.file for paper in material.catalog.library.papers}
    unread = {name for name in material.doubts if name.startswith("papers/") and name.endswith(".md")} - read
    if not unread:
        return frozenset()
    found = {addresses.paper_url(name.removeprefix("papers/").removesuffix(".md")) for name in unread}
    # Any of them may be what a short or a former address leads to.
    known = {*material.catalog.library.published, *(material.base.addresses if material.base else ())}
    return frozenset(found | {address for address in known if addresses.is_short(address)})


def ledger(material: Material) -> Iterator[Problem]:
    """Addresses that the ledger lacks: of new papers and listings, or taken out since the base revision."""
    library = material.catalog.library
    held = set(library.published)
    if not any(map(is_part, material.doubts)):
        single = {addresses.HOME}
        for paper in library.papers:
            own = {addresses.paper_url(paper), addresses.short_url(paper)}
            single |= own
            if not own <= held:
                problem = "its address is not in the ledger of published addresses"
                yield material.problem(paper, "id", problem, _FIX, severity=Severity.WARNING)
        for address in map(addresses.listing_url, library.listings):
            single.add(address)
            if address not in held:
                problem = f"the address {address} is not in the ledger of published addresses"
                yield Problem(path=LEDGER, problem=problem, remedy=_FIX, severity=Severity.WARNING)
        if others := sorted((material.addresses or set()) - single - held):
            more = f" and {len(others) - 1:,} more" if len(others) > 1 else ""
            problem = f"it lacks the address {others[0]}{more}"
            yield Problem(path=LEDGER, problem=problem, remedy=_FIX, severity=Severity.WARNING)
    if lost := lost_addresses(material):
        more = f" and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        remedy = "The file only grows: `papershelf check --fix --base …` restores what was removed"
        yield Problem(path=LEDGER, problem=f"it has lost {lost[0]}{more}", remedy=remedy)


def lost_addresses(material: Material) -> tuple[str, ...]:
    """What the ledger held at the base revision and holds no more, in its old order."""
    if material.base is None or any(map(is_part, material.doubts)):
        return ()
    held = set(material.catalog.library.published)
    return tuple(address for address in material.base.library.published if address not in held)


def import_owned(material: Material) -> Iterator[Problem]:
    """Fields of the import that a person changed since the base revision."""
    for paper in material.catalog.library.papers:
        right = as_imported(material, paper)
        for field in ("id", "added"):
            if getattr(paper, field) != (shown := getattr(right, field)):
                problem = f"it was '{shown}', and belongs to the import"
                yield material.problem(paper, field, problem, f'Write `{field}: "{shown}"` again')
        if paper.listed != right.listed and not is_unread(material, paper):
            places = ", ".join(f'{{listing: "{place.listing}", rank: {place.rank}}}' for place in right.listed)
            problem = "it was changed, and belongs to the import"
            yield material.problem(paper, "listed", problem, f"Write `listed: [{places}]` again")


def as_imported(material: Material, paper: Paper) -> Paper:
    """The paper with the import's fields as the import wrote them; unchanged where there is no former state."""
    former = None if material.base is None else _former(material, material.base, paper)
    if former is None or material.base is None:
        return paper
    # A listing that the base does not know was imported since, and brought its own places.
    known = material.base.library.listings
    brought = {place for place in paper.listed if place.listing not in known}
    # Papers that were merged into it brought theirs.
    joined = [material.base.by_id[other.id] for other in paper.merged if other.id in material.base.by_id]
    places = {place for each in (former, *joined) for place in each.listed}
    listed: tuple[Appearance, ...] = tuple(sorted(places | brought))
    return replace(paper, id=former.id, added=former.added, listed=listed)


def is_unread(material: Material, paper: Paper) -> bool:
    """Whether it is not known where the file says that a paper was listed."""
    return "listings.yml" in material.doubts or material.is_doubtful(paper.file, "listed")


def _former(material: Material, base: Base, paper: Paper) -> Paper | None:
    """The same paper at the base revision: by its name, or by its id under a former name."""
    by_slug = base.by_slug
    if paper.slug in by_slug:
        return by_slug[paper.slug]
    other = base.by_id.get(paper.id)
    return other if other is not None and other.slug not in material.catalog.by_slug else None
