"""The files that are beside a page: its citations and its feeds, at former addresses of the page too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from papershelf import addresses
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog, in_reading_order
from papershelf.model import Paper, Tag, Topic
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import csv_data, feeds
from papershelf.publish.formats.bibliographies import FORMATS, Bibliographies
from papershelf.publish.keeping import ANEW, Keeping
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.look import Licence

_OF_PAPER = {
    addresses.CITE_BIBTEX: addresses.ALL_BIBTEX,
    addresses.CITE_RIS: addresses.ALL_RIS,
    addresses.CITE_CSL: addresses.ALL_CSL,
}
"""The citations of a paper, by what their files are called, and what those of all papers are called."""
_OF_GROUP = (addresses.ALL_BIBTEX, addresses.ALL_CSL)
"""The bibliographies of a tag or topic."""


def of_paper(paper: Paper, cited: Bibliographies, former: Iterable[str] = ()) -> Iterator[Artifact]:
    """The citations of a paper: they are made from it and from nothing else.

    Args:
        paper: The paper.
        cited: Writes its citations.
        former: Former addresses of its page, as in `publish`.
    """
    folders = [addresses.paper_url(paper), *former]
    texts = cited.write(_OF_PAPER.values(), [paper])
    for file, of_all in _OF_PAPER.items():
        for folder in folders:
            yield Artifact(path=file_path(f"{folder}{file}"), content=texts[of_all])


def publish(
    catalog: Catalog,
    name: str,
    address: str,
    cited: Bibliographies,
    forwarded: Iterable[tuple[str, str]] = (),
    *,
    words: Words = ENGLISH,
    licence: Licence | None = None,
    most: int | None = None,
    keeping: Keeping = ANEW,
) -> Iterator[Artifact]:
    """The feeds and bibliographies of tags, topics and the whole list, in a fixed order.

    Args:
        catalog: The list.
        name: The site's name.
        address: The site's address without a slash at its end, or nothing.
        cited: Writes bibliographies.
        forwarded: Former and present addresses of pages. A redirect is a page for people: who has
            subscribed to a feed, or cites a file, gets it at the former address as it is today.
        words: The site's own.
        licence: That of summaries, where the settings name one.
        most: Of how many papers a tag or topic has a bibliography; None: of any number.
        keeping: Knows which files need not be made.
    """
    folders = _folders(forwarded)
    listed = (catalog.papers, catalog.library.vocabulary.places)
    yield from keeping.unless_kept("csv", listed, partial(_csv, catalog, address, keeping))
    yield from cited.publish(catalog.papers, _paths(FORMATS, [addresses.DATA]))
    groups = list(_groups(catalog))
    for page, _, papers in groups:
        if most is None or len(papers) <= most:
            yield from cited.publish(papers, _paths(_OF_GROUP, [page, *folders[page]]))
    # All feeds follow one another, so that few processes make the entries that they have in common.
    writer = feeds.Writer(catalog, name, address, words, licence)
    for feed in (_of_all(catalog, name, words), *(_feed(name, *group) for group in groups)):
        places = [feed.page, *folders[feed.page]]
        made_from = partial(writer.made_from, feed, places)
        yield from keeping.unless_kept(f"feeds of {feed.page}", made_from, partial(_feeds, writer, feed, places))


def _folders(forwarded: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Former addresses, by the page that is there now."""
    folders: dict[str, list[str]] = defaultdict(list)
    for former, page in forwarded:
        folders[page].append(former)
    return folders


def _paths(files: Iterable[str], folders: Iterable[str]) -> dict[str, str]:
    """The files of a bibliography in some folders: what each is called, by its path."""
    return {file_path(f"{folder}{file}"): file for folder in folders for file in files}


def _groups(catalog: Catalog) -> Iterator[tuple[str, Tag | Topic, tuple[Paper, ...]]]:
    """Tags and topics with their pages and papers."""
    for tag in catalog.library.vocabulary.tags.values():
        yield addresses.tag_url(tag), tag, catalog.by_tag[tag.key]
    for topic in catalog.topics:
        yield addresses.topic_url(topic), topic, catalog.by_topic[topic.key]


def _of_all(catalog: Catalog, name: str, words: Words) -> feeds.Feed:
    """The feed of the whole list."""
    description = words.counted(
        len(catalog.papers),
        "What is new among the %(num)s paper of %(name)s.",
        "What is new among the %(num)s papers of %(name)s.",
        name=name,
    )
    papers = feeds.newest(in_reading_order(feeds.latest(catalog.papers)))
    return feeds.Feed(title=name, description=description, page=addresses.HOME, author=name, papers=papers)


def _feed(name: str, page: str, group: Tag | Topic, papers: tuple[Paper, ...]) -> feeds.Feed:
    """The feed of a tag or topic."""
    return feeds.Feed(
        title=f"{name}: {group.label}",
        description=group.description,
        page=page,
        author=name,
        papers=feeds.newest(papers),
    )


def _feeds(writer: feeds.Writer, feed: feeds.Feed, folders: Iterable[str]) -> Iterator[Artifact]:
    for folder in folders:
        yield Artifact(path=file_path(f"{folder}{addresses.ATOM}"), content=writer.to_atom(feed, folder))
        yield Artifact(path=file_path(f"{folder}{addresses.JSON_FEED}"), content=writer.to_json(feed, folder))


def _csv(catalog: Catalog, address: str, keeping: Keeping) -> Iterator[Artifact]:
    text = csv_data.to_csv(catalog, address, keeping=keeping)
    yield Artifact(path=file_path(f"{addresses.DATA}{addresses.ALL_CSV}"), content=text)
