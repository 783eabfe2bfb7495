"""Everything that the site publishes: one table of addresses, each with its template and context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import chain
from typing import Protocol

from papershelf import addresses, processes
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog
from papershelf.catalog.topic_colours import to_style_sheet
from papershelf.content import editor_files
from papershelf.model import Paper
from papershelf.processes import Workers
from papershelf.publish import anthology, redirects, search, style_sheets
from papershelf.publish.artifact import Artifact
from papershelf.publish.awaited import Awaited, in_order
from papershelf.publish.bodies import Bodies, given_by
from papershelf.publish.formats import by_id, companions, json_data
from papershelf.publish.formats.bibliographies import Bibliographies
from papershelf.publish.keeping import ANEW, Keeping
from papershelf.publish.kept import Memory
from papershelf.publish.language import ENGLISH, Words, to_script
from papershelf.publish.page import Page, Planned, Site
from papershelf.publish.pages.authors import compose_authors
from papershelf.publish.pages.digests import compose_digests
from papershelf.publish.pages.home import compose_home, compose_trending
from papershelf.publish.pages.listings import plan_listings
from papershelf.publish.pages.papers import plan_papers
from papershelf.publish.pages.tools import (
    compose_contribute,
    compose_curate,
    compose_data,
    compose_map,
    compose_propose,
    compose_reading,
    compose_search,
    plan_statistics,
)
from papershelf.publish.pages.vocabulary import plan_tags, plan_topics
from papershelf.publish.rendering import Rendering
from papershelf.publish.templates import Renderer
from papershelf.similarity.again import relate_again
from papershelf.similarity.map_data import to_map
from papershelf.similarity.related import Relations, relate

_SHARES = 32
"""In so many shares files beside papers are made."""


class Division(Protocol):
    """What has files made elsewhere, or later."""

    def apart(self, shares: Sequence[Iterable[Artifact]]) -> AbstractContextManager[Iterable[Artifact]]:
        """Take the files that rest on nothing but the list, in shares; give those that are left to write."""

    def left(self, jobs: int) -> int:
        """How many of so many processes have nothing to do while these files are made."""

    def put_off(self, files: Iterable[Artifact]) -> Iterable[Artifact]:
        """Likewise those of the search, to which no other file leads."""


class _Undivided:
    def apart(self, shares: Sequence[Iterable[Artifact]]) -> AbstractContextManager[Iterable[Artifact]]:
        return nullcontext(chain.from_iterable(shares))

    def left(self, jobs: int) -> int:
        return jobs

    def put_off(self, files: Iterable[Artifact]) -> Iterable[Artifact]:
        return files


UNDIVIDED: Division = _Undivided()
"""Leaves all files to write."""


def publish(
    catalog: Catalog,
    site: Site,
    renderer: Renderer,
    memory: Memory | None = None,
    *,
    later: bool = False,
    awaited: Awaited | None = None,
    jobs: int = 1,
    connect: Callable[[], AbstractContextManager[Workers | None]] = nullcontext,
    division: Division = UNDIVIDED,
) -> Iterator[Artifact]:
    """Every file of the site that comes from the content, in a fixed order.

    Args:
        catalog: The list.
        site: Where it is published.
        renderer: The templates.
        memory: What was made before and may be kept; None: everything is made.
        later: Whether pages only say how they are made, for whoever has had all files.
        awaited: The pages that somebody waits for, which this process makes first; None: nobody does.
        jobs: How many processes may be at work; one that is connected cannot be copied.
        connect: Gives those who make the contents of pages elsewhere; None: nobody does.
        division: Has some files made elsewhere.

    Raises:
        PapershelfError: A template is broken.
    """
    with division.apart(formats(catalog, site, memory or ANEW)) as data:
        relations = _relate(catalog, memory, division.left(jobs))
        rendering, planned = Rendering(catalog, site, renderer, relations, memory), _plan(catalog, site)
        with connect() as workers:
            found = division.put_off(_search(catalog, site, memory, jobs))
            beside = chain(data, found, _others(catalog, site, renderer, relations))
            if workers is None:
                yield from chain(in_order(planned, rendering.page, later=later, awaited=awaited), beside)
            else:
                given = given_by(catalog, site, renderer, relations, _plan, remembers=memory is not None)
                bodies = Bodies(workers, given, [rendering.page(page, later=True) for page in planned])
                yield from _as_they_are_made(bodies, beside, memory, later=later)


def _as_they_are_made(
    bodies: Bodies, beside: Iterable[Artifact], memory: Memory | None, *, later: bool
) -> Iterator[Artifact]:
    """Pages that workers make while this process makes all else."""
    if not later:
        bodies.collect(memory)
    yield from (page if later or page.later is None else page.later() for page in bodies.artifacts)
    yield from beside
    if later:
        bodies.collect(memory)


def _relate(catalog: Catalog, memory: Memory | None, jobs: int) -> Relations:
    if memory is None:
        return relate(catalog, jobs=jobs)
    relations, memory.related = relate_again(catalog, memory.related, jobs=jobs)
    return relations


def _plan(catalog: Catalog, site: Site) -> Iterator[Page | Planned]:
    pages = plan(catalog, site.words)
    return anthology.adapt(catalog, pages, site) if site.anthology else pages


def _others(catalog: Catalog, site: Site, renderer: Renderer, relations: Relations) -> Iterator[Artifact]:
    """Every file that is no page, but for the formats and the search."""
    yield Artifact(path=file_path(addresses.MAP_PAPERS), content=to_map(catalog, relations))
    yield from _assets(catalog, site, renderer)
    yield from redirects.to_vocabulary(catalog.library, site)


def formats(catalog: Catalog, site: Site, keeping: Keeping) -> list[Iterable[Artifact]]:
    """The list, its parts and its papers in formats for other programs, and what leads to papers.

    Returns:
        The files in shares, none of which needs another.
    """
    cited = Bibliographies(catalog, site.url or "", keeping)
    beside = partial(_beside_paper, site, cited)
    companions_of_groups = companions.publish(
        catalog,
        site.name,
        site.url or "",
        cited,
        addresses.former_of_vocabulary(catalog.library),
        words=site.words,
        licence=site.licence,
        most=site.longest_bibliography,
        keeping=keeping,
    )
    return [
        companions_of_groups,
        _data(catalog, site, keeping),
        by_id.publish(catalog, site.words, anthology.IN_A_FILE if site.anthology else by_id.FULL, keeping),
        anthology.publish(catalog, cited) if site.anthology else (),
        *(
            keeping.unless_each_kept("beside", some, beside)
            for some in processes.split(catalog.library.papers, _SHARES)
        ),
    ]


def _beside_paper(site: Site, cited: Bibliographies, paper: Paper) -> Iterator[Artifact]:
    """What a paper has besides its page, of which a very long list has less."""
    leading = list(addresses.leading_to(paper))
    if not site.anthology:
        former = [address for address in leading if not addresses.is_short(address)]
        yield from companions.of_paper(paper, cited, former)
    yield from redirects.to_paper(paper, leading, site)


def _search(catalog: Catalog, site: Site, memory: Memory | None, jobs: int) -> Iterator[Artifact]:
    """What the search reads, but for what is there."""
    jobs = jobs if processes.can_copy() else 1  # to send it to a process takes as long as to do its share
    if memory is None:
        yield from search.publish(catalog, site.words, site.search_whole_up_to)
        return
    made, memory.search = search.publish_again(
        catalog, site.words, site.search_whole_up_to, memory.before.search, memory.has_named, jobs
    )
    yield from made


def _assets(catalog: Catalog, site: Site, renderer: Renderer) -> Iterator[Artifact]:
    """What pages load: style sheets, colours, and the words that scripts say."""
    yield from style_sheets.publish(renderer, site.colours)
    yield Artifact(path=file_path(addresses.TOPIC_COLOURS), content=to_style_sheet(catalog))
    if site.words.script:
        yield Artifact(path=file_path(site.words.script), content=to_script(site.words))


def _data(catalog: Catalog, site: Site, keeping: Keeping) -> Iterator[Artifact]:
    """The list and its vocabulary as data."""
    vocabulary = catalog.library.vocabulary
    counts = [len(papers) for papers in catalog.by_tag.values()]
    made_from = (catalog.papers, vocabulary.places)
    yield from keeping.unless_kept("papers", made_from, partial(_papers, catalog, site, keeping))
    yield from keeping.unless_kept("vocabulary", (vocabulary, counts), partial(_vocabulary, catalog, site))


def _papers(catalog: Catalog, site: Site, keeping: Keeping) -> Iterator[Artifact]:
    yield Artifact(path=_in_data(addresses.ALL_JSON), content=json_data.to_papers(catalog, site.url or "", keeping))


def _vocabulary(catalog: Catalog, site: Site) -> Iterator[Artifact]:
    """The vocabulary, and the schemas of all data."""
    vocabulary = catalog.library.vocabulary
    tags = json_data.to_tags(catalog, site.url or "", site.licence)
    yield Artifact(path=_in_data(addresses.ALL_JSON_SCHEMA), content=json_data.to_schema(site.licence_name))
    yield Artifact(path=_in_data(addresses.TAGS_JSON), content=tags)
    yield Artifact(path=_in_data(addresses.TAGS_JSON_SCHEMA), content=json_data.to_tags_schema(site.licence_name))
    yield Artifact(path=_in_data(addresses.VOCABULARY_SCHEMA), content=editor_files.to_vocabulary_schema(vocabulary))


def compose(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Every page, in the order of the table below."""
    for page in plan(catalog, words):
        yield page.compose() if isinstance(page, Planned) else page


def plan(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page | Planned]:
    """What `compose` yields, for whoever may not need all of it."""
    for plan_some in _TABLE:
        yield from plan_some(catalog, words)


def _in_data(name: str) -> str:
    return file_path(f"{addresses.DATA}{name}")


_TABLE: tuple[Callable[[Catalog, Words], Iterator[Page | Planned]], ...] = (
    compose_home,
    plan_papers,
    compose_authors,
    plan_tags,
    plan_topics,
    plan_listings,
    compose_trending,
    compose_digests,
    compose_search,
    compose_map,
    plan_statistics,
    compose_reading,
    compose_curate,
    compose_contribute,
    compose_propose,
    compose_data,
)
