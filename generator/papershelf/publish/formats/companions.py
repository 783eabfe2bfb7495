"""The files that are beside a page: its citations and its feeds, at former addresses of the page too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from papershelf import addresses
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog, in_reading_order
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact, Entry, Unless, make_always, make_entry
from papershelf.publish.formats import bibtex, csl, csv_data, feeds, ris
from papershelf.publish.formats.citation import Citation, cite
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.look import Licence


class _Companions(NamedTuple):
    """The companions of one page."""

    made_from: object
    write: Callable[[str], Iterator[Artifact]]
    """Writes them into a folder of the site, named as an address: `/tags/x/`."""


FORMATS: dict[str, Callable[[Iterable[Citation]], str]] = {
    addresses.CITE_BIBTEX: bibtex.to_bibtex,
    addresses.CITE_RIS: ris.to_ris,
    addresses.CITE_CSL: csl.to_csl,
}
"""The citation formats of a paper, by what their files are called."""


def publish(
    catalog: Catalog,
    name: str,
    address: str,
    forwarded: Iterable[tuple[str, str]] = (),
    *,
    words: Words = ENGLISH,
    licence: Licence | None = None,
    most: int | None = None,
    unless: Unless = make_always,
    entry: Entry = make_entry,
) -> Iterator[Artifact]:
    """Every citation file and every feed of the site, in a fixed order.

    Args:
        catalog: The list.
        name: The site's name.
        address: The site's address without a slash at its end, or nothing.
        forwarded: Former and present addresses of pages. A redirect is a page for people: who has
            subscribed to a feed, or cites a file, gets it at the former address as it is today.
        words: The site's own.
        licence: That of summaries, where the settings name one.
        most: Of how many papers a tag or topic has a bibliography, where a paper has none; None: all have one.
        unless: Makes the companions of a page, unless they are there.
        entry: Makes what a file of the whole list says of a paper, unless it is known.
    """
    cited = _Cited(address)
    writer = feeds.Writer(catalog, name, address, words, licence)
    folders: dict[str, list[str]] = defaultdict(list)
    for former, page in forwarded:
        if not addresses.is_short(former):  # which never had companions
            folders[page].append(former)
    for page, beside in _beside_pages(catalog, name, writer, cited, words, most):
        places = [page, *folders[page]]
        yield from unless(f"beside {page}", (beside.made_from, places), partial(_in_all, beside, places))
    yield from unless("all", catalog.library, partial(_all, catalog, address, cited, entry))


class _Cited(dict[str, Citation]):
    """The citations of papers, each made once."""

    def __init__(self, address: str) -> None:
        self._address = address

    def of(self, paper: Paper) -> Citation:
        if paper.slug not in self:
            self[paper.slug] = cite(paper, self._address)
        return self[paper.slug]


def _all(catalog: Catalog, address: str, cited: _Cited, entry: Entry) -> Iterator[Artifact]:
    """The whole list in each format."""
    listed = [cited.of(paper) for paper in catalog.papers]
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_BIBTEX}"), content=bibtex.to_bibtex(listed))
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_RIS}"), content=ris.to_ris(listed))
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_CSL}"), content=csl.to_csl(listed))
    text = csv_data.to_csv(catalog, address, entry=entry)
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_CSV}"), content=text)


def _in_all(beside: _Companions, folders: Iterable[str]) -> Iterator[Artifact]:
    for folder in folders:
        yield from beside.write(folder)


def _beside_pages(
    catalog: Catalog, name: str, writer: feeds.Writer, cited: _Cited, words: Words, most: int | None
) -> Iterator[tuple[str, _Companions]]:
    """The companions of every page that has some, by its address."""
    # What entries of feeds say besides their papers: labels of tags, where links in summaries lead, the newest day.
    common = (catalog.library.vocabulary, catalog.references, writer.newest)

    def beside_group(page: str, label: str, description: str, papers: tuple[Paper, ...]) -> _Companions:
        def write(folder: str) -> Iterator[Artifact]:
            feed = feeds.Feed(
                title=f"{name}: {label}", description=description, page=page, author=name, papers=feeds.newest(papers)
            )
            if most is not None and len(papers) > most:
                return _feeds(writer, feed, folder)
            return _of_group(writer, feed, folder, [cited.of(paper) for paper in papers])

        return _Companions((label, description, papers, common), write)

    everything = feeds.Feed(
        title=name,
        description=words.counted(
            len(catalog.papers),
            "What is new among the %(num)s paper of %(name)s.",
            "What is new among the %(num)s papers of %(name)s.",
            name=name,
        ),
        page=addresses.HOME,
        author=name,
        papers=feeds.newest(in_reading_order(catalog.papers)),
    )
    yield addresses.HOME, _Companions((everything, common), partial(_feeds, writer, everything))
    for paper in catalog.library.papers if most is None else ():
        yield addresses.paper_url(paper), _Companions(paper, partial(_of_paper, paper, cited))
    for tag in catalog.library.vocabulary.tags.values():
        page = addresses.tag_url(tag)
        yield page, beside_group(page, tag.label, tag.description, catalog.by_tag[tag.key])
    for topic in catalog.topics:
        page = addresses.topic_url(topic)
        papers = catalog.by_topic[topic.key]
        yield page, beside_group(page, topic.label, topic.description, papers)


def _of_paper(paper: Paper, cited: _Cited, folder: str) -> Iterator[Artifact]:
    for file, write in FORMATS.items():
        yield Artifact(path=file_path(f"{folder}{file}"), content=write([cited.of(paper)]))


def _of_group(writer: feeds.Writer, feed: feeds.Feed, folder: str, cited: list[Citation]) -> Iterator[Artifact]:
    yield from _feeds(writer, feed, folder)
    yield Artifact(path=file_path(f"{folder}{addresses.ALL_BIBTEX}"), content=bibtex.to_bibtex(cited))
    yield Artifact(path=file_path(f"{folder}{addresses.ALL_CSL}"), content=csl.to_csl(cited))


def _feeds(writer: feeds.Writer, feed: feeds.Feed, folder: str) -> Iterator[Artifact]:
    yield Artifact(path=file_path(f"{folder}{addresses.ATOM}"), content=writer.to_atom(feed, folder))
    yield Artifact(path=file_path(f"{folder}{addresses.JSON_FEED}"), content=writer.to_json(feed, folder))
