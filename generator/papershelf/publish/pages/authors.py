"""The index of authors' names, and the page of each that several papers print."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf import addresses
from papershelf.catalog.authors import Author
from papershelf.catalog.catalog import Catalog
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page
from papershelf.publish.pages.letters import letter_of, letters_in_order
from papershelf.publish.pages.paging import divide_groups, divide_list


def compose_authors(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the index, and the page of each name."""
    authors = catalog.authors
    letters: dict[str, list[Author]] = {}
    for author in authors.values():
        letters.setdefault(letter_of(author.sorted), []).append(author)
    index = Page(
        address=addresses.AUTHORS,
        template="authors",
        title=words.say("Authors"),
        description=words.say("The names that at least two papers of the list print, from A to Z."),
        context={"letters": letters_in_order(letters, words), "authors": authors},
    )
    yield from divide_groups(index, "letters", words, addresses.index_part_url)
    for author in authors.values():
        page = Page(
            address=addresses.author_url(author.key),
            template="author",
            title=author.shown,
            description=words.say(
                "%(papers)s printed under the name %(name)s.",
                papers=words.papers(len(author.papers)),
                name=author.shown,
            ),
            context={"author": author},
        )
        yield from divide_list(page, len(author.papers), words)
