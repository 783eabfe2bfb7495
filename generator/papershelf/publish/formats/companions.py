"""The files that are beside a page: its citations and its feeds, at former addresses of the page too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from papershelf import addresses
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog, in_reading_order
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import bibtex, csl, csv_data, feeds, ris
from papershelf.publish.formats.citation import Citation, cite
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.look import Licence

_Write = Callable[[str], Iterator[Artifact]]
"""Writes the companions of one page into a folder of the site, named as an address: `/tags/x/`."""

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
    """
    cited = {paper.slug: cite(paper, address) for paper in catalog.library.papers}
    writer = feeds.Writer(catalog, name, address, words, licence)
    pages = dict(_beside_pages(catalog, name, writer, cited, words, most))
    for page, write in pages.items():
        yield from write(page)
    for former, page in forwarded:
        # A short address never had companions.
        if page in pages and not addresses.is_short(former):
            yield from pages[page](former)
    listed = [cited[paper.slug] for paper in catalog.papers]
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_BIBTEX}"), content=bibtex.to_bibtex(listed))
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_RIS}"), content=ris.to_ris(listed))
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_CSL}"), content=csl.to_csl(listed))
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_CSV}"), content=csv_data.to_csv(catalog, address))


def _beside_pages(
    catalog: Catalog, name: str, writer: feeds.Writer, cited: Mapping[str, Citation], words: Words, most: int | None
) -> Iterator[tuple[str, _Write]]:
    def beside_paper(paper: Paper) -> _Write:
        return lambda folder: (
            Artifact(path=file_path(f"{folder}{file}"), content=write([cited[paper.slug]]))
            for file, write in FORMATS.items()
        )

    def beside_group(page: str, label: str, description: str, papers: tuple[Paper, ...]) -> _Write:
        feed = feeds.Feed(
            title=f"{name}: {label}", description=description, page=page, author=name, papers=feeds.newest(papers)
        )
        if most is not None and len(papers) > most:
            return lambda folder: _feeds(writer, feed, folder)
        return lambda folder: _of_group(writer, feed, folder, [cited[paper.slug] for paper in papers])

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
    yield addresses.HOME, lambda folder: _feeds(writer, everything, folder)
    for paper in catalog.library.papers if most is None else ():
        yield addresses.paper_url(paper), beside_paper(paper)
    for tag in catalog.library.vocabulary.tags.values():
        page = addresses.tag_url(tag)
        yield page, beside_group(page, tag.label, tag.description, catalog.by_tag[tag.key])
    for topic in catalog.topics:
        page = addresses.topic_url(topic)
        papers = catalog.by_topic[topic.key]
        yield page, beside_group(page, topic.label, topic.description, papers)


def _of_group(writer: feeds.Writer, feed: feeds.Feed, folder: str, cited: list[Citation]) -> Iterator[Artifact]:
    yield from _feeds(writer, feed, folder)
    yield Artifact(path=file_path(f"{folder}{addresses.ALL_BIBTEX}"), content=bibtex.to_bibtex(cited))
    yield Artifact(path=file_path(f"{folder}{addresses.ALL_CSL}"), content=csl.to_csl(cited))


def _feeds(writer: feeds.Writer, feed: feeds.Feed, folder: str) -> Iterator[Artifact]:
    yield Artifact(path=file_path(f"{folder}{addresses.ATOM}"), content=writer.to_atom(feed, folder))
    yield Artifact(path=file_path(f"{folder}{addresses.JSON_FEED}"), content=writer.to_json(feed, folder))
